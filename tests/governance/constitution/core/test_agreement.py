"""Two evaluators, one by sets of bits and one by plain enumeration, answer alike; and wrong ones are told apart.

In small; `script/soak --only agreement` asks ten times as many and tells what they were made of.
"""

from __future__ import annotations

import pytest

from tests.governance.constitution.enumeration import Enumeration
from tests.governance.constitution.wrong import MISTAKES
from tests.soak.agreement import Case, Table, cases

CASES, SEED = 2_000, 20261001


@pytest.fixture(scope="module")
def asked() -> list[Case]:
    return list(cases(CASES, SEED))


def test_both_evaluators_answer_alike_at_every_node(asked: list[Case]) -> None:
    assert [one.disagreement for one in asked if one.disagreement] == []


def test_random_rules_say_everything_often_and_are_met_now_and_then(asked: list[Case]) -> None:
    table = Table()
    for one in asked:
        table.add(one)
    assert (table.cases, table.seldom(), table.lopsided()) == (CASES, [], [])


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_evaluator_is_caught(asked: list[Case], mistake: type[Enumeration]) -> None:
    assert sum(one.catches(mistake) for one in asked) > 0
