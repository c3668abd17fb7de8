"""A calendar as plain data, read and written. `parse_calendar(dump_calendar(calendar)) == calendar` for every calendar.

Words may be written with capitals and keys with spaces ("year from"); they are written back small and with underscores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from governance.constitution.core.calendar import (
    Calendar,
    ChairMay,
    Course,
    Dates,
    Gap,
    Kind,
    Number,
    OnClosed,
    Period,
)
from governance.constitution.core.calendar_days import (
    MONTHS,
    WHOLE_YEAR,
    Between,
    DayOfMonth,
    Measure,
    Month,
    MonthDay,
    NthWeekday,
    On,
    Span,
    Week,
    Within,
)
from governance.constitution.core.scalars import Refused, keys_read, name_read, number_read, truth_read
from governance.constitution.core.working_days import Weekday, months_after

DATES = {"months", "on", "every", "from"}
COURSE = DATES | {"when", "number", "gap", "window", "between_meetings_of"}
CALENDAR = COURSE | {
    "kinds",
    "year_from",
    "on_a_closed_day",
    "agreed_yearly",
    "chair_may",
    "extra_called_by",
    "clauses",
}
BOUNDS = ("at_least", "at_most")
LONGEST_MONTH = 31
LEAP_YEAR = 2024
MOST_DAYS_OF_A_YEAR = 366
LONGEST_WORDS = 300
W = TypeVar("W", bound=StrEnum)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Allowed:
    """The names that a calendar may use; any where None is given."""

    sittings: Collection[str] | None = None
    bodies: Collection[str] | None = None
    clauses: Collection[str] | None = None


def parse_calendar(data: Any, path: str = "calendar", allowed: Allowed | None = None) -> Calendar:
    """The calendar that plain data says. Raises Refused at the first thing that is wrong.

    A kind with a course of its own is a kind of sitting.
    """
    known = allowed or Allowed()
    said = _said(data, path, CALENDAR)
    kinds = _said(said.get("kinds", {}), f"{path}.kinds", None)
    may = _some(said["chair_may"], f"{path}.chair_may", _reader_of(ChairMay)) if "chair_may" in said else ()

    def clause(data: Any, at: str) -> str:
        return _named(data, at, known.clauses, "clause")

    return Calendar(
        course=_course(said, path, known),
        kinds=tuple(_kind(name, kinds[name], f"{path}.kinds.{name}", known) for name in _in_order(kinds, known)),
        year_from=_in(said, "year_from", path, _reader_of(Month), Month.JANUARY),
        on_closed=_in(said, "on_a_closed_day", path, _reader_of(OnClosed), OnClosed.KEEP),
        agreed_yearly=_in(said, "agreed_yearly", path, truth_read, False),
        chair_may=tuple(what for what in ChairMay if what in may),
        extra=_in(said, "extra_called_by", path, _words, ""),
        clauses=_in(said, "clauses", path, lambda data, at: _some(data, at, clause), ()),
    )


def _in_order(kinds: Mapping[str, Any], known: Allowed) -> list[str]:
    """The kinds in the order of the body's own list: a database need not keep that of the keys."""
    order = list(known.sittings or ())
    return sorted(kinds, key=lambda kind: order.index(kind) if kind in order else len(order))


def dump_calendar(calendar: Calendar) -> dict[str, Any]:
    """The calendar as plain data; what is left at its default is not written."""
    written = _written_course(calendar.course)
    if calendar.kinds:
        written["kinds"] = {
            kind.name: _written_course(kind.course) | ({"besides": "yes"} if kind.besides else {})
            for kind in calendar.kinds
        }
    if calendar.year_from is not Month.JANUARY:
        written["year_from"] = str(calendar.year_from)
    if calendar.on_closed is not OnClosed.KEEP:
        written["on_a_closed_day"] = str(calendar.on_closed)
    if calendar.agreed_yearly:
        written["agreed_yearly"] = "yes"
    if calendar.chair_may:
        written["chair_may"] = _one_or_more(map(str, calendar.chair_may))
    if calendar.extra:
        written["extra_called_by"] = calendar.extra
    return written | ({"clauses": _one_or_more(calendar.clauses)} if calendar.clauses else {})


def _course(said: Mapping[str, Any], path: str, known: Allowed) -> Course:
    if "when" in said and (also := sorted(DATES & set(said))):
        raise Refused(f"{path}.when", f"goes without {', '.join(also)} beside it; put them into the list")
    own = {key: said[key] for key in said if key in DATES}
    return Course(
        dates=(_dates(own, path),) if own else _in(said, "when", path, lambda data, at: _some(data, at, _dates), ()),
        numbers=_in(said, "number", path, lambda data, at: _some(data, at, _meetings), ()),
        gap=_in(said, "gap", path, parse_gap, Gap()),
        window=_in(said, "window", path, _window, None),
        between=_in(said, "between_meetings_of", path, lambda data, at: _named(data, at, known.bodies, "body"), ""),
    )


