"""What pages and acts read of a trust's clauses: one query, whatever their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from governance.constitution.clauses import Part, Piece, Placed, group_of, in_order, part_on, pieces
from governance.constitution.models import Clause, ClauseKind, ClauseStanding
from governance.structure.models import Trust

Runs = Mapping[str, Sequence[tuple[str, str]]]
"""By the number of a clause, the rules that run it: what each is called, and its address."""


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause on a day: where it stands, and its words cut where they name other clauses."""

    clause: Clause
    part: Part
    text: list[Piece]
    note: list[Piece]
    runs: Sequence[tuple[str, str]] = ()

    @property
    def kinds(self) -> list[ClauseKind]:
        """What is owed to it."""
        return [ClauseKind(kind) for kind in self.clause.kinds]

    @property
    def is_repealed(self) -> bool:
        """Whether it was ended by repeal, on that day or a later one."""
        return self.clause.standing == ClauseStanding.REPEALED

    @property
    def may_be_repealed(self) -> bool:
        """Whether the officer is offered to repeal it; the rule decides."""
        return self.clause.standing == ClauseStanding.IN_FORCE and self.clause.ends is None


@dataclass(frozen=True, slots=True)
class SourceShown:
    """The clauses of one source, in order. `number` counts the sources of the page, from 1."""

    name: str
    number: int
    clauses: list[ClauseShown]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"source_{self.number}"

    @property
    def chapters(self) -> list[tuple[str, str]]:
        """Ways into the list: the name of each group of numbers, and its first clause."""
        groups = [(name, list(found)) for name, found in groupby((one.clause.key for one in self.clauses), group_of)]
        return [(_chapter(name, keys), keys[0]) for name, keys in groups]


@dataclass(frozen=True, slots=True)
class ClausesShown:
    """The clauses on a day, part by part; `counts` tells how many of each kind there are, whatever kind was asked."""

    parts: list[tuple[Part, list[SourceShown]]] = field(default_factory=list)
    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0


def clauses_of(trust: Trust) -> list[Clause]:
    """Every clause of the trust, in the order of its agreement; one query."""
    found = Clause.objects.filter(trust=trust).select_related("trust")
    return sorted(found, key=lambda clause: (clause.position, in_order(clause.key)))


def places_of(trust: Trust) -> list[Placed]:
    """Every clause of the trust by what tells its place; one query."""
    return [Placed(clause.key, clause.source, clause.position) for clause in clauses_of(trust)]


def sources_of(trust: Trust) -> list[str]:
    """The sources that the trust's clauses name, in the order of the agreement; one query."""
    return list(dict.fromkeys(clause.source for clause in clauses_of(trust) if clause.source))


def clauses_on(trust: Trust, day: date, *, kind: ClauseKind | None, runs: Runs) -> ClausesShown:
    """The trust's clauses on the day, those of one kind where it is given; one query."""
    found = clauses_of(trust)
    asked = [clause for clause in found if kind is None or kind in clause.kinds]
    keys = {clause.key for clause in asked}  # what is not on the page cannot be led to
    shown = [_shown(clause, day, keys, runs) for clause in asked]
    parts, number = [], 0
    for part in Part:
        sources: dict[str, list[ClauseShown]] = {}
        for one in shown:
            if one.part == part:
                sources.setdefault(one.clause.source, []).append(one)
        if sources:
            parts.append(
                (part, [SourceShown(name, number + n, ones) for n, (name, ones) in enumerate(sources.items(), 1)])
            )
            number += len(sources)
    counts = Counter(each for clause in found for each in clause.kinds)
    return ClausesShown(parts=parts, counts=counts, total=len(found))


def _shown(clause: Clause, day: date, keys: set[str], runs: Runs) -> ClauseShown:
    others = keys - {clause.key}
    return ClauseShown(
        clause=clause,
        part=part_on(day, starts=clause.starts, ends=clause.ends, standing=clause.standing),
        text=pieces(clause.text, others),
        note=pieces(clause.note, others),
        runs=runs.get(clause.key, ()),
    )


def _chapter(name: str, keys: list[str]) -> str:
    """ "K10" of K10.1 and its like, "KA1 to KA15" where the numbers have no chapters."""
    if "." in keys[0]:
        return name
    return keys[0] if len(keys) == 1 else f"{keys[0]} to {keys[-1]}"
