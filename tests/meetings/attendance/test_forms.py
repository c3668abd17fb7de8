"""What a typed time means in a sitting, and what a button says."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from meetings.attendance.acts import Entry, open_sitting, record_happening
from meetings.attendance.forms import ClockField, moment_of
from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind
from tests.meetings.attendance.scene import TWO, Room, at
from tests.world import by
from trustboard.acts.verdict import RuleBroken

NEXT_MORNING = at(60 * 19)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.mark.django_db
def test_moment_of_a_typed_time_is_of_the_sitting_s_day_in_london(room: Room) -> None:
    assert moment_of(room.sitting, time(14, 5), NEXT_MORNING) == at(5)
    assert moment_of(room.sitting, None, at(60)) is None
    room.opened()
    assert moment_of(room.sitting, time(14, 5), at(5.5)) is None  # this very minute: now
    assert moment_of(room.sitting, time(14, 9), at(5)) == at(9)  # to come, and refused by the rule


@pytest.mark.django_db
def test_moment_of_a_typed_minute_is_after_what_was_recorded_in_it(room: Room) -> None:
    room.opened()
    room.came(room.ann, room.police, 5.4)
    room.came(room.cat, room.health, 5.7)
    assert moment_of(room.sitting, time(14, 5), at(30)) == at(5.7)
    assert moment_of(room.sitting, time(14, 6), at(30)) == at(6)


@pytest.mark.django_db
def test_moment_of_the_opening_s_own_minute_is_the_opening(room: Room) -> None:
    room.sitting.opened_at = TWO + timedelta(seconds=40)
    assert moment_of(room.sitting, time(14), at(30)) == TWO + timedelta(seconds=40)


@pytest.mark.django_db
def test_moment_of_a_time_before_the_opening_is_of_the_day_after_once_that_has_come(room: Room) -> None:
    room.opened()
    assert moment_of(room.sitting, time(0, 30), at(60 * 11)) == datetime(2030, 4, 25, 23, 30, tzinfo=UTC)
    assert moment_of(room.sitting, time(13, 30), at(60)) == at(-30)


@pytest.mark.django_db
def test_moment_of_no_time_is_refused_when_the_sitting_s_day_is_long_over(room: Room) -> None:
    room.opened()
    assert moment_of(room.sitting, None, at(60 * 10.5)) is None  # half past midnight, still sitting
    with pytest.raises(RuleBroken, match="say at what time of that day it was"):
        moment_of(room.sitting, None, NEXT_MORNING)


@pytest.mark.parametrize("typed", ["14:05", "14.05", "1405", " 14:05 "])
def test_clock_field_takes_a_time_as_people_type_it(typed: str) -> None:
    assert ClockField().clean(typed) == time(14, 5)


@pytest.mark.parametrize("typed", ["25:00", "noon", "14:5:99", "-1"])
def test_clock_field_refuses_what_is_no_time(typed: str) -> None:
    field = ClockField()
    with pytest.raises(Exception, match="Type a time such as 14:05"):
        field.clean(typed)


@pytest.mark.django_db
def test_sitting_is_recorded_the_next_morning_in_order_of_what_is_typed(room: Room) -> None:
    open_sitting(
        room.sitting, at=moment_of(room.sitting, time(14), NEXT_MORNING), by=by(room.officer, now=NEXT_MORNING)
    )
    for kind, clock in ((Kind.ARRIVED, time(14, 10)), (Kind.PRESIDES, time(14, 10)), (Kind.LEFT, time(15))):
        entry = Entry(kind=kind, person=room.cat, seat=room.health)
        moment = moment_of(room.sitting, clock, NEXT_MORNING)
        record_happening(room.sitting, entry=entry, at=moment, by=by(room.officer, now=NEXT_MORNING))
    record = record_of(room.sitting)
    assert [(row.kind, row.at) for row in record.rows.values()] == [
        (Kind.ARRIVED, at(10)),
        (Kind.PRESIDES, at(10)),
        (Kind.LEFT, at(60)),
    ]
    assert [record.roll(at(minute)).presiding.person for minute in (5, 30, 61)] == ["", "cat-cole", ""]
