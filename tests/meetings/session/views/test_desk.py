"""The officer's desk: what it shows and what its buttons record."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from meetings.attendance.acts import Entry, record_happening
from meetings.attendance.roll import Kind
from meetings.schedule.models import Ending, Sitting
from tests.meetings.session.scene import Today
from tests.world import by, everything, meeting_of, signed_in

pytestmark = pytest.mark.django_db

SCRIPT = {"X-Desk": "region"}


@pytest.fixture
def room() -> Today:
    return Today()


@pytest.fixture
def officer(room: Today) -> Client:
    return signed_in(room.officer)


def text(response: object) -> str:
    """The words of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def kinds(room: Today) -> list[str]:
    return [row.kind for row in room.sitting.happenings.all()]


def test_desk_opens_the_sitting_and_records_one_arrival_by_one_button(room: Today, officer: Client) -> None:
    assert "Open the sitting" in text(officer.get(room.address()))
    assert room.press(officer, "open_sitting").status_code == 302
    assert room.press(officer, entry="here:health").url == room.address()
    page = text(officer.get(room.address()))
    assert [(row.kind, row.person) for row in room.sitting.happenings.all()] == [(Kind.ARRIVED, room.cat)]
    assert "Not quorate 1 of 2 Police would make it." in page
    chair = text(signed_in(room.cat_user).get(room.address("chair")))
    assert "Not quorate 1 of 2 Police would make it." in chair


def test_desk_shows_each_seat_with_its_holder_its_answer_and_how_it_stands(room: Today, officer: Client) -> None:
    room.opened()
    room.press(officer, entry="here:health")
    room.press(officer, entry="absent:police")
    page = text(officer.get(room.address()))
    assert "Police Ann Ames; deputy Ben Bold absent without apology" in page
    assert re.search(r"Health Cat Cole in the room since \d\d:\d\d", page)
    assert "Voluntary sector vacant" in page


def test_desk_says_none_asked_and_never_quorate_when_nothing_is_asked(room: Today, officer: Client) -> None:
    room.sitting = room.opened(meeting_of(room.group, timezone.localdate()).sitting)
    address = room.address().replace("/board/", f"/{room.group.key}/")
    page = text(officer.get(address))
    assert "None asked The rules ask no quorum of this sitting." in page
    assert "uorate" not in page


@pytest.mark.parametrize(
    ("presses", "recorded"),
    [
        (["remote:police"], [Kind.ARRIVED]),
        (["deputy:police"], [Kind.ARRIVED]),
        (["deputy-remote:police"], [Kind.ARRIVED]),
        (["here:health", "presides:1"], [Kind.ARRIVED, Kind.PRESIDES]),
        (["remote:police", "cut:1", "back:1", "left:1"], [Kind.ARRIVED, Kind.CUT_OFF, Kind.BACK, Kind.LEFT]),
        (["here:police", "deputy:police", "voice:1"], [Kind.ARRIVED, Kind.ARRIVED, Kind.VOICE]),
        (["absent:police"], [Kind.ABSENT]),
        (["notes:"], [Kind.NOTES]),
    ],
)
def test_desk_records_what_each_button_says(
    room: Today, officer: Client, presses: list[str], recorded: list[Kind]
) -> None:
    room.opened()
    for press in presses:
        assert room.press(officer, entry=press).status_code == 302
    assert kinds(room) == recorded


def test_desk_has_every_button_of_its_row_and_no_other(room: Today, officer: Client) -> None:
    room.opened()
    room.press(officer, entry="remote:police")
    html = officer.get(room.address()).content.decode()
    offered = re.findall(r'name="entry" value="([^"]+)"', html)
    here = ["left:1", "cut:1", "presides:1", "here:police", "deputy:police", "deputy-remote:police"]
    assert sorted(offered) == sorted([*here, "here:health", "remote:health", "absent:health", "notes:"])


