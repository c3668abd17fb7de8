"""Two texts as one, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.wording.differences import LONGEST, Piece, pieces_of, shortened

TEXTS = st.lists(st.sampled_from(["one", "two", "three", " ", "  ", "\n", "\n\n", "é", "a-b"]), max_size=30).map(
    "".join
)


def test_pieces_say_what_was_kept_struck_and_added() -> None:
    assert list(pieces_of("It was noted.", "It was considered.")) == [
        Piece("kept", "It was "),
        Piece("struck", "noted."),
        Piece("added", "considered."),
    ]


@given(TEXTS, TEXTS)
def test_pieces_make_both_texts(before: str, after: str) -> None:
    pieces = list(pieces_of(before, after))
    assert "".join(piece.text for piece in pieces if piece.became != "added") == before
    assert "".join(piece.text for piece in pieces if piece.became != "struck") == after
    assert all(piece.text for piece in pieces)


def test_long_texts_of_few_words_make_both_texts() -> None:
    before, after = "to be " * 900, "to be or " * 600
    pieces = list(pieces_of(before, after))
    assert "".join(piece.text for piece in pieces if piece.became != "added") == before
    assert "".join(piece.text for piece in pieces if piece.became != "struck") == after


@pytest.mark.parametrize(("words", "struck"), [(10, "0"), (LONGEST, "0 " * LONGEST + "\n")])
def test_long_texts_are_compared_by_paragraph(words: int, struck: str) -> None:
    """Given a paragraph one word of which changes, when it is very long, then the whole of it is struck and added."""
    before, after = "0 " * words + "\nthe end\n", "1 " + "0 " * (words - 1) + "\nthe end\n"
    assert next(piece.text for piece in pieces_of(before, after) if piece.became == "struck").strip() == struck.strip()


def test_what_was_kept_is_shortened_and_what_was_changed_is_not() -> None:
    long = "word " * 100
    kept, changed = shortened([Piece("kept", long), Piece("struck", long)])
    assert kept.text == f"{long[:60]} … {long[-60:]}"
    assert changed == Piece("struck", long)
