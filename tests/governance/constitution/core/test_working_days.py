"""Counting days before a meeting, each with its reason (H7.4, H7.5; reading R6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.core.bank_holidays import Nation, closed_days
from governance.constitution.core.working_days import (
    Closed,
    Counting,
    Day,
    Weekday,
    latest_day,
    latest_moment,
    months_after,
    ordinal,
)
from governance.constitution.core.working_days import given as days_given
from tests.examples import examples

ENGLAND = closed_days(Nation.ENGLAND, range(2025, 2029), {})
NOTHING_CLOSED = Closed()
COUNTINGS = st.sampled_from(list(Counting))
MEETINGS = st.dates(date(2025, 6, 1), date(2028, 6, 1))


@st.composite
def closings(draw: st.DrawFn) -> Closed:
    """England's bank holidays, some days of one's own, and any week with a working day in it."""
    own = draw(st.dictionaries(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.just("closed: move"), max_size=40))
    return Closed(ENGLAND.reasons | own, draw(st.frozensets(st.sampled_from(list(Weekday)), max_size=6)))


@pytest.mark.parametrize(
    ("meeting", "latest"),
    [
        (date(2026, 4, 9), date(2026, 3, 30)),
        (date(2026, 5, 6), date(2026, 4, 27)),
        (date(2027, 1, 6), date(2026, 12, 24)),
        (date(2026, 9, 17), date(2026, 9, 9)),
    ],
)
def test_latest_day_leaves_five_clear_working_days_in_england(meeting: date, latest: date) -> None:
    assert latest_day(meeting, 5, Counting.CLEAR_WORKING, ENGLAND).day == latest


@pytest.mark.parametrize(
    ("n", "counting", "meeting", "latest"),
    [
        pytest.param(7, Counting.CLEAR_WORKING, date(2026, 4, 9), date(2026, 3, 26), id="H7.5 across Easter"),
        pytest.param(7, Counting.CLEAR_WORKING, date(2026, 9, 17), date(2026, 9, 7), id="H7.5"),
        pytest.param(14, Counting.CALENDAR, date(2026, 4, 9), date(2026, 3, 26), id="H7.4 across Easter"),
        pytest.param(14, Counting.CALENDAR, date(2026, 9, 17), date(2026, 9, 3), id="H7.4"),
        pytest.param(14, Counting.CLEAR, date(2026, 9, 17), date(2026, 9, 2), id="clear days"),
        pytest.param(1, Counting.CLEAR, date(2026, 9, 17), date(2026, 9, 15), id="one clear day"),
        pytest.param(5, Counting.WORKING, date(2026, 9, 17), date(2026, 9, 10), id="working days"),
        pytest.param(1, Counting.WORKING, date(2026, 9, 14), date(2026, 9, 11), id="the Friday before a Monday"),
        pytest.param(48, Counting.HOURS, date(2026, 9, 14), date(2026, 9, 12), id="hours, over a weekend"),
        pytest.param(36, Counting.HOURS, date(2026, 9, 17), date(2026, 9, 15), id="hours, by whole days"),
        pytest.param(3, Counting.WEEKS, date(2026, 9, 17), date(2026, 8, 27), id="weeks"),
        pytest.param(1, Counting.MONTHS, date(2026, 3, 31), date(2026, 2, 28), id="a month before 31 March"),
        pytest.param(3, Counting.MONTHS, date(2027, 1, 6), date(2026, 10, 6), id="months, back into last year"),
        pytest.param(0, Counting.CLEAR_WORKING, date(2026, 9, 19), date(2026, 9, 19), id="none asked"),
    ],
)
def test_latest_day_is_counted_as_its_clause_says(n: int, counting: Counting, meeting: date, latest: date) -> None:
    assert latest_day(meeting, n, counting, ENGLAND).day == latest


def test_latest_day_gives_each_day_with_its_reason() -> None:
    closed = closed_days(Nation.ENGLAND, [2026], {date(2026, 5, 1): "office move"})
    assert latest_day(date(2026, 5, 6), 2, Counting.CLEAR_WORKING, closed).days == (
        Day(date(2026, 4, 29), False, "day of delivery"),
        Day(date(2026, 4, 30), True, "counted: 1st clear working day"),
        Day(date(2026, 5, 1), False, "closed: office move"),
        Day(date(2026, 5, 2), False, "Saturday"),
        Day(date(2026, 5, 3), False, "Sunday"),
        Day(date(2026, 5, 4), False, "Early May bank holiday"),
        Day(date(2026, 5, 5), True, "counted: 2nd clear working day"),
        Day(date(2026, 5, 6), False, "day of the meeting"),
    )


def test_given_counts_a_delivery_on_a_closed_day_as_of_the_next_working_day() -> None:
    reckoning = days_given(date(2026, 12, 26), date(2026, 12, 31), Counting.CLEAR_WORKING, ENGLAND)
    assert (reckoning.day, reckoning.n) == (date(2026, 12, 26), 1)
    assert [day.reason for day in reckoning.days] == [
        "Boxing Day",
        "Sunday",
        "Boxing Day (substitute day)",
        "day of delivery",
        "counted: 1st clear working day",
        "day of the meeting",
    ]


def test_latest_moment_is_so_many_hours_before_the_meeting() -> None:
    meeting = datetime(2026, 9, 17, 18, 30, tzinfo=UTC)
    assert latest_moment(meeting, 36) == datetime(2026, 9, 16, 6, 30, tzinfo=UTC)


def test_given_counts_whole_weeks_back_from_the_meeting() -> None:
    reckoning = days_given(date(2026, 9, 1), date(2026, 9, 17), Counting.WEEKS, ENGLAND)
    assert reckoning.n == 2
    assert [day.reason for day in reckoning.days] == [
        *["before a whole week"] * 2,
        *["counted: in the 1st week"] * 7,
        *["counted: in the 2nd week"] * 7,
        "day of the meeting",
    ]


@pytest.mark.parametrize("counting", list(Counting))
def test_given_is_none_when_delivered_after_the_meeting(counting: Counting) -> None:
    reckoning = days_given(date(2026, 9, 18), date(2026, 9, 17), counting, ENGLAND)
    assert (reckoning.n, reckoning.days) == (0, ())


def test_latest_day_is_refused_when_fewer_than_none_are_asked() -> None:
    with pytest.raises(ValueError, match="fewer than no days"):
        latest_day(date(2026, 9, 17), -1, Counting.CLEAR, NOTHING_CLOSED)


def test_closed_is_refused_when_no_day_of_the_week_is_open() -> None:
    with pytest.raises(ValueError, match="without a working day"):
        Closed(every_week=frozenset(Weekday))


def test_latest_day_counts_saturdays_where_only_sundays_are_closed() -> None:
    sundays = Closed(every_week=frozenset({Weekday.SUNDAY}))
    assert latest_day(date(2026, 9, 17), 3, Counting.CLEAR_WORKING, sundays).day == date(2026, 9, 12)


@examples(400)
@given(meeting=MEETINGS, n=st.integers(1, 30), counting=COUNTINGS, closed=closings(), ahead=st.integers(0, 80))
def test_given_agrees_with_latest_day(meeting: date, n: int, counting: Counting, closed: Closed, ahead: int) -> None:
    delivered = meeting - timedelta(days=ahead)
    latest = latest_day(meeting, n, counting, closed)
    assert latest.n == (-(-n // 24) * 24 if counting is Counting.HOURS else n)
    assert (days_given(delivered, meeting, counting, closed).n >= n) == (delivered <= latest.day)


@given(meeting=MEETINGS, counting=COUNTINGS, closed=closings(), ahead=st.integers(0, 80))
def test_given_tells_of_every_day_once(meeting: date, counting: Counting, closed: Closed, ahead: int) -> None:
    delivered = meeting - timedelta(days=ahead)
    reckoning = days_given(delivered, meeting, counting, closed)
    assert [day.day for day in reckoning.days] == [delivered + timedelta(days=day) for day in range(ahead + 1)]
    assert all(day.reason for day in reckoning.days)
    assert not reckoning.days[-1].counts
    if counting not in {Counting.HOURS, Counting.WEEKS, Counting.MONTHS}:
        assert reckoning.n == sum(day.counts for day in reckoning.days)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_after_is_the_same_day_or_the_month_s_last(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")]
)
def test_ordinal_ends_as_it_is_spoken(number: int, said: str) -> None:
    assert ordinal(number) == said
