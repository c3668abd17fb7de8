"""A form that takes something away, sent again: what it was about is gone by then."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from governance.structure.permissions import OFFICER
from meetings.agenda.models import StandingItem
from tests.meetings.agenda.scene import standing_item_of
from tests.world import World, body_of, member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def address(world: World) -> str:
    item = standing_item_of(body_of(world.kent, "Board"), "Apologies")
    return reverse("drop_standing_item", args=["kent", "board", item.pk])


def test_form_that_takes_something_away_leads_where_it_led_when_it_is_sent_again(world: World, address: str) -> None:
    officer, form = signed_in(world.officer), {"request_id": uuid4()}
    first, again = officer.post(address, form), officer.post(address, form)
    assert first.status_code == again.status_code == HTTPStatus.FOUND
    assert again["Location"] == first["Location"]
    assert not StandingItem.objects.exists()


def test_form_of_something_that_is_gone_leads_nowhere_when_another_sent_it(world: World, address: str) -> None:
    key, officer = uuid4(), signed_in(world.officer)
    officer.post(address, {"request_id": key})
    another = signed_in(member(world.kent, "Otto Other", OFFICER))
    assert another.post(address, {"request_id": key}).status_code == HTTPStatus.NOT_FOUND
    assert officer.post(address, {"request_id": uuid4()}).status_code == HTTPStatus.NOT_FOUND
    assert officer.post(address, {"request_id": "nonsense"}).status_code == HTTPStatus.NOT_FOUND
    assert officer.get(address).status_code == HTTPStatus.NOT_FOUND
    assert Client().post(address, {"request_id": key})["Location"].startswith(reverse("account_login"))
