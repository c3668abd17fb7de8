"""What it takes to carry a motion, as values. Every form has one reading, said in its docstring; `voting` counts by it.

All values are frozen, and valid by construction when they come from `parse_voting`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from governance.constitution.language import EVERYONE, Selector, Unit


class Of(StrEnum):
    """Of what a majority is one: the votes cast, those present who may vote, or the voting seats that are filled."""

    CAST = "cast"
    PRESENT = "present"
    MEMBERSHIP = "membership"


class Abstentions(StrEnum):
    """Whether those who abstain are among the votes cast."""

    IGNORED = "ignored"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Electors:
    """Whose votes are counted, in what unit, and of what they are a part."""

    of: Of = Of.CAST
    abstentions: Abstentions = Abstentions.IGNORED
    unit: Unit = Unit.PERSON
    among: Selector = EVERYONE


@dataclass(frozen=True, slots=True)
class Simple:
    """More are for than against; where abstentions are counted, more than are against or abstain."""

    electors: Electors = field(default_factory=Electors)


@dataclass(frozen=True, slots=True)
class Absolute:
    """More than half of the base are for."""

    electors: Electors = field(default_factory=lambda: Electors(of=Of.MEMBERSHIP))


@dataclass(frozen=True, slots=True)
class Unanimous:
    """All of the base are for, and somebody is."""

    electors: Electors = field(default_factory=Electors)


@dataclass(frozen=True, slots=True)
class Portion:
    """At least that share of the base is for, or with `strictly` more than it; and somebody is."""

    this: Fraction
    strictly: bool = False
    electors: Electors = field(default_factory=Electors)


@dataclass(frozen=True, slots=True)
class Votes:
    """At least `n` are for."""

    n: int
    electors: Electors = field(default_factory=Electors)


@dataclass(frozen=True, slots=True)
class Against:
    """No more than so many of a group are against: a veto (`at_most: 0`) or a blocking group."""

    at_most: int
    electors: Electors = field(default_factory=Electors)


@dataclass(frozen=True, slots=True)
class Turnout:
    """At least that share of the base has voted, for, against or abstaining."""

    this: Fraction
    electors: Electors = field(default_factory=lambda: Electors(of=Of.MEMBERSHIP))


@dataclass(frozen=True, slots=True)
class Both:
    """Every one of these majorities is there."""

    parts: tuple[Majority, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Some one of these majorities is there."""

    parts: tuple[Majority, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """At least `n` of these majorities are there: so many of the groups that each vote by themselves."""

    n: int
    parts: tuple[Majority, ...]


Joined: TypeAlias = Both | Either | Several
Majority: TypeAlias = Simple | Absolute | Unanimous | Portion | Votes | Against | Turnout | Joined


class Casting(StrEnum):
    """Whether the one who presides may, must or cannot break a tie with a casting vote."""

    MAY = "may"
    MUST = "must"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Motion:
    """How one kind of motion is decided. `casting_only`: who presides has the casting vote and no other."""

    majority: Majority = field(default_factory=Simple)
    casting_vote: Casting = Casting.NONE
    casting_only: bool = False
    reasons: bool = False


@dataclass(frozen=True, slots=True)
class Voting:
    """The voting part: motions in general, and those of a kind of decision or sitting that are decided otherwise.

    `decision[kind]` goes before `sitting[kind]`, and that before the general one.
    """

    motion: Motion = field(default_factory=Motion)
    sitting: Mapping[str, Motion] = field(default_factory=dict)
    decision: Mapping[str, Motion] = field(default_factory=dict)
    clauses: tuple[str, ...] = ()

    def motion_for(self, *, sitting: str, decision: str) -> Motion:
        """How a motion of that kind is decided at that kind of sitting."""
        return self.decision.get(decision) or self.sitting.get(sitting) or self.motion