def _kind(name: Any, data: Any, path: str, known: Allowed) -> Kind:
    said = _said(data, path, COURSE | {"besides"})
    _named(name, path, known.sittings, "kind of sitting")
    course = _course(said, path, known)
    if course == Course():
        raise Refused(path, "says nothing about when it is held")
    return Kind(str(name), course, _in(said, "besides", path, truth_read, False))


def _dates(data: Any, path: str) -> Dates:
    said = _said(data, path, DATES)
    dates = Dates(
        months=_in(said, "months", path, lambda data, at: _some(data, at, _reader_of(Month)), ()),
        on=_in(said, "on", path, lambda data, at: _some(data, at, _on), ()),
        every=_in(said, "every", path, _span, None),
        starts=_in(said, "from", path, _day, None),
    )
    if dates.every is None:
        if dates.starts:
            raise Refused(f"{path}.from", 'goes with "every"')
        if not (dates.months or dates.on):
            raise Refused(path, "says neither in which months nor on which days")
        return dates
    if dates.on and not dates.every.months:
        raise Refused(f"{path}.on", 'goes with months; "from" says on which day of the week it begins')
    if dates.starts is None and not dates.on:
        raise Refused(f"{path}.every", 'needs "from", the first day, or "on"')
    if dates.starts is None and WHOLE_YEAR % dates.every.months:
        raise Refused(f"{path}.every", f'needs "from": a year does not divide into parts of {dates.every}')
    return dates


def _on(data: Any, path: str) -> On:
    said = _said(data, path, {"week", "weekday", "day"})
    if "day" in said:
        if len(said) > 1:
            raise Refused(path, 'has "day" alone, or "week" and "weekday"')
        return DayOfMonth(_from_one(said["day"], f"{path}.day", LONGEST_MONTH))
    for key in ("week", "weekday"):
        if key not in said:
            raise Refused(path, f'needs "{key}"')
    return NthWeekday(
        _reader_of(Week)(said["week"], f"{path}.week"), _reader_of(Weekday)(said["weekday"], f"{path}.weekday")
    )


def _meetings(data: Any, path: str) -> Number:
    if not isinstance(data, Mapping):
        n = _from_one(data, path, MOST_DAYS_OF_A_YEAR)
        return Number(n, n)
    said = _said(data, path, {"at_least", "at_most", "each"})
    bounds = [_in(said, key, path, lambda data, at: _from_one(data, at, MOST_DAYS_OF_A_YEAR), None) for key in BOUNDS]
    least, most = bounds
    if least is None and most is None:
        raise Refused(path, 'needs "at_least" or "at_most"')
    if least and most and least > most:
        raise Refused(path, f"asks at least {least} and at most {most}")
    return Number(least, most, _in(said, "each", path, _reader_of(Period), Period.YEAR))


def parse_gap(data: Any, path: str) -> Gap:
    """How long may pass, as plain data says it. Raises Refused at the first thing that is wrong."""
    said = _said(data, path, set(BOUNDS))
    least, most = (_in(said, key, path, _span, None) for key in BOUNDS)
    if least is None and most is None:
        raise Refused(path, 'needs "at_least" or "at_most"')
    return Gap(least, most)


def _window(data: Any, path: str) -> Between | Within:
    said = _said(data, path, {"from", "to", "within", "after"})
    if set(said) == {"from", "to"}:
        return Between(_day_of_year(said["from"], f"{path}.from"), _day_of_year(said["to"], f"{path}.to"))
    if set(said) == {"within", "after"}:
        span = _span(said["within"], f"{path}.within")
        a_day = date(LEAP_YEAR, 1, 1)
        if span.after(a_day) > months_after(a_day, WHOLE_YEAR):
            raise Refused(f"{path}.within", "is at most a year")
        return Within(span, _day_of_year(said["after"], f"{path}.after"))
    raise Refused(path, 'has "from" and "to", or "within" and "after"')


def _span(data: Any, path: str) -> Span:
    found = re.fullmatch(r"([1-9][0-9]{0,2}) (day|week|month|year)s?", str(data).lower())
    if not found:
        raise Refused(path, "is a length such as 3 weeks or 15 months")
    return Span(int(found[1]), Measure(found[2]))


