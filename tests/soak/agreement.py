"""Two evaluators of the rule language, asked the same of random rules and meetings, and what those rules were made of.

    python -m tests.soak.agreement --cases 20000

The answers must be the same at every node: the state, what there is, what is needed, the base, and who serves a count.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from random import Random
from typing import Any

from governance.constitution.core.language import AtLeast, Base, Requirement, Selector, Share
from governance.constitution.core.meeting import DEFAULT_COUNTING, Meeting
from governance.constitution.core.quorum import Answer, evaluate
from tests.governance.constitution.enumeration import Enumeration, Reckoned
from tests.governance.constitution.random_meetings import random_meeting
from tests.governance.constitution.random_rules import CONDITIONS, FORMS, KEYS, random_rule
from tests.governance.constitution.wrong import MISTAKES

LEAST_USE = 1 / 40
MET = range(20, 81)


@dataclass(frozen=True)
class Case:
    """One rule and one meeting, made again from the seed and the number alone."""

    seed: int
    number: int
    rule: Requirement
    meeting: Meeting

    @cached_property
    def answer(self) -> Answer:
        return evaluate(self.rule, self.meeting)

    @cached_property
    def disagreement(self) -> str:
        """Where the product answers otherwise than the second evaluator, and how; empty where it does not."""
        found = difference(self.answer, Enumeration().reckon(self.rule, self.meeting))
        return found and f"case {self.number} of seed {self.seed}, {found}"

    def catches(self, mistake: type[Enumeration]) -> bool:
        """Whether the wrong evaluator stands alone here, where the other two agree."""
        return not self.disagreement and bool(difference(self.answer, mistake().reckon(self.rule, self.meeting)))


def case(seed: int, number: int) -> Case:
    chance = Random(f"{seed} {number}")
    return Case(seed, number, random_rule(chance), random_meeting(chance))


def cases(count: int, seed: int) -> Iterator[Case]:
    return (case(seed, number) for number in range(count))


def difference(answer: Answer, reckoned: Reckoned, path: str = "rule") -> str:
    """The first node at which they differ, with what each of them says."""
    theirs: tuple[Any, ...] = (answer.state.value, answer.have, answer.need, answer.base, len(answer.parts))
    ours: tuple[Any, ...] = (reckoned.state, reckoned.have, reckoned.need, reckoned.base, len(reckoned.parts))
    if not answer.parts:
        theirs, ours = (*theirs, sorted(answer.served_by)), (*ours, sorted(reckoned.served_by))
    if theirs != ours:
        return f"{path}: {type(answer.asked).__name__} is {theirs}, by enumeration {ours}"
    for place, (part, other) in enumerate(zip(answer.parts, reckoned.parts, strict=True)):
        if found := difference(part, other, f"{path}[{place}]"):
            return found
    return ""


@dataclass
class Table:
    """How many rules use each thing that a rule can say, how many meetings each thing there can be, what roots met."""

    cases: int = 0
    uses: Counter[str] = field(default_factory=Counter)
    roots: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, case: Case) -> None:
        self.cases += 1
        self.uses.update(set(said_in(case.rule)))
        self.uses.update(f"meeting: {name}" for name, is_so in there_in(case.meeting).items() if is_so)
        self.roots[type(case.rule).__name__, case.answer.state.value] += 1

    def met(self, form: str) -> int:
        """Of a hundred rules of this form at the root, how many are met."""
        whole = sum(number for (root, _), number in self.roots.items() if root == form)
        return round(100 * self.roots[form, "met"] / whole) if whole else 0

    def seldom(self) -> list[str]:
        """What is used too seldom to prove anything."""
        return [f"{name}, {self.uses[name]} times" for name in EVERYTHING if self.uses[name] < LEAST_USE * self.cases]

    def lopsided(self) -> list[str]:
        """The forms that are hardly ever met at the root, or nearly always."""
        return [f"{name}, {self.met(name)} of 100" for name in ROOTS if self.met(name) not in MET]


ROOTS = tuple(form.__name__ for form in FORMS)
THERE = (
    "vacant seat", "barred seat", "suspended seat", "non-voting seat", "person in two seats", "deputy", "remote",
    "cut off", "barred and out", "barred and staying", "guest", "two voices for a seat", "beyond a limit",
    "opening", "counting of its own", "vacant office", "declared fact", "nobody presiding",
)  # fmt: skip
EVERYTHING = (
    *ROOTS,
    "NoneAsked",
    *(form.__name__ for form in CONDITIONS),
    *(f"of: {key}" for key in KEYS),
    "office of another body",
    *(f"unit: {name}" for name in ("person", "seat", "agency", "weight")),
    *(f"rounding: {name}" for name in ("up", "down", "nearest", "more_than")),
    *(f"base: {name}" for name in ("filled", "all", "counted", "present")),
    *(f"base at: {name}" for name in ("now", "opening")),
    *(f"share: {name}" for name in ("base.of", "plus", "floor", "cap")),
    "distinct",
    *(f"meeting: {name}" for name in THERE),
)


def said_in(rule: Any) -> Iterator[str]:
    """The name of everything that a rule says, down to its last selector."""
    match rule:
        case Selector():
            said = {key: getattr(rule, key) for key in KEYS}
            yield from (f"of: {key}" for key, value in said.items() if value or (key == "voting" and value is False))
            if rule.office and rule.office.of:
                yield "office of another body"
        case Base():
            yield from (f"base: {rule.status}", f"base at: {rule.when}")
        case _:
            yield type(rule).__name__
    if isinstance(rule, Share):
        beside = {"base.of": rule.base.of, "plus": rule.plus or None, "floor": rule.floor, "cap": rule.cap}
        yield from (f"share: {name}" for name, value in beside.items() if value is not None)
        yield f"rounding: {rule.rounding}"
    if hasattr(rule, "unit"):
        yield f"unit: {rule.unit}"
    if isinstance(rule, AtLeast) and rule.distinct:
        yield "distinct"
    for part in fields(rule):
        inside = getattr(rule, part.name)
        for value in inside if isinstance(inside, tuple) else (inside,):
            if is_dataclass(value):
                yield from said_in(value)


def there_in(meeting: Meeting) -> dict[str, bool]:
    """What there is in a meeting, by the names of THERE."""
    seats, here = meeting.seats, meeting.here
    holders = [seat.holder for seat in seats if seat.holder]
    spoken = [somebody.seat for somebody in here if somebody.seat]
    found = (
        None in {seat.holder for seat in seats},
        any(seat.barred for seat in seats),
        any(seat.suspended for seat in seats),
        not all(seat.votes for seat in seats),
        len(set(holders)) < len(holders),
        any(somebody.by == "deputy" for somebody in here),
        any(somebody.how == "remote" for somebody in here),
        any(somebody.cut_off for somebody in here),
        any(somebody.barred and somebody.how is None for somebody in here),
        any(somebody.barred and somebody.how is not None for somebody in here),
        any(somebody.seat is None for somebody in here),
        len(set(spoken)) < len(spoken),
        any(somebody.beyond for somebody in here),
        meeting.opening is not None,
        meeting.counting != DEFAULT_COUNTING,
        None in meeting.offices.values(),
        bool(meeting.declared),
        meeting.presiding is None,
    )
    return dict(zip(THERE, found, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.agreement")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20261001)
    options = parser.parse_args()
    table, differing = Table(), []
    caught = Counter({mistake.__name__: 0 for mistake in MISTAKES})
    for one in cases(options.cases, options.seed):
        table.add(one)
        if one.disagreement:
            differing.append(one.disagreement)
        caught.update(mistake.__name__ for mistake in MISTAKES if one.catches(mistake))
    told = {
        "cases": table.cases,
        "disagreements": differing,
        "mistakes": len(MISTAKES),
        "mistakes caught": sum(number > 0 for number in caught.values()),
        "used too seldom": table.seldom(),
        "met hardly ever, or nearly always": table.lopsided(),
        "uses": {name: table.uses[name] for name in EVERYTHING},
        "met, of 100 with that root": {name: table.met(name) for name in ROOTS},
        "cases that catch a mistake": dict(caught),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
