"""What is wrong with a file: where, and in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

MOST_TOLD = 25
MOST_LETTERS, MOST_KNOWN = 130, 2_000


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong, in a line counted from 1; 0 where no line is to blame."""

    line: int
    sentence: str

    def told(self, source: str) -> str:
        """The sentence with its place: "kent.yaml, line 12: …"."""
        return f"{source}, line {self.line}: {self.sentence}" if self.line else f"{source}: {self.sentence}"


class Unreadable(Exception):
    """The file cannot be read as a trust. Nothing was changed; `faults` says why, in the order of the lines."""

    def __init__(self, faults: Collection[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__(" ".join(fault.sentence for fault in self.faults))

    def told(self, source: str) -> list[str]:
        """A sentence for each, with its place."""
        return told(self.faults, source)


class Wrong(Exception):
    """A value of a file will not do."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.sentence for fault in faults))


def told(faults: Sequence[Fault], source: str) -> list[str]:
    """A sentence for each fault, with its place, up to as many as one reads."""
    more = len(faults) - MOST_TOLD
    return [fault.told(source) for fault in faults[:MOST_TOLD]] + ([f"And {more} more."] if more > 0 else [])


def did_you_mean(typed: str, known: Collection[str]) -> str:
    """ " Did you mean …?" with the nearest known word, or nothing where none is near."""
    # Nearness costs the product of both lengths for every word known.
    near = get_close_matches(typed[:MOST_LETTERS], list(known), n=1) if len(known) <= MOST_KNOWN else []
    return f' Did you mean "{near[0]}"?' if near else ""
