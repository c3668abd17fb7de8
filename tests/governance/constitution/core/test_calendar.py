"""The days that a calendar proposes for a year (K10.1, H7.1, K11R.4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.core.bank_holidays import Nation, closed_days
from governance.constitution.core.calendar import Calendar, OnClosed, Proposal, proposed, year_with
from governance.constitution.core.calendar_days import Month, NthWeekday, Week
from governance.constitution.core.working_days import Closed, Weekday
from governance.constitution.writing.calendar_written import parse_calendar
from tests.examples import examples
from tests.governance.constitution.random_calendars import calendars

ENGLAND = closed_days(Nation.ENGLAND, range(2025, 2029), {})
APRIL = date(2026, 4, 1)
JANUARY = date(2026, 1, 1)
KENT = {
    "months": ["april", "july", "october", "january"],
    "on": {"week": "third", "weekday": "thursday"},
    "year from": "april",
}


def days(written, year_from: date = JANUARY, closed: Closed = ENGLAND) -> list[str]:
    return [proposal.day.isoformat() for proposal in proposed(parse_calendar(written), year_from, closed)]


def test_proposed_gives_each_day_with_its_reason_in_the_order_of_kent_s_year() -> None:
    assert proposed(parse_calendar(KENT), APRIL, ENGLAND) == (
        Proposal(date(2026, 4, 16), "the third Thursday of April 2026"),
        Proposal(date(2026, 7, 16), "the third Thursday of July 2026"),
        Proposal(date(2026, 10, 15), "the third Thursday of October 2026"),
        Proposal(date(2027, 1, 21), "the third Thursday of January 2027"),
    )


@pytest.mark.parametrize(
    ("clause", "written"),
    [
        ("K10.1 names months alone", {"months": ["april", "july", "october", "january"]}),
        ("H7.1 agrees its dates yearly", {"number": 6, "agreed yearly": "yes"}),
        ("K11R.4 asks one in each quarter", {"number": {"at least": 1, "each": "quarter"}}),
        ("H8.6 meets between a board's meetings", {"between meetings of": "board"}),
    ],
)
def test_proposed_is_empty_when_the_clause_names_no_day(clause: str, written) -> None:
    assert days(written) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"months": "may", "on": {"day": 15}}, ["2026-05-15"]),
        ({"months": ["february", "june"], "on": {"day": 31}}, ["2026-02-28", "2026-06-30"]),
        ({"months": "june", "on": {"week": "last", "weekday": "monday"}}, ["2026-06-29"]),
        ({"months": "may", "on": {"week": "last", "weekday": "sunday"}}, ["2026-05-31"]),
        ({"months": "june", "on": {"week": "first", "weekday": "monday"}}, ["2026-06-01"]),
        (
            {"months": "june", "on": [{"week": w, "weekday": "tuesday"} for w in ("first", "third")]},
            ["2026-06-02", "2026-06-16"],
        ),
        (
            {"when": [{"months": "march", "on": {"day": 2}}, {"months": "june", "on": {"day": 15}}]},
            ["2026-03-02", "2026-06-15"],
        ),
        (
            {"every": "2 months", "on": {"week": "first", "weekday": "monday"}, "months": ["january", "march", "july"]},
            ["2026-01-05", "2026-03-02", "2026-07-06"],
        ),
        (
            {"every": "2 months", "from": "2026-08-10", "on": {"week": "second", "weekday": "monday"}},
            ["2026-08-10", "2026-10-12", "2026-12-14"],
        ),
        ({"every": "5 months", "from": "2025-10-31"}, ["2026-03-31", "2026-08-31"]),
        ({"every": "2 years", "from": "2022-05-19"}, ["2026-05-19"]),
        ({"every": "2 years", "from": "2023-05-19"}, []),
        ({"every": "3 weeks", "from": "2026-11-05"}, ["2026-11-05", "2026-11-26", "2026-12-17"]),
        (
            {"every": "1 week", "from": "2020-01-02", "months": "january"},
            [f"2026-01-{d:02}" for d in (1, 8, 15, 22, 29)],
        ),
        ({"every": "100 days", "from": "2025-12-01"}, ["2026-03-11", "2026-06-19", "2026-09-27"]),
        ({"every": "1 week", "from": "2027-01-01"}, []),
        ({"every": "1 month", "from": "2026-11-20", "on": {"day": 10}}, ["2026-12-10"]),
        ({"every": "1 month", "from": "1996-01-15"}, [f"2026-{month:02}-15" for month in range(1, 13)]),
        ({"months": "june", "on": [{"week": "first", "weekday": "monday"}, {"day": 1}]}, ["2026-06-01"]),
        (
            {"months": "june", "on": [{"day": 13}, {"day": 14}], "on a closed day": "next working day"},
            ["2026-06-15"],
        ),
    ],
)
def test_proposed_names_the_days_of_each_form(written, expected: list[str]) -> None:
    assert days(written) == expected


def test_proposed_steps_from_the_first_month_of_the_year_when_no_first_day_is_given() -> None:
    written = {"every": "3 months", "on": {"day": 1}, "year from": "may"}
    assert days(written, date(2026, 5, 1)) == ["2026-05-01", "2026-08-01", "2026-11-01", "2027-02-01"]


@pytest.mark.parametrize(
    ("on_closed", "day", "moved_from"),
    [
        ("keep", date(2026, 4, 6), None),
        ("next working day", date(2026, 4, 7), date(2026, 4, 6)),
        ("previous working day", date(2026, 4, 2), date(2026, 4, 6)),
        ("a week later", date(2026, 4, 13), date(2026, 4, 6)),
    ],
)
def test_proposed_says_what_stands_against_a_bank_holiday(on_closed: str, day: date, moved_from: date | None) -> None:
    written = {"months": "april", "on": {"week": "first", "weekday": "monday"}, "on a closed day": on_closed}
    assert proposed(parse_calendar(written), JANUARY, ENGLAND) == (
        Proposal(day, "the first Monday of April 2026", "Easter Monday", moved_from),
    )


def test_proposed_moves_on_until_a_week_without_a_named_reason() -> None:
    closed = closed_days(Nation.ENGLAND, [2026], {date(2026, 4, 13): "office move"})
    written = {"months": "april", "on": {"week": "first", "weekday": "monday"}, "on a closed day": "a week later"}
    assert days(written, JANUARY, closed) == ["2026-04-20"]


@pytest.mark.parametrize(
    ("written", "day", "against"),
    [
        ({"months": "june", "on": {"day": 13}, "on a closed day": "next working day"}, date(2026, 6, 15), "Saturday"),
        ({"months": "june", "on": {"day": 13}, "on a closed day": "a week later"}, date(2026, 6, 13), "Saturday"),
        ({"months": "june", "on": {"day": 13}}, date(2026, 6, 13), "Saturday"),
        (
            {
                "months": "june",
                "on": {"week": "second", "weekday": "saturday"},
                "on a closed day": "next working day",
            },
            date(2026, 6, 13),
            "",
        ),
    ],
)
def test_proposed_holds_a_saturday_against_a_day_only_when_no_weekday_was_named(
    written, day: date, against: str
) -> None:
    [proposal] = proposed(parse_calendar(written), JANUARY, ENGLAND)
    assert (proposal.day, proposal.against) == (day, against)


def test_proposed_tells_a_kind_s_days_from_the_ordinary_ones() -> None:
    written = {
        "months": ["march", "september"],
        "on": {"day": 3},
        "kinds": {"annual": {"months": "may", "on": {"week": "second", "weekday": "tuesday"}}},
    }
    found = proposed(parse_calendar(written), JANUARY, ENGLAND)
    assert [(proposal.day.isoformat(), proposal.kind) for proposal in found] == [
        ("2026-03-03", ""),
        ("2026-05-12", "annual"),
        ("2026-09-03", ""),
    ]


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 3, 31), date(2025, 4, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2027, 1, 21), date(2026, 4, 1)),
    ],
)
def test_year_with_begins_in_the_body_s_first_month(day: date, first: date) -> None:
    assert year_with(Calendar(year_from=Month.APRIL), day) == first


@given(
    week=st.sampled_from(list(Week)),
    weekday=st.sampled_from(list(Weekday)),
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_nth_weekday_is_the_one_that_counting_finds(week: Week, weekday: Weekday, day: date) -> None:
    month = day.replace(day=1)
    of_month = [month + timedelta(days=days) for days in range(31)]
    fitting = [each for each in of_month if each.month == month.month and f"{each:%A}".lower() == weekday]
    place = -1 if week is Week.LAST else list(Week).index(week)
    assert NthWeekday(week, weekday).day_in(month) == fitting[place]


@examples(300)
@given(calendar=calendars(), year=st.integers(2024, 2028))
def test_proposed_are_in_order_and_name_days_of_the_year(calendar: Calendar, year: int) -> None:
    first = date(year, list(Month).index(calendar.year_from) + 1, 1)
    found = proposed(calendar, first, ENGLAND)
    assert [proposal.day for proposal in found] == sorted(proposal.day for proposal in found)
    assert {year_with(calendar, proposal.wished) for proposal in found} <= {first}
    assert all(bool(proposal.against) or proposal.moved_from is None for proposal in found)
    if calendar.on_closed in {OnClosed.NEXT, OnClosed.PREVIOUS}:
        assert [proposal.day for proposal in found if proposal.moved_from and ENGLAND.why(proposal.day)] == []
