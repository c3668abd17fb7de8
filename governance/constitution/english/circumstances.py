"""The conditions of a rule in words: "the office of chair is vacant", "this is an adjourned sitting"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatchmethod

from governance.constitution.core.language import (
    EVERYONE,
    AtMost,
    BarredShare,
    Condition,
    Count,
    DecisionIs,
    Declared,
    Elapsed,
    Every,
    InPublic,
    MembersBelow,
    Met,
    Not,
    QuorumOf,
    Requirement,
    Selector,
    Share,
    Since,
    SittingIs,
    Some,
    Someone,
    Unit,
    Vacant,
)
from governance.constitution.english.phrasing import Said, within
from governance.constitution.english.whom import Whom
from governance.constitution.english.wording import PAIR, fraction, is_linked, listed, named, number, with_a
from governance.constitution.writing.dump import length_in_words

SITTINGS = ("sitting", "meeting", "session", "conference", "assembly", "hearing")
DECISIONS = ("decision", "resolution", "motion", "ballot", "vote", "election", "appointment", "change", "amendment")
VERBS = (" is ", " are ", " was ", " were ", " has ", " have ")


@dataclass(frozen=True)
class Circumstances:
    """Says conditions. `said` says the requirements within them."""

    whom: Whom
    said: Callable[[Requirement], Said]

    def when(self, condition: Condition) -> str:
        """The condition with the word that opens it: "where …", or "once …" for a time that passes."""
        return f"{'once' if isinstance(condition, Elapsed) else 'where'} {self.so(condition)}"

    def applied(self, condition: Condition, *, holds: bool) -> str:
        """The condition as it turned out: "as the office of chair is vacant"."""
        return f"as {self.so(condition) if holds else self.not_so(condition)}"

    @singledispatchmethod
    def so(self, condition: Condition) -> str:
        """The condition as a clause."""
        raise TypeError(f"{type(condition).__name__} is no condition.")

    @singledispatchmethod
    def not_so(self, condition: Condition) -> str:
        """The clause that holds where the condition does not."""
        return f"it is not so that ({self.so(condition)})"

    @so.register
    def _(self, asked: Vacant) -> str:
        return self._vacant(asked, "")

    @not_so.register
    def _(self, asked: Vacant) -> str:
        return self._vacant(asked, "not ")

    @so.register
    def _(self, asked: SittingIs) -> str:
        return f"this is {self._kinds(self.whom.names.sittings, asked.kinds, SITTINGS)}"

    @not_so.register
    def _(self, asked: SittingIs) -> str:
        return f"this is not {self._kinds(self.whom.names.sittings, asked.kinds, SITTINGS)}"

    @so.register
    def _(self, asked: DecisionIs) -> str:
        return f"this is {self._kinds(self.whom.names.decisions, asked.kinds, DECISIONS)}"

    @not_so.register
    def _(self, asked: DecisionIs) -> str:
        return f"this is not {self._kinds(self.whom.names.decisions, asked.kinds, DECISIONS)}"

    @so.register
    def _(self, asked: InPublic) -> str:
        return f"the public is {'' if asked.public else 'not '}admitted"

    @not_so.register
    def _(self, asked: InPublic) -> str:
        return self.so(InPublic(not asked.public))

    @so.register
    def _(self, asked: MembersBelow) -> str:
        return f"fewer than {self._members_below(asked)}"

    @not_so.register
    def _(self, asked: MembersBelow) -> str:
        return f"at least {self._members_below(asked)}"

    @so.register
    def _(self, asked: BarredShare) -> str:
        return f"at least {fraction(asked.share)} of the members in office are barred from the item"

    @not_so.register
    def _(self, asked: BarredShare) -> str:
        return f"fewer than {fraction(asked.share)} of the members in office are barred from the item"

    @so.register
    def _(self, asked: Elapsed) -> str:
        return self._elapsed(asked, "")

    @not_so.register
    def _(self, asked: Elapsed) -> str:
        return self._elapsed(asked, " not yet")

    @so.register
    def _(self, asked: Declared) -> str:
        return self._declared(asked, "")

    @not_so.register
    def _(self, asked: Declared) -> str:
        return self._declared(asked, "not ")

    @so.register
    def _(self, asked: Met) -> str:
        return self._met(asked.requirement, "")

    @not_so.register
    def _(self, asked: Met) -> str:
        match asked.requirement:
            case Count(n, of, Unit.PERSON) if n:
                return f"there are fewer than {number(n)} {self.whom.members(of)}"
        return self._met(asked.requirement, "not ")

    @so.register
    def _(self, asked: Every) -> str:
        return self._several(asked.conditions, "and") or "no condition is set, which always holds"

    @so.register
    def _(self, asked: Some) -> str:
        return self._several(asked.conditions, "or") or "one of no conditions holds, which never does"

    @so.register
    def _(self, asked: Not) -> str:
        return self.not_so(asked.condition)

    @not_so.register
    def _(self, asked: Not) -> str:
        return self.so(asked.condition)

    def _met(self, rule: Requirement, no: str) -> str:
        said = self.said(rule)
        match rule:
            case Someone(who):
                is_group = who != EVERYONE and who in {Selector(agency=who.agency), Selector(seat=who.seat)}
                return f"{said.text} is {no}{'represented' if is_group else 'present'}"
            case Count(1, _, Unit.PERSON) | AtMost(Count(1, _, Unit.PERSON)):
                return f"there is {no}{said.text}"
            case Count() | Share() | AtMost():
                return f"there are {no}{said.text}"
            case QuorumOf(body):
                return f"the quorum of {self.whom.body(body)} is {no}formed by those present who hold a seat there"
        return f"this is {no}met ({within(said)})"

    def _vacant(self, asked: Vacant, no: str) -> str:
        titles = self.whom.titles(asked.office, "and")
        if len(asked.office.any_of) == 1:
            return f"the office of {titles} is {no}vacant"
        each = "both" if len(asked.office.any_of) == PAIR else "all"
        return f"the offices of {titles} are {no}{each} vacant"

    def _kinds(self, names: Mapping[str, str], kinds: Sequence[str], nouns: Sequence[str]) -> str:
        said = [named(names, kind) for kind in kinds]
        bare = [name for name in said if not _is_noun(name, nouns)]
        whole = [with_a(name) for name in said if _is_noun(name, nouns)]
        if bare:
            whole.insert(0, with_a(f"{listed(bare, 'or')} {nouns[0]}"))
        return listed(whole, "or")

    def _members_below(self, asked: MembersBelow) -> str:
        if asked.of != EVERYONE:
            return self._some_below(asked)
        if isinstance(asked.limit, int):
            return f"{number(asked.limit)} {'member is' if asked.limit == 1 else 'members are'} in office"
        return f"{fraction(asked.limit)} of all seats are filled"

    def _some_below(self, asked: MembersBelow) -> str:
        if isinstance(asked.limit, int):
            who = self.whom.member(asked.of) if asked.limit == 1 else self.whom.members(asked.of)
            return f"{number(asked.limit)} {who} {'is' if asked.limit == 1 else 'are'} in office"
        return f"{fraction(asked.limit)} of the seats of {self.whom.members(asked.of, of_seats=True)} are filled"

    def _elapsed(self, asked: Elapsed, no: str) -> str:
        since = "the time appointed" if asked.since is Since.START else "the time of the first sitting"
        count, unit = length_in_words(asked.at_least).split(" ")
        return f"{number(int(count))} {unit} {'has' if count == '1' else 'have'}{no} passed since {since}"

    def _declared(self, asked: Declared, no: str) -> str:
        fact = named(self.whom.names.facts, asked.name)
        if any(verb in fact for verb in VERBS):
            return f"it is {no}recorded that {fact}"
        return f"“{fact}” is {no}on record"

    def _several(self, conditions: Sequence[Condition], word: str) -> str:
        if len(conditions) == 1:
            return self.so(conditions[0])
        return listed([self._inner(condition) for condition in conditions], word)

    def _inner(self, condition: Condition) -> str:
        is_list = isinstance(condition, Every | Some) and len(condition.conditions) > 1
        return f"({self.so(condition)})" if is_list else self.so(condition)


def _is_noun(name: str, nouns: Sequence[str]) -> bool:
    """Whether it says by itself what a sitting or a decision is, and not only which."""
    first, *_, last = f"{name} {name}".split(" ")
    return is_linked(name) or first in {"a", "an", "the"} or last in nouns
