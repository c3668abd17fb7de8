"""Bold and italic in words that were compared."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from governance.agreements.emphasis import emphasised
from trustboard.wording.differences import Piece, pieces_of


def told(before: str, after: str) -> list[str]:
    """Each piece as "+bold" or "-text", with <b> and <i> around what is."""
    signs = {"kept": "=", "struck": "-", "added": "+"}
    found = []
    for piece in emphasised(pieces_of(before, after)):
        runs = (f"<i>{run.text}</i>" if run.is_italic else run.text for run in piece.runs)
        bold = (f"<b>{text}</b>" if run.is_bold else text for text, run in zip(runs, piece.runs, strict=True))
        found.append(signs[piece.became] + "".join(bold))
    return found


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("**Money** in April", "**Money** in May", ["=<b>Money</b> in ", "-April", "+May"]),
        ("**Money** is paid", "**Costs** is paid", ["-<b>Money</b>", "+<b>Costs</b>", "= is paid"]),
        ("**all the partners** pay", "**all our partners** pay", ["=<b>all </b>", "-<b>the</b>", "+<b>our</b>",
                                                                  "=<b> partners</b> pay"]),
        ("Partners must pay", "Partners **must** pay", ["=Partners ", "-must", "+<b>must</b>", "= pay"]),
        ("*in time* and _so_", "*in time* or _so_", ["=<i>in time</i> ", "-and", "+or", "= <i>so</i>"]),
        ("***all*** of us", "***all*** of them", ["=<b><i>all</i></b> of ", "-us", "+them"]),
        ("2 * 3 ** 4 _ 5", "2 * 3 ** 4 _ 6", ["=2 * 3 ** 4 _ ", "-5", "+6"]),
        ("**open, of us", "**open, of them", ["=**open, of ", "-us", "+them"]),
        ("**open\n\nto** us", "**open\n\nto** them", ["=**open\n\nto** ", "-us", "+them"]),
        (r"\*\*no\*\* a", r"\*\*no\*\* b", ["=**no** ", "-a", "+b"]),
        ("a_name_here of us", "a_name_here of them", ["=a_name_here of ", "-us", "+them"]),
        ("* item a", "* item b", ["=* item ", "-a", "+b"]),
        ("", "**New** words", ["+<b>New</b> words"]),
    ],
)  # fmt: skip
def test_words_are_bold_and_italic_as_in_the_text_they_stand_in(before: str, after: str, pieces: list[str]) -> None:
    assert told(before, after) == pieces


TEXTS = some.text(alphabet="ab *_\\\n.", max_size=40)


@given(TEXTS, TEXTS)
def test_nothing_but_signs_is_left_out(before: str, after: str) -> None:
    pieces = list(pieces_of(before, after))
    found = emphasised(pieces)
    for became in ("kept", "struck", "added"):
        typed = "".join(piece.text for piece in pieces if piece.became == became)
        shown = "".join(run.text for piece in found if piece.became == became for run in piece.runs)
        assert [letter for letter in shown if letter not in "*_\\"] == [
            letter for letter in typed if letter not in "*_\\"
        ]


def test_text_of_nothing_but_opened_signs_takes_no_time() -> None:
    begun = time.perf_counter()
    emphasised([Piece("added", "**a _b *c " * 20_000)])
    assert time.perf_counter() - begun < 5
