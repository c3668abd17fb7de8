"""Kent's board meets: the officer at the desk, the chair at a tablet, members with their phones, the screen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, check
from tests.journeys.meeting_room import MeetingRoom, meeting_room

pytestmark = pytest.mark.journey

TABLET = {"width": 768, "height": 1024}
POCKET = {"width": 390, "height": 800}
RECORD_BY_COMMAND = """
from django.utils import timezone
from governance.membership.models import Seat
from meetings.attendance.acts import Entry, record_happening
from meetings.attendance.roll import Kind
from meetings.schedule.models import Sitting
from tests.world import operator
seat = Seat.objects.get(body__key="board", body__trust__slug="kent", key="director")
person = seat.body.trust.people.get(key="priya-nambiar")
entry = Entry(kind=Kind.ARRIVED, person=person, seat=seat)
record_happening(Sitting.objects.get(opened_at__isnull=False), entry=entry, at=None, by=operator())
"""


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[MeetingRoom]:
    with meeting_room(tmp_path, browser) as made:
        yield made


def keep(page: Page, name: str) -> None:
    """A picture of the page, where PICTURES says."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def opened_desk(room: MeetingRoom, who: str = "Ruth Ashdown") -> Page:
    """The officer's desk with the sitting just opened."""
    desk = room.window(who, "desk", viewport=DESKTOP)
    desk.get_by_role("button", name="Open the sitting").click()
    expect(desk.locator("#find")).to_be_visible()
    return desk


def arrives(desk: Page, letters: str) -> None:
    """Somebody is found by a few letters and has arrived, with the keyboard alone."""
    desk.keyboard.press("/")
    desk.keyboard.type(letters)
    desk.keyboard.press("Enter")
    expect(desk.locator("#find")).to_have_value("")
    expect(desk.locator("#saved")).to_contain_text("Saved")
    desk.keyboard.press("Escape")


def test_kents_quorum_is_reached_by_the_youth_offending_service_and_everybody_sees_it(room: MeetingRoom) -> None:
    desk = opened_desk(room)
    chair = room.window("Priya Nambiar", "chair", viewport=TABLET)
    phone = room.window("Callum Westerby", "seat", viewport=POCKET)
    other = room.window("Leanne Okonjo", "seat", viewport=PHONE)
    screen = room.window("Leanne Okonjo", "screen", viewport=DESKTOP)

    for letters in ("priya", "east kent", "district"):
        arrives(desk, letters)
    other.get_by_role("button", name="I am here, remotely").click()
    expect(desk.locator("#row-police")).to_contain_text("remotely")
    expect(chair.locator("#verdict")).to_contain_text("Not quorate 4 of 7")
    expect(chair.locator("#quorum")).to_contain_text("Youth Offending Service")
    keep(chair, "chair-before")

    # One of the two health trusts alone does not meet health: the five come with the youth offending service.
    health = chair.locator(".tb-check", has_text="both of these")
    expect(health).to_contain_text("not met: 1 of 2")
    phone.get_by_role("button", name="I am here, in the room").click()
    for page in (desk, chair, phone, other, screen):
        expect(page.locator("#verdict")).to_contain_text("Quorate 5 of 7")
    expect(phone.locator("#own")).to_contain_text("You are here in the room")
    expect(desk.locator("#log")).to_contain_text("own tap")
    for page, name in ((chair, "chair"), (phone, "seat"), (screen, "screen"), (desk, "desk")):
        keep(page, name)
        check(page, f"sitting-{name}", picture=False)
    phone.set_viewport_size(PHONE)
    keep(phone, "seat-320")

    phone.get_by_role("button", name="I am leaving").click()
    expect(chair.locator("#verdict")).to_contain_text("Not quorate 4 of 7")
    expect(chair.locator("#inquorate")).to_contain_text("Without quorum since")
    desk.get_by_role("button", name="Go on for information").click()
    for page in (desk, chair, phone, screen):
        expect(page.locator("#quorum")).to_contain_text("nothing can be decided")
    keep(desk, "desk-inquorate")


def test_desk_runs_from_opening_to_closing_by_keyboard_alone(room: MeetingRoom) -> None:
    desk = room.window("Ruth Ashdown", "desk", viewport=DESKTOP)
    desk.locator("#id_clock").focus()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("#find")).to_be_visible()

    arrives(desk, "director of children")
    arrives(desk, "okonjo")
    desk.keyboard.press("/")
    desk.keyboard.type("priya")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("p")
    expect(desk.locator("#presiding")).to_contain_text("Priya Nambiar")
    expect(desk.locator("#row-director")).to_be_focused()

    for _ in range(2):
        desk.keyboard.press("Escape")
    arrives(desk, "schools")
    desk.keyboard.press("u")
    expect(desk.locator("#saved")).to_contain_text("Taken back")
    expect(desk.locator("#row-schools")).to_contain_text("not here")

    desk.keyboard.press("/")
    desk.keyboard.type("voluntary")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("r")
    expect(desk.locator("#row-voluntary-sector")).to_contain_text("remotely")
    desk.keyboard.press("c")
    expect(desk.locator("#row-voluntary-sector")).to_contain_text("cut off")
    desk.keyboard.press("b")
    desk.keyboard.press("l")
    expect(desk.locator("#row-voluntary-sector")).to_contain_text("left")
    expect(desk.locator("#row-voluntary-sector")).to_be_focused()

    phone = room.window("Leanne Okonjo", "seat", viewport=PHONE)
    desk.locator("#close").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/close/")
    desk.locator("#id_clock").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/desk/")
    expect(desk.locator("#sitting-state")).to_contain_text("Closed at")
    expect(phone.locator("#sitting-state")).to_contain_text("Closed at")
    expect(phone.get_by_role("button", name="I am")).to_have_count(0)


