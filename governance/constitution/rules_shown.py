"""What the rules of a body are on a day, made ready to be read: part by part, since when, and what is coming.

All of it is asked of a rulebook that is there already: no queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from governance.constitution.comparing import Piece, both_marked
from governance.constitution.core.constitution import Part, Quorum, Rules
from governance.constitution.core.language import Requirement
from governance.constitution.english.english import English
from governance.constitution.english.phrasing import Line, within
from governance.constitution.english.saying import Said, said_of, title_of
from governance.constitution.english.wording import Names
from governance.constitution.rulebook import Rulebook
from governance.structure.models import Body

ONE_SENTENCE = 150
"""A rule of more letters than this has its outline shown beneath it."""

NOT_SAID = Said("", "", ())
Label = tuple[str, int]
"""What a rule is called in its part, and which of those that are called so it is."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of an outline, with the lines beneath it."""

    text: str
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule: its sentence with its clauses, and where that is long its outline."""

    said: Said
    outline: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part on a day. `since`: the first day on which it read so; `until`: the first on which it will not."""

    part: Part
    title: str
    rules: tuple[RuleShown, ...]
    taken_from: Body | None
    since: date
    until: date | None


def usual_since(parts: Sequence[PartShown]) -> date | None:
    """Since when most of the parts read so, so that a page need not say it of each."""
    return Counter(part.since for part in parts).most_common(1)[0][0] if parts else None


