"""An agenda from its first item to what a visitor reads of it: kept by the keyboard alone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import page as pdf_checks
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Town, check, sign_in
from tests.serving import ROOT

pytestmark = pytest.mark.journey

BOARD = "/trusts/kent/bodies/board/"
MAKE_MEETING = """
from datetime import date, time
from governance.structure.models import Body
from meetings.schedule.acts import add_meeting
from tests.world import operator
body = Body.objects.get(trust__slug="kent", key="board")
meeting = add_meeting(
    body, kind="ordinary", title="", on=date(2030, 7, 17), starts=time(14), minutes=120, place="County Hall", link="",
    by=operator(),
).result
print(meeting.get_absolute_url())
"""


@pytest.fixture(scope="module")
def meeting(town: Town) -> str:
    """The address of a meeting of Kent's board."""
    town.server.manage("load_trust", str(ROOT / "fixtures" / "kent.yaml"))
    return town.server.python(MAKE_MEETING).strip().splitlines()[-1]


def meeting_on(town: Town, day: int) -> str:
    """The address of the agenda of another meeting, on that day of July."""
    code = MAKE_MEETING.replace("2030, 7, 17", f"2030, 7, {day}")
    return f"{town.server.python(code).strip().splitlines()[-1]}agenda/"


def press(page: Page, where: Locator, key: str = "Enter") -> None:
    """Reach it and press a key, as one does without a pointer."""
    where.focus()
    page.keyboard.press(key)


def follow(page: Page, where: Locator) -> None:
    """Reach it, press Enter, and see the page that it leads to."""
    with page.expect_navigation():
        press(page, where)


def add_item(
    page: Page, title: str, *, about: str = "", lead: str = "", audience: str = "Everyone", reason: str = ""
) -> None:
    follow(page, page.get_by_role("link", name="Add an item"))
    page.get_by_label("Title").focus()
    page.keyboard.type(title)
    press(page, page.get_by_label("For decision"), "Space")
    for label, text in (
        ("Who leads it", "Director of commissioning"),
        ("What it is about", about),
        ("Minutes allowed", "15"),
    ):
        page.get_by_label(label).focus()
        page.keyboard.type(text)
    press(page, page.get_by_role("radio", name=audience, exact=True), "Space")
    if reason:
        page.get_by_label("Why it is confidential").focus()
        page.keyboard.type(reason)
    follow(page, page.get_by_role("button", name="Add the item"))
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def reads(page: Page, *titles: str) -> None:
    """Those are the items of the agenda, in that order."""
    expect(page.locator(".tb-item__title")).to_have_text(list(titles), use_inner_text=True)


def saved(page: Page, where: Locator, to: Path) -> Path:
    with page.expect_download() as download:
        press(page, where)
    download.value.save_as(to)
    return to


