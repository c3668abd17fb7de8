"""The canonical file reads back as what was written, whatever the texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from django.conf import settings as django_settings
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.writing.calendar_written import dump_calendar
from governance.constitution.writing.dump import dump
from governance.trustfile import schema
from governance.trustfile.contents import Contents, completed, tidied
from governance.trustfile.parse import parse
from governance.trustfile.parts import canonical
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
from governance.trustfile.write import WIDTH, write
from tests.examples import examples
from tests.governance.constitution.random_calendars import calendars
from tests.governance.constitution.random_rules import random_rule

FIXTURES = Path(django_settings.BASE_DIR, "fixtures")
FILES = [*sorted(FIXTURES.glob("*.yaml")), *sorted(FIXTURES.glob("demo/*-people.yaml"))]


def whole(contents: Contents) -> Contents:
    """With what a new row gets where the file does not say."""
    rows: dict[str, list[Row]] = {}
    for row in contents.rows():
        rows.setdefault(row.SECTION, []).append(completed(row))
    return Contents(trust=completed(contents.trust), **{name: tuple(found) for name, found in rows.items()})


numbers = st.from_regex(r"[A-Z]{1,3}[0-9]{1,2}[A-Z]?(\.[0-9]{1,2}[a-z]?)?", fullmatch=True)
keys = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
letters = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\t :#'\"-"
)
words = st.text(letters, min_size=1, max_size=12)
lines = st.lists(words, min_size=1, max_size=25).map(lambda found: tidied(" ".join(found))[:60].strip())
one_line = lines.filter(bool)
prose = st.lists(lines | st.just(""), min_size=1, max_size=5).map(lambda found: tidied("\n".join(found)))
texts = st.lists(prose.filter(bool), max_size=3, unique=True).map(tuple)
names = st.lists(one_line, max_size=4, unique=True).map(tuple)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
some_day = st.none() | days
rules = st.integers().map(lambda seed: dump(random_rule(Random(seed), depth=3)))
by_kind = st.dictionaries(one_line, rules, max_size=2)
quorums = st.fixed_dictionaries({"business": rules}, optional={"clauses": numbers, "sitting": by_kind})
interest = st.fixed_dictionaries(
    {"name": one_line},
    optional={"meaning": prose.filter(bool), "decisions": one_line, "clauses": st.lists(numbers, min_size=1)},
)
constitutions = {
    "lists": st.dictionaries(
        st.sampled_from(["sittings", "decisions", "facts"]), st.lists(one_line, min_size=1, unique=True), min_size=1
    ),
    "inherits": st.just([{"of": "board", "parts": ["notice", "voting"]}]),
    "quorum": quorums,
    "counting": st.just({}) | st.just({"deputy": {"quorum": "no", "vote": "no"}}),
    "interests": st.fixed_dictionaries({"kinds": st.lists(interest, max_size=2)}),
    "calendar": calendars().map(dump_calendar),
}


def part(name: str, written: st.SearchStrategy) -> st.SearchStrategy:
    """The part as it is kept, or none."""
    return st.none() | written.map(lambda said: canonical(name, said))


def places(bodies: list[BodyRow], name: st.SearchStrategy[str]) -> st.SearchStrategy[Within]:
    return st.builds(Within, st.sampled_from([body.key for body in bodies]), name)


def agreed() -> dict[str, st.SearchStrategy[Row]]:
    """Rows of the sections on agreements."""
    return {
        "agreements": st.builds(AgreementRow, key=keys, name=one_line, body=keys),
        "blocks": st.builds(
            BlockRow, agreement=keys, key=keys, title=one_line, agency=st.none() | keys, starts=days, ends=some_day
        ),
        "signatories": st.builds(
            SignatoryRow,
            block=st.builds(Within, keys, keys),
            starts=days,
            person=keys.filter(lambda key: key != "nobody") | st.just(""),
        ),
        "editions": st.builds(
            EditionRow,
            agreement=keys,
            number=st.integers(1, 1000),
            title=one_line,
            signers=st.sampled_from(schema.SIGNERS),
            deputies_sign=st.booleans(),
            life=st.sampled_from(schema.LIVES),
            effective=days,
            until=some_day,
            reviews=st.just(()) | days.map(lambda day: (day.isoformat(),)),
            statement=prose.filter(bool),
            text=prose.filter(bool),
        ),
    }


def rows_of(row: st.SearchStrategy[Row]) -> st.SearchStrategy[tuple[Row, ...]]:
    return st.lists(row, max_size=2, unique_by=lambda row: row.identity).map(tuple)


@st.composite
def trusts(draw: st.DrawFn) -> Contents:
    bodies = draw(
        st.lists(
            st.builds(
                BodyRow,
                key=keys,
                name=one_line,
                kind=st.sampled_from(schema.KINDS),
                standing=st.sampled_from(schema.STANDINGS),
                access=st.sampled_from(schema.ACCESSES),
                starts=days,
                ends=some_day,
                purpose=prose,
                terms=texts,
                offices=names,
                criteria=texts,
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda row: row.key,
        )
    )
    body = st.sampled_from([row.key for row in bodies])
    place, office = places(bodies, keys), places(bodies, one_line)
    person = keys.filter(lambda key: key != "nobody") | st.just("")
    seat = st.builds(
        SeatRow,
        body=body,
        key=keys,
        title=one_line,
        agency=st.none() | keys,
        tags=names,
        votes=st.booleans(),
        weight=st.integers(1, 10_000),
        filled=one_line | st.just(""),
        bound_seat=st.none() | place,
        bound_office=st.none() | office,
        starts=days,
        ends=some_day,
    )
    line = st.builds(LineRow, body=body, to=keys, starts=days, about=one_line, through=st.none() | place, ends=some_day)
    agency = st.builds(
        AgencyRow,
        key=keys,
        name=one_line,
        sector=st.sampled_from(schema.SECTORS),
        duty=st.sampled_from(schema.DUTIES),
        passage=prose,
    )
    rows = [
        agency,
        line,
        seat,
        st.builds(PersonRow, key=keys, name=one_line),
        st.builds(HoldingRow, seat=place, starts=days, person=person, powers=prose),
        st.builds(NamingRow, seat=place, starts=days, person=person),
        st.builds(OfficeRow, body=body, office=one_line, starts=days, person=person)
        | st.builds(OfficeRow, body=body, office=one_line, starts=days, person=st.just(""), seat=place),
        st.builds(
            ClauseRow,
            key=numbers,
            text=prose.filter(bool),
            kinds=st.sets(st.sampled_from(schema.CLAUSE_KINDS), min_size=1).map(
                lambda found: tuple(sorted(found, key=schema.CLAUSE_KINDS.index))
            ),
            note=one_line | st.just(""),
            source=one_line | st.just(""),
            starts=days,
            ends=some_day,
            standing=st.sampled_from(schema.CLAUSE_STANDINGS),
        ),
        st.builds(
            ConstitutionRow,
            body=body,
            starts=days,
            **{name: part(name, written) for name, written in constitutions.items()},
        ),
        st.builds(ClosedDayRow, day=days, reason=one_line),
    ]
    agencies, drawn_lines, seats, people, holdings, deputies, offices, clauses, versions, closed = (
        tuple(draw(st.lists(row, max_size=3, unique_by=lambda row: row.identity))) for row in rows
    )
    trust = st.builds(
        TrustRow,
        slug=keys,
        name=one_line,
        lead_authority=one_line | st.just(""),
        nation=st.sampled_from(schema.NATIONS),
        vision=prose,
        purpose=prose,
        principles=texts,
        child=prose,
    )
    return Contents(
        trust=draw(trust),
        agencies=agencies,
        bodies=tuple(bodies),
        lines=drawn_lines,
        seats=seats,
        people=people,
        holdings=holdings,
        deputies=deputies,
        offices=offices,
        clauses=clauses,
        constitutions=versions,
        closed_days=closed,
        **{name: draw(rows_of(row)) for name, row in agreed().items()},
    )


@examples(100)
@given(trusts())
def test_written_file_reads_back_as_what_was_written(contents: Contents) -> None:
    written = write(contents)
    read = whole(parse(written.encode(), source="x"))
    assert read.trust == contents.trust
    by_identity = {row.identity: row for row in read.rows()}
    assert len(by_identity) == sum(1 for _ in contents.rows())
    for row in contents.rows():
        found = by_identity[row.identity]
        assert {c.name: getattr(found, c.name) for c in row.COLUMNS} == {
            c.name: getattr(row, c.name) for c in row.COLUMNS
        }
    assert [row.key for row in read.clauses] == [row.key for row in contents.clauses]
    assert write(read) == written


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_fixture_is_canonical(file: Path) -> None:
    text = file.read_text()
    assert write(parse(text.encode(), source=file.name)) == text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_there_are_three_trusts_and_their_people() -> None:
    assert [file.name for file in FILES] == [
        "haringey.yaml",
        "kent.yaml",
        "medway.yaml",
        "haringey-people.yaml",
        "kent-people.yaml",
        "medway-people.yaml",
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain text", ["Plain text"]),
        ("no", ["no"]),
        ("14:30", ["14:30"]),
        ("a: b", ["'a: b'"]),
        ("- it's", ["'- it''s'"]),
        ("a #b", ["'a #b'"]),
        ("tab\there", ['"tab\\there"']),
        ("one\ntwo", ["|", "    one", "    two"]),
        ("word " * 25 + "end", [">", "    " + "word " * 18 + "word", "    " + "word " * 6 + "end"]),
        (
            "word " * 25 + "end\n\nnext",
            [">", "    " + "word " * 18 + "word", "    " + "word " * 6 + "end", "", "", "    next"],
        ),
    ],
)
def test_text_is_written_in_the_plainest_form_that_reads_back(text: str, written: list[str]) -> None:
    contents = Contents(trust=TrustRow(slug="kent", vision=text))
    assert write(contents).splitlines()[2:] == [f"  vision: {written[0]}", *written[1:]]
    assert parse(write(contents).encode(), source="x").trust.vision == text
