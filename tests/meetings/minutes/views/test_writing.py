"""Writing at one item, by script and by a plain form: what was saved, what another wrote meanwhile, what is refused."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from governance.structure.permissions import OFFICER
from meetings.minutes.acts import put_to_chair
from meetings.minutes.models import Minutes, Passage
from tests.meetings.minutes.scene import Minuted, opens
from tests.world import by, member, signed_in

pytestmark = pytest.mark.django_db


def address(room: Minuted, place: object) -> str:
    return f"{opens(room.meeting)}at/{place}/"


def saves(client: Client, where: str, text: str, version: int, request_id: UUID | None = None) -> Any:
    form = {"request_id": str(request_id or uuid4()), "text": text, "version": str(version)}
    return client.post(where, form, headers={"X-Minute": "state"})


def test_script_saves_and_is_told_the_version() -> None:
    room = Minuted()
    client, where = signed_in(room.officer), address(room, room.plan.pk)
    assert client.get(where, headers={"X-Minute": "state"}).json()["version"] == 0
    first = saves(client, where, "The board met.\r\n", 0)
    assert (first.status_code, first.json()["version"], first.json()["text"]) == (200, 1, "The board met.")
    assert saves(client, where, "The board met again.", 1).json()["version"] == 2
    assert first.headers["Cache-Control"] == "no-store, private"


def test_request_sent_again_after_a_lost_answer_is_saved_once() -> None:
    room = Minuted()
    client, where, request_id = signed_in(room.officer), address(room, "opening"), uuid4()
    for _ in range(2):
        assert saves(client, where, "Welcome.", 0, request_id).json()["version"] == 1
    assert Passage.objects.get().version == 1


def test_script_is_told_what_another_wrote_and_nothing_is_overwritten() -> None:
    room = Minuted()
    other = member(room.kent, "Oscar Other", OFFICER)
    where = address(room, room.plan.pk)
    saves(signed_in(other), where, "Theirs.", 0)
    answer = saves(signed_in(room.officer), where, "Mine.", 0)
    assert answer.status_code == HTTPStatus.CONFLICT
    told = answer.json()
    assert (told["text"], told["by"], told["version"]) == ("Theirs.", "Oscar Other", 1)
    assert Passage.objects.get().text == "Theirs."
    assert saves(signed_in(room.officer), where, "Theirs.\n\nMine.", 1).status_code == HTTPStatus.OK


def test_plain_form_shows_both_texts_and_then_replaces_what_it_showed() -> None:
    room = Minuted()
    other = member(room.kent, "Oscar Other", OFFICER)
    client, where = signed_in(room.officer), address(room, room.plan.pk)
    form = {"request_id": str(uuid4()), "text": "Mine.", "version": "0"}
    saves(signed_in(other), where, "Theirs.", 0)
    page = client.post(where, form).content.decode()
    assert "As Oscar Other left it" in page
    assert "Theirs." in page
    assert "Mine.</textarea>" in page
    assert 'name="version" value="1"' in page
    done = client.post(where, form | {"request_id": str(uuid4()), "version": "1"})
    assert done.headers["Location"] == f"{opens(room.meeting)}#minute-1"
    assert Passage.objects.get().text == "Mine."


def test_plain_form_leads_back_to_the_desk_where_it_was_sent_there_and_nowhere_else() -> None:
    room = Minuted()
    client, where = signed_in(room.officer), address(room, "opening")
    form = {"text": "One.", "version": "0", "next": "desk-1"}
    done = client.post(where, form | {"request_id": str(uuid4())})
    assert done.headers["Location"].endswith("/sittings/1/desk/")
    for version, asked in enumerate(("desk-9", "https://e.example/"), 1):
        sent = {"text": f"Two {version}.", "version": str(version), "next": asked, "request_id": str(uuid4())}
        assert client.post(where, sent).headers["Location"] == f"{opens(room.meeting)}#minute-0"


def test_refusal_keeps_what_was_typed() -> None:
    room = Minuted()
    room.narrated()
    room.checked()
    client, where = signed_in(room.officer), address(room, room.plan.pk)
    answer = saves(client, where, "More.", 1)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json()["refused"] == ["The chair has checked the minutes. Take them back to change them."]
    page = client.post(where, {"request_id": str(uuid4()), "text": "More.", "version": "1"}).content.decode()
    assert "More.</textarea>" in page
    assert len(saves(client, where, "x" * 30_001, 1).json()["refused"]) == 1


@pytest.mark.parametrize("place", ["nowhere", "00000000-0000-0000-0000-000000000000"])
def test_place_that_is_none_is_not_found(place: str) -> None:
    room = Minuted()
    assert signed_in(room.officer).get(address(room, place)).status_code == HTTPStatus.NOT_FOUND


def test_strangers_and_members_find_no_draft_by_any_header() -> None:
    room = Minuted()
    room.narrated()
    where = address(room, room.secret.pk)
    for user in (room.ann_user, room.cat_user, room.medway_officer, room.nobody):
        for header in ("state", "form", ""):
            answer = signed_in(user).get(where, headers={"X-Minute": header})
            assert answer.status_code == HTTPStatus.NOT_FOUND
    assert Client().get(where, headers={"X-Minute": "state"}).status_code == HTTPStatus.FOUND


def test_form_alone_names_the_item_and_its_readers() -> None:
    room = Minuted()
    html = signed_in(room.officer).get(address(room, room.secret.pk), headers={"X-Minute": "form"}).content.decode()
    assert "<html" not in html
    assert "Minute of item 4" in html
    assert "Confidential." in html


def test_desk_offers_the_minute_of_the_item_in_hand_until_they_are_checked() -> None:
    room = Minuted()
    desk = f"{room.meeting.get_absolute_url()}sittings/1/desk/"
    client = signed_in(room.officer)
    assert f'data-place="{room.staffing.pk}"' in client.get(desk).content.decode()
    room.narrated()
    put_to_chair(room.meeting, by=by(room.officer))
    assert "data-minute-dock" in client.get(desk).content.decode()
    Minutes.objects.update(stage="approved")
    assert "data-minute-dock" not in client.get(desk).content.decode()
