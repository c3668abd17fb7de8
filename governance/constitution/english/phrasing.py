"""How the parts of a rule are put together: as one sentence, or as an outline on a page.

A short list is a sentence's own: commas, then semicolons. Where a list holds lists the parts are numbered, (a), (i),
(A), (1), so that where one ends is never a matter of opinion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from governance.constitution.english.wording import PAIR, Weight, listed, weight

ONE_LINE = 100
LETTERS = "abcdefghjklmnopqrstuwyz"
"""Without i, v and x, which are the marks of the next level."""

ENDINGS = ("otherwise", "until then")
"""The labels of a last branch."""

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii")


class Joint(StrEnum):
    """What holds the parts together."""

    AND = "and"
    OR = "or"
    LIST = "list"
    INCLUDING = "including"
    BRANCHES = "branches"
    LEADING = "leading"


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase; or, where there are parts, what leads to them. `remark` says how they may be served.

    `label` stands before a part that is one of several branches ("where the chair is vacant", "otherwise").
    """

    text: str
    parts: tuple[Said, ...] = ()
    joint: Joint = Joint.LIST
    remark: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an outline; the depth is 0 for the whole."""

    depth: int
    text: str


def sentence(said: Said) -> str:
    """The whole as a sentence or two, with a capital and a full stop. The remark has a sentence of its own."""
    remark = f" {capital(said.remark)}." if said.remark else ""
    return f"{capital(within(replace(said, remark='')))}.{remark}"


def within(said: Said, level: int = 0) -> str:
    """The whole within a sentence whose end it is. Numbered where commas and semicolons would not do."""
    flat = _flat(said, at_end=True)
    return _numbered(said, level) if flat is None else flat


def outline(said: Said, depth: int = 0) -> Iterator[Line]:
    """The whole line by line; what is short stays on its line."""
    label = f"{said.label}: " if said.label else ""
    flat = _flat(said, at_end=False)
    if flat is not None and (depth or not said.parts) and _is_short(flat):
        yield Line(depth, _labelled(said, flat))
        return
    if said.joint is Joint.BRANCHES:
        if depth:
            yield Line(depth, label.strip() or "as the case may be:")
            depth += 1
        for part in said.parts:
            yield from outline(part, depth)
        return
    including = ", including" if said.joint is Joint.INCLUDING else ""
    yield Line(depth, f"{label}{lead(said)}{including}{_remark(said)}:")
    for part in said.parts:
        yield from outline(part, depth + 1)


def lead(said: Said) -> str:
    """What stands before the parts: its own words, or "all of these" where a sentence needs none."""
    if said.text or not said.parts:
        return said.text
    if said.joint is Joint.AND:
        return "both of these" if len(said.parts) == PAIR else "all of these"
    return "either of these" if len(said.parts) == PAIR else "any of these"


def capital(text: str) -> str:
    """The text with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def _flat(said: Said, *, at_end: bool, nested: bool = False) -> str | None:
    """Without numbers, or None where that would not be plain. `at_end`: nothing of the sentence follows."""
    if not said.parts:
        return said.text
    match said.joint:
        case Joint.AND | Joint.OR:
            text = _joined(said, at_end=at_end, nested=nested)
        case Joint.INCLUDING:
            rest = _joined(said, at_end=at_end, nested=False)
            text = rest and f"{said.text}, including {rest}"
        case Joint.LIST:
            items = _flat_parts(said.parts, within_list=True)
            text = f"{said.text}{_remark(said)}: {'; '.join(items)}" if items else None
        case Joint.BRANCHES:
            text = _branches(said, at_end=at_end)
        case Joint.LEADING:
            inner = _flat(said.parts[0], at_end=at_end, nested=True)
            is_free = inner is not None and (at_end or weight(inner) is not Weight.LISTS)
            text = f"{said.text}, {inner}" if is_free else None
    if text is None or said.joint is Joint.LIST:
        return text
    return f"{text}{_remark(said)}"


def _joined(said: Said, *, at_end: bool, nested: bool) -> str | None:
    if any(part.joint is Joint.BRANCHES for part in said.parts):
        return None
    items = _flat_parts(said.parts, last_may_be_a_list=at_end and not nested, nested=True)
    if items is None:
        return None
    word = "or" if said.joint is Joint.OR else "and"
    text = listed(items, word)
    if not nested or len(items) < PAIR:
        return text
    if max(weight(item, word) for item in items) is not Weight.PLAIN:
        return None
    if said.joint is Joint.OR:
        return f"{'either' if len(items) == PAIR else 'any of'} {text}"
    return f"{'both' if len(items) == PAIR else 'all of'} {text}"


def _branches(said: Said, *, at_end: bool) -> str | None:
    items = _flat_parts(said.parts, last_may_be_a_list=at_end)
    if items is None:
        return None
    return "; ".join(_labelled(part, item) for part, item in zip(said.parts, items, strict=True))


def _flat_parts(
    parts: Sequence[Said], *, last_may_be_a_list: bool = False, nested: bool = False, within_list: bool = False
) -> list[str] | None:
    items = []
    for part in parts:
        is_free = last_may_be_a_list and part is parts[-1]
        item = _flat(part, at_end=is_free, nested=nested or (within_list and part.joint is Joint.AND))
        if item is None or (weight(item) is Weight.LISTS and not is_free):
            return None
        items.append(item)
    return items


def _numbered(said: Said, level: int) -> str:
    if said.joint is Joint.LEADING:
        return f"{said.text}, {_numbered(said.parts[0], level)}"
    word = {Joint.OR: "or ", Joint.AND: "and ", Joint.INCLUDING: "and "}.get(said.joint, "")
    items = []
    for place, part in enumerate(said.parts):
        joining = word if place and place == len(said.parts) - 1 else ""
        mark = _mark(place, level)
        is_both = said.joint is Joint.LIST and part.joint is Joint.AND
        text = (_flat(part, at_end=False, nested=True) if is_both else None) or within(part, level + 1)
        items.append(f"{joining}{mark} {_labelled(part, text)}")
    text = "; ".join(items)
    if said.joint is Joint.BRANCHES:
        return f"as the case may be: {text}"
    including = ", including" if said.joint is Joint.INCLUDING else ""
    return f"{lead(said)}{including}{_remark(said)}: {text}"


def _labelled(part: Said, text: str) -> str:
    if not part.label:
        return text
    if part.label in ENDINGS:
        return f"{part.label} {text}"
    stop = "," if ":" in text and weight(part.label) <= Weight.AND_OR else ":"
    return f"{part.label}{stop} {text}"


def _mark(place: int, level: int) -> str:
    """The mark of a part: another kind of mark at every level, so that one level's end is seen by the next mark."""
    turn, rest = divmod(place, len(LETTERS))
    letter = LETTERS[rest] * (turn + 1)
    roman = ROMAN[place] if place < len(ROMAN) else str(place + 1)
    marks = (letter, roman, letter.upper())
    return f"({marks[level]})" if level < len(marks) else f"({'1.' * (level - len(marks))}{place + 1})"


def _remark(said: Said) -> str:
    return f" ({said.remark})" if said.remark else ""


def _is_short(text: str) -> bool:
    return len(text) <= ONE_LINE and weight(text) is not Weight.LISTS
