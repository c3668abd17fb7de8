"""All that a trust file says, so that it is compared with what the database holds, and that written as a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from governance.trustfile.rows import (
    AgencyRow,
    AgreementRow,
    BlockRow,
    BodyRow,
    ClauseRow,
    ClosedDayRow,
    ConstitutionRow,
    EditionRow,
    HoldingRow,
    Identity,
    LineRow,
    NamingRow,
    OfficeRow,
    PersonRow,
    Row,
    SeatRow,
    SignatoryRow,
    TrustRow,
)

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a file says. `lists` names the lists it gives, by section and, where nested, by body."""

    trust: TrustRow
    agencies: tuple[AgencyRow, ...] = ()
    bodies: tuple[BodyRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    seats: tuple[SeatRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    holdings: tuple[HoldingRow, ...] = ()
    deputies: tuple[NamingRow, ...] = ()
    offices: tuple[OfficeRow, ...] = ()
    clauses: tuple[ClauseRow, ...] = ()
    constitutions: tuple[ConstitutionRow, ...] = ()
    closed_days: tuple[ClosedDayRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    blocks: tuple[BlockRow, ...] = ()
    signatories: tuple[SignatoryRow, ...] = ()
    editions: tuple[EditionRow, ...] = ()
    lists: frozenset[Identity] = field(default=frozenset(), compare=False)
    source: str = field(default="", compare=False)

    def rows(self) -> Iterator[Row]:
        """Every row but the trust's, what others rest on first."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                yield from value

    @property
    def key(self) -> str:
        """A digest of all that is said, by which an act tells one file from another."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def completed(row: R) -> R:
    """The row with what a new one gets where the file does not say."""
    unsaid = {
        column.name: column.default
        for column in row.COLUMNS
        if column.default is not None and getattr(row, column.name) is None
    }
    if isinstance(row, OfficeRow) and row.seat is not None:
        unsaid["person"] = ""
    return replace(row, **unsaid) if unsaid else row


def overlaid(before: R, said: R) -> R:
    """The row as it becomes when the file is loaded: what it says, and what was there where it does not."""
    values: dict[str, Any] = {name: getattr(said, name) for name in _names(said) if getattr(said, name) is not None}
    if isinstance(said, SeatRow) and (said.bound_seat or said.bound_office):
        values |= {"bound_seat": said.bound_seat, "bound_office": said.bound_office}
    if isinstance(said, OfficeRow) and (said.person is not None or said.seat):
        values |= {"person": said.person or "", "seat": said.seat}
    if isinstance(said, ConstitutionRow):
        # What is taken over from now on is no longer written here.
        values = dict.fromkeys(said.taken) | values
    return replace(before, **values)


def changed_columns(before: R, after: R) -> tuple[str, ...]:
    """The names of the attributes that differ."""
    compared = (each.name for each in fields(after) if each.compare)
    return tuple(name for name in compared if getattr(before, name) != getattr(after, name))


def _names(row: Row) -> list[str]:
    return [each.name for each in fields(row)]


def tidied(text: str) -> str:
    """The text as a file holds it: lines end alike, without spaces at their ends, and none is empty at either end."""
    lines = re.split(r"\r\n|\r|\n", text)
    return "\n".join(line.rstrip() for line in lines).strip()
