"""Whether an interest may be declared, corrected or dismissed: one table for each rule."""

from __future__ import annotations

import pytest

from meetings.declarations.rules import may_answer_for, may_correct, may_declare, may_dismiss, may_withdraw

TIMES = [
    ({}, ""),
    ({"is_cancelled": True}, "The meeting is cancelled: there is nothing to declare."),
    ({"is_to_come": True}, "That moment has not come yet."),
    ({"is_over": True}, ""),
    ({"is_over": True, "is_own": True}, "The meeting is over: the officer records what was declared."),
    ({"is_own": True}, ""),
]


@pytest.mark.parametrize(("told", "sentence"), TIMES)
def test_may_answer_for(told: dict[str, bool], sentence: str) -> None:
    plain = {"is_cancelled": False, "is_over": False, "is_to_come": False, "is_own": False}
    assert may_answer_for(**(plain | told)).sentence == sentence


DECLARED = [
    ({}, ""),
    ({"kinds": []}, ""),
    ({"kind": "", "kinds": []}, ""),
    ({"kind": ""}, "Say of which kind the interest is."),
    ({"nature": " "}, "Say what the interest is."),
    ({"lacks_seat": True}, "Say for which seat it is declared."),
    ({"withdrawn": True}, "That item was withdrawn: there is nothing to declare in it."),
    ({"is_there": True}, "That interest is declared for the item already."),
]


@pytest.mark.parametrize(("told", "sentence"), DECLARED)
def test_may_declare(told: dict[str, object], sentence: str) -> None:
    plain = {"kind": "personal", "kinds": ["personal"], "nature": "A firm.", "is_there": False}
    assert may_declare(**(plain | told)).sentence == sentence


CORRECTED = [
    ({}, ""),
    ({"stands": False}, "There is no such declaration to correct."),
    ({"is_own": True, "was_own": True}, ""),
    ({"is_own": True}, "The officer recorded that for you: ask the officer to correct it."),
    ({"is_own": True, "was_own": True, "is_ruled": True}, "It was ruled on already: ask the officer to correct it."),
    ({"was_own": True, "is_ruled": True}, ""),
]


@pytest.mark.parametrize(("told", "sentence"), CORRECTED)
def test_may_correct(told: dict[str, bool], sentence: str) -> None:
    plain = {"stands": True, "is_own": False, "was_own": False, "is_ruled": False}
    assert may_correct(**(plain | told)).sentence == sentence


WITHDRAWN = [
    ({}, ""),
    ({"is_begun": True}, ""),
    ({"is_own": True, "was_own": True}, ""),
    ({"stands": False}, "There is no such declaration to withdraw."),
    ({"is_own": True}, "The officer recorded that for you: ask the officer to withdraw it."),
    ({"is_own": True, "was_own": True, "is_begun": True}, "The meeting has begun: ask the officer to withdraw it."),
    ({"is_begun": True, "is_voting": True}, "A vote is open: close it first."),
    ({"is_before": True}, "It was declared only after that time."),
    ({"reason": " "}, "Say why it is withdrawn."),
]


@pytest.mark.parametrize(("told", "sentence"), WITHDRAWN)
def test_may_withdraw(told: dict[str, object], sentence: str) -> None:
    no = dict.fromkeys(("is_own", "was_own", "is_begun", "is_voting", "is_before"), False)
    assert may_withdraw(**({**no, "stands": True, "reason": "Another item was meant."} | told)).sentence == sentence


@pytest.mark.parametrize(
    ("concerns", "is_there", "sentence"),
    [
        (True, False, ""),
        (False, False, "That interest was not proposed for the item."),
        (True, True, "It was answered already."),
        (False, True, "It was answered already."),
    ],
)
def test_may_dismiss(concerns: bool, is_there: bool, sentence: str) -> None:
    assert may_dismiss(concerns=concerns, is_there=is_there).sentence == sentence
