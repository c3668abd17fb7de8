"""Whether a motion is carried, with the arithmetic.

Its laws:

1. Only those who may vote are counted, each seat once; who did not vote has neither voted nor abstained.
2. A tie is as many for as against, with somebody voting; a casting vote is counted only then, and only once.
3. A tie that is not broken is lost.
4. Numbers are exact: shares are fractions, and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Protocol

from governance.constitution.core.calendar_days import in_words
from governance.constitution.core.conditions import prepare_condition
from governance.constitution.core.language import EVERYONE, Condition, Unit
from governance.constitution.core.majority import (
    Absolute,
    Abstentions,
    Against,
    ByGroup,
    Casting,
    Depending,
    Either,
    Electors,
    Joined,
    Majority,
    Motion,
    Of,
    Portion,
    Several,
    Simple,
    Single,
    Turnout,
    Unanimous,
    Votes,
)
from governance.constitution.core.meeting import Here, Meeting
from governance.constitution.core.prepared import prepare
from governance.constitution.core.selecting import fits_seat, measure_seats
from governance.constitution.core.voices import Voices, bits
from trustboard.acts.verdict import ALLOWED, Verdict, refused


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Result(StrEnum):
    """How a ballot ends. `TIED`: a casting vote or the lot may or must still break the tie."""

    CARRIED = "carried"
    LOST = "lost"
    TIED = "tied"


@dataclass(frozen=True, slots=True)
class Sum:
    """The votes of one group in one unit. `base` is what a majority would be one of.

    Every number is of so many `parts` of a vote: 1, but where the votes of groups are divided.
    """

    yes: int
    no: int
    abstained: int
    base: int
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One majority with its arithmetic: whether it is there, and how many it needs for it (or lets be against it)."""

    asked: Majority
    is_there: bool
    sum: Sum
    need: int = 0
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the ballot stands with all that was cast. `casting` is the casting vote, where one was counted."""

    result: Result
    part: Part
    casting: Choice | None = None


class Ballot(Protocol):
    """Votes that can be summed. `casting`: a casting vote to be counted with them."""

    def sum(self, electors: Electors, casting: Choice | None = None) -> Sum:
        """The votes of these electors."""

    def applies(self, condition: Condition) -> bool:
        """Whether the condition holds in the meeting that votes."""


class Cast:
    """A ballot by seat: each vote is one seat's, by whoever speaks for it."""

    def __init__(self, motion: Motion, meeting: Meeting, votes: Mapping[str, Choice]) -> None:
        """A vote for a seat that has none, or that nobody here may cast, is not counted."""
        self.meeting = meeting
        self.voices = Voices(meeting)
        self.entitled = _entitled(motion, self.voices)
        self.chosen = dict.fromkeys(Choice, 0)
        for place, here in enumerate(self.voices.each):
            choice = votes.get(here.seat) if here.seat else None
            if choice and self.entitled >> place & 1:
                self.chosen[choice] |= 1 << place

    def sum(self, electors: Electors, casting: Choice | None = None) -> Sum:
        """The votes of these electors, the casting vote among them where they are everyone."""
        meant = self.voices.fitting(electors.among)
        found = {choice: self._measured(choice, meant, electors.unit) for choice in Choice}
        if casting and electors.among == EVERYONE:
            found[casting] += 1
        present = self.voices.measure(self.entitled & meant, electors.unit)
        return _summed(found, electors, present=present, seats=self._seats(electors))

    def applies(self, condition: Condition) -> bool:
        """Whether the condition holds in the meeting that votes."""
        return prepare_condition(condition, self.voices, prepare)(self.voices.gathered(self.voices.here))

    def _measured(self, choice: Choice, meant: int, unit: Unit) -> int:
        """The votes of one choice. An agency has one vote: that of its voices where they agree; else it abstains."""
        if unit is not Unit.AGENCY:
            return self.voices.measure(self.chosen[choice] & meant, unit)
        found = 0
        for agency in self.voices.agencies:
            sides = {side for side, cast in self.chosen.items() if cast & meant & agency}
            said = next(iter(sides)) if len(sides) == 1 else Choice.ABSTAIN
            found += bool(sides) and said is choice
        return found

    def _seats(self, electors: Electors) -> int:
        """The voting seats of these electors that are in a base; filled ones, unless vacant ones count too."""
        seats = [
            seat
            for seat in self.meeting.seats
            if (seat.holder or electors.of is Of.SEATS)
            and seat.votes
            and self.meeting.in_base(seat)
            and fits_seat(electors.among, seat, self.meeting)
        ]
        return measure_seats(seats, electors.unit)


