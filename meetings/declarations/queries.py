"""What pages and acts read of declarations: what stands, what awaits a ruling, and who is barred from an item."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from governance.constitution.core.bars import (
    Barred,
    Declared,
    Item,
    Ruled,
    awaiting,
    barred_among,
    barred_seats,
    bars_of,
)
from governance.constitution.core.constitution import Rules
from governance.constitution.core.meeting import Meeting as RulesMeeting
from governance.constitution.core.meeting import Seat
from governance.constitution.core.settings import Interests
from governance.constitution.rulebook import Rulebook, rulebook_of
from governance.interests.models import StandingInterest
from governance.membership.models import Person
from governance.membership.queries import Table
from meetings.agenda.models import Item as ItemRow
from meetings.agenda.queries import day_of
from meetings.attendance.frozen import thaw
from meetings.attendance.queries import Quorum, Record, quorum_in
from meetings.declarations.models import Declaration, Ruling
from meetings.schedule.models import Meeting


@dataclass(frozen=True)
class Declarations:
    """All that was declared for a meeting and what was ruled, under the interests part of its constitution.

    `rows` are the declarations by number, `items` the agenda's by key, in order.
    """

    rule: Interests
    rows: Mapping[int, Declaration]
    rulings: tuple[Ruling, ...]
    items: Mapping[UUID, ItemRow]

    def until(self, moment: datetime | None) -> Declarations:
        """What had been declared and ruled at that moment, as it is told now."""
        if moment is None:
            return self
        rows = {number: row for number, row in self.rows.items() if row.at <= moment}
        return replace(self, rows=rows, rulings=tuple(ruling for ruling in self.rulings if ruling.at <= moment))

    @cached_property
    def standing(self) -> tuple[Declaration, ...]:
        """The declarations that no other corrects, in order; what was dismissed is none."""
        corrected = {row.corrects for row in self.rows.values()}
        return tuple(row for row in self.rows.values() if row.number not in corrected and not row.is_dismissed)

    @cached_property
    def told(self) -> tuple[Declaration, ...]:
        """The declarations that no other corrects, withdrawn or not, and what withdraws them, in order."""
        corrected = {row.corrects for row in self.rows.values() if not row.is_withdrawal}
        return tuple(
            row
            for row in self.rows.values()
            if row.number not in corrected and (row.is_withdrawal or not row.is_dismissed)
        )

    @cached_property
    def withdrawn(self) -> tuple[tuple[Declaration, Declaration], ...]:
        """The declarations that were withdrawn, each with what withdrew it, in the order of that."""
        return tuple((self.rows[row.corrects], row) for row in self.rows.values() if row.corrects and row.is_withdrawal)

    @cached_property
    def last_ruling(self) -> dict[UUID, Ruling]:
        """The ruling that counts, by the declaration."""
        return {ruling.declaration_id: ruling for ruling in self.rulings if ruling.declaration_id}

    @cached_property
    def declared(self) -> tuple[Declared, ...]:
        """What stands, in order, each with the last ruling on it."""
        return tuple(
            Declared(
                number=row.number,
                person=row.person.key,
                seat=row.seat.key if row.seat else "",
                kind=row.kind,
                item=str(row.item_id or ""),
                goes=row.goes,
                ruled=Ruled(self.last_ruling[row.pk].ruled) if row.pk in self.last_ruling else None,
            )
            for row in self.standing
        )

    @cached_property
    def awaiting(self) -> tuple[Declaration, ...]:
        """The declarations that still need a ruling."""
        concerns = {str(key): item.concerns for key, item in self.items.items()}
        return tuple(self.rows[each.number] for each in awaiting(self.rule, self.declared, decisions=concerns))

    def bars(self, item: ItemRow, seats: Iterable[Seat]) -> tuple[Barred, ...]:
        """Every bar of the item, on that roll of seats."""
        asked = Item(str(item.pk), item.concerns, frozenset(item.bidders))
        return bars_of(self.rule, self.declared, asked, tuple(seats))


def declarations_of(meeting: Meeting, rule: Interests, table: Table | None = None) -> Declarations:
    """All that was declared for the meeting; three queries. Those at hand in `table` are not read with every row."""
    return declarations_at({meeting: rule}, table)[meeting.pk]


def declarations_at(rules: Mapping[Meeting, Interests], table: Table | None = None) -> dict[UUID, Declarations]:
    """The same of several meetings, each under its rule, by their keys; three queries however many."""
    meetings = {meeting.pk: meeting for meeting in rules}
    rows: dict[UUID, dict[int, Declaration]] = {key: {} for key in meetings}
    rulings: dict[UUID, list[Ruling]] = {key: [] for key in meetings}
    items: dict[UUID, dict[UUID, ItemRow]] = {key: {} for key in meetings}
    for item in ItemRow.objects.filter(meeting__in=meetings):
        item.meeting = meetings[item.meeting_id]
        items[item.meeting_id][item.pk] = item
    declared = Declaration.objects.filter(meeting__in=meetings).select_related("nature", "registered", "by")
    ruled = Ruling.objects.filter(meeting__in=meetings).select_related("by")
    if table is None:
        declared, ruled = declared.select_related("person__called", "seat"), ruled.select_related("ruler__called")
    for row in declared:
        row.meeting = meetings[row.meeting_id]
        if row.item_id in items[row.meeting_id]:
            row.item = items[row.meeting_id][row.item_id]
        if table and row.person_id in table.people:
            row.person = table.people[row.person_id]
        if table and row.seat_id in table.seats:
            row.seat = table.seats[row.seat_id]
        rows[row.meeting_id][row.number] = row
    for ruling in ruled:
        ruling.meeting = meetings[ruling.meeting_id]
        if table and ruling.ruler_id in table.people:
            ruling.ruler = table.people[ruling.ruler_id]
        rulings[ruling.meeting_id].append(ruling)
    return {
        meeting.pk: Declarations(rule, rows[meeting.pk], tuple(rulings[meeting.pk]), items[meeting.pk])
        for meeting, rule in rules.items()
    }


def meeting_for(
    record: Record, declarations: Declarations, item: ItemRow, moment: datetime | None = None
) -> RulesMeeting:
    """The meeting as the rules see it for the item, now or at a moment: who is barred from it does not count there."""
    roll = record.roll(moment)
    bars = declarations.until(moment).bars(item, roll.seats)
    return record.meeting(
        moment=moment,
        item=str(item.pk),
        decision=item.concerns,
        barred=barred_among(bars, roll.here, roll.seats),
        barred_seats=barred_seats(bars, roll.seats),
    )


def quorum_for(record: Record, declarations: Declarations, item: ItemRow) -> Quorum:
    """How the quorum stands for the item in hand."""
    return quorum_in(meeting_for(record, declarations, item), record.asked(decision=item.concerns))


def rules_at(meeting: Meeting, rulebook: Rulebook | None = None) -> Rules:
    """The rules of the body: as the last sitting that was opened froze them, or else those of the meeting's first day;
    two queries at most where the rulebook is not at hand.
    """
    opened = [sitting for sitting in meeting.sittings.all() if sitting.frozen]
    if opened:
        return thaw(opened[-1].frozen).rules
    return (rulebook or rulebook_of(meeting.body.trust)).rules(meeting.body.key, day_of(meeting))


@dataclass(frozen=True, slots=True)
class Proposed:
    """A standing interest of somebody that concerns an agency of an item, to be declared or dismissed."""

    item: ItemRow
    interest: StandingInterest

    @property
    def person(self) -> Person:
        return self.interest.person


def concerning(items: Iterable[ItemRow], people: Collection[Person], day: date) -> list[Proposed]:
    """What the register holds of these people on the day that concerns an agency which will or may bid for an item, by
    item; answered or not. One query.
    """
    lasting = StandingInterest.objects.filter(Q(ends=None) | Q(ends__gt=day), starts__lte=day, person__in=people)
    found = lasting.filter(agency__isnull=False).select_related("agency", "nature", "person__called", "person__trust")
    interests = list(found.order_by("person__called__text", "starts", "id"))
    return [
        Proposed(item, interest)
        for item in items
        for interest in interests
        if not item.withdrawn and interest.agency and interest.agency.key in item.bidders
    ]


def is_answered(proposed: Proposed, rows: Iterable[Declaration]) -> bool:
    """Whether it was declared or dismissed already, for the item or for all, or anything else declared for the item;
    what was withdrawn or corrected since is no answer any more. `rows` are of one meeting.
    """
    item, interest = proposed.item.pk, proposed.interest.pk
    answers = {(item, interest), (item, None), (None, interest)}
    theirs = [row for row in rows if row.person_id == proposed.person.pk]
    corrected = {row.corrects for row in theirs}
    return any(
        (row.item_id, row.registered_id) in answers and row.number not in corrected and not row.is_withdrawal
        for row in theirs
    )


def proposed_to(person: Person, meeting: Meeting) -> list[Proposed]:
    """What the register suggests that the person declares for the meeting, and has not answered yet."""
    rows = list(Declaration.objects.filter(meeting=meeting, person=person))
    concerned = concerning(meeting.items.all(), [person], day_of(meeting))
    return [each for each in concerned if not is_answered(each, rows)]
