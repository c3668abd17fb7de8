"""Minutes typed at the item in hand: two officers at once, the connection lost and back, and what the public reads."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import cycle, pairwise

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Request, expect

from tests.journeys.conftest import DESKTOP, PHONE, check
from tests.journeys.meeting_room import MeetingRoom, Wanted, item, keep, meeting_rooms, meets, takes_up

pytestmark = pytest.mark.journey

STANDS = """
from meetings.minutes.models import Passage
rows = Passage.objects.filter(minutes__meeting=%r).order_by("item__position")
print([(passage.item.position, passage.text) for passage in rows])
"""
QUIET_MS = 1_000
MEETINGS = ("types", "two", "lost", "closed", "plain", "killed", "moves")
WORDS = "The board heard that the bids were opened on Monday and that four of them kept the day. "
LOST_AT_MOST_MS = 5_000
SAFE_AT_LEAST_MS = 1_000
BETWEEN_SAVES_MS = 3_000
SLOWEST_SAVE = """
Math.max(0, ...performance.getEntriesByType("resource")
    .filter(entry => entry.name.includes("/minutes/at/"))
    .map(entry => entry.duration))
"""
"""Of those that were answered; `Saves` knows the others."""


@pytest.fixture(scope="module")
def town(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MeetingRoom]:
    items = (
        item("Commissioning of speech therapy", about="Bids for three years."),
        item("A serious case review", audience="confidential", reason="It names children."),
    )
    meetings = {name: meets(*items, starts=f"{9 + hour:02}:00") for hour, name in enumerate(MEETINGS)}
    people = ["leanne-okonjo", "priya-nambiar"]
    wanted = Wanted("kent", ["Ruth Ashdown", "Olga Other"], people, meetings)
    with meeting_rooms(tmp_path_factory.mktemp("minutes"), browser, wanted) as made:
        yield made["kent"]


@pytest.fixture
def room(town: MeetingRoom) -> Iterator[MeetingRoom]:
    yield town
    town.leave()


def opened_desk(room: MeetingRoom, meeting: str) -> Page:
    """The desk of an open sitting with the first item in hand."""
    desk = room.opened_desk("Ruth Ashdown", meeting)
    takes_up(desk, "speech therapy")
    expect(minute(desk)).to_have_accessible_name("Minute of item 1")
    return desk


def stands(room: MeetingRoom, meeting: str) -> str:
    """What is written in its minutes: numbers of items, and texts."""
    key = room.address(meeting).rstrip("/").rsplit("/", 1)[1]
    return room.server.python(STANDS % key)


def minute(page: Page) -> Locator:
    """Where one writes at the item in hand."""
    return page.locator("#minute-dock textarea")


def state(page: Page) -> Locator:
    """What it says of being saved."""
    return page.locator("#minute-dock [data-state]")


@contextmanager
def clock_stopped(*pages: Page) -> Iterator[None]:
    """No timer of those pages goes off but by `passes`, however long the machine takes."""
    for page in pages:
        page.clock.install()
        page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    yield
    for page in pages:
        page.clock.resume()


def passes(page: Page, milliseconds: int) -> None:
    """So much time, on a page whose clock is stopped."""
    page.clock.run_for(milliseconds)


def test_minute_saves_itself_and_follows_the_item_in_hand(room: MeetingRoom) -> None:
    """Given somebody who stops typing, then it is saved a second later and not before; and taking the next item up
    saves at once."""
    desk = opened_desk(room, "types")
    minute(desk).focus()
    with clock_stopped(desk):
        desk.keyboard.type("The board considered the bids.")
        passes(desk, QUIET_MS - 1)
        expect(state(desk)).to_contain_text("Not saved yet")
        passes(desk, 1)
        expect(state(desk)).to_contain_text("Saved")
    assert stands(room, "types").strip() == "[(1, 'The board considered the bids.')]"

    desk.keyboard.type(" It asked")
    desk.locator("#next-item").click()
    expect(minute(desk)).to_have_accessible_name("Minute of item 2")
    expect(minute(desk)).to_have_value("")
    expect(desk.locator("#minute-dock")).to_contain_text("Confidential.")
    minute(desk).focus()
    desk.keyboard.type("A child was spoken of.")
    expect(state(desk)).to_contain_text("Saved")
    written = stands(room, "types").strip()
    assert written == "[(1, 'The board considered the bids. It asked'), (2, 'A child was spoken of.')]"
    keep(desk, "desk-minute")
    check(desk, "desk-minute", picture=False)
    desk.set_viewport_size(PHONE)
    keep(desk, "desk-minute-320")


def test_what_is_typed_while_the_next_item_comes_is_never_written_under_the_item_before(room: MeetingRoom) -> None:
    """Given an item for everybody and a confidential one after it, when somebody takes that up and types at once, then
    no word of it stands under the first."""
    desk = opened_desk(room, "moves")
    desk.evaluate("""() => {
        document.querySelector("#next-item").click();
        const text = document.querySelector("#minute-dock textarea");
        text.focus();
        window.wasLocked = text.readOnly;
    }""")
    desk.keyboard.type("The child", delay=30)
    assert desk.evaluate("window.wasLocked")
    expect(minute(desk)).to_have_accessible_name("Minute of item 2")
    expect(minute(desk)).to_be_editable()
    minute(desk).focus()
    desk.keyboard.type(" was spoken of.")
    expect(state(desk)).to_contain_text("Saved")
    assert "(1, '')" in stands(room, "moves") or "(1," not in stands(room, "moves")


def test_two_officers_type_at_once_and_nothing_is_overwritten(room: MeetingRoom) -> None:
    desk = opened_desk(room, "two")
    other = room.window("Olga Other", "two", "desk", viewport=DESKTOP)
    expect(minute(other)).to_have_accessible_name("Minute of item 1")
    with clock_stopped(desk, other):
        for page, text in ((desk, "Ruth wrote this."), (other, "Olga wrote that.")):
            minute(page).focus()
            page.keyboard.insert_text(text)
        for page in (desk, other):
            passes(page, QUIET_MS)
        for page in (desk, other):
            expect(state(page)).to_contain_text(re.compile("^(Saved |Not saved: .* changed this)"))
    both = [page for page in (desk, other) if page.locator(".tb-minute__beside").count()]
    assert len(both) == 1
    second = both[0]
    mine, theirs = (
        ("Ruth wrote this.", "Olga wrote that.") if second is desk else ("Olga wrote that.", "Ruth wrote this.")
    )
    expect(minute(second)).to_have_value(mine)
    expect(second.locator(".tb-minute__theirs")).to_have_text(theirs)
    assert theirs in stands(room, "two")
    keep(second, "minute-conflict")
    check(second, "minute-conflict", picture=False)
    second.get_by_role("button", name="Both, theirs first").click()
    expect(state(second)).to_contain_text("Saved")
    expect(minute(second)).to_have_value(f"{theirs}\n\n{mine}")

    first = other if second is desk else desk
    minute(first).blur()
    minute(first).focus()
    expect(minute(first)).to_have_value(f"{theirs}\n\n{mine}")


def test_lost_connection_keeps_what_is_typed_and_sends_it_when_it_is_back(room: MeetingRoom) -> None:
    desk = opened_desk(room, "lost")
    minute(desk).focus()
    desk.keyboard.type("Before.")
    expect(state(desk)).to_contain_text("Saved")
    room.server.stop()
    desk.keyboard.type(" Without a connection.")
    expect(state(desk)).to_contain_text("no connection")
    desk.keyboard.type(" And more.")
    room.server.start()
    expect(state(desk)).to_contain_text("Saved")
    expect(minute(desk)).to_have_value("Before. Without a connection. And more.")
    assert "Before. Without a connection. And more." in stands(room, "lost")


def test_what_was_typed_before_the_laptop_closed_is_offered_back(room: MeetingRoom) -> None:
    desk = opened_desk(room, "closed")
    minute(desk).focus()
    room.server.stop()
    desk.keyboard.type("Typed into the dark.")
    expect(state(desk)).to_contain_text("no connection")
    desk.once("dialog", lambda dialog: dialog.accept())
    address = desk.url
    desk.goto("about:blank")
    room.server.start()
    desk.goto(address)
    expect(desk.locator(".tb-minute__theirs")).to_have_text("Typed into the dark.")
    keep(desk, "minute-offered")
    desk.get_by_role("button", name="Put it back").click()
    expect(state(desk)).to_contain_text("Saved")
    assert "Typed into the dark." in stands(room, "closed")
    desk.reload()
    expect(minute(desk)).to_have_value("Typed into the dark.")
    expect(desk.locator(".tb-minute__beside")).to_have_count(0)


def test_typing_on_without_a_pause_loses_at_most_five_seconds_when_the_laptop_dies(room: MeetingRoom) -> None:
    """Given somebody who types and never pauses for a second, when the page dies at any moment without a last word,
    then what was typed more than five seconds before stands, word for word; on a machine so slow that one save takes
    more than a second, or that stands still, by the page's own account, that much longer before.
    """
    desk = opened_desk(room, "killed")
    saves = Saves(desk)
    minute(desk).focus()
    typed, letters = [(now(desk), "")], cycle(WORDS)
    began, died, lost_at_most = typed[0][0], 0.0, 0.0
    while died - lost_at_most < began + SAFE_AT_LEAST_MS:
        dies = now(desk) + random.uniform(8_000, 12_000)
        while typed[-1][0] < dies:
            desk.keyboard.type(letter := next(letters))
            typed.append((now(desk), letter))
            desk.wait_for_timeout(40)
        stood_still = max(later - earlier for (earlier, _), (later, _) in pairwise(typed))
        lost_at_most = max(LOST_AT_MOST_MS, BETWEEN_SAVES_MS + 2 * saves.slowest() + stood_still)
        died = now(desk)
    kill(desk)
    safe = "".join(letter for at, letter in typed if at <= died - lost_at_most)
    print(f"\ntyped for {died - began:.0f} ms: {len(typed)} letters, {len(safe)} of them {lost_at_most:.0f} ms before")
    assert safe
    assert stands(room, "killed").strip().removeprefix("[(1, '").startswith(safe.rstrip())


class Saves:
    """What the page sends of a minute while one types."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.under_way: dict[Request, float] = {}
        page.on("request", self._sent)
        page.on("requestfinished", lambda request: self.under_way.pop(request, None))
        page.on("requestfailed", lambda request: self.under_way.pop(request, None))

    def _sent(self, request: Request) -> None:
        if "/minutes/at/" in request.url:
            self.under_way[request] = time.monotonic()

    def slowest(self) -> float:
        """For how long the longest took, in milliseconds, or is under way already."""
        answered = float(self.page.evaluate(SLOWEST_SAVE))
        return max(answered, *(1000 * (time.monotonic() - sent) for sent in self.under_way.values()), 0)


