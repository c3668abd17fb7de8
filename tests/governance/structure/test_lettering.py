"""Breaking words into lines for a picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.structure.lettering import width_of, wrapped


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("Board", ["Board"]),
        ("Kent and Medway strategy board", ["Kent and Medway", "strategy board"]),
        ("mmmmmmmmmmmmmmmm board", ["mmmmmmmmmm", "mmmmmm board"]),
    ],
)
def test_text_is_broken_between_words_and_a_long_word_within(text: str, lines: list[str]) -> None:
    assert wrapped(text, 16, 150) == lines


@given(st.text(), st.sampled_from([14, 16]), st.booleans())
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, size: int, is_bold: bool) -> None:
    lines = wrapped(text, size, 120, is_bold=is_bold)
    assert all(width_of(line, size, is_bold=is_bold) <= 120 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
