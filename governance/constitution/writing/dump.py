"""The rule language as plain data: the one way in which each rule is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from functools import singledispatch
from typing import Any

from governance.constitution.core.language import (
    EVERYONE,
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
    InPublic,
    MembersBelow,
    Met,
    NoneAsked,
    Not,
    Offices,
    QuorumOf,
    Requirement,
    Rounding,
    Selector,
    Share,
    SittingIs,
    Some,
    Someone,
    Unit,
    Vacant,
    When,
)
from governance.constitution.writing.parse import NONE_ASKED


def dump(requirement: Requirement) -> Any:
    """The requirement as plain data; what is left at its default is not written."""
    return _plain(requirement)


def condition(asked: Condition) -> Any:
    """The condition as plain data."""
    return _plain(asked)


@singledispatch
def _plain(value: Requirement | Condition) -> Any:
    raise TypeError(f"{type(value).__name__} is no part of a rule.")


@_plain.register
def _(rule: NoneAsked) -> Any:
    return NONE_ASKED


@_plain.register
def _(rule: Count) -> Any:
    return {"count": {"n": rule.n} | _counted(rule.of, rule.unit)}


@_plain.register
def _(rule: Share) -> Any:
    return {"share": _share(rule, default=Rounding.UP)}


@_plain.register
def _(rule: AtMost) -> Any:
    if isinstance(rule.limit, Count):
        return {"at_most": _plain(rule.limit)}
    return {"at_most": {"share": _share(rule.limit, default=Rounding.DOWN)}}


@_plain.register
def _(rule: Someone) -> Any:
    return {"someone": selector(rule.who)}


@_plain.register
def _(rule: AllOf) -> Any:
    return {"all": [_plain(part) for part in rule.parts]}


@_plain.register
def _(rule: AnyOf) -> Any:
    return {"any": [_plain(part) for part in rule.parts]}


@_plain.register
def _(rule: AtLeast) -> Any:
    written: dict[str, Any] = {"n": rule.n, "among": [_plain(part) for part in rule.among]}
    return {"at_least": written | ({"distinct": "yes"} if rule.distinct else {})}


@_plain.register
def _(rule: When) -> Any:
    written = {"when": _plain(rule.condition), "then": _plain(rule.then)}
    return written | ({"else": _plain(rule.otherwise)} if rule.otherwise else {})


@_plain.register
def _(rule: AtOpening) -> Any:
    return {"at_opening": _plain(rule.requirement)}


@_plain.register
def _(rule: QuorumOf) -> Any:
    return {"quorum_of": rule.body}


@_plain.register
def _(rule: Vacant) -> Any:
    return {"vacant": _offices(rule.office)}


@_plain.register
def _(rule: SittingIs) -> Any:
    return {"sitting": one_or_more(rule.kinds)}


@_plain.register
def _(rule: DecisionIs) -> Any:
    return {"decision": one_or_more(rule.kinds)}


@_plain.register
def _(rule: InPublic) -> Any:
    return {"public": "yes" if rule.public else "no"}


@_plain.register
def _(rule: MembersBelow) -> Any:
    limit = rule.limit if isinstance(rule.limit, int) else _fraction(rule.limit)
    return {"members_below": limit if rule.of == EVERYONE else {"limit": limit, "of": selector(rule.of)}}


@_plain.register
def _(rule: BarredShare) -> Any:
    return {"barred_share": _fraction(rule.share)}


@_plain.register
def _(rule: Elapsed) -> Any:
    return {"elapsed": {"since": str(rule.since), "at_least": length_in_words(rule.at_least)}}


@_plain.register
def _(rule: Declared) -> Any:
    return {"declared": rule.name}


@_plain.register
def _(rule: Met) -> Any:
    return {"met": _plain(rule.requirement)}


@_plain.register
def _(rule: Every) -> Any:
    return {"all": [_plain(condition) for condition in rule.conditions]}


@_plain.register
def _(rule: Some) -> Any:
    return {"any": [_plain(condition) for condition in rule.conditions]}


@_plain.register
def _(rule: Not) -> Any:
    return {"not": _plain(rule.condition)}


def selector(who: Selector) -> dict[str, Any]:
    """A selector as plain data."""
    written: dict[str, Any] = {}
    if who.office:
        written["office"] = _offices(who.office)
    lists = {"agency": who.agency, "sector": who.sector, "seat": who.seat, "tag": who.tag, "in": who.in_body}
    written |= {key: one_or_more(names) for key, names in lists.items() if names}
    if who.presiding:
        written["presiding"] = "yes"
    written |= {key: one_or_more(names) for key, names in {"how": who.how, "by": who.by}.items() if names}
    if who.voting is not None:
        written["voting"] = "yes" if who.voting else "no"
    if who.negated is not None:
        written["not"] = selector(who.negated)
    return written


def _counted(of: Selector, unit: Unit) -> dict[str, Any]:
    written: dict[str, Any] = {"of": selector(of)} if of != Selector() else {}
    return written | ({"unit": str(unit)} if unit is not Unit.PERSON else {})


def _share(rule: Share, *, default: Rounding) -> dict[str, Any]:
    written: dict[str, Any] = {"this": _fraction(rule.this)} | _counted(rule.of, rule.unit)
    if rule.base != Base():
        written["base"] = _base(rule.base)
    if rule.rounding is not default:
        written["rounding"] = str(rule.rounding)
    if rule.plus:
        written["plus"] = rule.plus
    bounds = {"floor": rule.floor, "cap": rule.cap}
    return written | {key: bound for key, bound in bounds.items() if bound is not None}


def _base(base: Base) -> dict[str, Any]:
    written: dict[str, Any] = {"of": selector(base.of)} if base.of is not None else {}
    plain = Base()
    if base.status is not plain.status:
        written["status"] = str(base.status)
    if base.when is not plain.when:
        written["when"] = str(base.when)
    return written


def _offices(office: Offices) -> Any:
    names = one_or_more(office.any_of)
    return {"of": office.of, "is": names} if office.of else names


def one_or_more(names: Sequence[str]) -> str | list[str]:
    """One name, or the list of some."""
    return str(names[0]) if len(names) == 1 else [str(name) for name in names]


def _fraction(share: Fraction) -> str:
    return str(share)


def length_in_words(time: timedelta) -> str:
    """A length of time in its largest whole unit: 30 minutes, 8 days, 1 week."""
    for unit, length in (("week", timedelta(weeks=1)), ("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if time and time % length == timedelta():
            return f"{time // length} {unit}{'' if time == length else 's'}"
    minutes = time // timedelta(minutes=1)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
