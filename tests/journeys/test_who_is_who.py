"""A trust from nothing to a board with chair and deputy, by keyboard alone; and the strokes of appointing somebody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Town, check, sign_in

pytestmark = pytest.mark.journey

IS_CHOSEN = """(field, text) => field.type !== "select-one"
    || field.selectedOptions[0].text.trim().toLowerCase().startsWith(text.toLowerCase())"""
TRIES = 3
IS_FOCUSED = "element => element === document.activeElement"
TRUST = "/trusts/north-shire/"
BOARD = f"{TRUST}bodies/board/"
POLICE = f"{BOARD}seats/police/"
MOST_TABS = 60


class Keyboard:
    """A keyboard without a mouse: whatever it does is one stroke each, and counted."""

    def __init__(self, page: Page) -> None:
        page.wait_for_load_state()
        self.page = page
        self.strokes = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.strokes += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def tab_to(self, element: Locator) -> None:
        """Press Tab until the element has the focus."""
        element.wait_for()
        for _ in range(MOST_TABS):
            if element.evaluate(IS_FOCUSED):
                return
            self.press("Tab")
        raise AssertionError(f"{element} cannot be reached by Tab.")

    def skip_to_the_page(self) -> None:
        """Over header and links, to the page itself."""
        self.tab_to(self.page.get_by_role("link", name="Skip to the page"))
        self.press("Enter")

    def fill(self, label: str, text: str) -> None:
        """Go to the field and type; a list of choices goes to what begins so."""
        field = self.page.get_by_label(label, exact=True)
        self.tab_to(field)
        self.type(text)
        for _ in range(TRIES):
            if field.evaluate(IS_CHOSEN, text):
                return
            # A list begins anew when a second passes between two letters, as it may on a busy machine.
            self.page.wait_for_timeout(1_500)
            self.page.keyboard.type(text)
        raise AssertionError(f"{label} does not offer {text}.")

    def date(self, day: str, month: str, year: str) -> None:
        for part, text in enumerate((day, month, year)):
            self.tab_to(self.page.locator(f"#id_starts_{part}"))
            self.press("Control+A")
            self.type(text)

    def tick(self, label: str) -> None:
        self.tab_to(self.page.get_by_label(label))
        self.press("Space")

    def send(self, button: str) -> None:
        self.tab_to(self.page.get_by_role("button", name=button, exact=True))
        self.press("Enter")


def opened(page: Page, address: str) -> Keyboard:
    """The page of that address, and the keyboard at its start."""
    page.goto(address)
    keyboard = Keyboard(page)
    keyboard.skip_to_the_page()
    return keyboard


def done(page: Page, address: str) -> None:
    """The act led to that page, which says so."""
    page.wait_for_url(f"**{address}")
    expect(page.locator(".tb-notice[role=alert]")).to_be_visible()


def test_officer_sets_up_a_trust_by_keyboard_and_a_visitor_sees_its_board(town: Town, desk: Page, phone: Page) -> None:
    """Given an officer of another trust, when they found one, give it an agency, a board with two offices and two
    seats, appoint two people, name a deputy and elect a chair, then whoever comes by sees it on the board's page."""
    sign_in(desk, town.person("Fiona Founder"))
    found_a_trust(desk)
    add_an_agency(desk)
    add_a_board(desk)
    add_seats_and_a_person(desk)
    appoint_somebody_new(desk)
    strokes = appoint_somebody_of_the_list(desk)
    name_a_deputy_and_elect_a_chair(desk)
    print(f"\nappointing somebody of the list, from today on: {strokes} strokes")
    assert strokes <= 20

    phone.goto(BOARD)
    main = phone.locator("main")
    expect(main).to_contain_text("Police")
    expect(main).to_contain_text("Ann Ames")
    expect(main).to_contain_text("Ben Bold")
    expect(main).to_contain_text(re.compile("chair", re.IGNORECASE))
    expect(phone.get_by_role("link", name="Appoint")).to_have_count(0)


def found_a_trust(desk: Page) -> None:
    keys = opened(desk, "/trusts/found/")
    keys.send("Found the trust")
    expect(desk.locator(".govuk-error-summary")).to_be_visible()
    check(desk, "found-trust-wrong")
    keys.skip_to_the_page()
    keys.fill("Name of the trust", "North Shire")
    keys.press("Enter")
    done(desk, TRUST)


