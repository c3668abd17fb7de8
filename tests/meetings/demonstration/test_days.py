"""On which days a story falls, on whatever day it is played."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.core.working_days import Closed, Weekday
from meetings.demonstration.days import AHEAD, BEHIND, Course
from meetings.demonstration.player import cues_of, days_of
from tests.meetings.demonstration.stage import story_file, story_of

DAYS = st.dates(date(2026, 1, 1), date(2040, 12, 31))
QUARTERLY = Course(frozenset({1, 4, 7, 10}), Weekday.THURSDAY)
HOLIDAYS = Closed({date(year, month, day): "Closed" for year in range(2020, 2045) for month, day in [(1, 1), (12, 25)]})
STORIES = [slug for slug in ("kent", "medway", "haringey") if story_file(slug).exists()]


@given(DAYS)
def test_meetings_fall_in_the_months_of_their_course_one_in_each_on_working_days(today: date) -> None:
    turns = QUARTERLY.turns(4, today, HOLIDAYS)

    days = [turns[turn] for turn in (-4, -3, -2, -1, 1)]
    assert days == sorted(days)
    assert len({(day.year, day.month) for day in days}) == 5
    assert all(day.month in {1, 4, 7, 10} and day.weekday() == 3 and not HOLIDAYS.why(day) for day in days)


@given(DAYS)
def test_last_meeting_is_behind_and_the_coming_one_ahead_and_none_is_left_out_between(today: date) -> None:
    turns = QUARTERLY.turns(4, today, HOLIDAYS)

    assert turns[-1] <= today - BEHIND
    assert turns[1] >= today + AHEAD
    assert (turns[1].year * 12 + turns[1].month) - (turns[-1].year * 12 + turns[-1].month) == 3


@pytest.mark.parametrize(
    ("today", "last", "coming"),
    [
        (date(2026, 11, 22), date(2026, 10, 8), date(2027, 1, 14)),
        (date(2026, 10, 20), date(2026, 10, 8), date(2027, 1, 14)),
        (date(2026, 10, 14), date(2026, 10, 1), date(2027, 1, 14)),
        (date(2026, 10, 9), date(2026, 7, 9), date(2026, 10, 22)),
    ],
)
def test_month_of_today_has_the_last_meeting_where_it_can_else_the_coming_one(
    today: date, last: date, coming: date
) -> None:
    turns = QUARTERLY.turns(4, today, HOLIDAYS)

    assert (turns[-1], turns[1]) == (last, coming)


@pytest.mark.parametrize("slug", STORIES)
def test_story_is_over_but_for_the_coming_meeting_on_whatever_day_it_is_played(slug: str) -> None:
    story = story_of(slug)
    for more in range(0, 800, 3):
        now = datetime(2026, 9, 1, 8, tzinfo=UTC) + timedelta(days=more)
        days = days_of(story, now.date(), HOLIDAYS)
        cues = cues_of(story, days, HOLIDAYS, begun=now.date(), now=now)
        for meeting in story.meetings:
            mine = [cue.at for cue in cues if cue.meeting == meeting.key]
            assert mine == sorted(mine), (slug, meeting.key, now)
