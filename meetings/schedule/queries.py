"""What pages read of a body's meetings: a fixed number of queries, whatever the number of meetings, seats and years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from django.utils import timezone

from governance.constitution.core.calendar import year_with
from governance.constitution.core.calendar_gaps import Missed, gaps
from governance.constitution.core.constitution import ORDINARY, Part, Rules
from governance.constitution.core.publicity import Admission
from governance.constitution.core.settings import Due, What, deadlines_of
from governance.constitution.core.working_days import ONE_DAY, months_after
from governance.constitution.english.calendar_english import sentence
from governance.constitution.english.saying import said_of
from governance.constitution.english.wording import Names
from governance.constitution.rulebook import Rulebook, closed_in
from governance.structure.models import Access, Body
from meetings.schedule.letters import named
from meetings.schedule.models import Meeting, Sitting
from meetings.schedule.planning import waits_for
from meetings.schedule.rules import is_public, may_cancel, may_close_to_public, may_open_to_public
from trustboard.acts.verdict import Verdict

WHOLE_YEAR = 12


class State(StrEnum):
    """How a sitting stands, as a page says it."""

    CANCELLED = "cancelled"
    TO_COME = "to come"
    IN_SESSION = "in session"
    ADJOURNED = "adjourned"
    HELD = "held"
    UNRECORDED = "not recorded as held"


SILENT = "Neither the constitution nor the body opens it, and nobody else has."
AS_THE_BODY = "The constitution does not say; this is what the body says of itself."
COLOURS = {State.CANCELLED: "bad", State.IN_SESSION: "good", State.UNRECORDED: "attention", State.ADJOURNED: "waiting"}


@dataclass(frozen=True, slots=True)
class SittingShown:
    """One sitting in a list. `admission` says what was decided for it alone about press and public."""

    sitting: Sitting
    state: State
    admission: str = ""

    @property
    def meeting(self) -> Meeting:
        return self.sitting.meeting

    @property
    def name(self) -> str:
        """What the meeting is called beside its body, and which sitting of it this is."""
        number = self.sitting.number
        return f"{named(self.meeting)}, sitting {number}" if number > 1 else named(self.meeting)

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return COLOURS.get(self.state, "")


def state_of(sitting: Sitting, now: datetime) -> State:
    """How the sitting stands at that moment."""
    if sitting.is_cancelled:
        return State.CANCELLED
    if sitting.opened_at is not None:
        return State.IN_SESSION if sitting.is_sitting else _ended(sitting)
    return State.TO_COME if sitting.ends_at > now else State.UNRECORDED


def _ended(sitting: Sitting) -> State:
    return State.ADJOURNED if sitting.ending == State.ADJOURNED else State.HELD


@dataclass(frozen=True)
class Plan:
    """All the meetings of a body, and of those between whose meetings it meets, ready to be asked about any year."""

    body: Body
    sittings: Sequence[Sitting]
    others: Mapping[str, Sequence[date]]
    rulebook: Rulebook
    now: datetime
    today: date
    _openness: dict[date | None, bool] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def rules(self) -> Rules:
        """The rules of the body today."""
        return self.rulebook.rules(self.body.key, max(self.today, self.body.starts))

    def year_with(self, day: date) -> date:
        """The first day of the body's year in which the day lies; years begin as they do by today's rules."""
        return year_with(self.rules.calendar, day)

    def rules_of(self, first: date) -> Rules:
        """The rules by which that year is planned and judged: today's, its first day's to come, its last day's past."""
        day = min(max(self.today, first), last_of(first))
        return self.rulebook.rules(self.body.key, max(day, self.body.starts))

    def shown(self, first: date) -> list[SittingShown]:
        """The sittings of the twelve months from that day on, in order."""
        last = last_of(first)
        return [self.one(sitting) for sitting in self.sittings if first <= sitting.day <= last]

    def one(self, sitting: Sitting) -> SittingShown:
        """One of its sittings as a list shows it."""
        return SittingShown(sitting, state_of(sitting, self.now), self._admission(sitting))

    def _admission(self, sitting: Sitting) -> str:
        turn = max((day for day in self._turns if day <= sitting.day), default=None)
        if turn not in self._openness:
            rules = self.rulebook.rules(self.body.key, sitting.day)
            self._openness[turn] = is_public(rules, is_said_open=self.body.access == Access.OPEN)
        if sitting.is_open == self._openness[turn] and not sitting.closed_for:
            return ""
        why = f": {sitting.closed_for}" if sitting.closed_for else ""
        return "Open to the public" if sitting.is_open else f"Closed to the public{why}"

    @cached_property
    def _turns(self) -> list[date]:
        return self.rulebook.turns(self.body.key)

    def known(self) -> list[tuple[date, str]]:
        """The day and kind of each meeting that is not cancelled."""
        return [(each.day, each.meeting.kind) for each in self._first if not each.meeting.is_cancelled]

    def missed(self, first: date, *, until: date | None, but: Meeting | None = None) -> tuple[Missed, ...]:
        """Which demands of the calendar that year does not keep; what is due that day or later is not missed yet.

        `but` is a meeting that is taken to be cancelled.
        """
        calendar = self.rules_of(first).calendar
        held: dict[str, set[date]] = defaultdict(set)
        own = {kind.name for kind in calendar.kinds}
        for sitting in self._first:
            if sitting.meeting != but and state_of(sitting, self.now) not in {State.CANCELLED, State.UNRECORDED}:
                held[sitting.meeting.kind if sitting.meeting.kind in own else ""].add(sitting.day)
        days = held.pop("", set())
        cancelled = {each.day for each in self._first if each.meeting.is_cancelled or each.meeting == but}
        return gaps(
            calendar,
            days,
            first,
            kinds=held,
            others=self.others,
            cancelled=cancelled - days,
            closed=closed_in(self.body.trust, first, last_of(first)),
            until=until,
            names=self.names,
        )

    def waits(self, first: date) -> tuple[str, ...]:
        """Whose meetings of that year have to be agreed first, a sentence each; nothing once the year is over."""
        if last_of(first) < self.today:
            return ()
        return waits_for(self.rules_of(first).calendar, first, self.others, self.names)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the trust's bodies."""
        return {key: body.name for key, body in self.rulebook.bodies.items()}

    def asked(self, first: date) -> str:
        """What the constitution asks of the calendar of that year, in sentences; empty where it is silent."""
        rules = self.rules_of(first)
        return sentence(rules.calendar, self.names) if Part.CALENDAR in rules.written else ""

    @cached_property
    def years(self) -> list[date]:
        """The first days of the years in which there are meetings, and of this year and the next."""
        found = {self.year_with(sitting.day) for sitting in self.sittings}
        now = self.year_with(self.today)
        return sorted({*found, now, months_after(now, WHOLE_YEAR)})

    @cached_property
    def _first(self) -> list[Sitting]:
        """The first sitting of each meeting: that is when it is held."""
        return [sitting for sitting in self.sittings if sitting.number == 1]


