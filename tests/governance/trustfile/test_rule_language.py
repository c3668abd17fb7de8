"""The page of the rule language: its examples may be written, and every word of the language is told."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from django.conf import settings

from governance.constitution.core import majority
from governance.constitution.core.calendar import ChairMay, OnClosed, Period
from governance.constitution.core.calendar_days import Week
from governance.constitution.core.constitution import Part
from governance.constitution.core.language import How, Moment, Rounding, Since, Status, Unit, Voice
from governance.constitution.core.meeting import DEFAULT_COUNTING, Column, Row
from governance.constitution.core.scalars import Refused
from governance.constitution.core.settings import Lapse
from governance.constitution.core.working_days import Weekday
from governance.constitution.core.written import fields_of
from governance.constitution.writing import calendar_written, parse_voting
from governance.constitution.writing.parse import Known, parse, parse_condition, parse_selector
from governance.constitution.writing.parse_constitution import LISTS, SETTINGS, Words, parse_rules
from governance.trustfile.nodes import read_nodes
from governance.trustfile.parse import parse as parse_file
from governance.trustfile.parts import plain

PAGE = Path(settings.BASE_DIR, "docs", "rule-language.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
EVERYTHING_BUT_WORDS = Words(
    Known(
        offices=["chair", "vice-chair", "deputy chair"],
        agencies=set(re.findall(r"[a-z]+(?:-[a-z]+)*", PAGE)),
        sectors=["council", "health"],
        tags=set(re.findall(r"[a-z]+(?:-[a-z]+)*", PAGE)),
        bodies={"board": ["chair", "deputy chair"]},
    ),
    clauses=set(re.findall(r"[A-Z]*[0-9]+(?:\.[0-9]+)?a?", PAGE)),
)
REST_OF_THE_LANGUAGE: list[type[StrEnum]] = [
    Unit,
    Rounding,
    Status,
    Moment,
    How,
    Voice,
    Since,
    Row,
    Column,
    Week,
    Period,
    OnClosed,
    ChairMay,
    majority.Of,
    majority.Abstentions,
    majority.Casting,
    majority.Manner,
]


def words() -> Iterator[str]:
    """Every key and word of the language."""
    yield from (*Part, "lists", "inherits", *LISTS, "of", "parts", "from")
    yield from ("business", "sitting", "decision", "vote", "request", "lapses", "clauses", "instead", "presides")
    for read in (parse, parse_condition):
        with pytest.raises(Refused) as refused:
            read({"?": ""}, Known(), path="")
        yield from told(refused.value.reason.removeprefix("exactly one of ").partition(" is written")[0])
    with pytest.raises(Refused) as refused:
        parse_selector({"?": ""}, Known(), path="")
    yield from told(refused.value.reason.partition("may have ")[2])
    yield from ("n", "this", "base", "status", "when", "rounding", "plus", "floor", "cap", "among", "distinct", "else")
    yield from (*parse_voting.MOTION, *parse_voting.ELECTORS, *parse_voting.FORMS, *parse_voting.OWN, "strictly")
    yield from (
        *calendar_written.CALENDAR,
        *calendar_written.BOUNDS,
        "each",
        "within",
        "after",
        "besides",
        "groups",
        "divided",
        "votes",
    )
    yield from (word for words in REST_OF_THE_LANGUAGE for word in words)
    for settings_value in (*SETTINGS.values(), Lapse):
        yield from of_settings(settings_value)


def told(listed: str) -> list[str]:
    return listed.split(", ")


def of_settings(value: type) -> Iterator[str]:
    for field in fields_of(value):
        yield field.key
        if field.is_row:
            yield from of_settings(field.kind)
        elif issubclass(field.kind, StrEnum) and field.key != "year_from" and field.kind is not Weekday:
            yield from field.kind


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text[:30])
def test_example_of_the_page_may_be_written(text: str) -> None:
    written = plain(read_nodes(text.encode()), "constitution")
    inherited = {key: value for key, value in written.items() if key != "inherits"}
    assert parse_rules(inherited, EVERYTHING_BUT_WORDS).written == set(written) - {"lists", "inherits"}
    version = f"  constitution:\n  - from: 2026-04-01\n{textwrap.indent(text, '    ')}"
    file = f"trust: {{slug: a}}\nbodies:\n- key: group\n{version}"
    (row,) = parse_file(file.encode(), source="x").constitutions
    assert set(row.written) == set(written)


def test_page_tells_every_word_of_the_language() -> None:
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL))
    shown = {word for span in spans for word in (span, *re.findall(r"[a-z_]+(?=:)", span))}
    assert sorted({str(word) for word in words()} - shown) == []


def test_table_of_who_counts_is_that_of_the_code() -> None:
    rows = dict(re.findall(r"^\| `([a-z ,-]+)`[^|]*\|((?: (?:yes|no) \|){4})$", PAGE, flags=re.MULTILINE))
    assert rows == {
        str(row): "".join(f" {'no' if column in taken else 'yes'} |" for column in Column)
        for row, taken in DEFAULT_COUNTING.items()
    }


@pytest.mark.parametrize(
    ("slug", "body"), [("kent", "board"), ("medway", "board"), ("haringey", "board"), ("haringey", "performance-group")]
)
def test_whole_constitution_of_the_page_is_that_of_the_trust(slug: str, body: str) -> None:
    file = Path(settings.BASE_DIR, "fixtures", f"{slug}.yaml").read_text()
    lines = file.split(f"\n  - key: {body}\n")[1].split("\n    constitution:\n")[1].splitlines()[1:]
    end = next(place for place, line in enumerate(lines) if not line.startswith("        "))
    assert textwrap.dedent("\n".join(lines[:end])) + "\n" in EXAMPLES
