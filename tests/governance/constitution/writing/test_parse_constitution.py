"""A whole constitution from plain data and back."""

from __future__ import annotations

from typing import Any

import pytest

from governance.constitution.core.language import Count, NoneAsked
from governance.constitution.writing.inheritance import CHECKED_BEFORE
from governance.constitution.writing.parse_constitution import parse_rules, plain_rules


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ({"count": {"n": 3}}, "business and count"),
        ({"instead": "yes", "count": {"n": 3}}, Count(3)),
        ({"instead": "yes"}, NoneAsked()),
        ("none asked", Count(8)),
    ],
)
def test_plain_rules_write_what_was_read_of_a_kind_of_decision(written: Any, asked: object) -> None:
    whole = {
        "lists": {"decisions": ["minor"]},
        "quorum": {"business": {"count": {"n": 8}}, "decision": {"minor": written}},
    }
    rules = parse_rules(whole, CHECKED_BEFORE)
    assert plain_rules(rules) == whole
    if asked != "business and count":
        assert rules.quorum.asked(decision="minor") == asked
