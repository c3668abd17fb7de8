"""Everybody who is in a meeting or may still come, each as one bit: who matches is a number, and counting is quick.

A set of voices is an `int`. Nothing here knows a requirement; it answers who is meant, who counts and how many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from governance.constitution.core.language import Offices, Selector, Unit, Voice
from governance.constitution.core.meeting import Column, Here, Meeting, Post, Seat

Index = dict[Hashable, int]


class Gathered(NamedTuple):
    """A set of voices, and of those who speak for their seat: who counts, who is in a base, who may vote."""

    all: int
    counted: int
    present: int
    voting: int


class Voices:
    """The voices of a meeting: those here in their order, then those who may still come."""

    def __init__(self, meeting: Meeting, expected: Sequence[Here] = ()) -> None:
        self.meeting = meeting
        self.each: tuple[Here, ...] = (*meeting.here, *expected)
        self.here = (1 << len(meeting.here)) - 1
        self.everyone = (1 << len(self.each)) - 1
        self.seats: list[Seat | None] = []
        self.of_person: dict[str | None, int] = {}
        self._by_seat: dict[Hashable, int] = {}
        self._overruled: list[tuple[int, int]] = []
        self._out = 0
        self._columns = dict.fromkeys(Column, 0)
        self._asked: set[int] = set()
        self._units: set[Unit] = set()
        self._apart = 0
        self._hear()
        self._people_with_several = [voices for voices in self.of_person.values() if voices & (voices - 1)]

    def _hear(self) -> None:
        """Take in every voice once: its seat, its person, whom it overrules at its seat, and what columns it has."""
        by_key, alike, bit = self.meeting.by_key, dict[frozenset[Column], int](), 1
        for here in self.each:
            seat = by_key.get(here.seat) if here.seat else None
            self.seats.append(seat)
            self.of_person[here.person] = self.of_person.get(here.person, 0) | bit
            if seat is not None:
                if before := self._by_seat.get(seat.key, 0):
                    self._overruled.append((bit, before))
                self._by_seat[seat.key] = before | bit
            columns = self.meeting.columns_for(here, seat)
            alike[columns] = alike.get(columns, 0) | bit
            if here.how is None:
                self._out |= bit
            bit <<= 1
        for columns, those in alike.items():
            for column in columns:
                self._columns[column] |= those

    def gathered(self, voices: int) -> Gathered:
        """These voices, as those who count and those who are in a base, each seat with one voice: the latest."""
        speaking = voices
        for later, earlier in self._overruled:
            if voices & later:
                speaking &= ~earlier
        return Gathered(
            voices,
            counted=speaking & self._with(Column.QUORUM),
            present=speaking & self._with(Column.BASE) & ~self._out,
            voting=speaking & self._with(Column.VOTE),
        )

    def asked(self, who: Selector, unit: Unit) -> int:
        """The voices that a selector means, which a requirement will count in that unit."""
        self._units.add(unit)
        meant = self.fitting(who)
        self._asked.add(meant)
        return meant

    def set_apart(self, voices: int) -> None:
        """A requirement can tell each of these voices from every other."""
        self._apart |= voices

    def look(self, voice: int) -> object | None:
        """All that the requirements asked so far can tell of a voice; None where they may take it for no other."""
        if voice & (voice - 1) or voice & (self._apart | self.contested):
            return None
        seat = self.seats[voice.bit_length() - 1]
        return (
            tuple(bool(voice & mask) for mask in self._asked),
            bool(voice & self._with(Column.QUORUM)),
            bool(voice & self._with(Column.BASE) & ~self._out),
            seat.agency if seat and Unit.AGENCY in self._units else "",
            seat.weight if seat and Unit.WEIGHT in self._units else 0,
            seat is None,
        )

    def fitting(self, who: Selector) -> int:
        """The voices that a selector means."""
        found = self._with_seat(who)
        if who.office:
            found &= self._holding(who.office, deputies=Voice.DEPUTY in who.by)
        if who.in_body:
            found &= _any_of(who.in_body, self._by_body)
        if who.presiding:
            found &= self.of_person.get(self.meeting.presiding, 0)
        if who.how:
            found &= _any_of(who.how, self._by_how)
        if who.by:
            found &= _any_of(who.by, self._by_voice)
        if who.voting is not None:
            found &= self._with(Column.VOTE) if who.voting else ~self._with(Column.VOTE)
        if who.negated is not None:
            found &= ~self.fitting(who.negated)
        return found

    def _with_seat(self, who: Selector) -> int:
        """The voices for the seats that a selector means."""
        found = self.everyone
        if who.agency:
            found &= _any_of(who.agency, self._by_agency)
        if who.sector:
            found &= _any_of(who.sector, self._by_sector)
        if who.seat:
            found &= _any_of(who.seat, self._by_seat)
        if who.tag:
            found &= _any_of(who.tag, self._by_tag)
        return found

    def measure(self, voices: int, unit: Unit) -> int:
        """How many people, seats or agencies these voices are, or of what weight."""
        return self.measuring(unit)(voices)

    def measuring(self, unit: Unit) -> Callable[[int], int]:
        """What measures voices in that unit: for most meetings it is the number of bits alone."""
        match unit:
            case Unit.PERSON:
                return self._people_among if self._people_with_several else int.bit_count
            case Unit.SEAT:
                return lambda voices: (voices & self._seated).bit_count()
            case Unit.AGENCY:
                return self._agencies_among
        return lambda voices: sum(weight * (voices & of).bit_count() for weight, of in self._by_weight.items())

    def _people_among(self, voices: int) -> int:
        people = voices.bit_count()
        for twice in self._people_with_several:
            people -= max((voices & twice).bit_count() - 1, 0)
        return people

    def _agencies_among(self, voices: int) -> int:
        agencies = 0
        for agency in self.agencies:
            if voices & agency:
                agencies += 1
        return agencies

    def people(self, voices: int) -> frozenset[str]:
        """Whose voices these are."""
        return frozenset([self.each[place].person for place in bits(voices)])

    @cached_property
    def contested(self) -> int:
        """The voices for a seat that has more than one."""
        found = 0
        for later, earlier in self._overruled:
            found |= later | earlier
        return found

    def _with(self, column: Column) -> int:
        return self._columns[column]

    def _holding(self, office: Offices, *, deputies: bool) -> int:
        """Who holds one of these offices; where deputies are named, a deputy also holds that of the seat's holder."""
        posts = [Post(office.of or self.meeting.body, name) for name in office.any_of]
        own = _any_of(posts, self._by_own_office)
        if not deputies:
            return own
        return own | _any_of(posts, self._by_holders_office) & self._by_voice.get(Voice.DEPUTY, 0)

    @cached_property
    def _by_own_office(self) -> Index:
        return _index(here.offices for here in self.each)

    @cached_property
    def _by_holders_office(self) -> Index:
        return _index(seat.offices if seat else () for seat in self.seats)

    @cached_property
    def _by_body(self) -> Index:
        return _index(here.bodies for here in self.each)

    @cached_property
    def _by_how(self) -> Index:
        return _index((here.how,) for here in self.each)

    @cached_property
    def _by_voice(self) -> Index:
        return _index((here.by,) for here in self.each)

    @cached_property
    def _by_agency(self) -> Index:
        return _index((seat.agency,) if seat else () for seat in self.seats)

    @cached_property
    def _by_sector(self) -> Index:
        return _index((seat.sector,) if seat else () for seat in self.seats)

    @cached_property
    def _by_tag(self) -> Index:
        return _index(seat.tags if seat else () for seat in self.seats)

    @cached_property
    def _by_weight(self) -> dict[int, int]:
        found: dict[int, int] = defaultdict(int)
        for place, seat in enumerate(self.seats):
            if seat is not None:
                found[seat.weight] |= 1 << place
        return dict(found)

    @cached_property
    def agencies(self) -> list[int]:
        """The voices of each agency."""
        return [voices for agency, voices in self._by_agency.items() if agency]

    @cached_property
    def _seated(self) -> int:
        return sum(1 << place for place, seat in enumerate(self.seats) if seat is not None)


def bits(voices: int) -> Iterator[int]:
    """The places of the voices in the set, in order."""
    while voices:
        lowest = voices & -voices
        yield lowest.bit_length() - 1
        voices ^= lowest


def _any_of(names: Iterable[Hashable], index: Index) -> int:
    found = 0
    for name in names:
        found |= index.get(name, 0)
    return found


def _index(keys_of_each: Iterable[Iterable[Hashable]]) -> Index:
    found: Index = {}
    bit = 1
    for keys in keys_of_each:
        for key in keys:
            found[key] = found.get(key, 0) | bit
        bit <<= 1
    return found
