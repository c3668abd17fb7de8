"""Codes by which a signature or a sealed document is found: nobody can guess one, and anybody can read one aloud."""

from __future__ import annotations

from secrets import choice

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's thirty-two: none is taken for another."""

CODE = 16
"""How many letters a code has: 80 bits."""

GROUP = 4


def new_code() -> str:
    """A code that no other thing has."""
    return "".join(choice(LETTERS) for _ in range(CODE))


def code_shown(code: str) -> str:
    """The code in groups of four: "7K2M-…"."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def code_typed(text: str) -> str:
    """The code that somebody typed, whatever the spaces and hyphens; O is read as 0, I and L as 1."""
    plain = "".join(letter for letter in text.upper() if letter.isalnum())
    return plain.translate(str.maketrans("OIL", "011"))
