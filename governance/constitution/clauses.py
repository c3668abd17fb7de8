"""The numbered clauses of an agreement, as values: how they are known, ordered, placed, and named in each other's text.

On a day a clause is in force from its first day until its last one is over, unless it is only proposed. Values in,
values or a verdict out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from trustboard.acts.days import told
from trustboard.acts.verdict import ALLOWED, Verdict, refused

NUMBER = re.compile(r"(?=.*[0-9])[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
"""How a clause is known. A digit keeps it apart from every other anchor of a page."""

NAMED = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
FIGURES = re.compile(r"[0-9]+|[^0-9]+")
PROPOSED, REPEALED = "proposed", "repealed"

Numbering = tuple[tuple[int, int, str], ...]


class Part(StrEnum):
    """Where a clause stands on a day, in the order of the page."""

    IN_FORCE = "In force"
    PROPOSED = "Proposed"
    TO_COME = "Not yet in force"
    OVER = "No longer in force"


class Placed(NamedTuple):
    """A clause by what tells its place."""

    key: str
    source: str
    position: int


class Piece(NamedTuple):
    """A stretch of text; `key` is the clause that it names, or empty."""

    text: str
    key: str = ""


def part_on(day: date, *, starts: date, ends: date | None, standing: str) -> Part:
    """Where the clause stands on the day."""
    if ends is not None and ends <= day:
        return Part.OVER
    if starts > day:
        return Part.TO_COME
    return Part.PROPOSED if standing == PROPOSED else Part.IN_FORCE


def in_order(key: str) -> Numbering:
    """What sorts numbers as people count: 3.1, K6.2, K6.2a, K6.10, K10.1."""
    return tuple((0, int(run), "") if run.isdigit() else (1, 0, run.casefold()) for run in FIGURES.findall(key))


def group_of(key: str) -> str:
    """The part of the number that clauses of one chapter share: "K10" of K10.4, "KA" of KA9, "3" of 3.1."""
    stem, dot, _ = key.partition(".")
    return stem if dot else stem.rstrip("0123456789") or stem


def place_for(key: str, *, source: str, among: Sequence[Placed]) -> int:
    """The position of a new clause: behind the last one of its source that has a lower number, else before them all.

    A new source comes last. Of two at the same position, as a new one and its neighbour are, the lower number is first.
    """
    ordered = sorted(among, key=lambda one: (one.position, in_order(one.key)))
    same = [one for one in ordered if one.source == source]
    if not same:
        return ordered[-1].position + 1 if ordered else 0
    lower = [one for one in same if in_order(one.key) < in_order(key)]
    return (lower[-1] if lower else same[0]).position


def pieces(text: str, keys: Collection[str]) -> list[Piece]:
    """The text, cut where it names one of these clauses."""
    found, done = [], 0
    for named in NAMED.finditer(text):
        if named[0] in keys:
            found += [Piece(text[done : named.start()]), Piece(named[0], key=named[0])]
            done = named.end()
    return [piece for piece in [*found, Piece(text[done:])] if piece.text]


def may_be_numbered(key: str, *, taken: Iterable[str]) -> Verdict:
    """A clause has a number of its own."""
    if not NUMBER.fullmatch(key):
        return refused("A clause is known by letters, digits, dots and hyphens, one digit at least, such as K10.4.")
    if key.casefold() in {other.casefold() for other in taken}:
        return refused(f"There is a clause {key} already.")
    return ALLOWED


def may_stand(*, kinds: Collection[str], starts: date, ends: date | None, standing: str) -> Verdict:
    """A clause is kept in some way; it ends after it begins, and is repealed from a day on."""
    if not kinds:
        return refused("Say how the clause is kept: one way at least.")
    if ends is not None and ends <= starts:
        return refused("The clause must end after it begins.")
    if standing == REPEALED and ends is None:
        return refused("A clause is repealed from a day on: say from which.")
    return ALLOWED


def may_repeal(*, starts: date, was: date | None, ends: date, standing: str) -> Verdict:
    """A clause that was in force, and has no earlier end, is repealed from a day on."""
    if standing == PROPOSED:
        return refused("It is only proposed and was never in force. Change it: give it an end there.")
    if standing == REPEALED and was is not None:
        return refused(f"It is repealed from {told(was)} already.")
    if ends <= starts:
        return refused(f"It is in force from {told(starts)} on; it can be repealed only from a later day.")
    if was is not None and was < ends:
        return refused(f"It ends on {told(was)}, before that day.")
    return ALLOWED
