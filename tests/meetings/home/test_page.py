"""The first page, as each of its readers gets it."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from meetings.home.queries import needs_of
from meetings.schedule.models import Sitting
from tests.meetings.session.scene import Today
from tests.world import signed_in
from trustboard.acts.days import told

pytestmark = pytest.mark.django_db
CALM = "Nothing needs you now."


@pytest.fixture
def room() -> Today:
    return Today()


def page_of(room: Today, who: str) -> str:
    return unescape(signed_in(getattr(room, who)).get("/").content.decode())


def test_home_leads_to_the_pages_of_the_sitting_in_session_that_are_the_reader_s(room: Today) -> None:
    def ways(who: str) -> list[str]:
        page = page_of(room, who)
        return [name for name in ("desk", "chair", "own_seat") if f'href="{room.address(name)}"' in page]

    assert {who: ways(who) for who in ("officer", "ann_user", "cat_user")} == {
        "officer": ["desk"],  # to open it
        "ann_user": [],
        "cat_user": [],
    }
    room.opened()
    assert {who: ways(who) for who in ("officer", "ann_user", "ben_user", "cat_user", "auditor", "nobody")} == {
        "officer": ["desk"],
        "ann_user": ["own_seat"],
        "ben_user": ["own_seat"],
        "cat_user": ["chair", "own_seat"],
        "auditor": [],
        "nobody": [],
    }


def test_home_says_the_day_of_a_sitting_that_was_opened_on_another(room: Today) -> None:
    room.opened()
    opened, name = timezone.localtime(Sitting.objects.get(pk=room.sitting.pk).opened_at), room.board.name
    assert f"<strong>In session</strong> since {opened:%H:%M}: {name}" in page_of(room, "officer")
    (here,) = needs_of(room.officer, opened + timedelta(days=1)).in_session
    assert here.since == f"{opened:%H:%M} on {told(opened.date())}"


def test_home_says_calmly_that_nothing_is_to_do(room: Today) -> None:
    assert {who: CALM in page_of(room, who) for who in ("nobody", "auditor", "medway_officer", "officer")} == {
        "nobody": True,
        "auditor": True,
        "medway_officer": True,
        "officer": False,
    }


def test_home_tells_a_visitor_of_trusts_and_of_nothing_else(room: Today) -> None:
    response = Client().get("/")
    page = response.content.decode()
    assert ("tb-needs" in page, CALM in page, '<h1 class="govuk-heading-xl">Trusts</h1>' in page) == (
        False,
        False,
        True,
    )
    assert "Cache-Control" not in response


def test_home_is_kept_by_no_browser_that_somebody_is_signed_in_with(room: Today) -> None:
    assert signed_in(room.ann_user).get("/")["Cache-Control"] == "no-store, private"


def test_home_tells_every_task_and_meeting_with_its_address_and_names_no_trust_to_those_of_one(room: Today) -> None:
    page = page_of(room, "officer")
    needs: Any = needs_of(room.officer, room.sitting.starts_at)
    assert needs.tasks
    assert [task.words for task in needs.tasks if task.words not in page or f'href="{task.address}"' not in page] == []
    assert "tb-needs__trust" not in page
