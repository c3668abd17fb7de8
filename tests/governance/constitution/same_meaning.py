"""When two rules ask the same, by their form alone; and rules that differ from another in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from enum import Enum
from fractions import Fraction
from typing import Any

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    Base,
    Count,
    Every,
    How,
    InPublic,
    NoneAsked,
    Not,
    Offices,
    Requirement,
    Rounding,
    Selector,
    Share,
    Some,
    Voice,
    When,
)

ANY = Rounding.UP
"""Stands for any rounding of a share that is whole."""

ADDED: dict[tuple[type, str], Any] = {
    (Offices, "of"): "group",
    (Base, "of"): Selector(agency=("another",)),
    (Selector, "office"): Offices(("chair",)),
    (Selector, "voting"): True,
    (Selector, "negated"): Selector(tag=("another",)),
    (Selector, "how"): (How.ROOM,),
    (Selector, "by"): (Voice.DEPUTY,),
    (Share, "floor"): 3,
    (Share, "cap"): 4,
    (When, "otherwise"): Count(77),
}
"""What may be said where nothing is said. The other keys of a selector get a name."""

OTHER_VALUES: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    bool: lambda value: (not value,),
    int: lambda value: (value + 1,),
    str: lambda value: (f"{value}-two",),
    Fraction: lambda value: (value + 1, value / 3 + Fraction(1, 97)),
    timedelta: lambda value: (value + timedelta(minutes=7),),
}


def meaning(rule: Any) -> Any:
    """The rule without what changes no answer: two rules with one meaning may have one sentence."""
    match rule:
        case AllOf(parts) | AnyOf(parts):
            return _list(rule, parts)
        case AtLeast():
            return _at_least(rule)
        case Share():
            is_whole = rule.this.denominator == 1 and rule.rounding is not Rounding.MORE_THAN
            of = None if rule.base.of == rule.of else rule.base.of
            return _named(replace(rule, base=replace(rule.base, of=of), rounding=ANY if is_whole else rule.rounding))
        case When(condition, then, otherwise):
            return When, meaning(condition), meaning(then), meaning(otherwise or NoneAsked())
        case Not(Not(condition)) | Every((condition,)) | Some((condition,)):
            return meaning(condition)
    return _named(InPublic(not rule.condition.public) if _is_not_of_public(rule) else rule)


def changed_once(rule: Any) -> Iterator[Any]:
    """The rule with one value in it changed, left out or added, for every place in it."""
    if isinstance(rule, tuple):
        for place, value in enumerate(rule):
            if len(rule) > 1:
                yield rule[:place] + rule[place + 1 :]
            yield from ((*rule[:place], other, *rule[place + 1 :]) for other in changed_once(value))
    elif is_dataclass(rule):
        yield from _with_one_field_changed(rule)
    elif isinstance(rule, Enum):
        yield from (other for other in type(rule) if other is not rule)
    else:
        yield from OTHER_VALUES[type(rule)](rule)


def _with_one_field_changed(rule: Any) -> Iterator[Any]:
    for field in fields(rule):
        value, key = getattr(rule, field.name), (type(rule), field.name)
        if value in (None, ()) and (key in ADDED or isinstance(rule, Selector)):
            yield replace(rule, **{field.name: ADDED.get(key, ("another",))})
        else:
            yield from (replace(rule, **{field.name: other}) for other in changed_once(value))
            if key in ADDED and field.name not in {"how", "by"}:
                yield replace(rule, **{field.name: None})


def _is_not_of_public(rule: Any) -> bool:
    return isinstance(rule, Not) and isinstance(rule.condition, InPublic)


def _at_least(rule: AtLeast) -> Any:
    asking = [meaning(part) for part in rule.among if not isinstance(part, NoneAsked)]
    if not asking:
        return meaning(AllOf(rule.among))
    if rule.n == len(asking) == 1:
        return asking[0]
    return AtLeast, rule.n, rule.distinct and rule.n > 1, _sorted(asking)


def _list(rule: AllOf | AnyOf, parts: tuple[Requirement, ...]) -> Any:
    asking = []
    for part in parts:
        said = meaning(part)
        if said != meaning(NoneAsked()):
            is_same = isinstance(said, tuple) and said[0] is type(rule) and said[1] != ()
            asking += said[1] if is_same else [said]
    if parts and not asking:
        return meaning(NoneAsked())
    return asking[0] if len(asking) == 1 else (type(rule), _sorted(asking))


def _named(rule: Any) -> Any:
    """Any form by its name and what is in it, so that what means the same within it is seen."""
    if isinstance(rule, tuple):
        return _sorted([meaning(part) for part in rule])
    if not is_dataclass(rule):
        return rule
    return type(rule), *(meaning(getattr(rule, field.name)) for field in fields(rule))


def _sorted(parts: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(parts, key=repr))
