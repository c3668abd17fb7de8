"""What it takes to carry a motion, as values. Every form has one reading, said in its docstring; `voting` counts by it.

All values are frozen, and valid by construction when they come from `parse_voting`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from governance.constitution.core.calendar import Gap
from governance.constitution.core.language import EVERYONE, Condition, Selector, Unit


class Of(StrEnum):
    """Of what a majority is one: the votes cast, those present who may vote, or the voting seats.

    `MEMBERSHIP` are those that are filled, `SEATS` the vacant ones too.
    """

    CAST = "cast"
    PRESENT = "present"
    MEMBERSHIP = "membership"
    SEATS = "seats"


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
    """At least that share of the base is for, or with `strictly` more than it; and somebody is.

    `plus` is added to the whole number that this comes to: "half of them and one more", "all of them but three".
    """

    this: Fraction
    strictly: bool = False
    electors: Electors = field(default_factory=Electors)
    plus: int = 0


@dataclass(frozen=True, slots=True)
class Votes:
    """At least `n` are for."""

    n: int
    electors: Electors = field(default_factory=Electors)


@dataclass(frozen=True, slots=True)
class Against:
    """No more than so many of a group, or than that share of the base, are against: a veto or a blocking group.

    Where abstentions are counted, those who abstain are as good as against.
    """

    at_most: int | Fraction
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


@dataclass(frozen=True, slots=True)
class Depending:
    """One of two majorities, by the condition."""

    condition: Condition
    then: Majority
    otherwise: Majority


@dataclass(frozen=True, slots=True)
class Group:
    """A group of voters that has so many votes, however many of it vote."""

    of: Selector
    votes: int = 1


@dataclass(frozen=True, slots=True)
class ByGroup:
    """A majority of the votes of groups, instead of those of their members.

    A group gives its votes whole to the side on which more of it are, abstaining where they are even; or, `divided`,
    to each side in proportion. Its members are counted in `unit`. A group of which nobody votes gives none. `of` is of
    the votes of the groups that vote, or that have a voter present, a voting member, or a voting seat.
    """

    groups: tuple[Group, ...]
    majority: Simple | Absolute | Unanimous | Portion = field(default_factory=Simple)
    divided: bool = False
    unit: Unit = Unit.PERSON


Joined: TypeAlias = Both | Either | Several
Single: TypeAlias = Simple | Absolute | Unanimous | Portion | Votes | Against | Turnout
Majority: TypeAlias = Single | Joined | Depending | ByGroup


class Casting(StrEnum):
    """What breaks a tie: a casting vote that may or must be given, the lot, or nothing."""

    MAY = "may"
    MUST = "must"
    LOT = "lot"
    NONE = "none"


class Manner(StrEnum):
    """In what manner votes are given. `CONSENSUS`: whoever presides finds that nobody opposes."""

    HANDS = "show of hands"
    NAMES = "by name"
    SECRET = "secret ballot"  # noqa: S105 - a manner of voting
    CONSENSUS = "consensus"


class Election(StrEnum):
    """What elects where several stand: the most votes; or the majority, and what follows a round without one."""

    MOST = "the most votes elect"
    LOWEST = "the lowest drops out"
    TWO = "the two highest stand again"
    AGAIN = "all stand again"


WHO_PRESIDES = Selector(presiding=True)


@dataclass(frozen=True, slots=True)
class Motion:
    """How one kind of motion is decided.

    `casting_by` are those who have the casting vote, and with `casting_only` no other. `confirmed`: the motion has to
    be carried again, at a meeting so long after the first. `manner` is None where it is not laid down. `election`:
    where several stand, by votes for one of them; None: each of them is a motion.
    """

    majority: Majority = field(default_factory=Simple)
    casting_vote: Casting = Casting.NONE
    casting_only: bool = False
    casting_by: Selector = WHO_PRESIDES
    reasons: bool = False
    manner: Manner | None = None
    confirmed: Gap | None = None
    election: Election | None = None


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
