"""The form of each part of a constitution: what may be said in it, as nodes of a draft.

The quorum, the voting and the counting are built here; the settings follow from their own declarations, so that a field
that is added to a settings value is asked for in the browser too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from governance.constitution.core.constitution import Part as PartName
from governance.constitution.core.meeting import DEFAULT_COUNTING, Column, Row
from governance.constitution.core.settings import Lapse
from governance.constitution.core.written import Field, fields_of
from governance.constitution.editor.calendar_form import calendar_form
from governance.constitution.editor.draft_fields import Day, Fields, Line, Listed, Node, Several, Tick, Word
from governance.constitution.editor.draft_nodes import ByKind, Group, Part, Rows
from governance.constitution.editor.drafts import Typed
from governance.constitution.editor.requirement_forms import RequirementForms, Vocabulary
from governance.constitution.editor.voting_form import VotingForm
from governance.constitution.writing.parse import NONE_ASKED
from governance.constitution.writing.parse_constitution import SETTINGS

LISTS = "lists"
INHERITS = "inherits"
EDITED = (*(part.value for part in PartName), LISTS, INHERITS)
"""What can be changed by itself: the named parts, the body's own words, and what it takes over."""

CLAUSES_HINT = "Their numbers, separated by commas."
LONG_TEXT = ("test", "meaning", "expected", "confidential", "report")
COLUMNS = {
    Column.QUORUM: "Towards the quorum",
    Column.BASE: "In the base of a share",
    Column.VOTE: "May vote",
    Column.PRESIDE: "May preside",
}


def form_of(part: str, vocabulary: Vocabulary) -> Node:
    """The form of that part of a constitution."""
    if own := OWN_FORMS.get(part):
        return own(vocabulary)
    return settings_form(SETTINGS[PartName(part)], vocabulary)


def clauses() -> Part:
    """Which clauses say so."""
    return Part("clauses", Listed("numbers of clauses", parted=","), "Clauses that say so", CLAUSES_HINT)


def _quorum(vocabulary: Vocabulary) -> Group:
    forms = RequirementForms(vocabulary)
    for_decision = Group(
        (
            Part("asked", forms.anything, is_here=True, is_spread=True),
            Part("instead", Tick(), "Instead of the rest, not besides it"),
        )
    )
    return Group(
        (
            Part("business", forms.anything, "For business"),
            Part(
                "sitting",
                ByKind(vocabulary.sittings, forms.anything, "a kind of sitting"),
                "At a kind of sitting",
                "In place of what is asked for business.",
            ),
            Part(
                "decision",
                ByKind(vocabulary.decisions, for_decision, "a kind of decision"),
                "For a kind of decision",
                "Besides the rest, or instead of it.",
            ),
            Part("vote", replace(forms.anything, silent=NONE_ASKED), "For a vote", "What a formal vote asks besides."),
            Part(
                "request",
                ByKind(vocabulary.requests, forms.anything, "what is requested"),
                "For a request",
                "How many must join in a request, wherever they are.",
            ),
            Part("lapses", Rows(settings_form(Lapse, vocabulary)), "When a sitting is not quorate"),
            clauses(),
        )
    )


def _counting(vocabulary: Vocabulary) -> Group:
    who = RequirementForms(vocabulary).who
    return Group(
        (
            Part("table", Table(), "Who counts, and for what", is_here=True, is_spread=True),
            Part(
                "presides",
                Rows(who, "turn"),
                "Who presides",
                "The first of these who is here. With no turn written, whoever may preside.",
            ),
            clauses(),
        )
    )


