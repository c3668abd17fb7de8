"""A trust file as YAML into rows. Every fault is found that can be found without knowing the database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from governance.membership.rules import told
from governance.trustfile.contents import Contents
from governance.trustfile.faults import Fault, Unreadable, Wrong, did_you_mean
from governance.trustfile.nodes import Listing, Mapping, Node, Text, read_nodes
from governance.trustfile.rows import (
    AgencyRow,
    AgreementRow,
    BlockRow,
    BodyRow,
    ClauseRow,
    ClosedDayRow,
    ConstitutionRow,
    EditionRow,
    HoldingRow,
    Identity,
    LineRow,
    NamingRow,
    OfficeRow,
    PersonRow,
    Row,
    SeatRow,
    SignatoryRow,
    TrustRow,
)
from governance.trustfile.schema import Column
from governance.trustfile.texts import read_value

LISTS: dict[str, type[Row]] = {
    "agencies": AgencyRow,
    "people": PersonRow,
    "holdings": HoldingRow,
    "deputies": NamingRow,
    "offices": OfficeRow,
    "clauses": ClauseRow,
    "closed days": ClosedDayRow,
    "agreements": AgreementRow,
    "blocks": BlockRow,
    "signatories": SignatoryRow,
    "editions": EditionRow,
}
"""The lists that a file may have, and what each holds, but for the bodies, in which others are nested."""

SECTIONS = ("trust", "agencies", "bodies", *list(LISTS)[1:])
NESTED = ("reports to", "seats", "constitution")
MOST_FOUND = 200


def parse(content: bytes, *, source: str) -> Contents:
    """The trust that the file describes, or the part of one. `source` is the file's name, for sentences.

    Raises Unreadable with all that is wrong.
    """
    reader = _Reader()
    said = reader.keys(read_nodes(content), what="file", known=SECTIONS)
    trust = reader.trust(said.get("trust"))
    bodies = reader.bodies(said)
    lists: dict[str, Any] = {row.SECTION: tuple(reader.rows(said, name, row)) for name, row in LISTS.items()}
    if trust is None or reader.faults:
        raise Unreadable(reader.faults)
    contents = Contents(
        trust=trust,
        bodies=tuple(bodies),
        lines=tuple(reader.lines),
        seats=tuple(reader.seats),
        constitutions=tuple(reader.constitutions),
        **lists,
        lists=frozenset(reader.lists),
        source=source,
    )
    twice = _said_twice(contents)
    if twice:
        raise Unreadable(twice)
    return contents


class _Reader:
    """Reads nodes into rows and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.lists: set[Identity] = set()
        self.seats: list[SeatRow] = []
        self.lines: list[LineRow] = []
        self.constitutions: list[ConstitutionRow] = []

    def fault(self, line: int, sentence: str) -> None:
        self.add(Fault(line, sentence))

    def add(self, *faults: Fault) -> None:
        """Keep what is wrong, up to a number that nobody reads."""
        self.faults += faults
        if len(self.faults) > MOST_FOUND:
            raise Unreadable(self.faults)

    def keys(self, node: Node | None, *, what: str, known: tuple[str, ...]) -> dict[str, Node]:
        """What stands behind each known key."""
        if not isinstance(node, Mapping):
            if node is not None:
                self.fault(node.line, f"{_a(what)} is a group of keys ({', '.join(known)}), not {node.name}.")
            return {}
        found: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key, value in node.pairs:
            if key.value not in known:
                near = did_you_mean(key.value, known) or f" It may have: {', '.join(known)}."
                self.fault(key.line, f'{_a(what)} has no "{key.value[:60]}".{near}')
            elif key.value in found:
                self.fault(key.line, f'"{key.value}" stands here twice, first in line {lines[key.value]}.')
            else:
                found[key.value], lines[key.value] = value, key.line
        return found

    def items(self, node: Node | None, *, what: str) -> list[Node]:
        """The items of a list."""
        if node is None or isinstance(node, Listing):
            return node.items if node else []
        told = "nothing: leave the line out" if isinstance(node, Text) and not node.value else node.name
        self.fault(node.line, f'"{what}" is a list, each item with a hyphen before it, not {told}.')
        return []

    def trust(self, node: Node | None) -> TrustRow | None:
        """The section that every file has."""
        if node is None:
            self.fault(1, 'The file does not say which trust it is about. Begin with "trust:" and its "slug:".')
            return None
        return self.row(node, TrustRow, what="trust")

    def rows(self, said: dict[str, Node], section: str, model: type[Any], *, body: str = "") -> list[Any]:
        """The rows of a section, in the order of the file. `body` is the one it is nested in."""
        if section not in said:
            return []
        self.lists.add((model.SECTION, body) if body else (model.SECTION,))
        around = {"body": body} if body else {}
        found = (
            self.row(item, model, what=_WORDS[model.SECTION], around=around)
            for item in self.items(said[section], what=section)
        )
        return [row for row in found if row is not None]

    def bodies(self, said: dict[str, Node]) -> list[BodyRow]:
        """The bodies, and nested in each its lines, its seats and the versions of its constitution."""
        if "bodies" not in said:
            return []
        self.lists.add(("bodies",))
        found = []
        for item in self.items(said["bodies"], what="bodies"):
            nested: dict[str, Node] = {}
            body = self.row(item, BodyRow, what="body", nested=nested)
            if body is None:
                continue
            found.append(body)
            self.lines += self.rows(nested, "reports to", LineRow, body=body.key)
            self.seats += self.rows(nested, "seats", SeatRow, body=body.key)
            self.constitutions += self.rows(nested, "constitution", ConstitutionRow, body=body.key)
        return found

    def row(
        self,
        node: Node,
        model: type[Any],
        *,
        what: str,
        nested: dict[str, Node] | None = None,
        around: dict[str, str] | None = None,
    ) -> Any | None:
        """One row, or None where it cannot be told which one it is."""
        known = tuple(column.key for column in model.COLUMNS) + (NESTED if nested is not None else ())
        said = self.keys(node, what=what, known=known)
        values: dict[str, Any] = dict(around or {})
        for column in model.COLUMNS:
            if column.key in said:
                values[column.name] = self.value(said[column.key], column)
        if nested is not None:
            nested.update({key: said[key] for key in NESTED if key in said})
        missing = [c.key for c in model.COLUMNS if c.name in model.IDENTITY and c.key not in said]
        if missing and isinstance(node, Mapping):
            self.fault(node.line, f"This {what} lacks {' and '.join(missing)}, by which it is known.")
        if any(values.get(name) is None for name in model.IDENTITY):
            return None
        row = model(**values, line=node.line)
        return replace(row, node=node) if isinstance(row, ConstitutionRow) and isinstance(node, Mapping) else row

    def value(self, node: Node, column: Column) -> Any | None:
        """What stands behind one key, or None where it will not do."""
        try:
            return read_value(node, column)
        except Wrong as wrong:
            self.add(*wrong.faults)
            return None


_WORDS = {
    "agencies": "agency",
    "lines": "reporting line",
    "seats": "seat",
    "people": "person",
    "holdings": "holding",
    "deputies": "naming of a deputy",
    "offices": "office",
    "clauses": "clause",
    "constitutions": "constitution",
    "closed_days": "closed day",
    "agreements": "agreement",
    "blocks": "block",
    "signatories": "signatory",
    "editions": "edition",
}


def _a(what: str) -> str:
    return f"{'An' if what[0] in 'aeiou' else 'A'} {what}"


def _said_twice(contents: Contents) -> list[Fault]:
    first: dict[Identity, Row] = {}
    faults = []
    for row in contents.rows():
        before = first.setdefault(row.identity, row)
        if before is row:
            continue
        if isinstance(row, HoldingRow):
            sentence = f"The seat {row.seat} is given twice from {told(row.starts)}, also in line {before.line}."
        else:
            sentence = f"The {row} stands here twice, first in line {before.line}."
        faults.append(Fault(row.line, sentence))
    return faults
