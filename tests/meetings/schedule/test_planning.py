"""Which days a year is offered, for calendars that name days, months, numbers or windows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.core.bank_holidays import Nation, closed_days
from governance.constitution.core.calendar import (
    Calendar,
    Course,
    Dates,
    Kind,
    Number,
    OnClosed,
    Period,
    proposed,
)
from governance.constitution.core.calendar_days import Between, Month, MonthDay, NthWeekday, Week
from governance.constitution.core.calendar_gaps import Demand, gaps
from governance.constitution.core.working_days import Closed, Weekday
from meetings.schedule.planning import Offer, names_every_day, offers, pattern_of, waits_for
from tests.examples import examples
from tests.governance.constitution.random_calendars import calendars

THURSDAY = NthWeekday(Week.THIRD, Weekday.THURSDAY)
QUARTERS = (Month.APRIL, Month.JULY, Month.OCTOBER, Month.JANUARY)
KENT = Calendar(course=Course(dates=(Dates(months=QUARTERS),)), year_from=Month.APRIL)
HARINGEY = Calendar(course=Course(numbers=(Number(6, 6),)))
BETWEEN = Calendar(course=Course(between="board"))
BOARDS = (date(2026, 11, 18), date(2027, 1, 20), date(2027, 3, 17), date(2027, 5, 19), date(2028, 2, 1))
YEAR = date(2027, 1, 1)
KENT_YEAR = date(2027, 4, 1)


def days(calendar: Calendar, first: date = YEAR, *, closed: Closed | None = None, known=()) -> list[date]:
    return [offer.day for offer in offers(calendar, first, closed or Closed(), THURSDAY, known)]


def test_month_without_a_day_is_offered_by_the_pattern_and_says_so() -> None:
    found = offers(KENT, KENT_YEAR, Closed(), THURSDAY, ())
    assert [offer.day for offer in found] == [
        date(2027, 4, 15),
        date(2027, 7, 15),
        date(2027, 10, 21),
        date(2028, 1, 20),
    ]
    assert found[0].why == "the third Thursday of April 2027; a meeting is asked in April 2027"
    assert {(offer.kind, offer.is_named, offer.is_usual, offer.against) for offer in found} == {
        ("ordinary", False, True, "")
    }


def test_number_is_spread_evenly_over_the_year_and_says_so() -> None:
    found = offers(HARINGEY, YEAR, Closed(), THURSDAY, ())
    assert [offer.day.month for offer in found] == [1, 3, 5, 7, 9, 11]
    assert found[0].why == "the third Thursday of January 2027; six meetings a year are asked, spread evenly here"


@pytest.mark.parametrize(
    ("numbers", "months"),
    [
        ((Number(1, None, Period.QUARTER),), [1, 4, 7, 10]),
        ((Number(4), Number(1, None, Period.HALF)), [1, 4, 7, 10]),
        ((Number(None, 3),), [1, 5, 9]),
        ((Number(14),), list(range(1, 13))),
        ((), []),
    ],
)
def test_number_that_makes_most_meetings_is_the_one_that_is_spread(numbers, months) -> None:
    assert [day.month for day in days(Calendar(course=Course(numbers=numbers)))] == months


def test_day_that_the_constitution_names_is_offered_as_it_is_named() -> None:
    named = Calendar(course=Course(dates=(Dates(months=(Month.MAY,), on=(NthWeekday(Week.FIRST, Weekday.MONDAY),)),)))
    closed = closed_days(Nation.ENGLAND, range(2027, 2028), {})
    (offer,) = offers(named, YEAR, closed, THURSDAY, ())
    assert offer == Offer(date(2027, 5, 3), "ordinary", "the first Monday of May 2027", "Early May bank holiday")


def test_day_that_moves_says_from_where_and_why() -> None:
    first = NthWeekday(Week.FIRST, Weekday.MONDAY)
    named = Calendar(course=Course(dates=(Dates(months=(Month.MAY,), on=(first,)),)), on_closed=OnClosed.NEXT)
    closed = Closed(reasons={date(2027, 5, 3): "May Day"})
    (offer,) = offers(named, YEAR, closed, THURSDAY, ())
    assert (offer.day, offer.against) == (date(2027, 5, 4), "Moved from 3 May 2027: May Day")


def test_kind_in_a_window_is_offered_inside_it() -> None:
    window = Between(MonthDay(1, Month.MARCH), MonthDay(31, Month.MAY))
    annual = Calendar(kinds=(Kind("annual", Course(numbers=(Number(1, 1),), window=window)),))
    (offer,) = offers(annual, YEAR, Closed(), THURSDAY, ())
    assert (offer.day, offer.kind) == (date(2027, 3, 18), "annual")


def test_offer_is_not_usual_when_a_meeting_of_its_kind_is_planned_in_the_month() -> None:
    known = [(date(2027, 4, 9), "ordinary"), (date(2027, 7, 1), "annual")]
    april, july, *_ = offers(KENT, KENT_YEAR, Closed(), THURSDAY, known)
    assert (april.is_usual, april.known) == (False, (date(2027, 4, 9),))
    assert (july.is_usual, july.known) == (True, ())


@pytest.mark.parametrize(
    ("days_held", "pattern"),
    [
        ([], None),
        ([date(2026, 4, 16)], NthWeekday(Week.THIRD, Weekday.THURSDAY)),
        ([date(2026, 4, 16), date(2026, 7, 1)], NthWeekday(Week.FIRST, Weekday.WEDNESDAY)),
        ([date(2026, 4, 30)], NthWeekday(Week.LAST, Weekday.THURSDAY)),
    ],
)
def test_pattern_is_that_of_the_last_meeting(days_held, pattern) -> None:
    assert pattern_of(days_held) == pattern


def test_calendar_names_every_day_when_nothing_is_left_to_choose() -> None:
    named = Calendar(course=Course(dates=(Dates(months=(Month.MAY,), on=(THURSDAY,)),)))
    assert [names_every_day(calendar) for calendar in (KENT, HARINGEY, named, Calendar())] == [
        False,
        False,
        True,
        True,
    ]


def test_year_that_is_agreed_as_offered_leaves_no_month_and_no_number_missing() -> None:
    for calendar, first in ((KENT, KENT_YEAR), (HARINGEY, YEAR)):
        missed = gaps(calendar, days(calendar, first), first)
        assert [each for each in missed if each.demand in {Demand.MONTHS, Demand.NUMBER}] == []


@given(calendars(), st.integers(2020, 2030))
@examples(150)
def test_every_day_that_is_named_is_offered_and_each_day_and_kind_once(calendar: Calendar, year: int) -> None:
    first = date(year, list(Month).index(calendar.year_from) + 1, 1)
    closed = closed_days(Nation.ENGLAND, range(year, year + 2), {})
    found = offers(calendar, first, closed, THURSDAY, ())
    keys = [offer.key for offer in found]
    assert len(keys) == len(set(keys))
    named = {(proposal.day, proposal.kind or "ordinary") for proposal in proposed(calendar, first, closed)}
    assert named <= {(offer.day, offer.kind) for offer in found}


def between(calendar: Calendar = BETWEEN, others=BOARDS, closed: Closed | None = None, known=()) -> list[Offer]:
    said = {"others": {"board": others}, "names": {"board": "Board"}}
    return [*offers(calendar, YEAR, closed or Closed(), THURSDAY, known, **said)]


def test_day_in_the_middle_is_offered_between_each_two_meetings_of_the_other_body() -> None:
    assert between() == [
        Offer(
            date(2026, 12, 21),
            "ordinary",
            "the middle between the meetings of the Board on 18 November 2026 and 20 January 2027",
            "Moved from 19 December 2026: Saturday",
            is_named=False,
        ),
        Offer(
            date(2027, 2, 17),
            "ordinary",
            "the middle between the meetings of the Board on 20 January 2027 and 17 March 2027",
            is_named=False,
        ),
        Offer(
            date(2027, 4, 19),
            "ordinary",
            "the middle between the meetings of the Board on 17 March 2027 and 19 May 2027",
            "Moved from 17 April 2027: Saturday",
            is_named=False,
        ),
    ]


@pytest.mark.parametrize(
    ("others", "closed", "found"),
    [
        ((), (), []),
        ((date(2027, 3, 17),), (), []),
        ((date(2027, 3, 17), date(2027, 3, 18)), (), []),
        ((date(2027, 3, 15), date(2027, 3, 17)), (), [date(2027, 3, 16)]),
        ((date(2027, 3, 15), date(2027, 3, 17)), (date(2027, 3, 16),), []),
        ((date(2027, 3, 15), date(2027, 3, 19)), (date(2027, 3, 17),), [date(2027, 3, 18)]),
        ((date(2027, 3, 15), date(2027, 3, 19)), (date(2027, 3, 17), date(2027, 3, 18)), [date(2027, 3, 16)]),
        ((date(2027, 3, 19), date(2027, 3, 22)), (), []),
    ],
)
def test_day_between_two_meetings_is_a_working_day_inside_them_or_none(others, closed, found) -> None:
    assert [offer.day for offer in between(others=others, closed=Closed(dict.fromkeys(closed, "Closed")))] == found


def test_offer_between_is_not_usual_when_a_meeting_that_counts_is_planned_there() -> None:
    besides = Kind("away day", Course(numbers=()), besides=True)
    calendar = Calendar(course=Course(between="board"), kinds=(besides,))
    known = [(date(2027, 2, 1), "ordinary"), (date(2027, 4, 1), "away day"), (date(2027, 3, 17), "ordinary")]
    assert [offer.known for offer in between(calendar, known=known)] == [(), (date(2027, 2, 1),), ()]


def test_day_between_is_not_offered_where_the_calendar_names_one_there() -> None:
    first = NthWeekday(Week.FIRST, Weekday.MONDAY)
    calendar = Calendar(course=Course(dates=(Dates(months=(Month.APRIL,), on=(first,)),), between="board"))
    assert [(offer.day, offer.is_named) for offer in between(calendar)] == [
        (date(2026, 12, 21), False),
        (date(2027, 2, 17), False),
        (date(2027, 4, 5), True),
    ]


def test_year_that_is_agreed_as_offered_leaves_no_time_between_empty() -> None:
    agreed = [offer.day for offer in between()]
    others = {"board": BOARDS}
    assert [each.demand for each in gaps(BETWEEN, [], YEAR, others=others)] == [Demand.BETWEEN] * 3
    assert gaps(BETWEEN, agreed, YEAR, others=others) == ()


@pytest.mark.parametrize(
    ("calendar", "others", "waits"),
    [
        (BETWEEN, (), 1),
        (BETWEEN, (date(2027, 1, 20),), 1),
        (BETWEEN, (date(2026, 1, 20), date(2026, 3, 20)), 1),
        (BETWEEN, BOARDS, 0),
        (KENT, (), 0),
        (HARINGEY, (), 0),
        (Calendar(), (), 0),
    ],
)
def test_calendar_waits_for_the_meetings_of_the_other_body_when_there_are_no_two(calendar, others, waits) -> None:
    sentence = "A meeting is asked between each two meetings of the Board; their dates are to be agreed first."
    assert waits_for(calendar, YEAR, {"board": others}, {"board": "Board"}) == (sentence,) * waits
