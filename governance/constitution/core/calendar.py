"""When a body meets, as values, and the days that follow for a year (K10.1, H7.1, H8.6).

A calendar is a course of meetings, courses for the kinds of meeting that have one of their own (annual, budget…), and
what holds for all of them. Everything a course says is a demand; only `dates` that name days propose any. A calendar is
valid by construction when it comes from `parse_calendar`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from governance.constitution.core.calendar_days import (
    A_WEEK,
    MONTHS,
    WHOLE_YEAR,
    Between,
    Measure,
    Month,
    NthWeekday,
    On,
    Span,
    Within,
    in_words,
    month_in_words,
)
from governance.constitution.core.working_days import ONE_DAY, Closed, months_after


class Period(StrEnum):
    """A part of the body's year, in which a number of meetings is asked."""

    YEAR = "year"
    HALF = "half-year"
    FOUR_MONTHS = "four months"
    QUARTER = "quarter"
    TWO_MONTHS = "two months"
    MONTH = "month"


LENGTHS = {
    Period.YEAR: 12,
    Period.HALF: 6,
    Period.FOUR_MONTHS: 4,
    Period.QUARTER: 3,
    Period.TWO_MONTHS: 2,
    Period.MONTH: 1,
}


class OnClosed(StrEnum):
    """What becomes of a date on a closed day: it moves, or is kept with the reason against it."""

    KEEP = "keep"
    NEXT = "next working day"
    PREVIOUS = "previous working day"
    LATER = "a week later"


class ChairMay(StrEnum):
    ADD = "add"
    CANCEL = "cancel"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Dates:
    """Meetings in each of these months, or in each step of `every`; `on` these days, or on days to be agreed.

    Without months, every month. `every` is counted from the day `starts`, or by whole parts of the body's year from its
    first month; with it, `months` leaves out what falls outside them.
    """

    months: tuple[Month, ...] = ()
    on: tuple[On, ...] = ()
    every: Span | None = None
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """How many meetings are held in each such part of the body's year."""

    at_least: int | None = None
    at_most: int | None = None
    each: Period = Period.YEAR


@dataclass(frozen=True, slots=True)
class Gap:
    """How long may pass between two meetings that follow each other."""

    at_least: Span | None = None
    at_most: Span | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What is asked of meetings that follow each other.

    With a `window`, a number of meetings in each year means in each window, and no meeting falls outside it.
    `between` is another body: at least one meeting between each two of that body's.
    """

    dates: tuple[Dates, ...] = ()
    numbers: tuple[Number, ...] = ()
    gap: Gap = field(default_factory=Gap)
    window: Between | Within | None = None
    between: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of meeting with a course of its own; `besides`: its meetings do not count in the ordinary course."""

    name: str
    course: Course
    besides: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of a body: its ordinary course, its kinds of meeting, and what holds for all of them.

    `agreed_yearly`: the dates of a year are agreed once, before it begins. `extra`: who may call a meeting beyond the
    calendar, in the constitution's own words.
    """

    course: Course = field(default_factory=Course)
    kinds: tuple[Kind, ...] = ()
    year_from: Month = Month.JANUARY
    on_closed: OnClosed = OnClosed.KEEP
    agreed_yearly: bool = False
    chair_may: tuple[ChairMay, ...] = ()
    extra: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day for a meeting, and why that day: "the third Thursday of April 2026".

    `against` says why the day is closed, where it is and is kept; or, where the meeting has moved, why the day that it
    `moved_from` is. `kind` is empty for the ordinary course.
    """

    day: date
    why: str
    against: str = ""
    moved_from: date | None = None
    kind: str = ""

    @property
    def wished(self) -> date:
        """The day that the calendar names, before it moved."""
        return self.moved_from or self.day


class _Wish(NamedTuple):
    """A day that a calendar names. Where it names the weekday too, being a Saturday is nothing against it."""

    day: date
    why: str
    names_weekday: bool


