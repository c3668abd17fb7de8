"""A day as people type it, day, month and year apart, and as pages write it. Values in, values out."""

from __future__ import annotations

from calendar import month_abbr, month_name, monthrange
from dataclasses import dataclass
from datetime import date

DAY, MONTH, YEAR = range(3)
EARLIEST, LATEST = 1900, 2199


@dataclass(frozen=True, slots=True)
class NotADay:
    """What is wrong with it, and which of the three parts to look at (0 the day, 1 the month, 2 the year)."""

    sentence: str
    part: int


def told(day: date) -> str:
    """A day as the pages write it: 1 May 2008."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def day_typed(day: str, month: str, year: str) -> date | NotADay:
    """The day that the three parts name. The month may be a number or a name: "5", "May", "sep"."""
    for part, text in enumerate((day, month, year)):
        if not text:
            return NotADay(f"The date needs a {('day', 'month', 'year')[part]} as well.", part)
    month_number = _month(month)
    if month_number not in range(1, 13):
        return NotADay("Enter the month as a number from 1 to 12.", MONTH)
    if not (year.isascii() and year.isdigit() and EARLIEST <= int(year) <= LATEST):
        return NotADay(f"Enter the year in four digits, from {EARLIEST} to {LATEST}.", YEAR)
    days = monthrange(int(year), month_number)[1]
    if not (day.isascii() and day.isdigit() and 1 <= int(day) <= days):
        return NotADay(f"{month_name[month_number]} {year} has {days} days: enter one from 1 to {days}.", DAY)
    return date(int(year), month_number, int(day))


def _month(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    names = [name.casefold() for name in month_name], [name.casefold() for name in month_abbr]
    word = text.casefold().removesuffix(".")
    return next((number for months in names for number, name in enumerate(months) if name and name == word), 0)
