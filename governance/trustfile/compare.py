"""A file beside what the database holds: what would be made, what would change, and what only the database has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from governance.constitution.clauses import Placed, in_order, place_for
from governance.trustfile.contents import Contents, changed_columns, completed, overlaid
from governance.trustfile.rows import (
    ClauseRow,
    ConstitutionRow,
    Identity,
    OfficeRow,
    Row,
    SeatRow,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of the file: how it stands in the database, and how it will."""

    before: Row | None
    after: Row

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def columns(self) -> tuple[str, ...]:
        """What changes in a row that is there already."""
        return changed_columns(self.before, self.after) if self.before else ()

    @property
    def is_so(self) -> bool:
        """Whether there is nothing to do."""
        return not self.is_new and not self.columns


@dataclass(frozen=True, slots=True)
class Comparison:
    """`merged` is the whole trust as it will stand; `left` what the file's lists leave out; `stays` the columns that
    the file leaves out of a row, by row.
    """

    said: Contents
    merged: Contents
    differences: tuple[Difference, ...]
    left: tuple[Row, ...]
    stays: tuple[tuple[Row, tuple[str, ...]], ...]

    @property
    def trust(self) -> Difference:
        """The difference of the trust's own row, which comes first."""
        return self.differences[0]

    @property
    def asked(self) -> dict[Identity, Row]:
        """The rows that are new or change, as they will stand: what is so already is not questioned."""
        return {each.after.identity: each.after for each in self.differences if not each.is_so}


def compare(known: Contents | None, said: Contents) -> Comparison:
    """The file beside what the database holds of its trust; `known` is None where there is no such trust."""
    before: dict[Identity, Row] = {row.identity: row for row in [known.trust, *known.rows()]} if known else {}
    starts = {
        body.key: body.starts for contents in (known, said) if contents for body in contents.bodies if body.starts
    }
    after = dict(before)
    for row in [said.trust, *said.rows()]:
        old = before.get(row.identity)
        new = overlaid(old, row) if old else completed(row)
        if isinstance(new, SeatRow) and new.starts is None:
            new = replace(new, starts=starts.get(new.body))
        after[row.identity] = new
    _put_in_order(after, known, said)
    _put_clauses_in_order(after, known, said)
    rows = [said.trust, *said.rows()]
    named = {row.identity for row in rows}
    return Comparison(
        said=said,
        merged=_gathered(after),
        differences=tuple(Difference(before.get(row.identity), after[row.identity]) for row in rows),
        left=tuple(row for row in before.values() if row.identity not in named and _is_in(row, said)),
        stays=tuple((row, names) for row in rows if (names := _unsaid(row, before.get(row.identity)))),
    )


def _gathered(rows: dict[Identity, Row]) -> Contents:
    by_section: dict[str, list[Any]] = defaultdict(list)
    for row in rows.values():
        by_section[row.SECTION].append(row)
    (trust,) = by_section.pop("trust")
    sections: dict[str, Any] = {name: tuple(found) for name, found in by_section.items()}
    return Contents(trust=trust, **sections)


def _put_in_order(after: dict[Identity, Row], known: Contents | None, said: Contents) -> None:
    """The seats of a body stand in the order of the file where it names them all; otherwise new ones come last."""
    seats_said: dict[str, list[SeatRow]] = defaultdict(list)
    for seat in said.seats:
        seats_said[seat.body].append(seat)
    for body, listed in seats_said.items():
        there = sorted((s for s in known.seats if s.body == body) if known else (), key=lambda s: s.position or 0)
        names = {seat.key for seat in listed}
        if any(seat.key not in names for seat in there):
            old = {seat.key for seat in there}
            keys = [s.key for s in there] + [s.key for s in listed if s.key not in old]
        else:
            keys = [seat.key for seat in listed]
        for position, key in enumerate(keys):
            identity = ("seats", body, key)
            row = after[identity]
            if isinstance(row, SeatRow) and key in names:
                after[identity] = replace(row, position=position)


def _put_clauses_in_order(after: dict[Identity, Row], known: Contents | None, said: Contents) -> None:
    """The clauses stand in the order of the file where it names them all; otherwise new ones find their place."""
    there = sorted(known.clauses if known else (), key=lambda row: (row.position or 0, in_order(row.key)))
    names, old = [row.key for row in said.clauses], [row.key for row in there]
    if names == old:
        return
    if set(old) <= set(names):
        places = {key: position for position, key in enumerate(names)}
    else:
        placed = [Placed(row.key, row.source or "", row.position or 0) for row in there]
        places = {}
        for row in said.clauses:
            if row.key not in old:
                places[row.key] = place_for(row.key, source=row.source or "", among=placed)
                placed.append(Placed(row.key, row.source or "", places[row.key]))
    for key, position in places.items():
        clause = after["clauses", key]
        if isinstance(clause, ClauseRow):
            after["clauses", key] = replace(clause, position=position)


def _is_in(row: Row, said: Contents) -> bool:
    """Whether the file gives the list in which the row would stand."""
    if row.SECTION in {"lines", "seats", "constitutions"} and (row.SECTION, getattr(row, "body", "")) in said.lists:
        return True
    return (row.SECTION,) in said.lists


def _unsaid(row: Row, before: Row | None) -> tuple[str, ...]:
    """The keys that the file leaves out of a row that has something there, unless it says nothing of the row at all."""
    said = {column.name for column in row.columns if getattr(row, column.name) is not None}
    if before is None or not said:
        return ()
    match row:
        case SeatRow():
            said |= {"starts"} | ({"bound_seat", "bound_office"} if row.bound_seat or row.bound_office else set())
        case OfficeRow():
            said |= {"person", "seat"}
        case ConstitutionRow():
            said |= row.taken
    return tuple(
        column.key
        for column in row.columns
        if column.name not in said and getattr(before, column.name) not in (None, column.default)
    )
