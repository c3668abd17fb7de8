"""One value of a trust file: from a node to what it means, or a sentence about why it will not do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from governance.constitution.clauses import NUMBER
from governance.structure.rules import TAKEN_BY_PAGES
from governance.trustfile.contents import tidied
from governance.trustfile.faults import Fault, Wrong, did_you_mean
from governance.trustfile.nodes import UNPRINTABLE, Listing, Node, Text
from governance.trustfile.parts import part_read
from governance.trustfile.rows import (
    Within,
)
from governance.trustfile.schema import NOBODY, Column, Shape

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
MOST_ITEMS = 200


def read_value(node: Node, column: Column) -> Any:
    """The value behind the key. Raises Wrong with a sentence for each thing that will not do."""
    if column.shape in _LISTS:
        return _read_list(node, column)
    if column.shape == Shape.PART:
        return part_read(node, column.key)
    return _READERS[column.shape](_text(node, column), column, node.line)


def _read_list(node: Node, column: Column) -> tuple[Any, ...]:
    if not isinstance(node, Listing):
        raise Wrong(Fault(node.line, f'"{column.key}" is a list, each item with a hyphen before it, not {node.name}.'))
    if len(node.items) > MOST_ITEMS:
        raise Wrong(Fault(node.line, f'"{column.key}" holds {len(node.items)} items; {MOST_ITEMS} are the most.'))
    reader = _LISTS[column.shape]
    items: list[Any] = []
    faults: list[Fault] = []
    for item in node.items:
        try:
            value = reader(_text(item, column), column, item.line)
        except Wrong as wrong:
            faults += wrong.faults
            continue
        if value in items:
            faults.append(Fault(item.line, f'"{value}" stands in this list twice.'))
        items.append(value)
    if faults:
        raise Wrong(*faults)
    if column.shape == Shape.CHOICES:
        items.sort(key=column.choices.index)
    return tuple(items)


def _text(node: Node, column: Column) -> str:
    if not isinstance(node, Text):
        raise Wrong(Fault(node.line, f'"{column.key}" is a text, not {node.name}.'))
    text = tidied(node.value)
    if not text:
        raise Wrong(Fault(node.line, f'"{column.key}" is empty. Leave the line out where there is nothing to say.'))
    if UNPRINTABLE.search(text):
        raise Wrong(Fault(node.line, f'"{column.key}" holds a character that cannot be shown.'))
    if column.limit and len(text) > column.limit and column.shape != Shape.COUNT:
        raise Wrong(
            Fault(node.line, f'"{column.key}" is {len(text):,} characters long; {column.limit:,} are the most.')
        )
    return text


def _prose(text: str, column: Column, line: int) -> str:
    return text


def _one_line(text: str, column: Column, line: int) -> str:
    if "\n" in text:
        raise Wrong(Fault(line, f'"{column.key}" is one line of text, not several.'))
    return text


def _key(text: str, column: Column, line: int) -> str:
    if not KEY.fullmatch(text):
        raise Wrong(
            Fault(
                line,
                f'"{text[:60]}" will not do for "{column.key}": use small letters, digits and single hyphens, such as '
                "kent-police.",
            )
        )
    if text in TAKEN_BY_PAGES:
        raise Wrong(Fault(line, f'"{text}" will not do for "{column.key}": one of our own pages has that address.'))
    return text


def _number(text: str, column: Column, line: int) -> str:
    if not NUMBER.fullmatch(text):
        raise Wrong(
            Fault(
                line,
                f'"{text[:60]}" will not do for "{column.key}": a clause is known by letters, digits, dots and '
                "hyphens, one digit at least, such as K10.4.",
            )
        )
    return text


def _day(text: str, column: Column, line: int) -> date:
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Wrong(Fault(line, f'"{text[:60]}" is no date. Write year, month and day, such as 2008-05-01.'))
    if not EARLIEST <= day < LATEST:
        raise Wrong(Fault(line, f'The year of "{text}" cannot be meant.'))
    return day


def _yes_no(text: str, column: Column, line: int) -> bool:
    if text not in {"yes", "no"}:
        raise Wrong(Fault(line, f'"{column.key}" is yes or no, not "{text[:60]}".'))
    return text == "yes"


def _count(text: str, column: Column, line: int) -> int:
    if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= column.limit:
        raise Wrong(Fault(line, f'"{column.key}" is a whole number from 1 to {column.limit:,}, not "{text[:60]}".'))
    return int(text)


def _choice(text: str, column: Column, line: int) -> str:
    if text not in column.choices:
        near = did_you_mean(text, column.choices)
        raise Wrong(Fault(line, f'"{column.key}" is one of: {", ".join(column.choices)}; not "{text[:60]}".{near}'))
    return text


def _within(text: str, column: Column, line: int) -> Within:
    body, slash, name = text.partition("/")
    is_office = column.name == "bound_office"
    if not slash or not KEY.fullmatch(body) or not name or "\n" in name or not (is_office or KEY.fullmatch(name)):
        like = "board/chair" if is_office else "board/police"
        raise Wrong(Fault(line, f'"{column.key}" names a body and its {"office" if is_office else "seat"}: {like}.'))
    return Within(body, name)


def _person(text: str, column: Column, line: int) -> str:
    return "" if text == NOBODY else _key(text, column, line)


_READERS: dict[Shape, Callable[[str, Column, int], Any]] = {
    Shape.KEY: _key,
    Shape.NUMBER: _number,
    Shape.LINE: _one_line,
    Shape.PROSE: _prose,
    Shape.DAY: _day,
    Shape.YES_NO: _yes_no,
    Shape.CHOICE: _choice,
    Shape.WITHIN: _within,
    Shape.PERSON: _person,
    Shape.COUNT: _count,
}
_LISTS: dict[Shape, Callable[[str, Column, int], Any]] = {
    Shape.LINES: _one_line,
    Shape.PROSES: _prose,
    Shape.CHOICES: _choice,
}
