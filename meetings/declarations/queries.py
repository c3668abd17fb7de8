"""What pages and acts read of declarations: what stands, what awaits a ruling, and who is barred from an item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from governance.constitution.core.meeting import Meeting as RulesMeeting
from governance.constitution.core.settings import Interests
from governance.constitution.rulebook import rulebook_of
from governance.interests.models import StandingInterest
from governance.membership.models import Person
from meetings.agenda.models import Item as ItemRow
from meetings.attendance.queries import Quorum, Record, quorum_in
from meetings.declarations.bars import Barred, Declared, Item, Ruled, awaiting, barred_among, barred_seats, bars_of
from meetings.declarations.models import Declaration, Ruling
from meetings.schedule.models import Meeting


@dataclass(frozen=True)
class Declarations:
    """All that was declared for a meeting and what was ruled, under the interests part of its constitution."""

    rule: Interests
    rows: Mapping[int, Declaration]
    rulings: tuple[Ruling, ...]
    items: Mapping[UUID, ItemRow]

    @cached_property
    def declared(self) -> tuple[Declared, ...]:
        """What stands, in order, each with the last ruling on it."""
        corrected = {row.corrects for row in self.rows.values()}
        ruled = {ruling.declaration_id: Ruled(ruling.ruled) for ruling in self.rulings if ruling.declaration_id}
        return tuple(
            Declared(
                number=row.number,
                person=row.person.key,
                seat=row.seat.key if row.seat else "",
                kind=row.kind,
                item=str(row.item_id or ""),
                goes=row.goes,
                ruled=ruled.get(row.pk),
            )
            for row in self.rows.values()
            if row.number not in corrected and not row.is_dismissed
        )

    @property
    def awaiting(self) -> tuple[Declaration, ...]:
        """The declarations that still need a ruling."""
        decisions = {str(key): item.decision for key, item in self.items.items()}
        return tuple(self.rows[each.number] for each in awaiting(self.rule, self.declared, decisions=decisions))

    def bars(self, item: ItemRow, record: Record) -> tuple[Barred, ...]:
        """Every bar of the item."""
        asked = Item(str(item.pk), item.decision or _commissions(item), frozenset(item.bidders))
        return bars_of(self.rule, self.declared, asked, record.roll().seats)


def declarations_of(meeting: Meeting, rule: Interests) -> Declarations:
    """All that was declared for the meeting; three queries."""
    rows = meeting.declarations.select_related("person__called", "seat", "item", "nature", "registered")
    return Declarations(
        rule=rule,
        rows={row.number: row for row in rows},
        rulings=tuple(meeting.rulings.select_related("ruler__called")),
        items={item.pk: item for item in meeting.items.all()},
    )


def meeting_for(record: Record, declarations: Declarations, item: ItemRow) -> RulesMeeting:
    """The meeting as the rules see it for the item: whoever is barred from it does not count there."""
    bars = declarations.bars(item, record)
    roll = record.roll()
    return record.meeting(
        item=str(item.pk),
        decision=item.decision,
        barred=barred_among(bars, roll.here, roll.seats),
        barred_seats=barred_seats(bars, roll.seats),
    )


def quorum_for(record: Record, declarations: Declarations, item: ItemRow) -> Quorum:
    """How the quorum stands for the item in hand."""
    return quorum_in(meeting_for(record, declarations, item), record.asked(decision=item.decision))


def interests_rule(meeting: Meeting) -> Interests:
    """The interests part of the body's constitution on the day of the meeting."""
    day = timezone.localdate(min(meeting.sittings.values_list("starts_at", flat=True)))
    return rulebook_of(meeting.body.trust).rules(meeting.body.key, day).interests


@dataclass(frozen=True, slots=True)
class Proposed:
    """A standing interest of somebody that concerns an agency of an item, to be declared or dismissed."""

    item: ItemRow
    interest: StandingInterest


def proposed_to(person: Person, meeting: Meeting) -> list[Proposed]:
    """What the register suggests that the person declares for the meeting, and has not answered yet; three queries."""
    day = min(meeting.sittings.values_list("starts_at", flat=True)).date()
    interests = [
        interest
        for interest in person.interests.select_related("agency", "nature")
        if interest.agency and interest.starts <= day and (interest.ends is None or day < interest.ends)
    ]
    answered = set(Declaration.objects.filter(meeting=meeting, person=person).values_list("item_id", "registered_id"))
    return [
        Proposed(item, interest)
        for item in meeting.items.all()
        for interest in interests
        if interest.agency
        and interest.agency.key in item.bidders
        and not answered & {(item.pk, interest.pk), (item.pk, None)}
    ]


def _commissions(item: ItemRow) -> str:
    return "commissioning" if item.purpose == "commissioning" else ""
