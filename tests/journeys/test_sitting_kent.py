"""Kent's board meets: the officer at the desk, the chair at a tablet, members with their phones, the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, check
from tests.journeys.meeting_room import POCKET, TABLET, MeetingRoom, arrives, entered, keep, on_row, opens, takes_up
from tests.journeys.scenes import VISITED

pytestmark = pytest.mark.journey


@pytest.fixture
def room(rooms: dict[str, MeetingRoom]) -> Iterator[MeetingRoom]:
    rooms["kent"].server.python(VISITED)
    yield rooms["kent"]
    rooms["kent"].leave()


class Kent:
    """The four who meet, and the screen, each with a window of their own."""

    def __init__(self, room: MeetingRoom) -> None:
        self.desk = room.window("Ruth Ashdown", "whole", "desk", viewport=DESKTOP)
        self.chair = room.window("Priya Nambiar", "whole", "chair", viewport=TABLET)
        self.phone = room.window("Callum Westerby", "whole", "seat", viewport=POCKET)
        self.other = room.window("Leanne Okonjo", "whole", "seat", viewport=PHONE)
        self.screen = room.window("Leanne Okonjo", "whole", "screen", viewport=DESKTOP)

    @property
    def all(self) -> tuple[Page, ...]:
        return self.desk, self.chair, self.phone, self.other, self.screen

    def see(self, verdict: str) -> None:
        """Everybody sees how the quorum of the whole meeting stands."""
        for page in self.all:
            expect(page.locator("#verdict")).to_contain_text(verdict)


def test_kents_board_meets_from_its_notice_to_its_closing(room: MeetingRoom) -> None:
    """Given notice and answers, when the board meets, then its quorum of five in seven is reached by the youth
    offending service (K10.4), health is met only by both primary care trusts, and who leaves for an item by a ruling
    (K6.2) costs that item its quorum and no other; everybody's page says so at once."""
    notice_and_answers(room)
    kent = Kent(room)
    opens(kent.desk)
    expect(kent.phone.locator("#sitting-state")).to_contain_text("In session since")
    five_of_seven(kent)
    health_by_both(kent)
    interest_and_ruling(kent)
    quorum_of_the_item(kent)
    lost_and_closed(kent)


def notice_and_answers(room: MeetingRoom) -> None:
    desk = room.window("Ruth Ashdown", "whole", viewport=DESKTOP)
    desk.get_by_role("link", name="Give notice").click()
    desk.get_by_role("button", name="Give notice").click()
    expect(desk.get_by_text("Notice is given.")).to_be_visible()

    leanne = room.window("Leanne Okonjo", "whole", viewport=PHONE)
    expect(leanne.get_by_text("a further one is recorded and does not count")).to_be_visible()
    for who, choice in (
        ("Leanne Okonjo", "Coming"),
        ("Callum Westerby", "Coming"),
        ("Hannah Sandwell", "Sending the deputy"),
    ):
        page = leanne if who == "Leanne Okonjo" else room.window(who, "whole", viewport=PHONE)
        page.get_by_label(choice, exact=True).check()
        page.get_by_role("button", name="Send the answer").click()
        expect(page.get_by_role("region", name="Your answer").locator("p").first).to_contain_text(choice)
    desk.reload()
    expect(desk.get_by_role("region", name="Quorum to expect")).to_contain_text("Not quorate")
    room.leave()


def five_of_seven(kent: Kent) -> None:
    arrives(kent.desk, "priya", "district")
    on_row(kent.desk, "east kent", "e")
    expect(kent.desk.locator("#row-east-kent-pct")).to_contain_text("Femi Ogunbanjo: deputy, remotely")
    kent.other.get_by_role("button", name="I am here, remotely").click()
    expect(kent.desk.locator("#row-police")).to_contain_text("remotely")
    kent.see("Not quorate 4 of 7")
    expect(kent.chair.locator("#quorum")).to_contain_text("Youth Offending Service")
    kent.phone.get_by_role("button", name="I am here, in the room").click()
    kent.see("Quorate 5 of 7")
    expect(kent.phone.locator("#own")).to_contain_text("You are here in the room")
    expect(kent.desk.locator("#log")).to_contain_text("own tap")
    on_row(kent.desk, "priya", "p")
    for page in kent.all:
        expect(page.locator("#presiding, .tb-screen__side").first).to_contain_text("Director of children's services")


