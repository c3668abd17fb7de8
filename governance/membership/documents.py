"""The membership list as a file for spreadsheets, whose cells say what they are and run nothing."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

from governance.membership.queries import Place

COLUMNS = ["Body", "Seat", "Agency", "Office", "Held by", "Since", "Named deputy", "Has a vote", "Held ex officio as"]
BYTE_ORDER_MARK = "\ufeff"
# Also those that look like the ones a spreadsheet takes for a formula, for some take them as well.
STARTS_A_FORMULA = frozenset("=+-@|%\u2212\u2010\u2011\u2012\u2013\u2014")
NEW_CELL = re.compile(r"([;,|\"])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def members_as_csv(places: Iterable[Place]) -> bytes:
    """The seats in rows, in UTF-8 with a byte order mark, so that a spreadsheet reads the letters right (K9.3)."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for place in places:
        writer.writerow([harmless(cell) for cell in _cells(place)])
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def harmless(cell: str) -> str:
    """The cell on one line, with an apostrophe before whatever a spreadsheet might run.

    Spreadsheets skip blanks and marks that nobody sees before a formula, take full-width signs for the plain ones, and
    where they split at another sign than the comma, a cell may begin in the middle of ours.
    """
    line = " ".join("".join(_seen(letter) for letter in cell).split())
    plain = unicodedata.normalize("NFKC", line)
    if plain[:1] in STARTS_A_FORMULA and plain:
        line = f"'{line}"
    return NEW_CELL.sub(r"\1\2'", line)


def _seen(letter: str) -> str:
    """The letter; a blank for a control sign, and nothing for a mark that is not seen."""
    category = unicodedata.category(letter)
    return " " if category in {"Cc", "Zl", "Zp", "Zs"} else "" if category in {"Cf", "Cs", "Co", "Cn"} else letter


def _cells(place: Place) -> list[str]:
    return [
        place.seat.body.name,
        place.seat.title,
        place.seat.agency.name if place.seat.agency else "",
        ", ".join(place.sitting.offices),
        place.holder.name if place.holder else "vacant",
        place.sitting.since.isoformat() if place.sitting.since else "",
        place.deputy.name if place.deputy else "",
        "yes" if place.seat.votes else "no",
        place.through,
    ]
