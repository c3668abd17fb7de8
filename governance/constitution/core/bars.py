"""Who is barred from an item, from what was declared, what was ruled, and what the constitution says of the interest.

Its laws:

1. A kind of interest that the constitution does not count bars nobody, whatever was declared.
2. Where the rule itself bars (M3.9a), no ruling can allow; where a ruling is asked (K6.2, H7.7), none means not yet.
3. Who goes by their own choice is out, and needs no ruling.
4. A bar binds the person, the seat or the agency, by the kind of interest; of the agency, whoever speaks for it.
5. A bar lasts for its item alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from governance.constitution.core.meeting import Here, Seat
from governance.constitution.core.settings import Bar, Binds, Interest, Interests, Out, interest_of


class Ruled(StrEnum):
    """What whoever presides has ruled."""

    TAKES_PART = "takes part"
    STAYS = "stays without part"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class Declared:
    """One declaration as the rule sees it. `item` is empty where it is for every item; `goes`: by their own choice."""

    number: int
    person: str
    seat: str
    kind: str
    item: str = ""
    goes: bool = False
    ruled: Ruled | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """One bar of an item: whom it binds (a person, a seat or an agency by key), whether they are out, and why."""

    binds: Binds
    key: str
    is_out: bool
    why: str

    def meets(self, person: str, seat: Seat | None) -> bool:
        """Whether it binds somebody who speaks for that seat."""
        if self.binds is Binds.PERSON:
            return self.key == person
        if seat is None:
            return False
        return self.key == (seat.key if self.binds is Binds.SEAT else seat.agency)


@dataclass(frozen=True, slots=True)
class Item:
    """An item as the rule sees it: its key, the kind of decision it is for, and the agencies that will or may bid."""

    key: str
    decision: str = ""
    bidders: frozenset[str] = frozenset()


def bars_of_bidders(rule: Interests, item: Item) -> tuple[Barred, ...]:
    """The bars by the rule itself of the agencies that will or may bid for what the item decides (M3.9a)."""
    return tuple(
        Barred(Binds.AGENCY, agency, kind.out is Out.LEAVES, f"{kind.name}: the agency will or may bid")
        for kind in rule.kinds
        if kind.bar is Bar.ITSELF and kind.binds is Binds.AGENCY and _concerns(kind, item.decision)
        for agency in sorted(item.bidders)
    )


def bars_of(rule: Interests, declared: Iterable[Declared], item: Item, seats: Sequence[Seat]) -> tuple[Barred, ...]:
    """Every bar of the item: by the rule itself of those who will or may bid, then of those who declared, in order."""
    agency_of = {seat.key: seat.agency for seat in seats}
    found = list(bars_of_bidders(rule, item))
    for each in declared:
        if each.item not in {"", item.key}:
            continue
        kind = interest_of(rule, each.kind, decision=item.decision)
        is_out = _is_out(kind, each)
        if is_out is not None:
            key = {Binds.PERSON: each.person, Binds.SEAT: each.seat, Binds.AGENCY: agency_of.get(each.seat, "")}
            found.append(Barred(kind.binds, key[kind.binds], is_out, each.kind))
    return tuple(dict.fromkeys(found))


def awaiting(rule: Interests, declared: Iterable[Declared], *, decisions: Mapping[str, str]) -> tuple[Declared, ...]:
    """The declarations that still need a ruling, in order. `decisions` are the kinds of decision by item."""
    return tuple(
        each
        for each in declared
        if interest_of(rule, each.kind, decision=decisions.get(each.item, "")).bar is Bar.RULING
        and not each.goes
        and each.ruled is None
    )


def barred_among(bars: Collection[Barred], here: Iterable[Here], seats: Sequence[Seat]) -> dict[str, bool]:
    """By person, those here who are barred, and whether they are out."""
    by_key = {seat.key: seat for seat in seats}
    found: dict[str, bool] = {}
    for one in here:
        met = [bar for bar in bars if bar.meets(one.person, by_key.get(one.seat or ""))]
        if met:
            found[one.person] = found.get(one.person, False) or any(bar.is_out for bar in met)
    return found


def barred_seats(bars: Collection[Barred], seats: Iterable[Seat]) -> frozenset[str]:
    """The seats that are barred, their holders' absence notwithstanding."""
    return frozenset(seat.key for seat in seats if any(bar.meets(seat.holder or "", seat) for bar in bars))


def _concerns(kind: Interest, decision: str) -> bool:
    return not kind.decisions or decision in kind.decisions


def _is_out(kind: Interest, declared: Declared) -> bool | None:
    """Whether a declaration bars, and then whether they are out; None where it does not bar."""
    if declared.goes:
        return True
    if kind.bar is Bar.ITSELF:
        return kind.out is Out.LEAVES or declared.ruled is Ruled.LEAVES
    if kind.bar is Bar.NEVER or declared.ruled in {None, Ruled.TAKES_PART}:
        return None
    return declared.ruled is Ruled.LEAVES
