"""What pages and acts read of a sitting: what happened, who is here, and how the quorum stands, now or at a moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from operator import itemgetter
from uuid import UUID

from django.db.models import Q

from governance.constitution.core.constitution import ORDINARY
from governance.constitution.core.language import How, Requirement, Voice
from governance.constitution.core.meeting import Guest, Here, Meeting
from governance.constitution.core.quorum import Answer, State, evaluate, state_of
from governance.constitution.core.sets import Arrivals, arrivals_that_meet, departures_that_lose, expected_of
from governance.membership.models import Person
from governance.membership.queries import Table
from governance.structure.models import Trust
from meetings.agenda.models import Item
from meetings.attendance.frozen import Frozen, thaw
from meetings.attendance.models import Happening as Row
from meetings.attendance.roll import NOBODY, Happening, Kind, Roll, rolls_of, standing
from meetings.schedule.models import Meeting as MeetingRow
from meetings.schedule.models import Sitting


@dataclass(frozen=True)
class Record:
    """All that was recorded of an opened sitting, ready to be asked about any moment.

    `names` are the people's names by the keys that the roll uses; guests are known by the number of their arrival.
    """

    sitting: Sitting
    frozen: Frozen
    happenings: tuple[Happening, ...]
    rows: Mapping[int, Row]
    names: Mapping[str, str]
    first_starts_at: datetime

    def roll(self, moment: datetime | None = None) -> Roll:
        """Who is here at the moment, or after all that happened."""
        number = len(self._rolls) if moment is None else bisect_right(self._rolls, moment, key=itemgetter(0))
        return self._rolls[number - 1][1] if number else Roll(self.frozen.meeting.seats)

    def meeting(
        self,
        *,
        moment: datetime | None = None,
        item: str = "",
        decision: str = "",
        barred: Mapping[str, bool] = NOBODY,
        barred_seats: Collection[str] = (),
    ) -> Meeting:
        """The meeting as the rules see it, for the item in hand."""
        frozen = self.frozen.meeting
        whole = self.roll(moment).meeting(frozen, item=item, barred=barred, barred_seats=barred_seats)
        opened = self.order_came
        opening = self._opening if opened and (moment is None or opened <= moment) else None
        now = moment or self.latest
        return replace(
            whole,
            sitting=self.sitting.kind,
            decision=decision,
            opening=opening,
            since_start=now - self.sitting.starts_at,
            since_first=now - self.first_starts_at,
        )

    def asked(self, *, decision: str = "", ballot: bool = False) -> Requirement:
        """What the constitution asks of this sitting."""
        return self.frozen.rules.quorum.asked(sitting=self.sitting.kind or ORDINARY, decision=decision, ballot=ballot)

    @cached_property
    def latest(self) -> datetime:
        """The latest moment that anything recorded speaks of."""
        moments = [each.at for each in standing(self.happenings)]
        return max([*moments, self.sitting.opened_at or self.sitting.starts_at])

    @cached_property
    def order_came(self) -> datetime | None:
        """When somebody first presided: that is the opening as rules about the opening mean it."""
        return min((each.at for each in standing(self.happenings) if each.kind is Kind.PRESIDES), default=None)

    @cached_property
    def timeline(self) -> list[tuple[datetime, State]]:
        """From which moment on the quorum for business stood how, each change once."""
        found: list[tuple[datetime, State]] = []
        asked = self.asked()
        moments = sorted({self.sitting.opened_at or self.latest, *(each.at for each in standing(self.happenings))})
        for moment in moments:
            state = state_of(asked, self.meeting(moment=moment))
            if not found or found[-1][1] is not state:
                found.append((moment, state))
        return found

    @cached_property
    def _rolls(self) -> list[tuple[datetime, Roll]]:
        """Every roll there was, with the moment from which it was: asked for often, and folded once."""
        return rolls_of(self.frozen.meeting.seats, self.happenings)

    @cached_property
    def _opening(self) -> Meeting | None:
        """The meeting when somebody first presided."""
        return self.roll(self.order_came).meeting(self.frozen.meeting) if self.order_came else None


@dataclass(frozen=True)
class Quorum:
    """How the quorum stands: its answer, who would make it, whose leaving would lose it."""

    answer: Answer
    arrivals: Arrivals
    departures: tuple[str, ...]


def quorum_in(meeting: Meeting, asked: Requirement) -> Quorum:
    """How a requirement stands in a meeting, with who would make it and whose leaving would lose it."""
    expected: tuple[Here, ...] = expected_of(meeting)
    return Quorum(
        answer=evaluate(asked, meeting),
        arrivals=arrivals_that_meet(asked, meeting, expected),
        departures=departures_that_lose(asked, meeting),
    )


def record_of(sitting: Sitting, table: Table | None = None) -> Record:
    """All that was recorded of an opened sitting; three queries, and two where everybody of the trust is at hand."""
    return records_of(sitting.meeting.body.trust, [sitting], table)[sitting.pk]


def records_of(trust: Trust, sittings: Collection[Sitting], table: Table | None = None) -> dict[UUID, Record]:
    """By key, all that was recorded of each of these opened sittings of the trust; as many queries however many."""
    of = {sitting.pk: sitting for sitting in sittings}
    rows: dict[UUID, dict[int, Row]] = {key: {} for key in of}
    joined = ("called", "by") if table else ("called", "by", "seat")
    happened = list(Row.objects.filter(sitting__in=of).select_related(*joined))
    frozen = {sitting.pk: thaw(sitting.frozen) for sitting in sittings}
    people = table.people if table else _people_in(trust, frozen.values(), happened)
    for row in happened:
        row.sitting = of[row.sitting_id]
        if row.person_id in people:
            row.person = people[row.person_id]
        if table and row.seat_id in table.seats:
            row.seat = table.seats[row.seat_id]
        rows[row.sitting_id][row.number] = row
    called = {person.key: person.name for person in people.values()}
    # The latest first, so that the earliest of each meeting stays.
    begun = Sitting.objects.filter(meeting__in={sitting.meeting_id for sitting in sittings}).order_by("-starts_at")
    starts = dict(begun.values_list("meeting_id", "starts_at"))
    return {
        sitting.pk: Record(
            sitting=sitting,
            frozen=frozen[sitting.pk],
            happenings=tuple(happening_of(row) for row in rows[sitting.pk].values()),
            rows=rows[sitting.pk],
            names=called | {person_key(row): _name(row) for row in rows[sitting.pk].values()},
            first_starts_at=starts[sitting.meeting_id],
        )
        for sitting in sittings
    }


def _people_in(trust: Trust, frozen: Iterable[Frozen], happened: Iterable[Row]) -> dict[UUID, Person]:
    """The people of the trust whom these name; one query."""
    holders = {seat.holder for each in frozen for seat in each.meeting.seats if seat.holder}
    named = Q(trust=trust, key__in=holders) | Q(pk__in={row.person_id for row in happened if row.person_id})
    return {person.pk: person for person in Person.objects.filter(named).select_related("called")}


def happening_of(row: Row) -> Happening:
    """The row as the fold sees it."""
    return Happening(
        number=row.number,
        kind=Kind(row.kind),
        at=row.at,
        person=person_key(row),
        seat=row.seat.key if row.seat else "",
        by=Voice(row.voice or Voice.HOLDER),
        how=How(row.how) if row.how else None,
        guest=Guest(row.guest) if row.guest else None,
        beyond=row.beyond,
        item=str(row.item) if row.item else "",
        office=row.office,
        reason=row.reason,
        corrects=row.corrects,
    )


def items_of(meeting: MeetingRow) -> dict[str, str]:
    """By key, why each item of the meeting's agenda was withdrawn; nothing for those that stand. One query."""
    return {
        str(key): withdrawn for key, withdrawn in Item.objects.filter(meeting=meeting).values_list("pk", "withdrawn")
    }


def person_key(row: Row) -> str:
    """The key by which the roll knows whom it happened to: a guest by the digest of the name."""
    if row.person:
        return row.person.key
    return f"guest {row.called_id}" if row.called_id else ""


def _name(row: Row) -> str:
    if row.person:
        return row.person.name
    return row.called.text if row.called else ""
