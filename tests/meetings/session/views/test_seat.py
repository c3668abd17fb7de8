"""The pages of those who sit, preside or look on: who gets which, and what their own tap records."""

from __future__ import annotations

from typing import Any

import pytest

from governance.constitution.core.language import How, Voice
from governance.membership.acts import change_seat
from meetings.attendance.roll import Kind
from tests.meetings.session.scene import Today
from tests.meetings.session.views.test_desk import text
from tests.world import everything, operator, seat_of, seated, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Today:
    return Today()


WHO = [
    ("officer", {"desk": 200, "chair": 200, "own_seat": 403, "screen": 200}),
    ("cat_user", {"desk": 404, "chair": 200, "own_seat": 200, "screen": 200}),
    ("ann_user", {"desk": 404, "chair": 403, "own_seat": 200, "screen": 200}),
    ("ben_user", {"desk": 404, "chair": 403, "own_seat": 200, "screen": 200}),
    ("auditor", {"desk": 403, "chair": 403, "own_seat": 403, "screen": 200}),
    ("nobody", {"desk": 404, "chair": 404, "own_seat": 404, "screen": 404}),
    ("medway_officer", {"desk": 404, "chair": 404, "own_seat": 404, "screen": 404}),
]


@pytest.mark.parametrize("is_open", [False, True], ids=["before", "open"])
@pytest.mark.parametrize(("who", "pages"), WHO, ids=[who for who, _ in WHO])
def test_pages_of_a_sitting_are_for_whom_they_are_meant(
    room: Today, who: str, pages: dict[str, int], is_open: bool
) -> None:
    if is_open:
        room.opened()
    browser = signed_in(getattr(room, who))
    assert {page: browser.get(room.address(page)).status_code for page in pages} == pages


def test_chair_s_page_is_also_for_whoever_presides_without_an_office(room: Today) -> None:
    room.opened()
    room.recorded_now(Kind.ARRIVED, person=room.ann, seat=room.police)
    ann = signed_in(room.ann_user)
    assert ann.get(room.address("chair")).status_code == 403
    room.recorded_now(Kind.PRESIDES, person=room.ann)
    assert ann.get(room.address("chair")).status_code == 200


def test_pages_show_the_seats_fixed_at_the_opening_when_one_is_added_or_ended_on_the_same_day(room: Today) -> None:
    room.opened()
    today, seat = room.sitting.day, room.voluntary
    columns = {name: getattr(seat, name) for name in ("title", "agency", "tags", "votes", "weight", "filled", "starts")}
    change_seat(seat, **columns, ends=today, version=seat.version, by=operator())
    seated(seat_of(room.board, "New seat", starts=today), room.ben, today)
    pages = {who: signed_in(user) for who, user in (("officer", room.officer), ("ben", room.ben_user))}
    shown = pages["officer"].get(room.address()).text
    assert ("Voluntary sector" in shown, "New seat" in shown) == (True, False)
    own = pages["ben"].get(room.address("own_seat")).text
    assert ("deputy" in own, "New seat" in own) == (True, False)


TAPS = [
    (["here:police"], [(Kind.ARRIVED, Voice.HOLDER, How.ROOM)]),
    (["remote:police"], [(Kind.ARRIVED, Voice.HOLDER, How.REMOTE)]),
    (["here:police", "left:police"], [(Kind.ARRIVED, Voice.HOLDER, How.ROOM), (Kind.LEFT, Voice.HOLDER, How.ROOM)]),
    (
        ["here:police", "remote:police"],
        [(Kind.ARRIVED, Voice.HOLDER, How.ROOM), (Kind.ARRIVED, Voice.HOLDER, How.REMOTE)],
    ),
]


@pytest.mark.parametrize(("taps", "recorded"), TAPS)
def test_seat_records_the_member_s_own_tap(room: Today, taps: list[str], recorded: list[Any]) -> None:
    room.opened()
    ann = signed_in(room.ann_user)
    for tap in taps:
        assert room.press(ann, "own_seat", tap=tap).url == room.address("own_seat")
    rows = list(room.sitting.happenings.all())
    assert [(row.kind, row.voice, row.how) for row in rows] == recorded
    assert {(row.is_own, row.by, row.person) for row in rows} == {(True, room.ann_user, room.ann)}


def test_seat_records_a_deputy_s_own_tap_and_says_when_it_does_not_count(room: Today) -> None:
    room.opened()
    ben = signed_in(room.ben_user)
    assert "Police as deputy of Ann Ames" in text(ben.get(room.address("own_seat")))
    room.press(signed_in(room.ann_user), "own_seat", tap="here:police")
    room.press(ben, "own_seat", tap="here:police")
    row = room.sitting.happenings.last()
    assert (row.voice, row.beyond) == (Voice.DEPUTY, "The member is here, and speaks for the seat.")
    page = text(ben.get(room.address("own_seat")))
    assert "You are recorded, and not counted. The member is here, and speaks for the seat." in page


@pytest.mark.parametrize("tap", ["here:health", "here:voluntary-sector", "presides:police", "absent:police", "x", ""])
def test_seat_records_nothing_when_the_tap_is_not_theirs(room: Today, tap: str) -> None:
    room.opened()
    ann, before = signed_in(room.ann_user), everything()
    room.press(ann, "own_seat", tap=tap)
    assert everything() == before


def test_seat_records_nothing_before_the_opening(room: Today) -> None:
    ann, before = signed_in(room.ann_user), everything()
    page = room.press(ann, "own_seat", tap="here:police")
    assert "The sitting is not opened yet." in text(page)
    assert everything() == before


def test_seat_does_once_what_is_tapped_twice(room: Today) -> None:
    room.opened()
    ann = signed_in(room.ann_user)
    same = {"request_id": "0c8c6c6e-7d3b-4c58-8f0f-0e2c76c0f3ab", "tap": "here:police"}
    assert [ann.post(room.address("own_seat"), same).status_code for _ in range(2)] == [302, 302]
    assert room.sitting.happenings.count() == 1


def test_seat_shows_who_presides_and_the_quorum(room: Today) -> None:
    room.opened()
    room.recorded_now(Kind.ARRIVED, person=room.cat, seat=room.health)
    room.recorded_now(Kind.PRESIDES, person=room.cat)
    page = text(signed_in(room.ann_user).get(room.address("own_seat")))
    assert "Not quorate 1 of 2 Police would make it. In the chair Cat Cole Health" in page


def test_screen_names_seats_and_no_people(room: Today) -> None:
    room.opened()
    room.recorded_now(Kind.ARRIVED, person=room.cat, seat=room.health)
    room.recorded_now(Kind.PRESIDES, person=room.cat)
    room.recorded_now(Kind.ARRIVED, name="Gus Guest", guest="observer")
    response = signed_in(room.auditor).get(room.address("screen"))
    page = response.content.decode()
    assert "In the chair Health" in text(response)
    assert [name for name in ("Cat Cole", "Ann Ames", "Gus Guest") if name in page] == []


def test_meeting_s_page_leads_to_the_pages_that_are_the_reader_s(room: Today) -> None:
    room.opened()
    meeting = room.sitting.meeting.get_absolute_url()
    pages = ("desk", "chair", "own_seat", "screen")

    def ways(who: str) -> list[str]:
        page = signed_in(getattr(room, who)).get(meeting).content.decode()
        return [name for name in pages if f'href="{room.address(name)}"' in page]

    assert ways("officer") == ["desk", "chair", "screen"]
    assert ways("cat_user") == ["chair", "own_seat", "screen"]
    assert ways("ann_user") == ["own_seat", "screen"]
    assert ways("nobody") == []
