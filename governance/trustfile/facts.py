"""A trust as it would stand with the file loaded, as the rules of the other rooms want to see it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from uuid import UUID, uuid5

from governance.membership.rules import Span
from governance.membership.sitting import Held, Membership, Office, SeatOf, circles
from governance.trustfile.compare import Comparison
from governance.trustfile.faults import Fault, did_you_mean
from governance.trustfile.rows import (
    BodyRow,
    Identity,
    LineRow,
    Row,
    SeatRow,
    Within,
)
from trustboard.acts.verdict import Verdict

NAMES = UUID(int=0)


def uuid_of(identity: Identity) -> UUID:
    """A key for the pure rules, which name rows by UUID; nothing is stored under it."""
    return uuid5(NAMES, "\n".join(identity))


def named(row: Row, name: object, known: Collection[object], what: str) -> Iterator[Fault]:
    """A fault where the row names something that is not among what is known."""
    if name and name not in known:
        near = did_you_mean(str(name), [str(each) for each in known])
        yield Fault(row.line, f'The {row} names {what} "{name}", which is neither in the file nor known.{near}')


class Facts:
    """The merged trust by the names that rows use for each other, and which of its rows the file asks for."""

    def __init__(self, comparison: Comparison) -> None:
        self.said = comparison.said
        self.merged = comparison.merged
        self._asked = comparison.asked
        self.agencies = {row.key: row for row in self.merged.agencies}
        self.bodies = {row.key: row for row in self.merged.bodies}
        self.seats = {row.place: row for row in self.merged.seats}
        self.people = {row.key: row for row in self.merged.people}
        self.differences = comparison.differences

    @property
    def asked(self) -> list[Row]:
        """The rows that are new or change."""
        return list(self._asked.values())

    def is_asked(self, row: Row) -> bool:
        return row.identity in self._asked

    def answer(self, verdict: Verdict, *rows: Row) -> Iterator[Fault]:
        """What the verdict refuses, as a fault of the first of these rows that the file asks for, if any."""
        blamed = next((self._asked[row.identity] for row in rows if row.identity in self._asked), None)
        if not verdict.allowed and blamed:
            yield Fault(blamed.line, f"The {rows[0]}: {verdict.sentence}")

    def span(self, row: BodyRow | SeatRow | LineRow) -> Span:
        """From when until when; a row whose beginning is missing has been refused before."""
        return Span(row.starts or date.min, row.ends)

    def person(self, key: str | None) -> UUID | None:
        return uuid_of(("people", key)) if key else None

    @cached_property
    def membership(self) -> Membership:
        """Everybody, to be asked who sits where on which day."""
        return Membership(
            seats=[self._seat_of(row) for row in self.seats.values()],
            holdings=[(_seat(row.seat), Held(row.starts, self.person(row.person))) for row in self.merged.holdings],
            namings=[(_seat(row.seat), Held(row.starts, self.person(row.person))) for row in self.merged.deputies],
            offices=self._offices,
        )

    @cached_property
    def circle(self) -> set[Within]:
        """The seats whose bindings lead back to themselves."""
        names = {_seat(place): place for place in self.seats}
        return {
            names[key] for key in circles({key: self._seat_of(self.seats[names[key]]) for key in names}, self._offices)
        }

    @property
    def _offices(self) -> list[tuple[Office, Held]]:
        return [
            (
                _office(Within(row.body, row.office)),
                Held(row.starts, self.person(row.person), _seat(row.seat) if row.seat else None),
            )
            for row in self.merged.offices
        ]

    def _seat_of(self, row: SeatRow) -> SeatOf:
        return SeatOf(
            key=_seat(row.place),
            body=uuid_of(("bodies", row.body)),
            starts=row.starts or date.min,
            ends=row.ends,
            bound_to_seat=_seat(row.bound_seat) if row.bound_seat else None,
            bound_to_office=_office(row.bound_office) if row.bound_office else None,
        )


def _seat(place: Within) -> UUID:
    return uuid_of(("seats", *place))


def _office(place: Within) -> Office:
    return Office(uuid_of(("bodies", place.body)), place.name)
