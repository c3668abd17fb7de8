"""A whole constitution from plain data and back, and what a body takes over from others.

`plain(parse(written)) == written` for what `plain` wrote. What is wrong is refused by its path and the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from governance.constitution.core.constitution import Counting, ForDecision, Lists, Part, Quorum, Rules
from governance.constitution.core.language import NoneAsked, Requirement
from governance.constitution.core.meeting import DEFAULT_COUNTING, Column, Row
from governance.constitution.core.publicity import Publicity
from governance.constitution.core.review import Review
from governance.constitution.core.scalars import Refused, keys_read, listed, name_read, truth_read
from governance.constitution.core.settings import Attendance, Deputies, Interests, Lapse, Notice
from governance.constitution.core.working_days import WEEK
from governance.constitution.core.written import plain as plain_settings
from governance.constitution.core.written import read
from governance.constitution.writing.calendar_written import Allowed, dump_calendar, parse_calendar
from governance.constitution.writing.dump import dump, one_or_more
from governance.constitution.writing.dump import selector as dump_selector
from governance.constitution.writing.parse import NONE_ASKED, Known, parse, parse_selector
from governance.constitution.writing.parse_voting import dump_voting, parse_voting

SETTINGS: Mapping[Part, type] = {
    Part.DEPUTIES: Deputies,
    Part.INTERESTS: Interests,
    Part.NOTICE: Notice,
    Part.ATTENDANCE: Attendance,
    Part.PUBLICITY: Publicity,
    Part.REVIEW: Review,
}
"""The parts that are one small settings value."""

LISTS = ("sittings", "decisions", "facts", "requests")
PARTS = tuple(part.value for part in Part)


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Parts that are taken whole from another body's constitution, in the version of the day."""

    of: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The names outside the body that its constitution may use."""

    known: Known
    clauses: Collection[str] = ()

    def with_lists(self, lists: Lists) -> Known:
        """The names that its rules may use: these, and the body's own words."""
        return replace(self.known, sittings=lists.sittings, decisions=lists.decisions, facts=lists.facts)


def parse_rules(written: Any, words: Words) -> Rules:
    """The constitution that plain data says, without what it inherits. Raises Refused at the first thing wrong."""
    said = keys_read(written, "", {"lists", "inherits", *PARTS})
    lists = parse_lists(said.get("lists", {}), "lists")
    parse_inheritance(said.get("inherits", []), "inherits", words.known, own={part for part in PARTS if part in said})
    values = {part: parse_part(Part(part), said[part], words, lists) for part in PARTS if part in said}
    return Rules(lists=lists, written=frozenset(Part(part) for part in values), **values)


def parse_part(part: Part, written: Any, words: Words, lists: Lists) -> Any:
    """One part, as its own value."""
    known = words.with_lists(lists)
    match part:
        case Part.QUORUM:
            return _quorum(written, known, words.clauses, lists.requests)
        case Part.VOTING:
            return parse_voting(written, known, words.clauses)
        case Part.COUNTING:
            return _counting(written, known, words.clauses)
        case Part.CALENDAR:
            return parse_calendar(written, "calendar", Allowed(known.sittings, known.bodies, words.clauses))
    names = {"clause": words.clauses, "sitting": known.sittings, "decision": known.decisions}
    value: Any = read(SETTINGS[part], written, part.value, names)
    if isinstance(value, Notice) and set(value.closed_on) == set(WEEK):
        raise Refused("notice.closed_on", "leaves no working day")
    return value


def plain_part(part: Part, value: Any) -> Any:
    """One part's value as plain data."""
    plainly: Mapping[Part, Callable[[Any], Any]] = {
        Part.QUORUM: _plain_quorum,
        Part.VOTING: dump_voting,
        Part.COUNTING: _plain_counting,
        Part.CALENDAR: dump_calendar,
    }
    return plainly.get(part, plain_settings)(value)


def plain_rules(rules: Rules, inheritance: Collection[Inheritance] = ()) -> dict[str, Any]:
    """A constitution as plain data: its lists, what it inherits, and the parts that it writes itself."""
    lists = rules.lists
    words = {key: getattr(lists, key) for key in LISTS}
    written: dict[str, Any] = {}
    if any(words.values()):
        written["lists"] = {key: list(names) for key, names in words.items() if names}
    if inheritance:
        written["inherits"] = [{"of": each.of, "parts": [part.value for part in each.parts]} for each in inheritance]
    own = [part for part in Part if part in rules.written and part not in rules.inherited]
    return written | {part.value: plain_part(part, getattr(rules, part.value)) for part in own}


def parse_lists(written: Any, path: str) -> Lists:
    """The body's own words."""
    said = keys_read(written, path, set(LISTS))
    return Lists(**{key: _words(said[key], f"{path}.{key}") for key in said})


def parse_inheritance(written: Any, path: str, known: Known, *, own: Collection[str]) -> tuple[Inheritance, ...]:
    """What is inherited. A part that is written too, or inherited twice, is refused."""
    found, taken = [], set(own)
    for place, each in enumerate(listed(written, path)):
        at = f"{path}[{place}]"
        said = keys_read(each, at, {"of", "parts"}, required={"of", "parts"})
        body = name_read(said["of"], f"{at}.of", known.bodies, "body")
        parts = [name_read(part, f"{at}.parts", PARTS, "part") for part in listed(said["parts"], f"{at}.parts")]
        if twice := next((part for part in parts if part in taken), None):
            raise Refused(f"{at}.parts", f"{twice} is written or inherited already")
        taken |= set(parts)
        found.append(Inheritance(body, tuple(Part(part) for part in parts)))
    return tuple(found)


