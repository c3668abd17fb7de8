"""The schema of a file says of limits and choices what the tables say, and the page for its writers names every key."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Model

from governance.agreements.models import Agreement, Block, Edition, Life, Signatory, Signers
from governance.constitution.core.bank_holidays import Nation
from governance.constitution.models import Clause, ClauseKind, ClauseStanding, ClosedDay, Constitution
from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Seat
from governance.structure.models import Access, Agency, Body, Duty, Kind, ReportingLine, Sector, Standing, Trust
from governance.structure.models import Nation as TrustNation
from governance.trustfile import schema
from governance.trustfile.compare import compare
from governance.trustfile.parse import NESTED, SECTIONS, parse
from governance.trustfile.rules import faults_of
from governance.trustfile.schema import Column

SECTIONS_OF = {
    "trust": (schema.TRUST, Trust),
    "agencies": (schema.AGENCY, Agency),
    "bodies": (schema.BODY, Body),
    "reports to": (schema.LINE, ReportingLine),
    "seats": (schema.SEAT, Seat),
    "people": (schema.PERSON, None),
    "holdings": (schema.HOLDING, Holding),
    "deputies": (schema.NAMING, DeputyNaming),
    "offices": (schema.OFFICE, OfficeHolding),
    "clauses": (schema.CLAUSE, Clause),
    "constitution": (schema.CONSTITUTION, Constitution),
    "closed days": (schema.CLOSED_DAY, ClosedDay),
    "agreements": (schema.AGREEMENT, Agreement),
    "blocks": (schema.BLOCK, Block),
    "signatories": (schema.SIGNATORY, Signatory),
    "editions": (schema.EDITION, Edition),
}


def test_choices_are_those_of_the_tables() -> None:
    assert list(schema.SECTORS) == Sector.values
    assert list(schema.DUTIES) == Duty.values
    assert list(schema.KINDS) == Kind.values
    assert list(schema.STANDINGS) == Standing.values
    assert list(schema.ACCESSES) == Access.values
    assert list(schema.CLAUSE_KINDS) == ClauseKind.values
    assert list(schema.CLAUSE_STANDINGS) == ClauseStanding.values
    assert list(schema.SIGNERS) == Signers.values
    assert list(schema.LIVES) == Life.values
    assert list(schema.NATIONS) == list(Nation) == TrustNation.values


@pytest.mark.parametrize(("columns", "model"), SECTIONS_OF.values(), ids=SECTIONS_OF)
def test_texts_are_no_longer_than_the_tables_take(columns: tuple[Column, ...], model: type[Model] | None) -> None:
    fields = {field.name: field for field in model._meta.concrete_fields} if model else {}
    for column in columns:
        most = getattr(fields.get(column.name), "max_length", None)
        if most and not column.choices and column.name != "bound_office":
            assert column.limit == most, column.name


@pytest.mark.parametrize("section", SECTIONS_OF)
def test_page_for_writers_names_every_key_of_the_section(section: str) -> None:
    page = Path(settings.BASE_DIR, "docs", "trust-files.md").read_text()
    part = page.split(f"\n### `{section}`")[1].split("\n### ")[0]
    columns, _ = SECTIONS_OF[section]
    assert [f"`{column.key}`" for column in columns if f"\n| `{column.key}` |" not in part] == []
    for column in columns:
        assert [choice for choice in column.choices if f"`{choice}`" not in part] == []


def test_smallest_file_of_the_page_may_be_loaded() -> None:
    page = Path(settings.BASE_DIR, "docs", "trust-files.md").read_text()
    text = page.split("```yaml\n")[1].split("```")[0]
    assert faults_of(compare(None, parse(text.encode(), source="x"))) == []


def test_every_section_is_told() -> None:
    assert set(SECTIONS_OF) == {*SECTIONS, *NESTED}
