"""A rule's answer, and acting upon it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from trustboard.acts.verdict import ALLOWED, RuleBroken, Verdict, refused, require


def test_require_goes_on_when_the_rule_allows() -> None:
    assert require(ALLOWED) is None


def test_require_raises_the_very_verdict_when_the_rule_refuses() -> None:
    verdict = refused("The ballot is closed.", "It closed at noon.")
    with pytest.raises(RuleBroken) as raised:
        require(verdict)
    assert raised.value.verdict is verdict
    assert str(raised.value) == "The ballot is closed. It closed at noon."


def test_refused_is_a_fault_of_the_program_when_it_gives_no_reason() -> None:
    with pytest.raises(ValueError, match="gives its reason"):
        refused()


def test_verdict_is_not_changed_when_somebody_tries() -> None:
    verdict = refused("No.")
    with pytest.raises(FrozenInstanceError):
        verdict.allowed = True  # type: ignore[misc]
    assert verdict == Verdict(allowed=False, reasons=("No.",))
