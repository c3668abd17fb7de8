"""Two texts side by side: what stayed and what differs, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.comparing import Piece, both_marked

WORDS = st.lists(st.sampled_from(["at", "least", "eight", "nine", "members", ",", "police"]), max_size=9).map(" ".join)


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("", "", (), ()),
        ("the same", "the same", (Piece("the same"),), (Piece("the same"),)),
        (
            "at least eight members",
            "at least nine members",
            (Piece("at least "), Piece("eight", differs=True), Piece(" members")),
            (Piece("at least "), Piece("nine", differs=True), Piece(" members")),
        ),
        (
            "chair",
            "chair or vice-chair",
            (Piece("chair"),),
            (Piece("chair"), Piece(" or vice-chair", differs=True)),
        ),
        ("one two", "", (Piece("one two", differs=True),), ()),
    ],
)
def test_both_marked_tells_the_words_that_differ(
    old: str, new: str, was: tuple[Piece, ...], now: tuple[Piece, ...]
) -> None:
    assert both_marked(old, new) == (was, now)


@given(WORDS, WORDS)
def test_both_marked_loses_nothing_and_what_stayed_is_in_both(old: str, new: str) -> None:
    was, now = both_marked(old, new)
    assert ("".join(piece.text for piece in was), "".join(piece.text for piece in now)) == (old, new)
    assert any(piece.differs for piece in (*was, *now)) == (old != new)


@given(WORDS)
def test_both_marked_marks_nothing_when_nothing_differs(text: str) -> None:
    assert both_marked(text, text) == ((Piece(text),), (Piece(text),)) if text else ((), ())
