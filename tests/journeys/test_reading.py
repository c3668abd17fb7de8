"""Who is who, read: by a visitor, an officer, an auditor and a member, wide and narrow, by keyboard and on paper."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, Town, check, sign_in
from tests.serving import ROOT

pytestmark = pytest.mark.journey

TRUST = "/trusts/haringey"
MAKE_MEMBER = """
import json
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from tests.world import PASSWORD, member
person = Person.objects.filter(trust__slug="haringey", holdings__seat__body__key="board").order_by("key").first()
user = member(person, "Hetty Haringey", PERSON, second_factor=False)
print(json.dumps({"email": user.email, "key": person.key}))
"""


@pytest.fixture(scope="module")
def haringey(town: Town) -> Town:
    """The town with all of Haringey's trust and its invented people."""
    for file in ("haringey.yaml", "demo/haringey-people.yaml"):
        town.server.manage("load_trust", str(ROOT / "fixtures" / file))
    return town


def test_visitor_reads_who_is_who(haringey: Town, desk: Page) -> None:
    desk.goto(f"{TRUST}/")
    check(desk, "who-trust")
    desk.get_by_role("link", name="Structure", exact=True).click()
    check(desk, "who-structure")
    desk.get_by_role("figure").get_by_role("link", name="Haringey Children's Trust Board").click()
    expect(desk.get_by_text("34 seats")).to_be_visible()
    check(desk, "who-body")
    desk.get_by_label("As at").fill("2009-04-01")
    desk.get_by_role("button", name="Show").click()
    expect(desk.get_by_text("It is not there yet")).to_be_visible()
    desk.get_by_role("link", name="Back to today").click()
    desk.get_by_role("table").get_by_role("link").first.click()
    check(desk, "who-seat")
    desk.goto(f"{TRUST}/members/")
    check(desk, "who-members")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Download for a spreadsheet").click()
    assert download.value.suggested_filename.startswith("haringey-members-")


def test_visitor_goes_through_the_structure_chart_by_keyboard(haringey: Town, desk: Page) -> None:
    desk.goto(f"{TRUST}/structure/")
    region = desk.get_by_role("region", name="Structure chart")
    region.focus()
    boxes = region.get_by_role("link")
    for place in range(boxes.count()):
        desk.keyboard.press("Tab")
        expect(boxes.nth(place)).to_be_focused()
    name = boxes.last.text_content()
    desk.keyboard.press("Enter")
    heading = desk.get_by_role("heading", level=1)
    expect(heading).not_to_have_text("Structure")
    assert (heading.text_content() or "") in " ".join((name or "").split())


def test_structure_chart_scrolls_by_itself_on_a_telephone_and_fits_the_paper(haringey: Town, phone: Page) -> None:
    phone.goto(f"{TRUST}/structure/")
    region = phone.get_by_role("region", name="Structure chart")
    region.focus()
    chart = region.element_handle()
    phone.wait_for_function("region => region.scrollWidth > region.clientWidth", arg=chart)
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("region => region.scrollLeft > 0", arg=chart)
    phone.emulate_media(media="print")
    phone.set_viewport_size({"width": 700, "height": 1000})
    phone.wait_for_function("region => region.scrollWidth <= region.clientWidth", arg=chart)


def test_officer_reads_agencies_people_and_gaps(haringey: Town, desk: Page) -> None:
    made = haringey.people(("haringey", "Haringey Children's Trust", "Olga Haringey", "officer", True))
    sign_in(desk, made["Olga Haringey"])
    desk.goto(f"{TRUST}/")
    check(desk, "who-trust-officer")
    for link, name in (("Gaps", "who-gaps"), ("People", "who-people"), ("Agencies", "who-agencies")):
        desk.get_by_role("navigation", name="Your work here").get_by_role("link", name=link, exact=True).click()
        expect(desk.get_by_role("heading", level=1)).to_have_text(link)
        check(desk, name)
        desk.goto(f"{TRUST}/")
    desk.goto(f"{TRUST}/bodies/board/")
    check(desk, "who-body-officer")
    desk.get_by_role("link", name="History").click()
    check(desk, "who-body-history")
    desk.goto(f"{TRUST}/bodies/board/")
    desk.get_by_role("table").get_by_role("rowheader").get_by_role("link").first.click()
    check(desk, "who-seat-officer")
    desk.get_by_role("link", name="History").click()
    check(desk, "who-seat-history")


def test_member_reads_their_own_seats_and_history(haringey: Town, phone: Page) -> None:
    made = json.loads(haringey.server.python(MAKE_MEMBER))
    sign_in(phone, Person(email=made["email"], password="seven unrelated words in a row", key="", recovery=""))
    phone.get_by_role("navigation", name="Main").get_by_role("link", name="My seats").click()
    check(phone, "who-my-seats")
    phone.get_by_role("link", name="What you hold and have held").click()
    check(phone, "who-person")
    phone.get_by_role("link", name="History").click()
    check(phone, "who-person-history")


def test_pages_of_who_is_who_are_whole_without_script(haringey: Town, plain: Page) -> None:
    plain.goto(f"{TRUST}/members/")
    plain.get_by_label("As at").fill("2009-04-01")
    plain.get_by_role("button", name="Show").click()
    expect(plain.get_by_text("No body has seats on this day.")).to_be_visible()
