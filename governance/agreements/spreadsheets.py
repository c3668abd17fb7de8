"""Who has signed, as a file for spreadsheets, whose cells run nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from governance.agreements.models import Signature, Way
from governance.agreements.overview import by_agency
from governance.agreements.queries import Signing, day_of
from governance.membership.documents import BYTE_ORDER_MARK, harmless

COLUMNS = [
    "Edition",
    "Body",
    "Organisation",
    "Place",
    "Who signs there",
    "State",
    "Signed by",
    "Position",
    "As",
    "Day",
    "How",
]


def signatures_as_csv(signing: Signing) -> bytes:
    """Each place and what became of it, then what was signed by those who sign there no more; in UTF-8 with a byte
    order mark, so that a spreadsheet reads the letters right.
    """
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    edition, body = str(signing.edition.number), signing.edition.agreement.body.name
    for cells in _rows(signing):
        writer.writerow([harmless(cell) for cell in (edition, body, *cells)])
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _rows(signing: Signing) -> Iterator[tuple[str, ...]]:
    for agency, signers in by_agency(signing.signers):
        for each in signers:
            who = each.person.name if each.person else "nobody"
            yield (agency, each.place.title, who, each.state, *_signed(each.signature))
    for signature in signing.former:
        name = signature.agency.name if signature.agency else ""
        yield (name, str(signature.where), "", "signed by somebody who signs there no more", *_signed(signature))


def _signed(signature: Signature | None) -> tuple[str, ...]:
    if signature is None:
        return ("", "", "", "", "")
    return (
        signature.typed,
        signature.position,
        signature.capacity,
        day_of(signature).isoformat(),
        "on paper" if signature.way == Way.PAPER else "online",
    )
