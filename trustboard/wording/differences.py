"""What differs between two texts, word by word, so that a person can read both as one. Values only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 4000
"""The most words that are compared one by one; of longer texts whole paragraphs are."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and what became of it: "kept", "struck" or "added"."""

    became: str
    text: str


def pieces_of(before: str, after: str) -> Iterator[Piece]:
    """Both texts as one: what was kept, struck and added, in order. Joined without what was struck they are `after`."""
    old, new = _words(before), _words(after)
    # Blanks, and in long texts the words that recur most, only go with what is kept beside them: to compare each of
    # them with every other would take minutes.
    for became, first, last, start, end in SequenceMatcher(str.isspace, old, new).get_opcodes():
        if became == "equal":
            yield Piece("kept", "".join(new[start:end]))
            continue
        if old[first:last]:
            yield Piece("struck", "".join(old[first:last]))
        if new[start:end]:
            yield Piece("added", "".join(new[start:end]))


def shortened(pieces: Iterable[Piece], around: int = 60) -> tuple[Piece, ...]:
    """The same, with what was kept cut to a few words before and after what was changed."""
    return tuple(
        Piece("kept", f"{piece.text[:around]} … {piece.text[-around:]}")
        if piece.became == "kept" and len(piece.text) > 2 * around + 3
        else piece
        for piece in pieces
    )


def _words(text: str) -> list[str]:
    words = re.findall(r"\s+|[^\s]+", text)
    return words if len(words) <= LONGEST else text.splitlines(keepends=True)
