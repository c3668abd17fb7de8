"""A day as people type it: every way of getting it wrong, and the part that is to be looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.acts.days import DAY, MONTH, YEAR, NotADay, day_typed, told


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("1", "5", "2008"), date(2008, 5, 1)),
        (("01", "05", "2008"), date(2008, 5, 1)),
        (("1", "May", "2008"), date(2008, 5, 1)),
        (("1", "sep.", "2008"), date(2008, 9, 1)),
        (("1", "SEPTEMBER", "2008"), date(2008, 9, 1)),
        (("29", "2", "2008"), date(2008, 2, 29)),
    ],
)
def test_day_typed_reads_numbers_and_names(typed: tuple[str, str, str], expected: date) -> None:
    assert day_typed(*typed) == expected


@pytest.mark.parametrize(
    ("typed", "part", "words"),
    [
        (("", "5", "2008"), DAY, "needs a day"),
        (("1", "", "2008"), MONTH, "needs a month"),
        (("1", "5", ""), YEAR, "needs a year"),
        (("29", "2", "2007"), DAY, "February 2007 has 28 days"),
        (("0", "5", "2008"), DAY, "has 31 days"),
        (("first", "5", "2008"), DAY, "has 31 days"),
        (("1", "13", "2008"), MONTH, "from 1 to 12"),
        (("1", "0", "2008"), MONTH, "from 1 to 12"),
        (("1", "m", "2008"), MONTH, "from 1 to 12"),
        (("1", "5", "08"), YEAR, "four digits"),
        (("1", "5", "20088"), YEAR, "four digits"),
        (("1", "5", "٢٠٠٨"), YEAR, "four digits"),
        (("-1", "5", "2008"), DAY, "has 31 days"),
    ],
)
def test_day_typed_says_which_part_is_wrong(typed: tuple[str, str, str], part: int, words: str) -> None:
    fault = day_typed(*typed)
    assert isinstance(fault, NotADay)
    assert fault.part == part
    assert words in fault.sentence


@given(st.integers(0, 109_000).map(lambda offset: date(1900, 1, 1) + timedelta(days=offset)))
def test_day_typed_reads_back_what_a_page_tells(day: date) -> None:
    number, month, year = told(day).split()
    assert day_typed(number, month, year) == day
