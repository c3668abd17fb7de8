"""The officer's desk: what it shows and what its buttons record."""

from __future__ import annotations

import pytest

from meetings.attendance.roll import Kind
from tests.meetings.session.scene import Today
from tests.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Today:
    return Today()


def test_desk_opens_the_sitting_and_records_one_arrival_by_one_button(room: Today) -> None:
    officer = signed_in(room.officer)
    assert "Open the sitting" in officer.get(room.address()).content.decode()
    assert room.press(officer, "open_sitting").status_code == 302
    assert room.press(officer, entry="here:health").url == room.address()
    page = officer.get(room.address()).content.decode()
    assert [(row.kind, row.person) for row in room.sitting.happenings.all()] == [(Kind.ARRIVED, room.cat)]
    assert "Police would make it." in page
    chair = signed_in(room.cat_user).get(room.address("chair")).content.decode()
    assert "Police would make it." in chair
