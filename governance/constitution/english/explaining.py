"""How things stand, in plain English: an answer with who would make it and who would lose it, and what is lacking.

The words never contradict the answer. What is met is "quorate"; what is not met is "not quorate", or is told with what
"would make it"; where nothing is asked, it says so and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    AtOpening,
    Count,
    QuorumOf,
    Share,
    Someone,
    Status,
    Unit,
    When,
)
from governance.constitution.core.quorum import Answer, State
from governance.constitution.core.sets import MOST_SETS, Arrivals
from governance.constitution.english.english import UNITS, English, head_of
from governance.constitution.english.phrasing import Joint, Said, capital, lead
from governance.constitution.english.wording import PAIR, Weight, listed, number, weight

FEW = 6
"""So many whose leaving would lose it are named one by one."""

SOME = 3
"""So many who would make it are named as examples, or together."""


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement as a line of a checklist, in the order of the rule. `served_by` are names."""

    depth: int
    text: str
    state: State
    have: int
    need: int
    served_by: tuple[str, ...]


@dataclass(frozen=True)
class Account:
    """Tells answers. `calls` says what to call people, by their keys: a seat's title, an agency, a name."""

    english: English = field(default_factory=English)
    calls: Mapping[str, str] = field(default_factory=dict)

    def explain(
        self, answer: Answer, arrivals: Arrivals | None = None, departures: tuple[str, ...] | None = None
    ) -> str:
        """The state in a sentence: how far it is, and who would make it or would lose it, where that is known."""
        tally = "" if answer.state is State.NONE_ASKED else _tally(answer)
        state = self._state(answer, arrivals, departures)
        return f"{tally}: {state}." if tally else f"{capital(state)}."

    def state(self, answer: Answer, arrivals: Arrivals | None = None, departures: tuple[str, ...] | None = None) -> str:
        """The same without how far it is, where that is shown beside it."""
        return f"{capital(self._state(answer, arrivals, departures))}."

    def _state(self, answer: Answer, arrivals: Arrivals | None, departures: tuple[str, ...] | None) -> str:
        if answer.state is State.NONE_ASKED:
            return "none asked"
        if answer.state is State.MET:
            return f"quorate{self._if_left(departures)}"
        if arrivals is None:
            return f"not quorate{self._needed(answer)}"
        return self._if_came(answer, arrivals)

    def lacking(self, answer: Answer) -> tuple[str, ...]:
        """What is still needed, each in a phrase: "the Youth Offending Service", "two more members"."""
        if answer.is_met:
            return ()
        match answer.asked:
            case AtLeast():
                return self._lacking_of_list(answer)
            case AnyOf():
                return (
                    listed([self._together_lacking(part) for part in answer.parts], "or") or "what nobody can bring",
                )
            case AllOf() | When() | AtOpening():
                return tuple(lack for part in answer.parts for lack in self.lacking(part))
            case QuorumOf(body):
                lacking = [lack for part in answer.parts for lack in self.lacking(part)]
                return tuple(f"{lack} for the quorum of {self.english.whom.body(body)}" for lack in lacking)
        return (self._lacking_here(answer),)

    def served(self, answer: Answer) -> tuple[Check, ...]:
        """The rule as a checklist: each requirement with its state, how far it is, and who serves it."""
        return tuple(self._checks(answer, 0))

    def _checks(self, answer: Answer, depth: int) -> Iterator[Check]:
        asked, parts = answer.asked, answer.parts
        if isinstance(asked, AllOf | AnyOf) and len(parts) == 1:
            yield from self._checks(parts[0], depth)
            return
        served_by = tuple(sorted({self._call(person) for person in answer.served_by}))
        yield Check(depth, self._heading(answer), answer.state, answer.have, answer.need, served_by)
        for part in parts:
            yield from self._checks(part, depth + 1)

    def _heading(self, answer: Answer) -> str:
        match answer.asked:
            case When(condition, then):
                holds = any(part.asked == then for part in answer.parts)
                return self.english.circumstances.applied(condition, holds=holds)
            case AllOf(parts) if parts:
                return lead(Said("", tuple(Said("") for _ in parts), Joint.AND))
            case AnyOf(parts) if parts:
                return lead(Said("", tuple(Said("") for _ in parts), Joint.OR))
        said = self.english.said(answer.asked)
        return f"{said.text} ({said.remark})" if said.remark else said.text

    def _lacking_here(self, answer: Answer) -> str:
        match answer.asked:
            case Someone(who):
                return self.english.whom.one(who)
            case AtMost(limit):
                return self._short_of(limit, answer.have - answer.need, "fewer")
            case Count() | Share() as rule:
                return self._short_of(rule, answer.need - answer.have, "more" if answer.have else "")
        return self.english.phrase(answer.asked)

    def _short_of(self, rule: Count | Share, missing: int, more: str) -> str:
        """So much of what is counted: "two more members from Kent Police", "one agency more"."""
        count = f"{number(missing)} {more}".strip()
        if rule.unit is Unit.PERSON:
            return f"{count} {self.english.members(rule.of, missing)}"
        if rule.unit is Unit.WEIGHT:
            return self.english.measured(rule.of, rule.unit, f"{count} in weight")
        return self.english.measured(rule.of, rule.unit, f"{count} {UNITS[rule.unit][missing != 1]}")

    def _lacking_of_list(self, answer: Answer) -> tuple[str, ...]:
        missing = answer.need - answer.have
        unmet = [self._together_lacking(part) for part in answer.parts if part.state is State.NOT_MET]
        if missing > len(unmet):
            return (f"{number(missing)} more, as nobody may serve two",)
        if missing == len(unmet):
            return tuple(unmet)
        is_short = all(weight(lack) is Weight.PLAIN for lack in unmet)
        either = listed(unmet, "or" if missing == 1 else "and") if is_short else "; ".join(unmet)
        return (f"{number(missing)} of {either}" if ";" not in either else f"{number(missing)} of these: {either}",)

    def _lack(self, answer: Answer) -> str:
        return listed(self.lacking(answer), "and")

    def _together_lacking(self, answer: Answer) -> str:
        """What one of several ways lacks, as one phrase among the others."""
        lacking = self.lacking(answer)
        is_pair = len(lacking) == PAIR and all(weight(lack) is Weight.PLAIN for lack in lacking)
        return f"both {listed(lacking, 'and')}" if is_pair else listed(lacking, "and")

    def _needed(self, answer: Answer) -> str:
        lacking = self._lack(answer)
        return f". It still needs {lacking}" if lacking else ""

    def _if_left(self, departures: tuple[str, ...] | None) -> str:
        if departures is None:
            return ""
        if not departures:
            return "; it would stand if any one person left"
        if len(departures) > FEW:
            return f"; it would be lost if any one of {number(len(departures))} people left"
        return f"; it would be lost if {listed(self._names(departures), 'or')} left"

    def _if_came(self, answer: Answer, arrivals: Arrivals) -> str:
        if arrivals.sets:
            others = "" if arrivals.complete else "; there may be others"
            return f"{self._who_would(answer, arrivals)} would make it{others}"
        if arrivals.complete:
            return f"no arrival would make it{self._needed(answer)}"
        return f"not quorate; nobody was found whose coming would make it, but not all were tried{self._needed(answer)}"

    def _who_would(self, answer: Answer, arrivals: Arrivals) -> str:
        """Who would make it: by name where they are few, otherwise how many and who must be among them."""
        sets = arrivals.sets
        size = min(len(people) for people in sets)
        so_many = self._so_many(answer, size)
        if so_many and (size > 1 or (len(sets) == MOST_SETS and "," not in so_many)):
            return so_many
        if size == 1:
            names = self._names(person for people in sets for person in people)
            return listed(names, "or") if len(sets) < MOST_SETS else f"{listed(names[:SOME], 'or')}, for example,"
        pool = sorted(self._names(frozenset[str]().union(*sets)))
        if arrivals.complete and len(sets) == comb(len(pool), size) and len(sets) > 1:
            return f"any {number(size)} of {listed(pool, 'and')}"
        if size <= SOME and len(sets) <= PAIR:
            return listed([self._together(people) for people in sets], "or", least=Weight.AND_OR)
        return f"{number(size)} more people, such as {self._together(sets[0])},"

    def _so_many(self, answer: Answer, size: int) -> str:
        """So many more, whoever they are, and who must be among them; or nothing where that would not be the truth."""
        while isinstance(answer.asked, When) and answer.parts:
            (answer,) = answer.parts
        parts = answer.parts if isinstance(answer.asked, AllOf) else (answer,)
        counted = _counting_everybody(parts)
        others = [part for part in parts if part is not counted]
        is_plain = all(isinstance(part.asked, Someone | AtLeast) for part in others)
        if counted is None or not is_plain or counted.need - counted.have != size:
            return ""
        among = listed([lack for part in others for lack in self.lacking(part)], "and")
        return f"{number(size)} more, among them {among}," if among else f"{number(size)} more"

    def _together(self, people: Iterable[str]) -> str:
        called = Counter(self._call(person) for person in people)
        said = [name if times == 1 else f"{number(times)} from {name}" for name, times in sorted(called.items())]
        return listed(said, "and")

    def _names(self, people: Iterable[str]) -> list[str]:
        """What to call them, each once, in the order of the people given where that is one."""
        called = dict.fromkeys(self._call(person) for person in people)
        return list(called)

    def _call(self, person: str) -> str:
        return self.calls.get(person, "somebody")


def _tally(answer: Answer) -> str:
    """How far it is: "4 of 5"; of several requirements, by the one that counts everybody."""
    match answer.asked:
        case AllOf():
            counted = _counting_everybody(answer.parts)
            return _tally(counted) if counted else _so_far(answer)
        case AnyOf():
            met = next((part for part in answer.parts if part.state is State.MET), None)
            return _tally(met) if met else ""
        case When() | QuorumOf() | AtOpening():
            return "".join(_tally(part) for part in answer.parts)
        case AtMost():
            return f"{answer.have}, where {answer.need} is the most"
    return _so_far(answer)


def _counting_everybody(parts: Sequence[Answer]) -> Answer | None:
    """The part that counts everybody, and that nobody's coming changes: of those who are present it would not be so."""
    head = head_of([part.asked for part in parts])
    if isinstance(head, Share) and head.base.status in {Status.COUNTED, Status.PRESENT}:
        return None
    return next((part for part in parts if part.asked is head), None)


def _so_far(answer: Answer) -> str:
    if answer.need <= 0:
        return ""
    if answer.have > answer.need:
        return f"{answer.have}, where {answer.need} {'is' if answer.need == 1 else 'are'} needed"
    return f"{answer.have} of {answer.need}"
