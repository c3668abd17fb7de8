"""What the days of a year do not keep of a calendar (K10.1, K11R.4, H7.1, H8.6, and the forms of other bodies)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.core.bank_holidays import Nation, closed_days
from governance.constitution.core.calendar import Calendar, Course, Number, proposed
from governance.constitution.core.calendar_gaps import Demand, Missed, gaps
from governance.constitution.writing.calendar_written import parse_calendar
from tests.examples import examples
from tests.governance.constitution.random_calendars import DATES

ENGLAND = closed_days(Nation.ENGLAND, range(2025, 2029), {})
JANUARY = date(2026, 1, 1)
K10_1 = {"months": ["april", "july", "october", "january"], "year from": "april"}
K11R_4 = {"number": {"at least": 1, "each": "quarter"}, "year from": "april"}
H7_1 = {"number": 6, "agreed yearly": "yes", "chair may": ["add", "cancel"]}
H8_6 = {"between meetings of": "board"}
AGM = {"number": 1, "window": {"within": "6 months", "after": "31 march"}, "gap": {"at most": "15 months"}}


def held(text: str) -> list[date]:
    return [date.fromisoformat(day) for day in text.split()]


def missed(written, days: str, year_from: date = JANUARY, **more) -> list[str]:
    return [each.sentence for each in gaps(parse_calendar(written), held(days), year_from, **more)]


def test_gaps_gives_each_demand_with_its_time_and_sentence() -> None:
    assert gaps(parse_calendar(K10_1), held("2026-04-16 2026-10-15 2027-01-21"), date(2026, 4, 1)) == (
        Missed(Demand.MONTHS, date(2026, 7, 1), date(2026, 7, 31), "No meeting in July 2026."),
    )


@pytest.mark.parametrize(
    ("clause", "written", "days", "sentences"),
    [
        ("K10.1", K10_1, "2026-04-16 2026-07-16 2026-10-15 2027-01-21", []),
        (
            "K10.1",
            K10_1,
            "2026-05-01 2026-07-16 2026-10-15 2026-01-21",
            ["No meeting in April 2026.", "No meeting in January 2027."],
        ),
        ("K11R.4", K11R_4, "2026-04-30 2026-07-01 2026-12-31 2027-03-31", []),
        (
            "K11R.4",
            K11R_4,
            "2026-04-30 2026-05-01 2026-12-31 2027-03-31",
            ["No meetings from 1 July 2026 to 30 September 2026; one is asked."],
        ),
    ],
)
def test_gaps_finds_what_kent_s_year_lacks(clause: str, written, days: str, sentences: list[str]) -> None:
    assert missed(written, days, date(2026, 4, 1)) == sentences


SIX = "2026-01-08 2026-03-05 2026-05-07 2026-07-02 2026-09-03 2026-11-05"
FIVE = SIX.removesuffix(" 2026-11-05")


@pytest.mark.parametrize(
    ("days", "cancelled", "sentences"),
    [
        (SIX, "", []),
        (f"{SIX} 2026-12-10", "", []),
        (FIVE, "2026-11-05", []),
        (FIVE, "", ["Five meetings from 1 January 2026 to 31 December 2026; six are asked."]),
    ],
)
def test_gaps_keeps_h7_1_when_the_chair_added_or_cancelled(days: str, cancelled: str, sentences: list[str]) -> None:
    assert missed(H7_1, days, cancelled=held(cancelled)) == sentences


def test_gaps_counts_a_cancelled_meeting_as_missing_when_the_chair_may_not_cancel() -> None:
    assert missed({"number": 6}, FIVE, cancelled=held("2026-11-05")) == [
        "Five meetings from 1 January 2026 to 31 December 2026; six are asked."
    ]


def test_gaps_finds_a_meeting_too_many_when_the_chair_may_not_add() -> None:
    assert missed({"number": 6}, f"{SIX} 2026-12-10") == [
        "Seven meetings from 1 January 2026 to 31 December 2026; no more than six may be held."
    ]


@pytest.mark.parametrize(
    ("days", "board", "sentences"),
    [
        ("2026-02-05 2026-06-05", "2026-01-08 2026-05-07 2026-09-03", []),
        ("2026-02-05", "2026-01-08 2026-05-07", []),
        (
            "2026-02-05 2026-09-03",
            "2026-01-08 2026-05-07 2026-09-03",
            ["No meeting between those of the board on 7 May 2026 and 3 September 2026."],
        ),
        ("", "2026-01-08", []),
        (
            "",
            "2025-12-01 2026-01-08",
            ["No meeting between those of the board on 1 December 2025 and 8 January 2026."],
        ),
    ],
)
def test_gaps_asks_a_meeting_between_each_two_of_the_board_as_h8_6(days: str, board: str, sentences: list[str]) -> None:
    assert missed(H8_6, days, others={"board": held(board)}, names={"board": "the board"}) == sentences


@pytest.mark.parametrize(
    ("written", "days", "sentences"),
    [
        ({"gap": {"at most": "3 months"}}, "2025-12-01 2026-03-01 2026-06-01 2026-09-01 2026-12-01", []),
        (
            {"gap": {"at most": "3 months"}},
            "2025-12-01 2026-03-02 2026-06-02 2026-09-01",
            [
                "No meeting between 1 December 2025 and 2 March 2026, more than 3 months.",
                "No meeting since 1 September 2026, more than 3 months.",
            ],
        ),
        ({"gap": {"at most": "3 months"}}, "2024-01-01 2025-12-01 2026-03-01 2026-06-01 2026-09-01 2026-12-01", []),
        ({"gap": {"at most": "3 months"}}, "", ["No meeting since 1 January 2026, more than 3 months."]),
        (
            {"gap": {"at least": "2 weeks"}},
            "2026-03-02 2026-03-15 2026-03-29",
            ["A meeting on 2 March 2026 and the next on 15 March 2026, less than 2 weeks after it."],
        ),
        ({"number": {"at least": 1, "each": "half-year"}}, "2026-06-30 2026-07-01", []),
        (
            {"number": {"at most": 1, "each": "month"}},
            "2026-06-01 2026-06-30",
            ["Two meetings from 1 June 2026 to 30 June 2026; no more than one may be held."],
        ),
        (
            {"months": "june", "on": [{"week": week, "weekday": "tuesday"} for week in ("first", "third")]},
            "2026-06-02",
            ["Only one meeting in June 2026; two are asked."],
        ),
        (
            {"every": "2 months", "on": {"day": 1}, "months": ["january", "march"]},
            "2026-01-20",
            ["No meeting in March 2026."],
        ),
        (
            {"every": "3 weeks", "from": "2026-10-01"},
            "2026-10-01 2026-10-22 2026-11-12 2026-12-03",
            ["Four meetings from 1 January 2026 to 31 December 2026; every 3 weeks makes 5."],
        ),
        (
            {"window": {"from": "1 september", "to": "30 june"}},
            "2026-01-10 2026-08-31 2026-09-01",
            ["The meeting of 31 August 2026 was not between 1 September and 30 June."],
        ),
    ],
)
def test_gaps_finds_what_each_form_lacks(written, days: str, sentences: list[str]) -> None:
    assert missed(written, days) == sentences


@pytest.mark.parametrize(
    ("annual", "sentences"),
    [
        ("2025-09-20 2026-09-30", []),
        (
            "2025-07-01 2026-10-02",
            [
                "No annual meetings from 1 April 2026 to 30 September 2026; one is asked.",
                "The annual meeting of 2 October 2026 was not within 6 months after 31 March.",
                "No annual meeting between 1 July 2025 and 2 October 2026, more than 15 months.",
            ],
        ),
        (
            "2025-09-20",
            [
                "No annual meetings from 1 April 2026 to 30 September 2026; one is asked.",
                "No annual meeting since 20 September 2025, more than 15 months.",
            ],
        ),
    ],
)
def test_gaps_judges_a_kind_by_its_own_course(annual: str, sentences: list[str]) -> None:
    assert missed({"kinds": {"annual": AGM}}, "", kinds={"annual": held(annual)}) == sentences


@pytest.mark.parametrize(
    ("window", "first", "days", "number_missed"),
    [
        ({"within": "6 months", "after": "30 september"}, date(2026, 1, 1), "2025-10-01", 0),
        ({"within": "6 months", "after": "30 september"}, date(2026, 1, 1), "2026-03-31", 0),
        ({"within": "6 months", "after": "30 september"}, date(2026, 1, 1), "2026-10-01", 1),
        ({"from": "1 november", "to": "31 january"}, date(2026, 1, 1), "2025-11-01", 0),
        ({"from": "1 january", "to": "31 march"}, date(2026, 4, 1), "2027-02-01", 0),
        ({"from": "1 january", "to": "31 march"}, date(2026, 4, 1), "2026-02-01", 1),
    ],
)
def test_gaps_asks_a_yearly_number_in_each_window_that_closes_in_the_year(
    window, first: date, days: str, number_missed: int
) -> None:
    found = gaps(parse_calendar({"number": {"at least": 1}, "window": window}), held(days), first)
    assert [each.demand for each in found] == [Demand.NUMBER] * number_missed


def test_gaps_does_not_blame_a_gap_that_is_only_planned() -> None:
    calendar = parse_calendar({"gap": {"at most": "3 months"}})
    days = held("2026-01-05 2026-06-01")
    assert gaps(calendar, days, JANUARY, until=date(2026, 4, 5)) == ()
    assert [each.demand for each in gaps(calendar, days, JANUARY, until=date(2026, 4, 6))] == [Demand.GAP]


@pytest.mark.parametrize(("besides", "sentences"), [("no", 0), ("yes", 1)])
def test_gaps_counts_a_kind_among_the_ordinary_meetings_unless_it_is_besides(besides: str, sentences: int) -> None:
    written = {"number": {"at least": 2}, "kinds": {"annual": {"months": "may", "besides": besides}}}
    assert len(missed(written, "2026-02-01", kinds={"annual": held("2026-05-01")})) == sentences


@pytest.mark.parametrize(
    ("written", "last_day"),
    [
        (K10_1, date(2026, 4, 30)),
        (K11R_4, date(2026, 6, 30)),
        ({"number": 6, "year from": "april"}, date(2027, 3, 31)),
        ({"gap": {"at most": "3 months"}, "year from": "april"}, date(2026, 7, 1)),
        ({"every": "1 month", "from": "2026-04-09"}, date(2026, 4, 30)),
        ({"every": "1 week", "from": "2026-04-09"}, date(2026, 4, 9)),
        ({"number": 1, "window": {"within": "6 months", "after": "31 march"}}, date(2026, 9, 30)),
    ],
)
def test_gaps_blames_nobody_until_a_demand_is_due(written, last_day: date) -> None:
    calendar = parse_calendar(written)
    assert gaps(calendar, [], date(2026, 4, 1), until=last_day) == ()
    assert len(gaps(calendar, [], date(2026, 4, 1), until=date.fromordinal(last_day.toordinal() + 1))) == 1


def test_gaps_counts_a_moved_date_for_the_month_it_was_moved_from() -> None:
    written = {"months": "may", "on": {"week": "last", "weekday": "monday"}, "on a closed day": "a week later"}
    assert missed(written, "2026-06-01", closed=ENGLAND) == []
    assert missed(written, "2026-06-02", closed=ENGLAND) == ["No meeting in May 2026."]


@examples(300)
@given(dates=DATES, year=st.integers(2024, 2027), which=st.data())
def test_gaps_are_none_when_every_day_proposed_is_held(dates, year: int, which: st.DataObject) -> None:
    calendar = Calendar(course=Course(dates=(dates,)))
    first = date(year, 1, 1)
    proposals = proposed(calendar, first, ENGLAND)
    days = [proposal.day for proposal in proposals]
    if dates.on or dates.starts:
        assert gaps(calendar, days, first, closed=ENGLAND) == ()
    if days:
        left_out = which.draw(st.sampled_from(days))
        assert gaps(calendar, [day for day in days if day != left_out], first, closed=ENGLAND) != ()


@given(
    days=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12),
    least=st.integers(1, 12),
    more=st.integers(0, 3),
)
def test_gaps_find_a_number_missed_exactly_when_counting_does(days: set[date], least: int, more: int) -> None:
    calendar = Calendar(course=Course(numbers=(Number(least, least + more),)))
    assert bool(gaps(calendar, days, JANUARY)) == (not least <= len(days) <= least + more)
