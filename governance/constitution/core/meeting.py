"""A roll and a meeting as the rules see them, and who counts in it.

The roll says which seats there are and who holds them; the meeting says who is here, for which seat, and how. Values
only: how they come about (limits on deputies, rulings on interests, times) is for others to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from functools import cached_property

from governance.constitution.core.language import How, Requirement, Voice


@dataclass(frozen=True, slots=True)
class Post:
    """An office of a body, as somebody holds it."""

    body: str
    office: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of the body on the day. `offices` and `bodies` are its holder's; `barred` is for the item in hand."""

    key: str
    agency: str = ""
    sector: str = ""
    tags: frozenset[str] = frozenset()
    votes: bool = True
    weight: int = 1
    holder: str | None = None
    offices: frozenset[Post] = frozenset()
    bodies: frozenset[str] = frozenset()
    barred: bool = False
    suspended: bool = False


class Guest(StrEnum):
    """Somebody here who speaks for no seat."""

    INVITED = "invited"
    ATTENDING = "in attendance"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody in the meeting: for a seat, by its holder or a deputy, or as a guest.

    `how` is None for those who are out because of a bar. `cut_off`: the connection was lost, which is no departure.
    `beyond` says why somebody who is here is recorded and not counted ("a second deputy visit this year").
    """

    person: str
    seat: str | None = None
    by: Voice = Voice.HOLDER
    how: How | None = How.ROOM
    guest: Guest | None = None
    cut_off: bool = False
    barred: bool = False
    beyond: str = ""
    offices: frozenset[Post] = frozenset()
    bodies: frozenset[str] = frozenset()


class Row(StrEnum):
    """The rows of the table of who counts."""

    HOLDER = "holder in the room"
    DEPUTY = "deputy"
    REMOTE = "remote"
    CUT_OFF = "cut off"
    BARRED_OUT = "barred and out"
    BARRED_STAYING = "barred and staying"
    SUSPENDED = "suspended"
    NON_VOTING = "non-voting seat"
    GUEST = "invited, in attendance, observer"


class Column(StrEnum):
    QUORUM = "quorum"
    BASE = "base"
    VOTE = "vote"
    PRESIDE = "preside"


DEFAULT_COUNTING: Mapping[Row, frozenset[Column]] = {
    Row.HOLDER: frozenset(),
    Row.DEPUTY: frozenset({Column.PRESIDE}),
    Row.REMOTE: frozenset(),
    Row.CUT_OFF: frozenset({Column.QUORUM, Column.VOTE, Column.PRESIDE}),
    Row.BARRED_OUT: frozenset({Column.QUORUM, Column.VOTE, Column.PRESIDE}),
    Row.BARRED_STAYING: frozenset({Column.QUORUM, Column.VOTE, Column.PRESIDE}),
    Row.SUSPENDED: frozenset(Column),
    Row.NON_VOTING: frozenset({Column.VOTE}),
    Row.GUEST: frozenset(Column),
}
"""What each row takes away. Everyone in the meeting counts, votes and may preside, but for this; every "no" holds."""


@dataclass(frozen=True)
class Meeting:
    """All that a rule may ask about: the roll, who is here, and the sitting.

    `since_start` and `since_first` are how long ago this sitting and the first one were appointed to begin.
    """

    seats: tuple[Seat, ...]
    here: tuple[Here, ...] = ()
    body: str = ""
    presiding: str | None = None
    offices: Mapping[Post, str | None] = field(default_factory=dict)
    sitting: str = "ordinary"
    decision: str = ""
    public: bool = False
    since_start: timedelta = timedelta()
    since_first: timedelta = timedelta()
    declared: frozenset[str] = frozenset()
    counting: Mapping[Row, frozenset[Column]] = field(default_factory=lambda: DEFAULT_COUNTING)
    opening: Meeting | None = None
    others: Mapping[str, OtherBody] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[str, Seat]:
        """The seats by their keys."""
        return {seat.key: seat for seat in self.seats}

    @cached_property
    def opened(self) -> Meeting | None:
        """The sitting as it was at its opening, where that is known."""
        return replace(self.opening, others=self.opening.others or self.others) if self.opening else None

    def columns_of(self, here: Here) -> frozenset[Column]:
        """What somebody here has: counting towards quorum and base, a vote, presiding. Every "no" holds."""
        return self.columns_for(here, self.by_key.get(here.seat) if here.seat else None)

    def columns_for(self, here: Here, seat: Seat | None) -> frozenset[Column]:
        """The same, where the seat is at hand."""
        if here.beyond:
            return frozenset()
        # All that the rows ask about, as one number: people who are alike in it are many.
        alike = (
            (here.by is Voice.DEPUTY)
            + 2 * (here.how is How.REMOTE)
            + 4 * (here.how is None)
            + 8 * here.cut_off
            + 16 * here.barred
            + (32 if seat is None else 64 * seat.suspended + 128 * seat.votes)
        )
        columns = self._columns.get(alike)
        if columns is None:
            taken = frozenset[Column]().union(*(self.counting[row] for row in self.rows(here)))
            columns = self._columns[alike] = frozenset(Column) - taken
        return columns

    @cached_property
    def _columns(self) -> dict[int, frozenset[Column]]:
        return {}

    def in_base(self, seat: Seat) -> bool:
        """Whether the seat is in a base of seats; the base column reaches absent members too."""
        rows = {Row.SUSPENDED: seat.suspended, Row.NON_VOTING: not seat.votes, Row.BARRED_OUT: seat.barred}
        return all(Column.BASE not in self.counting[row] for row, applies in rows.items() if applies)

    def rows(self, here: Here) -> list[Row]:
        """The rows of the table that fit somebody here."""
        seat = self.by_key.get(here.seat) if here.seat else None
        if seat is None:
            return [Row.GUEST]
        rows = [Row.DEPUTY if here.by is Voice.DEPUTY else Row.HOLDER]
        if here.how is How.REMOTE:
            rows.append(Row.REMOTE)
        if here.cut_off:
            rows.append(Row.CUT_OFF)
        if here.barred:
            rows.append(Row.BARRED_OUT if here.how is None else Row.BARRED_STAYING)
        if seat.suspended:
            rows.append(Row.SUSPENDED)
        if not seat.votes:
            rows.append(Row.NON_VOTING)
        return rows

    def seen_from(self, body: str) -> Meeting:
        """The same meeting as another body would see it: its own seats, spoken for by those here who hold one there.

        Whoever they speak for here, there they speak as holders, and for every seat that they hold.
        """
        other = self.others[body]
        return replace(
            self,
            seats=other.seats,
            here=tuple(here for _, here in self.holders_elsewhere(body, self.here)),
            body=body,
            offices=other.offices,
            counting=other.counting,
            opening=None,
        )

    def holders_elsewhere(self, body: str, voices: Iterable[Here]) -> list[tuple[int, Here]]:
        """Those of the voices who hold a seat of another body, as they would be in its meeting, with their place."""
        held: dict[str, list[str]] = {}
        for seat in self.others[body].seats:
            if seat.holder:
                held.setdefault(seat.holder, []).append(seat.key)
        first: dict[str, tuple[int, Here]] = {}
        for place, here in enumerate(voices):
            first.setdefault(here.person, (place, here))
        return [
            (place, replace(here, seat=key, by=Voice.HOLDER, guest=None, beyond=""))
            for place, here in first.values()
            for key in held.get(here.person, ())
        ]


@dataclass(frozen=True)
class OtherBody:
    """Another body, for `quorum_of`: the requirement it has on the day, and its roll."""

    requirement: Requirement
    seats: tuple[Seat, ...]
    offices: Mapping[Post, str | None] = field(default_factory=dict)
    counting: Mapping[Row, frozenset[Column]] = field(default_factory=lambda: DEFAULT_COUNTING)
