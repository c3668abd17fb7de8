"""Every part of a constitution in plain English, as the clauses of the rulebook would say it."""

from __future__ import annotations

from governance.constitution.constitution import Part, Rules
from governance.constitution.inheritance import CHECKED_BEFORE
from governance.constitution.parse_constitution import parse_rules
from governance.constitution.saying import Said, said_of
from governance.constitution.wording import Names


def said(part: str, written, names: Names | None = None, **lists) -> list[str]:
    rules = parse_rules({"lists": lists, part: written}, CHECKED_BEFORE)
    return [each.text for each in said_of(Part(part), rules, names or Names())]


def test_said_of_says_what_holds_when_nothing_is_written() -> None:
    assert said_of(Part.QUORUM, Rules(), Names()) == (
        Said("Quorum", "No quorum is written: business asks none, and the pages say so.", ()),
    )
