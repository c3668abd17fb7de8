"""Who sits on which seat on which day. Values in, values out.

Its laws:

1. A holding lasts from its first day until the next row of the same seat; a row with nobody is a vacancy.
2. A naming of a deputy lasts likewise, and never longer than the holding it was made under, nor without one.
3. An office lasts likewise; it is held by a person, or by whoever holds a given seat.
4. A bound seat is held by whoever holds the seat or the office it is bound to. A circle of bindings holds nobody.
5. Before its first day and from its last day on, a seat is not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Protocol, TypeVar
from uuid import UUID

Key = UUID


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a body, by its name in the constitution ("chair", "vice-chair")."""

    body: Key
    name: str


@dataclass(frozen=True, slots=True)
class SeatOf:
    """One seat as the rules see it. `ends` is the first day on which it is no longer there."""

    key: Key
    body: Key
    starts: date
    ends: date | None = None
    bound_to_seat: Key | None = None
    bound_to_office: Office | None = None

    def is_there(self, day: date) -> bool:
        """Whether the seat exists on that day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Held:
    """A row of who holds something from a day on: a person, a seat's holder, or nobody."""

    starts: date
    person: Key | None = None
    seat: Key | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """How a seat stands on a day: who holds it and since when, who is named deputy, and which offices that gives."""

    seat: SeatOf
    holder: Key | None
    since: date | None
    until: date | None
    deputy: Key | None
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who holds something, or nobody, and since when that has been so."""

    person: Key | None
    since: date | None


NOBODY = Tenure(None, None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From its first day up to, but not including, `ends` it was this person, or nobody."""

    starts: date
    ends: date | None
    person: Key | None

    def has(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.starts <= day and (self.ends is None or day < self.ends)


T = TypeVar("T")


class Dated(Protocol):
    @property
    def starts(self) -> date: ...


R = TypeVar("R", bound=Dated)


class Run(Generic[R]):
    """Rows that follow each other: each lasts until the next one's first day."""

    def __init__(self, rows: Iterable[R]) -> None:
        self.rows = sorted(rows, key=lambda row: row.starts)

    def on(self, day: date) -> R | None:
        """The row in force on that day, if any has begun."""
        begun = [row for row in self.rows if row.starts <= day]
        return begun[-1] if begun else None

    def next_after(self, day: date) -> R | None:
        """The first row that begins after that day."""
        return next((row for row in self.rows if row.starts > day), None)


class Membership:
    """All seats, holdings, namings and offices of a trust, to be asked about any day."""

    def __init__(
        self,
        *,
        seats: Iterable[SeatOf],
        holdings: Iterable[tuple[Key, Held]],
        namings: Iterable[tuple[Key, Held]],
        offices: Iterable[tuple[Office, Held]],
    ) -> None:
        self.seats = {seat.key: seat for seat in seats}
        self._holdings = _runs(holdings)
        self._namings = _runs(namings)
        self._offices = _runs(offices)

    def sitting(self, body: Key, day: date) -> list[Sitting]:
        """Every seat of the body that is there on that day, in the order given."""
        return [self.sitting_of(seat, day) for seat in self.seats.values() if seat.body == body and seat.is_there(day)]

    def sitting_of(self, seat: SeatOf, day: date) -> Sitting:
        """How one seat stands on that day."""
        tenure = self.tenure_of_seat(seat.key, day)
        coming = self._holdings[seat.key].next_after(day) if seat.key in self._holdings else None
        ends = [when for when in (coming.starts if coming else None, seat.ends) if when]
        return Sitting(
            seat=seat,
            holder=tenure.person,
            since=tenure.since if tenure.person else None,
            until=min(ends) if ends else None,
            deputy=self._deputy_of(seat.key, tenure, day),
            offices=tuple(
                office.name
                for office in self._offices
                if office.body == seat.body and self._gives_office(office, seat.key, tenure.person, day)
            ),
        )

    def tenure_of_seat(self, seat_key: Key, day: date, *, _asked: frozenset[object] = frozenset()) -> Tenure:
        """Who holds the seat on that day, through whatever it is bound to, and since when."""
        seat = self.seats.get(seat_key)
        if seat is None or not seat.is_there(day) or seat_key in _asked:
            return NOBODY
        asked = _asked | {seat_key}
        if seat.bound_to_seat:
            return self.tenure_of_seat(seat.bound_to_seat, day, _asked=asked)
        if seat.bound_to_office:
            return self.tenure_of_office(seat.bound_to_office, day, _asked=asked)
        return _tenure(self._holdings.get(seat_key), day)

    def tenure_of_office(self, office: Office, day: date, *, _asked: frozenset[object] = frozenset()) -> Tenure:
        """Who holds the office on that day, by themselves or by their seat, and since when."""
        row = self._offices[office].on(day) if office in self._offices else None
        if row is None or office in _asked:
            return NOBODY
        if row.seat is None:
            return _tenure(self._offices[office], day)
        held = self.tenure_of_seat(row.seat, day, _asked=_asked | {office})
        return Tenure(held.person, max(row.starts, held.since) if held.since else row.starts)

    def stretches_of_seat(self, key: Key) -> list[Stretch]:
        """Who has held the seat, holds it and will, from its first day to its last, vacancies too."""
        return self._stretches(key, self._turns(key), lambda day: self.tenure_of_seat(key, day))

    def stretches_of_deputy(self, key: Key) -> list[Stretch]:
        """Who has been named deputy of the seat, is and will be."""
        turns = self._turns(key) | {row.starts for row in self._namings[key].rows} if key in self._namings else set()

        def naming(day: date) -> Tenure:
            return Tenure(self._deputy_of(key, self.tenure_of_seat(key, day), day), None)

        return [stretch for stretch in self._stretches(key, turns, naming) if stretch.person]

    def stretches_of_office(self, office: Office) -> list[Stretch]:
        """Who has held the office, holds it and will, by themselves or by their seat."""
        return self._stretches(None, self._turns(office), lambda day: self.tenure_of_office(office, day))

    def rows_of_seat(self, seat: Key) -> list[Held]:
        """The rows of who holds the seat, the earliest first."""
        return self._holdings[seat].rows if seat in self._holdings else []

    def rows_of_deputy(self, seat: Key) -> list[Held]:
        """The rows of who is named deputy of the seat, the earliest first."""
        return self._namings[seat].rows if seat in self._namings else []

    def rows_of_office(self, office: Office) -> list[Held]:
        """The rows of who holds the office, the earliest first."""
        return self._offices[office].rows if office in self._offices else []

    def with_rows(
        self,
        *,
        holdings: Mapping[Key, Iterable[Held]] | None = None,
        namings: Mapping[Key, Iterable[Held]] | None = None,
        offices: Mapping[Office, Iterable[Held]] | None = None,
    ) -> Membership:
        """The same, but that these seats and offices have the rows given in place of their own."""
        other = Membership(seats=self.seats.values(), holdings=[], namings=[], offices=[])
        other._holdings = {**self._holdings, **{key: Run(rows) for key, rows in (holdings or {}).items()}}
        other._namings = {**self._namings, **{key: Run(rows) for key, rows in (namings or {}).items()}}
        other._offices = {**self._offices, **{key: Run(rows) for key, rows in (offices or {}).items()}}
        return other

    def circles(self) -> list[Key]:
        """The seats whose bindings lead back to themselves, on whatever day."""
        return circles(self.seats, [(office, row) for office, run in self._offices.items() for row in run.rows])

    def recorded_of_office(self, office: Office, day: date) -> Held | None:
        """The row that says who holds the office on that day."""
        return self._offices[office].on(day) if office in self._offices else None

    @property
    def offices(self) -> list[Office]:
        """Every office that was ever given."""
        return list(self._offices)

    def _turns(self, thing: Key | Office, _asked: frozenset[object] = frozenset()) -> set[date]:
        """The days on which anything may change for this seat or office, through whatever it is bound to."""
        if thing in _asked:
            return set()
        asked = _asked | {thing}
        if isinstance(thing, Office):
            rows = self._offices[thing].rows if thing in self._offices else []
            bound = {day for row in rows if row.seat for day in self._turns(row.seat, asked)}
            return bound | {row.starts for row in rows}
        seat = self.seats.get(thing)
        if seat is None:
            return set()
        own = {seat.starts, *([seat.ends] if seat.ends else [])}
        if through := seat.bound_to_seat or seat.bound_to_office:
            return own | self._turns(through, asked)
        return own | ({row.starts for row in self._holdings[thing].rows} if thing in self._holdings else set())

    def _stretches(self, key: Key | None, turns: set[date], ask: Callable[[date], Tenure]) -> list[Stretch]:
        """What is answered from each of these days to the next, the same answers joined."""
        life = self.seats[key] if key else None
        days = sorted(day for day in turns if life is None or life.is_there(day))
        followings = [*days[1:], life.ends if life else None] if days else []
        found: list[Stretch] = []
        for day, following in zip(days, followings, strict=True):
            person = ask(day).person
            if found and found[-1].person == person:
                found[-1] = replace(found[-1], ends=following)
            else:
                found.append(Stretch(day, following, person))
        return found

    def _gives_office(self, office: Office, seat: Key, holder: Key | None, day: date) -> bool:
        """Whether the office is shown at this seat: it is bound to the very seat, or its person sits here."""
        row = self._offices[office].on(day)
        if row is None or holder is None:
            return False
        return row.seat == seat if row.seat else row.person == holder

    def _deputy_of(self, seat: Key, tenure: Tenure, day: date) -> Key | None:
        naming = self._namings[seat].on(day) if seat in self._namings else None
        if naming is None or tenure.since is None or naming.starts < tenure.since:
            return None
        return naming.person


def _tenure(run: Run[Held] | None, day: date) -> Tenure:
    row = run.on(day) if run else None
    return Tenure(row.person, row.starts) if row else NOBODY


def circles(seats: Mapping[Key, SeatOf], offices: Iterable[tuple[Office, Held]]) -> list[Key]:
    """The seats whose bindings lead back to themselves, in the order given."""
    leads: dict[object, set[object]] = defaultdict(set)
    for seat in seats.values():
        leads[seat.key] |= {bound for bound in (seat.bound_to_seat, seat.bound_to_office) if bound}
    for office, row in offices:
        if row.seat:
            leads[office].add(row.seat)
    return [key for key in seats if _comes_back(key, leads)]


def _comes_back(start: object, leads: Mapping[object, set[object]]) -> bool:
    seen: set[object] = set()
    waiting = list(leads.get(start, ()))
    while waiting:
        at = waiting.pop()
        if at == start:
            return True
        if at not in seen:
            seen.add(at)
            waiting += leads.get(at, ())
    return False


def _runs(rows: Iterable[tuple[T, Held]]) -> dict[T, Run[Held]]:
    grouped: dict[T, list[Held]] = defaultdict(list)
    for key, row in rows:
        grouped[key].append(row)
    return {key: Run(found) for key, found in grouped.items()}