@pytest.mark.parametrize(
    "wrong",
    ["", "here", "here:nobody", "left:7", "left:x", "fly:police", "presides:", "here:police:x", "\0:1", "left:-1"],
)
def test_desk_records_nothing_when_the_button_is_of_no_page_of_ours(room: Today, officer: Client, wrong: str) -> None:
    room.opened()
    before = everything()
    assert room.press(officer, entry=wrong).status_code == 422
    assert everything() == before


def test_desk_says_why_something_was_not_recorded(room: Today, officer: Client) -> None:
    room.opened()
    room.press(officer, entry="here:police")
    again = room.press(officer, entry="here:police")
    assert (again.status_code, "Not recorded They are here already." in text(again)) == (422, True)


def test_desk_answers_script_with_the_region_and_what_can_be_undone(room: Today, officer: Client) -> None:
    room.opened()
    answer = room.press(officer, entry="here:health", headers=SCRIPT)
    said = answer.json()
    room.sitting.refresh_from_db()
    assert (answer.status_code, said["version"], said["refused"]) == (200, room.sitting.version, [])
    assert said["mine"] == {"number": 1, "text": "Cat Cole arrived, for Health"}
    assert "csrf" not in said["html"]
    refused = room.press(officer, entry="here:health", headers=SCRIPT)
    assert (refused.status_code, refused.json()["refused"]) == (422, ["They are here already."])


def test_desk_takes_back_an_entry_and_shows_both(room: Today, officer: Client) -> None:
    room.opened()
    room.press(officer, entry="here:health")
    assert room.press(officer, "undo_happening", undo="1").status_code == 302
    assert "Cat Cole arrived, for Health was not so" in text(officer.get(room.address()))
    assert room.press(officer, "undo_happening", undo="9").status_code == 422


def test_desk_records_a_guest_by_name(room: Today, officer: Client) -> None:
    room.opened()
    sent = {"name": "Gus Guest", "guest": "invited", "how": "remote"}
    assert room.press(officer, "record_guest", **sent).status_code == 302
    assert "Gus Guest invited, remotely since" in text(officer.get(room.address()))
    room.press(officer, entry="left:1")
    assert kinds(room) == [Kind.ARRIVED, Kind.LEFT]
    assert "Guests None." in text(officer.get(room.address()))


def test_desk_records_another_deputy_a_replacement_and_an_election(room: Today, officer: Client) -> None:
    room.opened()

    def other(**sent: str) -> int:
        form = {f"other-{name}": value for name, value in sent.items()} | {"other-request_id": str(uuid4())}
        return room.press(officer, "record_other", **form).status_code

    assert other(what="deputy", person="cat-cole", seat="police") == 302
    assert other(what="seated", person="ben-bold", seat="voluntary-sector") == 302
    assert other(what="elected", person="ben-bold", office="vice-chair") == 302
    assert [(row.kind, row.beyond) for row in room.sitting.happenings.all()] == [
        (Kind.ARRIVED, "Only the named deputy counts."),
        (Kind.SEATED, ""),
        (Kind.ELECTED, ""),
    ]
    assert "Voluntary sector Ben Bold not here" in text(officer.get(room.address()))
    assert room.press(officer, entry="here:voluntary-sector").status_code == 302
    before = everything()
    assert [other(what="seated", person="ben-bold"), other(what="elected", person="ben-bold")] == [200, 200]
    assert [other(what="deputy", person="max-mead", seat="police"), other(what="fly")] == [200, 200]
    assert everything() == before


def test_desk_offers_the_chair_before_others_and_says_when_those_present_choose(room: Today, officer: Client) -> None:
    room.opened()
    room.press(officer, entry="here:police")
    page = text(officer.get(room.address()))
    assert "Nobody presides yet." in page
    assert "those present choose who presides" in page
    room.press(officer, entry="presides:1")
    assert "In the chair Ann Ames Police" in text(officer.get(room.address()))


