"""What pages read of the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from trustboard.ledger.models import Entry, Head


@dataclass(frozen=True, slots=True)
class Proved:
    """One entry as a page shows it."""

    number: int
    act: str
    by: str
    at: datetime
    hash: str


def latest_entries(chain: str, *, most: int) -> list[Proved]:
    """The last entries of a chain, newest first."""
    found = []
    for entry in Entry.objects.filter(chain=chain).order_by("-number")[:most]:
        body = json.loads(entry.body)
        at = datetime.fromisoformat(body["server"])
        found.append(Proved(number=entry.number, act=body["act"], by=body["by"], at=at, hash=entry.hash))
    return found


def length_of(chain: str) -> int:
    """How many entries the chain has: 0 where nothing was ever done."""
    return Head.objects.filter(pk=chain).values_list("number", flat=True).first() or 0
