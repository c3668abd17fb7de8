"""The pages that are opened most ask as often for a large body of ten years as for a small one of its first year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.answers.acts import answer_for_seat
from meetings.attendance.acts import Entry, open_sitting, record_happening
from meetings.attendance.models import Choice
from meetings.attendance.roll import Kind
from tests.meetings.agenda.scene import item_of, published
from tests.meetings.attendance.scene import has_part
from tests.world import World, body_of, by, meeting_of, person_of, seat_of, seated, signed_in

pytestmark = pytest.mark.django_db

SMALL = {"seats": 2, "items": 3, "years": 1}
LARGE = {"seats": 14, "items": 20, "years": 10}
PAGES = ("meeting", "desk", "body", "calendar")


def pages_of(world: World, name: str, *, seats: int, items: int, years: int) -> dict[str, str]:
    """A body that has sat for so many years, with so many seats and so many items on its agendas; its pages.

    One sitting is in session with everybody there; of a meeting to come everybody has answered.
    """
    today = timezone.localdate()
    body = body_of(world.kent, name, starts=date(2005, 1, 1))
    has_part(body, "quorum", {"business": {"count": {"n": 2}}})
    held = []
    for number in range(seats):
        held.append((seat_of(body, f"Seat {number}"), person_of(world.kent, f"{name} {number}")))
        seated(*held[-1])
    for year in range(years):
        for month in (2, 6, 10):
            meeting_of(body, date(today.year - 1 - year, month, 3))
    now, coming = meeting_of(body, today), meeting_of(body, today + timedelta(days=30))
    for meeting in (now, coming):
        for number in range(items):
            item_of(meeting, f"Item {number}")
        published(meeting)
    for seat, _ in held:
        answer_for_seat(coming.sitting, seat=seat, choice=Choice.COMING, reason="", by=by(world.officer))
    sitting = now.sitting
    open_sitting(sitting, at=None, by=by(world.officer))
    for seat, person in held:
        entry = Entry(kind=Kind.ARRIVED, person=person, seat=seat)
        record_happening(sitting, entry=entry, at=None, by=by(world.officer))
    where = ["kent", body.key]
    return {
        "meeting": coming.get_absolute_url(),
        "desk": reverse("desk", args=[*where, now.pk, sitting.number]),
        "body": body.get_absolute_url(),
        "calendar": reverse("calendar", args=where),
    }


@pytest.mark.parametrize("grown", ["seats", "items", "years"])
def test_page_asks_as_often_when_there_is_more(grown: str) -> None:
    world = World()
    few = pages_of(world, "Small", **SMALL)
    many = pages_of(world, "Large", **SMALL | {grown: LARGE[grown]})
    officer = signed_in(world.officer)

    def queries(address: str) -> int:
        officer.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(address).status_code == 200
        return len(asked)

    counted = {page: queries(few[page]) for page in PAGES}
    assert {page: queries(many[page]) for page in PAGES} == counted
    assert max(counted.values()) <= 40
