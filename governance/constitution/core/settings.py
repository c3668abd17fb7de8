"""The smaller parts of a constitution, each one value and one question: deputies, interests, notice and attendance.
(The calendar, publicity and review have modules of their own.)

Values in, answer with its reason out: nothing here reads a clock or a database.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from governance.constitution.core.calendar_days import Month
from governance.constitution.core.working_days import (
    Closed,
    Counting,
    Reckoning,
    Weekday,
    latest_day,
    months_after,
)
from governance.constitution.core.written import said
from trustboard.acts.verdict import ALLOWED, Verdict, refused


def year_begun(day: date, month: Month) -> date:
    """The first day of the year, counted from that month, in which the day lies."""
    number = list(Month).index(month) + 1
    return date(day.year if day.month >= number else day.year - 1, number, 1)


class Lapsed(StrEnum):
    """What becomes of a sitting that is not quorate."""

    ADJOURNED = "adjourned"
    DISSOLVED = "dissolved"
    UNDECIDED = "held without decisions"


@dataclass(frozen=True, slots=True)
class Lapse:
    """What becomes of a sitting, of these kinds or of any, that is not quorate so long after its appointed time; and
    with `once_lost`, of one that has been without the quorum it had for so long.
    """

    then: Lapsed = said(Lapsed.ADJOURNED, "A sitting that is not quorate is")
    after: int = said(0, "Minutes after the appointed time", hint="For example 30")
    once_lost: int | None = said(
        None, "Minutes after a quorum is lost", hint="0: at once. Leave empty where nothing is laid down"
    )
    days: int | None = said(None, "Days to which it is adjourned", hint="7 is the same day of the next week")
    sittings: tuple[str, ...] = said((), "Only for sittings that are", names="sitting")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


def lapsed(
    rule: Lapse | None, *, minutes: int, held_on: date, lost: int | None = None
) -> tuple[Lapsed, date | None] | None:
    """What has become of a sitting that is not quorate so many minutes after its appointed time, and to which day it
    is adjourned, where that is laid down; None while it may still become quorate.
    """
    if rule is None or (minutes < rule.after if lost is None else rule.once_lost is None or lost < rule.once_lost):
        return None
    is_to_a_day = rule.then is Lapsed.ADJOURNED and rule.days is not None
    return rule.then, held_on + timedelta(days=rule.days or 0) if is_to_a_day else None


class Substitute(StrEnum):
    """Who may come for an absent member."""

    NAMED = "the named deputy"
    MEMBER = "another member"
    ANYONE = "anyone the member sends"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Deputies:
    """Who may speak for an absent member, and how often."""

    who: Substitute = said(Substitute.NAMED, "Who may come for an absent member")
    visits: int | None = said(
        None, "Most meetings in a year that a seat may be deputised", hint="Leave empty for no limit"
    )
    year_from: Month = said(Month.JANUARY, "The year begins in")
    same_criteria: bool = said(False, "A deputy meets the same criteria as the member")
    beside_member: bool = said(
        False, "A deputy may come besides the member", hint="From then on the deputy speaks for the seat"
    )
    for_several: bool = said(False, "One deputy may speak for several seats")
    seats_each: int | None = said(None, "Most seats for which one deputy speaks", hint="Leave empty for no limit")
    for_barred: bool = said(False, "A deputy without the interest stands in for a barred member")
    signs: bool = said(False, "A deputy may sign the agreement for the member")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


@dataclass(frozen=True, slots=True)
class Visit:
    """A deputy at a meeting. `before` is at how many others of the year the seat was deputised, `other_seats` for how
    many more the same deputy speaks. `member_is_barred`: from the item, where the deputy is not.
    """

    is_named: bool
    before: int = 0
    member_is_here: bool = False
    member_is_barred: bool = False
    other_seats: int = 0
    is_member: bool = False


def may_deputise(rule: Deputies, visit: Visit) -> Verdict:
    """Whether a deputy's visit counts. Whoever is beyond a limit is recorded, and not counted."""
    reasons = []
    if rule.who is Substitute.NOBODY:
        reasons.append("Deputies do not count here.")
    elif rule.who is Substitute.NAMED and not visit.is_named:
        reasons.append("Only the named deputy counts.")
    elif rule.who is Substitute.MEMBER and not visit.is_member:
        reasons.append("Only another member may speak for the seat.")
    if rule.visits is not None and visit.before >= rule.visits:
        reasons.append(_used(rule.visits))
    if visit.member_is_barred and not rule.for_barred:
        reasons.append("The member is barred from the item, and no deputy stands in.")
    elif visit.member_is_here and not visit.member_is_barred and not rule.beside_member:
        reasons.append("The member is here, and speaks for the seat.")
    if visit.other_seats and not rule.for_several:
        reasons.append("A deputy speaks for one seat only.")
    elif rule.seats_each is not None and visit.other_seats >= rule.seats_each:
        seats = "one seat" if rule.seats_each == 1 else f"{rule.seats_each} seats"
        reasons.append(f"A deputy speaks for {seats} at most.")
    return refused(*reasons) if reasons else ALLOWED


