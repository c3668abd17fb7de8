"""What is decided between meetings and what a partner has to ratify: both come before Kent's board by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, check
from tests.journeys.meeting_room import MeetingRoom, Wanted, item, meeting_rooms, meets, takes_up
from tests.journeys.test_who_is_who import Keyboard

pytestmark = pytest.mark.journey

MAKE_DECISION = """
from tests.meetings.ballots.golden_scenes import KENTS_FIVE, Stage
print(Stage("kent", KENTS_FIVE).agrees().get_absolute_url())
"""
FLOOD = "The flooded centre in Ashford"
REFERENCE = "Police executive, minute 7"


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[MeetingRoom]:
    meetings = {"group": meets(item(FLOOD, "decision"), body="executive-group"), "board": meets(day=7)}
    with meeting_rooms(tmp_path, browser, Wanted("kent", ["Ruth Ashdown"], [], meetings)) as made:
        yield made["kent"]
        made["kent"].leave()


def test_urgent_decision_and_ratification_come_before_the_board_by_themselves(room: MeetingRoom) -> None:
    """Given an executive group that decides in urgency, when the board's next agenda is begun, then the report stands
    on it. Given a decision of the board's that a partner has to ratify and has not, then the first page asks for it,
    it comes onto that agenda, and so does what the partner said at last.
    """
    decision = room.server.python(MAKE_DECISION).strip().splitlines()[-1]
    desk = room.opened_desk("Ruth Ashdown", "group")
    decided_in_urgency(desk)
    agenda = f"{room.address('board')}agenda/"
    report_comes_by_itself(desk, agenda)
    referred_by_keyboard(desk, decision)
    overdue_on_the_first_page(desk)
    room.server.manage("remind")
    on_the_agenda(desk, agenda, "Ratification overdue: The plan")
    answered(desk)
    on_the_agenda(desk, agenda, "Ratified by Kent Police: The plan")
    check(desk, "urgent-agenda-whole")
    desk.goto("/")
    expect(desk.get_by_role("link", name="Ask Kent Police for its ratification")).to_have_count(0)


def on_the_agenda(desk: Page, agenda: str, title: str) -> None:
    """An item of the board's next agenda that came by itself."""
    desk.goto(agenda)
    one = desk.locator(".tb-item", has=desk.get_by_role("heading", name=title))
    expect(one).to_contain_text("It came by itself")


def decided_in_urgency(desk: Page) -> None:
    takes_up(desk, FLOOD)
    desk.locator("#consensus").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/decide/**")
    keys = Keyboard(desk)
    keys.skip_to_the_page()
    asked_once_it_is_chosen(desk, keys)
    keys.fill("What was decided", "The centre moves to the library until it is dry.")
    keys.tick("It is urgent")
    check(desk, "urgent-decide")
    keys.send("Record the decision")
    desk.wait_for_url("**/desk/")
    expect(desk.locator("#decision-1")).to_contain_text("The centre moves to the library")


def asked_once_it_is_chosen(desk: Page, keys: Keyboard) -> None:
    """What belongs to another way of settling is not there, until that way is chosen."""
    awaited, urgent = desk.get_by_label("What is awaited"), desk.get_by_label("It is urgent")
    for key, is_deferred in (("ArrowDown", True), ("ArrowUp", False)):
        keys.tab_to(desk.locator("[name=how]:checked"))
        keys.press(key)
        expect(awaited).to_be_visible(visible=is_deferred)
        expect(urgent).to_be_visible(visible=not is_deferred)


def report_comes_by_itself(desk: Page, agenda: str) -> None:
    desk.goto(agenda)
    expect(desk.locator("main")).to_contain_text(f"Report of an urgent decision: {FLOOD}")
    check(desk, "urgent-agenda-waits")
    desk.get_by_role("link", name="Begin with these items").click()
    desk.get_by_role("button", name="Begin the agenda").click()
    expect(desk.get_by_role("alert")).to_be_visible()
    on_the_agenda(desk, agenda, f"Report of an urgent decision: {FLOOD}")
    expect(desk.locator("main")).to_contain_text("The centre moves to the library until it is dry.")


def referred_by_keyboard(desk: Page, decision: str) -> None:
    desk.set_viewport_size(DESKTOP)
    desk.goto(decision)
    desk.get_by_role("link", name="Refer it for ratification").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/refer/")
    check(desk, "refer")
    keys = Keyboard(desk)
    keys.skip_to_the_page()
    keys.fill("Who has to ratify it", "Kent Police")
    dated(desk, keys, "Until when", "1", "7", "2026")
    keys.send("Refer the decision")
    desk.wait_for_url(f"**{decision}")
    expect(desk.locator("main")).to_contain_text("Overdue")
    expect(desk.locator("main")).to_contain_text("by 1 July 2026")


def dated(desk: Page, keys: Keyboard, group: str, *written: str) -> None:
    """The day, month and year of that date, by the keyboard."""
    date = desk.get_by_role("group", name=group)
    for part, text in zip(("Day", "Month", "Year"), written, strict=True):
        keys.tab_to(date.get_by_label(part))
        keys.type(text)


def overdue_on_the_first_page(desk: Page) -> None:
    desk.goto("/")
    expect(desk.get_by_role("link", name="Ask Kent Police for its ratification")).to_be_visible()
    check(desk, "home-ratification")


def answered(desk: Page) -> None:
    desk.goto("/")
    desk.get_by_role("link", name="Ask Kent Police for its ratification").click()
    desk.get_by_role("link", name="Record the answer of Kent Police").click()
    check(desk, "record-ratification")
    keys = Keyboard(desk)
    keys.skip_to_the_page()
    keys.tab_to(desk.locator("input[name=outcome]").first)
    keys.press("Space")
    expect(desk.get_by_label("Ratified", exact=True)).to_be_checked()
    dated(desk, keys, "When", "12", "7", "2026")
    keys.fill("Where it stands in their minutes", REFERENCE)
    keys.send("Record the answer")
    desk.wait_for_url("**/decisions/*/")
    expect(desk.locator("main")).to_contain_text(f"on 12 July 2026: {REFERENCE}")
    check(desk, "decision-ratified")
