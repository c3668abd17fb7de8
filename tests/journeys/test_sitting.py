"""The desk in the hands of the officer: the keyboard alone, two at once, without script, and the morning after."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, check
from tests.journeys.meeting_room import (
    MeetingRoom,
    arrives,
    at_desk,
    entered,
    find,
    keep,
    leaves_row,
    on_row,
    takes_up,
)
from tests.journeys.test_who_is_who import Keyboard

pytestmark = pytest.mark.journey

RECORD_BY_COMMAND = """
from governance.membership.models import Seat
from meetings.attendance.acts import Entry, record_happening
from meetings.attendance.roll import Kind
from meetings.schedule.models import Sitting
from tests.world import operator
seat = Seat.objects.get(body__key="board", body__trust__slug="kent", key="director")
person = seat.body.trust.people.get(key="priya-nambiar")
entry = Entry(kind=Kind.ARRIVED, person=person, seat=seat)
record_happening(Sitting.objects.latest("opened_at"), entry=entry, at=None, by=operator())
"""


@pytest.fixture
def room(rooms: dict[str, MeetingRoom]) -> Iterator[MeetingRoom]:
    yield rooms["kent"]
    rooms["kent"].leave()


def test_desk_runs_from_opening_to_closing_by_keyboard_alone(room: MeetingRoom) -> None:
    desk = room.window("Ruth Ashdown", "keyboard", "desk", viewport=DESKTOP)
    desk.locator("#id_clock").focus()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    at_desk(desk)

    arrives(desk, "director of children", "okonjo")
    find(desk, "priya")
    with entered(desk):
        desk.keyboard.press("p")
    expect(desk.locator("#presiding")).to_contain_text("Priya Nambiar")
    expect(desk.locator("#row-director")).to_be_focused()
    leaves_row(desk)
    arrives(desk, "schools")
    desk.keyboard.press("u")
    expect(desk.locator("#saved")).to_contain_text("Taken back")
    expect(desk.locator("#row-schools")).to_contain_text("not here")

    find(desk, "voluntary")
    voluntary = desk.locator("#row-voluntary-sector")
    for key, said in (("r", "remotely"), ("c", "cut off"), ("b", "remotely"), ("l", "left")):
        with entered(desk):
            desk.keyboard.press(key)
        expect(voluntary.locator(".tb-row__state")).to_contain_text(said)
    expect(voluntary).to_be_focused()
    leaves_row(desk)
    items_by_keyboard(desk)

    phone = room.window("Leanne Okonjo", "keyboard", "seat", viewport=PHONE)
    desk.locator("#close").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/close/")
    desk.locator("#id_clock").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/desk/")
    expect(desk.locator("#sitting-state")).to_contain_text("Closed at")
    expect(phone.locator("#sitting-state")).to_contain_text("Closed at")
    expect(phone.get_by_role("button", name="I am")).to_have_count(0)


def items_by_keyboard(desk: Page) -> None:
    """Items are taken up, an interest is recorded and ruled on, and the next item is taken up, without a pointer."""
    for title in ("Welcome", "Play areas"):
        takes_up(desk, title)
    find(desk, "police")
    desk.keyboard.press("i")
    desk.wait_for_url("**/declare/?**")
    keys = Keyboard(desk)
    keys.tab_to(desk.get_by_label("Interest of personal gain"))
    keys.press("Space")
    keys.fill("What the interest is", "A play area is planned beside the station.")
    keys.send("Record the interest")
    desk.wait_for_url("**/desk/")
    expect(desk.locator("#interests")).to_contain_text("1 ruling awaited")
    keys = Keyboard(desk)
    keys.tab_to(desk.get_by_role("button", name="Stays, without part (Leanne Okonjo, item 2)"))
    with entered(desk):
        keys.press("Enter")
    expect(desk.locator("#row-police")).to_contain_text("stays, without part in item 2")
    takes_up(desk, "Forward plan")
    expect(desk.locator("#row-police .tb-row__state")).to_contain_text("in the room")
    with entered(desk):
        desk.keyboard.press("u")
    expect(desk.locator("#in-hand")).to_contain_text("Play areas")


def test_three_first_tasks_take_few_strokes(room: MeetingRoom) -> None:
    """What docs/sketches/meetings.md says of them; more is more than an officer in a noisy room has time for."""
    desk = room.opened_desk("Ruth Ashdown", "counted")
    strokes = {"deputy": deputy_came_remotely(desk), "interest": next_item_with_an_interest(desk)}
    strokes["adjourn"] = adjourned_to_a_day(desk)
    print(f"\nstrokes at the desk: {strokes}")
    assert strokes["deputy"] <= 8
    assert strokes["interest"] <= 24
    assert strokes["adjourn"] <= 15
    further_sitting_is_cancelled(desk)
    interest_is_withdrawn(desk)


def deputy_came_remotely(desk: Page) -> int:
    keys = Keyboard(desk)
    keys.press("/")
    keys.type("volun")
    keys.press("ArrowDown")
    with entered(desk):
        keys.press("e")
    expect(desk.locator("#row-voluntary-sector")).to_contain_text("Carys Bowen: deputy, remotely")
    leaves_row(desk)
    return keys.strokes


def next_item_with_an_interest(desk: Page) -> int:
    """The next item, and an interest in it of somebody who leaves for it."""
    takes_up(desk, "Welcome")
    keys = Keyboard(desk)
    with entered(desk):
        keys.press("n")
    expect(desk.locator("#in-hand")).to_contain_text("Play areas")
    keys.press("/")
    keys.type("volun")
    keys.press("ArrowDown")
    keys.press("i")
    desk.wait_for_url("**/declare/?**")
    keys.tab_to(desk.get_by_label("Interest of personal gain"))
    keys.press("Space")
    keys.fill("What the interest is", "Will bid.")
    keys.tick("They leave for the item by their own choice")
    keys.press("Enter")
    desk.wait_for_url("**/desk/")
    expect(desk.locator("#row-voluntary-sector")).to_contain_text("out for item 2")
    return keys.strokes


def adjourned_to_a_day(desk: Page) -> int:
    keys = Keyboard(desk)
    keys.press("/")
    for _ in range(2):
        keys.press("Shift+Tab")
    expect(desk.locator("#adjourn")).to_be_focused()
    keys.press("Enter")
    desk.wait_for_url("**/adjourn/")
    keys.tab_to(desk.locator("#id_on_0"))
    keys.type("28")
    keys.press("Enter")
    desk.wait_for_url("**/desk/")
    expect(desk.locator("#sitting-state")).to_contain_text("Adjourned at")
    return keys.strokes


def further_sitting_is_cancelled(desk: Page) -> None:
    keys = Keyboard(desk)
    for link in ("Meeting", "Cancel the further sitting"):
        keys.tab_to(desk.get_by_role("link", name=link, exact=True))
        keys.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Cancel sitting 2")
    check(desk, "further-sitting-cancel")
    keys.fill("Why it is cancelled", "Nothing is left that cannot wait.")
    keys.send("Cancel sitting 2")
    expect(desk.locator(".tb-notice--bad")).to_contain_text("Nothing is left that cannot wait.")
    check(desk, "further-sitting-cancelled")


def interest_is_withdrawn(desk: Page) -> None:
    """By keyboard: it was declared in an item by mistake, which is found out after the meeting."""
    keys = Keyboard(desk)
    for link in ("Interests", re.compile("^Withdraw")):
        keys.tab_to(desk.get_by_role("link", name=link, exact=True))
        keys.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Withdraw what Carys Bowen declared")
    check(desk, "interest-withdraw")
    keys.send("Withdraw it")
    expect(desk.locator(".govuk-error-summary")).to_contain_text("Say why it is withdrawn.")
    keys.fill("Why it is withdrawn", "It was said of another item.")
    keys.send("Withdraw it")
    expect(desk.locator("#withdrawn + ul")).to_contain_text("It was said of another item.")
    check(desk, "interest-withdrawn")


def test_two_officers_see_each_other_and_what_waits_is_saved_when_the_connection_is_back(room: MeetingRoom) -> None:
    other = room.window("Olga Other", "two officers", "desk", viewport=DESKTOP)
    desk = room.opened_desk("Ruth Ashdown", "two officers")
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
    expect(desk.locator("#saved")).to_contain_text("Saved")
    expect(desk.locator(".tb-live")).to_have_text("Live")
    expect(desk.locator("#row-districts")).to_contain_text("in the room")
    expect(desk.locator("#row-director")).to_contain_text("in the room")
    expect(other.locator("#row-districts")).to_contain_text("in the room")


def test_desk_and_seat_work_without_script(room: MeetingRoom) -> None:
    desk = room.window("Ruth Ashdown", "without script", "desk", viewport=DESKTOP, java_script_enabled=False)
    desk.get_by_role("button", name="Open the sitting").click()
    desk.locator("#clock").press("Enter")
    desk.locator("#find").press("Enter")
    expect(desk.locator("#log")).to_contain_text("The sitting was opened")
    desk.locator("#row-police").get_by_role("button", name="Here Kent Police").click()
    expect(desk.locator("#row-police")).to_contain_text("in the room")
    desk.locator("#log").get_by_role("button", name="Was not so").click()
    expect(desk.locator("#row-police")).to_contain_text("not here")
    desk.get_by_role("button", name="Take up item 1 Welcome").click()
    expect(desk.locator("#in-hand")).to_contain_text("Welcome")
    phone = room.window("Leanne Okonjo", "without script", "seat", viewport=PHONE, java_script_enabled=False)
    phone.get_by_role("button", name="I am here, in the room").click()
    expect(phone.locator("#own")).to_contain_text("You are here in the room")
    desk.reload()
    expect(desk.locator("#row-police")).to_contain_text("in the room")


def test_meeting_of_yesterday_is_recorded_this_morning_and_every_entry_says_so(room: MeetingRoom) -> None:
    desk = room.window("Ruth Ashdown", "yesterday", "desk", viewport=DESKTOP)
    desk.get_by_role("button", name="Open the sitting").click()
    expect(desk.locator("#refused")).to_contain_text("say at what time of that day it was")
    desk.get_by_label("Opened at").fill("09:05")
    desk.get_by_role("button", name="Open the sitting").click()
    expect(desk.locator("#sitting-state")).to_contain_text("In session since 09:05")
    at_desk(desk)

    desk.locator("#row-director").get_by_role("button", name="Here").click()
    expect(desk.locator("#saved")).to_contain_text("say at what time of that day it was")
    time = desk.get_by_label("Time", exact=True)
    time.fill("09:10")
    arrives(desk, "priya", "okonjo", "westerby", "district", "beatriz")
    expect(desk.locator("#verdict")).to_contain_text("Quorate 6 of 7")
    expect(desk.locator("#timeline-title")).to_be_visible()
    expect(desk.locator(".tb-strip__key")).to_contain_text("09:05 to 09:10: Not quorate")
    time.fill("09:30")
    with entered(desk):
        desk.get_by_role("button", name="Take up item 2 Play areas").click()
    expect(desk.locator("#in-hand")).to_contain_text("Play areas")
    interest_entered_later(desk)
    desk.get_by_label("Time", exact=True).fill("10:00")
    on_row(desk, "priya", "l")
    expect(desk.locator("#row-director")).to_contain_text("left")
    expect(desk.locator(".tb-log__by").filter(has_text="entered later")).to_have_count(9)

    desk.locator("#close").click()
    desk.get_by_label("Closed at").fill("11:00")
    desk.get_by_role("button", name="Close the sitting").click()
    expect(desk.locator("#sitting-state")).to_contain_text("Closed at 11:00")
    expect(desk.locator("#log li", has_text="The sitting was closed")).to_contain_text("entered later")
    keep(desk, "desk-closed")
    check(desk, "desk-closed", picture=False)


def interest_entered_later(desk: Page) -> None:
    desk.locator("#row-districts").get_by_role("link", name="Interest of Alistair Penhallow").click()
    desk.get_by_label("Interest of personal gain").check()
    desk.get_by_label("What the interest is").fill("Owns the land.")
    desk.get_by_label("They leave for the item by their own choice").check()
    desk.get_by_label("Declared at").fill("09:31")
    desk.get_by_role("button", name="Record the interest").click()
    desk.wait_for_url("**/desk/")
    expect(desk.locator("#row-districts")).to_contain_text("out for item 2")
    expect(desk.locator("#item-verdict")).to_contain_text("Quorate 5 of 7")
    entry = desk.locator("#log li", has_text="declared an interest in item 2")
    expect(entry).to_contain_text("09:31")
    expect(entry).to_contain_text("entered later")