def plan_of(body: Body, rulebook: Rulebook, *, now: datetime, today: date) -> Plan:
    """All the meetings of the body; one query, and another where it meets between the meetings of others."""
    calendar = rulebook.rules(body.key, max(today, body.starts)).calendar
    courses = [calendar.course, *(kind.course for kind in calendar.kinds)]
    others = {course.between for course in courses if course.between}
    return Plan(body, sittings_of(body), _days_of_others(body, others), rulebook, now, today)


def sittings_of(body: Body) -> list[Sitting]:
    """Every sitting of the body's meetings, in the order of time; one query."""
    found = list(Sitting.objects.filter(meeting__body=body).select_related("meeting"))
    for sitting in found:
        sitting.meeting.body = body
    return found


def _days_of_others(body: Body, others: Collection[str]) -> dict[str, list[date]]:
    days: dict[str, list[date]] = {key: [] for key in others}
    if others:
        rows = Sitting.objects.filter(
            meeting__body__trust=body.trust, meeting__body__key__in=others, meeting__standing="planned", number=1
        )
        for sitting in rows.select_related("meeting__body"):
            days[sitting.meeting.body.key].append(sitting.day)
    return days


def last_of(first: date) -> date:
    """The last day of the twelve months from the first."""
    return months_after(first, WHOLE_YEAR) - ONE_DAY