def _day_of_year(data: Any, path: str) -> MonthDay:
    found = re.fullmatch(r"([0-9]{1,2}) ([a-z]+)", str(data).lower())
    if found and found[2] in MONTHS:
        day = MonthDay(int(found[1]), Month(found[2]))
        if day.day and day.in_year(LEAP_YEAR).day == day.day:
            return day
    raise Refused(path, "is a day of the year such as 31 march")


def _day(data: Any, path: str) -> date:
    try:
        return date.fromisoformat(str(data))
    except ValueError:
        raise Refused(path, "is a day such as 2026-04-09") from None


def _from_one(data: Any, path: str, highest: int) -> int:
    number: int = number_read(data, path, lowest=1)
    if number > highest:
        raise Refused(path, f"is {highest} or less")
    return number


def _words(data: Any, path: str) -> str:
    if not isinstance(data, str) or not data.strip() or len(data) > LONGEST_WORDS or not data.isprintable():
        raise Refused(path, f"is a line of words, of {LONGEST_WORDS} letters at most")
    return data.strip()


def _named(data: Any, path: str, known: Collection[str] | None, what: str) -> str:
    return _words(data, path) if known is None else name_read(data, path, known, what)


def _reader_of(words: type[W]) -> Callable[[Any, str], W]:
    def read(data: Any, path: str) -> W:
        try:
            return words(str(data).lower())
        except ValueError:
            raise Refused(path, f"is one of {', '.join(words)}") from None

    return read


def _said(data: Any, path: str, keys: set[str] | None) -> Mapping[str, Any]:
    """What is said under which key; any keys where none are given."""
    if not isinstance(data, Mapping):
        raise Refused(path, f"has the keys {', '.join(sorted(keys))}" if keys else "has a name for each")
    if keys is None:
        return data
    said = {str(key).replace(" ", "_"): data[key] for key in data}
    if len(said) < len(data):
        raise Refused(path, "says one thing twice")
    return keys_read(said, path, keys)


def _in(said: Mapping[str, Any], key: str, path: str, read: Callable[[Any, str], T], default: T) -> T:
    return read(said[key], f"{path}.{key}") if key in said else default


def _some(data: Any, path: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    """One, or a list of some that differ."""
    if not isinstance(data, list | tuple):
        return (read(data, path),)
    found = tuple(read(part, f"{path}[{place}]") for place, part in enumerate(data))
    if not found:
        raise Refused(path, "is an empty list; leave it out")
    if len(set(found)) < len(found):
        raise Refused(path, "says one thing twice")
    return found


def dump_gap(gap: Gap) -> dict[str, str]:
    """How long may pass, as plain data."""
    return _bounds(gap.at_least, gap.at_most, str)


def _written_course(course: Course) -> dict[str, Any]:
    match [_written_dates(dates) for dates in course.dates]:
        case []:
            written = {}
        case [alone]:
            written = alone
        case several:
            written = {"when": several}
    if course.numbers:
        written["number"] = _one_or_more(map(_written_number, course.numbers))
    if course.gap != Gap():
        written["gap"] = dump_gap(course.gap)
    match course.window:
        case Between(opens, closes):
            written["window"] = {"from": _written_day(opens), "to": _written_day(closes)}
        case Within(span, after):
            written["window"] = {"within": str(span), "after": _written_day(after)}
    return written | ({"between_meetings_of": course.between} if course.between else {})


def _written_dates(dates: Dates) -> dict[str, Any]:
    written: dict[str, Any] = {"months": _one_or_more(map(str, dates.months))} if dates.months else {}
    if dates.on:
        written["on"] = _one_or_more(map(_written_on, dates.on))
    if dates.every is not None:
        written["every"] = str(dates.every)
    return written | ({"from": dates.starts.isoformat()} if dates.starts else {})


def _written_on(on: On) -> dict[str, Any]:
    if isinstance(on, DayOfMonth):
        return {"day": on.day}
    return {"week": str(on.week), "weekday": str(on.weekday)}


def _written_number(number: Number) -> int | dict[str, Any]:
    if number.at_least is not None and number == Number(number.at_least, number.at_least):
        return number.at_least
    written = _bounds(number.at_least, number.at_most, int)
    return written | ({"each": str(number.each)} if number.each is not Period.YEAR else {})


def _bounds(least: T | None, most: T | None, write: Callable[[T], Any]) -> dict[str, Any]:
    bounds = zip(BOUNDS, (least, most), strict=True)
    return {key: write(bound) for key, bound in bounds if bound is not None}


def _written_day(day: MonthDay) -> str:
    return f"{day.day} {day.month}"


def _one_or_more(written: Iterable[T]) -> T | list[T]:
    several = list(written)
    return several[0] if len(several) == 1 else several
