"""Whose coming would meet a requirement, where there are so many ways that not all can be kept."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from governance.constitution.core.language import AllOf, Count, Requirement, Selector, Share
from governance.constitution.core.meeting import Meeting, Seat
from governance.constitution.core.quorum import State, evaluate
from governance.constitution.core.sets import MOST_SETS, arrivals_that_meet, expected_of

HALF = Share(Fraction(1, 2))
POLICE = Selector(agency=("police",))


@pytest.mark.parametrize(
    ("rule", "size", "ways"),
    [(HALF, 150, MOST_SETS), (Count(300), 300, 1), (AllOf((HALF, Count(40, POLICE))), 150, MOST_SETS)],
)
def test_arrivals_are_found_at_once_when_half_of_300_alike_are_missing(rule: Requirement, size: int, ways: int) -> None:
    seats = tuple(Seat(f"seat-{n}", agency="police" if n % 3 == 0 else "", holder=f"person-{n}") for n in range(300))
    meeting = Meeting(seats=seats)
    expected = expected_of(meeting)
    found = arrivals_that_meet(rule, meeting, expected)
    assert [len(people) for people in found.sets] == [size] * ways
    assert len(set(found.sets)) == ways
    for people in found.sets:
        come = tuple(each for each in expected if each.person in people)
        assert evaluate(rule, replace(meeting, here=come)).state is State.MET
