"""The steps by which a file becomes rows: what is new is made, what differs is amended, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import PurePath
from typing import Any, TypeVar

from django.db.models import Model

from governance.agreements.changes import WORDING, make_agreement, make_block, make_edition, make_signatory
from governance.agreements.models import Agreement, Block, Edition, Signatory
from governance.constitution.changes import make_clause, make_closed_day, make_constitution
from governance.constitution.models import Clause, ClosedDay, Constitution
from governance.membership.changes import (
    correct,
    give_office,
    make_person,
    make_seat,
    name_deputy_of,
    rename_person,
    seat_person,
)
from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.structure.changes import draw_line, make_agency, make_body, make_trust
from governance.structure.models import Agency, Body, ReportingLine, Trust
from governance.trustfile.compare import Comparison, Difference
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
    Within,
)
from trustboard.acts.changes import amend, change

M = TypeVar("M", bound=Model)
BOUND = {"bound_seat", "bound_body", "bound_office"}
SECTIONS = (
    "trust",
    "agencies",
    "bodies",
    "people",
    "seats",
    "lines",
    "holdings",
    "deputies",
    "offices",
    "clauses",
    "constitutions",
    "closed_days",
    "agreements",
    "blocks",
    "signatories",
    "editions",
)


@change
def put_trust(comparison: Comparison, models: dict[Identity, Model], *, at: datetime) -> list[Model]:
    """Make and amend what the file asks for. `models` are the rows that are there, by identity; it gains the new ones.
    `at` is when what the file holds is issued here.

    Returns the rows that are new or another now, the trust's first where it is one of them.
    """
    shelf = _Shelf(models, source=comparison.said.source, at=at)
    return [shelf.put(difference) for difference in _in_order(comparison) if not difference.is_so]


@change
def reword_closed_day(closed: ClosedDay, *, reason: str) -> None:
    """The trust is closed on that day for this reason."""
    closed.reason = reason
    closed.save(update_fields=["reason"])


def _in_order(comparison: Comparison) -> list[Difference]:
    """What others point to first: a line may run through a seat, a seat be bound to another one."""
    bound = {row.place: row.bound_seat for row in comparison.merged.seats}

    def depth(row: Row) -> int:
        steps, place = 0, row.place if isinstance(row, SeatRow) else None
        while place is not None and bound.get(place):
            steps, place = steps + 1, bound[place]
        return steps

    return sorted(comparison.differences, key=lambda each: (SECTIONS.index(each.after.SECTION), depth(each.after)))


class _Shelf:
    """The models by identity, with a way to put one more."""

    def __init__(self, models: dict[Identity, Model], *, source: str, at: datetime) -> None:
        self.models = models
        self.at = at
        self.reason = f"By the trust file {PurePath(source).name}."

    def put(self, difference: Difference) -> Model:
        row = difference.after
        model = self.models.get(row.identity)
        if model is None:
            model = self.models[row.identity] = self._made(row)
        else:
            self._amended(model, difference)
        return model

    def _made(self, row: Row) -> Model:
        return _MAKERS[type(row)](self, row)

    def _amended(self, model: Any, difference: Difference) -> None:
        row, names = difference.after, set(difference.columns) | {"written"}
        if names & BOUND:
            names |= BOUND
        columns = {name: value for name, value in self.columns(row).items() if name in names}
        match row:
            case PersonRow():
                rename_person(model, row.name or "")
            case HoldingRow() | NamingRow() | OfficeRow() | ConstitutionRow():
                correct(model, reason=self.reason, **columns)
            case ClosedDayRow():
                reword_closed_day(model, reason=row.reason or "")
            case _:
                amend(model, **columns)

    def columns(self, row: Row) -> dict[str, Any]:
        """The model's columns that the row fills, but for those that tell which row it is."""
        columns: dict[str, Any] = {}
        for column in row.columns:
            value = getattr(row, column.name)
            columns[column.name] = list(value) if isinstance(value, tuple) else value
        match row:
            case ConstitutionRow():
                return {"written": row.written}
            case LineRow():
                columns["through"] = self.seat(row.through)
            case SeatRow():
                office = row.bound_office
                columns |= {
                    "position": row.position or 0,
                    "agency": self.find(Agency, "agencies", row.agency),
                    "bound_seat": self.seat(row.bound_seat),
                    "bound_body": self.find(Body, "bodies", office.body if office else None),
                    "bound_office": office.name if office else "",
                }
            case ClauseRow():
                columns["position"] = row.position or 0
            case HoldingRow() | NamingRow() | SignatoryRow():
                columns["person"] = self.person(row.person)
            case AgreementRow():
                columns["body"] = self.find(Body, "bodies", row.body)
            case BlockRow():
                columns["agency"] = self.find(Agency, "agencies", row.agency)
            case OfficeRow():
                columns |= {"person": self.person(row.person), "seat": self.seat(row.seat)}
        return columns

    def find(self, model: type[M], section: str, *names: str | None) -> M | None:
        """The row of this name. Raises KeyError for one that the rules should have refused."""
        if not all(names):
            return None
        found = self.models[section, *(name or "" for name in names)]
        if not isinstance(found, model):
            raise TypeError(f"The section {section} holds no {model.__name__}.")
        return found

    def must_find(self, model: type[M], section: str, *names: str) -> M:
        found = self.find(model, section, *names)
        if found is None:
            raise LookupError(f"There is no {section} {names}.")
        return found

    def seat(self, place: Within | None) -> Seat | None:
        return self.find(Seat, "seats", *place) if place else None

    def person(self, key: str | None) -> Person | None:
        return self.find(Person, "people", key)

    @property
    def trust(self) -> Trust:
        return next(row for row in self.models.values() if isinstance(row, Trust))


