"""Which clause of an agreement stands under which, told from the lines in their order. Values only.

Its laws:

1. Every line belongs to one clause, in the order of the lines, and every word of it is kept.
2. "(b)" follows the "(a)" that is open; "(a)" stands under what stands above it; "3.2" says itself where it stands.
3. A number that cannot follow from those before it, in the middle of a paragraph, is part of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from governance.agreements.markers import Marker, marker_at, ordinals

DEEPEST = 8
"""The most levels told apart; what is nested deeper stands on the last one."""

_HASHES = re.compile(r"(#{1,6})(?:\s+|$)")
_ENDS_SENTENCE = re.compile(r"[.;:!?|][)\]\"'\u2019\u201d*_]*$")
_RULED = re.compile(r"[-=_*]{3,}|[-*_](?:\s+[-*_]){2,}")


@dataclass(slots=True)
class Part:
    """A clause while it is read: its number, what stands before its words, its heading and its lines."""

    number: str
    label: str
    level: int
    heading: str = ""
    lines: list[str] = field(default_factory=list)
    is_pointed: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it was read. `begins`: nothing says that it goes on with the sentence before it."""

    text: str
    indent: int
    hashes: int
    begins: bool
    marker: Marker | None
    follower: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    """A clause that the next one may stand under or beside."""

    steps: tuple[str, ...]
    number: str
    form: str
    indent: int
    hashes: int

    def is_before(self, step: str) -> bool:
        mine, other = ordinals(self.steps[-1]), ordinals(step)
        return any(mine[kind] + 1 == other[kind] for kind in mine.keys() & other.keys())


def parts_of(text: str) -> list[Part]:
    """The clauses in the order in which they stand, from canonical text."""
    outline = _Outline()
    for line in _with_followers(list(_lines(text))):
        outline.take(line)
    return outline.parts