def test_two_officers_see_each_other_and_what_waits_is_saved_when_the_connection_is_back(room: MeetingRoom) -> None:
    other = room.window("Olga Other", "desk", viewport=DESKTOP)
    desk = opened_desk(room)
    expect(other.locator("#find")).to_be_visible()
    arrives(other, "police")
    expect(desk.locator("#row-police")).to_contain_text("in the room")

    desk.locator("#find").focus()
    desk.keyboard.type("dist")
    arrives(other, "youth")
    expect(desk.locator("#row-youth-offending-service")).to_contain_text("in the room")
    expect(desk.locator("#find")).to_be_focused()
    expect(desk.locator("#find")).to_have_value("dist")
    expect(desk.locator("#row-police")).to_be_hidden()

    room.server.stop()
    expect(desk.locator(".tb-live")).to_contain_text("Not sure since")
    desk.keyboard.press("Enter")
    expect(desk.locator("#saved")).to_contain_text("1 entry waits for the connection")
    room.server.python(RECORD_BY_COMMAND)
    room.server.start()
    expect(desk.locator("#saved")).to_contain_text("Saved", timeout=20_000)
    expect(desk.locator(".tb-live")).to_have_text("Live", timeout=20_000)
    expect(desk.locator("#row-districts")).to_contain_text("in the room")
    expect(desk.locator("#row-director")).to_contain_text("in the room")
    expect(other.locator("#row-districts")).to_contain_text("in the room", timeout=20_000)


def test_desk_and_seat_work_without_script(room: MeetingRoom) -> None:
    desk = room.window("Ruth Ashdown", "desk", viewport=DESKTOP, java_script_enabled=False)
    desk.get_by_role("button", name="Open the sitting").click()
    desk.locator("#clock").press("Enter")
    desk.locator("#find").press("Enter")
    expect(desk.locator("#log")).to_contain_text("Nothing yet.")
    desk.locator("#row-police").get_by_role("button", name="Here Kent Police").click()
    expect(desk.locator("#row-police")).to_contain_text("in the room")
    desk.locator("#log").get_by_role("button", name="Was not so").click()
    expect(desk.locator("#row-police")).to_contain_text("not here")
    phone = room.window("Leanne Okonjo", "seat", viewport=PHONE, java_script_enabled=False)
    phone.get_by_role("button", name="I am here, in the room").click()
    expect(phone.locator("#own")).to_contain_text("You are here in the room")
    desk.reload()
    expect(desk.locator("#row-police")).to_contain_text("in the room")


def test_meeting_of_yesterday_is_recorded_this_morning_and_every_entry_says_so(room: MeetingRoom) -> None:
    desk = room.window("Ruth Ashdown", "desk", viewport=DESKTOP)
    desk.goto(f"{room.yesterday}desk/")
    desk.get_by_role("button", name="Open the sitting").click()
    expect(desk.locator("#refused")).to_contain_text("say at what time of that day it was")
    desk.get_by_label("Opened at").fill("09:05")
    desk.get_by_role("button", name="Open the sitting").click()
    expect(desk.locator("#sitting-state")).to_contain_text("In session since 09:05")

    desk.locator("#row-director").get_by_role("button", name="Here").click()
    expect(desk.locator("#saved")).to_contain_text("say at what time of that day it was")
    desk.get_by_label("Time", exact=True).fill("09:10")
    for letters in ("priya", "okonjo", "westerby", "district", "beatriz"):
        arrives(desk, letters)
    expect(desk.locator("#verdict")).to_contain_text("Quorate 6 of 7")
    expect(desk.locator("#timeline-title")).to_be_visible()
    expect(desk.locator(".tb-strip__key")).to_contain_text("09:05 to 09:10: Not quorate")
    desk.get_by_label("Time", exact=True).fill("10:00")
    desk.locator("#row-director").get_by_role("button", name="Left").click()
    expect(desk.locator("#row-director")).to_contain_text("left")
    expect(desk.locator(".tb-log__by").filter(has_text="entered later")).to_have_count(6)

    desk.get_by_role("button", name="Close the sitting").click()
    desk.get_by_label("Closed at").fill("11:00")
    desk.get_by_role("button", name="Close the sitting").click()
    expect(desk.locator("#sitting-state")).to_contain_text("Closed at 11:00")
    keep(desk, "desk-closed")
    check(desk, "desk-closed", picture=False)