def now(page: Page) -> float:
    """The time on the page's own clock, in milliseconds."""
    return float(page.evaluate("performance.now()"))


def kill(page: Page) -> None:
    """The page dies without an event of its own: nothing of it can be sent any more."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")


def test_minutes_are_written_without_script_and_read_by_all_whom_they_are_for(room: MeetingRoom) -> None:
    desk = opened_desk(room, "plain")
    desk.locator("#close").click()
    desk.get_by_role("button", name="Close the sitting").click()
    plain = room.window("Olga Other", "plain", "desk", viewport=DESKTOP, java_script_enabled=False)
    minutes = f"{room.address('plain')}minutes/"
    plain.goto(minutes)
    plain.get_by_label("Minute of item 1").fill("The board **agreed**:\n\n- one\n- two")
    plain.get_by_role("button", name="Save the minute of item 1").click()
    plain.wait_for_url("**/minutes/#minute-1")
    expect(plain.locator("#minute-1")).to_contain_text("by Olga Other")

    desk.goto(minutes)
    check(desk, "minutes-draft")
    desk.get_by_role("link", name="Put the draft to the chair").click()
    desk.get_by_role("button", name="Put it to the chair").click()
    desk.get_by_role("link", name="The chair has checked them").click()
    desk.get_by_role("button", name="The chair has checked the minutes").click()
    desk.get_by_role("link", name="Circulate").click()
    check(desk, "minutes-circulate")
    desk.get_by_role("button", name="Circulate the minutes").click()
    expect(desk.locator("main")).to_contain_text("They are circulated.")

    member = room.window("Leanne Okonjo", "plain", "seat", viewport=PHONE)
    member.goto(minutes)
    expect(member.locator(".tb-minuted li")).to_have_text(["one", "two"])
    check(member, "minutes-member")
    public = room.browser.new_context(base_url=room.server.address).new_page()
    public.goto(minutes)
    expect(public.locator("main")).to_contain_text("not been published yet")
    public.context.close()
