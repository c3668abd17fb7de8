"""Plain data into the rule language, and back. What is wrong is refused by its path and the reason.

`parse(dump(rule)) == rule` for every rule. A written form is what a trust file or a dated constitution holds; scalars
may come as text (YAML as we read it) or as JSON's own numbers and booleans.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    AtOpening,
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
from governance.constitution.core.scalars import (
    Refused,
    fraction_read,
    keys_read,
    length_read,
    listed,
    name_read,
    names_under,
    number_read,
    one_or_some,
    truth_read,
    word_under,
)

NONE_ASKED = "none asked"
DEEPEST = 12
MOST_PARTS = 400


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


def parse_selector(data: Any, known: Known, *, path: str) -> Selector:
    """The selector that plain data says. Raises Refused at the first thing that is wrong."""
    return _Reader(known).selector(data, path)


def parse_condition(data: Any, known: Known, *, path: str) -> Condition:
    """The condition that plain data says. Raises Refused at the first thing that is wrong."""
    return _Reader(known).condition(data, path, 0)


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
        said = keys_read(inside, path, {"n", "of", "unit"}, required={"n"})
        n = number_read(said["n"], f"{path}.n")
        return Count(n, self._selector_in(said, "of", path), word_under(said, "unit", Unit, Unit.PERSON, path))

    def _share(self, inside: Any, data: Any, path: str, depth: int) -> Share:
        return self._share_of(inside, path, Rounding.UP)

    def _share_of(self, inside: Any, path: str, rounding: Rounding) -> Share:
        keys = {"this", "of", "unit", "base", "rounding", "plus", "floor", "cap"}
        said = keys_read(inside, path, keys, required={"this"})
        of, base = self._selector_in(said, "of", path), self._base(said.get("base"), f"{path}.base")
        if base.status in {Status.FILLED, Status.ALL} and _speaks(of if base.of is None else base.of):
            reason = '"how" and "by" mean nothing in a base of seats; say under "base" of whom it is a share'
            raise Refused(f"{path}.base.of", reason)
        return Share(
            this=fraction_read(said["this"], f"{path}.this"),
            of=of,
            unit=word_under(said, "unit", Unit, Unit.PERSON, path),
            base=base,
            rounding=word_under(said, "rounding", Rounding, rounding, path),
            plus=number_read(said["plus"], f"{path}.plus", lowest=None) if "plus" in said else 0,
            floor=number_read(said["floor"], f"{path}.floor") if "floor" in said else None,
            cap=number_read(said["cap"], f"{path}.cap") if "cap" in said else None,
        )

    def _base(self, data: Any, path: str) -> Base:
        if data is None:
            return Base()
        said = keys_read(data, path, {"of", "status", "when"})
        return Base(
            of=self.selector(said["of"], f"{path}.of") if "of" in said else None,
            status=word_under(said, "status", Status, Status.FILLED, path),
            when=word_under(said, "when", Moment, Moment.NOW, path),
        )

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
        said = keys_read(inside, path, {"n", "among", "distinct"}, required={"n", "among"})
        n = number_read(said["n"], f"{path}.n")
        among = self._list(said["among"], f"{path}.among", depth)
        distinct = truth_read(said["distinct"], f"{path}.distinct") if "distinct" in said else False
        if n > len(among):
            raise Refused(f"{path}.n", f"needs {n} of {len(among)}")
        if distinct and not all(isinstance(part, Someone) for part in among):
            raise Refused(f"{path}.distinct", 'only a list of "someone" can be served by different people')
        return AtLeast(n, among, distinct)

    def _when(self, inside: Any, data: Any, path: str, depth: int) -> When:
        said = keys_read(data, path, {"when", "then", "else"}, required={"when", "then"})
        return When(
            self.condition(said["when"], path, depth),
            self.requirement(said["then"], f"{path}.then", depth),
            self.requirement(said["else"], f"{path}.else", depth) if "else" in said else None,
        )

    def _at_opening(self, inside: Any, data: Any, path: str, depth: int) -> AtOpening:
        return AtOpening(self.requirement(inside, path, depth))

    def _quorum_of(self, inside: Any, data: Any, path: str, depth: int) -> QuorumOf:
        return QuorumOf(name_read(inside, path, self.known.bodies, "body"))

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
        "at_opening": _at_opening,
    }

    def selector(self, data: Any, path: str) -> Selector:
        """Who is meant."""
        said = keys_read(
            data,
            path,
            {"office", "agency", "sector", "seat", "tag", "in", "presiding", "how", "by", "voting", "not"},
        )
        if "presiding" in said and not truth_read(said["presiding"], f"{path}.presiding"):
            raise Refused(f"{path}.presiding", 'can only be "yes"; put it under "not" for everybody else')
        return Selector(
            office=self._offices(said["office"], f"{path}.office") if "office" in said else None,
            agency=names_under(said, "agency", self.known.agencies, path),
            sector=names_under(said, "sector", self.known.sectors, path),
            seat=names_under(said, "seat", self.known.seats, path),
            tag=names_under(said, "tag", self.known.tags, path),
            in_body=names_under(said, "in", self.known.bodies, path, what="body"),
            presiding="presiding" in said,
            how=tuple(How(name) for name in names_under(said, "how", list(How), path)),
            by=tuple(Voice(name) for name in names_under(said, "by", list(Voice), path)),
            voting=truth_read(said["voting"], f"{path}.voting") if "voting" in said else None,
            negated=self.selector(said["not"], f"{path}.not") if "not" in said else None,
        )

    def condition(self, data: Any, path: str, depth: int) -> Condition:
        """Any form of condition."""
        if depth > DEEPEST:
            raise Refused(path, "the rule is too deep for anybody to follow")
        form, inside = self._form(data, path, self._conditions, "condition")
        return self._conditions[form](self, inside, f"{path}.{form}", depth + 1)

    def _members_below(self, inside: Any, path: str, depth: int) -> MembersBelow:
        said = keys_read(
            inside if isinstance(inside, Mapping) else {"limit": inside}, path, {"limit", "of"}, required={"limit"}
        )
        limit = fraction_read(said["limit"], f"{path}.limit" if isinstance(inside, Mapping) else path)
        of = self._selector_in(said, "of", path)
        if _speaks(of):
            raise Refused(f"{path}.of", '"how" and "by" mean nothing of seats')
        return MembersBelow(limit.numerator if limit.denominator == 1 else limit, of)

    def _elapsed(self, inside: Any, path: str, depth: int) -> Elapsed:
        said = keys_read(inside, path, {"since", "at_least"}, required={"since", "at_least"})
        since = word_under(said, "since", Since, Since.START, path)
        return Elapsed(since, length_read(said["at_least"], f"{path}.at_least"))

    def _several(self, inside: Any, path: str, depth: int) -> tuple[Condition, ...]:
        return tuple(self.condition(part, f"{path}[{place}]", depth) for place, part in enumerate(listed(inside, path)))

    def _vacant(self, inside: Any, path: str, depth: int) -> Vacant:
        return Vacant(self._offices(inside, path))

    def _sitting(self, inside: Any, path: str, depth: int) -> SittingIs:
        return SittingIs(one_or_some(inside, self.known.sittings, path, "kind of sitting"))

    def _decision(self, inside: Any, path: str, depth: int) -> DecisionIs:
        return DecisionIs(one_or_some(inside, self.known.decisions, path, "kind of decision"))

    def _public(self, inside: Any, path: str, depth: int) -> InPublic:
        return InPublic(truth_read(inside, path))

    def _barred_share(self, inside: Any, path: str, depth: int) -> BarredShare:
        return BarredShare(fraction_read(inside, path))

    def _declared(self, inside: Any, path: str, depth: int) -> Declared:
        return Declared(name_read(inside, path, self.known.facts, "fact"))

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
            said = keys_read(data, path, {"of", "is"}, required={"of", "is"})
            body = name_read(said["of"], f"{path}.of", self.known.bodies, "body")
            return Offices(one_or_some(said["is"], self.known.bodies[body], f"{path}.is", "office"), body)
        return Offices(one_or_some(data, self.known.offices, path, "office"))

    def _selector_in(self, said: Mapping[str, Any], key: str, path: str) -> Selector:
        return self.selector(said[key], f"{path}.{key}") if key in said else Selector()

    def _list(self, data: Any, path: str, depth: int) -> tuple[Requirement, ...]:
        return tuple(self.requirement(part, f"{path}[{place}]", depth) for place, part in enumerate(listed(data, path)))


def _speaks(selector: Selector) -> bool:
    return bool(selector.how or selector.by or (selector.negated and _speaks(selector.negated)))
