"""Meetings before they happen: a year agreed, notice given and taken, answers, and the quorum to expect."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, Town, check, sign_in
from tests.journeys.test_who_is_who import Keyboard, done, opened
from tests.serving import ROOT

pytestmark = pytest.mark.journey

BOARD = "/trusts/kent/bodies/board/"
CALENDAR = f"{BOARD}calendar/"
YEAR = datetime.now(UTC).year + 1
MAKE_MEMBER = """
import json
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from tests.world import PASSWORD, member
person = Person.objects.get(trust__slug="kent", key="leanne-okonjo")
user = member(person, "Leanne Okonjo", PERSON, second_factor=False)
print(json.dumps({"email": user.email, "password": PASSWORD, "key": "", "recovery": ""}))
"""


@pytest.fixture(scope="module")
def kent(town: Town) -> Town:
    """The town with all of Kent's trust and its invented people."""
    for file in ("kent.yaml", "demo/kent-people.yaml"):
        town.server.manage("load_trust", str(ROOT / "fixtures" / file))
    return town


def test_officer_agrees_a_year_gives_notice_and_a_member_answers(kent: Town, desk: Page, phone: Page) -> None:
    """Given Kent's constitution, when the officer agrees its year by keyboard and gives notice of the first meeting,
    then a member who follows the letter answers on a telephone, and the officer sees the quorum that promises."""
    leanne = Person(**json.loads(kent.server.python(MAKE_MEMBER)))
    sign_in(desk, kent.person("Petra Planner"))
    strokes = agree_the_year(desk)
    print(f"\nagreeing a year of four meetings: {strokes} strokes")
    assert strokes <= 40
    first = open_the_first_meeting(desk)
    give_notice(desk)
    letter = kent.server.postbox.letter_to(leanne.email, after=1)
    (entry,) = letter.iter_attachments()
    assert (entry.get_content_type(), entry.get_param("method")) == ("text/calendar", "REQUEST")
    body = letter.get_body(("plain",))
    assert body is not None
    assert f"{first}" in body.get_content()

    sign_in(phone, leanne)
    phone.goto(first)
    check(phone, "meeting-member")
    keys = Keyboard(phone)
    keys.tab_to(phone.get_by_label("Coming", exact=True))
    keys.press("Space")
    keys.send("Send the answer")
    done(phone, first)
    expect(phone.get_by_text("1 of", exact=False).first).to_be_visible()

    desk.goto(first)
    expected = desk.get_by_role("region", name="Quorum to expect")
    expect(expected).to_contain_text("Not quorate")
    expect(expected).to_contain_text("2 of 5")
    expected.get_by_text("Who serves which part of the rule").click()
    check(desk, "meeting-officer")


def agree_the_year(desk: Page) -> int:
    desk.goto(f"{CALENDAR}?year={YEAR}")
    check(desk, "calendar-empty")
    desk.get_by_role("link", name="Propose the dates of this year").click()
    check(desk, "propose")
    keys = opened(desk, f"{CALENDAR}propose/?year={YEAR}")
    keys.fill("Begins at", "2pm")
    keys.fill("Place", "County Hall")
    keys.send("Agree these dates")
    done(desk, f"{CALENDAR}?year={YEAR}-*")
    expect(desk.locator("#to-come + ul > li")).to_have_count(4)
    check(desk, "calendar")
    return keys.strokes


def open_the_first_meeting(desk: Page) -> str:
    keys = Keyboard(desk)
    keys.tab_to(desk.locator("#to-come + ul a").first)
    keys.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Ordinary meeting")
    check(desk, "meeting-before-notice")
    return desk.url.removeprefix(desk.url.split("/trusts/")[0])


def give_notice(desk: Page) -> None:
    keys = Keyboard(desk)
    keys.tab_to(desk.get_by_role("link", name="Give notice"))
    keys.press("Enter")
    desk.wait_for_url("**/notice/")
    check(desk, "give-notice")
    keys = Keyboard(desk)
    keys.send("Give notice")
    expect(desk.get_by_text("Notice is given.")).to_be_visible()


def test_officer_moves_and_cancels_and_everybody_sees_why(kent: Town, desk: Page, plain: Page) -> None:
    """Given a meeting of which no notice was given, when the officer moves it and then cancels it, then a visitor
    without script reads that it is cancelled, and why."""
    sign_in(desk, kent.person("Carl Canceller"))
    desk.goto(f"{BOARD}meetings/add/")
    check(desk, "add-meeting")
    for part, text in enumerate(("16", "5", str(YEAR))):
        desk.locator(f"#id_on_{part}").fill(text)
    desk.get_by_label("Begins at").fill("10.30")
    desk.get_by_label("Place").fill("County Hall")
    desk.get_by_role("button", name="Add the meeting").click()
    expect(desk.get_by_text("The meeting is added.")).to_be_visible()
    address = desk.url
    desk.get_by_role("link", name="Move", exact=True).click()
    desk.get_by_label("Place").fill("Town Hall")
    desk.get_by_label("Why it is moved").fill("The hall is taken.")
    check(desk, "move-meeting")
    desk.get_by_role("button", name="Move the meeting").click()
    expect(desk.get_by_text("The hall is taken.")).to_be_visible()
    desk.get_by_role("link", name="Cancel", exact=True).click()
    check(desk, "cancel-meeting")
    desk.get_by_label("Why it is cancelled").fill("There is no business.")
    desk.get_by_role("button", name="Cancel the meeting").click()
    expect(desk.get_by_text("The meeting is cancelled.")).to_be_visible()
    check(desk, "meeting-cancelled")

    plain.goto(f"{CALENDAR}?year={YEAR}")
    expect(plain.get_by_text("Why: There is no business.")).to_be_visible()
    plain.goto(address)
    expect(plain.get_by_text("There is no business.")).to_be_visible()
    expect(plain.get_by_text("The hall is taken.")).to_have_count(0)
