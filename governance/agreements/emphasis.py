"""Bold and italic in words that were compared: the signs of Markdown are taken as what they mean. Values only.

Its laws:

1. A sign that stands alone, or that a backslash takes back, is a letter like any other.
2. No word is lost and none changes what became of it; words struck are as bold as they were, all others as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from string import punctuation

from trustboard.wording.differences import Piece

BOLD, ITALIC, HIDDEN = 1, 2, 4

_SIGN = re.compile(r"\\.|\*\*|__|\*|_|\n\s*\n")
_MEANS = {"**": BOLD, "__": BOLD, "*": ITALIC, "_": ITALIC}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that are alike bold, italic or neither."""

    text: str
    is_bold: bool
    is_italic: bool


@dataclass(frozen=True, slots=True)
class Emphasised:
    """A piece of two compared texts, and what became of it: "kept", "struck" or "added"."""

    became: str
    runs: tuple[Run, ...]


def emphasised(pieces: Iterable[Piece]) -> tuple[Emphasised, ...]:
    """The pieces without the signs of emphasis; one that consists of nothing else is left out."""
    whole = tuple(pieces)
    old = _marks("".join(piece.text for piece in whole if piece.became != "added"))
    new = _marks("".join(piece.text for piece in whole if piece.became != "struck"))
    found, before, after = [], 0, 0
    for piece in whole:
        length = len(piece.text)
        marks = old[before : before + length] if piece.became == "struck" else new[after : after + length]
        before += length if piece.became != "added" else 0
        after += length if piece.became != "struck" else 0
        if runs := tuple(_runs(piece.text, marks)):
            found.append(Emphasised(piece.became, runs))
    return tuple(found)


def _runs(text: str, marks: bytes) -> Iterator[Run]:
    shown = ((letter, mark) for letter, mark in zip(text, marks, strict=True) if not mark & HIDDEN)
    for mark, letters in groupby(shown, key=lambda each: each[1]):
        yield Run("".join(letter for letter, _ in letters), bool(mark & BOLD), bool(mark & ITALIC))


def _marks(text: str) -> bytes:
    """For each letter whether it is bold, italic, or a sign that is not shown. One pass, whatever is typed."""
    marks = bytearray(len(text))
    opened: dict[str, int] = {}
    for found in _SIGN.finditer(text):
        sign, start, end = found[0], found.start(), found.end()
        if sign not in _MEANS:
            if sign.startswith("\\"):
                marks[start] |= HIDDEN if sign[1] in punctuation else 0
            else:
                opened.clear()  # no emphasis goes on in another paragraph
            continue
        behind, ahead = text[start - 1 : start], text[end : end + 1]
        within = sign[0] == "_"
        closes = behind.strip() and not (within and ahead.isalnum())
        if closes and sign in opened and opened[sign] + len(sign) < start:
            begin = opened.pop(sign)
            for at in range(begin, end):
                marks[at] |= _MEANS[sign]
            for at in (*range(begin, begin + len(sign)), *range(start, end)):
                marks[at] |= HIDDEN
        elif ahead.strip() and not (within and behind.isalnum()):
            opened[sign] = start
    return bytes(marks)