@dataclass(frozen=True, slots=True)
class Shown:
    """A show of hands: totals alone. `present` may vote; of `seats` with a vote, `membership` are filled."""

    yes: int
    no: int
    abstained: int
    present: int
    membership: int
    seats: int
    meeting: Meeting

    def sum(self, electors: Electors, casting: Choice | None = None) -> Sum:
        """The totals. Raises ValueError for a majority that asks who voted (see `asks_who_voted`)."""
        if asks_who_voted(Simple(electors)):
            raise ValueError("This majority cannot be told from totals.")
        found = {Choice.FOR: self.yes, Choice.AGAINST: self.no, Choice.ABSTAIN: self.abstained}
        if casting:
            found[casting] += 1
        seats = self.seats if electors.of is Of.SEATS else self.membership
        return _summed(found, electors, present=self.present, seats=seats)

    def applies(self, condition: Condition) -> bool:
        """Whether the condition holds in the meeting that votes."""
        return Cast(Motion(), self.meeting, {}).applies(condition)


def voters(motion: Motion, meeting: Meeting) -> tuple[Here, ...]:
    """Those here who may vote on the motion, each for their seat. Who has only the casting vote is not among them."""
    voices = Voices(meeting)
    return tuple(voices.each[place] for place in bits(_entitled(motion, voices)))


def may_cast(motion: Motion, meeting: Meeting) -> frozenset[str]:
    """Those here who have the casting vote, where there is one."""
    if motion.casting_vote in {Casting.NONE, Casting.LOT}:
        return frozenset()
    voices = Voices(meeting)
    return voices.people(voices.fitting(motion.casting_by) & voices.here)


def confirms(motion: Motion, first: date, second: date) -> Verdict:
    """Whether a motion carried on the second day confirms the one that was carried on the first."""
    if motion.confirmed is None:
        return refused("This kind of motion is carried once.")
    least, most = motion.confirmed.at_least, motion.confirmed.at_most
    if second <= first:
        return refused(f"A further meeting is needed, after {in_words(first)}.")
    if least and second < least.after(first):
        return refused(f"It can be confirmed from {in_words(least.after(first))}.")
    if most and second > most.after(first):
        return refused(f"It could be confirmed until {in_words(most.after(first))}.")
    return ALLOWED


def count(motion: Motion, ballot: Ballot, casting: Choice | None = None) -> Outcome:
    """How the ballot ends. A casting vote, or the lot, is counted only where there is a tie that it can break.

    `Choice.ABSTAIN` declines it: the tie is lost, and the votes stay as they were cast.
    """
    majority = settled(motion.majority, ballot)
    part = _judged(majority, ballot, None)
    if part.is_there:
        return Outcome(Result.CARRIED, part)
    could_be = _judged(majority, ballot, Choice.FOR).is_there
    if motion.casting_vote is Casting.NONE or not could_be or not is_tied(majority, ballot):
        return Outcome(Result.LOST, part)
    if casting is None:
        return Outcome(Result.TIED, part)
    if casting is Choice.ABSTAIN:
        return Outcome(Result.LOST, part, casting)
    broken = _judged(majority, ballot, casting)
    return Outcome(Result.CARRIED if broken.is_there else Result.LOST, broken, casting)


def settled(majority: Majority, ballot: Ballot) -> Single | Joined | ByGroup:
    """The majority as it is asked of this ballot: of those that depend on a condition, the one that applies."""
    if isinstance(majority, Depending):
        return settled(majority.then if ballot.applies(majority.condition) else majority.otherwise, ballot)
    if isinstance(majority, Joined):
        return replace(majority, parts=tuple(settled(part, ballot) for part in majority.parts))
    return majority


def is_tied(majority: Majority, ballot: Ballot) -> bool:
    """Whether as many are for as against, of everyone and in the unit of the majority, and somebody is."""
    total = ballot.sum(Electors(unit=unit_counted(settled(majority, ballot))))
    return total.yes == total.no > 0


def asks_who_voted(majority: Majority) -> bool:
    """Whether totals are not enough: it counts agencies or weights, or asks about a group."""
    if isinstance(majority, ByGroup):
        return True
    if isinstance(majority, Depending):
        return asks_who_voted(majority.then) or asks_who_voted(majority.otherwise)
    if isinstance(majority, Joined):
        return any(asks_who_voted(part) for part in majority.parts)
    return majority.electors.unit in {Unit.AGENCY, Unit.WEIGHT} or majority.electors.among != EVERYONE


