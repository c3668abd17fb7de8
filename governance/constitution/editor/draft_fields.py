"""What a draft is made of, one by one: lines, words, ticks, names.

Each node knows the four ways of one thing that a rule says: as plain data of the rule language (`plain`, and `draft`
back from it), and as fields of a form (`fields`, and `rebuild` back from them). For every draft,
`rebuild(fields(draft)) == draft`, and `draft(plain(draft))` says the same. A draft holds strings, lists and mappings of
drafts; what has not been typed yet is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from governance.constitution.editor.drafts import YES, Typed
from trustboard.acts.days import day_typed, told

Fields: TypeAlias = Iterator[tuple[str, str]]
DAY_PARTS = 3
ELSEWHERE = "@"
"""Before an office of another body."""


@dataclass(frozen=True)
class Node:
    """One thing that a rule says."""

    @property
    def blank(self) -> Any:
        """The draft before anything was said."""
        return ""

    def draft(self, written: Any) -> Any:
        """The draft of what is written as plain data."""
        return str(written)

    def plain(self, draft: Any) -> Any:
        """The draft as plain data, valid or not."""
        return draft.strip()

    def is_silent(self, draft: Any) -> bool:
        """Whether the draft says nothing, so that it need not be written."""
        return bool(self.plain(draft) == self.plain(self.blank))

    def fields(self, draft: Any, path: str) -> Fields:
        """The draft as names and values of fields."""
        yield path, draft

    def rebuild(self, typed: Typed, path: str) -> Any:
        """The draft that stands in the fields."""
        return typed.one(path, self.blank)


@dataclass(frozen=True)
class Line(Node):
    """A line of text: a number, a share, a length of time, words. `measure` says which. One that is `required` is
    always written, so that the rule language can say what is wrong with it.
    """

    measure: str = "words"
    default: str = ""
    required: bool = False

    @property
    def blank(self) -> str:
        return self.default

    def is_silent(self, draft: str) -> bool:
        return not self.required and draft.strip() == self.default


@dataclass(frozen=True)
class Day(Line):
    """A day as people write it, 1 April 2026; kept as 2026-04-01."""

    measure: str = "day"

    def draft(self, written: Any) -> str:
        try:
            return told(date.fromisoformat(str(written)))
        except ValueError:
            return str(written)

    def plain(self, draft: str) -> str:
        words = draft.split()
        day = day_typed(*words) if len(words) == DAY_PARTS else None
        return day.isoformat() if isinstance(day, date) else draft.strip()


@dataclass(frozen=True)
class DayOfYear(Line):
    """A day of any year as people write it, 31 March."""

    measure: str = "day of the year"

    def draft(self, written: Any) -> str:
        return str(written).title()


@dataclass(frozen=True)
class Listed(Line):
    """Several texts in one field: one a line or, where `parted` by commas, one after the other."""

    measure: str = "lines"
    parted: str = "\n"

    def draft(self, written: Any) -> str:
        joint = "\n" if self.parted == "\n" else ", "
        return joint.join([written] if isinstance(written, str) else written)

    def plain(self, draft: str) -> list[str]:
        return [text.strip() for text in draft.replace("\r", "").split(self.parted) if text.strip()]

    def is_silent(self, draft: str) -> bool:
        return not self.plain(draft)

    def rebuild(self, typed: Typed, path: str) -> str:
        return typed.one(path, self.blank).replace("\r\n", "\n")


@dataclass(frozen=True)
class Word(Node):
    """One of some words. `options` are pairs of word and what it is called, or of a heading and such pairs."""

    options: tuple[tuple[str, Any], ...]
    default: str = ""
    required: bool = False

    @property
    def blank(self) -> str:
        return self.default

    def is_silent(self, draft: str) -> bool:
        return not self.required and draft == self.default


@dataclass(frozen=True)
class Tick(Node):
    """Yes, or nothing said."""

    def draft(self, written: Any) -> str:
        return YES if written in {True, YES} else ""

    def fields(self, draft: str, path: str) -> Fields:
        if draft:
            yield path, draft

    def rebuild(self, typed: Typed, path: str) -> str:
        return YES if typed.one(path) else ""


@dataclass(frozen=True)
class Several(Node):
    """Some of several names."""

    options: tuple[tuple[str, Any], ...]
    required: bool = False

    @property
    def blank(self) -> list[str]:
        return []

    def draft(self, written: Any) -> list[str]:
        return [str(written)] if isinstance(written, str) else [str(each) for each in written]

    def plain(self, draft: list[str]) -> Any:
        return draft

    def is_silent(self, draft: list[str]) -> bool:
        return not draft and not self.required

    def fields(self, draft: list[str], path: str) -> Fields:
        yield from ((path, name) for name in draft)

    def rebuild(self, typed: Typed, path: str) -> list[str]:
        return typed.some(path)


@dataclass(frozen=True)
class Offices(Several):
    """Some offices, of this body or all of one other: those are written @body/office."""

    def draft(self, written: Any) -> list[str]:
        if isinstance(written, Mapping):
            names = super().draft(written["is"])
            return [f"{ELSEWHERE}{written['of']}/{name}" for name in names]
        return super().draft(written)

    def plain(self, draft: list[str]) -> Any:
        bodies = {name.partition("/")[0] if name.startswith(ELSEWHERE) else "" for name in draft}
        if len(bodies) == 1 and "" not in bodies:
            return {"of": bodies.pop().removeprefix(ELSEWHERE), "is": [name.partition("/")[2] for name in draft]}
        return draft  # of two bodies at once nobody can hold one: the rule language refuses it


@dataclass(frozen=True)
class Nothing(Node):
    """A form that says nothing but its name."""

    @property
    def blank(self) -> None:
        return None

    def draft(self, written: Any) -> None:
        return None

    def plain(self, draft: Any) -> None:
        return None

    def is_silent(self, draft: Any) -> bool:
        return True

    def fields(self, draft: Any, path: str) -> Fields:
        yield from ()

    def rebuild(self, typed: Typed, path: str) -> None:
        return None
