"""The day that a page is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from governance.structure.days import asked_day

TODAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", TODAY),
        ("  ", TODAY),
        ("2008-05-01", date(2008, 5, 1)),
        ("1/5/2008", date(2008, 5, 1)),
        ("01.05.2008", date(2008, 5, 1)),
        (" 1 5 2008 ", date(2008, 5, 1)),
        ("2026-10-01", TODAY),
    ],
)
def test_asked_day_is_the_day_typed(typed: str, day: date) -> None:
    asked = asked_day(typed, TODAY)
    assert (asked.day, asked.is_today, asked.trouble) == (day, day == TODAY, "")


@pytest.mark.parametrize("typed", ["foo", "2008-02-30", "30/2/2008", "2008", "0000-01-01", "1/5/08", "9" * 40])
def test_asked_day_is_today_with_a_sentence_when_what_was_typed_is_no_day(typed: str) -> None:
    asked = asked_day(typed, TODAY)
    assert (asked.day, asked.typed) == (TODAY, typed)
    assert "real day" in asked.trouble
