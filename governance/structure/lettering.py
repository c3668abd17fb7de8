"""How wide words are in a picture, near enough to break them into lines: SVG does not wrap. Values in, values out."""

from __future__ import annotations

NARROW = frozenset("iljtfrI1.,:;'|!()[] -")
WIDE = frozenset("mwMWQOGD@%&")
BOLD = 1.07


def width_of(text: str, size: int, *, is_bold: bool = False) -> float:
    """How many pixels the text takes at most, at this size of letters."""
    ems = sum(
        0.4 if letter in NARROW else 0.92 if letter in WIDE else 0.7 if letter.isupper() else 0.6 for letter in text
    )
    return ems * size * (BOLD if is_bold else 1)


def wrapped(text: str, size: int, width: int, *, is_bold: bool = False) -> list[str]:
    """The text in lines that fit the width; a word that is too long for a line by itself is broken."""
    lines: list[str] = []
    for word in _that_fit(text.split(), size, width, is_bold=is_bold):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, is_bold=is_bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _that_fit(words: list[str], size: int, width: int, *, is_bold: bool) -> list[str]:
    found = []
    for word in words:
        rest = word
        while width_of(rest, size, is_bold=is_bold) > width:
            most = next(n for n in range(len(rest), 0, -1) if width_of(rest[:n], size, is_bold=is_bold) <= width)
            found.append(rest[:most])
            rest = rest[most:]
        found.append(rest)
    return found
