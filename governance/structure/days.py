"""The day that a page is asked about: today, unless its address says another one. Values in, values out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

AS_SPOKEN = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day shown. Where what was typed is no day, it is today, and `trouble` says what to type."""

    day: date
    today: date
    typed: str = ""
    trouble: str = ""

    @property
    def is_today(self) -> bool:
        """Whether the page shows how it stands."""
        return self.day == self.today


def asked_day(typed: str, today: date) -> AskedDay:
    """The day typed, as 2008-05-01 or 1/5/2008; today where nothing was."""
    typed = typed.strip()
    if not typed:
        return AskedDay(today, today)
    day = _day_in(typed)
    if day is None:
        return AskedDay(today, today, typed, "Enter a real day, such as 1/5/2008.")
    return AskedDay(day, today, day.isoformat())


def _day_in(typed: str) -> date | None:
    spoken = AS_SPOKEN.fullmatch(typed)
    try:
        if spoken:
            return date(int(spoken[3]), int(spoken[2]), int(spoken[1]))
        return date.fromisoformat(typed)
    except ValueError:
        return None
