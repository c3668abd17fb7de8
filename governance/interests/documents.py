"""The public part of the register as a file for spreadsheets, whose cells run nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from governance.interests.models import StandingInterest
from governance.interests.queries import Member
from governance.membership.documents import BYTE_ORDER_MARK, harmless
from governance.membership.queries import Place

COLUMNS = ["Person", "Seats", "Deputy for", "Interest", "Whose", "Kind", "Agency concerned", "From", "Until"]


def register_as_csv(members: Iterable[Member]) -> bytes:
    """The interests in rows, in UTF-8 with a byte order mark, so that a spreadsheet reads the letters right."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for member in members:
        for interest in member.interests:
            writer.writerow([harmless(cell) for cell in _cells(member, interest)])
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _cells(member: Member, interest: StandingInterest) -> list[str]:
    return [
        member.person.name,
        _seats(member.holds),
        _seats(member.deputises),
        interest.words,
        interest.whose_in_words,
        interest.kind,
        interest.agency.name if interest.agency else "",
        interest.starts.isoformat(),
        interest.ends.isoformat() if interest.ends else "",
    ]


def _seats(places: Iterable[Place]) -> str:
    return "; ".join(f"{place.seat.title}, {place.seat.body.name}" for place in places)
