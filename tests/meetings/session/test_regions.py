"""A change of a sitting is told to every page that shows it, rendered once for each, however many watch."""

from __future__ import annotations

import re

import pytest

from governance.constitution.core.language import How
from meetings.attendance.acts import close_sitting
from meetings.attendance.roll import Kind
from tests.meetings.session.scene import Today
from tests.trustboard.live.test_announcements import Listener
from tests.world import by
from trustboard.live.announcements import group_of
from trustboard.live.regions import region_called, regions_of
from trustboard.live.views import _state

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("desk", "chair", "seat", "screen")


@pytest.fixture(autouse=True)
def _own_layer(settings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}


def test_regions_of_a_sitting_are_its_four_pages() -> None:
    assert [region.name for region in regions_of("sitting")] == list(PAGES)


def test_announcing_a_sitting_tells_every_page_once_whoever_watches() -> None:
    room = Today()
    room.opened()
    key = room.sitting.pk
    listeners = {page: [Listener(group_of(page, key, page)) for _ in range(3)] for page in PAGES}
    room.recorded_now(Kind.ARRIVED, person=room.cat, seat=room.health, how=How.REMOTE)
    heard = {page: [each.heard() for each in those] for page, those in listeners.items()}
    for page, messages in heard.items():
        assert [len(each) for each in messages] == [1, 1, 1]
        assert messages[0] == messages[1] == messages[2]
        state = _state(region_called(page), key, page)
        assert messages[0][0]["version"] == state["version"]
        assert "Police would make it." in messages[0][0]["html"]


def test_every_page_of_a_sitting_that_is_over_says_what_was_at_the_end() -> None:
    room = Today()
    room.opened()
    room.recorded_now(Kind.ARRIVED, person=room.cat, seat=room.health)
    room.recorded_now(Kind.PRESIDES, person=room.cat)
    assert {page: "At the end" in _state(region_called(page), room.sitting.pk, page)["html"] for page in PAGES} == (
        dict.fromkeys(PAGES, False)
    )
    close_sitting(room.sitting, at=None, by=by(room.officer))
    for page in PAGES:
        html = _state(region_called(page), room.sitting.pk, page)["html"]
        assert "At the end: not quorate" in html
        assert "would make it" not in html
        assert "presides." not in html
        assert "In the chair at the end" in html


def test_strip_says_that_it_is_of_the_whole_meeting_and_whether_that_is_over() -> None:
    room = Today()
    room.opened()

    def title() -> str:
        html = _state(region_called("desk"), room.sitting.pk, "desk")["html"]
        return re.findall(r'id="timeline-title">(.*?)<', html)[0]

    assert title() == "Quorum of the whole meeting so far"
    close_sitting(room.sitting, at=None, by=by(room.officer))
    assert title() == "Quorum of the whole meeting"


def test_region_is_for_those_whom_its_page_is_for() -> None:
    room = Today()
    room.opened()
    may = {
        page: [
            who
            for who in ("officer", "cat_user", "ann_user", "auditor", "nobody", "medway_officer")
            if region_called(page).audience_of(getattr(room, who), room.sitting.pk) == page
        ]
        for page in PAGES
    }
    assert may == {
        "desk": ["officer"],
        "chair": ["officer", "cat_user"],
        "seat": ["cat_user", "ann_user"],
        "screen": ["officer", "cat_user", "ann_user", "auditor"],
    }
