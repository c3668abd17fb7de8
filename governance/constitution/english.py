"""A requirement as a plain English sentence, and an answer as the state of things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import singledispatchmethod
from typing import Any

from governance.constitution.dump import length_in_words
from governance.constitution.language import (
    AllOf,
    AnyOf,
    AtLeast,
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
    Moment,
    NoneAsked,
    Not,
    Offices,
    QuorumOf,
    Requirement,
    Rounding,
    Selector,
    Share,
    Since,
    SittingIs,
    Some,
    Someone,
    Status,
    Unit,
    Vacant,
    Voice,
    When,
)
from governance.constitution.quorum import Answer, State

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
FRACTIONS = {
    Fraction(1, 2): "half",
    Fraction(1, 3): "one third",
    Fraction(2, 3): "two thirds",
    Fraction(1, 4): "one quarter",
    Fraction(3, 4): "three quarters",
    Fraction(1): "all",
}
UNITS = {
    Unit.PERSON: ("member", "members"),
    Unit.SEAT: ("seat", "seats"),
    Unit.AGENCY: ("agency", "agencies"),
    Unit.WEIGHT: ("vote by weight", "votes by weight"),
}


@dataclass(frozen=True)
class English:
    """Says rules and answers. `names` are the names behind keys: agencies, seats, tags, bodies, offices, kinds."""

    names: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, rule: Requirement) -> str:
        """The rule as one sentence, with a capital and a full stop."""
        said = self.say(rule)
        return f"{said[0].upper()}{said[1:]}."

    def explain(self, answer: Answer) -> str:
        """How things stand: what there is of what is asked, and which parts are missing."""
        if answer.state is State.NONE_ASKED:
            return "None asked."
        done = f"{answer.have} of {answer.need}"
        if answer.state is State.MET:
            return f"{done}: met."
        missing = [self.say(part.asked) for part in _lacking(answer)]
        return f"{done}: not met; missing is {_joined(missing, 'and')}." if missing else f"{done}: not met."

    @singledispatchmethod
    def say(self, rule: Requirement) -> str:
        """The rule as a phrase within a sentence."""
        raise TypeError(f"{type(rule).__name__} is no requirement.")

    @say.register
    def _(self, rule: NoneAsked) -> str:
        return "nothing is asked"

    @say.register
    def _(self, rule: Count) -> str:
        return f"at least {_number(rule.n)} {self.who(rule.of, rule.unit, many=rule.n != 1)}"

    @say.register
    def _(self, rule: Someone) -> str:
        return self._one(rule.who)

    @say.register
    def _(self, rule: Share) -> str:
        return f"at least {self._share(rule, Rounding.UP)}"

    @say.register
    def _(self, rule: AtMost) -> str:
        limit = rule.limit
        if isinstance(limit, Count):
            return f"no more than {_number(limit.n)} {self.who(limit.of, limit.unit, many=limit.n != 1)}"
        return f"no more than {self._share(limit, Rounding.DOWN)}"

    @say.register
    def _(self, rule: AllOf) -> str:
        return _joined([self._inner(part) for part in rule.parts], "and") if rule.parts else "nothing more"

    @say.register
    def _(self, rule: AnyOf) -> str:
        return _joined([self._inner(part) for part in rule.parts], "or") if rule.parts else "what cannot be"

    @say.register
    def _(self, rule: AtLeast) -> str:
        listed = "; ".join(self.say(part) for part in rule.among)
        apart = ", each of them somebody else" if rule.distinct else ""
        return f"at least {_number(rule.n)} of these {_number(len(rule.among))}{apart}: {listed}"

    @say.register
    def _(self, rule: When) -> str:
        otherwise = f"; otherwise {self.say(rule.otherwise)}" if rule.otherwise else ""
        return f"where {self.if_so(rule.condition)}, {self.say(rule.then)}{otherwise}"

    @say.register
    def _(self, rule: QuorumOf) -> str:
        return f"the quorum of {self.named(rule.body)}, among those present who sit there"

    @singledispatchmethod
    def if_so(self, condition: Condition) -> str:
        """The condition as a phrase after "where"."""
        raise TypeError(f"{type(condition).__name__} is no condition.")

    @if_so.register
    def _(self, asked: Vacant) -> str:
        return f"the office of {self._office(asked.office)} is vacant"

    @if_so.register
    def _(self, asked: SittingIs) -> str:
        return f"the sitting is {_a(self._or(asked.kinds))}"

    @if_so.register
    def _(self, asked: DecisionIs) -> str:
        return f"the decision is {_a(self._or(asked.kinds))}"

    @if_so.register
    def _(self, asked: InPublic) -> str:
        return f"the public is {'' if asked.public else 'not '}admitted"

    @if_so.register
    def _(self, asked: MembersBelow) -> str:
        if isinstance(asked.limit, int):
            return f"fewer than {_number(asked.limit)} seats are filled"
        return f"fewer than {_share_in_words(asked.limit)} of the seats are filled"

    @if_so.register
    def _(self, asked: BarredShare) -> str:
        return f"at least {_share_in_words(asked.share)} of the members are barred from the item"

    @if_so.register
    def _(self, asked: Elapsed) -> str:
        since = "the time appointed" if asked.since is Since.START else "the first sitting"
        return f"at least {length_in_words(asked.at_least)} have passed since {since}"

    @if_so.register
    def _(self, asked: Declared) -> str:
        return f"it has been declared that {self.named(asked.name)}"

    @if_so.register
    def _(self, asked: Met) -> str:
        return f"there are {self.say(asked.requirement)}"

    @if_so.register
    def _(self, asked: Every) -> str:
        return _joined([self.if_so(part) for part in asked.conditions], "and")

    @if_so.register
    def _(self, asked: Some) -> str:
        return _joined([self.if_so(part) for part in asked.conditions], "or")

    @if_so.register
    def _(self, asked: Not) -> str:
        return f"it is not so that {self.if_so(asked.condition)}"

    def named(self, key: str) -> str:
        """The name behind a key; a key without one is read as words."""
        return self.names.get(key, key.replace("-", " "))

    def who(self, who: Selector, unit: Unit, *, many: bool) -> str:
        """Those meant, as what is counted: "members from Kent Police"."""
        noun = UNITS[unit][many]
        return f"{noun}{self._qualities(who)}"

    def _one(self, who: Selector) -> str:
        """One of those meant, named as shortly as can be: "the chair or vice-chair", "Kent Police"."""
        if who.office and who == Selector(office=who.office):
            return f"the {self._office(who.office)}"
        if who.agency and who == Selector(agency=who.agency):
            return self._or(who.agency)
        if who.seat and who == Selector(seat=who.seat):
            return f"the {self._or(who.seat)}"
        return f"a member{self._qualities(who)}"

    def _qualities(self, who: Selector) -> str:
        said = [
            f" holding the office of {self._office(who.office)}" if who.office else "",
            f" from {self._or(who.agency)}" if who.agency else "",
            f" of the {self._or(who.sector)} sector" if who.sector else "",
            f" in the seat of {self._or(who.seat)}" if who.seat else "",
            f" for {self._or(who.tag)}" if who.tag else "",
            f" who also sit on {self._or(who.in_body)}" if who.in_body else "",
            " who preside" if who.presiding else "",
            f" {'in the room' if 'room' in who.how else 'taking part remotely'}" if len(who.how) == 1 else "",
            f" {'in person' if Voice.HOLDER in who.by else 'by deputy'}" if len(who.by) == 1 else "",
            "" if who.voting is None else f" {'with' if who.voting else 'without'} a vote",
            f" other than those{self._qualities(who.negated)}" if who.negated is not None else "",
        ]
        return "".join(said)

    def _inner(self, part: Requirement) -> str:
        """A part within a list: in brackets where it is a list itself."""
        said = self.say(part)
        return f"({said})" if isinstance(part, AllOf | AnyOf | AtLeast | When) else said

    def _share(self, share: Share, default: Rounding) -> str:
        of = share.base.of if share.base.of is not None else share.of
        noun = self.who(of, share.unit, many=True)
        base = {
            Status.FILLED: f"{noun} in office",
            Status.ALL: f"{noun}, vacant seats included",
            Status.COUNTED: f"{noun} who count",
            Status.PRESENT: f"{noun} present",
        }[share.base.status]
        opening = " at the opening" if share.base.when is Moment.OPENING else ""
        rounded = {
            Rounding.UP: "rounded up",
            Rounding.DOWN: "rounded down",
            Rounding.NEAREST: "to the nearest whole number",
            Rounding.MORE_THAN: "",
        }[share.rounding]
        more = "more than " if share.rounding is Rounding.MORE_THAN else ""
        plus = f", plus {_number(share.plus)}" if share.plus else ""
        bounds = [
            f"at least {_number(share.floor)}" if share.floor is not None else "",
            f"at most {_number(share.cap)}" if share.cap is not None else "",
        ]
        limits = " and ".join(bound for bound in bounds if bound)
        asked = f", being {self.who(share.of, share.unit, many=True)}" if of != share.of else ""
        how = f" ({rounded})" if rounded and share.this.denominator != 1 else ""
        tail = f", but {limits}" if limits else ""
        return f"{more}{_share_in_words(share.this)} of the {base}{opening}{how}{plus}{tail}{asked}"

    def _office(self, office: Offices) -> str:
        of = f" of {self.named(office.of)}" if office.of else ""
        return f"{self._or(office.any_of)}{of}"

    def _or(self, keys: Sequence[str]) -> str:
        return _joined([self.named(key) for key in keys], "or")


def _lacking(answer: Answer) -> list[Answer]:
    return [part for part in answer.parts if part.state is State.NOT_MET]


def _joined(phrases: Sequence[str], word: str) -> str:
    *before, last = phrases or [""]
    return f"{', '.join(before)} {word} {last}" if before else last


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _number(number: int) -> str:
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def _share_in_words(share: Fraction) -> Any:
    if share in FRACTIONS:
        return FRACTIONS[share]
    percent = share * 100
    return f"{percent.numerator}%" if percent.denominator == 1 else str(share)