def _make_trust(shelf: _Shelf, row: TrustRow) -> Trust:
    return make_trust(slug=row.slug, **shelf.columns(row))


def _make_agency(shelf: _Shelf, row: AgencyRow) -> Agency:
    return make_agency(shelf.trust, key=row.key, **shelf.columns(row))


def _make_body(shelf: _Shelf, row: BodyRow) -> Body:
    return make_body(shelf.trust, key=row.key, **shelf.columns(row))


def _make_person(shelf: _Shelf, row: PersonRow) -> Person:
    return make_person(shelf.trust, key=row.key, name=row.name or "")


def _make_seat(shelf: _Shelf, row: SeatRow) -> Seat:
    return make_seat(shelf.must_find(Body, "bodies", row.body), key=row.key, **shelf.columns(row))


def _draw_line(shelf: _Shelf, row: LineRow) -> ReportingLine:
    body, to = (shelf.must_find(Body, "bodies", key) for key in (row.body, row.to))
    return draw_line(body, to, starts=row.starts, **shelf.columns(row))


def _seat_person(shelf: _Shelf, row: HoldingRow) -> Holding:
    return seat_person(shelf.must_find(Seat, "seats", *row.seat), starts=row.starts, **shelf.columns(row))


def _name_deputy(shelf: _Shelf, row: NamingRow) -> DeputyNaming:
    return name_deputy_of(shelf.must_find(Seat, "seats", *row.seat), starts=row.starts, **shelf.columns(row))


def _give_office(shelf: _Shelf, row: OfficeRow) -> OfficeHolding:
    body = shelf.must_find(Body, "bodies", row.body)
    return give_office(body, office=row.office, starts=row.starts, **shelf.columns(row))


def _make_clause(shelf: _Shelf, row: ClauseRow) -> Clause:
    return make_clause(shelf.trust, key=row.key, **shelf.columns(row))


def _make_constitution(shelf: _Shelf, row: ConstitutionRow) -> Constitution:
    return make_constitution(shelf.must_find(Body, "bodies", row.body), starts=row.starts, written=row.written)


def _close_day(shelf: _Shelf, row: ClosedDayRow) -> ClosedDay:
    return make_closed_day(shelf.trust, day=row.day, reason=row.reason or "")


def _make_agreement(shelf: _Shelf, row: AgreementRow) -> Agreement:
    return make_agreement(shelf.must_find(Body, "bodies", row.body or ""), key=row.key, name=row.name or "")


def _make_block(shelf: _Shelf, row: BlockRow) -> Block:
    agreement = shelf.must_find(Agreement, "agreements", row.agreement)
    position = Block.objects.filter(agreement=agreement).count()
    return make_block(agreement, key=row.key, position=position, **shelf.columns(row))


def _make_signatory(shelf: _Shelf, row: SignatoryRow) -> Signatory:
    return make_signatory(shelf.must_find(Block, "blocks", *row.block), starts=row.starts, **shelf.columns(row))


def _make_edition(shelf: _Shelf, row: EditionRow) -> Edition:
    agreement = shelf.must_find(Agreement, "agreements", row.agreement)
    columns = shelf.columns(row)
    return make_edition(agreement, number=row.number, at=shelf.at, **{name: columns[name] for name in WORDING})


_MAKERS: dict[type[Row], Callable[..., Model]] = {
    TrustRow: _make_trust,
    AgencyRow: _make_agency,
    BodyRow: _make_body,
    PersonRow: _make_person,
    SeatRow: _make_seat,
    LineRow: _draw_line,
    HoldingRow: _seat_person,
    NamingRow: _name_deputy,
    OfficeRow: _give_office,
    ClauseRow: _make_clause,
    ConstitutionRow: _make_constitution,
    ClosedDayRow: _close_day,
    AgreementRow: _make_agreement,
    BlockRow: _make_block,
    SignatoryRow: _make_signatory,
    EditionRow: _make_edition,
}
