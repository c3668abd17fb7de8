"""The three trusts: loaded whole, twice, and written again byte for byte."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from governance.constitution.models import Clause
from governance.constitution.queries import clauses_of
from governance.membership.models import Seat
from governance.membership.queries import table_of
from governance.structure.models import Body, ReportingLine, Trust
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"
TODAY = date(2026, 11, 1)
SLUGS = ["kent", "medway", "haringey"]


def load(path: Path) -> str:
    out = io.StringIO()
    call_command("load_trust", str(path), stdout=out)
    return out.getvalue()


def dump(slug: str) -> str:
    out = io.StringIO()
    call_command("dump_trust", slug, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("slug", SLUGS)
def test_dump_trust_gives_the_file_back_byte_for_byte(slug: str) -> None:
    load(FIXTURES / f"{slug}.yaml")
    assert dump(slug) == (FIXTURES / f"{slug}.yaml").read_text()


@pytest.mark.parametrize("slug", SLUGS)
def test_load_trust_changes_nothing_when_done_again(slug: str) -> None:
    load(FIXTURES / f"{slug}.yaml")
    entries = Entry.objects.count()
    said = load(FIXTURES / f"{slug}.yaml").splitlines()
    assert len(said) == 1
    assert said[0].endswith("Nothing was changed.")
    assert Entry.objects.count() == entries == 1


@pytest.mark.parametrize(
    ("slug", "bodies", "seats", "filled"),
    [("kent", 24, 33, 27), ("medway", 19, 34, 28), ("haringey", 13, 47, 45)],
)
def test_trust_has_its_bodies_and_seats_and_the_demonstration_fills_them(
    slug: str, bodies: int, seats: int, filled: int
) -> None:
    load(FIXTURES / f"{slug}.yaml")
    trust = Trust.objects.get(slug=slug)
    assert (trust.bodies.count(), Seat.objects.filter(body__trust=trust).count(), filled_on(trust, TODAY)) == (
        bodies,
        seats,
        0,
    )
    assert not trust.people.exists()

    load(FIXTURES / "demo" / f"{slug}-people.yaml")
    assert filled_on(trust, TODAY) == filled
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def filled_on(trust: Trust, day: date) -> int:
    table = table_of(trust)
    places = [place for body in trust.bodies.all() for place in table.places(body, day)]
    return sum(place.holder is not None for place in places)


def test_haringeys_board_has_34_seats_and_its_offices() -> None:
    """H6.1, H6.2, H6.3, H8.2, H0.3."""
    load(FIXTURES / "haringey.yaml")
    load(FIXTURES / "demo" / "haringey-people.yaml")
    trust = Trust.objects.get(slug="haringey")
    bodies = {body.key: body for body in trust.bodies.all()}
    table = table_of(trust)

    board = table.places(bodies["board"], TODAY)
    assert len(board) == 34
    assert Counter(place.seat.agency.key for place in board if place.seat.agency) == {
        "haringey-council": 8,
        "safeguarding-children-board": 1,
        "teaching-primary-care-trust": 3,
        "metropolitan-police": 1,
        "mental-health-trust": 1,
        "whittington-hospital": 1,
        "north-middlesex-hospital": 1,
        "great-ormond-street-hospital": 2,
        "general-practice": 1,
        "voluntary-sector": 3,
        "college": 1,
        "learning-and-skills-council": 1,
        "area-partnerships": 3,
        "youth-council": 2,
        "schools": 3,
        "sixth-form-college": 1,
        "jobcentre-plus": 1,
    }
    tags = Counter(tag for place in board for tag in place.seat.tags)
    assert (tags["councillor"], tags["council-officer"], tags["tpct"]) == (5, 3, 3)
    by_key = {place.seat.key: place for place in board}
    assert by_key["cabinet-member-children"].sitting.offices == ("chair",)
    group = {place.seat.key: place.holder for place in table.places(bodies["performance-group"], TODAY)}
    assert group["chair"] == by_key["cabinet-member-children"].holder
    assert group["deputy-chair"] == by_key["police"].holder
    assert group["director"] == by_key["director"].holder
    assert len(group) == 6
    safeguarding = {place.seat.key: place.holder for place in table.places(bodies["safeguarding-board"], TODAY)}
    assert safeguarding["director"] == by_key["director"].holder
    assert safeguarding["chair"] == by_key["safeguarding-chair"].holder != by_key["cabinet-member-children"].holder


def test_kents_statutory_partners_of_2010_have_seats_from_then_on() -> None:
    """K10R.1."""
    load(FIXTURES / "kent.yaml")
    board = Body.objects.get(trust__slug="kent", key="board")
    table = table_of(board.trust)
    before, after = (
        {place.seat.key for place in table.places(board, day)} for day in (date(2009, 12, 31), date(2010, 1, 1))
    )
    assert after - before == {"schools", "further-education", "sixth-form", "jobcentre"}
    assert len(before) == 12


def test_kents_shape_of_2011_is_proposed() -> None:
    """K11R.2, K11R.3."""
    load(FIXTURES / "kent.yaml")
    proposed = Body.objects.filter(trust__slug="kent", standing="proposed")
    assert {body.key for body in proposed} >= {"commissioners-board", "stakeholder-advisory-group"}
    assert {body.starts for body in proposed} == {date(2011, 7, 18)}
    assert Seat.objects.filter(body__key="commissioners-board").count() == 7


def test_medways_safeguarding_board_answers_both_ways() -> None:
    """M0.4, M2.1a."""
    load(FIXTURES / "medway.yaml")
    lines = ReportingLine.objects.filter(body__key__in=["safeguarding-board", "youth-offending-team-board"])
    assert sorted((line.body.key, line.to.key) for line in lines) == [
        ("safeguarding-board", "board"),
        ("safeguarding-board", "council"),
        ("youth-offending-team-board", "board"),
        ("youth-offending-team-board", "council"),
    ]
    duties = Counter(Trust.objects.get().agencies.values_list("duty", flat=True))
    assert duties == {"unsettled": 10, "statutory": 6, "agreed": 5}
    assert all(agency.passage for agency in Trust.objects.get().agencies.all())


@pytest.mark.parametrize(
    ("slug", "clauses", "readings", "first", "last"),
    [
        ("kent", 79, ["R2", "R3", "R4", "R5", "R7", "R9"], "K1.1", "K11R.17"),
        ("medway", 51, ["R1", "R8", "R9"], "M0.1", "MM.4"),
        ("haringey", 68, ["R2", "R3", "R4", "R5", "R6", "R7"], "H0.1", "HU17"),
    ],
)
def test_trust_holds_the_numbered_clauses_of_its_agreement(
    slug: str, clauses: int, readings: list[str], first: str, last: str
) -> None:
    load(FIXTURES / f"{slug}.yaml")
    found = clauses_of(Trust.objects.get(slug=slug))
    own = [clause for clause in found if clause.kinds != ["reading"]]
    assert [clause.key for clause in found if clause not in own] == readings
    assert (len(own), own[0].key, own[-1].key) == (clauses, first, last)
    assert all(clause.source and clause.kinds for clause in found)


def test_kents_clauses_of_the_law_of_2009_are_repealed_and_its_redesign_is_proposed() -> None:
    """K10R, K11R."""
    load(FIXTURES / "kent.yaml")
    repealed = Clause.objects.filter(standing="repealed")
    assert {(clause.key, clause.ends) for clause in repealed} == {
        (key, date(2011, 1, 1)) for key in ("K10R.1", "K10R.2", "K10R.7", "K10R.8")
    }
    assert {clause.key for clause in Clause.objects.filter(standing="proposed")} == {
        f"K11R.{number}" for number in range(1, 18)
    }
    assert Clause.objects.get(key="K10.4").kinds == ["rule"]