@dataclass(frozen=True)
class Table(Node):
    """The table of who counts. The draft says of each row what it has; what is as usual is not written."""

    @property
    def blank(self) -> dict[str, list[str]]:
        return {row.value: [c.value for c in Column if c not in DEFAULT_COUNTING[row]] for row in Row}

    def draft(self, written: Any) -> dict[str, list[str]]:
        said = {row: self.blank[row] for row in self.blank}
        for row, columns in written.items():
            for column, answer in columns.items():
                others = [name for name in said[row] if name != column]
                said[row] = [*others, column] if answer in {True, "yes"} else others
        return {row: [c.value for c in Column if c.value in had] for row, had in said.items()}

    def plain(self, draft: dict[str, list[str]]) -> dict[str, dict[str, str]]:
        changed = {
            row: {
                column.value: "yes" if column.value in draft[row] else "no"
                for column in Column
                if (column.value in draft[row]) != (column.value in usual)
            }
            for row, usual in self.blank.items()
        }
        return {row: columns for row, columns in changed.items() if columns}

    def fields(self, draft: dict[str, list[str]], path: str) -> Fields:
        for row, columns in draft.items():
            # A row without a tick is not posted at all, so each says that it is there.
            yield f"{path}.{row}", ""
            yield from ((f"{path}.{row}", column) for column in columns)

    def rebuild(self, typed: Typed, path: str) -> dict[str, list[str]]:
        return {
            row: [c.value for c in Column if c.value in typed.some(f"{path}.{row}")]
            if typed.knows(f"{path}.{row}")
            else usual
            for row, usual in self.blank.items()
        }


def _lists(_: Vocabulary) -> Group:
    return Group(
        (
            Part("sittings", Listed(), "Kinds of sitting", "One a line, such as annual. Every other is ordinary."),
            Part("decisions", Listed(), "Kinds of decision", "One a line, such as budget."),
            Part("facts", Listed(), "Facts that may be declared", "One a line, such as emergency."),
            Part("requests", Listed(), "What members may request", "One a line, such as a special meeting."),
        )
    )


def _inherits(vocabulary: Vocabulary) -> Rows:
    parts = tuple((part.value, part.value.capitalize()) for part in PartName)
    return Rows(
        Group(
            (
                Part("of", Word(vocabulary.bodies, required=True), "From"),
                Part("parts", Several(parts, required=True), "Parts, each whole"),
            )
        ),
        "body",
    )


OWN_FORMS: dict[str, Callable[[Vocabulary], Node]] = {
    PartName.QUORUM: _quorum,
    PartName.VOTING: lambda vocabulary: VotingForm(RequirementForms(vocabulary), clauses()).whole,
    PartName.COUNTING: _counting,
    PartName.CALENDAR: lambda vocabulary: calendar_form(vocabulary, clauses()),
    LISTS: _lists,
    INHERITS: _inherits,
}
"""The forms of the parts that are no settings value."""


def settings_form(settings: type, vocabulary: Vocabulary) -> Group:
    """The form of a settings value, from its declaration."""
    return Group(tuple(_setting(field, vocabulary) for field in fields_of(settings)))


def _setting(field: Field, vocabulary: Vocabulary) -> Part:
    if field.names == "clause":
        return replace(clauses(), label=field.label)
    return Part(field.key, _node(field, vocabulary), field.label, field.hint)


def _node(field: Field, vocabulary: Vocabulary) -> Node:
    """One kind of field for each type that a settings value may hold."""
    if field.is_row:
        return Rows(settings_form(field.kind, vocabulary), "row")
    if field.names:
        return Several({"sitting": vocabulary.sittings, "decision": vocabulary.decisions}[field.names])
    if issubclass(field.kind, StrEnum):
        options = tuple((word.value, capital(word.value)) for word in field.kind)
        return Several(options) if field.many else Word(options, str(field.default))
    return Listed() if field.many else _one(field)


def _one(field: Field) -> Node:
    default = "" if field.default in {None, MISSING} else str(field.default)
    if field.kind is bool:
        return Tick()
    if field.kind is int:
        return Line("number", default)
    if field.kind is Fraction:
        return Line("share", default)
    if field.kind is date:
        return Day(default=default)
    return Line("text" if field.name in LONG_TEXT else "words", default)


def capital(text: str) -> str:
    """The text with a capital."""
    return f"{text[:1].upper()}{text[1:]}"