@dataclass(frozen=True, slots=True)
class VersionShown:
    """The rules from one day until the next on which they change. `changed` are the titles of the parts that did.

    `is_own`: it is a version of the body's own, and not of one from which it takes a part.
    """

    starts: date
    before: date | None
    changed: tuple[str, ...]
    is_own: bool
    is_shown: bool
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class RuleCompared:
    """One rule in two versions, cut into words that stayed and words that did not; None where it was not there."""

    label: str
    old: tuple[Piece, ...] | None
    new: tuple[Piece, ...] | None
    old_clauses: tuple[str, ...] = ()
    new_clauses: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it reads otherwise, or names other clauses."""
        return (_words(self.old), self.old_clauses) != (_words(self.new), self.new_clauses)


@dataclass(frozen=True, slots=True)
class PartCompared:
    """A part in two versions."""

    part: Part
    title: str
    rules: tuple[RuleCompared, ...]
    old_from: Body | None
    new_from: Body | None

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return self.old_from != self.new_from or any(rule.is_changed for rule in self.rules)


@dataclass(frozen=True)
class Reading:
    """The rules of one body, to be read on any day."""

    rulebook: Rulebook
    body: Body
    names: Names

    @cached_property
    def turns(self) -> list[date]:
        """The days on which the rules change, the earliest first."""
        return self.rulebook.turns(self.body.key)

    def parts(self, day: date) -> list[PartShown]:
        """The parts that are written on the day, in their order."""
        rules = self.rules(day)
        return [self._part(part, rules, day) for part in Part if part in rules.written]

    def versions(self, day: date, *, today: date) -> list[VersionShown]:
        """Every version, the latest first. `day` is the one that the page shows."""
        turns, own = self.turns, {version.starts for version in self.rulebook.versions[self.body.key]}
        shown = max((turn for turn in turns if turn <= day), default=None)
        found = []
        for before, turn in zip([None, *turns], turns, strict=False):
            changed = tuple(title_of(part) for part in self._changed(before, turn))
            found.append(
                VersionShown(turn, before, changed, is_own=turn in own, is_shown=turn == shown, is_to_come=turn > today)
            )
        return found[::-1]

    def compared(self, old: date, new: date) -> list[PartCompared]:
        """Each part that is written on either day, as it was and as it is."""
        before, after = self.rules(old), self.rules(new)
        return [self._compared(part, before, after) for part in Part if part in before.written | after.written]

    def rules(self, day: date) -> Rules:
        """The rules on the day."""
        if day not in self._read:
            self._read[day] = self.rulebook.rules(self.body.key, day)
        return self._read[day]

    @cached_property
    def _read(self) -> dict[date, Rules]:
        return {}

    def _part(self, part: Part, rules: Rules, day: date) -> PartShown:
        turns, same, since = self.turns, _alike(part, rules), None
        for turn in reversed([turn for turn in turns if turn <= day]):
            if _alike(part, self.rules(turn)) != same:
                break
            since = turn
        until = next((turn for turn in turns if turn > day and _alike(part, self.rules(turn)) != same), None)
        return PartShown(
            part,
            title_of(part),
            self._rules_said(part, rules),
            self._source(part, rules),
            since or day,
            until,
        )

    def _rules_said(self, part: Part, rules: Rules) -> tuple[RuleShown, ...]:
        asked = requirements_of(rules.quorum) if part is Part.QUORUM else ()
        return tuple(RuleShown(one, self._outline(one, asked)) for one in _said(part, rules, self.names))

    def _outline(self, said: Said, asked: Sequence[Requirement]) -> tuple[Branch, ...]:
        """The lines of the requirement that a long sentence says: of those it holds, the one of the most words."""
        if len(said.text) <= ONE_SENTENCE:
            return ()
        english = English(self.names)
        held = [rule for rule in asked if within(replace(english.said(rule), remark="")) in said.text]
        lines = english.rows(max(held, key=lambda rule: len(english.phrase(rule)))) if held else ()
        return branching(lines) if len(lines) > 1 else ()

    def _changed(self, before: date | None, turn: date) -> list[Part]:
        new = self.rules(turn)
        old = self.rules(before) if before else Rules()
        return [part for part in Part if _alike(part, old) != _alike(part, new)]

    def _compared(self, part: Part, before: Rules, after: Rules) -> PartCompared:
        old, new = (_by_label(_said(part, rules, self.names)) for rules in (before, after))
        return PartCompared(
            part,
            title_of(part),
            tuple(_rule_compared(old.get(label), new.get(label)) for label in _merged(list(old), list(new))),
            self._source(part, before),
            self._source(part, after),
        )

    def _source(self, part: Part, rules: Rules) -> Body | None:
        return self.rulebook.bodies.get(rules.inherited.get(part, ""))


def requirements_of(quorum: Quorum) -> list[Requirement]:
    """Everything that a quorum asks, of whatever sitting, decision, ballot or request."""
    of_decisions = (each.requirement for each in quorum.decision.values())
    return [quorum.business, *quorum.sitting.values(), *of_decisions, quorum.vote, *quorum.request.values()]


def branching(lines: Sequence[Line]) -> tuple[Branch, ...]:
    """The lines of an outline as a tree: beneath each, those that follow it and stand deeper."""
    if not lines:
        return ()
    top = lines[0].depth
    starts = [place for place, line in enumerate(lines) if line.depth <= top]
    ends = [*starts[1:], len(lines)]
    return tuple(
        Branch(lines[start].text, branching(lines[start + 1 : end])) for start, end in zip(starts, ends, strict=True)
    )


def _said(part: Part, rules: Rules, names: Names) -> tuple[Said, ...]:
    """What the part says, or nothing where it is not written; from whom it is taken is shown apart."""
    return said_of(part, replace(rules, inherited={}), names) if part in rules.written else ()


def _alike(part: Part, rules: Rules) -> object:
    """What a part says and from whom it is taken, or nothing; equal where both are."""
    return (getattr(rules, part.value), rules.inherited.get(part)) if part in rules.written else None


def _by_label(said: Iterable[Said]) -> dict[Label, Said]:
    """What is said by its label; where several have the same, by their turn as well."""
    turns: Counter[str] = Counter()
    found = {}
    for one in said:
        turns[one.label] += 1
        found[one.label, turns[one.label]] = one
    return found


def _rule_compared(old: Said | None, new: Said | None) -> RuleCompared:
    was, now = both_marked(old.text if old else "", new.text if new else "")
    return RuleCompared(
        (new or old or NOT_SAID).label,
        was if old else None,
        now if new else None,
        old.clauses if old else (),
        new.clauses if new else (),
    )


def _merged(old: Sequence[Label], new: Sequence[Label]) -> list[Label]:
    """The labels of both, in the order of the new; what has gone stands where it stood."""
    found = list(new)
    for place, label in enumerate(old):
        if label not in found:
            after = next((found.index(each) for each in reversed(old[:place]) if each in found), -1)
            found.insert(after + 1, label)
    return found


def _words(pieces: tuple[Piece, ...] | None) -> str | None:
    return None if pieces is None else "".join(piece.text for piece in pieces)
