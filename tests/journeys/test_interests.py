"""The register of interests: a member declares and confirms by keyboard, the officer sees who is due."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, Town, check, sign_in
from tests.journeys.test_who_is_who import Keyboard, done, opened
from tests.serving import ROOT

pytestmark = pytest.mark.journey

TRUST = "/trusts/haringey"
MAKE_MEMBER = """
import json
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from tests.world import PASSWORD, member
person = Person.objects.filter(trust__slug="haringey", holdings__seat__body__key="board").order_by("key").last()
user = member(person, "Ida Interested", PERSON, second_factor=False)
print(json.dumps({"email": user.email, "key": person.key, "name": person.name}))
"""
OPEN = "Governor of Hill School, which buys training from the trust."
SECRET = "A brother works for a firm that may bid."


@pytest.fixture(scope="module")
def haringey(town: Town) -> Town:
    """The town with all of Haringey's trust and its invented people."""
    for file in ("haringey.yaml", "demo/haringey-people.yaml"):
        town.server.manage("load_trust", str(ROOT / "fixtures" / file))
    return town


def declare(page: Page, words: str, *, whose: int, confidential: bool) -> Keyboard:
    """Declare an interest of the first kind that is offered, from today on, by keyboard alone."""
    keys = Keyboard(page)
    keys.tab_to(page.get_by_role("link", name="Skip to the page"))
    keys.press("Enter")
    keys.tab_to(page.get_by_role("link", name="Declare an interest"))
    keys.press("Enter")
    page.wait_for_url("**/declare/")
    keys.fill("What the interest is", words)
    for name, downs in (("whose", whose), ("kind", 0)):
        keys.tab_to(page.locator(f"input[name={name}]").first)
        keys.press("Space")
        for _ in range(downs):
            keys.press("ArrowDown")
    keys.tab_to(page.locator("input[name=is_public]").first)
    keys.press("Space")
    if confidential:
        keys.press("ArrowDown")
    keys.send("Declare the interest")
    page.wait_for_url("**/interests/#interest-*")
    return keys


def test_member_declares_and_confirms_by_keyboard_and_the_officer_sees_who_is_due(
    haringey: Town, desk: Page, phone: Page
) -> None:
    """Given a member who signs in, when they declare one interest for everyone and one in confidence and confirm,
    then a visitor reads the first alone, and the officer reads both and no longer finds the member among those due."""
    made = json.loads(haringey.server.python(MAKE_MEMBER))
    officer = haringey.people(("haringey", "Haringey", "Otto Officer", "officer", True))["Otto Officer"]
    sign_in(desk, Person(made["email"], "seven unrelated words in a row", "", ""))
    keys = opened(desk, "/seats/")
    keys.tab_to(desk.get_by_role("link", name="Your interests in"))
    keys.press("Enter")
    desk.wait_for_url("**/interests/")
    check(desk, "interests-own-empty")

    strokes = declare(desk, OPEN, whose=0, confidential=False).strokes - len(OPEN)
    declare(desk, SECRET, whose=1, confidential=True)
    print(f"\ndeclaring an interest from one's own page: {strokes} strokes and its words")
    keys = opened(desk, f"{TRUST}/people/{made['key']}/interests/confirm/")
    check(desk, "interests-confirm")
    keys.send("Confirm that this is all")
    done(desk, f"/people/{made['key']}/interests/")
    expect(desk.get_by_text("To be confirmed again by")).to_be_visible()
    check(desk, "interests-own")
    desk.get_by_role("link", name="History of your interests").click()
    check(desk, "interests-history")

    phone.goto(f"{TRUST}/")
    phone.get_by_role("link", name="Register of interests").click()
    expect(phone.locator("main")).to_contain_text(OPEN)
    expect(phone.locator("main")).not_to_contain_text(SECRET)
    check(phone, "interests-public")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Download for a spreadsheet").click()
    assert SECRET not in download.value.path().read_text()
    sign_in(phone, officer)
    phone.goto(f"{TRUST}/interests/")
    expect(phone.locator("main")).to_contain_text(SECRET)
    check(phone, "interests-whole")
    phone.get_by_role("link", name="Who has confirmed").click()
    check(phone, "interests-confirmations")
    expect(phone.get_by_role("table", name="Confirmed")).to_contain_text(made["name"])
    expect(phone.get_by_role("table", name="Due")).not_to_contain_text(made["name"])


def test_officer_keeps_an_interest_for_somebody_and_is_told_what_is_wrong(haringey: Town, desk: Page) -> None:
    sign_in(desk, haringey.people(("haringey", "Haringey", "Ollie Officer", "officer", True))["Ollie Officer"])
    desk.goto(f"{TRUST}/interests/confirmations/")
    desk.get_by_role("table", name="Due").get_by_role("link").first.click()
    desk.get_by_role("link", name="Declare an interest").click()
    check(desk, "interests-declare")
    desk.get_by_role("button", name="Declare the interest").click()
    expect(desk.locator(".govuk-error-summary")).to_be_visible()
    check(desk, "interests-declare-wrong")
    desk.get_by_label("What the interest is").fill("Trustee of a charity.")
    desk.get_by_label("Their own").check()
    desk.get_by_label("None of these").check()
    desk.get_by_label("Everyone").check()
    desk.get_by_role("button", name="Declare the interest").click()
    expect(desk.get_by_text("Declared by Ollie Officer")).to_be_visible()
    desk.get_by_role("link", name=re.compile("^Change.*Trustee")).click()
    check(desk, "interests-change")
    desk.get_by_role("link", name="Interests of").click()
    desk.get_by_role("link", name=re.compile("^End.*Trustee")).click()
    check(desk, "interests-end")
