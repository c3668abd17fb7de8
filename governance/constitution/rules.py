"""Whether a constitution may be changed, corrected or struck, and a day closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from trustboard.acts.days import told
from trustboard.acts.verdict import ALLOWED, Verdict, refused


def with_part(whole: Mapping[str, Any], part: str, written: Any) -> dict[str, Any]:
    """The constitution with that part as written, or without it where nothing is written."""
    rest = {key: value for key, value in whole.items() if key != part}
    return rest if written in (None, {}, []) else rest | {part: written}


def may_change(*, starts: date, latest: date | None, today: date, is_written: bool) -> Verdict:
    """A change begins after the version before it.

    One that begins on the same day belongs to that version, until the day comes; after it, only a part that the version
    does not have yet may still be added.
    """
    if latest is None or starts > latest or (starts == latest and (latest > today or not is_written)):
        return ALLOWED
    if starts < latest:
        return refused(f"A later version begins on {told(latest)}. Begin then or later, or correct that one.")
    return refused(
        f"The version of {told(latest)} is in force. A change begins on a later day; what was never so is corrected."
    )


def may_correct(*, reason: str) -> Verdict:
    """What is corrected or struck has a reason."""
    return ALLOWED if reason.strip() else refused("Say why it was never so.")


def may_close_day(*, reason: str, is_closed: bool) -> Verdict:
    """A day is closed once, for a reason."""
    if is_closed:
        return refused("The trust is closed on that day already.")
    return ALLOWED if reason.strip() else refused("Say why the trust is closed on that day.")
