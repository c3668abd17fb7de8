"""How many days a thing was given before a meeting, and the latest day for it: each day with its reason.

Laws, for every way of counting:
- a later delivery never gives more;
- `given(delivered) >= n` exactly where `delivered <= latest_day(n)`;
- what is delivered on the latest day was given exactly n (hours: the whole days that hold n).

Days are whole days. Hours are counted back from the hour of the meeting, and where that is not said by whole days of
24 hours, which give no fewer than asked; `latest_moment` gives the hour itself.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil

ONE_DAY = timedelta(days=1)
HOURS_OF_A_DAY = 24


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEK = tuple(Weekday)


class Counting(StrEnum):
    """What a number of days means. The day of the meeting never counts.

    Clear days leave out the day of delivery too; the other two begin with it, as "14 days ahead" does. Where working
    days are counted, what is delivered on a closed day counts as delivered on the next working day. Weeks and months
    are whole ones, back from the meeting: a month before 31 March is the last day of February.
    """

    CLEAR_WORKING = "clear working days"
    WORKING = "working days"
    CLEAR = "clear days"
    CALENDAR = "calendar days"
    HOURS = "hours"
    WEEKS = "weeks"
    MONTHS = "months"

    def one(self) -> str:
        """The word for one of them: clear working day, month."""
        return self.value.removesuffix("s")


OPEN_DAYS_ONLY = frozenset({Counting.CLEAR_WORKING, Counting.WORKING})
CLEAR_OF_DELIVERY = frozenset({Counting.CLEAR_WORKING, Counting.CLEAR})


@dataclass(frozen=True)
class Closed:
    """The days that are no working days: those named, each with its reason, and those of every week."""

    reasons: Mapping[date, str] = field(default_factory=dict)
    every_week: frozenset[Weekday] = frozenset({Weekday.SATURDAY, Weekday.SUNDAY})

    def __post_init__(self) -> None:
        if len(self.every_week) == len(WEEK):
            raise ValueError("A week without a working day has none to count.")

    def why(self, day: date) -> str:
        """Why the day is closed: its own reason, or else the day of the week; empty on a working day."""
        return self.reasons.get(day) or (name_of(day) if weekday_of(day) in self.every_week else "")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a reckoning: whether it counts, and why or why not."""

    day: date
    counts: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """`n` days (weeks, months) lie between the delivery on `day` and the meeting.

    `days` holds each day from the delivery to the meeting, both included, in the order of time.
    """

    day: date
    meeting: date
    n: int
    counting: Counting
    days: tuple[Day, ...]


def latest_day(meeting: date, n: int, counting: Counting, closed: Closed) -> Reckoning:
    """The latest day on which a thing may be delivered to be given n days before the meeting (H7.4, H7.5; R6).

    It is itself a working day where working days are counted. Raises ValueError where n is below nought.
    """
    if n < 0:
        raise ValueError("Nobody is given fewer than no days.")
    return given(_latest(meeting, n, counting, closed) if n else meeting, meeting, counting, closed)


def latest_moment(meeting: datetime, hours: int) -> datetime:
    """The latest moment at which a thing may be delivered to be given so many hours before the meeting begins."""
    return meeting - timedelta(hours=hours)


def given(delivered: date, meeting: date, counting: Counting, closed: Closed) -> Reckoning:
    """How many such days a thing delivered that day was given before the meeting; none where it came after it."""
    if counting is Counting.HOURS:
        return _whole_days(delivered, meeting)
    if counting in PERIODS:
        return _whole_periods(delivered, meeting, counting)
    days: list[Day] = []
    n = 0
    is_delivered = False
    for day in days_from(delivered, meeting):
        reason = closed.why(day) if counting in OPEN_DAYS_ONLY else ""
        is_first, is_delivered = not (is_delivered or reason), is_delivered or not reason
        if day == meeting:
            reason = "day of the meeting"
        elif is_first and counting in CLEAR_OF_DELIVERY:
            reason = "day of delivery"
        counts = not reason
        n += counts
        days.append(Day(day, counts, reason or f"counted: {ordinal(n)} {counting.one()}"))
    return Reckoning(delivered, meeting, n, counting, tuple(days))


def _latest(meeting: date, n: int, counting: Counting, closed: Closed) -> date:
    """The latest day for one or more."""
    match counting:
        case Counting.WEEKS | Counting.MONTHS:
            return PERIODS[counting](meeting, n)
        case Counting.CALENDAR:
            return meeting - timedelta(days=n)
        case Counting.HOURS:
            return meeting - timedelta(days=ceil(n / HOURS_OF_A_DAY))
        case Counting.CLEAR:
            return meeting - timedelta(days=n + 1)
        case Counting.WORKING:
            return _working_days_before(meeting, n, closed)
        case Counting.CLEAR_WORKING:
            return _working_days_before(meeting, n + 1, closed)


def _working_days_before(day: date, n: int, closed: Closed) -> date:
    while n:
        day -= ONE_DAY
        n -= not closed.why(day)
    return day


def _whole_days(delivered: date, meeting: date) -> Reckoning:
    """Hours, where no hour is said: from that of the meeting to that of the meeting."""
    days = []
    for day in days_from(delivered, meeting):
        left = (meeting - day).days * HOURS_OF_A_DAY
        days.append(Day(day, bool(left), f"counted: {left} hours before" if left else "day of the meeting"))
    n = max((meeting - delivered).days, 0) * HOURS_OF_A_DAY
    return Reckoning(delivered, meeting, n, Counting.HOURS, tuple(days))


def _whole_periods(delivered: date, meeting: date, counting: Counting) -> Reckoning:
    begins = [meeting]
    while (earlier := PERIODS[counting](meeting, len(begins))) >= delivered:
        begins.append(earlier)
    begins.reverse()
    days = []
    for day in days_from(delivered, meeting):
        place = sum(begin <= day for begin in begins)
        reason = f"counted: in the {ordinal(place)} {counting.one()}" if place else f"before a whole {counting.one()}"
        days.append(Day(day, False, "day of the meeting") if day == meeting else Day(day, bool(place), reason))
    return Reckoning(delivered, meeting, len(begins) - 1, counting, tuple(days))


def days_from(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, both included."""
    return (first + timedelta(days=days) for days in range((last - first).days + 1))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, earlier where below nought; the month's last day where it has no such day."""
    month = day.year * 12 + day.month - 1 + months
    year, place = divmod(month, 12)
    return date(year, place + 1, min(day.day, monthrange(year, place + 1)[1]))


PERIODS: Mapping[Counting, Callable[[date, int], date]] = {
    Counting.WEEKS: lambda meeting, n: meeting - timedelta(weeks=n),
    Counting.MONTHS: lambda meeting, n: months_after(meeting, -n),
}


def weekday_of(day: date) -> Weekday:
    """Its day of the week."""
    return WEEK[day.weekday()]


def name_of(day: date) -> str:
    """Its day of the week as it is written: Saturday."""
    return weekday_of(day).capitalize()


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 22nd."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
