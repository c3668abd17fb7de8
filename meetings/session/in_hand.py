"""The agenda at a sitting and the item in hand: how the quorum stands for it, who has an interest in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from governance.constitution.core.bars import Item as Asked
from governance.constitution.core.meeting import Meeting
from governance.constitution.english.phrasing import capital
from meetings.agenda.audience import Audience
from meetings.agenda.models import Item
from meetings.attendance.roll import Happening, Kind
from meetings.declarations.shown import DeclarationShown, Follows
from meetings.session.quorum_shown import QuorumShown


@dataclass(frozen=True)
class InHand:
    """The item in hand. `meeting` is as the rules see it for the item; `declared` the interests in it."""

    item: Item
    meeting: Meeting
    quorum: QuorumShown
    declared: tuple[DeclarationShown, ...]

    @property
    def name(self) -> str:
        """What it is called where its title is not for everyone."""
        return f"item {self.item.position}"

    @property
    def asked(self) -> Asked:
        """The item as the rule on interests sees it."""
        return Asked(str(self.item.pk), self.item.concerns, frozenset(self.item.bidders))

    @property
    def public_title(self) -> str:
        """What the room may read of it."""
        return self.item.title if self.item.audience == Audience.PUBLIC else ""

    @property
    def conflicted(self) -> frozenset[str]:
        """Those who are barred from it, or of whom that is still to be ruled, by their keys."""
        barred = {here.person for here in self.meeting.here if here.barred}
        return frozenset(barred | {each.row.person.key for each in self.declared if each.awaits})


@dataclass(frozen=True, slots=True)
class BidderShown:
    """An agency with a seat there that the rule itself bars from the item in hand, and why."""

    agency: str
    why: str
    follows: Follows

    @property
    def because(self) -> str:
        """Why, as it is said to whoever speaks for the agency."""
        return f"{capital(self.why)}."


class Stage(StrEnum):
    """How far an item is; the template finds sign and colour by it."""

    TO_COME = "to-come"
    IN_HAND = "in-hand"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


SIGNS = {Stage.TO_COME: "", Stage.IN_HAND: "▶", Stage.TAKEN: "✓", Stage.WITHDRAWN: "✗"}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item on the agenda of a sitting."""

    item: Item
    stage: Stage

    @property
    def sign(self) -> str:
        return SIGNS[self.stage]

    @property
    def may_be_taken(self) -> bool:
        """Whether it may be taken up now."""
        return self.stage in {Stage.TO_COME, Stage.TAKEN}


def lines_of(items: Iterable[Item], happenings: Iterable[Happening], in_hand: str) -> list[ItemLine]:
    """The agenda, in order. `happenings` are those that stand."""
    taken = {each.item for each in happenings if each.kind is Kind.ITEM}

    def stage(item: Item) -> Stage:
        key = str(item.pk)
        if item.withdrawn:
            return Stage.WITHDRAWN
        if key == in_hand:
            return Stage.IN_HAND
        return Stage.TAKEN if key in taken else Stage.TO_COME

    return [ItemLine(item, stage(item)) for item in items]


def next_of(lines: Iterable[ItemLine]) -> ItemLine | None:
    """The first item that was not taken up yet after the one in hand, or after none."""
    rest = list(lines)
    here = next((place for place, line in enumerate(rest) if line.stage is Stage.IN_HAND), -1)
    return next((line for line in rest[here + 1 :] if line.stage is Stage.TO_COME), None)


def item_key(text: str) -> UUID | None:
    """The key of an item as the roll keeps it."""
    return UUID(text) if text else None
