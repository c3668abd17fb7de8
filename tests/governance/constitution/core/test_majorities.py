"""Which votes carry each form of majority (rule language, section 5)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from governance.constitution.core.language import Offices, Selector, Unit
from governance.constitution.core.majority import (
    Absolute,
    Against,
    Both,
    Depending,
    Either,
    Electors,
    Majority,
    Motion,
    Of,
    Portion,
    Several,
    Simple,
    Turnout,
    Unanimous,
    Votes,
)
from governance.constitution.core.voting import Cast, Result, Shown, count
from tests.governance.constitution.core.motions import (
    ADJOURNED,
    CARRIED,
    COUNTED,
    FOUNDING,
    HALF,
    LOST,
    THIRD,
    TWO_THIRDS,
    VETO,
    cast,
    meeting,
    votes,
)


def counted(ways: str, majority: Majority, **roll):
    """The result, and what was needed of what base."""
    outcome = count(Motion(majority), cast(ways, majority, **roll))
    return outcome.result, outcome.part.need, outcome.part.sum.base


@pytest.mark.parametrize(
    ("majority", "ways", "ends"),
    [
        (Simple(), "++-o.x", (CARRIED, 2, 3)),
        (Simple(), "+-o", (LOST, 2, 2)),
        (Simple(), "+ooo..", (CARRIED, 1, 1)),
        (Simple(), "ooo", (LOST, 1, 0)),
        (Simple(), "...", (LOST, 1, 0)),
        (Simple(Electors(abstentions=COUNTED)), "++-o", (LOST, 3, 4)),
        (Simple(Electors(abstentions=COUNTED)), "+++-o", (CARRIED, 3, 5)),
        (Absolute(), "+++..x", (LOST, 4, 6)),
        (Absolute(), "++++xxx", (CARRIED, 4, 7)),
        (Absolute(), "+++vvv", (CARRIED, 2, 3)),
        (Absolute(Electors(of=Of.SEATS)), "+++vvv", (LOST, 4, 6)),
        (Absolute(Electors(of=Of.PRESENT)), "++.xx", (CARRIED, 2, 3)),
        (Absolute(Electors(of=Of.PRESENT)), "++..xx", (LOST, 3, 4)),
        (Absolute(Electors(of=Of.CAST)), "++-o.x", (CARRIED, 2, 3)),
        (Absolute(Electors(of=Of.CAST, abstentions=COUNTED)), "++-o", (LOST, 3, 4)),
        (Unanimous(), "+++ox.", (CARRIED, 3, 3)),
        (Unanimous(), "++-", (LOST, 3, 3)),
        (Unanimous(), "....", (LOST, 1, 0)),
        (Unanimous(Electors(abstentions=COUNTED)), "++o", (LOST, 3, 3)),
        (Unanimous(Electors(of=Of.PRESENT)), "++.x", (LOST, 3, 3)),
        (Unanimous(Electors(of=Of.MEMBERSHIP)), "++x", (LOST, 3, 3)),
        (Unanimous(Electors(of=Of.MEMBERSHIP)), "++v", (CARRIED, 2, 2)),
        (Portion(TWO_THIRDS), "++++--", (CARRIED, 4, 6)),
        (Portion(TWO_THIRDS), "+++++---", (LOST, 6, 8)),
        (Portion(TWO_THIRDS, strictly=True), "++++--", (LOST, 5, 6)),
        (Portion(HALF), "++--", (CARRIED, 2, 4)),
        (Portion(HALF, strictly=True), "++--", (LOST, 3, 4)),
        (Portion(HALF), "oo.", (LOST, 1, 0)),
        (Portion(Fraction(0)), "---", (LOST, 1, 3)),
        (Portion(TWO_THIRDS, electors=Electors(of=Of.PRESENT)), "++++oo", (CARRIED, 4, 6)),
        (Portion(TWO_THIRDS, electors=Electors(of=Of.MEMBERSHIP)), "++++xxx", (LOST, 5, 7)),
        (Portion(HALF, plus=1), "+++--", (LOST, 4, 5)),
        (Portion(Fraction(1), plus=-1, electors=Electors(of=Of.MEMBERSHIP)), "+++x", (CARRIED, 3, 4)),
        (Portion(Fraction(1), plus=-9), "---", (LOST, 1, 3)),
        (Votes(3), "+++----", (CARRIED, 3, 7)),
        (Votes(3), "++", (LOST, 3, 2)),
        (Turnout(HALF), "-o..xx", (LOST, 3, 6)),
        (Turnout(HALF), "-o+.xx", (CARRIED, 3, 6)),
        (Against(1), "+-", (CARRIED, 1, 2)),
        (Against(1), "+--", (LOST, 1, 3)),
        (Against(1, Electors(abstentions=COUNTED)), "+-o", (LOST, 1, 3)),
        (Against(THIRD), "++++--", (CARRIED, 2, 6)),
        (Against(THIRD), "+++++---", (LOST, 2, 8)),
        (Against(THIRD, Electors(of=Of.MEMBERSHIP)), "--.xxx", (CARRIED, 2, 6)),
    ],
)
def test_count_carries_each_majority_of_each_base(majority: Majority, ways: str, ends: tuple[Result, int, int]) -> None:
    assert counted(ways, majority) == ends


@pytest.mark.parametrize(
    ("majority", "ways", "roll", "ends"),
    [
        (Simple(Electors(unit=Unit.WEIGHT)), "+--", {"weights": "532"}, (LOST, 6, 10)),
        (Simple(Electors(unit=Unit.WEIGHT)), "+--", {"weights": "622"}, (CARRIED, 5, 10)),
        (Absolute(Electors(of=Of.MEMBERSHIP, unit=Unit.WEIGHT)), "+xx", {"weights": "532"}, (LOST, 6, 10)),
        (Absolute(Electors(of=Of.PRESENT, unit=Unit.WEIGHT)), "+.x", {"weights": "432"}, (CARRIED, 4, 7)),
        (Votes(5, Electors(unit=Unit.WEIGHT)), "+-", {"weights": "51"}, (CARRIED, 5, 6)),
        (Simple(Electors(unit=Unit.AGENCY)), "+++-.-", {"agencies": "aaabbc"}, (LOST, 3, 3)),
        (Simple(Electors(unit=Unit.AGENCY)), "++-", {"agencies": "abc"}, (CARRIED, 2, 3)),
        (Simple(Electors(unit=Unit.AGENCY)), "+-+", {"agencies": "aab"}, (CARRIED, 1, 1)),
        (Simple(Electors(unit=Unit.AGENCY)), "+o-", {"agencies": "aab"}, (LOST, 2, 1)),
        (Simple(Electors(unit=Unit.AGENCY)), "+..", {"agencies": "aab"}, (CARRIED, 1, 1)),
        (Simple(Electors(unit=Unit.AGENCY, abstentions=COUNTED)), "+-+", {"agencies": "aab"}, (LOST, 2, 2)),
        (Unanimous(Electors(unit=Unit.AGENCY, abstentions=COUNTED)), "+-+", {"agencies": "aab"}, (LOST, 2, 2)),
        (
            Portion(TWO_THIRDS, electors=Electors(Of.MEMBERSHIP, unit=Unit.AGENCY)),
            "++xx",
            {"agencies": "abcc"},
            (CARRIED, 2, 3),
        ),
        (
            Portion(TWO_THIRDS, electors=Electors(Of.PRESENT, unit=Unit.AGENCY)),
            "+..x",
            {"agencies": "abcd"},
            (LOST, 2, 3),
        ),
        (Simple(Electors(unit=Unit.AGENCY)), "+-", {"agencies": "a "}, (CARRIED, 1, 1)),
        (Simple(Electors(among=FOUNDING)), "+--+", {"founding": "ff-f"}, (CARRIED, 2, 3)),
        (Unanimous(Electors(Of.MEMBERSHIP, among=FOUNDING)), "+x--", {"founding": "ff--"}, (LOST, 2, 2)),
        (Against(0, Electors(among=FOUNDING)), "+---", {"founding": "f---"}, (CARRIED, 0, 1)),
        (Against(0, Electors(among=FOUNDING)), "-+++", {"founding": "f---"}, (LOST, 0, 1)),
        (Against(0, Electors(among=Selector(presiding=True))), "-+++", {}, (LOST, 0, 1)),
        (Votes(1, Electors(among=Selector(office=Offices(("chair",))))), ".+++", {}, (LOST, 1, 0)),
    ],
)
def test_count_counts_each_unit_and_each_group_by_itself(
    majority: Majority, ways: str, roll, ends: tuple[Result, int, int]
) -> None:
    assert counted(ways, majority, **roll) == ends


BY_WEIGHT = Portion(Fraction(3, 4), electors=Electors(unit=Unit.WEIGHT))
BY_AGENCY = Portion(Fraction(3, 4), electors=Electors(unit=Unit.AGENCY))


@pytest.mark.parametrize(
    ("majority", "ways", "roll", "parts"),
    [
        (Both((Portion(TWO_THIRDS), VETO)), "+++-", {"founding": "fff-"}, (True, True)),
        (Both((Portion(TWO_THIRDS), VETO)), "+++-", {"founding": "---f"}, (True, False)),
        (Both((BY_WEIGHT, BY_AGENCY)), "+++-", {"weights": "1111", "agencies": "abcd"}, (True, True)),
        (Both((BY_WEIGHT, BY_AGENCY)), "+++-", {"weights": "1112", "agencies": "abcd"}, (False, True)),
        (Both((BY_WEIGHT, BY_AGENCY)), "+++-", {"weights": "3111", "agencies": "aaab"}, (True, False)),
        (Either((Unanimous(), Votes(3))), "+++-", {}, (False, True)),
        (Either((Unanimous(), Votes(4))), "+++-", {}, (False, False)),
        (Several(2, (Simple(), Votes(9), Turnout(HALF))), "++-x", {}, (True, False, True)),
        (Several(3, (Simple(), Votes(9), Turnout(HALF))), "++-x", {}, (True, False, True)),
    ],
)
def test_count_joins_majorities_as_they_are_written(majority, ways: str, roll, parts: tuple[bool, ...]) -> None:
    outcome = count(Motion(majority), cast(ways, majority, **roll))
    assert tuple(part.is_there for part in outcome.part.parts) == parts
    wanted = {Both: len(parts), Either: 1}.get(type(majority), getattr(majority, "n", 0))
    assert outcome.part.need == wanted
    assert (outcome.result is CARRIED) == (sum(parts) >= wanted)


@pytest.mark.parametrize(("sitting", "result"), [("adjourned", LOST), ("ordinary", CARRIED)])
def test_count_asks_the_majority_whose_condition_applies(sitting: str, result: Result) -> None:
    majority = Both((Depending(ADJOURNED, Unanimous(), Simple()), Votes(2)))
    there = replace(meeting("++-"), sitting=sitting)
    motion = Motion(majority)
    assert count(motion, Cast(motion, there, votes("++-"))).result is result
    shown = Shown(yes=2, no=1, abstained=0, present=3, membership=3, seats=3, meeting=there)
    assert count(motion, shown).result is result
