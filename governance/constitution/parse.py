"""Plain data into the rule language, and back. What is wrong is refused by its path and the reason.

`parse(dump(rule)) == rule` for every rule. A written form is what a trust file or a dated constitution holds; scalars
may come as text (YAML as we read it) or as JSON's own numbers and booleans.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from governance.constitution.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    BarredShare,
    Base,
    Condition,
    Count,
    DecisionIs,
    Declared,
    Elapsed,
    Every,
    How,
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

NONE_ASKED = "none asked"
DEEPEST = 12
MOST_PARTS = 400
E = TypeVar("E", bound=StrEnum)


class Refused(ValueError):
    """The written rule cannot be. `path` leads to the place, `reason` says what is wrong with it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a rule may use. `offices` are the body's own; `bodies` the others', each with its offices."""

    offices: Collection[str] = ()
    agencies: Collection[str] = ()
    sectors: Collection[str] = ()
    seats: Collection[str] = ()
    tags: Collection[str] = ()
    bodies: Mapping[str, Collection[str]] = field(default_factory=dict)
    sittings: Collection[str] = ()
    decisions: Collection[str] = ()
    facts: Collection[str] = ()


def parse(data: Any, known: Known, *, path: str = "quorum") -> Requirement:
    """The requirement that plain data says. Raises Refused at the first thing that is wrong."""
    reader = _Reader(known)
    return reader.requirement(data, path, 0)


class _Reader:
    def __init__(self, known: Known) -> None:
        self.known = known
        self.parts = 0

    def requirement(self, data: Any, path: str, depth: int) -> Requirement:
        """Any form of requirement."""
        self.parts += 1
        if depth > DEEPEST or self.parts > MOST_PARTS:
            raise Refused(path, "the rule is too deep or too long for anybody to follow")
        if data == NONE_ASKED:
            return NoneAsked()
        form, inside = self._form(data, path, self._forms, "requirement")
        return self._forms[form](self, inside, data, f"{path}.{form}" if path else form, depth + 1)

    def _count(self, inside: Any, data: Any, path: str, depth: int) -> Count:
        said = _keys(inside, path, {"n", "of", "unit"}, required={"n"})
        n = _number(said["n"], f"{path}.n")
        return Count(n, self._selector_in(said, "of", path), _word(said, "unit", Unit, Unit.PERSON, path))

    def _share(self, inside: Any, data: Any, path: str, depth: int) -> Share:
        return self._share_of(inside, path, Rounding.UP)

    def _share_of(self, inside: Any, path: str, rounding: Rounding) -> Share:
        keys = {"this", "of", "unit", "base", "rounding", "plus", "floor", "cap"}
        said = _keys(inside, path, keys, required={"this"})
        return Share(
            this=_fraction(said["this"], f"{path}.this"),
            of=self._selector_in(said, "of", path),
            unit=_word(said, "unit", Unit, Unit.PERSON, path),
            base=self._base(said.get("base"), f"{path}.base"),
            rounding=_word(said, "rounding", Rounding, rounding, path),
            plus=_number(said["plus"], f"{path}.plus", lowest=None) if "plus" in said else 0,
            floor=_number(said["floor"], f"{path}.floor") if "floor" in said else None,
            cap=_number(said["cap"], f"{path}.cap") if "cap" in said else None,
        )

    def _base(self, data: Any, path: str) -> Base:
        if data is None:
            return Base()
        said = _keys(data, path, {"of", "status", "when"})
        base = Base(
            of=self.selector(said["of"], f"{path}.of") if "of" in said else None,
            status=_word(said, "status", Status, Status.FILLED, path),
            when=_word(said, "when", Moment, Moment.NOW, path),
        )
        if base.of and base.status in {Status.FILLED, Status.ALL} and _speaks(base.of):
            raise Refused(f"{path}.of", '"how" and "by" mean nothing in a base of seats')
        return base

    def _at_most(self, inside: Any, data: Any, path: str, depth: int) -> AtMost:
        form, limit = self._form(inside, path, {"count": None, "share": None}, "limit")
        if form == "count":
            return AtMost(self._count(limit, inside, f"{path}.count", depth))
        return AtMost(self._share_of(limit, f"{path}.share", Rounding.DOWN))

    def _someone(self, inside: Any, data: Any, path: str, depth: int) -> Someone:
        return Someone(self.selector(inside, path))

    def _all(self, inside: Any, data: Any, path: str, depth: int) -> AllOf:
        return AllOf(self._list(inside, path, depth))

    def _any(self, inside: Any, data: Any, path: str, depth: int) -> AnyOf:
        return AnyOf(self._list(inside, path, depth))

    def _at_least(self, inside: Any, data: Any, path: str, depth: int) -> AtLeast:
        said = _keys(inside, path, {"n", "among", "distinct"}, required={"n", "among"})
        n = _number(said["n"], f"{path}.n")
        among = self._list(said["among"], f"{path}.among", depth)
        distinct = _truth(said["distinct"], f"{path}.distinct") if "distinct" in said else False
        if n > len(among):
            raise Refused(f"{path}.n", f"needs {n} of {len(among)}")
        if distinct and not all(isinstance(part, Someone) for part in among):
            raise Refused(f"{path}.distinct", 'only a list of "someone" can be served by different people')
        return AtLeast(n, among, distinct)

    def _when(self, inside: Any, data: Any, path: str, depth: int) -> When:
        said = _keys(data, path, {"when", "then", "else"}, required={"when", "then"})
        return When(
            self.condition(said["when"], path, depth),
            self.requirement(said["then"], f"{path}.then", depth),
            self.requirement(said["else"], f"{path}.else", depth) if "else" in said else None,
        )

    def _quorum_of(self, inside: Any, data: Any, path: str, depth: int) -> QuorumOf:
        return QuorumOf(_name(inside, path, self.known.bodies, "body"))

    _forms: Mapping[str, Callable[..., Requirement]] = {
        "count": _count,
        "share": _share,
        "at_most": _at_most,
        "someone": _someone,
        "all": _all,
        "any": _any,
        "at_least": _at_least,
        "when": _when,
        "quorum_of": _quorum_of,
    }

    def selector(self, data: Any, path: str) -> Selector:
        """Who is meant."""
        said = _keys(
            data,
            path,
            {"office", "agency", "sector", "seat", "tag", "in", "presiding", "how", "by", "voting", "not"},
        )
        if "presiding" in said and not _truth(said["presiding"], f"{path}.presiding"):
            raise Refused(f"{path}.presiding", 'can only be "yes"; put it under "not" for everybody else')
        return Selector(
            office=self._offices(said["office"], f"{path}.office") if "office" in said else None,
            agency=_names(said, "agency", self.known.agencies, path),
            sector=_names(said, "sector", self.known.sectors, path),
            seat=_names(said, "seat", self.known.seats, path),
            tag=_names(said, "tag", self.known.tags, path),
            in_body=_names(said, "in", self.known.bodies, path, what="body"),
            presiding="presiding" in said,
            how=tuple(How(name) for name in _names(said, "how", list(How), path)),
            by=tuple(Voice(name) for name in _names(said, "by", list(Voice), path)),
            voting=_truth(said["voting"], f"{path}.voting") if "voting" in said else None,
            negated=self.selector(said["not"], f"{path}.not") if "not" in said else None,
        )

    def condition(self, data: Any, path: str, depth: int) -> Condition:
        """Any form of condition."""
        if depth > DEEPEST:
            raise Refused(path, "the rule is too deep for anybody to follow")
        form, inside = self._form(data, path, self._conditions, "condition")
        return self._conditions[form](self, inside, f"{path}.{form}", depth + 1)

    def _members_below(self, inside: Any, path: str, depth: int) -> MembersBelow:
        limit = _fraction(inside, path)
        return MembersBelow(limit.numerator if limit.denominator == 1 else limit)

    def _elapsed(self, inside: Any, path: str, depth: int) -> Elapsed:
        said = _keys(inside, path, {"since", "at_least"}, required={"since", "at_least"})
        since = _word(said, "since", Since, Since.START, path)
        return Elapsed(since, _length(said["at_least"], f"{path}.at_least"))

    def _several(self, inside: Any, path: str, depth: int) -> tuple[Condition, ...]:
        return tuple(
            self.condition(part, f"{path}[{place}]", depth) for place, part in enumerate(_listed(inside, path))
        )

    def _vacant(self, inside: Any, path: str, depth: int) -> Vacant:
        return Vacant(self._offices(inside, path))

    def _sitting(self, inside: Any, path: str, depth: int) -> SittingIs:
        return SittingIs(_one_or_some(inside, self.known.sittings, path, "kind of sitting"))

    def _decision(self, inside: Any, path: str, depth: int) -> DecisionIs:
        return DecisionIs(_one_or_some(inside, self.known.decisions, path, "kind of decision"))

    def _public(self, inside: Any, path: str, depth: int) -> InPublic:
        return InPublic(_truth(inside, path))

    def _barred_share(self, inside: Any, path: str, depth: int) -> BarredShare:
        return BarredShare(_fraction(inside, path))

    def _declared(self, inside: Any, path: str, depth: int) -> Declared:
        return Declared(_name(inside, path, self.known.facts, "fact"))

    def _met(self, inside: Any, path: str, depth: int) -> Met:
        return Met(self.requirement(inside, path, depth))

    def _every(self, inside: Any, path: str, depth: int) -> Every:
        return Every(self._several(inside, path, depth))

    def _some(self, inside: Any, path: str, depth: int) -> Some:
        return Some(self._several(inside, path, depth))

    def _not(self, inside: Any, path: str, depth: int) -> Not:
        return Not(self.condition(inside, path, depth))

    _conditions: Mapping[str, Callable[..., Condition]] = {
        "vacant": _vacant,
        "sitting": _sitting,
        "decision": _decision,
        "public": _public,
        "members_below": _members_below,
        "barred_share": _barred_share,
        "elapsed": _elapsed,
        "declared": _declared,
        "met": _met,
        "all": _every,
        "any": _some,
        "not": _not,
    }

    def _form(self, data: Any, path: str, forms: Collection[str], what: str) -> tuple[str, Any]:
        """The one form that is written here, and what stands in it."""
        if not isinstance(data, Mapping) or not data:
            raise Refused(path, f"a {what} begins with one of: {', '.join(forms)}")
        written = [str(key) for key in data if key in forms]
        if len(written) != 1 or (len(data) > 1 and written != ["when"]):
            raise Refused(path, f"exactly one of {', '.join(forms)} is written here, not {', '.join(map(str, data))}")
        return written[0], data[written[0]]

    def _offices(self, data: Any, path: str) -> Offices:
        if isinstance(data, Mapping):
            said = _keys(data, path, {"of", "is"}, required={"of", "is"})
            body = _name(said["of"], f"{path}.of", self.known.bodies, "body")
            return Offices(_one_or_some(said["is"], self.known.bodies[body], f"{path}.is", "office"), body)
        return Offices(_one_or_some(data, self.known.offices, path, "office"))

    def _selector_in(self, said: Mapping[str, Any], key: str, path: str) -> Selector:
        return self.selector(said[key], f"{path}.{key}") if key in said else Selector()

    def _list(self, data: Any, path: str, depth: int) -> tuple[Requirement, ...]:
        return tuple(
            self.requirement(part, f"{path}[{place}]", depth) for place, part in enumerate(_listed(data, path))
        )


def _speaks(selector: Selector) -> bool:
    return bool(selector.how or selector.by or (selector.negated and _speaks(selector.negated)))


def _keys(data: Any, path: str, known: set[str], *, required: Collection[str] = ()) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise Refused(path, f"has the keys {', '.join(sorted(known))}")
    for key in data:
        if key not in known:
            raise Refused(path, f"knows no {key!r}; it may have {', '.join(sorted(known))}")
    for key in sorted(required):
        if key not in data:
            raise Refused(path, f'needs "{key}"')
    return data


def _listed(data: Any, path: str) -> list[Any]:
    if not isinstance(data, list | tuple):
        raise Refused(path, "is a list")
    return list(data)


def _name(data: Any, path: str, known: Collection[str], what: str) -> str:
    if not isinstance(data, str) or data not in known:
        raise Refused(path, f"no {what} {data!r}")
    return data


def _names(said: Mapping[str, Any], key: str, known: Collection[str], path: str, *, what: str = "") -> tuple[str, ...]:
    """The names under the key: one, or a list of some; none where the key is not said."""
    return _one_or_some(said[key], known, f"{path}.{key}", what or key) if key in said else ()


def _one_or_some(data: Any, known: Collection[str], path: str, what: str) -> tuple[str, ...]:
    written = data if isinstance(data, list | tuple) else [data]
    if not written:
        raise Refused(path, "names nobody; leave it out for everybody")
    return tuple(_name(name, path, known, what) for name in written)


def _word(said: Mapping[str, Any], key: str, words: type[E], default: E, path: str) -> E:
    if key not in said:
        return default
    try:
        return words(said[key])
    except ValueError:
        raise Refused(f"{path}.{key}", f"is one of {', '.join(words)}") from None


def _truth(data: Any, path: str) -> bool:
    if data in (True, "yes"):
        return True
    if data in (False, "no"):
        return False
    raise Refused(path, 'is "yes" or "no"')


def _number(data: Any, path: str, *, lowest: int | None = 0) -> int:
    if isinstance(data, bool) or not re.fullmatch(r"-?[0-9]{1,6}", str(data)):
        raise Refused(path, "is a whole number")
    if lowest is not None and int(data) < lowest:
        raise Refused(path, f"is {lowest} or more")
    return int(data)


def _fraction(data: Any, path: str) -> Fraction:
    """A share as it is written: 1/3, 75%, 2 or 0.5."""
    text = str(data).replace(" ", "")
    found = re.fullmatch(r"([0-9]{1,6})(?:/([1-9][0-9]{0,5}))?|([0-9]{1,6}(?:\.[0-9]{1,6})?)(%?)", text)
    if isinstance(data, bool) or not found:
        raise Refused(path, "is a share such as 1/3, 75% or 1/2")
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    return Fraction(text)


def _length(data: Any, path: str) -> timedelta:
    found = re.fullmatch(r"([0-9]{1,5}) (minute|hour|day|week)s?", str(data))
    if not found:
        raise Refused(path, "is a time such as 30 minutes or 8 days")
    return timedelta(**{f"{found[2]}s": int(found[1])})
