"""The pages of a sitting ask the same number of queries, whatever the number of seats and happenings."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.attendance.roll import Kind
from meetings.session.regions import SESSION_REGIONS
from tests.meetings.session.scene import Today
from tests.world import person_of, seat_of, seated, signed_in

pytestmark = pytest.mark.django_db

QUERIES = {"desk": 21, "chair": 26, "own_seat": 22, "screen": 17}


def count(room: Today, page: str, who: str) -> int:
    browser = signed_in(getattr(room, who))
    browser.get(room.address(page))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(room.address(page)).status_code == 200
    return len(captured)


@pytest.mark.parametrize("seats", [0, 12])
def test_pages_of_a_sitting_ask_as_much_when_there_are_more_seats_and_happenings(seats: int) -> None:
    room = Today()
    people = [person_of(room.kent, f"Member {number}") for number in range(seats)]
    more = [seat_of(room.board, f"Seat {number}") for number in range(seats)]
    for seat, person in zip(more, people, strict=True):
        seated(seat, person)
    room.opened()
    room.recorded_now(Kind.ARRIVED, person=room.cat, seat=room.health)
    room.recorded_now(Kind.PRESIDES, person=room.cat)
    for seat, person in zip(more, people, strict=True):
        room.recorded_now(Kind.ARRIVED, person=person, seat=seat)
    who = {"desk": "officer", "chair": "cat_user", "own_seat": "ann_user", "screen": "auditor"}
    assert {page: count(room, page, each) for page, each in who.items()} == QUERIES


@pytest.mark.parametrize("region", SESSION_REGIONS, ids=lambda region: region.name)
def test_regions_of_a_sitting_are_rendered_without_a_reader(region) -> None:
    room = Today()
    room.opened()
    room.recorded_now(Kind.ARRIVED, person=room.cat, seat=room.health)
    (audience,) = region.audiences
    html = region.shown(room.sitting.pk, audience)
    room.sitting.refresh_from_db()
    assert region.version_of(room.sitting.pk) == room.sitting.version
    assert "Not quorate" in html
    assert "csrf" not in html
