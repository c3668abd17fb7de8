"""What a draft is made of, put together: groups, lists, parts by kind, and rows of one of several forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from governance.constitution.editor.draft_fields import Fields, Node, Several
from governance.constitution.editor.drafts import KINDS, NEW, ROWS, THERE, WAS, YES, Typed, upwards

DEEPEST_PATH = 60


@dataclass(frozen=True)
class Part:
    """One part of a group, with the words that ask for it. `is_further`: stands behind "more". `is_here`: its path is
    the group's own. `is_spread`: what it says is written among the group's keys, not beneath its own.
    """

    key: str
    node: Node
    label: str = ""
    hint: str = ""
    is_further: bool = False
    is_here: bool = False
    is_spread: bool = False

    def path(self, path: str) -> str:
        """Where the part stands in a group of that path."""
        return path if self.is_here else f"{path}.{self.key}"


@dataclass(frozen=True)
class Group(Node):
    """Several parts under their keys. Those that say nothing are not written."""

    parts: tuple[Part, ...]

    @property
    def blank(self) -> dict[str, Any]:
        return {part.key: part.node.blank for part in self.parts}

    def draft(self, written: Any) -> dict[str, Any]:
        said = dict(written) if self._has_keys(written) else {}
        for part in self.parts:
            if part.is_spread:
                keys = {other.key for other in self.parts}
                rest = {key: value for key, value in said.items() if key not in keys}
                said[part.key] = rest if self._has_keys(written) else written
        return {
            part.key: part.node.draft(said[part.key]) if part.key in said else part.node.blank for part in self.parts
        }

    def plain(self, draft: dict[str, Any]) -> Any:
        said = {
            part.key: part.node.plain(draft[part.key])
            for part in self.parts
            if not part.node.is_silent(draft[part.key])
        }
        for part in self.parts:
            if part.is_spread and part.key in said:
                spread = said.pop(part.key)
                if not self._has_keys(spread):
                    return spread
                said |= spread
        return said

    def fields(self, draft: dict[str, Any], path: str) -> Fields:
        for part in self.parts:
            yield from part.node.fields(draft[part.key], part.path(path))

    def rebuild(self, typed: Typed, path: str) -> dict[str, Any]:
        return {part.key: part.node.rebuild(typed, part.path(path)) for part in self.parts}

    @staticmethod
    def _has_keys(written: Any) -> bool:
        return isinstance(written, Mapping)


@dataclass(frozen=True)
class Optional(Node):
    """A part that is there or not."""

    inner: Node
    add: str = ""
    drop: str = ""

    @property
    def blank(self) -> None:
        return None

    def draft(self, written: Any) -> Any:
        return self.inner.draft(written)

    def plain(self, draft: Any) -> Any:
        return None if draft is None else self.inner.plain(draft)

    def is_silent(self, draft: Any) -> bool:
        return draft is None

    def fields(self, draft: Any, path: str) -> Fields:
        if draft is not None:
            yield f"{path}.{THERE}", YES
            yield from self.inner.fields(draft, path)

    def rebuild(self, typed: Typed, path: str) -> Any:
        return self.inner.rebuild(typed, path) if typed.one(f"{path}.{THERE}") else None


@dataclass(frozen=True)
class Who(Node):
    """Who is meant: parts that name people, several names of one part meaning any of them, and whom it leaves out.

    `path.new` holds a name that was chosen to be added, as part:name; it is taken whatever button is pressed.
    """

    parts: tuple[Part, ...]
    required: bool = False

    @cached_property
    def group(self) -> Group:
        """The same as a group; what it leaves out is such a one again."""
        return Group((*self.parts, Part("not", Optional(replace(self, required=False)))))

    @property
    def blank(self) -> dict[str, Any]:
        return self.group.blank

    def draft(self, written: Any) -> dict[str, Any]:
        return self.group.draft(written)

    def plain(self, draft: dict[str, Any]) -> Any:
        return self.group.plain(draft)

    def is_silent(self, draft: dict[str, Any]) -> bool:
        return not self.plain(draft) and not self.required

    def fields(self, draft: dict[str, Any], path: str) -> Fields:
        yield from self.group.fields(draft, path)

    def rebuild(self, typed: Typed, path: str) -> dict[str, Any]:
        key, _, name = typed.one(f"{path}.{NEW}").partition(":")
        part = next((part for part in self.parts if part.key == key), None)
        if part and name:
            before = typed.some(f"{path}.{key}") if isinstance(part.node, Several) else []
            typed.put(f"{path}.{key}", *dict.fromkeys([*before, name]))
        typed.drop(f"{path}.{NEW}")
        return self.group.rebuild(typed, path)


@dataclass(frozen=True)
class Rows(Node):
    """A list whose rows can be added, removed and moved. `row` is what one is called."""

    item: Node
    row: str = "row"
    required: bool = False

    @property
    def blank(self) -> list[Any]:
        return []

    def draft(self, written: Any) -> list[Any]:
        return [self.item.draft(each) for each in ([written] if not isinstance(written, list | tuple) else written)]

    def plain(self, draft: list[Any]) -> list[Any]:
        return [self.item.plain(each) for each in draft]

    def is_silent(self, draft: list[Any]) -> bool:
        return not draft and not self.required

    def fields(self, draft: list[Any], path: str) -> Fields:
        yield f"{path}.{ROWS}", str(len(draft))
        for place, each in enumerate(draft):
            yield from self.item.fields(each, f"{path}.{place}")

    def rebuild(self, typed: Typed, path: str) -> list[Any]:
        return [self.item.rebuild(typed, f"{path}.{place}") for place in range(typed.number_of_rows(path))]


@dataclass(frozen=True)
class ByKind(Node):
    """A part for each of some kinds. `kinds` are all that there are."""

    kinds: tuple[tuple[str, Any], ...]
    item: Node
    what: str = "kind"

    @property
    def blank(self) -> dict[str, Any]:
        return {}

    def draft(self, written: Any) -> dict[str, Any]:
        return {str(kind): self.item.draft(each) for kind, each in written.items()}

    def plain(self, draft: dict[str, Any]) -> dict[str, Any]:
        return {kind: self.item.plain(each) for kind, each in draft.items()}

    def is_silent(self, draft: dict[str, Any]) -> bool:
        return not draft

    def fields(self, draft: dict[str, Any], path: str) -> Fields:
        for kind, each in draft.items():
            yield f"{path}.{KINDS}", kind
            yield from self.item.fields(each, f"{path}.{kind}")

    def rebuild(self, typed: Typed, path: str) -> dict[str, Any]:
        return {kind: self.item.rebuild(typed, f"{path}.{kind}") for kind in typed.some(f"{path}.{KINDS}")}


@dataclass(frozen=True)
class Carried:
    """What goes along when the form of a row is changed. `lists` are the forms that hold rows and where; `alike` are
    forms that share something and where it stands in each; `wraps` are forms that take the row before into a place.
    What is `without` anything of its own is not carried.
    """

    lists: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[Mapping[str, str], ...] = ()
    wraps: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()

    def carry(self, typed: Typed, path: str, was: str, now: str) -> None:
        """Let what stood in the form that was shown stand in the one that is chosen now, as far as it can."""
        if was in self.without:
            return
        if was in self.lists and now in self.lists:
            typed.move(f"{path}.{was}{self.lists[was]}", f"{path}.{now}{self.lists[now]}")
        elif now in self.lists:
            rows = f"{path}.{now}{self.lists[now]}"
            typed.put(f"{rows}.{ROWS}", "1")
            self._into(typed, path, was, f"{rows}.0")
        elif now in self.wraps:
            self._into(typed, path, was, f"{path}.{now}{self.wraps[now]}")
        for places in self.alike:
            if was in places and now in places:
                typed.move(f"{path}.{was}{places[was]}", f"{path}.{now}{places[now]}")

    @staticmethod
    def _into(typed: Typed, path: str, was: str, to: str) -> None:
        typed.move(f"{path}.{was}", f"{to}.{was}")
        typed.put(to, was)
        typed.put(f"{to}.{WAS}", was)


@dataclass(frozen=True)
class Choice(Node):
    """One of several forms. The draft says which, and what it says. `bare` forms are written as their name where they
    say nothing more; what the `spread` ones say is written beside their name, not beneath it.
    """

    forms: Mapping[str, Node]
    labels: Mapping[str, str]
    first: str
    bare: frozenset[str] = frozenset()
    spread: frozenset[str] = frozenset()
    silent: str | None = None
    carried: Carried = field(default_factory=Carried)

    @property
    def blank(self) -> dict[str, Any]:
        return {"form": self.first, "inside": self.forms[self.first].blank}

    def draft(self, written: Any) -> dict[str, Any]:
        form = written if isinstance(written, str) else next(key for key in written if key in self.forms)
        node = self.forms[form]
        if isinstance(written, str):
            return {"form": form, "inside": node.blank}
        return {"form": form, "inside": node.draft(written if form in self.spread else written[form])}

    def plain(self, draft: dict[str, Any]) -> Any:
        form = draft["form"]
        inside = self.forms[form].plain(draft["inside"])
        if form in self.bare and not inside:
            return form
        return inside if form in self.spread else {form: inside}

    def is_silent(self, draft: dict[str, Any]) -> bool:
        return bool(draft["form"] == self.silent)

    def fields(self, draft: dict[str, Any], path: str) -> Fields:
        form = draft["form"]
        yield path, form
        yield f"{path}.{WAS}", form
        yield from self.forms[form].fields(draft["inside"], self.inside(path, form))

    def rebuild(self, typed: Typed, path: str) -> dict[str, Any]:
        form = typed.one(path, self.first)
        if form not in self.forms or path.count(".") > DEEPEST_PATH:
            return self.blank
        was = typed.one(f"{path}.{WAS}", form)
        if was != form and was in self.forms and not typed.knows(f"{path}.{form}"):
            self.carried.carry(typed, path, was, form)
        return {"form": form, "inside": self.forms[form].rebuild(typed, self.inside(path, form))}

    def inside(self, path: str, form: str) -> str:
        """Where what the form says stands."""
        return f"{path}.{form}"


@dataclass(frozen=True)
class Alternative(Choice):
    """One of several forms that are known by what they say: `known_by` is a key of each. The form is not written."""

    known_by: Mapping[str, str] = field(default_factory=dict)

    def draft(self, written: Any) -> dict[str, Any]:
        form = next(form for form, key in self.known_by.items() if key in written)
        return {"form": form, "inside": self.forms[form].draft(written)}

    def plain(self, draft: dict[str, Any]) -> Any:
        return self.forms[draft["form"]].plain(draft["inside"])

    def inside(self, path: str, form: str) -> str:
        return path


def leftovers(typed: Typed, shown: dict[str, list[str]], path: str) -> list[tuple[str, str]]:
    """What was typed beneath the path and is not shown: the other forms of a row, for whoever chooses them again."""
    return [
        (name, value)
        for name in typed.beneath(path)
        if name not in shown and not name.endswith(f".{NEW}") and _is_hidden(name, shown)
        for value in typed.fields[name]
    ]


def _is_hidden(name: str, shown: dict[str, list[str]]) -> bool:
    """Whether the field stands in a form that is not the one shown."""
    above = name
    for path in upwards(name):
        if path in shown and f"{path}.{WAS}" in shown and above != path:
            return above.removeprefix(f"{path}.") not in {*shown[path], WAS}
        above = path
    return False
