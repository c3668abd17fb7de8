"""What the database holds of a trust, as rows: sixteen queries, whatever its size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model

from governance.agreements.models import Agreement, Block, Edition, Signatory
from governance.constitution.models import Clause, ClosedDay, Constitution
from governance.constitution.queries import clauses_of
from governance.constitution.writing.parse_constitution import parse_lists
from governance.membership.models import ERASED, DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.structure.models import Agency, Body, ReportingLine, Trust
from governance.trustfile.contents import Contents, tidied
from governance.trustfile.parts import canonical, tidied_part
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
from governance.trustfile.schema import PARTS
from trustboard.ledger.models import PersonalText


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows of a trust, and for each the row of the database it stands for."""

    contents: Contents
    models: dict[Identity, Model]


M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=Row)


def stored(trust: Trust) -> Stored:
    """Everything that a file could say of the trust."""
    models: dict[Identity, Model] = {}

    def rows(pairs: Iterable[tuple[M, R]]) -> tuple[R, ...]:
        found = []
        for model, row in pairs:
            models[row.identity] = model
            found.append(row)
        return tuple(found)

    ((row,)) = rows([(trust, _trust(trust))])
    contents = Contents(
        trust=row,
        agencies=rows((agency, _agency(agency)) for agency in Agency.objects.filter(trust=trust)),
        bodies=rows((body, _body(body)) for body in Body.objects.filter(trust=trust)),
        lines=rows(
            (line, _line(line))
            for line in ReportingLine.objects.filter(body__trust=trust).select_related("body", "to", "through__body")
        ),
        seats=rows(
            (seat, _seat(seat))
            for seat in Seat.objects.filter(body__trust=trust).select_related(
                "body", "agency", "bound_seat__body", "bound_body"
            )
        ),
        people=rows(_people(trust)),
        holdings=rows(
            (held, _holding(held))
            for held in Holding.objects.filter(seat__body__trust=trust).select_related("seat__body", "person")
        ),
        deputies=rows(
            (naming, _naming(naming))
            for naming in DeputyNaming.objects.filter(seat__body__trust=trust).select_related("seat__body", "person")
        ),
        offices=rows(
            (held, _office(held))
            for held in OfficeHolding.objects.filter(body__trust=trust).select_related("body", "person", "seat__body")
        ),
        clauses=rows((clause, _clause(clause)) for clause in clauses_of(trust)),
        constitutions=rows(
            (version, _constitution(version))
            for version in Constitution.objects.filter(body__trust=trust).select_related("body")
        ),
        closed_days=rows((closed, _closed_day(closed)) for closed in ClosedDay.objects.filter(trust=trust)),
        agreements=rows(
            (agreement, _agreement(agreement))
            for agreement in Agreement.objects.filter(trust=trust).select_related("body")
        ),
        blocks=rows(
            (block, _block(block))
            for block in Block.objects.filter(agreement__trust=trust).select_related("agreement", "agency")
        ),
        signatories=rows(
            (row, _signatory(row))
            for row in Signatory.objects.filter(block__agreement__trust=trust).select_related(
                "block__agreement", "person"
            )
        ),
        editions=rows(
            (edition, _edition(edition))
            for edition in Edition.objects.filter(agreement__trust=trust).select_related("agreement")
        ),
    )
    return Stored(contents, models)


def _one_line(text: str) -> str:
    return " ".join(tidied(text).split("\n"))


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(tidied(text) for text in texts)


def _trust(trust: Trust) -> TrustRow:
    return TrustRow(
        slug=trust.slug,
        name=_one_line(trust.name),
        lead_authority=_one_line(trust.lead_authority),
        nation=trust.nation,
        vision=tidied(trust.vision),
        purpose=tidied(trust.purpose),
        principles=_texts(trust.principles),
        child=tidied(trust.child),
    )


def _agency(agency: Agency) -> AgencyRow:
    return AgencyRow(
        key=agency.key,
        name=_one_line(agency.name),
        sector=agency.sector,
        duty=agency.duty,
        passage=tidied(agency.passage),
    )


def _body(body: Body) -> BodyRow:
    return BodyRow(
        key=body.key,
        name=_one_line(body.name),
        kind=body.kind,
        standing=body.standing,
        access=body.access,
        starts=body.starts,
        ends=body.ends,
        purpose=tidied(body.purpose),
        terms=_texts(body.terms),
        offices=_texts(body.offices),
        criteria=_texts(body.criteria),
    )


