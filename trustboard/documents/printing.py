"""PDF from HTML of ours: tagged, with title, language and outline, in the usual or in large print."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from django.conf import settings

from trustboard.documents.bounded import Busy, OutOfBounds, run_bounded

PDF = "application/pdf"
SHARED = 100_000
"""The most letters of HTML that share a process."""

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole HTML document, its title and language in it."""

    html: str
    is_large: bool = False


class CannotPrint(Exception):
    """No PDF was made, in a sentence for the page."""


def print_sheets(sheets: Sequence[Sheet]) -> list[bytes]:
    """The sheets as PDF/UA-1, in their order, in processes of their own with 20 seconds and 512 MB each.

    Short sheets share a process, for to start one costs a second. Raises CannotPrint where that is not enough, or where
    it fails.
    """
    return [pdf for batch in _batches(sheets) for pdf in _print(batch)]


def _batches(sheets: Sequence[Sheet]) -> Iterator[list[Sheet]]:
    batch: list[Sheet] = []
    for sheet in sheets:
        if batch and sum(len(one.html) for one in [*batch, sheet]) > SHARED:
            yield batch
            batch = []
        batch.append(sheet)
    yield batch


def _print(sheets: Sequence[Sheet]) -> list[bytes]:
    given = {
        "sheets": [{"html": sheet.html, "large": sheet.is_large} for sheet in sheets],
        "base": settings.SITE_URL,
    }
    try:
        answer = run_bounded("trustboard.documents.typesetter", given=json.dumps(given).encode())
    except OutOfBounds as fault:
        # Not with its traceback, nor with all that the process wrote: text of the document may stand there.
        LOG.warning("no PDF: %s %s", fault, fault.said)
        way_on = "" if isinstance(fault, Busy) else " Shorten what it holds, and try again."
        raise CannotPrint(f"The PDF could not be made. {fault}{way_on}") from None
    head, _, rest = answer.partition(b"\n")
    return _cut(rest, cast("list[int]", json.loads(head)))


def print_sheet(html: str, *, is_large: bool = False) -> bytes:
    """One sheet as PDF/UA-1. Raises CannotPrint."""
    return print_sheets([Sheet(html, is_large)])[0]


def _cut(whole: bytes, lengths: Sequence[int]) -> list[bytes]:
    found, start = [], 0
    for length in lengths:
        found.append(whole[start : start + length])
        start += length
    return found
