"""The parts of a constitution in a file: nodes into plain data, and a place in that data back to its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from governance.constitution.core.constitution import Lists, Part
from governance.constitution.core.scalars import Refused
from governance.constitution.writing.inheritance import CHECKED_BEFORE
from governance.constitution.writing.parse_constitution import (
    LISTS,
    parse_inheritance,
    parse_lists,
    parse_part,
    plain_part,
)
from governance.trustfile.contents import tidied
from governance.trustfile.faults import Fault, Wrong
from governance.trustfile.nodes import UNPRINTABLE, Listing, Mapping, Node, Text


def part_read(node: Node, key: str) -> Any:
    """The part as the rule language writes it. What its names stand for is not asked here.

    Raises Wrong with the line of the first thing that is not of the language.
    """
    written = plain(node, key)
    try:
        kept = canonical(key, written)
    except Refused as wrong:
        line = line_of(Mapping(node.line, [(Text(node.line, key), node)]), wrong)
        raise Wrong(Fault(line, f"{wrong}.")) from None
    if key in {"lists", "inherits"} and not kept:
        raise Wrong(Fault(node.line, f'"{key}" is empty. Leave the line out where there is nothing to say.'))
    return kept


def canonical(key: str, written: Any, lists: Lists | None = None) -> Any:
    """The part as it is written back. Raises Refused for what is not of the language, whatever the names.

    Kinds stand in the order of the `lists`, where they are given, or else in that in which they are written.
    """
    if lists is None:
        words = tuple(dict.fromkeys(_texts(written)))
        lists = Lists(**dict.fromkeys(LISTS, words))
    match key:
        case "lists":
            found = parse_lists(written, key)
            return {name: list(getattr(found, name)) for name in LISTS if getattr(found, name)}
        case "inherits":
            inherited = parse_inheritance(written, key, CHECKED_BEFORE.known, own=())
            return [{"of": each.of, "parts": [str(part) for part in each.parts]} for each in inherited]
    part = Part(key)
    return plain_part(part, parse_part(part, written, CHECKED_BEFORE, lists))


def plain(node: Node, key: str) -> Any:
    """The node as plain data: texts, lists and mappings. Raises Wrong for what stands twice or cannot be shown."""
    match node:
        case Listing():
            return [plain(item, key) for item in node.items]
        case Mapping():
            found: dict[str, Any] = {}
            for name, value in node.pairs:
                if name.value in found:
                    raise Wrong(Fault(name.line, f'"{name.value[:60]}" stands here twice.'))
                found[_text(name, key)] = plain(value, name.value)
            return found
    return _text(node, key)


def tidied_part(written: Any) -> Any:
    """Plain data with its texts as a file holds them (see `tidied`)."""
    match written:
        case dict():
            return {key: tidied_part(value) for key, value in written.items()}
        case list():
            return [tidied_part(item) for item in written]
        case str():
            return tidied(written)
    return written


def line_of(node: Mapping, wrong: Refused) -> int:
    """The line of the place to which the path of the refusal leads, as far as it can be followed."""
    at: Node = node
    line, path = node.line, wrong.path
    while path:
        step = _step(at, path)
        if step is None:
            break
        line, at, path = step
    # A name that will not do stands in the place, not in the path.
    for inside in _inside(at):
        if repr(inside.value) in wrong.reason:
            return inside.line
    return line


def _step(at: Node, path: str) -> tuple[int, Node, str] | None:
    """One step along the path: the line there, what stands there, and the rest of the path."""
    if isinstance(at, Listing):
        found = re.match(r"\[([0-9]+)\]\.?", path)
        if not found or int(found[1]) >= len(at.items):
            return None
        item = at.items[int(found[1])]
        return item.line, item, path[found.end() :]
    if isinstance(at, Mapping):
        # A key may hold a dot itself, and one of a calendar a space for its underscore: the longest is meant.
        fitting = [
            (len(key.value), key.line, value)
            for key, value in at.pairs
            if any(re.match(re.escape(name) + r"(\.|\[|$)", path) for name in (key.value, key.value.replace(" ", "_")))
        ]
        if fitting:
            length, line, value = max(fitting, key=lambda each: each[0])
            return line, value, path[length:].removeprefix(".")
    return None


def _inside(node: Node) -> Iterator[Text]:
    match node:
        case Mapping():
            yield from (key for key, _ in node.pairs)
        case Listing():
            yield from (item for item in node.items if isinstance(item, Text))


def _texts(written: Any) -> Iterator[str]:
    """Every text in plain data, keys among them."""
    match written:
        case dict():
            for key, value in written.items():
                yield key
                yield from _texts(value)
        case list():
            for item in written:
                yield from _texts(item)
        case str():
            yield written


def _text(node: Text, key: str) -> str:
    text = tidied(node.value)
    if not text:
        raise Wrong(Fault(node.line, f'"{key}" is empty. Leave the line out where there is nothing to say.'))
    if UNPRINTABLE.search(text):
        raise Wrong(Fault(node.line, f'"{key}" holds a character that cannot be shown.'))
    return text
