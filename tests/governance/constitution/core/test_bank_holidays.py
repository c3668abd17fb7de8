"""The bank holidays of each nation, as gov.uk publishes them, and a trust's own closed days."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from governance.constitution.core.bank_holidays import Nation, closed_days


@pytest.mark.parametrize(
    ("nation", "year", "days"),
    [
        (Nation.ENGLAND, 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (Nation.ENGLAND, 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (Nation.WALES, 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (Nation.SCOTLAND, 2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"),
        (Nation.ENGLAND, 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (Nation.SCOTLAND, 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"),
        (Nation.NORTHERN_IRELAND, 2023, "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26"),
        (Nation.SCOTLAND, 2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
        (Nation.NORTHERN_IRELAND, 2024, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"),
        (Nation.NORTHERN_IRELAND, 2025, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"),
        (Nation.WALES, 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (Nation.ENGLAND, 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (Nation.ENGLAND, 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
    ],
)
def test_closed_days_are_the_nation_s_bank_holidays(nation: Nation, year: int, days: str) -> None:
    weekdays = sorted(day for day in closed_days(nation, [year], {}).reasons if day.weekday() < 5)
    assert weekdays == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


@pytest.mark.parametrize(
    ("nation", "day", "reason"),
    [
        (Nation.ENGLAND, date(2022, 6, 3), "Platinum Jubilee of Elizabeth II"),
        (Nation.ENGLAND, date(2023, 5, 8), "Coronation of Charles III"),
        (Nation.ENGLAND, date(2026, 5, 4), "Early May bank holiday"),
        (Nation.ENGLAND, date(2026, 5, 25), "Spring bank holiday"),
        (Nation.ENGLAND, date(2026, 8, 31), "Summer bank holiday"),
        (Nation.ENGLAND, date(2026, 12, 28), "Boxing Day (substitute day)"),
        (Nation.SCOTLAND, date(2023, 1, 2), "2nd January and New Year's Day (substitute day)"),
        (Nation.SCOTLAND, date(2026, 8, 3), "Summer bank holiday"),
        (Nation.SCOTLAND, date(2026, 11, 30), "St Andrew's Day"),
        (Nation.NORTHERN_IRELAND, date(2024, 3, 18), "St Patrick's Day (substitute day)"),
        (Nation.NORTHERN_IRELAND, date(2026, 7, 13), "Battle of the Boyne (substitute day)"),
        (Nation.ENGLAND, date(2026, 7, 13), ""),
        (Nation.SCOTLAND, date(2026, 4, 6), ""),
        (Nation.ENGLAND, date(2026, 7, 11), "Saturday"),
    ],
)
def test_closed_days_say_why(nation: Nation, day: date, reason: str) -> None:
    assert closed_days(nation, [day.year], {}).why(day) == reason


def test_closed_days_hold_the_trust_s_own_beside_the_nation_s() -> None:
    own = {date(2026, 7, 1): "office move", date(2026, 12, 25): "shut"}
    closed = closed_days(Nation.ENGLAND, [2026], own)
    assert (closed.why(date(2026, 7, 1)), closed.why(date(2026, 12, 25))) == ("closed: office move", "Christmas Day")


def test_closed_days_know_no_bank_holiday_of_a_year_not_asked_for() -> None:
    assert {day.year for day in closed_days(Nation.ENGLAND, [2026, 2028], {}).reasons} == {2026, 2028}


def test_bank_holidays_load_the_library_only_when_asked() -> None:
    asked = "import sys; import governance.constitution.core.bank_holidays; print('holidays' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout == "False\n"
