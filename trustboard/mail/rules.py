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


def failure_in_words(failure: str) -> str:
    """What a failure means to the one who had the letter sent, from the mail server's own words (fault: answer)."""
    fault = failure.partition(":")[0]
    if fault in {"SMTPRecipientsRefused", "ValueError"}:
        return "The address was refused. Check it letter by letter."
    if fault.startswith("SMTPAuthentication"):
        return "The mail server did not let us in. Tell whoever runs this site."
    if fault in {"SMTPDataError", "SMTPSenderRefused", "SMTPResponseException"}:
        return "The mail server refused the letter. Tell whoever runs this site."
    return "The mail server could not be reached."