def _used(visits: int) -> str:
    if visits == 0:
        return "No deputy visits count in a year."
    if visits == 1:
        return "This year's one deputy visit has been used."
    return f"This year's {visits} deputy visits have been used."


class Binds(StrEnum):
    """Who is bound by an interest."""

    PERSON = "the person"
    SEAT = "the seat"
    AGENCY = "the agency"


class Bar(StrEnum):
    """How somebody with an interest comes to be barred from an item."""

    NEVER = "it does not count"
    RULING = "by ruling"
    ITSELF = "by the rule itself"


class Out(StrEnum):
    """What somebody barred does."""

    LEAVES = "leaves the room"
    STAYS = "stays without part"


@dataclass(frozen=True, slots=True)
class Interest:
    """One kind of interest and what it brings. `items`: the kinds of decision it concerns; all where none is named."""

    name: str = said("", "Kind of interest")
    bar: Bar = said(Bar.RULING, "How it bars")
    binds: Binds = said(Binds.PERSON, "Whom it binds")
    out: Out = said(Out.LEAVES, "Who is barred")
    lifted_by: str = said("", "Who may lift the bar", hint="For example the standards committee")
    goes_unasked: bool = said(False, "The member is expected to go without being asked")
    decisions: tuple[str, ...] = said((), "Only for decisions on", names="decision")
    meaning: str = said("", "What it means")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


class Asked(StrEnum):
    """When interests are asked for."""

    START = "at the start"
    ITEM = "when the item comes"


@dataclass(frozen=True, slots=True)
class Interests:
    """How interests are declared, and what follows."""

    asked: Asked = said(Asked.ITEM, "Interests are asked for")
    register: bool = said(False, "Members keep a register of interests")
    confirmed_every: int | None = said(None, "Months after which a member confirms the register", hint="For example 12")
    kinds: tuple[Interest, ...] = said((), "Kinds of interest")
    test: str = said("", "The test in doubt")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


def interest_of(rule: Interests, name: str, *, decision: str) -> Interest:
    """What an interest of that kind brings for an item on which that kind of decision is taken.

    A row for such decisions goes before one for all. A kind that the rule does not name, or does not name for such an
    item, does not count.
    """
    for kind in sorted(rule.kinds, key=lambda each: not each.decisions):
        if kind.name == name and (not kind.decisions or decision in kind.decisions):
            return kind
    return Interest(name=name, bar=Bar.NEVER)


class What(StrEnum):
    """What must be there before a meeting."""

    NOTICE = "notice of the meeting"
    AGENDA = "the agenda"
    PAPERS = "the papers"
    CLEARANCE = "papers for clearance"
    DRAFTS = "drafts for comment"
    DECLARATION = "declarations of interest"
    MOTION = "notice of a motion"
    QUESTION = "notice of a question"
    NOMINATION = "nominations"
    DEPUTY = "names of deputies"


class Late(StrEnum):
    """What becomes of that which comes late."""

    REFUSED = "not taken"
    PERMITTED = "taken by permission, with the reason"
    REPORTED = "taken, and reported"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What reaches whom so long before a meeting, of these kinds of sitting and with these kinds of decision on it; of
    every kind where none is named.
    """

    what: What = said(What.PAPERS, "What")
    n: int = said(0, "How many")
    counted: Counting = said(Counting.CLEAR, "Counted in")
    to: str = said("", "Whom it reaches")
    sittings: tuple[str, ...] = said((), "Only for sittings that are", names="sitting")
    decisions: tuple[str, ...] = said((), "Only for decisions on", names="decision")
    late: Late = said(Late.REPORTED, "What comes late is")
    permission: str = said("", "Who permits it")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


@dataclass(frozen=True, slots=True)
class Notice:
    """What must be there before a meeting, and when.

    `closed_on`: the days of every week that are no working days here (Sundays alone, for some); where none is named,
    those of the trust.
    """

    deadlines: tuple[Deadline, ...] = said((), "Deadlines")
    by: str = said("", "How notice is given")
    closed_on: tuple[Weekday, ...] = said((), "Days of the week that are no working days here")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of one meeting: the last day for it, with each day that was counted or skipped."""

    deadline: Deadline
    reckoning: Reckoning

    @property
    def day(self) -> date:
        """The last day on which it is in time."""
        return self.reckoning.day


