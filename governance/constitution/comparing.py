"""Two texts side by side: which words stayed, and which differ. Strings in, pieces out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

WORDS = re.compile(r"\w+(?:['-]\w+)*|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of a text; `differs`: the other text has not got it."""

    text: str
    differs: bool = False


def both_marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The two texts, each cut into what both have and what it has alone. A piece is never half a word."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    differs_before, differs_after = [True] * len(before), [True] * len(after)
    for at, other, length in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        differs_before[at : at + length] = [False] * length
        differs_after[other : other + length] = [False] * length
    return _pieces(before, differs_before), _pieces(after, differs_after)


def _pieces(words: Sequence[str], differs: Sequence[bool]) -> tuple[Piece, ...]:
    """The words as stretches of the same kind; a space between two that differ differs with them."""
    marked = list(differs)
    for place in range(1, len(words) - 1):
        if words[place].isspace() and marked[place - 1] and marked[place + 1]:
            marked[place] = True
    stretches = groupby(zip(words, marked, strict=True), key=lambda each: each[1])
    return tuple(Piece("".join(word for word, _ in each), kind) for kind, each in stretches)
