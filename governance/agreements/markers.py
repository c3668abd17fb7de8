"""What a line of an agreement begins with: "3.2", "(a)", "iv.", "Article 4", "Schedule 1", a heading's signs.

A line alone does not say whether "12 months" begins a clause; `outline.py` knows what stands before it. Values only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASH = "[-:\u2010-\u2015\u2212]"
_LETTER = r"[a-z]|aa|bb|cc|dd|ee|ff|gg|hh"
_ROMAN = r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_INT = r"[1-9][0-9]?"
_POINT = rf"\\?\((?:{_INT}|{_LETTER}|{_ROMAN}|[A-Z]|{_ROMAN.upper()})\\?\)"
_NUMBER = re.compile(
    rf"(?P<value>[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,6}})(?P<stop>\\?[.)])?(?P<points>(?:\s?{_POINT}){{0,4}})"
    rf"(?P<gap>\s*{_DASH}+\s+|\s+|$)(?P<rest>.*)"
)
_PARENTHESISED = re.compile(rf"(?P<points>{_POINT}(?:\s?{_POINT}){{0,3}})(?P<gap>\s*{_DASH}+\s+|\s+|$)(?P<rest>.*)")
_LETTERED = re.compile(rf"(?P<value>[a-z]|{_ROMAN}|[A-Z](?=\\?\)))(?P<stop>\\?[.)])(?P<gap>\s+|$)(?P<rest>.*)")
_NAMED = re.compile(
    r"(?P<word>article|clause|section|paragraph|part|schedule|annex|appendix)\s+"
    rf"(?P<value>[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,6}}|{_ROMAN}|[a-z])(?![\w(])"
    rf"(?P<gap>\\?[.)]?\s*{_DASH}*\s*)(?P<rest>.*)",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(\*\*|__)(?=\S)")
_BULLET = re.compile(r"[-*+•·▪◦‣]\s+")
_MONTH = re.compile(r"(January|February|March|April|May|June|July|August|September|October|November|December)\b")
_ONE_BLANK = frozenset({"", " ", "\u00a0"})
_APART = frozenset({"part", "schedule", "annex", "appendix"})


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before the words of a clause.

    `parts` are the steps of its number ("3", "2", "(a)"), none for a schedule, which `apart` names; `written` is the
    number in one piece, `label` how it stands on paper, `rest` what follows it on the line. `form` tells "(a)" from
    "a." and "3.2". `is_plain` marks a bare number that may be no clause at all, as in "12 months".
    """

    parts: tuple[str, ...]
    label: str
    rest: str
    form: str
    written: str = ""
    apart: str = ""
    is_plain: bool = False

    @property
    def is_absolute(self) -> bool:
        """Whether the number says by itself where it stands, as "3.2" does and "(a)" does not."""
        return self.form in {"number", "named"}


def marker_at(text: str) -> Marker | None:
    """What the line begins with, if that may be a clause; a list's sign and bold around the number do not hide it."""
    bare = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    if bold := _BOLD.match(bare):
        bare = bare[2:].replace(bold[1], "", 1)
    return _named(bare) or _numbered(bare) or _pointed(bare)


def ordinals(part: str) -> dict[str, int]:
    """What a step of a number can count as, by kind: "(i)" is the ninth letter and the first Roman numeral."""
    value = part.strip("()")
    if value.isdigit():
        return {"int": int(value)}
    case = "upper" if value.isupper() else "lower"
    low, found = value.lower(), {}
    if len(set(low)) == 1:
        found[f"{case} letter"] = 26 * (len(low) - 1) + ord(low[0]) - ord("a") + 1
    if re.fullmatch(_ROMAN, low):
        found[f"{case} roman"] = _from_roman(low)
    return found


def _named(text: str) -> Marker | None:
    found = _NAMED.match(text)
    if not found:
        return None
    word, value, rest = found["word"].capitalize(), found["value"], found["rest"]
    if rest and found["gap"] in _ONE_BLANK and not rest[0].isupper():
        return None
    label = f"{found['word']} {value}"
    if word.lower() in _APART:
        return Marker((), label, rest, "named", written=f"{word} {value}", apart=word.lower())
    return Marker(_steps(value), label, rest, "named", written=value)


def _numbered(text: str) -> Marker | None:
    found = _NUMBER.match(text)
    if not found:
        return None
    steps, points = _steps(found["value"]), _points(found["points"])
    is_bare = not found["stop"] and "." not in found["value"] and not points
    if is_bare and (not found["rest"] or _MONTH.match(found["rest"])):
        return None
    return Marker(
        steps + points,
        found["value"] + "".join(points),
        found["rest"],
        "number",
        written=found["value"] + "".join(points),
        is_plain=is_bare and found["gap"] in _ONE_BLANK,
    )


def _pointed(text: str) -> Marker | None:
    if found := _PARENTHESISED.match(text):
        points = _points(found["points"])
        return Marker(points, "".join(points), found["rest"], "(x)")
    if found := _LETTERED.match(text):
        point = f"({found['value']})"
        return Marker((point,), point, found["rest"], "x" + found["stop"][-1])
    return None


def _steps(value: str) -> tuple[str, ...]:
    """3.2 in two steps; the nought of "3.0" is none, since 3.1 stands under it."""
    steps = tuple(value.split("."))
    return steps[:1] if steps[1:] == ("0",) else steps


def _points(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\(\w+\)", text.replace("\\", "")))


def _from_roman(low: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in low]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))
