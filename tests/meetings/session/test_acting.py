"""Actions recorded at the desk: from what the item in hand ended in, under it at once, and in the minutes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.actions.models import Action
from meetings.agenda.models import Audience
from meetings.decisions.models import Decision
from meetings.minutes.queries import draft_of
from tests.meetings.session.test_voting import Voting
from tests.world import everything, signed_in
from trustboard.live.regions import region_called
from trustboard.live.views import _pulse

pytestmark = pytest.mark.django_db


class Acting(Voting):
    """The same, where item 2 is agreed by consensus."""

    number = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        self.takes_up(self.number)
        self.press(signed_in(self.cat_user), "decide", how="consensus", text="The plan is agreed.")
        self.decision = Decision.objects.get()
        self.due = timezone.localdate() + timedelta(days=30)

    def page(self, number: int = 1) -> str:
        """Where an action is recorded."""
        return reverse("add_action_at", args=["kent", "board", self.meeting.pk, number, self.decision.pk])

    def acted(self, **said: Any) -> Any:
        """What comes of the officer's form."""
        due = {"due_0": self.due.day, "due_1": self.due.month, "due_2": self.due.year}
        plain = {"request_id": str(uuid4()), "text": "Write to every school.", "owner": "person/ann-ames", **due}
        return signed_in(self.officer).post(self.page(), plain | said)


class Secret(Acting):
    """The same of item 3, which is confidential."""

    number = 3


def test_action_stands_under_the_item_in_hand_at_once_and_in_the_minutes_being_drafted() -> None:
    room = Acting()
    assert "add_action_at" not in signed_in(room.cat_user).get(room.address("chair")).text
    assert f'href="{room.page()}"' in signed_in(room.officer).get(room.address()).text
    response = room.acted()
    assert (response.status_code, response.url) == (302, room.address())
    action = Action.objects.get()
    assert (action.decision, action.item, action.person) == (room.decision, room.items[1], room.ann)
    told = f"Action for Ann Ames by {room.due:%-d %B %Y}: Write to every school."
    for page, who in (("desk", room.officer), ("chair", room.cat_user)):
        assert told in signed_in(who).get(room.address(page)).text
    item = next(each for each in draft_of(room.meeting).opened.items if each.number == 2)
    assert told in [inserted.text for inserted in item.inserted]


def test_another_desk_that_lost_the_news_of_an_action_hears_of_it_by_the_next_ping() -> None:
    room = Acting()
    user, desk = room.officer, region_called("desk")
    shown = int(re.findall(r'data-version="(\d+)"', signed_in(user).get(room.address()).text)[0])
    assert _pulse(desk, room.sitting.pk, user) == ("desk", shown)
    room.acted()
    assert _pulse(desk, room.sitting.pk, user) == ("desk", shown + 1)


def test_action_names_nobody_on_the_screen_in_the_room() -> None:
    room = Acting()
    room.acted()
    screen = signed_in(room.auditor).get(room.address("screen")).text
    assert "The plan is agreed." in screen
    assert "Write to every school." not in screen


def test_action_on_a_confidential_item_is_for_those_who_read_the_item() -> None:
    room = Secret()
    room.acted()
    assert Action.objects.get().audience == Audience.CONFIDENTIAL


def test_action_of_an_agency_is_recorded() -> None:
    room = Acting()
    assert room.acted(owner=f"agency/{room.agency.key}").status_code == 302
    assert Action.objects.get().owner == "Kent Police"


def test_nothing_typed_is_lost_where_an_action_is_refused_and_nothing_is_recorded() -> None:
    room = Acting()
    browser, before = signed_in(room.officer), everything()
    past = {"due_0": 1, "due_1": 1, "due_2": 2020, "owner": "person/ann-ames", "text": "Write to every school."}
    response = browser.post(room.page(), {"request_id": str(uuid4()), **past})
    assert response.status_code in {200, 422}
    assert "That day is before the decision itself." in response.text
    assert "Write to every school." in response.text
    assert everything() == before


def test_action_is_not_recorded_from_the_decision_of_another_sitting() -> None:
    room = Acting()
    assert signed_in(room.officer).get(room.page()).status_code == 200
    assert signed_in(room.officer).get(room.page(number=2)).status_code == 404
    other = reverse("add_action_at", args=["kent", "board", room.meeting.pk, 1, uuid4()])
    assert signed_in(room.officer).get(other).status_code == 404


def test_whoever_may_not_use_the_desk_records_no_action() -> None:
    room = Acting()
    for who in (room.cat_user, room.ann_user, room.auditor, room.medway_officer):
        status = signed_in(who).get(room.address()).status_code
        assert status in {403, 404}
        assert signed_in(who).get(room.page()).status_code == status


def test_pages_ask_one_query_for_all_that_follows_from_a_decision(django_assert_num_queries: Any) -> None:
    room = Acting()
    for text in ("One.", "Two.", "Three."):
        room.acted(text=text)
    shown = room.shown()
    assert shown.in_hand
    with django_assert_num_queries(3):
        told = [(action.owner, action.text) for decision in shown.decisions for action in decision.actions.all()]
    assert len(told) == 3
