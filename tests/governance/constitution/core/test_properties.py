"""What holds of every rule and every meeting: somebody more never loses it, and who would meet or lose it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from governance.constitution.core.language import AtMost, Base, Count, How, Met, QuorumOf, Requirement, Status, Voice
from governance.constitution.core.meeting import Column, Guest, Here, Meeting, Seat
from governance.constitution.core.quorum import evaluate, state_of
from governance.constitution.core.sets import Arrivals, arrivals_that_meet, departures_that_lose, expected_of
from governance.constitution.writing.parse import Known, parse
from tests.examples import examples
from tests.governance.constitution.enumeration import MET, NOT_MET, Enumeration
from tests.governance.constitution.random_meetings import DEPUTIES, MEMBERS, random_meeting
from tests.governance.constitution.random_rules import OTHERS, random_rule

COUNTING_THOSE_HERE = {Status.COUNTED, Status.PRESENT}
SEEDS = st.integers(0, 2**32)
BY_ENUMERATION = Enumeration()


def inside(rule: Any, meeting: Meeting) -> Iterator[Any]:
    """The rule and everything in it, and in the rules of other bodies that it asks for."""
    yield rule
    if isinstance(rule, QuorumOf):
        yield from inside(meeting.others[rule.body].requirement, meeting)
    for part in fields(rule):
        values = getattr(rule, part.name)
        for value in values if isinstance(values, tuple) else (values,):
            if is_dataclass(value):
                yield from inside(value, meeting)


def may_be_lost(rule: Requirement, meeting: Meeting) -> bool:
    """Whether it limits from above, takes a share of those here, or asks as a condition who is here."""
    return any(
        isinstance(part, AtMost | Met) or (isinstance(part, Base) and part.status in COUNTING_THOSE_HERE)
        for part in inside(rule, meeting)
    )


def somebody_more(chance: Random, meeting: Meeting) -> tuple[Meeting, Here | None]:
    """The meeting with a seat that nobody speaks for, and somebody for it who counts; None where nobody would."""
    for seat in chance.sample(meeting.seats, len(meeting.seats)):
        without = replace(meeting, here=tuple(here for here in meeting.here if here.seat != seat.key))
        holder = Here(seat.holder, seat.key, offices=seat.offices, bodies=seat.bodies) if seat.holder else None
        deputy = Here("somebody", seat.key, by=Voice.DEPUTY)
        coming = chance.choice((holder, deputy)) or deputy
        if BY_ENUMERATION.may(Column.QUORUM, coming, without):
            return without, coming
    return meeting, None


@examples(1_000)
@given(seed=SEEDS)
def test_somebody_more_who_counts_never_loses_a_rule_that_limits_nobody(seed: int) -> None:
    chance = Random(seed)
    meeting, coming = somebody_more(chance, random_meeting(chance))
    rule = random_rule(chance)
    assume(coming is not None and not may_be_lost(rule, meeting))
    assume(evaluate(rule, meeting).is_met)
    assert evaluate(rule, replace(meeting, here=(*meeting.here, coming))).is_met


SEATS = (Seat("a", agency="council", holder="ann"), Seat("b", agency="health", holder="bob"))
ANN, BOB = Here("ann", "a"), Here("bob", "b")
COUNCIL = {"agency": "council"}


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("a limit from above", {"at_most": {"count": {"n": 1}}}),
        ("all who count", {"share": {"this": 1, "of": COUNCIL, "base": {"of": {}, "status": "counted"}}}),
        ("all in the meeting", {"share": {"this": 1, "of": COUNCIL, "base": {"of": {}, "status": "present"}}}),
        ("where two are there, three", {"when": {"met": {"count": {"n": 2}}}, "then": {"count": {"n": 3}}}),
    ],
)  # fmt: skip
def test_somebody_more_loses_a_rule_when_it_looks_at_those_here(form: str, written: dict[str, Any]) -> None:
    rule = parse(written, Known(agencies=("council", "health")))
    assert may_be_lost(rule, Meeting(SEATS)), form
    assert evaluate(rule, Meeting(SEATS, (ANN,))).is_met, form
    assert not evaluate(rule, Meeting(SEATS, (ANN, BOB))).is_met, form


@given(seed=SEEDS)
def test_state_of_is_the_state_of_the_whole_answer(seed: int) -> None:
    chance = Random(seed)
    meeting = random_meeting(chance)
    rule = random_rule(chance)
    assert state_of(rule, meeting) is evaluate(rule, meeting).state


def sparse(chance: Random, meeting: Meeting) -> Meeting:
    """The meeting with two of those here at most, so that most rules still lack somebody."""
    return replace(meeting, here=meeting.here[: chance.randint(0, 2)])


def random_expected(chance: Random, meeting: Meeting) -> list[Here]:
    """A few who may come: holders and deputies for any seat, spoken for or not, and now and then a guest."""
    expected = []
    for seat in meeting.seats:
        if seat.holder and chance.random() < 0.7:
            how = chance.choice((How.ROOM, How.ROOM, How.REMOTE))
            expected.append(Here(seat.holder, seat.key, how=how, offices=seat.offices, bodies=seat.bodies))
        if chance.random() < 0.2:
            expected.append(Here(chance.choice(DEPUTIES), seat.key, by=Voice.DEPUTY))
    if chance.random() < 0.2:
        expected.append(Here(chance.choice(MEMBERS), guest=Guest.OBSERVER, bodies=frozenset(chance.sample(OTHERS, 1))))
    return expected[:7]


def state_when(people: Iterable[str], rule: Requirement, meeting: Meeting, expected: list[Here]) -> str:
    coming = tuple(here for here in expected if here.person in people)
    return BY_ENUMERATION.reckon(rule, replace(meeting, here=(*meeting.here, *coming))).state


def test_arrivals_that_meet_are_others_when_somebody_here_might_come_for_a_second_seat() -> None:
    seats = (Seat("a", holder="ann"), Seat("b", holder="ann"), Seat("c", holder="bob"))
    meeting = Meeting(seats, (Here("ann", "a"),))
    found = arrivals_that_meet(Count(2), meeting, (Here("ann", "b"), Here("bob", "c")))
    assert found == Arrivals((frozenset({"bob"}),))


@examples(500)
@example(seed=297)
@given(seed=SEEDS)
def test_arrivals_that_meet_are_the_smallest_of_all_sets(seed: int) -> None:
    chance = Random(seed)
    rule, meeting = random_rule(chance), sparse(chance, random_meeting(chance))
    expected = random_expected(chance, meeting)
    people = list(dict.fromkeys(here.person for here in expected))
    by_size: list[set[frozenset[str]]] = []
    if state_when((), rule, meeting, expected) == NOT_MET:
        by_size = [
            {frozenset(some) for some in combinations(people, size) if state_when(some, rule, meeting, expected) == MET}
            for size in range(1, len(people) + 1)
        ]
    smallest: set[frozenset[str]] = next(filter(None, by_size), set())
    found = arrivals_that_meet(rule, meeting, expected)
    assert found.complete
    assert set(found.sets) <= smallest
    assert len(found.sets) == len(set(found.sets)) == min(len(smallest), 5)


@examples(500)
@given(seed=SEEDS)
def test_departures_that_lose_are_those_without_whom_it_is_not_met(seed: int) -> None:
    chance = Random(seed)
    rule, meeting = random_rule(chance), random_meeting(chance)
    losing = []
    if BY_ENUMERATION.reckon(rule, meeting).state == MET:
        for person in dict.fromkeys(here.person for here in meeting.here):
            left = tuple(here for here in meeting.here if here.person != person)
            if BY_ENUMERATION.reckon(rule, replace(meeting, here=left)).state == NOT_MET:
                losing.append(person)
    assert departures_that_lose(rule, meeting) == tuple(losing)


def test_arrivals_that_meet_are_found_at_once_when_half_of_three_hundred_alike_are_missing() -> None:
    seats = tuple(Seat(f"seat-{place}", holder=f"person-{place}") for place in range(300))
    there = tuple(Here(seat.holder or "", seat.key) for seat in seats[:100])
    found = arrivals_that_meet(Count(149), Meeting(seats, there), expected_of(Meeting(seats, there)))
    assert (len(found.sets), {len(one) for one in found.sets}, found.complete) == (5, {49}, True)
