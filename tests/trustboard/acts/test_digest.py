"""The digest of what was asked of an act: equal for the same, different for anything else."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.structure.models import Trust
from governance.structure.permissions import AUDITOR, OFFICER
from trustboard.acts.digest import digest_of, plain

SECRET = "secret"
KEY = UUID(int=3)


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("text", "text"),
        (Colour.RED, "red"),
        (KEY, str(KEY)),
        (Decimal("1.50"), "1.50"),
        (date(2026, 10, 1), "2026-10-01"),
        (time(9, 30), "09:30:00"),
        (datetime.fromisoformat("2026-10-01T09:30:00+00:00"), "2026-10-01T09:30:00+00:00"),
        (Trust(pk=KEY), f"governance.Trust:{KEY}"),
        (AUDITOR, "auditor"),
        ({"b": [1, (2,)], 1: {3, 2}}, {"b": [1, [2]], "1": [2, 3]}),
    ],
)
def test_plain_gives_each_kind_of_value_one_text(value: object, text: object) -> None:
    assert plain(value) == text


@pytest.mark.parametrize("value", [1.5, b"bytes", object()])
def test_plain_refuses_a_value_when_nobody_said_how_it_reads(value: object) -> None:
    with pytest.raises(TypeError, match="its digest is not defined"):
        plain(value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(), VALUES))
def test_digest_is_the_same_when_the_arguments_come_in_another_order(asked: dict) -> None:
    assert digest_of(dict(reversed(asked.items())), secret=SECRET) == digest_of(asked, secret=SECRET)


@settings(deadline=None)
@given(VALUES, VALUES)
def test_digest_differs_when_the_input_does(one: object, other: object) -> None:
    # A pair of equal digests must be a pair of equal inputs; True and 1 are two inputs.
    same_digest = digest_of({"x": one}, secret=SECRET) == digest_of({"x": other}, secret=SECRET)
    assert same_digest == (json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"role": AUDITOR}, {"role": OFFICER}),
        ({"trust": Trust(pk=UUID(int=1))}, {"trust": Trust(pk=UUID(int=2))}),
        ({"email": "a@b.example"}, {"name": "a@b.example"}),
        ({"email": "a@b.example"}, {"email": "A@b.example"}),
    ],
)
def test_digest_differs_when_one_argument_does(one: dict, other: dict) -> None:
    assert digest_of(one, secret=SECRET) != digest_of(other, secret=SECRET)


def test_digest_cannot_be_guessed_back_when_the_secret_is_unknown() -> None:
    assert digest_of({"password": "1234"}, secret=SECRET) != digest_of({"password": "1234"}, secret="another")
