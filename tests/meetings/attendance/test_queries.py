"""The record of a sitting, asked about any moment."""

from __future__ import annotations

import pytest

from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind, roll_at
from tests.meetings.attendance.scene import Room, at

pytestmark = pytest.mark.django_db


def test_record_has_the_roll_of_every_moment_before_between_and_after() -> None:
    room = Room()
    room.opened()
    room.came(room.cat, room.health, 1)
    room.came(room.ann, room.police, 2)
    room.recorded(Kind.PRESIDES, 2, person=room.cat)
    room.recorded(Kind.LEFT, 4, person=room.ann, seat=room.police)
    record = record_of(room.sitting)
    for minute in (0, 1, 1.5, 2, 3, 4, 60):
        assert record.roll(at(minute)) == roll_at(record.frozen.meeting.seats, record.happenings, at(minute))
    assert [len(record.roll(at(minute)).here) for minute in (0, 1, 1.5, 2, 3, 4, 60)] == [0, 1, 1, 2, 2, 1, 1]
    assert record.roll() == record.roll(at(60))
    assert record.meeting(moment=at(1)).opening is None
    assert len(record.meeting(moment=at(60)).opening.here) == 2
