"""Rounds of elections: who is elected, who is level, and who stands again."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.core.election import Round, breaks_ties, elect
from governance.constitution.core.majority import Absolute, Casting, Election, Electors, Motion, Of, Portion
from governance.constitution.core.meeting import Meeting
from governance.constitution.core.voting import Shown

OF_CAST = Absolute(Electors(of=Of.CAST))


def shown(votes: dict[str, int], **said: int) -> Shown:
    """Voters who each voted for one, and nobody besides, unless it is said otherwise."""
    voters = said.pop("voters", sum(votes.values()))
    numbers = {"yes": voters, "no": 0, "abstained": 0, "present": voters, "membership": voters, "seats": voters}
    return Shown(**(numbers | said), meeting=Meeting(seats=()))


def some(*who: str) -> frozenset[str]:
    return frozenset(who)


@pytest.mark.parametrize(
    ("election", "votes", "found"),
    [
        (Election.MOST, {"a": 4, "b": 3, "c": 3}, Round(some("a"))),
        (Election.MOST, {"a": 4, "b": 4, "c": 3}, Round(some(), some("a", "b"))),
        (None, {"a": 4, "b": 3}, Round(some("a"))),
        (Election.LOWEST, {"a": 6, "b": 3, "c": 2}, Round(some("a"))),
        (Election.LOWEST, {"a": 5, "b": 4, "c": 2}, Round(some(), some(), some("a", "b"))),
        (Election.LOWEST, {"a": 5, "b": 3, "c": 3}, Round(some(), some("b", "c"), some("a", "b", "c"))),
        (Election.TWO, {"a": 5, "b": 3, "c": 2, "d": 2}, Round(some(), some(), some("a", "b"))),
        (Election.TWO, {"a": 5, "b": 3, "c": 3}, Round(some(), some("b", "c"), some("a", "b", "c"))),
        (Election.AGAIN, {"a": 5, "b": 3, "c": 3}, Round(some(), some(), some("a", "b", "c"))),
        (Election.AGAIN, {"a": 6, "b": 3, "c": 2}, Round(some("a"))),
    ],
)
def test_round_ends_as_its_election_says(election: Election | None, votes: dict[str, int], found: Round) -> None:
    assert elect(Motion(OF_CAST, election=election), votes, shown(votes)) == found


def test_round_asks_the_majority_of_its_own_base() -> None:
    votes = {"a": 6, "b": 4}
    motion = Motion(Absolute(Electors(of=Of.MEMBERSHIP)), election=Election.TWO)
    assert elect(motion, votes, shown(votes, membership=12)).elected == some()
    assert elect(motion, votes, shown(votes, membership=11)).elected == some("a")


def test_round_fills_several_places_and_goes_on_for_the_rest() -> None:
    votes = {"a": 9, "b": 5, "c": 4, "d": 2}
    motion = Motion(OF_CAST, election=Election.LOWEST)
    assert elect(motion, votes, shown(votes, voters=10), places=2) == Round(some("a"), some(), some("b", "c"))


def test_last_round_is_decided_by_the_most_votes() -> None:
    votes = {"a": 4, "b": 3, "c": 3}
    assert elect(Motion(OF_CAST, election=Election.AGAIN), votes, shown(votes), is_last=True) == Round(some("a"))


def test_tie_is_broken_by_lot_or_by_a_casting_vote_only_where_there_is_one() -> None:
    assert [breaks_ties(Motion(casting_vote=casting)) for casting in Casting] == [True, True, True, False]


@given(
    votes=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 6), min_size=1),
    places=st.integers(1, 3),
    election=st.sampled_from(Election),
)
def test_nobody_with_fewer_votes_goes_before_somebody_with_more(
    votes: dict[str, int], places: int, election: Election
) -> None:
    motion = Motion(Portion(Fraction(1, 2)), election=election)
    found = elect(motion, votes, shown(votes), places=places)
    backwards = elect(motion, dict(reversed(votes.items())), shown(votes), places=places)
    others = [votes[who] for who in votes if who not in found.elected | found.tied]
    assert found == backwards
    assert len(found.elected) <= places
    assert all(votes[who] >= other for who in found.elected for other in others)
    assert found.standing <= set(votes) - found.elected
