"""What differs between minutes as they were circulated and as they are to be approved, word by word. Values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trustboard.wording.differences import Piece, pieces_of


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was corrected at an item: the text, piece by piece, and what the record says otherwise now.

    `added` and `struck` are sentences of the record.
    """

    pieces: tuple[Piece, ...] = ()
    added: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether anything was corrected."""
        return bool(self.pieces or self.added or self.struck)


def corrected(before: str, after: str, *, said_before: Sequence[str] = (), said: Sequence[str] = ()) -> Corrected:
    """From the words before to the words after; `said` are the sentences of the record, before and now."""
    return Corrected(
        pieces=() if before == after else tuple(pieces_of(before, after)),
        added=tuple(each for each in said if each not in said_before),
        struck=tuple(each for each in said_before if each not in said),
    )
