"""What comes of a trial, in words: the verdict and why, who would make it or lose it, who may vote and what it takes.

Values in, values out. People are told by their seats and names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from governance.constitution.core.constitution import Rules
from governance.constitution.core.language import Requirement, Voice
from governance.constitution.core.majority import Motion, Voting
from governance.constitution.core.meeting import Here, Meeting
from governance.constitution.core.quorum import Answer, State, evaluate
from governance.constitution.core.sets import Arrivals, arrivals_that_meet, departures_that_lose, expected_of
from governance.constitution.core.voting import Cast, Choice, Result, asks_who_voted, count, voters
from governance.constitution.english.english import English
from governance.constitution.english.explaining import Account, Check
from governance.constitution.english.phrasing import capital
from governance.constitution.english.saying_voting import Ballots
from governance.constitution.english.wording import listed, number
from governance.constitution.simulating import Stage, Trial, meeting_of

VERDICTS = {State.MET: "Quorate", State.NOT_MET: "Not quorate", State.NONE_ASKED: "None asked"}
FEW = 4
"""So many who serve a line are named, or would make it together."""

NONE_ASKED = "The rules ask no quorum of this."


@dataclass(frozen=True, slots=True)
class Callings:
    """What seats and people are called: titles by seats' keys, names by people's."""

    seats: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A line of the checklist, with the first of those who serve it; what holds other lines names nobody itself."""

    check: Check
    named: tuple[str, ...] = ()
    others: int = 0


@dataclass(frozen=True)
class Tried:
    """What comes of a trial. `arrivals` and `departures` are people as they are called."""

    answer: Answer
    rule: str
    sentence: str
    checks: tuple[CheckShown, ...]
    arrivals: tuple[str, ...]
    is_complete: bool
    departures: tuple[str, ...]
    presiding: str
    voters: tuple[str, ...]
    carrying: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """The verdict in a word or two; never "quorate" where nothing is asked."""
        return VERDICTS[self.answer.state]

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked at all."""
        return self.answer.state is not State.NONE_ASKED


def tried(trial: Trial, stage: Stage, *, english: English, callings: Callings) -> Tried:
    """What comes of the trial on that stage."""
    meeting = meeting_of(trial, stage)
    requirement = asked_of(trial, stage.rules)
    answer = evaluate(requirement, meeting)
    arrivals = arrivals_that_meet(requirement, meeting, expected_of(meeting))
    departures = departures_that_lose(requirement, meeting)
    brief, full = brief_of(meeting, callings), full_of(meeting, callings)
    told = Account(english, brief).explain(answer, arrivals, departures)
    motion = stage.rules.voting.motion_for(sitting=trial.sitting, decision=trial.decision)
    may_vote = voters(motion, meeting)
    return Tried(
        answer=answer,
        rule=english.sentence(requirement),
        sentence=told if answer.state is not State.NONE_ASKED else NONE_ASKED,
        checks=_shown(Account(english, brief).served(answer)) if answer.state is not State.NONE_ASKED else (),
        arrivals=_together(arrivals, full),
        is_complete=arrivals.complete,
        departures=tuple(full[person] for person in departures),
        presiding=full[meeting.presiding] if meeting.presiding else "",
        voters=tuple(full[here.person] for here in may_vote),
        carrying=tuple(_carrying(motion, meeting, may_vote, english)),
    )


def asked_of(trial: Trial, rules: Rules) -> Requirement:
    """What the quorum asks of such a meeting."""
    return rules.quorum.asked(sitting=trial.sitting, decision=trial.decision, ballot=trial.ballot)


def brief_of(meeting: Meeting, callings: Callings) -> dict[str, str]:
    """By person, the seat for which they are here, or for which they are expected."""
    return {here.person: callings.seats[here.seat] for here in _each(meeting) if here.seat}


def full_of(meeting: Meeting, callings: Callings) -> dict[str, str]:
    """By person, seat and name: "Kent Police (Ann Ames)"; for a deputy nobody has named, the seat's alone."""
    found: dict[str, str] = {}
    for here in _each(meeting):
        name = callings.people.get(here.person, "")
        if here.by is Voice.DEPUTY:
            name = f"{name}, deputy" if name else "a deputy"
        if here.seat:
            found[here.person] = f"{callings.seats[here.seat]} ({name})"
    return found


def _shown(checks: Sequence[Check]) -> tuple[CheckShown, ...]:
    found = []
    for check, following in zip_longest(checks, checks[1:]):
        if following and following.depth > check.depth:
            found.append(CheckShown(check))
        else:
            named = check.served_by if len(check.served_by) <= FEW else check.served_by[: FEW - 1]
            found.append(CheckShown(check, named, len(check.served_by) - len(named)))
    return tuple(found)


def _each(meeting: Meeting) -> Iterable[Here]:
    """Everybody, those who are here last, so that the seat they came for is the one they are called by."""
    return (*reversed(expected_of(meeting)), *reversed(meeting.here))


def _together(arrivals: Arrivals, called: Mapping[str, str]) -> tuple[str, ...]:
    """Each of the ways; of many people together, one way as an example."""
    if arrivals.sets and len(arrivals.sets[0]) > FEW:
        people = sorted(called[person] for person in arrivals.sets[0])
        return (f"{capital(number(len(people)))} people, for example {listed(people, 'and')}",)
    return tuple(listed(sorted(called[person] for person in people), "and") for people in arrivals.sets)


def _carrying(motion: Motion, meeting: Meeting, may_vote: Sequence[Here], english: English) -> Iterable[str]:
    """What it takes to carry a motion, as the rules say it and in the numbers of those here."""
    yield from (text for _, text in Ballots(english).voting(Voting(motion=motion)))
    if may_vote and not asks_who_voted(motion.majority):
        yield _in_numbers(motion, meeting, may_vote)


def _in_numbers(motion: Motion, meeting: Meeting, may_vote: Sequence[Here]) -> str:
    """How many it takes; where everybody votes, one more vote for it never loses it."""
    seats = [here.seat for here in may_vote if here.seat]

    def is_carried(yes: int) -> bool:
        votes = {seat: Choice.FOR if place < yes else Choice.AGAINST for place, seat in enumerate(seats)}
        return count(motion, Cast(motion, meeting, votes)).result is Result.CARRIED

    needed = bisect_left(range(len(seats) + 1), True, key=is_carried)
    if needed > len(seats):
        return "Even if everybody votes for it who may, it is not carried."
    return f"If everybody votes who may, it takes {needed} of {len(seats)} to carry it."