def _line(line: ReportingLine) -> LineRow:
    return LineRow(
        body=line.body.key,
        to=line.to.key,
        starts=line.starts,
        about=_one_line(line.about),
        through=_place(line.through),
        ends=line.ends,
    )


def _seat(seat: Seat) -> SeatRow:
    return SeatRow(
        body=seat.body.key,
        key=seat.key,
        position=seat.position,
        title=_one_line(seat.title),
        agency=seat.agency.key if seat.agency else None,
        tags=_texts(seat.tags),
        votes=seat.votes,
        weight=seat.weight,
        filled=_one_line(seat.filled),
        bound_seat=_place(seat.bound_seat),
        bound_office=Within(seat.bound_body.key, seat.bound_office) if seat.bound_body else None,
        starts=seat.starts,
        ends=seat.ends,
    )


def _people(trust: Trust) -> list[tuple[Person, PersonRow]]:
    people = list(Person.objects.filter(trust=trust))
    # A name that was erased has no text any more; a join would lose its person.
    names = dict(
        PersonalText.objects.filter(digest__in=[person.called_id for person in people]).values_list("digest", "text")
    )
    return [
        (person, PersonRow(key=person.key, name=_one_line(names.get(person.called_id or "", ERASED))))
        for person in people
    ]


def _holding(held: Holding) -> HoldingRow:
    return HoldingRow(
        seat=Within(held.seat.body.key, held.seat.key),
        starts=held.starts,
        person=held.person.key if held.person else "",
        powers=tidied(held.powers),
    )


def _naming(naming: DeputyNaming) -> NamingRow:
    return NamingRow(
        seat=Within(naming.seat.body.key, naming.seat.key),
        starts=naming.starts,
        person=naming.person.key if naming.person else "",
    )


def _office(held: OfficeHolding) -> OfficeRow:
    return OfficeRow(
        body=held.body.key,
        office=held.office,
        starts=held.starts,
        person=held.person.key if held.person else "",
        seat=_place(held.seat),
    )


def _clause(clause: Clause) -> ClauseRow:
    return ClauseRow(
        key=clause.key,
        position=clause.position,
        text=tidied(clause.text),
        kinds=tuple(clause.kinds),
        note=_one_line(clause.note),
        source=_one_line(clause.source),
        starts=clause.starts,
        ends=clause.ends,
        standing=clause.standing,
    )


def _constitution(version: Constitution) -> ConstitutionRow:
    # PostgreSQL keeps the keys of a mapping in an order of its own.
    written, lists = version.written, parse_lists(version.written.get("lists", {}), "lists")
    parts = {str(part): tidied_part(canonical(part, written[part], lists)) for part in PARTS if part in written}
    return ConstitutionRow(body=version.body.key, starts=version.starts, **parts)


def _closed_day(closed: ClosedDay) -> ClosedDayRow:
    return ClosedDayRow(day=closed.day, reason=_one_line(closed.reason))


def _place(seat: Seat | None) -> Within | None:
    return Within(seat.body.key, seat.key) if seat else None


def _agreement(agreement: Agreement) -> AgreementRow:
    return AgreementRow(key=agreement.key, name=_one_line(agreement.name), body=agreement.body.key)


def _block(block: Block) -> BlockRow:
    return BlockRow(
        agreement=block.agreement.key,
        key=block.key,
        title=_one_line(block.title),
        agency=block.agency.key if block.agency else None,
        starts=block.starts,
        ends=block.ends,
    )


def _signatory(row: Signatory) -> SignatoryRow:
    return SignatoryRow(
        block=Within(row.block.agreement.key, row.block.key),
        starts=row.starts,
        person=row.person.key if row.person else "",
    )


def _edition(edition: Edition) -> EditionRow:
    return EditionRow(
        agreement=edition.agreement.key,
        number=edition.number,
        title=_one_line(edition.title),
        signers=edition.signers,
        deputies_sign=edition.deputies_sign,
        life=edition.life,
        effective=edition.effective,
        until=edition.until,
        reviews=tuple(edition.reviews),
        statement=tidied(edition.statement),
        text=tidied(edition.text),
    )
