"""Every majority in plain English, to be read aloud; what counts differently is said differently."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from governance.constitution.core.language import EVERYONE, Offices, Selector, Unit
from governance.constitution.core.majority import (
    Absolute,
    Abstentions,
    Against,
    Electors,
    Of,
    Portion,
    Simple,
    Turnout,
    Unanimous,
    Votes,
)
from governance.constitution.english.english import English
from governance.constitution.english.saying_majority import Majorities
from governance.constitution.writing.inheritance import CHECKED_BEFORE
from governance.constitution.writing.parse_voting import parse_majority
from tests.governance.constitution.said_parts import NAMES

TWO_THIRDS = {"fraction": {"this": "2/3"}}
VETO = {"against": {"at_most": 0, "among": {"tag": "founding"}}}
CHAIR = {"votes": {"n": 1, "among": {"office": "chair"}}}


@pytest.mark.parametrize(
    ("written", "clause"),
    [
        ({"simple": {"abstentions": "counted"}}, "more vote for it than vote against it or abstain"),
        ({"simple": {"unit": "agency"}}, "more agencies vote for it than against it"),
        ({"simple": {"unit": "weight"}}, "the votes for it carry more weight than those against it"),
        (
            {"simple": {"among": {"agency": "police"}}},
            "more of the members from Kent Police vote for it than against it",
        ),
        ({"absolute": {"of": "cast"}}, "more than half of the votes cast are for it"),
        ({"absolute": {"of": "present"}}, "more than half of those present who may vote are for it"),
        ({"absolute": {"of": "seats"}}, "more than half of all voting members (vacant seats too) are for it"),
        ({"unanimous": {"of": "membership"}}, "all voting members are for it"),
        ({"unanimous": {"of": "present"}}, "all of those present who may vote are for it"),
        ({"unanimous": {"abstentions": "counted"}}, "all of those voting or abstaining are for it"),
        (TWO_THIRDS, "at least two thirds of the votes cast are for it"),
        ({"fraction": {"this": "45%", "strictly": "yes"}}, "more than 45% of the votes cast are for it"),
        ({"fraction": {"this": 1}}, "every vote cast is for it"),
        ({"fraction": {"this": 0}}, "at least one vote is for it"),
        (
            {"fraction": {"this": "1/2", "plus": 1}},
            "at least one more than half (rounded up) of the votes cast are for it",
        ),
        ({"fraction": {"this": 1, "plus": -3, "of": "membership"}}, "all voting members but three are for it"),
        (
            {"fraction": {"this": "2/3", "of": "present", "among": {"tag": "founding"}}},
            "at least two thirds of the founding members present who may vote are for it",
        ),
        ({"votes": {"n": 7}}, "at least seven votes are for it"),
        ({"votes": {"n": 1, "unit": "agency"}}, "at least one agency votes for it"),
        ({"votes": {"n": 40, "unit": "weight"}}, "the votes for it carry a weight of at least 40"),
        (CHAIR, "the chair votes for it"),
        ({"votes": {"n": 2, "among": {"agency": "police"}}}, "at least two members from Kent Police vote for it"),
        ({"against": {"at_most": 0}}, "nobody votes against it"),
        ({"against": {"at_most": 2, "abstentions": "counted"}}, "no more than two vote against it or abstain"),
        ({"against": {"at_most": "1/3"}}, "no more than one third of the votes cast are against it"),
        (VETO, "no founding member votes against it"),
        ({"against": {"at_most": 0, "among": {"office": "chair"}}}, "the chair does not vote against it"),
        ({"turnout": {"this": "1/2"}}, "at least half of all voting members take part in the vote"),
        ({"turnout": {"this": 1}}, "all voting members take part in the vote"),
        (
            {"all": [TWO_THIRDS, VETO]},
            "at least two thirds of the votes cast are for it and no founding member votes against it",
        ),
        (
            {"all": [{"fraction": {"this": "3/4", "unit": unit}} for unit in ("weight", "agency")]},
            (
                "at least three quarters of the weight of the votes cast is for it and at least three quarters of "
                "the agencies voting are for it"
            ),
        ),
        ({"all": [TWO_THIRDS]}, "at least two thirds of the votes cast are for it"),
        (
            {"all": [VETO, {"all": [TWO_THIRDS, CHAIR]}]},
            (
                "no founding member votes against it, at least two thirds of the votes cast are for it and the chair "
                "votes for it"
            ),
        ),
        (
            {"all": [VETO, {"any": [TWO_THIRDS, CHAIR]}]},
            (
                "no founding member votes against it, and either at least two thirds of the votes cast are for it or "
                "the chair votes for it"
            ),
        ),
        (
            {"all": [{"any": [TWO_THIRDS, CHAIR, {"votes": {"n": 9}}]}, VETO]},
            (
                "both of these hold: (a) any of these holds: at least two thirds of the votes cast are for it; the "
                "chair votes for it; at least nine votes are for it; and (b) no founding member votes against it"
            ),
        ),
        (
            {"at_least": {"n": 2, "among": [TWO_THIRDS, CHAIR, VETO]}},
            (
                "at least two of these three hold: at least two thirds of the votes cast are for it; the chair votes "
                "for it; no founding member votes against it"
            ),
        ),
    ],
)
def test_each_majority_is_a_clause_that_reads_aloud(written, clause: str) -> None:
    majority = parse_majority(written, CHECKED_BEFORE.known, "majority")
    assert Majorities(English(NAMES)).carrying("a motion", majority) == f"A motion is carried when {clause}."


VACANT, PUBLIC = {"vacant": "chair"}, {"public": "yes"}


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        (
            {"when": VACANT, "then": TWO_THIRDS, "else": "simple"},
            (
                "Where the office of chair is vacant, a motion is carried when at least two thirds of the votes cast "
                "are for it. Otherwise it is carried when more vote for it than against it."
            ),
        ),
        (
            {"when": VACANT, "then": {"when": PUBLIC, "then": "unanimous", "else": TWO_THIRDS}, "else": "simple"},
            (
                "Where the office of chair is vacant and the public is admitted, a motion is carried when every vote "
                "cast is for it. Otherwise, where the office of chair is vacant, it is carried when at least two "
                "thirds of the votes cast are for it. Otherwise it is carried when more vote for it than against it."
            ),
        ),
        (
            {"all": [{"when": VACANT, "then": TWO_THIRDS, "else": "simple"}, VETO]},
            (
                "A motion is carried when both of these hold: (a) where the office of chair is vacant: at least two "
                "thirds of the votes cast are for it; otherwise more vote for it than against it; and (b) no "
                "founding member votes against it."
            ),
        ),
    ],
)
def test_a_majority_by_condition_has_a_sentence_for_each_case(written, sentences: str) -> None:
    majority = parse_majority(written, CHECKED_BEFORE.known, "majority")
    assert Majorities(English(NAMES)).carrying("a motion", majority) == sentences


GROUPS = (EVERYONE, Selector(tag=("founding",)), Selector(agency=("police",)), Selector(office=Offices(("chair",))))
HALF, WHOLE = Fraction(1, 2), Fraction(1)


def majorities():
    """Every form, of every base, in every unit."""
    for unit, of, abstentions, among in product(Unit, Of, Abstentions, GROUPS):
        electors = Electors(of, abstentions, unit, among)
        yield from (Simple(electors), Absolute(electors), Unanimous(electors), Turnout(HALF, electors))
        yield from (Votes(n, electors) for n in (1, 2))
        yield from (Against(most, electors) for most in (0, 1, 2, HALF))
        yield from (Portion(this, strictly, electors) for this in (Fraction(0), HALF) for strictly in (False, True))
        yield from (Portion(this, False, electors, plus) for this in (HALF, WHOLE) for plus in (-2, 0, 1))


def meaning(majority):  # noqa: PLR0911 - one for each form
    """What the majority counts, the same for two that no ballot tells apart."""
    electors = majority.electors
    base = replace(electors, abstentions=Abstentions.IGNORED) if electors.of is not Of.CAST else electors
    match majority:
        case Simple():
            return "simple", replace(electors, of=Of.CAST)
        case Votes(n):
            return "votes", n, electors.unit, electors.among
        case Portion(this, _, _, 0) if this == 0:
            return "votes", 1, electors.unit, electors.among
        case Absolute():
            return "share", HALF, True, 0, base
        case Unanimous():
            return "share", WHOLE, False, 0, base
        case Portion(this, strictly, _, plus):
            return "share", this, strictly, plus, base
        case Against(int() as most):
            return "against", most, replace(electors, of=Of.CAST)
        case Against(most):
            return "against", most, electors
    return "turnout", base


def test_majorities_that_count_differently_are_said_differently() -> None:
    told: dict[str, object] = {}
    for majority in majorities():
        sentence = Majorities(English(NAMES)).carrying("a motion", majority)
        assert told.setdefault(sentence, meaning(majority)) == meaning(majority), sentence
    assert len(told) > 800