def test_officer_keeps_and_publishes_an_agenda_and_a_visitor_reads_it(
    town: Town, meeting: str, desk: Page, phone: Page, tmp_path: Path
) -> None:
    sign_in(desk, town.person("Abel Agenda"))
    desk.goto(f"{meeting}agenda/")
    check(desk, "agenda-empty")
    follow(desk, desk.get_by_role("link", name="Add an item"))
    check(desk, "add-item")
    desk.go_back()
    add_item(
        desk,
        "Joint commissioning plan",
        about="The board agrees the plan for the coming year.\n\nIt was out for comment.",
        lead="Director of commissioning",
    )
    add_item(
        desk, "Placement of one family", audience="Confidential", reason="It concerns people who could be recognised."
    )
    add_item(desk, "Welcome and apologies")

    follow(desk, desk.get_by_role("button", name="Move item 3 up"))
    expect(desk.get_by_role("button", name="Move item 2 up")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Move item 1 down")).to_be_focused()
    reads(desk, "Welcome and apologies", "Joint commissioning plan", "Placement of one family")

    add_paper(desk, tmp_path)
    check(desk, "agenda-kept")
    follow(desk, desk.get_by_role("link", name="Publish the agenda"))
    check(desk, "publish-agenda")
    follow(desk, desk.get_by_role("button", name="Publish the agenda"))
    expect(desk.get_by_role("alert")).to_contain_text("It is published.")
    check(desk, "agenda-published-kept")

    phone.goto(f"{meeting}agenda/")
    expect(phone.get_by_role("heading", name="2\N{NO-BREAK SPACE}Joint commissioning plan")).to_be_visible()
    expect(phone.get_by_text("Confidential: It concerns people who could be recognised.")).to_be_visible()
    assert "Placement" not in phone.content()
    check(phone, "agenda-public")
    made = saved(phone, phone.get_by_role("link", name="PDF of agenda"), tmp_path / "agenda.pdf")
    text = subprocess.run(["pdftotext", str(made), "-"], capture_output=True, text=True, check=True).stdout
    assert "Joint commissioning plan" in text
    assert "Placement" not in text
    assert pdf_checks.validate_pdf_bytes(made.read_bytes(), profile="ua1").is_compliant
    saved(phone, phone.get_by_role("link", name="The plan"), tmp_path / "plan.pdf")
    large = saved(phone, phone.get_by_role("link", name="Large print of agenda"), tmp_path / "large.pdf")
    sheet = saved(desk, desk.get_by_role("link", name="PDF of the attendance sheet"), tmp_path / "attendance.pdf")
    keep_pictures(made, large, sheet)


def add_paper(page: Page, folder: Path) -> None:
    made = folder / "a plan.pdf"
    made.write_bytes(PDF)
    follow(page, page.get_by_role("link", name="Add a paper to item 2"))
    check(page, "add-paper")
    page.get_by_label("Title").focus()
    page.keyboard.type("The plan")
    page.get_by_label("File").set_input_files(made)
    follow(page, page.get_by_role("button", name="Add the paper"))
    expect(page.get_by_role("link", name="The plan", exact=True)).to_be_visible()


def test_officer_moves_an_item_by_its_number_with_the_pointer(town: Town, desk: Page) -> None:
    sign_in(desk, town.person("Paula Pointer"))
    desk.goto(meeting_on(town, 24))
    for title in ("First", "Second", "Third"):
        add_item(desk, title)

    desk.evaluate("document.querySelector('[data-movable]').scrollIntoView({behavior: 'instant'})")
    handle, onto = (desk.locator("[data-handle]").nth(place).bounding_box() for place in (0, 2))
    assert handle
    assert onto
    desk.mouse.move(handle["x"] + 5, handle["y"] + 5)
    desk.mouse.down()
    desk.mouse.move(onto["x"] + 5, onto["y"] + 15, steps=5)
    desk.mouse.up()

    expect(desk.get_by_role("alert")).to_contain_text("The item is now number 3.")
    reads(desk, "Second", "Third", "First")


def test_officer_keeps_standing_items_and_begins_with_them_without_script(
    town: Town, meeting: str, plain: Page
) -> None:
    sign_in(plain, town.person("Stella Standing"))
    plain.goto(f"{BOARD}standing-items/")
    for title in ("Any other business", "Welcome", "Interests"):
        plain.get_by_role("link", name="Add a standing item").click()
        plain.get_by_label("Title").fill(title)
        plain.get_by_label("For information").check()
        plain.get_by_label("It stays last").set_checked(title == "Any other business")
        plain.get_by_role("button", name="Add the standing item").click()
    plain.get_by_role("button", name="Move item 2 up").click()

    reads(plain, "Interests", "Welcome", "Any other business")
    plain.goto(
        town.server.python(MAKE_MEETING.replace("2030, 7, 17", "2030, 7, 31")).strip().splitlines()[-1] + "agenda/"
    )
    plain.get_by_role("link", name="Begin with these items").click()
    plain.get_by_role("button", name="Begin the agenda").click()
    reads(plain, "Interests", "Welcome", "Any other business")
    add_item(plain, "Joint plan")
    reads(plain, "Interests", "Welcome", "Joint plan", "Any other business")


def test_pages_of_standing_items_and_supplements_are_sound(town: Town, meeting: str, desk: Page) -> None:
    sign_in(desk, town.person("Sam Sound"))
    desk.goto(f"{BOARD}standing-items/")
    check(desk, "standing-items")
    follow(desk, desk.get_by_role("link", name="Add a standing item"))
    check(desk, "add-standing-item")
    desk.goto(f"{meeting}agenda/")
    add_item(desk, "A late letter")
    check(desk, "agenda-changed")
    follow(desk, desk.get_by_role("link", name="Publish a supplement"))
    check(desk, "publish-supplement")
    follow(desk, desk.get_by_role("button", name="Publish the supplement"))
    desk.get_by_role("link", name="members", exact=True).click()
    check(desk, "agenda-members")
    desk.goto(f"{meeting}agenda/")
    desk.get_by_role("link", name="Withdraw agenda").click()
    check(desk, "withdraw-publication")
    desk.get_by_label("Why it is withdrawn").fill("A name stood in it.")
    desk.get_by_role("button", name="Withdraw it now").click()
    check(desk, "agenda-withdrawn-kept")
    desk.goto(f"{meeting}agenda/?as=public")
    expect(desk.get_by_text("A name stood in it.").first).to_be_visible()
    check(desk, "agenda-withdrawn")


def keep_pictures(*made: Path) -> None:
    """Of each page of each PDF, where PICTURES says."""
    if folder := os.environ.get("PICTURES"):
        for file in made:
            subprocess.run(
                ["pdftoppm", "-r", "70", "-png", str(file), str(Path(folder) / f"pdf-{file.stem}")], check=True
            )


PDF = b"".join(
    [
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    ]
)
