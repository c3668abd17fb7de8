"""The words in which a calendar names days and lengths of time: the third Thursday, 31 March, 15 months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from governance.constitution.core.working_days import ONE_DAY, WEEK, Weekday, months_after, ordinal

A_WEEK = timedelta(weeks=1)
WHOLE_YEAR = 12


class Month(StrEnum):
    JANUARY = "january"
    FEBRUARY = "february"
    MARCH = "march"
    APRIL = "april"
    MAY = "may"
    JUNE = "june"
    JULY = "july"
    AUGUST = "august"
    SEPTEMBER = "september"
    OCTOBER = "october"
    NOVEMBER = "november"
    DECEMBER = "december"


MONTHS = tuple(Month)


class Week(StrEnum):
    """Which of the weekdays of a month."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


class Measure(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time by the calendar, such as 15 months."""

    n: int
    measure: Measure

    @property
    def months(self) -> int:
        """How many months; none where it is measured in days or weeks."""
        return self.n * {Measure.MONTH: 1, Measure.YEAR: WHOLE_YEAR}.get(self.measure, 0)

    def after(self, day: date, times: int = 1) -> date:
        """The day so many spans later; the month's last day where it has no such day."""
        if self.months:
            return months_after(day, self.months * times)
        return day + timedelta(days=self.n * times * (7 if self.measure is Measure.WEEK else 1))

    def __str__(self) -> str:
        return f"{self.n} {self.measure}{'' if self.n == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The third Thursday of a month."""

    week: Week
    weekday: Weekday

    def day_in(self, month: date) -> date:
        """That day of the month that begins then."""
        if self.week is Week.LAST:
            end = months_after(month, 1)
            return end - timedelta(days=(end.weekday() - WEEK.index(self.weekday) - 1) % 7 + 1)
        first = month + timedelta(days=(WEEK.index(self.weekday) - month.weekday()) % 7)
        return first + list(Week).index(self.week) * A_WEEK

    def __str__(self) -> str:
        return f"{self.week} {self.weekday.capitalize()}"


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The 15th of a month; its last day where it is shorter than that."""

    day: int

    def day_in(self, month: date) -> date:
        """That day of the month that begins then."""
        return min(month + timedelta(days=self.day - 1), months_after(month, 1) - ONE_DAY)

    def __str__(self) -> str:
        return {31: "last day", 30: "30th, or last day,", 29: "29th, or last day,"}.get(self.day, ordinal(self.day))


On: TypeAlias = NthWeekday | DayOfMonth


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of any year. 29 February is the 28th where there is none."""

    day: int
    month: Month

    def in_year(self, year: int) -> date:
        """That day in the year."""
        return DayOfMonth(self.day).day_in(date(year, MONTHS.index(self.month) + 1, 1))

    def __str__(self) -> str:
        return f"{self.day} {self.month.capitalize()}"


@dataclass(frozen=True, slots=True)
class Between:
    """From one day of the year to another, both included; across the new year where the second comes first."""

    opens: MonthDay
    closes: MonthDay

    def closing_in(self, year: int) -> tuple[date, date]:
        """First and last day of the one that closes in that year."""
        closes = self.closes.in_year(year)
        opens = self.opens.in_year(year)
        return (opens if opens <= closes else self.opens.in_year(year - 1)), closes


@dataclass(frozen=True, slots=True)
class Within:
    """Within so long, a year at most, after a day of the year such as the financial year's last.

    It begins with the day that follows, so that six months after 30 September end on 31 March.
    """

    span: Span
    after: MonthDay

    def closing_in(self, year: int) -> tuple[date, date]:
        """First and last day of the one that closes in that year."""
        found = self._opening_after(self.after.in_year(year))
        return found if found[1].year == year else self._opening_after(self.after.in_year(year - 1))

    def _opening_after(self, day: date) -> tuple[date, date]:
        opens = day + ONE_DAY
        return opens, self.span.after(opens) - ONE_DAY


def in_words(day: date) -> str:
    """9 April 2026."""
    return f"{day.day} {month_in_words(day)}"


def month_in_words(day: date) -> str:
    """April 2026."""
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"
