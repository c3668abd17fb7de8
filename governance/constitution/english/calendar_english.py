"""A calendar in plain English: short sentences, in the order in which one would ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from governance.constitution.core.calendar import (
    Calendar,
    Course,
    Dates,
    Gap,
    Kind,
    Number,
    OnClosed,
    Period,
)
from governance.constitution.core.calendar_days import MONTHS, WHOLE_YEAR, Between, Month, Within, in_words

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MOST_LEFT_OUT = 3
ON_CLOSED = {
    OnClosed.KEEP: "",
    OnClosed.NEXT: "moves to the next working day",
    OnClosed.PREVIOUS: "moves to the working day before",
    OnClosed.LATER: "moves to the same day a week later",
}


def sentence(calendar: Calendar, names: Mapping[str, str] | None = None) -> str:
    """The calendar as sentences. `names` are the names behind the keys of bodies and kinds of meeting."""
    known = names or {}
    said = [*course_in_words(calendar.course, calendar.year_from, known)]
    if calendar.agreed_yearly:
        said.append("the dates of a year are agreed once, before it begins")
    said += [_kind(kind, calendar.year_from, known) for kind in calendar.kinds]
    if calendar.year_from is not Month.JANUARY:
        last = MONTHS[MONTHS.index(calendar.year_from) - 1]
        said.append(f"the year runs from {calendar.year_from.capitalize()} to {last.capitalize()}")
    if moves := ON_CLOSED[calendar.on_closed]:
        said.append(f"a meeting that falls on a closed day {moves}")
    if calendar.chair_may:
        said.append(f"the chair may {joined([str(what) for what in calendar.chair_may], 'or')} meetings")
    if calendar.extra:
        said.append(f"an extra meeting may be called by {calendar.extra.removesuffix('.')}")
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in said or ["nothing is said about when to meet"])


def course_in_words(course: Course, year_from: Month, names: Mapping[str, str]) -> Iterator[str]:
    """What is asked of the meetings, as phrases that can each be a sentence."""
    for dates in course.dates:
        yield dates_in_words(dates, year_from)
    window = f", {window_in_words(course.window)}" if course.window else ""
    for number in course.numbers:
        yield f"{number_in_words(number)}{window if number.each is Period.YEAR else ''}"
    if course.window and not any(number.each is Period.YEAR for number in course.numbers):
        yield f"meetings are held {window_in_words(course.window)}"
    yield from gap_in_words(course.gap)
    if course.between:
        yield f"at least one meeting between each two meetings of {the_body(course.between, names)}"


def dates_in_words(dates: Dates, year_from: Month) -> str:
    """Four meetings a year: on the third Thursday of January, April, July and October."""
    days = f"on the {joined([str(on) for on in dates.on], 'and')}" if dates.on else ""
    if dates.every is not None:
        every = str(dates.every) if dates.every.n > 1 else str(dates.every.measure)
        starts = f" from {in_words(dates.starts)}" if dates.starts else f", counted from {year_from.capitalize()}"
        only = f", in {_months(dates.months)} only" if dates.months else ""
        return f"a meeting every {every}{f', {days}' if days else ''}{starts}{only}"
    meetings = counted(len(dates.months or MONTHS) * max(1, len(dates.on)), "meeting")
    if not days and len(dates.months) == 1:
        return f"a meeting each {_months(dates.months)}"
    if not days:
        return f"at least {meetings} a year: one in each of {_months(dates.months)}"
    return f"{meetings} a year: {days} of {_months(dates.months)}"


def number_in_words(number: Number) -> str:
    """At least four meetings a year; six meetings a year; between one and three meetings in each quarter."""
    least, most = number.at_least, number.at_most
    when = "a year" if number.each is Period.YEAR else f"in each {_period(number.each)}"
    if most is None:
        return f"at least {counted(least or 0, 'meeting')} {when}"
    if least is None:
        return f"no more than {counted(most, 'meeting')} {when}"
    if least == most:
        return f"{counted(most, 'meeting')} {when}"
    return f"{in_letters(least)} to {counted(most, 'meeting')} {when}"


def window_in_words(window: Between | Within) -> str:
    """Between 1 March and 31 May; within 6 months after 31 March."""
    if isinstance(window, Between):
        return f"between {window.opens} and {window.closes}"
    return f"within {window.span} after {window.after}"


def gap_in_words(gap: Gap) -> Iterator[str]:
    """No more than 15 months between two meetings."""
    if gap.at_most:
        yield f"no more than {gap.at_most} between two meetings"
    if gap.at_least:
        yield f"no less than {gap.at_least} between two meetings"


def _kind(kind: Kind, year_from: Month, names: Mapping[str, str]) -> str:
    said = "; ".join(course_in_words(kind.course, year_from, names))
    besides = ", besides the ordinary ones" if kind.besides else ""
    return f"for the {meeting_called(kind.name, names)}{besides}: {said}"


def _period(period: Period) -> str:
    return {Period.FOUR_MONTHS: "four months of the year", Period.TWO_MONTHS: "two months of the year"}.get(
        period, str(period)
    )


def _months(months: Sequence[Month]) -> str:
    """April, July and October; every month; every month but August."""
    left_out = [month.capitalize() for month in MONTHS if months and month not in months]
    if len(left_out) <= MOST_LEFT_OUT:
        return f"every month but {joined(left_out, 'and')}" if left_out else "every month"
    return joined([month.capitalize() for month in months], "and")


def named(key: str, names: Mapping[str, str]) -> str:
    """The name behind a key; a key without one is read as words."""
    return names.get(key, key.replace("-", " "))


def the_body(key: str, names: Mapping[str, str]) -> str:
    """The body with its article: the Executive Group."""
    name = named(key, names)
    return name if name.lower().startswith(("the ", "a ", "an ")) else f"the {name}"


def meeting_called(kind: str, names: Mapping[str, str]) -> str:
    """What one of that kind is called: annual meeting, annual general meeting; a meeting where the kind is empty."""
    name = named(kind, names)
    return name if name.endswith("meeting") else f"{name} meeting".strip()


def counted(number: int, noun: str) -> str:
    """One meeting, six meetings, no meetings."""
    return f"{in_letters(number)} {noun}{'' if number == 1 else 's'}"


def in_letters(number: int) -> str:
    """The number as a word up to twelve, in figures beyond."""
    return NUMBERS[number] if number <= WHOLE_YEAR else str(number)


def joined(phrases: Sequence[str], word: str) -> str:
    """A list as it is spoken: a, b and c."""
    *before, last = phrases
    return f"{', '.join(before)} {word} {last}" if before else last