def deadlines_of(
    rule: Notice, meeting: date, *, sitting: str, closed: Closed, decisions: Collection[str] = ()
) -> tuple[Due, ...]:
    """The deadlines of a meeting of that kind on that day, with those kinds of decision on it, the earliest first."""
    closed = replace(closed, every_week=frozenset(rule.closed_on)) if rule.closed_on else closed
    due = [
        Due(deadline, latest_day(meeting, deadline.n, deadline.counted, closed))
        for deadline in rule.deadlines
        if (not deadline.sittings or sitting in deadline.sittings)
        and (not deadline.decisions or set(decisions) & set(deadline.decisions))
    ]
    return tuple(sorted(due, key=lambda each: each.day))


@dataclass(frozen=True, slots=True)
class Attendance:
    """How often a member comes. `at_least` is a share of the meetings held in the year while they held the seat.

    Cancelled meetings are left out (reading R5). A deputy's visit stands for the seat (reading R4), and counts as the
    member's own coming only with `deputy_counts`.
    """

    at_least: Fraction | None = said(None, "Share of the meetings a member attends", hint="For example 3/4")
    year_from: Month = said(Month.JANUARY, "The year begins in")
    deputy_counts: bool = said(False, "A deputy's visit counts as the member's")
    missed_in_a_row: int | None = said(None, "Meetings missed in a row after which the seat is in question")
    missed_months: int | None = said(None, "Months without coming after which the seat is in question")
    apologies_excuse: bool = said(False, "Who sent apologies has not missed a meeting")
    leave_excuses: bool = said(False, "Who has leave of the body has not missed a meeting")
    expected: str = said("", "What is expected, in words", hint="Reported and never failed")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


class Came(StrEnum):
    """How a seat was filled at one meeting held."""

    MEMBER = "the member"
    DEPUTY = "the deputy"
    APOLOGIES = "apologies"
    LEAVE = "leave of the body"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Attended:
    """How attendance stands: of the meetings held so many were attended, and so many are needed."""

    attended: int
    held: int
    needed: int
    deputised: int
    verdict: Verdict


def attendance_of(rule: Attendance, meetings: Sequence[tuple[date, Came]]) -> Attended:
    """How a member's attendance stands after these meetings, held during their term in one year, in order."""
    counts = {Came.MEMBER, Came.DEPUTY} if rule.deputy_counts else {Came.MEMBER}
    came = [how in counts for _, how in meetings]
    needed = ceil(rule.at_least * len(meetings)) if rule.at_least is not None else 0
    reasons = []
    if sum(came) < needed:
        held = f"{len(meetings)} meeting{'' if len(meetings) == 1 else 's'}"
        reasons.append(f"{sum(came)} of {held} attended; {needed} {'is' if needed == 1 else 'are'} needed.")
    excused = {Came.APOLOGIES: rule.apologies_excuse, Came.LEAVE: rule.leave_excuses}
    missed = [not there and not excused.get(how) for there, (_, how) in zip(came, meetings, strict=True)]
    in_a_row = len(missed) - max((place + 1 for place, away in enumerate(missed) if not away), default=0)
    if rule.missed_in_a_row and in_a_row >= rule.missed_in_a_row:
        reasons.append("A meeting was missed." if in_a_row == 1 else f"{in_a_row} meetings in a row were missed.")
    if rule.missed_months and in_a_row:
        # The absence runs from the last meeting that was not missed; what was before the first one is not known.
        since, until = meetings[-min(in_a_row + 1, len(meetings))][0], meetings[-1][0]
        if months_after(since, rule.missed_months) <= until:
            months = "a month" if rule.missed_months == 1 else f"{rule.missed_months} months"
            reasons.append(f"No meeting was attended for {months}.")
    return Attended(
        attended=sum(came),
        held=len(meetings),
        needed=needed,
        deputised=sum(how is Came.DEPUTY for _, how in meetings),
        verdict=refused(*reasons) if reasons else ALLOWED,
    )