def year_with(calendar: Calendar, day: date) -> date:
    """The first day of the body's year in which the day lies."""
    first = MONTHS.index(calendar.year_from) + 1
    return date(day.year if day.month >= first else day.year - 1, first, 1)


def proposed(calendar: Calendar, year_from: date, closed: Closed) -> tuple[Proposal, ...]:
    """The days that the calendar names in the twelve months from the month of `year_from`, in order (K10.1).

    None where it names no days: where they are agreed, or only a number is asked.
    """
    courses = [("", calendar.course)] + [(kind.name, kind.course) for kind in calendar.kinds]
    found = [
        proposal
        for kind, course in courses
        for proposal in proposals_of(course.dates, year_from, calendar.on_closed, closed, kind)
    ]
    return tuple(sorted(found, key=lambda proposal: (proposal.day, proposal.kind)))


def proposals_of(
    several: Sequence[Dates], year_from: date, on_closed: OnClosed, closed: Closed, kind: str = ""
) -> list[Proposal]:
    """The days that these dates name in the twelve months, as the calendar moves or keeps them; each of them once."""
    found: dict[date, Proposal] = {}
    for dates in several:
        for wish in _wishes(dates, year_from.replace(day=1)):
            against = closed.reasons.get(wish.day, "") if wish.names_weekday else closed.why(wish.day)
            day = _moved(wish.day, on_closed, closed) if against else wish.day
            found.setdefault(day, Proposal(day, wish.why, against, wish.day if day != wish.day else None, kind))
    return [*found.values()]


def months_of_year(year_from: date) -> list[date]:
    """The first day of each of the twelve months."""
    return [months_after(year_from, month) for month in range(WHOLE_YEAR)]


def _wishes(dates: Dates, year_from: date) -> Iterator[_Wish]:
    for wish in _stepped(dates, year_from) if dates.every else _on_days(dates, months_of_year(year_from)):
        if not dates.months or MONTHS[wish.day.month - 1] in dates.months:
            yield wish


def _on_days(dates: Dates, months: list[date]) -> Iterator[_Wish]:
    for month in months:
        for on in dates.on:
            yield _Wish(on.day_in(month), f"the {on} of {month_in_words(month)}", isinstance(on, NthWeekday))


def _stepped(dates: Dates, year_from: date) -> Iterator[_Wish]:
    """The days of `every`: on days of its months, or each so long after the last."""
    every = dates.every or Span(1, Measure.MONTH)
    if dates.on:
        months = set(_steps(every, dates.starts.replace(day=1) if dates.starts else year_from, year_from))
        yield from (
            wish for wish in _on_days(dates, sorted(months)) if dates.starts is None or wish.day >= dates.starts
        )
    elif dates.starts:
        why = f"every {every if every.n > 1 else every.measure} from {in_words(dates.starts)}"
        for day in _steps(every, dates.starts, year_from):
            yield _Wish(day, why, every.measure is Measure.WEEK)


def _steps(every: Span, starts: date, year_from: date) -> Iterator[date]:
    """The days of every step that lie in the twelve months."""
    end = months_after(year_from, WHOLE_YEAR)
    # No step is longer than this, so that none of the year is passed over and no century is walked through.
    longest = every.months * 31 or (every.after(starts) - starts).days
    times = max(0, (year_from - starts).days // longest)
    while (day := every.after(starts, times)) < end:
        if day >= year_from:
            yield day
        times += 1


def _moved(day: date, on_closed: OnClosed, closed: Closed) -> date:
    match on_closed:
        case OnClosed.KEEP:
            return day
        case OnClosed.LATER:
            # A Saturday is one a week later too: only a named reason moves it on.
            while day in closed.reasons:
                day += A_WEEK
            return day
    step = ONE_DAY if on_closed is OnClosed.NEXT else -ONE_DAY
    while closed.why(day):
        day += step
    return day
