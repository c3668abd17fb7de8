"""The closed days of a trust: shown to everyone, kept by its officer. Who may open what stands in tests/matrix."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.constitution.acts import close_day
from tests.world import World, everything, operator, signed_in

pytestmark = pytest.mark.django_db

EVE = date(2040, 12, 24)
SENT = {"closed_0": "24", "closed_1": "12", "closed_2": "2040", "reason": "Christmas Eve"}


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def officer(world: World) -> Client:
    return signed_in(world.officer)


def listed(client: Client | None = None) -> str:
    return (client or Client()).get(reverse("closed_days", args=["kent"])).content.decode()


def test_closed_days_shows_own_days_and_bank_holidays(world: World) -> None:
    assert "The trust has no closed days of its own ahead." in listed()
    assert "Christmas Day" in listed()
    for day, reason in ((EVE, "Christmas Eve"), (timezone.localdate() - timedelta(days=40), "The flood")):
        close_day(world.kent, day=day, reason=reason, by=operator())
    page = listed()
    assert page.index("Closed by the trust itself") < page.index("Christmas Eve") < page.index("Bank holidays")
    assert page.index("Past") < page.index("The flood")
    assert "Take out" not in page


def test_officer_adds_a_day_once_when_it_is_sent_twice(world: World, officer: Client) -> None:
    sent = {**SENT, "request_id": str(uuid4())}
    for _ in range(2):
        response = officer.post(reverse("close_day", args=["kent"]), sent)
        assert (response.status_code, response["Location"]) == (302, "/trusts/kent/closed-days/")
    assert list(world.kent.closed_days.values_list("day", "reason")) == [(EVE, "Christmas Eve")]


def test_day_is_refused_when_it_is_closed_already_or_without_a_reason(world: World, officer: Client) -> None:
    close_day(world.kent, day=EVE, reason="Christmas Eve", by=operator())
    before = everything()
    add = reverse("close_day", args=["kent"])
    page = officer.post(add, {**SENT, "request_id": str(uuid4())}).content.decode()
    assert "The trust is closed on that day already." in page
    assert "Say why the trust is closed on that day." in officer.post(add, {**SENT, "reason": ""}).content.decode()
    assert everything() == before


def test_officer_takes_a_day_out_once_when_it_is_sent_twice(world: World, officer: Client) -> None:
    close_day(world.kent, day=EVE, reason="Christmas Eve", by=operator())
    out = reverse("open_day", args=["kent", EVE])
    assert out in listed(officer)
    assert "Christmas Eve" in officer.get(out).content.decode()
    sent = {"request_id": str(uuid4())}
    for _ in range(2):
        assert officer.post(out, sent)["Location"] == "/trusts/kent/closed-days/"
    assert not world.kent.closed_days.exists()
    assert officer.get(out).status_code == 404
