"""The rules of a body on a day: what it has written itself, and the parts it takes whole from other bodies.

Its laws:

1. A part is taken as the other body has it on that day, whether written or taken over there in its turn.
2. Offices, kinds and facts that a part names are those of the body that takes it over, unless it says otherwise.
3. What leads back to itself, by inheritance or by "the quorum of another body", is refused when it is written; where
   rows contradict that, the part is left unwritten, so that every page still has an answer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from governance.constitution.core.constitution import Lists, Part, Rules
from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtOpening,
    Condition,
    Every,
    Met,
    Not,
    QuorumOf,
    Requirement,
    Some,
    When,
)
from governance.constitution.writing.parse import Known
from governance.constitution.writing.parse_constitution import (
    Words,
    parse_inheritance,
    parse_lists,
    parse_part,
    parse_rules,
)
from trustboard.acts.verdict import ALLOWED, Verdict, refused

Writings = Mapping[str, Mapping[str, Any]]
"""By body, what its constitution says on the day."""


class _Everything(Collection[Any]):
    """Knows every name: what was checked when it was written need not be checked when it is read."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _EveryBody(dict[str, Collection[str]]):
    """Knows every body, and every office of each."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Collection[str]:
        return EVERYTHING


EVERYTHING = _Everything()
CHECKED_BEFORE = Words(
    Known(
        offices=EVERYTHING,
        agencies=EVERYTHING,
        sectors=EVERYTHING,
        seats=EVERYTHING,
        tags=EVERYTHING,
        bodies=_EveryBody(),
        sittings=EVERYTHING,
        decisions=EVERYTHING,
        facts=EVERYTHING,
    ),
    EVERYTHING,
)


def rules_of(body: str, writings: Writings) -> Rules:
    """The rules of the body, from what the bodies of its trust have written."""
    return _rules_read(body, json.dumps(writings))


@lru_cache(maxsize=256)
def _rules_read(body: str, text: str) -> Rules:
    """Read once for the same text: a page or an act asks for its rules many times, and they are values."""
    writings: Writings = json.loads(text)
    written = writings.get(body, {})
    own = parse_rules(written, CHECKED_BEFORE)
    values: dict[str, Any] = {}
    inherited: dict[Part, str] = {}
    for each in parse_inheritance(written.get("inherits", []), "inherits", CHECKED_BEFORE.known, own=()):
        for part in each.parts:
            source = _source(each.of, part, writings, {body})
            if source is not None:
                lists = _joined(own.lists, parse_lists(writings[source].get("lists", {}), "lists"))
                values[part.value] = parse_part(part, writings[source][part.value], CHECKED_BEFORE, lists)
                inherited[part] = each.of
    said = {part.value: getattr(own, part.value) for part in own.written}
    written_parts = own.written | set(inherited)
    return Rules(lists=own.lists, written=written_parts, inherited=inherited, **(said | values))


def may_stand(body: str, writings: Writings) -> Verdict:
    """Whether what a body takes from others is there, and nothing leads back to itself."""
    written = writings[body]
    for each in parse_inheritance(written.get("inherits", []), "inherits", CHECKED_BEFORE.known, own=()):
        for part in each.parts:
            if _leads_back(body, part, writings):
                return refused(f"The {part} of {each.of} leads back to {body}.")
            if _source(each.of, part, writings, {body}) is None:
                return refused(f"On that day {each.of} has no {part} part to take over.")
    if _asks_itself(body, writings):
        return refused(f"The quorum of {body} leads back to itself through the quorum of another body.")
    return ALLOWED


def bodies_asked(requirement: Requirement) -> frozenset[str]:
    """The other bodies whose quorum a requirement asks."""
    match requirement:
        case QuorumOf():
            return frozenset({requirement.body})
        case AtOpening():
            return bodies_asked(requirement.requirement)
        case AllOf() | AnyOf():
            return _together(requirement.parts)
        case AtLeast():
            return _together(requirement.among)
        case When():
            both = (requirement.then, *([requirement.otherwise] if requirement.otherwise else []))
            return _together(both) | _asked_in(requirement.condition)
    return frozenset()


def _asked_in(condition: Condition) -> frozenset[str]:
    match condition:
        case Met():
            return bodies_asked(condition.requirement)
        case Not():
            return _asked_in(condition.condition)
        case Every() | Some():
            return frozenset().union(*(_asked_in(part) for part in condition.conditions))
    return frozenset()


def _together(requirements: Collection[Requirement]) -> frozenset[str]:
    return frozenset().union(*(bodies_asked(requirement) for requirement in requirements))


def _taken_from(body: str, part: Part, writings: Writings) -> str | None:
    for each in writings.get(body, {}).get("inherits", []):
        if part.value in each["parts"]:
            return str(each["of"])
    return None


def _source(body: str, part: Part, writings: Writings, seen: set[str]) -> str | None:
    """The body that writes the part which `body` has, itself or through others."""
    at: str | None = body
    while at is not None and at not in seen:
        if part.value in writings.get(at, {}):
            return at
        seen = seen | {at}
        at = _taken_from(at, part, writings)
    return None


def _leads_back(body: str, part: Part, writings: Writings) -> bool:
    seen, at = {body}, _taken_from(body, part, writings)
    while at is not None and at not in seen:
        seen.add(at)
        at = _taken_from(at, part, writings)
    return at is not None


def _asks_itself(body: str, writings: Writings) -> bool:
    def others(of: str) -> frozenset[str]:
        quorum = rules_of(of, writings).quorum
        asked = [quorum.business, quorum.vote, *quorum.sitting.values()]
        return _together([*asked, *(each.requirement for each in quorum.decision.values())])

    seen: set[str] = set()
    waiting = [*others(body)]
    while waiting:
        at = waiting.pop()
        if at == body:
            return True
        if at not in seen:
            seen.add(at)
            waiting += others(at)
    return False


def _joined(own: Lists, theirs: Lists) -> Lists:
    """The words of both: a part that is taken over may name kinds that the other body has."""
    return Lists(
        sittings=tuple(dict.fromkeys(own.sittings + theirs.sittings)),
        decisions=tuple(dict.fromkeys(own.decisions + theirs.decisions)),
        facts=tuple(dict.fromkeys(own.facts + theirs.facts)),
    )
