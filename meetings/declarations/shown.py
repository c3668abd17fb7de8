"""A declaration as pages show it: whose, in what, and what follows, in words. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from governance.constitution.core.bars import Ruled
from governance.constitution.core.settings import Bar, Out, interest_of
from meetings.agenda.models import Item
from meetings.attendance.roll import Presiding
from meetings.declarations.models import Declaration, Ruling
from meetings.declarations.queries import Declarations

NOBODY = Presiding()


class Follows(StrEnum):
    """What follows from a declaration."""

    AWAITS = "awaits a ruling"
    TAKES_PART = "takes part"
    STAYS = "stays, without part"
    LEAVES = "leaves for the item"
    NOTHING = "does not count by the constitution"


@dataclass(frozen=True, slots=True)
class DeclarationShown:
    """One declaration. `item` is None where it is for every item; `because` says why it is so.

    `needs_another`: whoever declared it presides, so that somebody else has to before it is ruled on.
    """

    row: Declaration
    item: Item | None
    seat_title: str
    nature: str
    follows: Follows
    because: str
    may_be_ruled: bool
    ruled: Ruled | None = None
    needs_another: bool = False

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The rulings that may be given now, each with its words."""
        return [(ruled.value, words) for ruled, words in RULINGS.items() if ruled is not self.ruled]

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def key(self) -> UUID:
        return self.row.pk

    @property
    def name(self) -> str:
        """Who declared it."""
        return self.row.person.name

    @property
    def at(self) -> datetime:
        return self.row.at

    @property
    def in_what(self) -> str:
        """In what, by number alone."""
        return f"item {self.item.position}" if self.item else "every item"

    @property
    def awaits(self) -> bool:
        """Whether whoever presides still has to rule."""
        return self.follows is Follows.AWAITS

    @property
    def is_barred(self) -> bool:
        """Whether they are barred from the item."""
        return self.follows in {Follows.STAYS, Follows.LEAVES}


RULINGS = {Ruled.TAKES_PART: "May take part", Ruled.STAYS: "Stays, without part", Ruled.LEAVES: "Leaves"}


def declarations_shown(
    declarations: Declarations, titles: Mapping[str, str], presiding: Presiding = NOBODY
) -> list[DeclarationShown]:
    """What stands, in order. `titles` are the seats' by their keys."""
    return [_shown(declarations, row, titles, presiding) for row in declarations.standing]


def withdrawn_shown(
    declarations: Declarations, titles: Mapping[str, str]
) -> list[tuple[DeclarationShown, Declaration]]:
    """What was withdrawn, as it was until then, each with what withdrew it."""
    return [(_shown(declarations, row, titles, NOBODY), withdrawal) for row, withdrawal in declarations.withdrawn]


def _shown(
    declarations: Declarations, row: Declaration, titles: Mapping[str, str], presiding: Presiding
) -> DeclarationShown:
    item = declarations.items.get(row.item_id) if row.item_id else None
    ruling = declarations.last_ruling.get(row.pk)
    kind = interest_of(declarations.rule, row.kind, decision=item.concerns if item else "")
    follows, because = _follows(row, kind.bar, kind.out, ruling)
    return DeclarationShown(
        row=row,
        item=item,
        seat_title=titles.get(row.seat.key, row.seat.key) if row.seat else "",
        nature=row.nature.text if row.nature else "",
        follows=follows,
        because=because,
        may_be_ruled=kind.bar is Bar.RULING and not row.goes,
        ruled=Ruled(ruling.ruled) if ruling else None,
        needs_another=presiding.over(str(row.item_id or "")) == row.person.key,
    )


def _follows(row: Declaration, bar: Bar, out: Out, ruling: Ruling | None) -> tuple[Follows, str]:
    if row.goes:
        return Follows.LEAVES, "by their own choice"
    if bar is Bar.NEVER:
        return Follows.NOTHING, ""
    if bar is Bar.ITSELF:
        return (Follows.LEAVES if out is Out.LEAVES else Follows.STAYS), "by the constitution itself"
    if ruling is None:
        return Follows.AWAITS, ""
    return _RULED[Ruled(ruling.ruled)], f"{ruling.ruler.name} has ruled"


_RULED = {Ruled.TAKES_PART: Follows.TAKES_PART, Ruled.STAYS: Follows.STAYS, Ruled.LEAVES: Follows.LEAVES}
