"""A draft as a page shows it: controls with their names, labels, values and what is wrong with each. Values in, values
out; the templates of `governance/constitution/rows` put them into words of HTML, one for each kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatchmethod
from typing import Any

from governance.constitution.editor.draft_fields import Line, Listed, Node, Nothing, Several, Tick, Word
from governance.constitution.editor.draft_nodes import ByKind, Choice, Group, Optional, Part, Rows, Who
from governance.constitution.editor.drafts import id_of
from governance.constitution.editor.part_forms import COLUMNS, Table, capital

WIDTHS = {"number": 3, "share": 5, "number or share": 5, "time": 10, "length": 10, "day": 10, "day of the year": 10}
IS_ONE = re.compile(r"\.(someone|[0-9]+)$")
"""Where one of those who are meant is asked for, and nobody in particular would be no rule."""

AREAS = {"lines": 5, "text": 3}


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be chosen, and whether it is; `is_changed`, whether that is other than usual. A heading has
    options of its own.
    """

    value: str
    label: str
    is_chosen: bool = False
    is_changed: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One control, or several that belong together. `kind` is the name of its template.

    `number` is that of the row in which it stands, such as 2.1; `inline` stands beside the control, `parts` beneath it,
    `further` behind "more", which `summary` sums up. `spots` are controls for each of several kinds, by what they are
    called.
    """

    kind: str
    path: str
    label: str = ""
    hint: str = ""
    problem: str = ""
    value: str = ""
    number: str = ""
    width: int = 0
    measure: str = ""
    options: tuple[Option, ...] = ()
    inline: tuple[Shown, ...] = ()
    parts: tuple[Shown, ...] = ()
    further: tuple[Shown, ...] = ()
    summary: str = ""
    is_open: bool = False
    add: str = ""
    drop: str = ""
    name: str = ""
    place: int = 0
    last: int = 0
    chosen: tuple[Shown, ...] = field(default=())

    @property
    def template(self) -> str:
        """The template that shows it."""
        return f"governance/constitution/rows/{self.kind}.html"

    @property
    def id(self) -> str:
        """The id of its control."""
        return id_of(self.path)

    @property
    def said_by(self) -> str:
        """The ids of what describes the control, as `aria-describedby` takes them."""
        said = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*said, *([f"{self.id}-problem"] if self.problem else [])])

    @property
    def of_row(self) -> str:
        """What tells two controls of the same label apart, for those who hear them."""
        return f", row {self.number}" if self.number else ""

    @property
    def above(self) -> str:
        """The path of the list in which the row stands."""
        return self.path.rpartition(".")[0]

    @property
    def list(self) -> str:
        """The id of the list in which the row stands."""
        return id_of(self.above)

    @property
    def before(self) -> str:
        """The id of the row before this one."""
        return id_of(f"{self.above}.{self.place - 1}")

    @property
    def after(self) -> str:
        """The id of the row after this one."""
        return id_of(f"{self.above}.{self.place + 1}")

    @property
    def next_row(self) -> str:
        """The id that a row added at the end would have."""
        return id_of(f"{self.path}.{len(self.parts)}")


def _as_written(written: Any, is_one: bool) -> str:
    return str(written)


@dataclass(frozen=True)
class Screen:
    """Shows drafts. `problems` are sentences by path; `opened` is the path that was just worked at; `whom` says in
    words who is meant by a selector as plain data, one of them or all.
    """

    problems: Mapping[str, str] = field(default_factory=dict)
    opened: str = ""
    whom: Callable[[Any, bool], str] = _as_written

    def part(self, part: Part, draft: Any, path: str, number: str = "") -> Shown:
        """A part of a group."""
        shown = self.show(part.node, draft, part.path(path), number)
        return replace(shown, label=part.label, hint=shown.hint or part.hint)

    @singledispatchmethod
    def show(self, node: Node, draft: Any, path: str, number: str = "") -> Shown:
        """The control, or the controls, of the node."""
        raise TypeError(f"{type(node).__name__} is not shown.")

    @show.register
    def _(self, node: Line, draft: str, path: str, number: str = "") -> Shown:
        return self._one(
            "area" if node.measure in AREAS else "line",
            path,
            number,
            value=draft,
            measure=node.measure,
            width=AREAS.get(node.measure, WIDTHS.get(node.measure, 0)),
        )

    @show.register
    def _(self, node: Word, draft: str, path: str, number: str = "") -> Shown:
        known = node.options if not draft or draft in dict(node.options) else ((draft, draft), *node.options)
        blank = () if draft in dict(known) else (Option("", "Choose", is_chosen=True),)
        return self._one("word", path, number, value=draft, options=blank + _options(known, [draft]))

    @show.register
    def _(self, node: Tick, draft: str, path: str, number: str = "") -> Shown:
        return self._one("tick", path, number, value=draft)

    @show.register
    def _(self, node: Several, draft: list[str], path: str, number: str = "") -> Shown:
        if not (node.options or draft or node.required):
            return self._one("nothing", path, number)
        unknown = tuple((name, name) for name in draft if name not in dict(node.options))
        return self._one("several", path, number, options=_options((*node.options, *unknown), draft))

    @show.register
    def _(self, node: Nothing, draft: None, path: str, number: str = "") -> Shown:
        return self._one("nothing", path, number)

    @show.register
    def _(self, node: Group, draft: dict[str, Any], path: str, number: str = "") -> Shown:
        def shown(*, further: bool) -> tuple[Shown, ...]:
            chosen = [part for part in node.parts if part.is_further is further]
            return tuple(self.part(part, draft[part.key], path, number) for part in chosen)

        more = tuple(part for part in node.parts if part.is_further)
        return self._one(
            "group",
            path,
            number,
            parts=shown(further=False),
            further=shown(further=True),
            summary=capital(", ".join(_summary(more, draft))) or "More",
            is_open=self._is_open(*(part.path(path) for part in more)),
        )

    @show.register
    def _(self, node: Optional, draft: Any, path: str, number: str = "") -> Shown:
        inner = () if draft is None else (self.show(node.inner, draft, path, number),)
        return self._one("optional", path, number, parts=inner, add=node.add, drop=node.drop)

    @show.register
    def _(self, node: Who, draft: dict[str, Any], path: str, number: str = "") -> Shown:
        plain, is_one = node.plain(draft), bool(IS_ONE.search(path))
        chosen, offered = [], []
        for part in node.parts:
            names = [draft[part.key]] if isinstance(draft[part.key], str) else draft[part.key]
            options = _who_options(part)
            known = dict(options)
            ticked = tuple(Option(name, known.get(name, name), is_chosen=True) for name in names if name)
            if ticked:
                there = self._one("ticked", f"{path}.{part.key}", number, options=ticked)
                chosen.append(replace(there, label=part.label, hint=part.hint))
            left = tuple(Option(f"{part.key}:{name}", text) for name, text in options if name not in names)
            if left:
                offered.append(Option("", part.label, options=left))
        leaves_out = draft["not"]
        return self._one(
            "who",
            path,
            number,
            chosen=tuple(chosen),
            options=tuple(offered),
            parts=() if leaves_out is None else (self.show(node, leaves_out, f"{path}.not", number),),
            summary=self.whom(plain, is_one),
            is_open=(is_one and not plain) or self._is_open(path),
        )

    @show.register
    def _(self, node: Rows, draft: list[Any], path: str, number: str = "") -> Shown:
        rows = []
        for place, each in enumerate(draft):
            own = f"{number}.{place + 1}" if number else str(place + 1)
            row = self.show(node.item, each, f"{path}.{place}", own)
            rows.append(replace(row, place=place, last=len(draft) - 1, name=node.row))
        return self._one("rows", path, number, parts=tuple(rows), add=node.row)

    @show.register
    def _(self, node: ByKind, draft: dict[str, Any], path: str, number: str = "") -> Shown:
        called = dict(node.kinds)
        kinds = [
            replace(self.show(node.item, each, f"{path}.{kind}"), name=kind, label=capital(called.get(kind, kind)))
            for kind, each in draft.items()
        ]
        left = tuple((kind, text) for kind, text in node.kinds if kind not in draft)
        return self._one("kinds", path, number, parts=tuple(kinds), options=_options(left, []), add=node.what)

    @show.register
    def _(self, node: Choice, draft: dict[str, Any], path: str, number: str = "") -> Shown:
        form = draft["form"]
        inner = self.show(node.forms[form], draft["inside"], node.inside(path, form), number)
        inside = (inner,) if inner.kind != "group" else inner.parts
        short = tuple(part for part in inside if part.kind in {"line", "word"})
        options = tuple(Option(key, label, key == form) for key, label in node.labels.items())
        return self._one(
            "choice",
            path,
            number,
            value=form,
            options=options,
            inline=short,
            parts=tuple(part for part in inside if part not in short and part.kind != "nothing"),
            further=inner.further,
            summary=inner.summary,
            is_open=inner.is_open,
        )

    @show.register
    def _(self, node: Table, draft: dict[str, list[str]], path: str, number: str = "") -> Shown:
        usual = node.blank
        rows = tuple(
            self._one(
                "counted",
                f"{path}.{row}",
                number,
                name=capital(row),
                options=tuple(
                    Option(
                        column.value,
                        text,
                        is_chosen=column.value in had,
                        is_changed=(column.value in had) != (column.value in usual[row]),
                    )
                    for column, text in COLUMNS.items()
                ),
            )
            for row, had in draft.items()
        )
        return self._one("table", path, number, parts=rows)

    def _one(self, kind: str, path: str, number: str, **shown: Any) -> Shown:
        return Shown(kind, path, problem=self.problems.get(path, ""), number=number, **shown)

    def _is_open(self, *paths: str) -> bool:
        at = [self.opened, *self.problems]
        return any(place == path or place.startswith(f"{path}.") for place in at for path in paths)


def _options(options: Sequence[tuple[str, Any]], chosen: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(value, label, value in chosen) for value, label in options)


def _who_options(part: Part) -> tuple[tuple[str, str], ...]:
    if isinstance(part.node, Several | Word):
        return part.node.options
    return (("yes", "whoever presides"),)


def _summary(parts: Sequence[Part], draft: dict[str, Any]) -> list[str]:
    """What the parts say, in a few words each."""
    said: list[str] = []
    for part in parts:
        value = draft[part.key]
        match part.node:
            case Word():
                said.append(f"{part.label} {dict(part.node.options).get(value, value)}".lower())
            case Group():
                said += _summary(part.node.parts, value)
            case Listed() | Line() if not part.node.is_silent(value):
                said.append(f"{part.label} {value}".lower())
    return said