def _judged(majority: Majority, ballot: Ballot, casting: Choice | None) -> Part:
    """A majority that depends on nothing any more."""
    if isinstance(majority, Depending):
        raise TypeError("Which majority applies is settled first.")
    if isinstance(majority, Joined):
        parts = tuple(_judged(part, ballot, casting) for part in majority.parts)
        wanted = majority.n if isinstance(majority, Several) else 1 if isinstance(majority, Either) else len(parts)
        is_there = sum(part.is_there for part in parts) >= wanted
        return Part(majority, is_there, ballot.sum(Electors(), casting), wanted, parts)
    if isinstance(majority, ByGroup):
        total = _votes_of_groups(majority, ballot)
        need = _needed(majority.majority, total)
        return Part(majority, total.yes >= need, total, need)
    if isinstance(majority, Turnout):
        total = ballot.sum(majority.electors)  # nobody more takes part by a casting vote
        need = max(ceil(majority.this * total.base), 1)
        return Part(majority, total.yes + total.no + total.abstained >= need, total, need)
    total = ballot.sum(majority.electors, casting)
    if isinstance(majority, Against):
        return _opposed(majority, total)
    need = _needed(majority, total)
    return Part(majority, total.yes >= need, total, need)


def _votes_of_groups(majority: ByGroup, ballot: Ballot) -> Sum:
    """The votes of the groups. A casting vote is of everyone, and so of none of them."""
    electors = majority.majority.electors
    given, base = dict.fromkeys(Choice, Fraction()), 0
    for group in majority.groups:
        total = ballot.sum(replace(electors, unit=majority.unit, among=group.of))
        base += group.votes if total.base else 0
        for choice, share in _sides(majority, total).items():
            given[choice] += group.votes * share
    parts = lcm(*(votes.denominator for votes in given.values()))
    found = {choice: int(votes * parts) for choice, votes in given.items()}
    return replace(_summed(found, electors, present=base * parts, seats=base * parts), parts=parts)


def _sides(majority: ByGroup, total: Sum) -> Mapping[Choice, Fraction]:
    """What part of a group's votes goes to which side."""
    if majority.divided and total.yes + total.no:
        counted = majority.majority.electors.abstentions is Abstentions.COUNTED
        sides = {Choice.FOR: total.yes, Choice.AGAINST: total.no} | (
            {Choice.ABSTAIN: total.abstained} if counted else {}
        )
        return {choice: Fraction(votes, sum(sides.values())) for choice, votes in sides.items()}
    if total.yes == total.no:
        return {Choice.ABSTAIN: Fraction(bool(total.yes or total.abstained))}
    return {Choice.FOR if total.yes > total.no else Choice.AGAINST: Fraction(1)}


def _opposed(majority: Against, total: Sum) -> Part:
    most, counted = majority.at_most, majority.electors.abstentions is Abstentions.COUNTED
    most = floor(most * total.base) if isinstance(most, Fraction) else most
    return Part(majority, total.no + (total.abstained if counted else 0) <= most, total, most)


def _needed(majority: Simple | Absolute | Unanimous | Portion | Votes, total: Sum) -> int:
    """How many it takes to be for; always somebody."""
    match majority:
        case Simple():
            counted = majority.electors.abstentions is Abstentions.COUNTED
            return total.no + (total.abstained if counted else 0) + 1
        case Absolute():
            return total.base // 2 + 1
        case Unanimous():
            return max(total.base, 1)
        case Votes():
            return max(majority.n, 1)
    exact = majority.this * total.base
    return max((floor(exact) + 1 if majority.strictly else ceil(exact)) + majority.plus * total.parts, 1)


def _summed(found: Mapping[Choice, int], electors: Electors, *, present: int, seats: int) -> Sum:
    yes, no, abstained = (found[choice] for choice in Choice)
    cast = yes + no + (abstained if electors.abstentions is Abstentions.COUNTED else 0)
    base = {Of.CAST: cast, Of.PRESENT: present}.get(electors.of, seats)
    return Sum(yes, no, abstained, base)


def _entitled(motion: Motion, voices: Voices) -> int:
    may = voices.gathered(voices.here).voting
    return may & ~voices.fitting(motion.casting_by) if motion.casting_only else may


def unit_counted(majority: Majority) -> Unit:
    """What has one vote: a person for a seat, an agency, or weight; of those that are joined, the first says."""
    if isinstance(majority, ByGroup):
        return majority.unit
    if isinstance(majority, Depending):
        return unit_counted(majority.then)
    if isinstance(majority, Joined):
        return unit_counted(majority.parts[0])
    return majority.electors.unit
