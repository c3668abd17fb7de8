"""What would follow from what an officer is about to ask, read from the trust's own rows, in sentences.

Whoever has not been chosen yet is `SOMEBODY`; `newcomer` is their name, where one was typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from governance.membership.consequences import (
    SOMEBODY,
    Compared,
    Names,
    of_correction,
    of_holding,
    of_naming,
    of_office,
)
from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.membership.queries import Table
from governance.membership.sitting import Held, Office
from governance.structure.models import Body, Trust


def if_held(table: Table, seat: Seat, person: UUID | None, day: date, *, newcomer: str = "") -> list[str]:
    """If the seat goes to this person, or to nobody, on the day."""
    rows = _put(table.membership.rows_of_seat(seat.pk), Held(day, person))
    after = table.membership.with_rows(holdings={seat.pk: rows})
    return of_holding(Compared(table.membership, after, day, _names(table, seat.body.trust, newcomer)), seat.pk)


def if_named(table: Table, seat: Seat, person: UUID | None, day: date, *, newcomer: str = "") -> list[str]:
    """If this person, or nobody, is named deputy of the seat on the day."""
    rows = _put(table.membership.rows_of_deputy(seat.pk), Held(day, person))
    after = table.membership.with_rows(namings={seat.pk: rows})
    return of_naming(Compared(table.membership, after, day, _names(table, seat.body.trust, newcomer)), seat.pk)


def if_elected(table: Table, body: Body, office: str, held: Held) -> list[str]:
    """If the office goes to the person, to whoever holds the seat, or to nobody, on the row's day."""
    of = Office(body.pk, office)
    after = table.membership.with_rows(offices={of: _put(table.membership.rows_of_office(of), held)})
    return of_office(Compared(table.membership, after, held.starts, _names(table, body.trust)), of)


def if_corrected(
    table: Table, row: Holding | DeputyNaming | OfficeHolding, held: Held | None, *, newcomer: str = ""
) -> list[str]:
    """If the row had never been, and `held`, where it is given, had been in its place."""
    membership, seat, office = table.membership, None, None
    if isinstance(row, OfficeHolding):
        office, trust = Office(row.body_id, row.office), row.body.trust
        rows = _put(membership.rows_of_office(office), held, struck=row.starts)
        after = membership.with_rows(offices={office: rows})
        stretches = after.stretches_of_office(office)
    else:
        seat, trust = row.seat_id, row.seat.body.trust
        if isinstance(row, Holding):
            rows = _put(membership.rows_of_seat(seat), held, struck=row.starts)
            after = membership.with_rows(holdings={seat: rows})
            stretches = after.stretches_of_seat(seat)
        else:
            rows = _put(membership.rows_of_deputy(seat), held, struck=row.starts)
            after = membership.with_rows(namings={seat: rows})
            stretches = after.stretches_of_deputy(seat)
    days = sorted({row.starts, *([held.starts] if held else [])})
    names = _names(table, trust, newcomer)
    return of_correction([Compared(membership, after, day, names) for day in days], stretches, seat=seat, office=office)


def _put(rows: Iterable[Held], held: Held | None, *, struck: date | None = None) -> list[Held]:
    """The rows with this one among them, in the place of any from the same day, and without the struck one."""
    gone = {struck, held.starts if held else None}
    return [*(row for row in rows if row.starts not in gone), *([held] if held else [])]


def _names(table: Table, trust: Trust, newcomer: str = "") -> Names:
    new = {SOMEBODY: newcomer} if newcomer else {}
    return Names(
        people={**new, **{key: person.name for key, person in table.people.items()}},
        seats={key: seat.title for key, seat in table.seats.items()},
        bodies=dict(trust.bodies.values_list("pk", "name")),
    )


def key_of(row: Person | Seat | None) -> UUID | None:
    """The key of a row, or nothing."""
    return row.pk if row else None
