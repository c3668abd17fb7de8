"""Calendars at random, each of them one that can be written."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

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
    Between,
    DayOfMonth,
    Measure,
    Month,
    MonthDay,
    NthWeekday,
    Span,
    Week,
    Within,
)
from governance.constitution.core.working_days import Weekday

SPANS = st.builds(Span, st.integers(1, 60), st.sampled_from(list(Measure)))
IN_MONTHS = st.builds(Span, st.integers(1, 14), st.sampled_from([Measure.MONTH, Measure.YEAR]))
PARTS_OF_A_YEAR = st.builds(Span, st.sampled_from([1, 2, 3, 4, 6, 12]), st.just(Measure.MONTH))
STARTS = st.dates(date(2015, 1, 1), date(2028, 12, 31))
MONTH_DAYS = st.builds(
    lambda day: MonthDay(day.day, list(Month)[day.month - 1]), st.dates(date(2024, 1, 1), date(2024, 12, 31))
)
ON = st.builds(NthWeekday, st.sampled_from(list(Week)), st.sampled_from(list(Weekday))) | st.builds(
    DayOfMonth, st.integers(1, 31)
)
SOME_ON = st.lists(ON, min_size=1, max_size=3, unique=True).map(tuple)
SOME_MONTHS = st.lists(st.sampled_from(list(Month)), min_size=1, max_size=12, unique=True).map(tuple)
ANY_MONTHS = st.just(()) | SOME_MONTHS
DATES = st.one_of(
    st.builds(Dates, months=SOME_MONTHS, on=st.just(()) | SOME_ON),
    st.builds(Dates, on=SOME_ON),
    st.builds(Dates, every=SPANS, starts=STARTS, months=ANY_MONTHS),
    st.builds(Dates, every=IN_MONTHS, starts=STARTS, on=SOME_ON, months=ANY_MONTHS),
    st.builds(Dates, every=PARTS_OF_A_YEAR, on=SOME_ON, months=ANY_MONTHS),
)
PERIODS = st.sampled_from(list(Period))
NUMBERS = st.one_of(
    st.builds(lambda n, each: Number(n, n, each), st.integers(1, 60), PERIODS),
    st.builds(Number, at_least=st.integers(1, 60), each=PERIODS),
    st.builds(Number, at_most=st.integers(1, 60), each=PERIODS),
    st.builds(lambda n, more, each: Number(n, n + more, each), st.integers(1, 9), st.integers(1, 9), PERIODS),
)
WINDOWS = st.builds(Between, MONTH_DAYS, MONTH_DAYS) | st.builds(
    Within, st.builds(Span, st.integers(1, 12), st.just(Measure.MONTH)), MONTH_DAYS
)
COURSES = st.builds(
    Course,
    dates=st.lists(DATES, max_size=2).map(tuple),
    numbers=st.lists(NUMBERS, max_size=2, unique=True).map(tuple),
    gap=st.builds(Gap, at_least=st.none() | SPANS, at_most=st.none() | SPANS),
    window=st.none() | WINDOWS,
    between=st.sampled_from(["", "board", "executive-group"]),
).filter(lambda course: len(set(course.dates)) == len(course.dates))
KINDS = st.lists(
    st.builds(
        Kind, st.sampled_from(["annual", "budget"]), COURSES.filter(lambda course: course != Course()), st.booleans()
    ),
    max_size=2,
    unique_by=lambda kind: kind.name,
).map(tuple)


def calendars() -> st.SearchStrategy[Calendar]:
    """Any calendar."""
    return st.builds(
        Calendar,
        course=COURSES,
        kinds=KINDS,
        year_from=st.sampled_from(list(Month)),
        on_closed=st.sampled_from(list(OnClosed)),
        agreed_yearly=st.booleans(),
        chair_may=st.sets(st.sampled_from(list(ChairMay))).map(
            lambda may: tuple(what for what in ChairMay if what in may)
        ),
        extra=st.sampled_from(["", "the chair, or any three members in writing"]),
        clauses=st.sampled_from([(), ("K10.1",), ("H7.1", "H8.6")]),
    )