def test_desk_marks_what_was_entered_later(room: Today, officer: Client) -> None:
    room.opened()
    Sitting.objects.filter(pk=room.sitting.pk).update(opened_at=timezone.now() - timedelta(hours=1))
    spoken = timezone.localtime(timezone.now() - timedelta(minutes=30))
    assert room.press(officer, entry="here:health", clock=f"{spoken:%H:%M}").url.endswith(f"?clock={spoken:%H:%M}")
    row = room.sitting.happenings.get()
    assert timezone.localtime(row.at).replace(second=0, microsecond=0) == spoken.replace(second=0, microsecond=0)
    assert "entered later" in text(officer.get(room.address()))


def test_desk_keeps_the_time_of_pressing_when_the_connection_was_lost_meanwhile(room: Today, officer: Client) -> None:
    room.opened()
    Sitting.objects.filter(pk=room.sitting.pk).update(opened_at=timezone.now() - timedelta(hours=1))
    before = timezone.now()
    room.press(officer, entry="here:health", ago="90", headers=SCRIPT)
    row = room.sitting.happenings.get()
    assert timedelta(seconds=88) < row.recorded_at - row.at < timedelta(seconds=92)
    assert row.recorded_at >= before


def test_desk_does_once_what_is_sent_again_after_a_lost_answer(room: Today, officer: Client) -> None:
    room.opened()
    same = {"request_id": str(uuid4()), "entry": "here:health"}
    first = officer.post(room.address("record_happening"), same, headers=SCRIPT)
    again = officer.post(room.address("record_happening"), {**same, "ago": "3.2"}, headers=SCRIPT)
    assert (first.status_code, again.status_code, kinds(room)) == (200, 200, [Kind.ARRIVED])


def test_two_officers_at_two_desks_see_each_other_and_overwrite_nothing(room: Today, officer: Client) -> None:
    room.opened()
    record_happening(
        room.sitting, entry=Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police), at=None, by=by(room.officer)
    )
    stale = room.press(officer, entry="here:police", headers=SCRIPT)
    assert stale.json()["refused"] == ["They are here already."]
    assert "Ann Ames" in stale.json()["html"]
    assert kinds(room) == [Kind.ARRIVED]


def test_desk_closes_the_sitting_and_still_takes_what_was_forgotten(room: Today, officer: Client) -> None:
    room.opened()
    assert room.press(officer, "close_sitting", clock="").url == room.address()
    room.sitting.refresh_from_db()
    assert room.sitting.ending == Ending.CLOSED
    assert "Closed at" in text(officer.get(room.address()))
    assert "The sitting was not open at that moment." in text(room.press(officer, entry="here:health"))


def test_desk_adjourns_to_a_day_and_the_further_sitting_has_a_desk_of_its_own(room: Today, officer: Client) -> None:
    room.opened()
    on = timezone.localdate() + timedelta(days=7)
    sent = {"on_0": on.day, "on_1": on.month, "on_2": on.year, "starts": "14:00", "place": "Town Hall", "link": ""}
    assert room.press(officer, "adjourn_sitting", clock="", **sent).url == room.address()
    further = room.sitting.meeting.sittings.get(number=2)
    assert (timezone.localdate(further.starts_at), further.kind, further.place) == (on, "adjourned", "Town Hall")
    page = text(officer.get(room.address().replace("/sittings/1/", "/sittings/2/")))
    assert "Not open yet" in page


def test_desk_refuses_to_adjourn_into_the_past(room: Today, officer: Client) -> None:
    room.opened()
    sent = {"on_0": "1", "on_1": "5", "on_2": "2021", "starts": "14:00", "place": "", "link": ""}
    page = room.press(officer, "adjourn_sitting", clock="", **sent)
    assert "The sitting goes on at a later time than it ends." in text(page)
    assert room.sitting.meeting.sittings.count() == 1
