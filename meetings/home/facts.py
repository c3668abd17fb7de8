"""What is known of a trust's meetings that nobody has opened: a fixed number of queries, however many there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from governance.constitution.core.constitution import ORDINARY, Rules
from governance.constitution.core.settings import What, deadlines_of
from governance.constitution.core.working_days import Closed
from governance.constitution.english.calendar_english import meeting_called
from governance.constitution.english.phrasing import capital
from governance.constitution.english.wording import with_the
from governance.constitution.rulebook import Rulebook, closed_in, rulebook_of
from governance.membership.queries import Place, Table, table_of
from governance.structure.models import Body, Trust
from meetings.agenda.models import Paper, Publication
from meetings.answers.queries import latest_answers
from meetings.attendance.models import Answer
from meetings.decisions.models import Decision
from meetings.decisions.queries import in_question
from meetings.home.tasks import Task
from meetings.schedule.models import Meeting, MeetingStanding, Sitting
from trustboard.acts.days import told

A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Published:
    """What stands published of a meeting: its items by key in their version, and how many papers there are to read."""

    versions: Mapping[str, int]
    papers: int


@dataclass(frozen=True)
class Facts:
    """A trust, its people and rules, and its sittings that nobody has opened, from a year ago on, in order of time.

    What is asked of them takes a query each, the first time: answers, agendas (two), closed days; decisions in
    question one, or ten.
    """

    trust: Trust
    now: datetime
    table: Table
    rulebook: Rulebook
    unopened: list[Sitting]
    _rules: dict[tuple[str, date | None], Rules] = field(default_factory=dict)

    @cached_property
    def today(self) -> date:
        """The day it is in London."""
        return timezone.localdate(self.now)

    @cached_property
    def to_come(self) -> list[Sitting]:
        """The sittings whose time is not over."""
        return [sitting for sitting in self.unopened if sitting.ends_at > self.now]

    @cached_property
    def in_question(self) -> list[Decision]:
        """The decisions of its bodies that are in question; one query, or ten."""
        return in_question(sitting__meeting__body__trust=self.trust)

    def doubt(self, decision: Decision, what_is_to_be_done: str) -> Task:
        """A task that leads to where a decision in question is confirmed, or sent to be taken again."""
        body, day = decision.sitting.meeting.body, told(timezone.localdate(decision.at))
        return self.task(
            f"Decision in question: {decision.item.title}",
            f"{capital(with_the(body.name))} decided it on {day}. {what_is_to_be_done}",
            f"{decision.get_absolute_url()}#in-question",
        )

    def rules(self, body: Body, day: date) -> Rules:
        """The rules of the body on the day; read once for all the days between two of their changes."""
        turn = max((turn for turn in self.rulebook.turns(body.key) if turn <= day), default=None)
        if (body.key, turn) not in self._rules:
            self._rules[body.key, turn] = self.rulebook.rules(body.key, day)
        return self._rules[body.key, turn]

    def places(self, sitting: Sitting) -> list[Place]:
        """The seats of its body on its day."""
        return self.table.places(sitting.meeting.body, sitting.day)

    def answer(self, sitting: Sitting, place: Place) -> Answer | None:
        """What the seat has answered last for the time at which the sitting now is."""
        return self._answers.get((sitting.pk, place.seat.pk))

    def published(self, sitting: Sitting) -> Published | None:
        """What stands published of its agenda; nothing while none does."""
        return self._published.get(sitting.meeting_id)

    def last_day(self, sitting: Sitting, *whats: What) -> date | None:
        """The constitution's last day for the first of these that it names."""
        rules = self.rules(sitting.meeting.body, sitting.day)
        due = deadlines_of(rules.notice, sitting.day, sitting=sitting.kind or ORDINARY, closed=self._closed)
        for what in whats:
            if days := [each.day for each in due if each.deadline.what is what]:
                return min(days)
        return None

    def task(self, words: str, detail: str, address: str, day: date | None = None) -> Task:
        """A task of that day, which knows how many days are left."""
        return Task(words, detail, address, day, (day - self.today).days if day else None)

    @cached_property
    def _answers(self) -> Mapping[tuple[UUID, UUID], Answer]:
        return latest_answers(self.to_come)

    @cached_property
    def _published(self) -> dict[UUID, Published]:
        meetings = [sitting.meeting_id for sitting in self.to_come]
        standing = Publication.objects.filter(meeting__in=meetings, withdrawal=None).order_by("number")
        agendas, versions, keys = set(), defaultdict[UUID, dict[str, int]](dict), set()
        for meeting, supplement, holds in standing.values_list("meeting", "supplement", "holds"):
            agendas |= set() if supplement else {meeting}
            versions[meeting] |= holds["items"]
            keys |= set(holds["papers"])
        rows = Paper.objects.filter(item__meeting__in=meetings, withdrawn="", item__withdrawn="")
        papers = Counter(meeting for key, meeting in rows.values_list("pk", "item__meeting") if str(key) in keys)
        return {meeting: Published(versions[meeting], papers[meeting]) for meeting in agendas}

    @cached_property
    def _closed(self) -> Closed:
        days = [self.today, *(sitting.day for sitting in self.unopened)]
        return closed_in(self.trust, min(days) - A_YEAR, max(days))


def facts_of(trust: Trust, now: datetime) -> Facts:
    """All that is asked before the meetings of a trust; ten queries, and those of each question."""
    unopened = Sitting.objects.filter(
        meeting__body__trust=trust,
        meeting__standing=MeetingStanding.PLANNED,
        cancelled_for="",
        opened_at=None,
        starts_at__gt=now - A_YEAR,
    )
    return Facts(
        trust=trust,
        now=now,
        table=table_of(trust),
        rulebook=rulebook_of(trust),
        unopened=list(unopened.select_related("meeting__body__trust")),
    )


def called(sitting: Sitting) -> str:
    """What meets, within a sentence: "the Board", "the Board (annual meeting)"."""
    meeting = sitting.meeting
    own = meeting.title or ("" if meeting.kind == ORDINARY else meeting_called(meeting.kind, {}))
    return with_the(meeting.body.name) + (f" ({own})" if own else "")


def meets(sitting: Sitting) -> str:
    """When and where it sits: "Thursday, 14:00, County Hall"."""
    starts = timezone.localtime(sitting.starts_at)
    where = sitting.place or ("online" if sitting.link else "")
    return ", ".join(filter(None, [f"{starts:%A}", f"{starts:%H:%M}", where]))


def on_its_day(sitting: Sitting) -> str:
    """What meets, and when: "the Board on 18 April 2030"."""
    return f"{called(sitting)} on {told(sitting.day)}"


def on_its_first_day(meeting: Meeting) -> str:
    """What met, and on which day first, by which an adjourned meeting is called: "the Board on 18 April 2030"."""
    return on_its_day(meeting.sittings.all()[0])


def args_of(sitting: Sitting) -> tuple[str, str, UUID]:
    """What the addresses of its meeting's pages are made of."""
    body = sitting.meeting.body
    return body.trust.slug, body.key, sitting.meeting_id
