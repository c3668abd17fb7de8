"""When a letter that could not be sent is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long to wait after the first, second … failed try; after the last the letter has failed for good."""

CLAIM_LASTS = timedelta(minutes=10)
"""A sender that has not answered for this long was cut off; its letter is taken up by the next."""


def next_try(tries: int, *, now: datetime) -> datetime | None:
    """When to try again after `tries` failed tries (1 or more), or None where the letter has failed for good."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None