def health_by_both(kent: Kent) -> None:
    """West Kent's seat is vacant: somebody takes it in the room."""
    both = kent.chair.locator(".tb-check", has_text="both of these")
    expect(both).to_contain_text("not met: 1 of 2")
    kent.desk.get_by_text("Another deputy, a replacement or an election").click()
    kent.desk.locator("#id_other-what").select_option(label="They take the seat")
    kent.desk.locator("#id_other-person").select_option(label="Duncan Reeveley")
    kent.desk.locator("#id_other-seat").select_option(label="West Kent Primary Care Trust")
    kent.desk.get_by_role("button", name="Record").click()
    expect(kent.desk.locator("#row-west-kent-pct")).to_contain_text("Duncan Reeveley")
    arrives(kent.desk, "reeveley")
    kent.see("Quorate 6 of 7")
    expect(both).to_contain_text("met: 2 of 2")
    on_row(kent.desk, "district", "l")
    kent.see("Quorate 5 of 7")
    expect(kent.chair.locator("#quorum")).to_contain_text("It would be lost if")


def interest_and_ruling(kent: Kent) -> None:
    takes_up(kent.desk, "Welcome and apologies")
    expect(kent.phone.locator("#in-hand")).to_contain_text("Welcome and apologies")
    takes_up(kent.desk, "Speech therapy")
    for page in kent.all:
        expect(page.locator("#in-hand")).to_contain_text("Speech therapy for children")
    kent.phone.get_by_role("link", name="I have an interest in item 2").click()
    kent.phone.get_by_label("Interest of personal gain").check()
    kent.phone.get_by_label("What the interest is").fill("My wife sells it and will bid for the contract.")
    kent.phone.get_by_role("button", name="Declare the interest").click()
    expect(kent.phone.locator("#own-interests")).to_contain_text("Awaits a ruling")
    expect(kent.desk.locator("#interests")).to_contain_text("1 ruling awaited")
    expect(kent.chair.locator("#interests")).to_contain_text("My wife sells it and will bid for the contract.")
    expect(kent.other.locator("main")).not_to_contain_text("will bid for the contract")
    expect(kent.screen.locator("main")).not_to_contain_text("Westerby")
    keep(kent.chair, "chair")
    keep(kent.phone, "seat-awaits")
    kent.chair.get_by_role("button", name="Leaves (Callum Westerby, item 2)").click()


def quorum_of_the_item(kent: Kent) -> None:
    """For the item the quorum is lost, for the meeting it stands; the next item has it again."""
    kent.see("Quorate 5 of 7")
    for page in kent.all:
        expect(page.locator("#item-verdict")).to_contain_text("For item 2:")
        expect(page.locator("#item-verdict")).to_contain_text("Not quorate 4 of 7")
    expect(kent.desk.locator("#bar-verdict")).to_contain_text("Not quorate 4 of 7")
    expect(kent.desk.locator("#row-youth-offending-service")).to_contain_text("out for item 2")
    expect(kent.phone.locator("#own")).to_contain_text("You are called back after item 2.")
    expect(kent.phone.locator("#own-interests")).to_contain_text("Priya Nambiar has ruled")
    expect(kent.chair.locator("#item-checks")).to_contain_text("Kent Youth Offending Service not met")
    for page, name in ((kent.desk, "desk"), (kent.chair, "chair-lost"), (kent.phone, "seat"), (kent.screen, "screen")):
        keep(page, name)
        check(page, f"sitting-{name}", picture=False)

    kent.desk.keyboard.press("Escape")
    takes_up(kent.desk, "Two young people")
    for page in (kent.desk, kent.chair, kent.other):
        expect(page.locator("#in-hand")).to_contain_text("Two young people in secure placements")
    expect(kent.screen.locator("#in-hand")).to_contain_text("Confidential")
    expect(kent.screen.locator("main")).not_to_contain_text("secure placements")
    expect(kent.phone.locator("#own")).to_contain_text("You are here in the room")
    for page in kent.all:
        expect(page.locator("#item-verdict")).to_have_count(0)


def lost_and_closed(kent: Kent) -> None:
    kent.phone.get_by_role("button", name="I am leaving").click()
    kent.see("Not quorate 4 of 7")
    expect(kent.chair.locator("#inquorate")).to_contain_text("Without quorum since")
    with entered(kent.desk):
        kent.desk.get_by_role("button", name="Go on for information").click()
    for page in kent.all:
        expect(page.locator("#quorum")).to_contain_text("nothing can be decided")
    kent.desk.locator("#close").click()
    kent.desk.get_by_role("button", name="Close the sitting").click()
    for page in kent.all:
        expect(page.locator("#sitting-state")).to_contain_text("Closed at")
    for page in (kent.phone, kent.other):
        expect(page.get_by_role("button", name="I am")).to_have_count(0)
        expect(page.get_by_role("link", name="I have")).to_have_count(0)
    expect(kent.chair.locator("button[name=rule]")).to_have_count(0)
