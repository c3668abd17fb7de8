"""How a ballot ended, in a sentence that never contradicts the result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.core.language import EVERYONE, Offices, Selector, Unit
from governance.constitution.core.majority import (
    Absolute,
    Abstentions,
    Against,
    Both,
    Casting,
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
from governance.constitution.core.voting import Choice, Outcome, Part, Result, count
from governance.constitution.english.saying_outcome import carried
from governance.constitution.english.wording import Names
from tests.examples import examples
from tests.governance.constitution.core.motions import FOUNDING, cast

FOR, AGAINST, ABSTAIN = Choice
COUNTED = Abstentions.COUNTED
THREE_QUARTERS, TWO_THIRDS, HALF = Fraction(3, 4), Fraction(2, 3), Fraction(1, 2)
MAY = Motion(casting_vote=Casting.MAY)
MUST = Motion(casting_vote=Casting.MUST)
LOT = Motion(casting_vote=Casting.LOT)
VETO = Against(0, Electors(among=FOUNDING))
SEVEN = "+++++++---o"


@pytest.mark.parametrize(
    ("majority", "ways", "roll", "told"),
    [
        (
            Absolute(Electors(Of.CAST)),
            SEVEN,
            {},
            ("Carried: 7 for, 3 against, 1 abstained; more than half of the votes cast were needed, which is 6 of 10."),
        ),
        (Simple(), "++-", {}, "Carried: 2 for, 1 against; more for than against was needed, which is 2."),
        (Simple(), "+-", {}, "Lost: 1 for, 1 against; more for than against was needed, which is 2."),
        (Simple(), "...", {}, "Lost: nobody voted; more for than against was needed, which is 1."),
        (
            Simple(Electors(abstentions=COUNTED)),
            "++-o",
            {},
            "Lost: 2 for, 1 against, 1 abstained; more for than against or abstaining was needed, which is 3.",
        ),
        (
            Absolute(),
            "+++xxx",
            {},
            "Lost: 3 for, 0 against; more than half of all voting members were needed, which is 4 of 6.",
        ),
        (
            Absolute(Electors(Of.SEATS)),
            "++vv",
            {},
            (
                "Lost: 2 for, 0 against; more than half of all voting members (vacant seats too) were needed, "
                "which is 3 of 4."
            ),
        ),
        (Unanimous(), "++-", {}, "Lost: 2 for, 1 against; every vote cast was needed, which is 3."),
        (
            Unanimous(Electors(Of.MEMBERSHIP)),
            "+++",
            {},
            "Carried: 3 for, 0 against; all voting members were needed, which is 3.",
        ),
        (
            Portion(TWO_THIRDS),
            "++--",
            {},
            "Lost: 2 for, 2 against; at least two thirds of the votes cast were needed, which is 3 of 4.",
        ),
        (
            Portion(TWO_THIRDS),
            "oo",
            {},
            "Lost: 0 for, 0 against, 2 abstained; at least two thirds of the votes cast were needed, which is 1.",
        ),
        (
            Portion(THREE_QUARTERS, electors=Electors(unit=Unit.WEIGHT)),
            "+-",
            {"weights": "91"},
            (
                "Carried: by weight 9 for, 1 against; at least three quarters of the weight of the votes cast was "
                "needed, which is 8 of 10."
            ),
        ),
        (
            Portion(TWO_THIRDS, electors=Electors(unit=Unit.AGENCY)),
            "++-",
            {"agencies": "abc"},
            (
                "Carried: 2 agencies for, 1 against; at least two thirds of the agencies voting were needed, which "
                "is 2 of 3."
            ),
        ),
        (Votes(3), "+++-", {}, "Carried: 3 for, 1 against; at least three votes for it were needed."),
        (Votes(1), "---", {}, "Lost: 0 for, 3 against; at least one vote for it was needed."),
        (Against(0), "++-", {}, "Lost: 2 for, 1 against; no vote against it was allowed."),
        (Against(2), "+--", {}, "Carried: 1 for, 2 against; no more than two votes against it were allowed."),
        (
            Against(HALF),
            "+---",
            {},
            "Lost: 1 for, 3 against; no more than half of the votes cast against it were allowed, which is 2 of 4.",
        ),
        (
            VETO,
            "+-",
            {"founding": "-f"},
            "Lost: 0 for, 1 against among the founding members; no vote against it was allowed.",
        ),
        (
            Turnout(HALF),
            "-oxx",
            {},
            (
                "Carried: 0 for, 1 against, 1 abstained; at least half of all voting members were needed to take "
                "part, which is 2 of 4."
            ),
        ),
        (
            Both((Portion(TWO_THIRDS), VETO)),
            "+++-",
            {"founding": "---f"},
            (
                "Lost: 3 for, 1 against. Both of these were needed: at least two thirds of the votes cast, which is "
                "3 of 4 (reached); no vote against it (not kept to with 0 for, 1 against among the founding members)."
            ),
        ),
        (
            Either((Unanimous(), Both((Votes(3), Turnout(HALF))))),
            "+++-",
            {},
            (
                "Carried: 3 for, 1 against. Either of these was enough: (a) every vote cast, which is 4 (not "
                "reached); (b) both of these (reached): at least three votes for it (reached); at least half of all "
                "voting members taking part, which is 2 of 4 (reached)."
            ),
        ),
        (
            Several(2, (Simple(), Votes(9), Simple(Electors(unit=Unit.AGENCY)))),
            "++-",
            {"agencies": "abc"},
            (
                "Carried: 2 for, 1 against. At least two of these three were needed: more for than against, which is "
                "2 (reached); at least nine votes for it (not reached); more for than against, which is 2 (reached "
                "with 2 agencies for, 1 against)."
            ),
        ),
    ],
)
def test_carried_tells_the_arithmetic_of_each_majority(majority: Majority, ways: str, roll, told: str) -> None:
    outcome = count(Motion(majority), cast(ways, majority, **roll))
    assert carried(outcome, Names()) == told


BY_CHAIR = replace(MUST, casting_by=Selector(office=Offices(("chair",))))
BY_WEIGHT = Motion(Simple(Electors(unit=Unit.WEIGHT)), Casting.MAY)
NEEDED = "more for than against was needed"


@pytest.mark.parametrize(
    ("motion", "ways", "casting", "told"),
    [
        (MAY, "++--", None, "Tied at 2 to 2: whoever presides may break the tie."),
        (MUST, "+-o", None, "Tied at 1 to 1, with 1 abstaining: whoever presides must break the tie."),
        (LOT, "+-", None, "Tied at 1 to 1: the lot breaks the tie."),
        (BY_CHAIR, "+-", None, "Tied at 1 to 1: the chair must break the tie."),
        (BY_WEIGHT, "+-", None, "Tied by weight at 1 to 1: whoever presides may break the tie."),
        (MAY, "+-", FOR, f"Carried by the casting vote: 2 for, 1 against; {NEEDED}, which is 2."),
        (MAY, "+-", AGAINST, f"Lost by the casting vote: 1 for, 2 against; {NEEDED}, which is 3."),
        (LOT, "+-", FOR, f"Carried by lot: 2 for, 1 against; {NEEDED}, which is 2."),
        (MAY, "+-", ABSTAIN, "Lost: tied at 1 to 1, and nothing broke the tie."),
    ],
)
def test_carried_tells_a_tie_and_what_broke_it(motion: Motion, ways: str, casting: Choice | None, told: str) -> None:
    assert carried(count(motion, cast(ways, motion), casting), Names(), motion) == told


@pytest.mark.parametrize(
    ("casting", "told"),
    [
        (None, "Tied at 1 to 1: the tie is yet to be broken."),
        (FOR, f"Carried by the breaking of a tie: 2 for, 1 against; {NEEDED}, which is 2."),
    ],
)
def test_carried_says_nothing_of_whom_when_the_motion_is_not_given(casting: Choice | None, told: str) -> None:
    assert carried(count(MAY, cast("+-", MAY), casting), Names()) == told


ELECTORS = st.builds(
    Electors,
    st.sampled_from(Of),
    st.sampled_from(Abstentions),
    st.sampled_from(Unit),
    st.sampled_from((EVERYONE, FOUNDING)),
)
SHARES = st.sampled_from((Fraction(0), Fraction(1, 3), HALF, TWO_THIRDS, Fraction(1)))
SINGLE = st.one_of(
    st.builds(Simple, ELECTORS),
    st.builds(Absolute, ELECTORS),
    st.builds(Unanimous, ELECTORS),
    st.builds(Portion, SHARES, st.booleans(), ELECTORS, st.integers(-1, 1)),
    st.builds(Votes, st.integers(1, 4), ELECTORS),
    st.builds(Against, st.one_of(st.integers(0, 2), st.sampled_from((Fraction(1, 3), HALF))), ELECTORS),
    st.builds(Turnout, st.sampled_from((Fraction(1, 3), HALF)), ELECTORS),
)
MAJORITIES = st.recursive(
    SINGLE,
    lambda inner: st.one_of(
        st.builds(Both, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Either, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Several(len(parts) - 1 or 1, tuple(parts))),
    ),
    max_leaves=5,
)
MOTIONS = st.builds(Motion, MAJORITIES, st.sampled_from(Casting))


def inner(part: Part) -> Iterator[Part]:
    for each in part.parts:
        yield each
        yield from inner(each)


def told_numbers(told: str) -> tuple[int, int, int] | None:
    """The votes for, against and abstained, as the sentence tells them of one majority."""
    found = re.search(r"(\d+)(?: \w+)? for, (\d+) against(?:, (\d+) abstained)?", told)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None


def told_to_be_enough(told: str, outcome: Outcome) -> bool | None:
    """Whether the numbers of the sentence say by themselves that the one majority is there."""
    votes, needed = told_numbers(told), re.search(r"which is (\d+)", told)
    if needed is None or votes is None:
        return None
    yes, no, abstained = votes
    match outcome.part.asked:
        case Turnout():
            return yes + no + abstained >= int(needed[1])
        case Against(_, electors):
            return no + (abstained if electors.abstentions is COUNTED else 0) <= int(needed[1])
    return yes >= int(needed[1])


@examples(600)
@given(
    motion=MOTIONS,
    ways=st.text("+-o.x", min_size=1, max_size=7),
    casting=st.sampled_from((None, *Choice)),
    chance=st.randoms(use_true_random=False),
)
def test_carried_never_contradicts_the_result(motion: Motion, ways: str, casting: Choice | None, chance) -> None:
    roll = {
        key: "".join(chance.choice(letters) for _ in ways)
        for key, letters in {"agencies": "abc", "weights": "1239", "founding": "f-"}.items()
    }
    outcome = count(motion, cast(ways, motion, **roll), casting)
    told = carried(outcome, Names(), motion)
    assert told.startswith({Result.CARRIED: "Carried", Result.LOST: "Lost", Result.TIED: "Tied"}[outcome.result])
    assert told.endswith(".")
    assert ".." not in told
    assert "  " not in told
    if outcome.result is Result.TIED or outcome.casting is ABSTAIN:
        assert "tie" in told.lower()
    elif outcome.part.parts:
        missing = len(re.findall(r"\(not (?:reached|kept to)", told))
        assert missing == sum(not part.is_there for part in inner(outcome.part))
    else:
        enough = told_to_be_enough(told, outcome)
        assert enough in (None, outcome.result is Result.CARRIED)
