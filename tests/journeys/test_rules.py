"""The rules of a body read by everyone, two versions compared, and who comes tried by those of the trust."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, Town, check, sign_in
from tests.serving import ROOT

pytestmark = pytest.mark.journey

KENT = "/trusts/kent/bodies/board"
HARINGEY = "/trusts/haringey/bodies/board"
MAKE_MEMBER = """
import json
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from tests.world import PASSWORD, member
person = Person.objects.filter(trust__slug="%s", holdings__seat__body__key="board").order_by("key").last()
print(json.dumps(member(person, "%s", PERSON, second_factor=False).email))
"""
CHANGE = """
from copy import deepcopy
from datetime import date
from governance.constitution.acts import change_part
from governance.constitution.rulebook import rulebook_of
from governance.structure.models import Trust
from tests.world import operator
rulebook = rulebook_of(Trust.objects.get(slug="kent"))
quorum = deepcopy(rulebook.latest("board").written["quorum"])
quorum["business"]["at_least"]["n"] = 6
body, read = rulebook.bodies["board"], rulebook.edits("board")
change_part(body, part="quorum", written=quorum, starts=date(2031, 1, 1), read=read, by=operator())
"""


@pytest.fixture(scope="module")
def trusts(town: Town) -> Town:
    """The town with all of Kent and Haringey and their invented people; Kent asks for six from 2031."""
    for file in ("kent.yaml", "demo/kent-people.yaml", "haringey.yaml", "demo/haringey-people.yaml"):
        town.server.manage("load_trust", str(ROOT / "fixtures" / file))
    town.server.python(CHANGE)
    return town


def member_of(town: Town, trust: str, name: str) -> Person:
    email = json.loads(town.server.python(MAKE_MEMBER % (trust, name)))
    return Person(email=email, password="seven unrelated words in a row", key="", recovery="")


def test_visitor_reads_the_rules_and_compares_two_versions(trusts: Town, desk: Page) -> None:
    desk.goto(f"{KENT}/")
    desk.get_by_role("link", name="Rules", exact=True).click()
    expect(desk.get_by_role("heading", name="Quorum")).to_be_visible()
    expect(desk.get_by_role("link", name="Try who comes")).to_have_count(0)
    check(desk, "rules")
    desk.get_by_role("link", name="Compare the rules from 1 January 2031").click()
    expect(desk.get_by_role("insertion").first).to_contain_text("six")
    expect(desk.get_by_role("deletion").first).to_contain_text("five")
    check(desk, "versions")
    desk.goto(f"{HARINGEY}/rules/")
    check(desk, "rules-haringey")


def test_member_tries_who_comes_by_keyboard_and_shares_the_address(trusts: Town, desk: Page, phone: Page) -> None:
    member = member_of(trusts, "haringey", "Hanna Haringey")
    sign_in(desk, member)
    desk.goto(f"{HARINGEY}/rules/")
    desk.get_by_role("link", name="Try who comes").focus()
    desk.keyboard.press("Enter")
    verdict = desk.locator("#verdict")
    expect(verdict).to_have_text(re.compile("Not quorate"))
    check(desk, "try-nobody")

    boxes = desk.locator("input[name=come]")
    boxes.first.focus()
    for place in range(9):
        expect(boxes.nth(place)).to_be_focused()
        desk.keyboard.press("Space")
        expect(desk).to_have_url(re.compile(rf"room=([a-z-]+\.){{{place}}}[a-z-]+$"))
        desk.keyboard.press("Tab")
        desk.keyboard.press("Tab")
    check(desk, "try-some")
    desk.get_by_role("button", name="Everyone comes").focus()
    desk.keyboard.press("Enter")
    expect(verdict).to_have_text(re.compile("✓Quorate"))
    expect(desk.get_by_role("button", name="Everyone comes")).to_be_focused()
    expect(desk.locator("#spoken")).to_contain_text("Quorate.")
    expect(desk).to_have_url(re.compile("all=room"))
    check(desk, "try-everyone")

    desk.get_by_label("How Police borough commander takes part").select_option("by a deputy")
    expect(desk).to_have_url(re.compile("deputy=police"))
    sentence = desk.locator(".tb-finding__sentence").inner_text()
    sign_in(phone, member)
    phone.goto(desk.url)
    expect(phone.locator("#verdict")).to_have_text(re.compile("✓Quorate"))
    expect(phone.locator(".tb-finding__sentence")).to_have_text(sentence)
    expect(phone.get_by_label("How Police borough commander takes part")).to_have_value("deputy")
    assert phone.url == desk.url
    check(phone, "try-shared")
    phone.screenshot(path=Path(os.environ["PICTURES"]) / "try-phone.png") if "PICTURES" in os.environ else None


def test_officer_is_led_from_the_rules_to_their_work(trusts: Town, desk: Page) -> None:
    officer = trusts.people(("kent", "Kent Children's Trust", "Rosa Rule", "officer", True))["Rosa Rule"]
    sign_in(desk, officer)
    desk.goto(f"{KENT}/rules/")
    check(desk, "rules-officer")
    desk.get_by_role("link", name="Change quorum").click()
    expect(desk).to_have_url(re.compile("/rules/quorum/change/"))
    desk.goto(f"{KENT}/rules/try/?on=2010-06-01&room=director.youth-offending-service.districts&chair=police&fact=fire")
    check(desk, "try-troubles")


def test_member_sees_what_kents_five_lack_without_script(trusts: Town, plain: Page) -> None:
    sign_in(plain, member_of(trusts, "kent", "Keith Kent"))
    plain.goto(f"{KENT}/rules/try/?on=2010-06-01")
    for seat in ("Director of children's services", "Kent Police", "Youth Offending Service", "District councils"):
        plain.get_by_label(re.compile(rf"^{seat}"), exact=False).first.check()
    plain.get_by_role("button", name="Show the answer").click()
    expect(plain.locator("#verdict")).to_have_text(re.compile("✓Quorate"))
    plain.get_by_label(re.compile("^Kent Police")).first.uncheck()
    plain.get_by_role("button", name="Show the answer").click()
    expect(plain.locator("#verdict")).to_have_text(re.compile("✗Not quorate"))
    plain.get_by_role("button", name="Nobody comes").click()
    expect(plain.locator("input[name=come]:checked")).to_have_count(0)
