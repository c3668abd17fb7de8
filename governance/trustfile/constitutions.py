"""Whether the constitutions of a file may stand in the trust as it will be with the file loaded.

The sentences are those of the pages where a constitution is changed. A version that the file leaves as it is is asked
only where the file takes away an office or a tag.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from governance.constitution.core.constitution import Part
from governance.constitution.core.scalars import Refused
from governance.constitution.writing.inheritance import may_stand
from governance.constitution.writing.parse import Known
from governance.constitution.writing.parse_constitution import Words, parse_inheritance, parse_lists, parse_part
from governance.trustfile.facts import Facts
from governance.trustfile.faults import Fault, did_you_mean
from governance.trustfile.parts import line_of
from governance.trustfile.rows import (
    BodyRow,
    ConstitutionRow,
    Row,
    SeatRow,
)
from governance.trustfile.schema import SECTORS

UNKNOWN = re.compile(r"no ([a-z ]+) '(.*)'")


def rules_name_what_is_there(facts: Facts) -> Iterator[Fault]:
    """Every office, agency, seat, tag, body, clause and word that a rule names is there."""
    losers = [(row, names) for row, names in _losers(facts) if names]
    for row in facts.merged.constitutions:
        words = _words(row, facts)
        if facts.is_asked(row):
            for wrong, near in _refusals(row, words):
                yield Fault(line_of(row.node, wrong) if row.node else row.line, f"The {row}: {wrong}.{near}")
        elif losers:
            for wrong, _ in _refusals(row, words):
                blamed = [loser for loser, names in losers if any(repr(name) in wrong.reason for name in names)]
                yield from (Fault(loser.line, f"The {row}: {wrong}.") for loser in blamed[:1])


def rules_lead_somewhere(facts: Facts) -> Iterator[Fault]:
    """What a body takes over from another is there on the day, and nothing leads back to itself."""
    versions = _by_body(facts)
    for day in sorted({row.starts for row in facts.merged.constitutions}):
        there = {body: row for body, rows in versions.items() if (row := _on(rows, day))}
        writings = {body: row.written for body, row in there.items()}
        for body, row in there.items():
            verdict = may_stand(body, writings)
            rests_on = [there[other] for other in sorted(_rests_on(body, writings)) if other in there]
            yield from facts.answer(verdict, row, *rests_on)


def _refusals(row: ConstitutionRow, words: Words) -> Iterator[tuple[Refused, str]]:
    """What is wrong with each part, with the name that may have been meant."""
    written = row.written
    lists = parse_lists(written.get("lists", {}), "lists")
    own = {part for part in Part if part in written}
    known = words.with_lists(lists)
    try:
        parse_inheritance(written.get("inherits", []), "inherits", known, own=own)
    except Refused as wrong:
        yield wrong, _near(wrong, known, words.clauses)
    for part in Part:
        try:
            if part in own:
                parse_part(part, written[part], words, lists)
        except Refused as wrong:
            yield wrong, _near(wrong, known, words.clauses)


def _near(wrong: Refused, known: Known, clauses: Collection[str]) -> str:
    found = UNKNOWN.fullmatch(wrong.reason)
    if not found:
        return ""
    names: Mapping[str, Collection[str]] = {
        "office": known.offices,
        "agency": known.agencies,
        "sector": known.sectors,
        "seat": known.seats,
        "tag": known.tags,
        "body": known.bodies,
        "clause": clauses,
        "fact": known.facts,
        "part": list(Part),
        "sitting": known.sittings,
        "decision": known.decisions,
    }
    return did_you_mean(found[2], names.get(found[1].removeprefix("kind of "), ()))


def _words(row: ConstitutionRow, facts: Facts) -> Words:
    """The names that the constitution may use, besides its own lists."""
    seats = [seat for seat in facts.merged.seats if seat.body == row.body]
    return Words(
        Known(
            offices=facts.bodies[row.body].offices or (),
            agencies=tuple(facts.agencies),
            sectors=SECTORS,
            seats=tuple(seat.key for seat in seats),
            tags=tuple(dict.fromkeys(tag for seat in seats for tag in seat.tags or ())),
            bodies={key: body.offices or () for key, body in facts.bodies.items() if key != row.body},
        ),
        clauses=tuple(clause.key for clause in facts.merged.clauses),
    )


def _losers(facts: Facts) -> Iterator[tuple[Row, set[str]]]:
    """The bodies that lose offices, and the seats that lose tags, with those."""
    for each in facts.differences:
        match (each.before, each.after):
            case (BodyRow() as before, BodyRow() as body):
                yield body, {*(before.offices or ())} - {*(body.offices or ())}
            case (SeatRow() as once, SeatRow() as seat):
                yield seat, {*(once.tags or ())} - {*(seat.tags or ())}


def _by_body(facts: Facts) -> dict[str, list[ConstitutionRow]]:
    found: dict[str, list[ConstitutionRow]] = {}
    for row in sorted(facts.merged.constitutions, key=lambda row: row.starts):
        found.setdefault(row.body, []).append(row)
    return found


def _on(rows: list[ConstitutionRow], day: date) -> ConstitutionRow | None:
    begun = [row for row in rows if row.starts <= day]
    return begun[-1] if begun else None


def _rests_on(body: str, writings: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The bodies whose rules may decide whether those of this body stand: what it takes over, and asks, from others."""
    seen: set[str] = set()
    waiting = [body]
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            waiting += _named_in(writings.get(at, {}))
    return seen - {body}


def _named_in(written: Any) -> list[str]:
    match written:
        case {"of": str(body), "parts": list()}:
            return [body]
        case Mapping():
            inside = [name for value in written.values() for name in _named_in(value)]
            return inside + ([written["quorum_of"]] if isinstance(written.get("quorum_of"), str) else [])
        case list():
            return [name for item in written for name in _named_in(item)]
    return []