def year_called(first: date) -> str:
    """2026; April 2026 to March 2027."""
    last = last_of(first)
    return str(first.year) if first.year == last.year else f"{first:%B} {first.year} to {last:%B} {last.year}"


@dataclass(frozen=True, slots=True)
class DeadlineShown:
    """A deadline of a meeting as its page shows it. `word` says how it stands, `colour` the same in colour."""

    due: Due
    word: str
    colour: str = ""

    @property
    def is_notice(self) -> bool:
        """Whether it is that of the notice itself."""
        return self.due.deadline.what is What.NOTICE


def deadlines_shown(rules: Rules, sitting: Sitting, *, today: date) -> list[DeadlineShown]:
    """What the constitution asks to be there before the sitting, the earliest first; one query."""
    day = sitting.day
    closed = closed_in(sitting.meeting.body.trust, months_after(day, -WHOLE_YEAR), day)
    due = deadlines_of(rules.notice, day, sitting=sitting.kind or ORDINARY, closed=closed)
    return [_deadline(each, sitting, today) for each in due]


def _deadline(due: Due, sitting: Sitting, today: date) -> DeadlineShown:
    told = sitting.meeting.told_at
    if due.deadline.what is What.NOTICE and told is not None:
        in_time = _day_of(told) <= due.day
        return DeadlineShown(due, "given in time" if in_time else "given late", "good" if in_time else "bad")
    left = (due.day - today).days
    if left < 0:
        return DeadlineShown(due, "passed")
    if left == 0:
        return DeadlineShown(due, "today", "attention")
    return DeadlineShown(due, f"in {left} day{'' if left == 1 else 's'}")


def _day_of(moment: datetime) -> date:
    return timezone.localdate(moment)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Whether press and public are admitted to a sitting, and what the constitution says of it.

    `decided` says that it was decided for this meeting alone, and why, where it was.
    """

    is_open: bool
    because: str
    clauses: tuple[str, ...]
    decided: str = ""


def admitted_to(rules: Rules, sitting: Sitting) -> Admitted:
    """Whether the sitting is open, with the constitution's sentence and what was decided for it alone."""
    access = sitting.meeting.body.access
    is_usual = sitting.is_open == is_public(rules, is_said_open=access == Access.OPEN)
    why = f": {sitting.closed_for}" if sitting.closed_for else "."
    decided = "" if is_usual and not sitting.closed_for else f"Decided for this meeting{why}"
    said = next((each for each in said_of(Part.PUBLICITY, rules, Names()) if each.label == "Meetings"), None)
    if said is None or rules.publicity.meetings is Admission.UNSAID:
        usual = SILENT if access == Access.UNSAID else AS_THE_BODY
        return Admitted(sitting.is_open, "" if decided else usual, (), decided)
    return Admitted(sitting.is_open, said.text, said.clauses, decided)


def cancelling_of(sitting: Sitting, *, reason: str) -> Verdict:
    """Whether what is to come of a meeting may be cancelled for that reason; `sitting` is its last."""
    return may_cancel(is_cancelled=sitting.is_cancelled, is_begun=sitting.opened_at is not None, reason=reason)


def closing_of(rules: Rules, sitting: Sitting, *, reason: str) -> Verdict:
    """Whether the sitting may be closed to press and public for that reason."""
    return may_close_to_public(
        rules.publicity,
        is_cancelled=sitting.meeting.is_cancelled,
        is_begun=sitting.opened_at is not None,
        is_open=sitting.is_open,
        reason=reason,
    )


def opening_of(rules: Rules, sitting: Sitting) -> Verdict:
    """Whether the sitting may be opened to press and public."""
    return may_open_to_public(
        rules.publicity,
        is_cancelled=sitting.meeting.is_cancelled,
        is_begun=sitting.opened_at is not None,
        is_open=sitting.is_open,
    )
