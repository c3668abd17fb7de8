"""Who votes and how often, ties and casting votes, totals, and motions carried twice (rule language, section 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from governance.constitution.core.calendar import Gap
from governance.constitution.core.calendar_days import Measure, Span
from governance.constitution.core.language import How, Selector, Unit, Voice
from governance.constitution.core.majority import (
    WHO_PRESIDES,
    Absolute,
    Abstentions,
    Both,
    Casting,
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
    Voting,
)
from governance.constitution.core.meeting import DEFAULT_COUNTING, Column, Guest, Here, Meeting, Row
from governance.constitution.core.voting import (
    Cast,
    Choice,
    Shown,
    asks_who_voted,
    confirms,
    count,
    is_tied,
    may_cast,
    voters,
)
from tests.governance.constitution.core.motions import (
    ABSTAIN,
    ADJOURNED,
    AGAINST,
    CARRIED,
    COUNTED,
    FOR,
    FOUNDING,
    HALF,
    LOST,
    TIED,
    TWO_THIRDS,
    VETO,
    cast,
    meeting,
    votes,
)

MAY, MUST, ONLY = (
    Motion(casting_vote=Casting.MAY),
    Motion(casting_vote=Casting.MUST),
    Motion(casting_vote=Casting.MUST, casting_only=True),
)
ABSOLUTE = Motion(Absolute(), casting_vote=Casting.MAY)


@pytest.mark.parametrize(
    ("motion", "ways", "casting", "ends"),
    [
        (Motion(), "+-", None, (LOST, 1, 1, None)),
        (Motion(), "+-", FOR, (LOST, 1, 1, None)),
        (MAY, "+-", None, (TIED, 1, 1, None)),
        (MUST, "+-", None, (TIED, 1, 1, None)),
        (MAY, "+-", FOR, (CARRIED, 2, 1, FOR)),
        (MAY, "+-", AGAINST, (LOST, 1, 2, AGAINST)),
        (MAY, "+-o", ABSTAIN, (LOST, 1, 1, ABSTAIN)),
        (MAY, "++-", AGAINST, (CARRIED, 2, 1, None)),
        (MAY, "+--", FOR, (LOST, 1, 2, None)),
        (MAY, "oo", FOR, (LOST, 0, 0, None)),
        (ONLY, "++--", FOR, (LOST, 1, 2, None)),
        (ONLY, "++-", None, (TIED, 1, 1, None)),
        (ONLY, "-+-", FOR, (CARRIED, 2, 1, FOR)),
        (Motion(casting_vote=Casting.LOT), "+-", None, (TIED, 1, 1, None)),
        (Motion(casting_vote=Casting.LOT), "+-", FOR, (CARRIED, 2, 1, FOR)),
        (ABSOLUTE, "++--o", FOR, (CARRIED, 3, 2, FOR)),
        (ABSOLUTE, "++--oo", FOR, (LOST, 2, 2, None)),
        (Motion(Portion(TWO_THIRDS), casting_vote=Casting.MAY), "++--", FOR, (LOST, 2, 2, None)),
        (Motion(Portion(HALF), casting_vote=Casting.MAY), "++--", AGAINST, (CARRIED, 2, 2, None)),
        (Motion(Simple(Electors(abstentions=COUNTED)), casting_vote=Casting.MAY), "+-o", FOR, (LOST, 1, 1, None)),
        (Motion(Both((Simple(), Turnout(HALF))), casting_vote=Casting.MAY), "+-xxx", FOR, (LOST, 1, 1, None)),
        (Motion(Both((Simple(), Turnout(HALF))), casting_vote=Casting.MAY), "+-.x", FOR, (CARRIED, 2, 1, FOR)),
    ],
)
def test_count_uses_a_casting_vote_once_and_only_on_a_tie_that_it_can_break(
    motion: Motion, ways: str, casting: Choice | None, ends
) -> None:
    outcome = count(motion, cast(ways, motion), casting)
    assert (outcome.result, outcome.part.sum.yes, outcome.part.sum.no, outcome.casting) == ends


def test_count_does_not_count_a_casting_vote_in_a_group() -> None:
    majority = Simple(Electors(among=FOUNDING))
    motion = Motion(majority, casting_vote=Casting.MAY)
    assert count(motion, cast("+-", motion, founding="ff"), FOR).result is LOST


@pytest.mark.parametrize(
    ("motion", "who"),
    [
        (Motion(), frozenset()),
        (Motion(casting_vote=Casting.LOT), frozenset()),
        (MAY, frozenset({"p0"})),
        (replace(MAY, casting_by=Selector(seat=("s1",))), frozenset({"p1"})),
        (replace(MAY, casting_by=Selector(seat=("s2",))), frozenset()),
    ],
)
def test_may_cast_names_those_here_who_have_the_casting_vote(motion: Motion, who: frozenset[str]) -> None:
    assert may_cast(motion, meeting("..x")) == who


def test_is_tied_counts_everyone_in_the_unit_of_the_majority() -> None:
    by_weight = Simple(Electors(unit=Unit.WEIGHT))
    assert is_tied(by_weight, cast("+--", by_weight, weights="211")) is True
    assert is_tied(by_weight, cast("+-", by_weight, weights="21")) is False
    assert is_tied(Simple(), cast("oo", Simple())) is False


def with_row(**changes) -> Meeting:
    """Four seats, of which the last is here by a voice of that kind."""
    there = meeting("....")
    seat = {key: value for key, value in changes.items() if key in {"suspended", "votes"}}
    voice = {key: value for key, value in changes.items() if key not in seat}
    seats = (*there.seats[:3], replace(there.seats[3], **seat))
    return replace(there, seats=seats, here=(*there.here[:3], replace(there.here[3], **voice)))


@pytest.mark.parametrize(
    ("there", "may_vote", "present", "membership"),
    [
        (with_row(), True, 4, 4),
        (with_row(by=Voice.DEPUTY), True, 4, 4),
        (with_row(how=How.REMOTE), True, 4, 4),
        (with_row(cut_off=True), False, 3, 4),
        (with_row(barred=True), False, 3, 4),
        (with_row(barred=True, how=None), False, 3, 4),
        (with_row(beyond="a second deputy visit this year"), False, 3, 4),
        (with_row(suspended=True), False, 3, 3),
        (with_row(votes=False), False, 3, 3),
        (with_row(seat=None, guest=Guest.INVITED), False, 3, 4),
    ],
)
def test_voters_are_those_whom_the_table_gives_a_vote(
    there: Meeting, may_vote: bool, present: int, membership: int
) -> None:
    motion = Motion(Absolute(Electors(of=Of.PRESENT)))
    assert ("p3" in {here.person for here in voters(motion, there)}) is may_vote
    ballot = Cast(motion, there, {"s3": FOR})
    assert ballot.sum(Electors(of=Of.PRESENT)).base == present
    assert ballot.sum(Electors(of=Of.MEMBERSHIP)).base == membership
    assert ballot.sum(Electors()).yes == may_vote


def test_membership_leaves_out_whom_the_table_keeps_out_of_a_base() -> None:
    counting = {**DEFAULT_COUNTING, Row.BARRED_OUT: DEFAULT_COUNTING[Row.BARRED_OUT] | {Column.BASE}}
    there = meeting("..x")
    there = replace(there, seats=(*there.seats[:2], replace(there.seats[2], barred=True)), counting=counting)
    assert Cast(Motion(), there, {}).sum(Electors(of=Of.MEMBERSHIP)).base == 2


def test_a_seat_has_one_vote_that_of_its_latest_voice() -> None:
    there = meeting("++-")
    there = replace(there, here=(*there.here, Here("deputy", "s0", by=Voice.DEPUTY)))
    motion = Motion()
    assert [here.person for here in voters(motion, there)] == ["p1", "p2", "deputy"]
    assert count(motion, Cast(motion, there, votes("++-"))).part.sum.yes == 2


def test_a_vote_for_a_seat_that_nobody_here_speaks_for_is_not_counted() -> None:
    motion = Motion()
    total = Cast(motion, meeting("+xv"), {**votes("+++"), "nowhere": FOR}).sum(Electors())
    assert (total.yes, total.no, total.abstained) == (1, 0, 0)


def test_shown_hands_are_counted_as_votes_are() -> None:
    there = meeting("++-o.xv")
    shown = Shown(yes=2, no=1, abstained=1, present=5, membership=6, seats=7, meeting=there)
    for of in Of:
        for abstentions in Abstentions:
            for majority in (Simple, Absolute, Unanimous):
                motion = Motion(majority(Electors(of, abstentions)), Casting.MAY)
                ballot = Cast(motion, there, votes("++-o.xv"))
                assert count(motion, shown) == count(motion, ballot)


@pytest.mark.parametrize(
    ("majority", "asks"),
    [
        (Simple(), False),
        (Portion(HALF, electors=Electors(unit=Unit.SEAT)), False),
        (Simple(Electors(unit=Unit.AGENCY)), True),
        (Simple(Electors(unit=Unit.WEIGHT)), True),
        (Both((Simple(), Either((Votes(2), VETO)))), True),
        (Several(1, (Simple(), Turnout(HALF))), False),
        (Depending(ADJOURNED, Simple(), VETO), True),
    ],
)
def test_totals_are_refused_where_a_majority_asks_who_voted(majority: Majority, asks: bool) -> None:
    shown = Shown(yes=2, no=1, abstained=0, present=3, membership=3, seats=3, meeting=meeting("+++"))
    assert asks_who_voted(majority) is asks
    if asks:
        with pytest.raises(ValueError, match="cannot be told from totals"):
            count(Motion(majority), shown)
    else:
        assert count(Motion(majority), shown).result is CARRIED


def test_motion_for_a_kind_goes_by_decision_then_sitting_then_in_general() -> None:
    budget, annual = Motion(Unanimous()), Motion(Absolute())
    voting = Voting(sitting={"annual": annual}, decision={"budget": budget})
    assert voting.motion_for(sitting="annual", decision="budget") == budget
    assert voting.motion_for(sitting="annual", decision="other") == annual
    assert voting.motion_for(sitting="ordinary", decision="") == Motion()
    assert Motion().casting_by == WHO_PRESIDES


WEEKS = Motion(confirmed=Gap(at_least=Span(2, Measure.WEEK), at_most=Span(3, Measure.MONTH)))


@pytest.mark.parametrize(
    ("motion", "second", "reason"),
    [
        (Motion(), date(2026, 2, 1), "This kind of motion is carried once."),
        (WEEKS, date(2026, 1, 5), "A further meeting is needed, after 5 January 2026."),
        (WEEKS, date(2026, 1, 18), "It can be confirmed from 19 January 2026."),
        (WEEKS, date(2026, 1, 19), ""),
        (WEEKS, date(2026, 4, 5), ""),
        (WEEKS, date(2026, 4, 6), "It could be confirmed until 5 April 2026."),
        (Motion(confirmed=Gap()), date(2026, 1, 6), ""),
    ],
)
def test_confirms_a_motion_at_a_meeting_so_long_after_the_first(motion: Motion, second: date, reason: str) -> None:
    verdict = confirms(motion, date(2026, 1, 5), second)
    assert (verdict.allowed, verdict.sentence) == (not reason, reason)
