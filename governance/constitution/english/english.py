"""A requirement in plain English: as a sentence, as an outline, and as the need of some purpose.

What two rules ask differently they say differently: a sentence leaves out only what changes no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, singledispatchmethod
from itertools import combinations

from governance.constitution.core.language import (
    EVERYONE,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    AtOpening,
    Count,
    Elapsed,
    NoneAsked,
    QuorumOf,
    Requirement,
    Rounding,
    Selector,
    Share,
    Someone,
    Status,
    Unit,
    When,
)
from governance.constitution.english.circumstances import Circumstances
from governance.constitution.english.phrasing import Joint, Line, Said, capital, outline, sentence, within
from governance.constitution.english.whom import MEASURED, Whom
from governance.constitution.english.wording import PAIR, Names, Weight, fraction, number, weight

UNITS = {Unit.SEAT: ("seat", "seats"), Unit.AGENCY: ("agency", "agencies")}
FEW_WORDS = 6
ROUNDED = {
    Rounding.UP: " (rounded up)",
    Rounding.DOWN: " (rounded down)",
    Rounding.NEAREST: " (rounded to the nearest, halves up)",
    Rounding.MORE_THAN: " (taken to the next whole number above)",
}


@dataclass(frozen=True)
class English:
    """Says rules with the names behind their keys."""

    names: Names = field(default_factory=Names)

    def sentence(self, rule: Requirement) -> str:
        """The rule as a sentence, with a capital and a full stop; a second one where who serves it must be said."""
        return sentence(self.said(rule))

    def needing(self, purpose: str, rule: Requirement) -> str:
        """The rule as what a purpose needs: "A formal vote needs at least eight members." """
        if isinstance(rule, NoneAsked):
            return f"Nothing is asked for {purpose}."
        said = self.said(rule)
        if said.joint is Joint.BRANCHES and said.parts:
            return f"For {purpose}: {within(said)}."
        remark = f" {capital(said.remark)}." if said.remark else ""
        return f"{capital(purpose)} needs {within(replace(said, remark=''))}.{remark}"

    def rows(self, rule: Requirement) -> tuple[Line, ...]:
        """The rule as an indented outline, for a page; what is short stays on one line."""
        lines = list(outline(self.said(rule)))
        return (Line(0, capital(lines[0].text)), *lines[1:])

    def phrase(self, rule: Requirement) -> str:
        """The rule as a phrase that ends its sentence."""
        return within(self.said(rule))

    @cached_property
    def whom(self) -> Whom:
        """Who is meant, by the same names."""
        return Whom(self.names)

    @cached_property
    def circumstances(self) -> Circumstances:
        """Conditions, by the same names."""
        return Circumstances(self.whom, self.said)

    @singledispatchmethod
    def said(self, rule: Requirement) -> Said:
        """The rule as phrases, not yet put together."""
        raise TypeError(f"{type(rule).__name__} is no requirement.")

    @said.register
    def _(self, rule: NoneAsked) -> Said:
        return Said("nothing is asked")

    @said.register
    def _(self, rule: Count) -> Said:
        return Said(self._count(rule, "at least"))

    @said.register
    def _(self, rule: Someone) -> Said:
        return Said(self.whom.one(rule.who))

    @said.register
    def _(self, rule: Share) -> Said:
        return Said(self._share(rule, "at least"))

    @said.register
    def _(self, rule: AtMost) -> Said:
        if isinstance(rule.limit, Count):
            return Said(self._count(rule.limit, "no more than"))
        return Said(self._share(rule.limit, "no more than"))

    @said.register
    def _(self, rule: QuorumOf) -> Said:
        return Said(f"the quorum of {self.whom.body(rule.body)}, formed by those present who hold a seat there")

    @said.register
    def _(self, rule: AtOpening) -> Said:
        return Said("at the opening of the sitting", (self.said(rule.requirement),), Joint.LEADING)

    @said.register
    def _(self, rule: AllOf) -> Said:
        parts = opened(rule)
        if not parts:
            return Said("no requirement at all, which always holds")
        if len(parts) == 1:
            return self.said(parts[0])
        head, rest = head_of(parts), [part for part in parts if _is_about_some(part)]
        if head is None or not rest:
            return Said("", tuple(self.said(part) for part in parts), Joint.AND, _may_serve(parts))
        included = tuple(self._included(part) for part in rest)
        counted = Said(self.said(head).text, included, Joint.INCLUDING, _may_serve(rest))
        others = tuple(self.said(part) for part in parts if part is not head and part not in rest)
        return Said("", (counted, *others), Joint.AND) if others else counted

    @said.register
    def _(self, rule: AnyOf) -> Said:
        parts = opened(rule)
        if not parts:
            return Said("one of no alternatives, which never holds")
        if len(parts) == 1:
            return self.said(parts[0])
        return Said("", tuple(self.said(part) for part in parts), Joint.OR)

    @said.register
    def _(self, rule: AtLeast) -> Said:
        among, needed = _asking(rule.among), rule.n
        if not among:
            return self.said(AllOf(()))
        if needed == len(among) == 1:
            return self.said(among[0])
        of = f"these {number(len(among))}" if len(among) > 1 else "this one"
        parts = tuple(self.said(part) for part in among)
        if needed == 0:
            return Said(f"any number, even none, of {of}", parts)
        if rule.distinct and needed > 1:
            asked = f"one each of {of}" if needed == len(among) else f"at least {number(needed)} of {of}"
            return Said(f"{asked}, each a different person", parts)
        asked = f"at least {number(needed)} of {of}"
        if needed == len(among):
            asked = "both of these" if needed == PAIR else f"all of {of}"
        return Said(asked, parts, remark=_may_serve(among) if needed > 1 else "")

    @said.register
    def _(self, rule: When) -> Said:
        branches: list[Said] = []
        before = ""
        while True:
            told = self.circumstances.when(rule.condition)
            branches.append(replace(self.said(rule.then), label=f"{before}{told}"))
            before = "until then" if isinstance(rule.condition, Elapsed) else "otherwise"
            if not isinstance(rule.otherwise, When):
                break
            rule, before = rule.otherwise, f"{before}, "
        branches.append(replace(self.said(rule.otherwise or NoneAsked()), label=before))
        return Said("", tuple(branches), Joint.BRANCHES)

    def _included(self, part: Requirement) -> Said:
        match part:
            case Someone(who):
                return Said(self.whom.included(who))
            case Count(n, of, Unit.PERSON) if n:
                return Said(f"at least {number(n)}{_without_noun(self.members(of, n))}")
        return self.said(part)

    def members(self, of: Selector, count: int) -> str:
        """So many members of those meant, without the number: "member from Kent Police" for one."""
        return self.whom.member(of) if count == 1 else self.whom.members(of)

    def _count(self, rule: Count, bound: str) -> str:
        if rule.unit is Unit.PERSON:
            if rule.n == 0:
                none = "any number, even none, of the" if bound == "at least" else "no"
                return f"{none} {self.whom.members(rule.of)}"
            if rule.of.office and rule.n > 1 and rule.of == Selector(office=rule.of.office):
                return f"{bound} {number(rule.n)} of the {self.whom.titles(rule.of.office, 'and')}"
            return f"{bound} {number(rule.n)} {self.members(rule.of, rule.n)}"
        if rule.unit is Unit.WEIGHT:
            amount = f"a weight of {bound} {number(rule.n)}"
        else:
            amount = f"{bound} {number(rule.n)} {UNITS[rule.unit][rule.n != 1]}"
        return self.measured(rule.of, rule.unit, amount)

    def _share(self, rule: Share, bound: str) -> str:
        amount = self._amount(rule, bound)
        is_of_its_own = rule.base.of is None or rule.base.of == rule.of
        if rule.unit is Unit.PERSON and is_of_its_own:
            return amount
        if as_many := self._as_many(rule, bound):
            return as_many
        return self.measured(rule.of, rule.unit, amount)

    def _as_many(self, rule: Share, bound: str) -> str:
        """A whole share of others who are there: "more lay members than professionals present and counted"."""
        is_plain = Share(rule.this, rule.of, Unit.PERSON, rule.base, rule.rounding) == rule and rule.this == 1
        if not is_plain or rule.base.status not in {Status.COUNTED, Status.PRESENT}:
            return ""
        members, others = self.whom.members(rule.of), self.whom.base(rule)
        if rule.rounding is Rounding.MORE_THAN:
            return f"more {members} than {others}" if bound == "at least" else ""
        return f"at least as many {members} as {others}" if bound == "at least" else f"no more {members} than {others}"

    def measured(self, of: Selector, unit: Unit, amount: str) -> str:
        """Members who come to an amount; those who are meant stand last where it takes many words to say who."""
        members = self.whom.members(of)
        if len(members.split(" ")) <= FEW_WORDS and weight(members) is Weight.PLAIN:
            return f"{members} {MEASURED[unit]} {amount}"
        return f"members {MEASURED[unit]} {amount}, counting only {members}"

    def _amount(self, rule: Share, bound: str) -> str:
        share, base = fraction(rule.this), self.whom.base(rule)
        is_moved = bool(rule.plus) or rule.floor is not None or rule.cap is not None
        is_above = rule.rounding is Rounding.MORE_THAN and bound == "at least" and not rule.plus
        rounded = ROUNDED[rule.rounding]
        if is_above or (rule.this.denominator == 1 and rule.rounding is not Rounding.MORE_THAN):
            rounded = ""
        bound = "more than" if is_above else bound
        if share == "all":
            words = base if base.startswith("all ") else f"all of {base}"
            if bound == "at least" and not is_moved:
                bound = ""
        else:
            words = f"{share} of {base}"
        plus = f", {'plus' if rule.plus > 0 else 'less'} {number(abs(rule.plus))}" if rule.plus else ""
        return f"{bound} {words}{rounded}{plus}{_limits(rule)}".strip()


def opened(rule: AllOf | AnyOf) -> tuple[Requirement, ...]:
    """The parts that ask something; and in place of a part of the same kind, its parts."""
    parts: list[Requirement] = []
    for part in rule.parts:
        if type(part) is type(rule) and part.parts:
            parts += opened(part)
        else:
            parts.append(part)
    return _asking(parts)


def _asking(parts: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """The parts but for those that ask nothing, which count for nothing in what contains them; or the first of them."""
    asking = tuple(part for part in parts if not isinstance(part, NoneAsked))
    return asking or tuple(parts[:1])


def head_of(parts: Sequence[Requirement]) -> Count | Share | None:
    """The one part that counts everybody, so that others may say who must be among them."""
    heads = [part for part in parts if isinstance(part, Count | Share) and _counts_everybody(part)]
    return heads[0] if len(heads) == 1 else None


def _counts_everybody(part: Count | Share) -> bool:
    if part.of != EVERYONE or part.unit is not Unit.PERSON:
        return False
    return part.n > 1 if isinstance(part, Count) else part.base.of in {None, EVERYONE}


def _is_about_some(part: Requirement) -> bool:
    match part:
        case Someone():
            return True
        case Count(n, of, unit):
            return unit is Unit.PERSON and n > 0 and of != EVERYONE
        case AtLeast(_, among):
            return bool(among) and all(isinstance(inner, Someone) for inner in among)
        case AnyOf(parts):
            return bool(parts) and all(isinstance(inner, Someone) for inner in parts)
    return False


def _may_serve(parts: Sequence[Requirement]) -> str:
    """That one person may serve several of the parts, where that can happen."""
    served = [part for part in parts if isinstance(part, Someone | Count | AnyOf | AllOf | AtLeast)]
    if not any(_may_overlap(one, other) for one, other in combinations(served, 2)):
        return ""
    return "one person may serve both" if len(parts) == PAIR else "one person may serve several"


def _may_overlap(one: Requirement, other: Requirement) -> bool:
    return any(_may_be_one(mine, theirs) for mine in _asked(one) for theirs in _asked(other))


def _asked(part: Requirement) -> list[Selector]:
    match part:
        case Someone(who):
            return [who]
        case Count(n, of, unit) if n and unit is Unit.PERSON and of != EVERYONE:
            return [of]
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return [who for inner in parts for who in _asked(inner)]
    return []


def _may_be_one(one: Selector, other: Selector) -> bool:
    """Whether one person, for one seat, can be meant by both."""
    both = ((one.agency, other.agency), (one.sector, other.sector), (one.seat, other.seat))
    return not any(mine and theirs and set(mine).isdisjoint(theirs) for mine, theirs in both)


def _without_noun(members: str) -> str:
    for noun in ("members", "member"):
        if members.startswith(noun):
            return members.removeprefix(noun)
    return f" {members}"


def _limits(rule: Share) -> str:
    fewer = "less" if rule.unit is Unit.WEIGHT else "fewer"
    floor = f"never {fewer} than {number(rule.floor)}" if rule.floor is not None else ""
    cap = f"never more than {number(rule.cap)}" if rule.cap is not None else ""
    if rule.floor is not None and rule.cap is not None and rule.floor > rule.cap:
        return f", but {cap}, and yet {floor}"
    both = " and ".join(limit for limit in (floor, cap) if limit)
    return f", but {both}" if both else ""
