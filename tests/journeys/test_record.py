"""The record of one meeting of Kent's board, from what is typed at the desk to its publication, and its withdrawal."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import page as pdf_checks
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PATIENCE_MS, PHONE, check
from tests.journeys.meeting_room import (
    MeetingRoom,
    Wanted,
    arrives,
    entered,
    item,
    keep,
    meeting_rooms,
    meets,
    on_row,
    opens,
    takes_up,
)
from tests.journeys.test_minutes import minute, state
from tests.journeys.test_who_is_who import Keyboard

pytestmark = pytest.mark.journey

CENTRES = "Opening hours of the children's centres"
SECRET_TITLE = "The case of Marigold"
SECRET_WORDS = "Marigold was spoken of."
SECRET_DECISION = "Marigold moves in May."
SECRET = "Marigold"
REASON = "It names children."
TYPED = "The centres were asked to open at nine on Saturdays."
PUT_RIGHT = "The centres were asked to open at ten on Saturdays."
ACTION = "Write to every centre."
PRINTS_MS = 120_000
"""How long six PDF may take, of three audiences in two sizes, on a machine that has much else to do."""

WITHDRAWN = "A telephone number stood in it."


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[MeetingRoom]:
    secret = item(SECRET_TITLE, "discussion", "confidential", reason=REASON)
    meetings = {"first": meets(item(CENTRES, "decision"), secret), "next": meets(starts="23:59")}
    wanted = Wanted("kent", ["Ruth Ashdown"], ["leanne-okonjo", "priya-nambiar"], meetings)
    with meeting_rooms(tmp_path, browser, wanted) as made:
        yield made["kent"]
        made["kent"].leave()


def test_minutes_go_from_the_desk_to_the_public_and_are_withdrawn(room: MeetingRoom, tmp_path: Path) -> None:
    """Given a meeting with a confidential item, when its minutes are typed, checked, circulated, corrected, approved
    at the next meeting and published, then everyone reads the correction, and of the confidential item its number and
    the reason alone, on the page and in the PDF; withdrawn, they are refused at once, and everyone reads why.
    """
    desk = room.opened_desk("Ruth Ashdown", "first")
    minuted_at_the_desk(desk)
    minutes = f"{room.address('first')}minutes/"
    checked_and_circulated(room, desk, minutes)
    correction_proposed(room, minutes)
    corrected(desk, minutes)
    approval_comes_by_itself(room, desk)
    approved_with_the_correction(desk, minutes)
    public = room.browser.new_context(base_url=room.server.address, viewport=PHONE).new_page()
    public.set_default_timeout(PATIENCE_MS)
    public.goto(minutes)
    expect(public.locator("main")).to_contain_text("not been published yet")
    published(desk)
    pdf = read_by_everyone(public, tmp_path)
    withdrawn(desk, minutes)
    public.reload()
    expect(public.locator("main")).to_contain_text(WITHDRAWN)
    expect(public.locator("main")).not_to_contain_text("Saturdays")
    assert public.request.get(pdf).status == 404
    check(public, "record-withdrawn")
    public.context.close()


def comes_together(desk: Page) -> None:
    """A quorum is there, in whose chair Priya Nambiar is."""
    arrives(desk, "priya", "okonjo", "westerby", "district", "beatriz")
    on_row(desk, "priya", "p")
    expect(desk.locator("#verdict")).to_contain_text("Quorate")


def writes(desk: Page, number: int, text: str) -> None:
    """The minute of the item in hand, once the page asks for that one."""
    expect(minute(desk)).to_have_accessible_name(f"Minute of item {number}")
    minute(desk).focus()
    desk.keyboard.type(text)
    expect(state(desk)).to_contain_text("Saved")


def settles(desk: Page, way: str, text: str) -> None:
    """What the item in hand ends in, by the keyboard."""
    keys = Keyboard(desk)
    desk.locator(way).focus()
    keys.press("Enter")
    desk.wait_for_url("**/decide/**")
    keys = Keyboard(desk)
    keys.skip_to_the_page()
    keys.fill("What was decided", text)
    keys.send("Record the decision")
    desk.wait_for_url("**/desk/")
    expect(desk.locator("#saved")).to_have_text("The decision is recorded.")
    expect(desk.locator("main .tb-notice--good")).to_have_count(0)


def minuted_at_the_desk(desk: Page) -> None:
    comes_together(desk)
    takes_up(desk, CENTRES)
    writes(desk, 1, TYPED)
    minute(desk).blur()
    desk.keyboard.press("x")
    expect(desk.locator("#saved")).to_contain_text("An action follows from what an item ended in")
    settles(desk, "#consensus", "Every centre opens on Saturdays.")
    acts_by_keyboard(desk)
    takes_up(desk, SECRET_TITLE)
    expect(desk.locator("#saved")).not_to_contain_text("The action is recorded.")
    writes(desk, 2, SECRET_WORDS)
    settles(desk, "#note", SECRET_DECISION)
    desk.locator("#close").click()
    desk.get_by_role("button", name="Close the sitting").click()
    expect(desk.locator("#sitting-state")).to_contain_text("Closed")


def acts_by_keyboard(desk: Page) -> None:
    desk.keyboard.press("x")
    desk.wait_for_url("**/actions/add/")
    check(desk, "action-at-desk")
    keys = Keyboard(desk)
    keys.skip_to_the_page()
    keys.fill("What is to be done", ACTION)
    keys.fill("By whom", "Leanne")
    due = desk.get_by_role("group", name="Until when")
    for part, text in (("Day", "2"), ("Month", "6"), ("Year", "2031")):
        keys.tab_to(due.get_by_label(part))
        keys.type(text)
    keys.send("Add the action")
    desk.wait_for_url("**/desk/")
    expect(desk.locator("#decision-1")).to_contain_text(f"Action for Leanne Okonjo by 2 June 2031: {ACTION}")
    expect(desk.locator("#saved")).to_have_text("The action is recorded.")
    keep(desk, "desk-action")
    check(desk, "desk-action", picture=False)


def checked_and_circulated(room: MeetingRoom, desk: Page, minutes: str) -> None:
    desk.goto(minutes)
    expect(desk.locator("#minute-1")).to_contain_text(f"Action for Leanne Okonjo by 2 June 2031: {ACTION}")
    check(desk, "record-draft")
    desk.get_by_role("link", name="Put the draft to the chair").click()
    desk.get_by_role("button", name="Put it to the chair").click()
    chair = room.window("Priya Nambiar", "first", viewport=DESKTOP)
    chair.goto(minutes)
    check(chair, "record-chair")
    chair.get_by_role("link", name="I have checked them").click()
    chair.get_by_role("button", name="The chair has checked the minutes").click()
    chair.wait_for_url(f"**{minutes}")
    desk.goto(minutes)
    desk.get_by_role("link", name="Circulate").click()
    prints(desk, "Circulate the minutes", "They are circulated.")
    letter = room.server.postbox.letter_to("leanne.okonjo@agency.example", after=1)
    assert SECRET not in str(letter)


def prints(desk: Page, button: str, said: str) -> None:
    """What makes PDF on the way takes its time."""
    desk.get_by_role("button", name=button).click(timeout=PRINTS_MS)
    expect(desk.get_by_role("alert")).to_contain_text(said, timeout=PRINTS_MS)


def correction_proposed(room: MeetingRoom, minutes: str) -> None:
    member = room.window("Leanne Okonjo", "first", viewport=PHONE)
    member.goto(minutes)
    expect(member.locator("main")).to_contain_text(SECRET_WORDS)
    member.get_by_label("Where", exact=True).select_option(label=f"Item 1: {CENTRES}")
    member.get_by_label("What should be different").fill("They were asked to open at ten.")
    member.get_by_role("button", name="Propose the correction").click()
    expect(member.locator("#remark-1")).to_contain_text("with the officer")
    check(member, "record-member")


def corrected(desk: Page, minutes: str) -> None:
    desk.goto(minutes)
    desk.get_by_role("link", name="Say what becomes of it").click()
    check(desk, "record-remark")
    desk.get_by_label("Done, or taken up in the text").check()
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("alert")).to_be_visible()
    desk.goto(minutes)
    desk.get_by_label("Minute of item 1").fill(PUT_RIGHT)
    expect(desk.locator("#minute-1 [data-state]")).to_contain_text("Saved")


def approval_comes_by_itself(room: MeetingRoom, desk: Page) -> None:
    desk.goto(f"{room.address('next')}agenda/")
    for title in ("Minutes of the meeting of", "Matters arising from the minutes of"):
        expect(desk.locator("main")).to_contain_text(title)
    desk.get_by_role("link", name="Begin with these items").click()
    desk.get_by_role("button", name="Begin the agenda").click()
    check(desk, "record-next-agenda")
    desk.goto(room.address("next", "desk"))
    opens(desk)
    comes_together(desk)
    with entered(desk):
        desk.get_by_role("button", name=re.compile("Take up item . Minutes of the meeting")).click()
    expect(desk.locator("#in-hand-title")).to_contain_text("Minutes of the meeting")
    settles(desk, "#consensus", "The minutes are approved as corrected.")
    desk.locator("#close").click()
    desk.get_by_role("button", name="Close the sitting").click()
    expect(desk.locator("#sitting-state")).to_contain_text("Closed")


def approved_with_the_correction(desk: Page, minutes: str) -> None:
    desk.goto(minutes)
    desk.get_by_role("link", name="Approve", exact=True).click()
    desk.get_by_text("With what is confidential").click()
    shows_the_correction(desk)
    check(desk, "record-approve")
    prints(desk, "Approved as a correct record", "They are approved.")
    expect(desk.locator("textarea")).to_have_count(0)


def shows_the_correction(page: Page) -> None:
    """Word by word: what was struck, what was put in."""
    expect(page.locator(".tb-corrected del").first).to_have_text("nine")
    expect(page.locator(".tb-corrected ins").first).to_have_text("ten")


def published(desk: Page) -> None:
    desk.get_by_role("link", name="Publish", exact=True).click()
    check(desk, "record-publish")
    desk.get_by_role("button", name="Publish the minutes").click()
    expect(desk.get_by_role("alert")).to_contain_text("They are published.")


def read_by_everyone(public: Page, folder: Path) -> str:
    """The address of the PDF that everyone can read."""
    public.reload()
    expect(public.locator("main")).to_contain_text(PUT_RIGHT)
    shows_the_correction(public)
    expect(public.locator("main")).to_contain_text(f"Confidential: {REASON}")
    assert SECRET not in public.content()
    check(public, "record-public")
    link = public.get_by_role("link", name="PDF of the minutes")
    with public.expect_download() as download:
        link.click()
    made = folder / "minutes.pdf"
    download.value.save_as(made)
    text = subprocess.run(["pdftotext", str(made), "-"], capture_output=True, text=True, check=True).stdout
    told = " ".join(text.split())
    assert PUT_RIGHT in told
    assert f"Confidential: {REASON}" in told
    assert SECRET not in told
    assert pdf_checks.validate_pdf_bytes(made.read_bytes(), profile="ua1").is_compliant
    return str(link.get_attribute("href"))


def withdrawn(desk: Page, minutes: str) -> None:
    desk.goto(minutes)
    desk.get_by_role("link", name="Withdraw the published minutes").click()
    check(desk, "record-withdraw")
    desk.get_by_label("Why they are withdrawn").fill(WITHDRAWN)
    desk.get_by_role("button", name="Withdraw them now").click()
    expect(desk.get_by_role("alert")).to_contain_text("They are withdrawn.")
