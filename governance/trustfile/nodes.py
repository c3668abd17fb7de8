"""YAML 1.2 as plain nodes that know their lines: texts, lists and mappings, and nothing cleverer.

Every scalar is a text. Anchors, aliases, tags and second documents are refused; a file is read event by event, so that
one that is too large, too deep or too long is put down before it costs anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
)

from governance.trustfile.faults import Fault, Unreadable

MOST_BYTES = 1_000_000
MOST_NODES = 100_000
DEEPEST = 60
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Text:
    line: int
    value: str
    name = "a text"


@dataclass(slots=True)
class Listing:
    line: int
    items: list[Node] = field(default_factory=list)
    name = "a list"


@dataclass(slots=True)
class Mapping:
    line: int
    pairs: list[tuple[Text, Node]] = field(default_factory=list)
    name = "a group of keys"


Node = Text | Listing | Mapping


def read_nodes(content: bytes) -> Node:
    """The one document in the file. Raises Unreadable with everything that is wrong with it as YAML."""
    text = _decoded(content)
    builder = _Builder()
    line = 1
    try:
        for event in _events(text):
            line = event.start_mark.line + 1
            builder.take(event, line)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        said = " ".join(part for part in (fault.context, fault.problem) if part).rstrip(".")
        builder.faults.append(Fault(mark.line + 1 if mark else line, f"This is not YAML: {said}."))
    except (YAMLError, ValueError, OverflowError):
        builder.faults.append(Fault(line, "This is not YAML."))
    if builder.faults:
        raise Unreadable(builder.faults)
    if builder.root is None:
        raise Unreadable([Fault(0, "The file is empty.")])
    return builder.root


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Unreadable([Fault(0, f"The file is larger than {MOST_BYTES:,} bytes.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise Unreadable([Fault(line, "This is not text in UTF-8.")]) from None
    bad = UNPRINTABLE.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise Unreadable([Fault(line, "There is a character here that cannot be shown.")])
    return text


def _events(text: str) -> Iterator[Any]:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    return iter(reader.parse(text))


class _Builder:
    """Puts events together to nodes, on a stack of its own: depth costs no recursion."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self._open: list[Listing | Mapping] = []
        self._keys: list[Text | None] = []
        self._count = 0

    def take(self, event: Any, line: int) -> None:
        if getattr(event, "anchor", None):
            self.faults.append(Fault(line, "Anchors and aliases (& and *) are not used here. Write the text again."))
        if getattr(event, "ctag", None):
            self.faults.append(Fault(line, "Tags (!) are not used here. Write the text without it."))
        match event:
            case DocumentStartEvent():
                self._take_document(event, line)
            case ScalarEvent():
                self._place(Text(line, str(event.value)))
            case AliasEvent():
                self._place(Text(line, ""))
            case CollectionStartEvent():
                self._begin(Mapping(line) if isinstance(event, MappingStartEvent) else Listing(line))
            case CollectionEndEvent():
                self._open.pop()
                self._keys.pop()

    def _take_document(self, event: DocumentStartEvent, line: int) -> None:
        if event.version or event.tags:
            self.faults.append(Fault(line, "Directives (%) are not used here."))
        if self.root is not None:
            raise Unreadable([*self.faults, Fault(line, "A second document begins here; a file holds one.")])

    def _begin(self, node: Listing | Mapping) -> None:
        if len(self._open) == DEEPEST:
            raise Unreadable([*self.faults, Fault(node.line, "This is nested deeper than anything in a trust.")])
        self._place(node)
        self._open.append(node)
        self._keys.append(None)

    def _place(self, node: Node) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise Unreadable([*self.faults, Fault(node.line, f"The file holds more than {MOST_NODES:,} texts.")])
        if not self._open:
            self.root = node
            return
        around, key = self._open[-1], self._keys[-1]
        if isinstance(around, Listing):
            around.items.append(node)
        elif key is not None:
            if isinstance(node, Text) and not node.value:
                node.line = key.line  # an empty value is noticed only lines later
            around.pairs.append((key, node))
            self._keys[-1] = None
        elif isinstance(node, Text):
            self._keys[-1] = node
        else:
            self.faults.append(Fault(node.line, f"A key is one word or a few, not {node.name}."))
            self._keys[-1] = Text(node.line, "")
