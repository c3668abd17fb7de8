"""The officer changes the rules of a board by the keyboard alone: eight become nine from a day on, with and without
script, while the rules of before still say eight.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, Town, check, sign_in
from tests.serving import ROOT

pytestmark = pytest.mark.journey

RULES = "/trusts/haringey/bodies/board/rules/"
PARTS = ("voting", "counting", "interests", "notice", "calendar", "lists", "inherits")
MOST_TABS = 80


@pytest.fixture(scope="module")
def haringey(town: Town) -> Town:
    """The town with all of Haringey's trust."""
    town.server.manage("load_trust", str(ROOT / "fixtures" / "haringey.yaml"))
    return town


def officer(haringey: Town, name: str) -> Person:
    return haringey.people(("haringey", "Haringey Children's Trust", name, "officer", True))[name]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MOST_TABS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with the keyboard")


def type_over(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def save_from(page: Page, day: str, month: str, year: str) -> None:
    for name, text in (("starts_0", day), ("starts_1", month), ("starts_2", year)):
        type_over(page, f"[name={name}]", text)
    tab_to(page, "button.govuk-button:not(.govuk-button--secondary)")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{RULES}?on=*")


def test_officer_changes_eight_to_nine_by_keyboard_with_script(haringey: Town, desk: Page) -> None:
    sign_in(desk, officer(haringey, "Hetty Hale"))
    desk.goto(f"{RULES}quorum/change/")
    said = desk.locator("#rule-said")
    expect(said).to_contain_text("at least eight members")
    check(desk, "change-quorum")
    type_over(desk, "[name='quorum.business.all.0.count.n']", "9")
    expect(said).to_contain_text("at least nine members")
    with desk.expect_response(lambda answer: answer.request.headers.get("x-trustboard-editor") == "all"):
        desk.keyboard.press("Enter")
    expect(desk.locator("[name='quorum.business.all.0.count.n']")).to_be_focused()

    # A row is added and taken out again; each time the focus goes where the work is.
    tab_to(desk, "[value='add:quorum.business.all']")
    desk.keyboard.press("Enter")
    expect(desk.locator("[id='quorum.business.all.2']")).to_be_focused()
    tab_to(desk, "[value='up:quorum.business.all.2']")
    desk.keyboard.press("Enter")
    expect(desk.locator("[value='up:quorum.business.all.1']")).to_be_focused()
    check(desk, "change-quorum-row-added")
    tab_to(desk, "[value='remove:quorum.business.all.1']")
    desk.keyboard.press("Enter")
    expect(desk.locator("[id='quorum.business.all']")).to_be_focused()
    expect(desk.locator("[id='row-quorum.business.all.2']")).to_have_count(0)

    save_from(desk, "1", "January", "2031")
    expect(desk.locator("main")).to_contain_text("at least nine members")
    check(desk, "rules-changed")
    desk.goto(f"{RULES}?on=2030-12-31")
    expect(desk.locator("main")).to_contain_text("at least eight members")

    # Whoever tries who comes in the month before is still told of eight.
    desk.goto(f"{RULES}try/?on=2030-12-18&all=room")
    expect(desk.locator("main")).to_contain_text("at least eight members")
    desk.goto(f"{RULES}try/?on=2031-01-15&all=room")
    expect(desk.locator("main")).to_contain_text("at least nine members")


def test_form_of_a_row_is_chosen_by_keyboard_without_losing_it(haringey: Town, desk: Page) -> None:
    sign_in(desk, officer(haringey, "Hugo Hart"))
    desk.goto(f"{RULES}quorum/change/")
    form = "[id='quorum.business.all.0']"
    tab_to(desk, form)
    for _ in range(2):
        desk.keyboard.press("ArrowDown")
    expect(desk.locator("[name='quorum.business.all.0.count.n']")).to_be_visible()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Tab")
    share = desk.locator("[name='quorum.business.all.0.share.this']")
    expect(share).to_be_focused()
    expect(desk.locator("#rule-said")).to_contain_text("It cannot be read yet.")
    type_over(desk, "[name='quorum.business.all.0.share.this']", "1/3")
    expect(desk.locator("#rule-said")).to_contain_text("at least one third of the members in office")


def test_plain_form_serves_when_the_script_gets_no_answer(haringey: Town, desk: Page) -> None:
    sign_in(desk, officer(haringey, "Hope Hume"))
    desk.goto(f"{RULES}quorum/change/")
    desk.route(
        f"**{RULES}quorum/change/",
        lambda route: route.abort() if route.request.headers.get("x-trustboard-editor") else route.continue_(),
    )
    desk.get_by_role("button", name="Remove row 2.2").click()
    expect(desk.locator("[id='row-quorum.business.all.1.at_least.among.2']")).to_have_count(0)
    expect(desk.locator("[id='row-quorum.business.all.1.at_least.among.1']")).to_have_count(1)


def test_officer_changes_nine_to_ten_without_script(haringey: Town, plain: Page) -> None:
    sign_in(plain, officer(haringey, "Holly Hunt"))
    plain.goto(f"{RULES}quorum/change/")
    number = "[name='quorum.business.all.0.count.n']"
    type_over(plain, number, "ten")
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("link", name="For business, row 1: Enter a whole number, such as 8.")).to_be_visible()
    type_over(plain, number, "10")
    plain.keyboard.press("Enter")
    expect(plain.locator("#rule-said")).to_contain_text("at least ten members")
    tab_to(plain, "[value='down:quorum.business.all.0']")
    plain.keyboard.press("Enter")
    expect(plain.locator("[name='quorum.business.all.1.count.n']")).to_have_value("10")
    save_from(plain, "1", "2", "2032")
    expect(plain.locator("main")).to_contain_text("at least ten members")


def test_every_editor_is_fit_to_be_read_by_all(haringey: Town, desk: Page) -> None:
    sign_in(desk, officer(haringey, "Harriet Hill"))
    for part in PARTS:
        desk.goto(f"{RULES}{part}/change/")
        check(desk, f"change-{part}")
    desk.goto("/trusts/haringey/closed-days/")
    check(desk, "closed-days")
    desk.get_by_role("link", name="Add a closed day").click()
    check(desk, "add-closed-day")


def test_what_is_refused_is_said_at_its_row(haringey: Town, desk: Page) -> None:
    sign_in(desk, officer(haringey, "Hamish Howe"))
    desk.goto(f"{RULES}quorum/change/")
    among = desk.get_by_label("How many of these")
    among.fill("9")
    desk.get_by_role("button", name="Save").click()
    problem = "9 are asked for, but the list has 3. Add rows, or ask for fewer."
    desk.get_by_role("alert").get_by_role("link", name=problem).click()
    expect(among).to_be_focused()
    expect(desk.locator(".govuk-error-message")).to_contain_text(problem)
    check(desk, "change-quorum-refused")