def clauses_read(written: Mapping[str, Any], path: str, clauses: Collection[str]) -> tuple[str, ...]:
    """The clauses that a part names: one, or a list of some."""
    named = written.get("clauses", ())
    each = [named] if isinstance(named, str) else listed(named, f"{path}.clauses")
    return tuple(name_read(clause, f"{path}.clauses", clauses, "clause") for clause in each)


def _quorum(written: Any, known: Known, clauses: Collection[str], requests: Collection[str]) -> Quorum:
    said = keys_read(written, "quorum", {"business", "sitting", "decision", "vote", "request", "lapses", "clauses"})
    by_request = keys_read(said.get("request", {}), "quorum.request", set(requests))
    names = {"clause": clauses, "sitting": known.sittings}
    lapses = enumerate(listed(said.get("lapses", []), "quorum.lapses"))
    by_sitting = keys_read(said.get("sitting", {}), "quorum.sitting", set(known.sittings))
    by_decision = keys_read(said.get("decision", {}), "quorum.decision", set(known.decisions))
    return Quorum(
        business=_asked(said, "business", known),
        sitting={
            kind: parse(rule, known, path=f"quorum.sitting.{kind}")
            for kind, rule in _in_order(by_sitting, known.sittings)
        },
        decision={
            kind: _for_decision(rule, known, f"quorum.decision.{kind}")
            for kind, rule in _in_order(by_decision, known.decisions)
        },
        vote=_asked(said, "vote", known),
        request={
            kind: parse(rule, known, path=f"quorum.request.{kind}") for kind, rule in _in_order(by_request, requests)
        },
        lapses=tuple(read(Lapse, lapse, f"quorum.lapses[{place}]", names) for place, lapse in lapses),
        clauses=clauses_read(said, "quorum", clauses),
    )


def _in_order(by_kind: Mapping[str, Any], kinds: Collection[str]) -> list[tuple[str, Any]]:
    """What is written by kind, in the order of the body's own list: a database need not keep that of the keys."""
    return [(kind, by_kind[kind]) for kind in kinds if kind in by_kind]


def _asked(said: Mapping[str, Any], key: str, known: Known) -> Requirement:
    return parse(said[key], known, path=f"quorum.{key}") if key in said else NoneAsked()


def _for_decision(written: Any, known: Known, path: str) -> ForDecision:
    if not isinstance(written, Mapping) or "instead" not in written:
        return ForDecision(parse(written, known, path=path))
    # With nothing beside it, nothing is asked in place of the rest.
    rule = {key: value for key, value in written.items() if key != "instead"} or NONE_ASKED
    return ForDecision(parse(rule, known, path=path), truth_read(written["instead"], f"{path}.instead"))


def _plain_quorum(quorum: Quorum) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if quorum.clauses:
        written["clauses"] = one_or_more(quorum.clauses)
    written["business"] = dump(quorum.business)
    if quorum.sitting:
        written["sitting"] = {kind: dump(rule) for kind, rule in quorum.sitting.items()}
    if quorum.decision:
        written["decision"] = {kind: _plain_decision(rule) for kind, rule in quorum.decision.items()}
    if quorum.vote != NoneAsked():
        written["vote"] = dump(quorum.vote)
    if quorum.request:
        written["request"] = {kind: dump(rule) for kind, rule in quorum.request.items()}
    if quorum.lapses:
        written["lapses"] = [plain_settings(lapse) for lapse in quorum.lapses]
    return written


def _plain_decision(rule: ForDecision) -> Any:
    requirement = dump(rule.requirement)
    if not rule.instead:
        return requirement
    return {"instead": "yes"} | ({} if requirement == NONE_ASKED else requirement)


def _counting(written: Any, known: Known, clauses: Collection[str]) -> Counting:
    said = keys_read(written, "counting", {"clauses", "presides", *(row.value for row in Row)})
    order = enumerate(listed(said.get("presides", []), "counting.presides"))
    table = dict(DEFAULT_COUNTING)
    for row in Row:
        if row.value in said:
            path = f"counting.{row}"
            columns = keys_read(said[row.value], path, {column.value for column in Column})
            for name, answer in columns.items():
                column = Column(name)
                taken = table[row] - {column}
                table[row] = taken if truth_read(answer, f"{path}.{name}") else taken | {column}
    presides = tuple(parse_selector(who, known, path=f"counting.presides[{place}]") for place, who in order)
    return Counting(table, presides, clauses_read(said, "counting", clauses))


def _plain_counting(counting: Counting) -> dict[str, Any]:
    written: dict[str, Any] = {"clauses": one_or_more(counting.clauses)} if counting.clauses else {}
    for row, taken in counting.table.items():
        changed = {
            column.value: "no" if column in taken else "yes"
            for column in Column
            if (column in taken) != (column in DEFAULT_COUNTING[row])
        }
        if changed:
            written[row.value] = changed
    if counting.presides:
        written["presides"] = [dump_selector(who) for who in counting.presides]
    return written


def _words(written: Any, path: str) -> tuple[str, ...]:
    words = tuple(str(word).strip() for word in listed(written, path))
    if not all(words) or len(set(words)) < len(words):
        raise Refused(path, "is a list of words, each once")
    return words
