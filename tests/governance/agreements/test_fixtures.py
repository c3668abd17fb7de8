"""The three agreements in our own words: their clauses are found, and their figures are those of the trusts."""

from __future__ import annotations

import pytest
from django.conf import settings

from governance.agreements.text import Clause, canonical, clauses_in, faults_in
from governance.trustfile.parse import parse


def text_of(trust: str) -> str:
    """The text of the first edition in the trust's file."""
    file = settings.BASE_DIR / "fixtures" / f"{trust}.yaml"
    (edition,) = parse(file.read_bytes(), source=file.name).editions
    return canonical(edition.text)


def clauses_of(trust: str) -> dict[str, Clause]:
    return {clause.number: clause for clause in clauses_in(text_of(trust)) if clause.number}


@pytest.mark.parametrize("trust", ["kent", "medway", "haringey"])
def test_agreement_can_be_issued_as_it_stands(trust: str) -> None:
    text = text_of(trust)
    assert faults_in(text) == ()


def test_kent_has_its_fifteen_undertakings() -> None:
    found = clauses_of("kent")
    assert [number for number in found if number.startswith("3.")] == [f"3.{at}" for at in range(1, 16)]
    assert [number for number in found if number.startswith("2.2(")] == [f"2.2({letter})" for letter in "abcdef"]
    assert "at least 3 of the 4 meetings" in found["3.9"].markdown
    assert "at most one meeting" in found["3.10"].markdown


def test_medway_has_its_six_parts_and_is_signed_for_the_plan() -> None:
    found = clauses_of("medway")
    assert [number for number in found if "." not in number] == ["1", "2", "3", "4", "5", "6"]
    assert "at least one third" in found["3.5"].markdown
    assert "the whole period of the plan" in found["6.2"].markdown
    assert "12 months" in found["6.3"].markdown


def test_haringey_has_its_seventeen_undertakings_and_six_promises() -> None:
    found = clauses_of("haringey")
    assert [number for number in found if number.isdigit()] == [str(at) for at in range(1, 21)]
    assert [number for number in found if number.startswith("5(")] == [f"5({letter})" for letter in "abcdef"]
    assert "at least half" in found["15"].markdown
    assert "after 6 months" in found["19"].markdown


def test_medway_has_eighteen_blocks_and_haringey_one_for_each_agency_on_its_board() -> None:
    medway, haringey = (
        parse((settings.BASE_DIR / "fixtures" / f"{trust}.yaml").read_bytes(), source=trust)
        for trust in ("medway", "haringey")
    )
    assert len(medway.blocks) == 18
    assert {block.agency for block in haringey.blocks} == {
        seat.agency for seat in haringey.seats if seat.body == "board" and seat.agency
    }
