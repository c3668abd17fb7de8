"""The rule language as values. Every form has one reading, said in its docstring; `evaluate` carries it out.

A value of this module is valid by construction when it comes from `parse`, which refuses everything else with its path
and its reason. All values are frozen, compare by what they say, and can be keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias


class Unit(StrEnum):
    """What a count counts: people, seats, agencies, or the weights of seats."""

    PERSON = "person"
    SEAT = "seat"
    AGENCY = "agency"
    WEIGHT = "weight"


class Rounding(StrEnum):
    """How a share of a base becomes a whole number. `NEAREST` takes a half up; `MORE_THAN` is the next one above."""

    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"
    MORE_THAN = "more_than"


class Status(StrEnum):
    """Of what a share is taken: seats with a holder, all seats, those who count now, or those in the meeting."""

    FILLED = "filled"
    ALL = "all"
    COUNTED = "counted"
    PRESENT = "present"


class Moment(StrEnum):
    """When a base is taken: now, or at the opening of the sitting."""

    NOW = "now"
    OPENING = "opening"


class How(StrEnum):
    ROOM = "room"
    REMOTE = "remote"


class Voice(StrEnum):
    """By whom a seat speaks."""

    HOLDER = "holder"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Offices:
    """One of these offices, of this body or (`of`) of another."""

    any_of: tuple[str, ...]
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Selector:
    """Who is meant. Several values of one key: any of them; several keys: all of them; nothing said: everyone.

    A deputy carries the seat's agency, sector and tags, not its holder's office, unless `by` names the deputy.
    """

    office: Offices | None = None
    agency: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    seat: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    in_body: tuple[str, ...] = ()
    presiding: bool = False
    how: tuple[How, ...] = ()
    by: tuple[Voice, ...] = ()
    voting: bool | None = None
    negated: Selector | None = None


EVERYONE = Selector()


@dataclass(frozen=True, slots=True)
class Count:
    """At least `n` of those who count match."""

    n: int
    of: Selector = EVERYONE
    unit: Unit = Unit.PERSON


@dataclass(frozen=True, slots=True)
class Base:
    """What a share is a share of. `of` defaults to the share's own selector."""

    of: Selector | None = None
    status: Status = Status.FILLED
    when: Moment = Moment.NOW


@dataclass(frozen=True, slots=True)
class Share:
    """At least `clamp(round(this of base) + plus, floor, cap)` match. Rounding first, then plus; floor beats cap."""

    this: Fraction
    of: Selector = EVERYONE
    unit: Unit = Unit.PERSON
    base: Base = field(default_factory=Base)
    rounding: Rounding = Rounding.UP
    plus: int = 0
    floor: int | None = None
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class AtMost:
    """No more than that match."""

    limit: Count | Share


@dataclass(frozen=True, slots=True)
class Someone:
    """One who counts matches: a count of 1, which a `distinct` list may share out."""

    who: Selector


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds. `all: []` holds."""

    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds. `any: []` does not."""

    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`n` of those listed hold. One person may serve several, unless `distinct`."""

    n: int
    among: tuple[Requirement, ...]
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """By the condition; without `otherwise` nothing is asked where it does not apply."""

    condition: Condition
    then: Requirement
    otherwise: Requirement | None = None


@dataclass(frozen=True, slots=True)
class QuorumOf:
    """The business requirement of another body, of the day, asked of those here who hold a seat there."""

    body: str


@dataclass(frozen=True, slots=True)
class AtOpening:
    """The requirement, asked of the sitting as it was at its opening; while it opens, of those here."""

    requirement: Requirement


@dataclass(frozen=True, slots=True)
class NoneAsked:
    """Nothing is asked."""


Requirement: TypeAlias = (
    Count | Share | AtMost | Someone | AllOf | AnyOf | AtLeast | When | QuorumOf | AtOpening | NoneAsked
)


@dataclass(frozen=True, slots=True)
class Vacant:
    """Every one of these offices is vacant."""

    office: Offices


@dataclass(frozen=True, slots=True)
class SittingIs:
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionIs:
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InPublic:
    """Whether the public is admitted to the sitting."""

    public: bool


@dataclass(frozen=True, slots=True)
class MembersBelow:
    """Of the seats meant, fewer than that number, or than that share of them, have a holder."""

    limit: int | Fraction
    of: Selector = EVERYONE


@dataclass(frozen=True, slots=True)
class BarredShare:
    """At least that share of the filled seats is barred for the item, the absent included."""

    share: Fraction


class Since(StrEnum):
    START = "start"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Elapsed:
    """At least so long since this sitting's appointed time, or since the first sitting."""

    since: Since
    at_least: timedelta


@dataclass(frozen=True, slots=True)
class Declared:
    """A fact from the body's own list that an act has recorded."""

    name: str


@dataclass(frozen=True, slots=True)
class Met:
    """A requirement, asked as a condition; where it asks nothing, it is met."""

    requirement: Requirement


@dataclass(frozen=True, slots=True)
class Every:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    condition: Condition


Condition: TypeAlias = (
    Vacant
    | SittingIs
    | DecisionIs
    | InPublic
    | MembersBelow
    | BarredShare
    | Elapsed
    | Declared
    | Met
    | Every
    | Some
    | Not
)