def add_an_agency(desk: Page) -> None:
    keys = opened(desk, f"{TRUST}agencies/add/")
    check(desk, "add-agency")
    keys.fill("Name of the agency", "Shire Police")
    keys.fill("Sector", "Police")
    keys.tab_to(desk.get_by_label("No duty"))
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    keys.send("Add the agency")
    done(desk, f"{TRUST}agencies/")
    expect(desk.get_by_role("rowheader", name="Shire Police")).to_be_visible()


def add_a_board(desk: Page) -> None:
    keys = opened(desk, f"{TRUST}bodies/add/")
    check(desk, "add-body")
    keys.fill("Name of the body", "Board")
    keys.fill("Kind", "Board")
    keys.date("1", "May", "2024")
    keys.fill("Offices", "chair\nvice-chair")
    keys.fill("Membership criteria", "Can commit the organisation.")
    keys.send("Add the body")
    done(desk, BOARD)


def add_seats_and_a_person(desk: Page) -> None:
    for title, agency in (("Police", "Shire"), ("Health", "")):
        keys = opened(desk, f"{BOARD}seats/add/")
        if not agency:
            check(desk, "add-seat")
        keys.fill("Title of the seat", title)
        if agency:
            keys.fill("Agency", agency)
        keys.date("1", "5", "2024")
        keys.send("Add the seat")
        done(desk, BOARD)

    keys = opened(desk, f"{TRUST}people/add/")
    keys.fill("Full name", "Ben Bold")
    keys.press("Enter")
    done(desk, f"{TRUST}people/ben-bold/")


def appoint_somebody_new(desk: Page) -> None:
    keys = opened(desk, f"{POLICE}appoint/")
    check(desk, "appoint")
    keys.send("Appoint")
    expect(desk.locator(".govuk-error-summary")).to_be_visible()
    check(desk, "appoint-wrong")
    keys.skip_to_the_page()
    keys.fill("Or somebody new: their full name", "Ann Ames")
    keys.date("1", "6", "2024")
    keys.tick("Can commit the organisation.")
    keys.send("Show what follows")
    expect(desk.locator("#what-follows")).to_contain_text("Ann Ames holds it from 1 June 2024")
    expect(desk.locator("#what-follows")).to_be_focused()
    check(desk, "appoint-preview")
    keys.send("Appoint")
    done(desk, POLICE)


def appoint_somebody_of_the_list(desk: Page) -> int:
    keys = opened(desk, f"{BOARD}seats/health/appoint/")
    keys.fill("Who", "Ben")
    keys.tick("Can commit the organisation.")
    keys.send("Appoint")
    done(desk, f"{BOARD}seats/health/")
    return keys.strokes


def name_a_deputy_and_elect_a_chair(desk: Page) -> None:
    keys = opened(desk, f"{POLICE}name-deputy/")
    check(desk, "name-deputy")
    keys.fill("Who", "Ben")
    keys.send("Name the deputy")
    done(desk, POLICE)

    keys = opened(desk, f"{BOARD}elect/?office=chair")
    check(desk, "elect")
    keys.fill("Who", "Ann")
    keys.send("Record the election")
    done(desk, BOARD)


def test_officer_is_shown_both_texts_when_another_was_quicker(town: Town, desk: Page, plain: Page) -> None:
    """Given two officers with the same form open, one of them without script, when both send it, then the second sees
    what stands now beside what they typed, and decides."""
    people = town.people(
        ("kent", "Kent Children's Trust", "Quentin Quick", "officer", True),
        ("kent", "Kent Children's Trust", "Sally Slow", "officer", True),
    )
    sign_in(desk, people["Quentin Quick"])
    sign_in(plain, people["Sally Slow"])
    for page in (desk, plain):
        page.goto("/trusts/kent/change/")
    check(desk, "describe-trust")
    desk.get_by_label("Vision").fill("Every child thrives.")
    desk.get_by_role("button", name="Save").click()
    done(desk, "/trusts/kent/")

    plain.get_by_label("Vision").fill("No child is left out.")
    plain.get_by_role("button", name="Save").click()

    both = plain.get_by_role("table")
    expect(both).to_contain_text("Every child thrives.")
    expect(both).to_contain_text("No child is left out.")
    desk.goto("/trusts/kent/")
    expect(desk.locator("main")).to_contain_text("Every child thrives.")
    plain.get_by_role("button", name="Save").click()
    plain.wait_for_url("**/trusts/kent/")
    expect(plain.locator("main")).to_contain_text("No child is left out.")
