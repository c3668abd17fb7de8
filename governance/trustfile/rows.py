"""What a trust file says, row by row: one frozen value for each thing it describes.

The same rows say what the database holds. `None` is what a file does not say; in a complete row (see
`contents.completed`) it is what there is none of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, NamedTuple

from governance.membership.rules import told
from governance.trustfile import schema
from governance.trustfile.nodes import Mapping
from governance.trustfile.schema import Column

Identity = tuple[str, ...]


class Within(NamedTuple):
    """A seat or an office of a body: written "board/police", "board/chair"."""

    body: str
    name: str

    def __str__(self) -> str:
        return f"{self.body}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing described. `line` is where the file does so, 0 for what comes from the database."""

    SECTION: ClassVar[str] = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    IDENTITY: ClassVar[tuple[str, ...]] = ("key",)

    line: int = field(default=0, compare=False)

    @property
    def identity(self) -> Identity:
        """What tells it from every other row of a trust, whatever becomes of its other columns."""
        return (self.SECTION, *(str(getattr(self, name)) for name in self.IDENTITY))

    @property
    def columns(self) -> list[Column]:
        """The columns that may change."""
        return [column for column in self.COLUMNS if column.name not in self.IDENTITY]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustRow(Row):
    SECTION = "trust"
    COLUMNS = schema.TRUST
    IDENTITY = ("slug",)

    slug: str
    name: str | None = None
    lead_authority: str | None = None
    nation: str | None = None
    vision: str | None = None
    purpose: str | None = None
    principles: tuple[str, ...] | None = None
    child: str | None = None

    def __str__(self) -> str:
        return f"trust {self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow(Row):
    SECTION = "agencies"
    COLUMNS = schema.AGENCY

    key: str
    name: str | None = None
    sector: str | None = None
    duty: str | None = None
    passage: str | None = None

    def __str__(self) -> str:
        return f"agency {self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow(Row):
    SECTION = "bodies"
    COLUMNS = schema.BODY

    key: str
    name: str | None = None
    kind: str | None = None
    standing: str | None = None
    access: str | None = None
    starts: date | None = None
    ends: date | None = None
    purpose: str | None = None
    terms: tuple[str, ...] | None = None
    offices: tuple[str, ...] | None = None
    criteria: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return f"body {self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow(Row):
    SECTION = "lines"
    COLUMNS = schema.LINE
    IDENTITY = ("body", "to", "starts")

    body: str
    to: str
    starts: date
    about: str | None = None
    through: Within | None = None
    ends: date | None = None

    def __str__(self) -> str:
        return f"line from {self.body} to {self.to} from {told(self.starts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow(Row):
    """`position` is its place among the seats of its body, counted from 0."""

    SECTION = "seats"
    COLUMNS = schema.SEAT
    IDENTITY = ("body", "key")

    body: str
    key: str
    position: int | None = None
    title: str | None = None
    agency: str | None = None
    tags: tuple[str, ...] | None = None
    votes: bool | None = None
    weight: int | None = None
    filled: str | None = None
    bound_seat: Within | None = None
    bound_office: Within | None = None
    starts: date | None = None
    ends: date | None = None

    @property
    def place(self) -> Within:
        """How other rows name it."""
        return Within(self.body, self.key)

    def __str__(self) -> str:
        return f"seat {self.place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow(Row):
    SECTION = "people"
    COLUMNS = schema.PERSON

    key: str
    name: str | None = None

    def __str__(self) -> str:
        return f"person {self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingRow(Row):
    """`person` is a key, or empty for nobody."""

    SECTION = "holdings"
    COLUMNS = schema.HOLDING
    IDENTITY = ("seat", "starts")

    seat: Within
    starts: date
    person: str | None = None
    powers: str | None = None

    def __str__(self) -> str:
        return f"holding of {self.seat} from {told(self.starts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRow(Row):
    """`person` is a key, or empty for nobody."""

    SECTION = "deputies"
    COLUMNS = schema.NAMING
    IDENTITY = ("seat", "starts")

    seat: Within
    starts: date
    person: str | None = None

    def __str__(self) -> str:
        return f"deputy of {self.seat} from {told(self.starts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow(Row):
    """`person` is a key, or empty for nobody or where whoever holds `seat` holds the office."""

    SECTION = "offices"
    COLUMNS = schema.OFFICE
    IDENTITY = ("body", "office", "starts")

    body: str
    office: str
    starts: date
    person: str | None = None
    seat: Within | None = None

    def __str__(self) -> str:
        return f"{self.office} of {self.body} from {told(self.starts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow(Row):
    """`position` tells its place among the clauses of its trust; of two with the same, the lower number comes first."""

    SECTION = "clauses"
    COLUMNS = schema.CLAUSE

    key: str
    position: int | None = None
    text: str | None = None
    kinds: tuple[str, ...] | None = None
    note: str | None = None
    source: str | None = None
    starts: date | None = None
    ends: date | None = None
    standing: str | None = None

    def __str__(self) -> str:
        return f"clause {self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstitutionRow(Row):
    """A version of a body's constitution: each part as the plain data that the rule language writes.

    `node` is where the file says so, by which the line of each rule is found.
    """

    SECTION = "constitutions"
    COLUMNS = schema.CONSTITUTION
    IDENTITY = ("body", "starts")

    body: str
    starts: date
    lists: dict[str, Any] | None = None
    inherits: list[dict[str, Any]] | None = None
    quorum: dict[str, Any] | None = None
    voting: dict[str, Any] | None = None
    counting: dict[str, Any] | None = None
    deputies: dict[str, Any] | None = None
    interests: dict[str, Any] | None = None
    notice: dict[str, Any] | None = None
    calendar: dict[str, Any] | None = None
    attendance: dict[str, Any] | None = None
    publicity: dict[str, Any] | None = None
    review: dict[str, Any] | None = None
    node: Mapping | None = field(default=None, compare=False, repr=False)

    @property
    def written(self) -> dict[str, Any]:
        """The whole of it as plain data."""
        parts = {column.name: getattr(self, column.name) for column in self.columns}
        return {name: part for name, part in parts.items() if part is not None}

    @property
    def taken(self) -> set[str]:
        """The parts that are taken over from other bodies."""
        return {part for each in self.inherits or () for part in each["parts"]}

    def __str__(self) -> str:
        return f"constitution of {self.body} from {told(self.starts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDayRow(Row):
    SECTION = "closed_days"
    COLUMNS = schema.CLOSED_DAY
    IDENTITY = ("day",)

    day: date
    reason: str | None = None

    def __str__(self) -> str:
        return f"closed day {told(self.day)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow(Row):
    SECTION = "agreements"
    COLUMNS = schema.AGREEMENT

    key: str
    name: str | None = None
    body: str | None = None

    def __str__(self) -> str:
        return f"agreement {self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow(Row):
    SECTION = "blocks"
    COLUMNS = schema.BLOCK
    IDENTITY = ("agreement", "key")

    agreement: str
    key: str
    title: str | None = None
    agency: str | None = None
    starts: date | None = None
    ends: date | None = None

    @property
    def place(self) -> Within:
        """How other rows name it."""
        return Within(self.agreement, self.key)

    def __str__(self) -> str:
        return f"block {self.place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRow(Row):
    """`person` is a key, or empty for nobody."""

    SECTION = "signatories"
    COLUMNS = schema.SIGNATORY
    IDENTITY = ("block", "starts")

    block: Within
    starts: date
    person: str | None = None

    def __str__(self) -> str:
        return f"signatory of {self.block} from {told(self.starts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow(Row):
    """An edition as issued. `reviews` are days, written as in ISO 8601."""

    SECTION = "editions"
    COLUMNS = schema.EDITION
    IDENTITY = ("agreement", "number")

    agreement: str
    number: int
    title: str | None = None
    signers: str | None = None
    deputies_sign: bool | None = None
    life: str | None = None
    effective: date | None = None
    until: date | None = None
    reviews: tuple[str, ...] | None = None
    statement: str | None = None
    text: str | None = None

    def __str__(self) -> str:
        return f"edition {self.number} of {self.agreement}"
