"""What the page of a meeting's interests shows: to a member their own, to the officer everybody's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid4

from governance.constitution.core.bars import Item as ItemOfRules
from governance.constitution.core.bars import bars_of
from governance.constitution.core.constitution import Part, Rules
from governance.constitution.english.saying import Said, said_of
from governance.constitution.rulebook import names_of, roll_on
from governance.membership.models import Person
from meetings.agenda.audience import Audience
from meetings.agenda.queries import day_of
from meetings.declarations.items import EVERY_ITEM, ItemKnown, all_items, items_known
from meetings.declarations.models import Declaration
from meetings.declarations.permissions import Declarer
from meetings.declarations.queries import (
    Declarations,
    Proposed,
    concerning,
    declarations_of,
    is_answered,
)
from meetings.declarations.rules import may_answer_for, may_correct, may_withdraw
from meetings.declarations.shown import DeclarationShown, Follows, declarations_shown
from trustboard.acts.verdict import Verdict

COLOURS = {
    Follows.AWAITS: "waiting",
    Follows.TAKES_PART: "good",
    Follows.STAYS: "attention",
    Follows.LEAVES: "attention",
}


@dataclass(frozen=True, slots=True)
class ProposedShown:
    """An interest of the register in an item, to be declared or dismissed; with the request id of its button."""

    proposed: Proposed
    item: ItemKnown
    request_id: UUID

    @property
    def person(self) -> Person:
        return self.proposed.person

    @property
    def words(self) -> str:
        """What the interest is."""
        return self.proposed.interest.words

    @property
    def agency(self) -> str:
        """Which agency it concerns."""
        return self.proposed.interest.agency.name if self.proposed.interest.agency else ""

    @property
    def asked(self) -> str:
        """The part of an address that fills in the form."""
        return f"?item={self.item.key}&registered={self.proposed.interest.pk}"


@dataclass(frozen=True, slots=True)
class Line:
    """A declaration that stands, in an item as the reader knows it."""

    shown: DeclarationShown
    item_name: str
    may_be_corrected: bool
    may_be_withdrawn: bool

    @property
    def colour(self) -> str:
        """The colour of the tag that says what follows; the words say the same."""
        return COLOURS.get(self.shown.follows, "")

    @property
    def recorded(self) -> str:
        """Whose entry it is, where it is not their own."""
        return _recorded(self.shown.row)


@dataclass(frozen=True, slots=True)
class WithdrawnShown:
    """A declaration that was withdrawn, and by what."""

    row: Declaration
    withdrawal: Declaration
    item_name: str

    @property
    def recorded(self) -> str:
        """Who withdrew it, where they did not themself."""
        return _recorded(self.withdrawal)


def _recorded(row: Declaration) -> str:
    return "" if row.is_own else f"recorded by {row.by.name if row.by else 'the operator'}"


@dataclass(frozen=True)
class InterestsShown:
    """The interests of a meeting as whoever opens them sees them. `rules` are those of the meeting, `items` those of
    the agenda that they know of, by key.
    """

    declarer: Declarer
    rules: Rules
    declarations: Declarations
    items: Mapping[UUID, ItemKnown]

    @cached_property
    def says(self) -> tuple[Said, ...]:
        """What the constitution says of interests; three queries."""
        body = self.declarer.meeting.body
        return said_of(Part.INTERESTS, self.rules, names_of(body.trust, body))

    @cached_property
    def closed(self) -> str:
        """Why they declare nothing now; empty where they may."""
        meeting = self.declarer.meeting
        return may_answer_for(
            is_cancelled=meeting.is_cancelled,
            is_over=meeting.is_over,
            is_to_come=False,
            is_own=not self.declarer.is_officer,
        ).sentence

    @cached_property
    def own(self) -> list[Line]:
        """What they have declared themself."""
        return [line for line in self._lines if line.shown.row.person == self.declarer.person]

    @cached_property
    def by_item(self) -> list[tuple[str, list[Line]]]:
        """Everything declared, by item in order; first what is for every item."""
        found: dict[tuple[int, str], list[Line]] = defaultdict(list)
        for line in self._lines:
            found[line.shown.item.position if line.shown.item else 0, line.item_name].append(line)
        return [(name, found[place, name]) for place, name in sorted(found)]

    @cached_property
    def barred(self) -> list[tuple[ItemKnown, str]]:
        """The items from which the rule itself bars them for the agency they speak for, and why; no ruling lifts it."""
        meeting, rule = self.declarer.meeting, self.rules.interests
        roll = {seat.key: seat for day in meeting.days for seat in roll_on(self.declarer.table, meeting.body, day)}
        own = {each.seat.key for each in self.declarer.own if each.seat}
        return [
            (self.items[key], bar.why)
            for key, item in self.declarations.items.items()
            if key in self.items
            for bar in bars_of(rule, (), ItemOfRules(str(key), item.concerns, frozenset(item.bidders)), ())
            if any(bar.meets("", roll.get(seat)) for seat in own)
        ]

    @cached_property
    def proposed(self) -> list[ProposedShown]:
        """What the register proposes to them and they have not answered; one query."""
        return [each for each in self.unanswered if each.person == self.declarer.person]

    @cached_property
    def unanswered(self) -> list[ProposedShown]:
        """What the register proposes, to them, or for the officer to anybody; one query."""
        items, rows = self.declarations.items.values(), self.declarations.rows.values()
        return [
            ProposedShown(each, self.items[each.item.pk], uuid4())
            for each in concerning(items, self._people, day_of(self.declarer.meeting))
            if each.item.pk in self.items and not is_answered(each, rows)
        ]

    @cached_property
    def by_person(self) -> list[tuple[Person, list[ProposedShown]]]:
        """What is proposed and not answered, by whose it is."""
        found: dict[Person, list[ProposedShown]] = defaultdict(list)
        for each in self.unanswered:
            found[each.person].append(each)
        return sorted(found.items(), key=lambda one: one[0].name.casefold())

    @cached_property
    def dismissed(self) -> list[tuple[Declaration, str]]:
        """What was said to be no interest, each with its item: their own, for the officer everybody's."""
        people = set(self._people)
        rows = [row for row in self.declarations.rows.values() if row.is_dismissed and row.person in people]
        return [(row, self.item_name(row)) for row in rows if not row.is_withdrawal]

    @cached_property
    def withdrawn(self) -> list[WithdrawnShown]:
        """What was declared and withdrawn: their own, for the officer everybody's."""
        is_officer, own = self.declarer.is_officer, self.declarer.person
        return [
            WithdrawnShown(row, withdrawal, self.item_name(row))
            for row, withdrawal in self.declarations.withdrawn
            if is_officer or row.person == own
        ]

    def declared_as(self, number: int) -> Declaration | None:
        """The declaration of that number, standing or not, where it is theirs, or for the officer anybody's."""
        row = self.declarations.rows.get(number)
        is_theirs = row is not None and (self.declarer.is_officer or row.person == self.declarer.person)
        return row if row and is_theirs and not row.is_dismissed else None

    def withdrawing(self, row: Declaration) -> Verdict:
        """Whether they may withdraw it now, once they say why."""
        begun = [sitting for sitting in self.declarer.meeting.sittings.all() if sitting.opened_at]
        return may_withdraw(
            stands=row in self.declarations.standing,
            is_own=not self.declarer.is_officer,
            was_own=row.is_own,
            is_begun=bool(begun),
            is_voting=any(sitting.ballot for sitting in begun),
            is_before=False,
            reason="still to be told",
        )

    @property
    def awaiting(self) -> int:
        """How many declarations await a ruling."""
        return len(self.declarations.awaiting)

    @cached_property
    def _people(self) -> Collection[Person]:
        each = self.declarer.everyone if self.declarer.is_officer else self.declarer.own
        return list(dict.fromkeys(capacity.person for capacity in each))

    @cached_property
    def _lines(self) -> list[Line]:
        of = self.declarer.meeting.body_id
        titles = {seat.key: seat.title for seat in self.declarer.table.seats.values() if seat.body_id == of}
        return [
            Line(
                shown,
                self.item_name(shown.row),
                may_be_corrected=self._may_correct(shown.row),
                may_be_withdrawn=not self.closed and self.withdrawing(shown.row).allowed,
            )
            for shown in declarations_shown(self.declarations, titles)
        ]

    def item_name(self, row: Declaration) -> str:
        """In what it was declared, as the reader knows it."""
        if row.item is None:
            return EVERY_ITEM
        known = self.items.get(row.item.pk)
        if known is None and row.item.withdrawn:
            return f"Item {row.item.position}, withdrawn"
        return known.name if known else f"Item {row.item.position}"

    def _may_correct(self, row: Declaration) -> bool:
        return (
            not self.closed
            and may_correct(
                stands=True,
                is_own=not self.declarer.is_officer,
                was_own=row.is_own,
                is_ruled=row.pk in self.declarations.last_ruling,
            ).allowed
        )


def interests_shown(declarer: Declarer, rules: Rules, audience: Audience) -> InterestsShown:
    """The interests of the meeting, with the items as this audience knows of them; four queries, and one more for what
    the register proposes.
    """
    declarations = declarations_of(declarer.meeting, rules.interests, declarer.table)
    items = list(declarations.items.values())
    known = all_items(items) if declarer.is_officer else items_known(declarer.meeting, items, audience)
    return InterestsShown(declarer, rules, declarations, known)
