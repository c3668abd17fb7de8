"""Medway and Haringey meet under constitutions of their own, with the same pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, check
from tests.journeys.meeting_room import POCKET, TABLET, MeetingRoom, arrives, entered, on_row, takes_up

pytestmark = pytest.mark.journey

ZEYNEP = "Zeynep Ayd\N{LATIN SMALL LETTER DOTLESS I}n"


@pytest.fixture
def medway(rooms: dict[str, MeetingRoom]) -> Iterator[MeetingRoom]:
    yield rooms["medway"]
    rooms["medway"].leave()


@pytest.fixture
def haringey(rooms: dict[str, MeetingRoom]) -> Iterator[MeetingRoom]:
    yield rooms["haringey"]
    rooms["haringey"].leave()


def test_medways_possible_bidder_is_barred_by_the_rule_itself(medway: MeetingRoom) -> None:
    """Given a member and their substitute in the room, with one voice (M3.8), when an item comes for which their agency
    may bid, then both are barred from it without a ruling, and nobody can rule otherwise (M3.9a)."""
    desk = medway.opened_desk("Imran Fairweather", "board")
    chair = medway.window("Gurpreet Sahota", "board", "chair", viewport=TABLET)
    member = medway.window("Idris Kamara", "board", "seat", viewport=POCKET)
    substitute = medway.window("Eleri Vaughan", "board", "seat", viewport=PHONE)
    arrives(desk, "gurpreet", "joanna", "emeka")
    on_row(desk, "gurpreet", "p")
    one_voice(desk, member, substitute)

    takes_up(desk, "Welcome")
    takes_up(desk, "Therapies for children")
    for page in (desk, chair, member, substitute):
        expect(page.locator("#in-hand")).to_contain_text("Therapies for children")
    for page in (desk, chair):
        expect(page.locator("#bidder-1")).to_contain_text("NHS Medway")
        expect(page.locator("#bidder-1")).to_contain_text("nothing is to be ruled")
        expect(page.locator("button[name=rule]")).to_have_count(0)
    for page in (member, substitute):
        expect(page.locator("#barred-nhs-medway")).to_contain_text("Interest as a possible bidder")
        expect(page.locator("#barred-nhs-medway")).to_contain_text("You stay for item 2, without part in it.")
    row = desk.locator("#row-nhs-medway .tb-row__state")
    expect(row.get_by_text("stays, without part in item 2")).to_have_count(2)
    expect(desk.locator("#row-police .tb-row__state")).to_contain_text("in the room")
    check(desk, "medway-desk", picture=False)
    check(member, "medway-seat", picture=False)

    takes_up(desk, "Forward plan")
    for page in (member, substitute):
        expect(page.locator("#own")).to_contain_text("You are here in the room")
    expect(chair.locator("#bidder-1")).to_have_count(0)


def one_voice(desk: Page, member: Page, substitute: Page) -> None:
    for page in (substitute, member):
        page.get_by_role("button", name="I am here, in the room").click()
        expect(page.locator("#own")).to_contain_text("You are here in the room")
    row = desk.locator("#row-nhs-medway")
    expect(row.locator(".tb-row__here")).to_have_count(2)
    expect(row.get_by_text("speaks", exact=True)).to_have_count(1)
    expect(row.locator(".tb-row__here", has_text="speaks")).to_contain_text("Idris Kamara")
    on_row(desk, "nhs medway", "v")
    expect(row.locator(".tb-row__here", has_text="speaks")).to_contain_text("Eleri Vaughan")
    expect(row.get_by_text("speaks", exact=True)).to_have_count(1)


def test_haringeys_three_roles_are_served_by_three_people(haringey: MeetingRoom) -> None:
    """Given eight in the room of whom one is both deputy chair and of the primary care trust, when another of the trust
    arrives, then and only then the board is quorate (H7.2), and interests are asked for at the start (H7.7)."""
    desk = haringey.opened_desk("Beatrice Lamptey", "board")
    fergus = haringey.window("Fergus Brennan", "board", "seat", viewport=POCKET)
    asks_for_interests(haringey, desk)
    desk.get_by_text("Another deputy, a replacement or an election").click()
    desk.locator("#id_other-what").select_option(label="They are elected to the office")
    desk.locator("#id_other-person").select_option(label="Geraldine Muir")
    desk.locator("#id_other-office").select_option(label="Deputy chair")
    desk.get_by_role("button", name="Record").click()
    expect(desk.locator("#log")).to_contain_text("Geraldine Muir is elected deputy chair")
    arrives(desk, "roswitha", "geraldine", "verity", "anahit", "hodan", "cordelia", "viviane", "celestine")
    chair = haringey.window("Geraldine Muir", "board", "chair", viewport=TABLET)
    on_row(desk, "geraldine", "p")
    for page in (desk, chair, fergus):
        expect(page.locator("#verdict")).to_contain_text("Not quorate")
    expect(desk.locator("#quorum")).to_contain_text("met: 8 of 8")
    expect(chair.locator("#quorum")).to_contain_text("not met: 2 of 3")
    fergus.get_by_role("button", name="I am here, in the room").click()
    for page in (desk, chair, fergus):
        expect(page.locator("#verdict")).to_contain_text("Quorate")
        expect(page.locator("#verdict")).not_to_contain_text("Not")
    check(chair, "haringey-chair", picture=False)


def asks_for_interests(haringey: MeetingRoom, desk: Page) -> None:
    expect(desk.locator("#asks-interests")).to_contain_text("H7.7")
    with entered(desk):
        desk.get_by_role("button", name="Interests were asked for").click()
    expect(desk.locator("#asks-interests")).to_have_count(0)
    expect(desk.locator("#log")).to_contain_text("Interests were asked for")


def test_haringeys_group_meets_by_what_it_takes_over_and_what_is_its_own(haringey: MeetingRoom) -> None:
    """Given the rules on interests that the group takes over from the board (H8.5), when three are there, then it is
    quorate with the chair of the board among them alone (H8.3), and a personal interest is ruled on."""
    desk = haringey.opened_desk("Beatrice Lamptey", "group")
    asks_for_interests(haringey, desk)
    zeynep = haringey.window(ZEYNEP, "group", "seat", viewport=PHONE)
    arrives(desk, "roswitha", "geraldine", "cordelia")
    for page in (desk, zeynep):
        expect(page.locator("#verdict")).to_contain_text("Not quorate")
    zeynep.get_by_role("button", name="I am here, in the room").click()
    for page in (desk, zeynep):
        expect(page.locator("#verdict")).not_to_contain_text("Not")
    on_row(desk, "zeynep", "p")
    takes_up(desk, "Forward plan of the board")
    geraldine = haringey.window("Geraldine Muir", "group", "seat", viewport=POCKET)
    geraldine.get_by_role("link", name="I have an interest in item 1").click()
    geraldine.get_by_label("Interest of personal gain").check()
    geraldine.get_by_label("What the interest is").fill("My son is a trainee there.")
    geraldine.get_by_role("button", name="Declare the interest").click()
    zeynep.goto(haringey.address("group", "chair"))
    zeynep.get_by_role("button", name="May take part (Geraldine Muir, item 1)").click()
    expect(geraldine.locator("#own-interests")).to_contain_text("Takes part")
    expect(desk.locator("#log")).to_contain_text(f"{ZEYNEP} ruled: Geraldine Muir takes part, item 1")
    check(zeynep, "haringey-group-chair", picture=False)
