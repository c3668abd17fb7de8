"""Rows as the canonical file: keys in a fixed order, lists in theirs, prose folded to be read.

The rules of a constitution are written as blocks, and as one line where it holds a whole small rule.

What a new row would get anyway is left out. Reading the file again gives the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from governance.trustfile.contents import Contents
from governance.trustfile.nodes import UNPRINTABLE
from governance.trustfile.rows import (
    BodyRow,
    Row,
)
from governance.trustfile.schema import KINDS, NOBODY, Column, Shape

WIDTH = 100
DEEPEST_IN_A_ROW = 3
PLAIN = re.compile(r"(?:[^\W_]|\()(?:[^\t\n:#]|:(?=\S)|(?<=\S)#)*")
WORDS_IN_A_ROW = re.compile(r"[\w.()'/-]+(?: [\w.()'/-]+)*")
ESCAPED_ALWAYS = re.compile("[\t\x80-\x9f\u2028\u2029\ufeff]")
BREAK = re.compile(r"(?<=\S) (?=\S)")


def write(contents: Contents) -> str:
    """The canonical file."""
    lines = ["trust:", *_row(contents.trust, indent=2)]
    lines += _section("agencies", sorted(contents.agencies, key=attrgetter("key")))
    lines += _bodies(contents)
    lines += _section("people", sorted(contents.people, key=attrgetter("key")))
    lines += _section("holdings", sorted(contents.holdings, key=attrgetter("seat", "starts")))
    lines += _section("deputies", sorted(contents.deputies, key=attrgetter("seat", "starts")))
    lines += _section("offices", sorted(contents.offices, key=attrgetter("body", "office", "starts")))
    lines += _section("clauses", contents.clauses)
    lines += _section("closed days", sorted(contents.closed_days, key=attrgetter("day")))
    lines += _section("agreements", sorted(contents.agreements, key=attrgetter("key")))
    lines += _section("blocks", contents.blocks)
    lines += _section("signatories", sorted(contents.signatories, key=attrgetter("block", "starts")))
    lines += _section("editions", sorted(contents.editions, key=attrgetter("agreement", "number")))
    return "\n".join(lines) + "\n"


def _section(name: str, rows: Iterable[Row], *, indent: int = 0) -> list[str]:
    written = [line for row in rows for line in _item(_row(row, indent=indent + 4), indent=indent + 2)]
    if not written:
        return []
    return [*([""] if not indent else []), f"{' ' * indent}{name}:", *written]


def _bodies(contents: Contents) -> list[str]:
    lines: list[str] = []
    for body in sorted(contents.bodies, key=_by_kind):
        reports = sorted((row for row in contents.lines if row.body == body.key), key=attrgetter("starts", "to"))
        seats = sorted((row for row in contents.seats if row.body == body.key), key=lambda row: row.position or 0)
        written = _row(body, indent=4)
        written += _section("reports to", reports, indent=4)
        written += _section("seats", seats, indent=4)
        versions = (row for row in contents.constitutions if row.body == body.key)
        written += _section("constitution", sorted(versions, key=attrgetter("starts")), indent=4)
        lines += [*([""] if lines else []), *_item(written, indent=2)]
    return ["", "bodies:", *lines] if lines else []


def _by_kind(body: BodyRow) -> tuple[int, str]:
    return (KINDS.index(body.kind) if body.kind else -1, body.key)


def _item(lines: list[str], *, indent: int) -> list[str]:
    """The lines of a group as an item of a list: a hyphen before the first."""
    return [f"{' ' * indent}- {lines[0][indent + 2 :]}", *lines[1:]]


def _row(row: Row, *, indent: int) -> list[str]:
    lines: list[str] = []
    for column in row.COLUMNS:
        value = getattr(row, column.name)
        if value is None or (column.default is not None and value == column.default) or _is_implied(row, column):
            continue
        lines += _value(f"{' ' * indent}{column.key}:", value, column, indent=indent)
    return lines


def _is_implied(row: Row, column: Column) -> bool:
    """An office held through a seat names no person."""
    return row.SECTION == "offices" and column.name == "person" and getattr(row, "seat", None) is not None


def _value(before: str, value: Any, column: Column, *, indent: int) -> list[str]:
    if isinstance(value, tuple) and column.shape in {Shape.LINES, Shape.PROSES, Shape.CHOICES}:
        flow = f"{before} [{', '.join(value)}]"
        if column.shape != Shape.PROSES and len(flow) <= WIDTH and all(map(_goes_in_a_row, value)):
            return [flow]
        items = (_text(f"{' ' * (indent + 2)}-", item, indent=indent + 4) for item in value)
        return [before, *(line for item in items for line in item)]
    if column.shape == Shape.PART:
        return [before, *_block(value, indent=indent + 2)] if value else [f"{before} {_flow(value)}"]
    return _text(before, _told(value, column), indent=indent + 2)


def _block(value: Any, *, indent: int) -> list[str]:
    """Plain data below the key or hyphen that it belongs to."""
    lines: list[str] = []
    if isinstance(value, dict):
        for key, inside in value.items():
            lines += _plain(f"{' ' * indent}{_quoted(key)}:", inside, indent=indent)
    else:
        for item in value:
            if isinstance(item, dict) and item:
                lines += _item(_block(item, indent=indent + 2), indent=indent)
            else:
                lines += _plain(f"{' ' * indent}-", item, indent=indent)
    return lines


def _plain(before: str, value: Any, *, indent: int) -> list[str]:
    """One thing of plain data after what stands before it: in a row where that is a rule one can read."""
    if not isinstance(value, dict | list):
        return _text(before, str(value), indent=indent + 2)
    row = f"{before} {_flow(value)}"
    if not value or (len(row) <= WIDTH and _depth(value) <= DEEPEST_IN_A_ROW and _is_of_words(value)):
        return [row]
    return [before, *_block(value, indent=indent + 2)]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inside)}" for key, inside in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return str(value)


def _depth(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inside is None else 1 + max(map(_depth, inside), default=0)


def _is_of_words(value: Any) -> bool:
    """Whether everything in it can stand in a row, and no list holds more than words."""
    if isinstance(value, dict):
        return all(_goes_in_a_row(key) and _is_of_words(inside) for key, inside in value.items())
    if isinstance(value, list):
        return not any(isinstance(item, dict | list) for item in value) and all(map(_is_of_words, value))
    return _goes_in_a_row(str(value))


def _goes_in_a_row(text: str) -> bool:
    return bool(PLAIN.fullmatch(text) and WORDS_IN_A_ROW.fullmatch(text))


def _told(value: Any, column: Column) -> str:
    if column.shape == Shape.YES_NO:
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) or NOBODY


def _text(before: str, text: str, *, indent: int) -> list[str]:
    """One text after what stands before it, in the plainest form that reads back as the same."""
    if UNPRINTABLE.search(text) or ESCAPED_ALWAYS.search(text):
        return [f"{before} {_double_quoted(text)}"]
    if "\n" not in text:
        written = _quoted(text)
        if len(f"{before} {written}") <= WIDTH or not BREAK.search(text):
            return [f"{before} {written}"]
    lines = text.split("\n")
    is_folded = len(lines) == 1 or any(indent + len(line) > WIDTH for line in lines)
    if is_folded and not any(line.startswith(" ") for line in lines):
        return [f"{before} >", *_folded(lines, indent=indent)]
    return [f"{before} |", *(f"{' ' * indent}{line}".rstrip() for line in lines)]


def _quoted(text: str) -> str:
    """One line of text, in quotation marks where it needs them."""
    if UNPRINTABLE.search(text) or ESCAPED_ALWAYS.search(text) or "\n" in text:
        return _double_quoted(text)
    return text if PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _folded(lines: list[str], *, indent: int) -> list[str]:
    """Each line wrapped, with an empty one between two: that is how YAML folds."""
    written: list[str] = []
    for line in lines:
        if written:
            written.append("")
        written += [f"{' ' * indent}{part}" for part in _wrapped(line, width=WIDTH - indent)]
    return written


def _wrapped(line: str, *, width: int) -> list[str]:
    parts: list[str] = []
    for word in BREAK.split(line) if line else []:
        if parts and len(parts[-1]) + 1 + len(word) <= width:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def _double_quoted(text: str) -> str:
    written = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    written = ESCAPED_ALWAYS.sub(_escaped, UNPRINTABLE.sub(_escaped, written))
    return f'"{written}"'


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
