"""What a rule asks about besides who is there: kinds of sitting and decision, facts, times, the public.

It looks into every value of the rule, whatever its form, so that a new form of the language is looked into as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from governance.constitution.core.language import DecisionIs, Declared, Elapsed, InPublic, Since, SittingIs


@dataclass(frozen=True, slots=True)
class Concerns:
    """The circumstances that change an answer. `start`, `first`: how long ago this sitting, or the first, was due."""

    sittings: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    public: bool = False
    start: bool = False
    first: bool = False


def concerns_of(rules: Iterable[object]) -> Concerns:
    """The circumstances that any of the requirements or motions asks about, each once, in the order of the rules."""
    said = list(within(tuple(rules)))
    since = {each.since for each in said if isinstance(each, Elapsed)}
    return Concerns(
        sittings=_once(kind for each in said if isinstance(each, SittingIs) for kind in each.kinds),
        decisions=_once(kind for each in said if isinstance(each, DecisionIs) for kind in each.kinds),
        facts=_once(each.name for each in said if isinstance(each, Declared)),
        public=any(isinstance(each, InPublic) for each in said),
        start=Since.START in since,
        first=Since.FIRST in since,
    )


def within(value: object) -> Iterator[object]:
    """The value and every value that it is made of, at any depth."""
    if isinstance(value, tuple):
        for each in value:
            yield from within(each)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from within(getattr(value, field.name))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
