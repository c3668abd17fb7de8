"""A roll and a meeting as the rules see them, and who counts in it.

The roll says which seats there are and who holds them; the meeting says who is here, for which seat, and how. Values
only: how they come about (limits on deputies, rulings on interests, times) is for others to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from functools import cached_property

from governance.constitution.language import How, Requirement, Voice


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
    def counted(self) -> tuple[Here, ...]:
        """Those here who count towards quorum, each seat with one voice: the latest named for it."""
        return self._with(Column.QUORUM)

    @cached_property
    def voters(self) -> tuple[Here, ...]:
        """Those here who are entitled to vote now."""
        return self._with(Column.VOTE)

    @cached_property
    def present(self) -> tuple[Here, ...]:
        """Everyone in the meeting who may be in a base, those out because of a bar excepted."""
        return tuple(here for here in self._with(Column.BASE) if here.how is not None)

    def has(self, here: Here, column: Column) -> bool:
        """Whether no row takes this column away from somebody here."""
        return not here.beyond and all(column not in self.counting[row] for row in self.rows(here))

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
        """The same meeting as another body would see it: its own seats, spoken for by those here who hold one there."""
        other = self.others[body]
        held = {seat.holder: seat for seat in other.seats if seat.holder}
        return replace(
            self,
            seats=other.seats,
            here=tuple(
                replace(here, seat=held[here.person].key, by=Voice.HOLDER, guest=None)
                for here in self.here
                if here.person in held
            ),
            body=body,
            offices=other.offices,
            counting=other.counting,
            opening=None,
        )

    @cached_property
    def _voices(self) -> tuple[Here, ...]:
        """One for each seat spoken for, the latest named, and every guest."""
        speaking: dict[str, Here] = {}
        for place, here in enumerate(self.here):
            speaking[here.seat if here.seat in self.by_key else f"guest {place}"] = here
        return tuple(speaking.values())

    def _with(self, column: Column) -> tuple[Here, ...]:
        return tuple(here for here in self._voices if self.has(here, column))


@dataclass(frozen=True)
class OtherBody:
    """Another body, for `quorum_of`: the requirement it has on the day, and its roll."""

    requirement: Requirement
    seats: tuple[Seat, ...]
    offices: Mapping[Post, str | None] = field(default_factory=dict)
    counting: Mapping[Row, frozenset[Column]] = field(default_factory=lambda: DEFAULT_COUNTING)
