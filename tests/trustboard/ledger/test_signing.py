"""Signatures of this key, of this very text, and of nothing else."""

from __future__ import annotations

import base64

import pytest

from trustboard.ledger.signing import is_signed, make_key, private_key, public_text, sign

KEY = private_key(base64.urlsafe_b64encode(bytes(range(32))).decode())


def test_make_key_gives_a_new_one_each_time() -> None:
    keys = {make_key() for _ in range(5)}
    assert len(keys) == 5
    assert all(private_key(key) for key in keys)


@pytest.mark.parametrize("text", ["", "short", base64.urlsafe_b64encode(bytes(31)).decode(), "ÿ" * 44, "=" * 44])
def test_private_key_refuses_when_it_is_not_32_bytes(text: str) -> None:
    with pytest.raises(ValueError, match="make_ledger_key"):
        private_key(text)


def test_public_text_is_the_key_that_checks_a_signature() -> None:
    assert base64.urlsafe_b64decode(public_text(KEY)) == KEY.public_key().public_bytes_raw()


def test_is_signed_accepts_our_own_signature() -> None:
    assert is_signed(KEY.public_key(), "text", sign(KEY, "text"))


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("other text", sign(KEY, "text")),
        ("text", sign(private_key(make_key()), "text")),
        ("text", ""),
        ("text", "not base64 at all"),
        ("text", sign(KEY, "text")[:-8]),
        ("text", "ÿ"),
    ],
)
def test_is_signed_refuses_when_text_key_or_signature_is_another(text: str, signature: str) -> None:
    assert not is_signed(KEY.public_key(), text, signature)
