"""From the desk and from a seat to declaring an interest, and back to where they came from and nowhere else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.membership.models import Person
from meetings.attendance.roll import Kind
from meetings.declarations.models import Declaration
from meetings.schedule.models import Sitting
from meetings.session.queries import sitting_shown
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import has_part
from tests.meetings.session.scene import Today
from tests.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Today:
    room = Today()
    room.opened()
    room.recorded_now(Kind.ARRIVED, person=room.ann, seat=room.police)
    return room


def declares(room: Today, client: Client, **said: Any) -> str:
    """Where the page leads on that declares an interest in every item, asked with that `next`."""
    asked = reverse("declare_interest_at", args=["kent", "board", room.meeting.pk]) + f"?next={said.pop('next')}"
    sent = {"request_id": str(uuid4()), "item": "every", "nature": "A shop", **said}
    response = client.post(asked, sent)
    assert response.status_code == 302, response.text
    return response.url


def key_of(person: Person, seat: str) -> str:
    return f"{person.key}/{seat}"


def test_row_of_the_desk_leads_to_declaring_for_who_is_there_and_back(room: Today) -> None:
    officer = signed_in(room.officer)
    who = key_of(room.ann, room.police.key)
    address = reverse("declare_interest_at", args=["kent", "board", room.meeting.pk])
    link = f"{address}?who={who}&amp;next=desk-1"
    assert f'href="{link}#div_id_kind"' in officer.get(room.address()).text
    assert f'<option value="{who}" selected>' in officer.get(link.replace("&amp;", "&")).text
    assert declares(room, officer, who=who, next="desk-1") == room.address()
    assert Declaration.objects.get().person == room.ann


def test_member_is_led_back_to_their_seat(room: Today) -> None:
    ann = signed_in(room.ann_user)
    assert "?next=seat-1" in ann.get(room.address("own_seat")).text
    assert declares(room, ann, next="seat-1") == room.address("own_seat")
    page = ann.get(room.address("own_seat")).text
    assert "Your interests" in page
    assert "In every item" in page


@pytest.mark.parametrize("asked", ["desk-1", "seat-2", "https://elsewhere.example/", "//elsewhere.example", ""])
def test_nobody_is_led_elsewhere(room: Today, asked: str) -> None:
    ann = signed_in(room.ann_user)
    assert declares(room, ann, next=asked) == reverse("interests_at", args=["kent", "board", room.meeting.pk])


def test_seat_tells_nobody_of_another_s_interests(room: Today) -> None:
    declares(room, signed_in(room.ann_user), next="seat-1")
    assert "Your interests" not in signed_in(room.cat_user).get(room.address("own_seat")).text


def test_possible_bidder_is_told_why_and_nothing_is_to_be_ruled() -> None:
    room = Today()
    bidder = {
        "name": "possible bidder",
        "bar": "by the rule itself",
        "binds": "the agency",
        "out": "stays without part",
    }
    has_part(room.board, "interests", {"kinds": [bidder]})
    contract = item_of(room.meeting, "Contract", bidders=[room.agency.key])
    other = item_of(room.meeting, "Forward plan")
    room.opened()
    room.recorded_now(Kind.ARRIVED, person=room.ann, seat=room.police)
    room.recorded_now(Kind.ITEM, item=contract.pk)
    why = "Possible bidder: the agency will or may bid. You stay for item 1, without part in it."
    assert why in signed_in(room.ann_user).get(room.address("own_seat")).text
    for page in ("desk", "chair"):
        html = signed_in(room.officer).get(room.address(page)).text
        assert "nothing is to be ruled" in html
        assert 'name="rule"' not in html
    room.recorded_now(Kind.ITEM, item=other.pk)
    assert "nothing is to be ruled" not in signed_in(room.officer).get(room.address()).text


def test_interests_in_the_item_in_hand_are_in_sight_and_the_others_folded_away(room: Today) -> None:
    first, second = item_of(room.meeting, "Joint plan"), item_of(room.meeting, "Forward plan")
    officer = signed_in(room.officer)
    for item in (first, second):
        declares(room, officer, who=key_of(room.ann, "police"), next="desk-1", item=str(item.pk), goes="on")
    room.recorded_now(Kind.ITEM, item=second.pk)
    shown = sitting_shown(again(room), timezone.now())
    assert [each.item for each in shown.interests_now] == [second]
    assert [each.item for each in shown.interests_besides] == [first]
    assert shown.awaiting == 0


def again(room: Today) -> Sitting:
    return Sitting.objects.select_related("meeting__body__trust").get(pk=room.sitting.pk)