class _Outline:
    """What has been read so far: the clauses, and those still open, from the outermost in."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.open: list[_Open] = []
        self.apart = ""
        self.division = ""
        self.is_divided = False
        self.highest = 0

    def take(self, line: _Line) -> None:
        marker = line.marker
        if marker and marker.apart and (line.hashes or line.begins or not marker.rest[:1].islower()):
            self._set_apart(marker)
        elif marker and marker.parts and (place := self._place(marker, line)):
            self._begin(marker, line, *place)
        elif line.hashes:
            self._head(line)
        else:
            self._continue(line)

    def _place(self, marker: Marker, line: _Line) -> tuple[int, tuple[str, ...]] | None:
        """How many of the open clauses it stands under, and its number in steps; None when it is no clause."""
        if not marker.is_absolute:
            return self._of_point(marker, line)
        if len(marker.parts) == 1 and marker.form == "number" and (found := self._of_inner(marker, line)):
            return found
        if line.hashes or marker.form == "named" or self._is_likely(marker, line):
            under = [at for at, each in enumerate(self.open) if marker.parts[: len(each.steps)] == each.steps]
            deepest = next((at + 1 for at in reversed(under) if len(self.open[at].steps) < len(marker.parts)), 0)
            return deepest, marker.parts
        return None

    def _is_likely(self, marker: Marker, line: _Line) -> bool:
        steps = tuple(step for step in marker.parts if step[0] != "(")
        small = marker.rest[:1].islower() and steps == marker.parts
        if len(steps) > 1:
            beside = [each for each in self.open if each.steps[:-1] == steps[:-1]]
            under = any(each.steps == steps[:-1] for each in self.open)
            if small:
                is_first = steps[-1] == "1" and (under or not self.open)
                return line.begins and (is_first or any(each.is_before(steps[-1]) for each in beside))
            return line.begins or under or any(_rank(steps[-1]) >= _rank(each.steps[-1]) for each in beside)
        if steps != marker.parts:
            return line.begins or any(each.steps[:1] == steps for each in self.open)
        follows = int(steps[0]) == self.highest + 1
        if marker.is_plain:
            return follows and not small
        return line.begins or follows

    def _of_point(self, marker: Marker, line: _Line) -> tuple[int, tuple[str, ...]] | None:
        """(b) beside (a); (a), (i) and (1) under what stands above, or again where their like is open."""
        first, rest = marker.parts[0], marker.parts[1:]
        is_first_numeral = first == "(i)" and line.follower == "(ii)"
        kinds = {"lower roman": 1} if is_first_numeral else ordinals(first)
        alike = [at for at, each in enumerate(self.open) if each.form == marker.form]
        goes_on = [at for at in reversed(alike) if self.open[at].is_before(first)]
        if goes_on and not is_first_numeral:
            near = [at for at in goes_on if abs(self.open[at].indent - line.indent) <= 1]
            at = (near or goes_on)[0]
            return at, (*self.open[at].steps[:-1], first, *rest)
        same = [at for at in reversed(alike) if kinds.keys() & ordinals(self.open[at].steps[-1]).keys()]
        if 1 in kinds.values():
            is_again = same and (line.indent <= self.open[same[0]].indent + 1 or len(self.open) >= DEEPEST)
            if is_again:
                return same[0], (*self.open[same[0]].steps[:-1], first, *rest)
            return len(self.open), (*(self.open[-1].steps if self.open else ()), first, *rest)
        if same and line.begins:
            return same[0], (*self.open[same[0]].steps[:-1], first, *rest)
        return None

    def _of_inner(self, marker: Marker, line: _Line) -> tuple[int, tuple[str, ...]] | None:
        """A list that counts from 1 again under a clause: 3(1), 3(2)."""
        if line.hashes or marker.is_plain:
            return None
        part = f"({marker.parts[0]})"
        for at in range(len(self.open) - 1, -1, -1):
            each = self.open[at]
            if each.form == "inner" and each.is_before(part) and abs(each.indent - line.indent) <= 1:
                return at, (*each.steps[:-1], part)
        top = self.open[0] if self.open else None
        if marker.parts != ("1",) or top is None:
            return None
        if top.hashes or line.indent > self.open[-1].indent + 1:
            beside = next((at for at, each in enumerate(self.open) if each.form == "inner"), len(self.open))
            at = beside if len(self.open) >= DEEPEST or line.indent <= self.open[-1].indent + 1 else len(self.open)
            return at, (*(self.open[at - 1].steps if at else ()), part)
        return None

    def _begin(self, marker: Marker, line: _Line, under: int, steps: tuple[str, ...]) -> None:
        if len(steps) == 1 and marker.is_absolute and steps[0].isdigit():
            self._count(int(steps[0]))
        above = self.open[under - 1] if under else None
        form = "inner" if marker.form == "number" and steps != marker.parts else marker.form
        form = "(x)" if form == "number" and steps[-1].startswith("(") else form
        if marker.is_absolute and form != "inner":
            number = self._base(marker.written)
        else:
            is_under = above is not None and steps[: len(above.steps)] == above.steps
            number = (
                above.number + "".join(steps[len(above.steps) :]) if above and is_under else self._base(_full(steps))
            )
        level = min(DEEPEST, len(steps) + bool(self.apart))
        self.open[under:] = [_Open(steps, number, form, line.indent, line.hashes)]
        part = Part(number, marker.label, level, is_pointed=not line.hashes and steps[-1].startswith("("))
        if line.hashes:
            part.heading = marker.rest
        elif marker.rest:
            part.lines.append(marker.rest)
        self.parts.append(part)

    def _count(self, number: int) -> None:
        if self.division and number == 1 and self.highest:
            self.is_divided = True
        self.division = self.division if self.is_divided else ""
        self.highest = number

    def _base(self, written: str) -> str:
        base = ", ".join(each for each in (self.apart, self.division if self.is_divided else "") if each)
        return f"{base}, {written}" if base and written else base + written

    def _set_apart(self, marker: Marker) -> None:
        self.open, self.division, self.is_divided = [], "", False
        if marker.apart == "part":
            number = self._base(marker.written)
            self.division = marker.written
        else:
            number = self.apart = marker.written
            self.highest = 0
        self.parts.append(Part(number, marker.label, 1, lines=[marker.rest] if marker.rest else []))

    def _head(self, line: _Line) -> None:
        """A heading without a number: what stood under a heading of its rank stands so no more."""
        self.open = [each for each in self.open if 0 < each.hashes < line.hashes]
        self.parts.append(Part("", "", min(DEEPEST, line.hashes), heading=line.text))

    def _continue(self, line: _Line) -> None:
        last = self.parts[-1] if self.parts else None
        if line.text and last and last.is_pointed and line.begins and self.open and line.indent < self.open[-1].indent:
            last = None
        if last is None and line.text:
            level = max(1, self.parts[-1].level - 1) if self.parts else 1
            last = Part("", "", level)
            self.parts.append(last)
        if last is not None:
            last.lines.append(" " * line.indent + line.text)


def _lines(text: str) -> Iterator[_Line]:
    begins = True
    for raw in text.split("\n"):
        bare = raw.strip()
        indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
        hashes = 0
        if found := _HASHES.match(bare):
            hashes, bare = len(found[1]), bare[found.end() :].rstrip("#").strip()
        if not bare or _RULED.fullmatch(bare):
            yield _Line("", 0, 0, begins, None)
            begins = True
            continue
        marker = None if bare.startswith("|") else marker_at(bare)
        yield _Line(bare, indent, hashes, begins or hashes > 0, marker)
        begins = hashes > 0 or (marker is not None and not marker.rest) or _ENDS_SENTENCE.search(bare) is not None


def _with_followers(lines: list[_Line]) -> Iterable[_Line]:
    """Each line with the next one's letter or numeral: (i) may be what follows (h), or the first of (i), (ii)."""
    follower, found = "", []
    for line in reversed(lines):
        found.append(_Line(line.text, line.indent, line.hashes, line.begins, line.marker, follower))
        if line.marker and not line.marker.is_absolute:
            follower = line.marker.parts[0]
    return reversed(found)


def _full(steps: tuple[str, ...]) -> str:
    points = "".join(step for step in steps if step[0] == "(")
    return ".".join(step for step in steps if step[0] != "(") + points


def _rank(part: str) -> int:
    return max(ordinals(part).values(), default=0)
