"""One text for one value, whatever order or time zone it comes in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustboard.ledger.canonical import canonical, salted, sha256

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "{}"),
        ({"b": 1, "a": None}, '{"a":null,"b":1}'),
        ({"a": [True, (2, "três")]}, '{"a":[true,[2,"três"]]}'),
        ({"a": {"z": 1, "y": 2}}, '{"a":{"y":2,"z":1}}'),
        ({"a": UUID(int=1)}, '{"a":"00000000-0000-0000-0000-000000000001"}'),
        ({"a": Decimal("1.10")}, '{"a":"1.10"}'),
        ({"a": date(2026, 10, 1)}, '{"a":"2026-10-01"}'),
        ({"a": time(9, 5)}, '{"a":"09:05:00"}'),
        ({"a": NOON}, '{"a":"2026-10-01T12:00:00.000000+00:00"}'),
        ({"a": NOON.astimezone(timezone(timedelta(hours=1)))}, '{"a":"2026-10-01T12:00:00.000000+00:00"}'),
        ({"a": b""}, '{"a":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}'),
        ({"a": memoryview(b"")}, '{"a":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}'),
    ],
)
def test_canonical_writes_each_value_in_one_way(value: dict, text: str) -> None:
    assert canonical(value) == text


@pytest.mark.parametrize("value", [1.5, float("nan"), object(), {1, 2}])
def test_canonical_refuses_a_value_when_it_has_no_single_text(value: object) -> None:
    with pytest.raises(TypeError, match="no canonical text"):
        canonical({"a": value})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(), VALUES))
def test_canonical_is_the_same_when_the_order_differs(value: dict) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_sha256_is_the_published_one() -> None:
    assert sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_salted_digest_differs_when_the_salt_does() -> None:
    assert salted("someone@agency.example", salt="a" * 32) == sha256("a" * 32 + "\nsomeone@agency.example")
    assert salted("someone@agency.example", salt="a" * 32) != salted("someone@agency.example", salt="b" * 32)
