"""Kent's board decides: by a vote on phones that is tied, by consensus over an objection, and not yet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import DESKTOP, check
from tests.journeys.meeting_room import POCKET, TABLET, MeetingRoom, arrives, keep, on_row, opens, takes_up
from tests.journeys.test_who_is_who import Keyboard

pytestmark = pytest.mark.journey

MOTION = "That every children's centre opens on Saturdays from April."
CASTING = "Carried by the casting vote: 2 for, 1 against; more for than against was needed, which is 2."


@pytest.fixture
def room(rooms: dict[str, MeetingRoom]) -> Iterator[MeetingRoom]:
    yield rooms["kent"]
    rooms["kent"].leave()


class Board:
    """The officer, the chair, two members with their phones, and the screen, each with a window of their own."""

    def __init__(self, room: MeetingRoom) -> None:
        self.desk = room.window("Ruth Ashdown", "votes", "desk", viewport=DESKTOP)
        self.chair = room.window("Priya Nambiar", "votes", "chair", viewport=TABLET)
        self.leanne = room.window("Leanne Okonjo", "votes", "seat", viewport=POCKET)
        self.callum = room.window("Callum Westerby", "votes", "seat", viewport=POCKET)
        self.screen = room.window("Leanne Okonjo", "votes", "screen", viewport=DESKTOP)

    @property
    def all(self) -> tuple[Page, ...]:
        return self.desk, self.chair, self.leanne, self.callum, self.screen

    def meet(self) -> None:
        """The sitting is open with a quorum, in whose chair Priya Nambiar is."""
        opens(self.desk)
        arrives(self.desk, "priya", "district")
        for phone in (self.leanne, self.callum):
            phone.get_by_role("button", name="I am here, in the room").click()
        on_row(self.desk, "priya", "p")
        expect(self.chair.locator("#verdict")).to_contain_text("Quorate 5 of 7")

    def see(self, number: int, *words: str) -> None:
        """Everybody sees those words at that vote."""
        for page in self.all:
            for each in words:
                expect(page.locator(f"#ballot-{number}")).to_contain_text(each)


def test_board_votes_on_phones_keeps_an_objection_and_defers(room: MeetingRoom) -> None:
    """Given a contested motion, when the votes on phones are equal, then who has voted is told at once and how only
    after the closing, the chair's casting vote decides (K11.3), and the decision has a page of its own; a consensus
    keeps its objection, and a deferral the day it comes back.
    """
    board = Board(room)
    board.meet()
    put_by_keyboard(board.desk)
    votes_on_phones(board)
    tie_and_casting_vote(board)
    decided_with_a_page(board)
    consensus_with_an_objection(board)
    deferred_to_a_day(board)


def put_by_keyboard(desk: Page) -> None:
    takes_up(desk, "Opening hours")
    keys = Keyboard(desk)
    keys.tab_to(desk.locator("#put-to-vote"))
    keys.press("Enter")
    desk.wait_for_url("**/ballots/put/")
    check(desk, "put-to-vote", picture=False)
    keys = Keyboard(desk)
    keys.fill("The motion", MOTION)
    keys.tab_to(desk.get_by_label("Members vote on their own pages"))
    keys.press("Space")
    keys.send("Open the vote")
    desk.wait_for_url("**/desk/")


def votes_on_phones(board: Board) -> None:
    board.see(1, "A vote is open", "0 of 4 have voted", MOTION)
    check(board.leanne, "seat-vote", picture=False)
    keep(board.leanne, "seat-vote")
    board.callum.get_by_label("Against").check()
    form = board.callum.locator("#own .tb-own__vote input[name=request_id]")
    before = form.get_attribute("value") or ""
    by_keyboard(board.leanne, "For")
    board.see(1, "1 of 4 have voted")
    expect(form).not_to_have_attribute("value", before)
    expect(board.callum.get_by_label("Against")).to_be_checked()
    board.callum.get_by_role("button", name="Cast").click()
    board.see(1, "2 of 4 have voted")
    expect(board.leanne.locator("#voted-police")).to_contain_text("voted for")
    for page in board.all:
        expect(page.locator("#ballot-1 strong")).to_have_count(0)
        expect(page.locator("#ballot-1 .tb-ballot__voice", has_text="Kent Police")).to_contain_text("✓")
    check(board.desk, "desk-vote", picture=False)
    keep(board.desk, "desk-vote")


def by_keyboard(phone: Page, choice: str) -> None:
    keys = Keyboard(phone)
    keys.tab_to(phone.locator("input[name=vote]").first)
    keys.press("Space")
    expect(phone.get_by_label(choice, exact=True)).to_be_checked()
    keys.tab_to(phone.get_by_role("button", name="Cast"))
    keys.press("Enter")


def tie_and_casting_vote(board: Board) -> None:
    board.desk.locator("#close-vote").focus()
    board.desk.keyboard.press("Enter")
    board.desk.wait_for_url("**/close/")
    check(board.desk, "close-vote", picture=False)
    board.desk.get_by_role("button", name="Close the vote and count").click()
    board.see(1, "Tied at 1 to 1: whoever presides may break the tie.")
    expect(board.desk.locator("#ballot-1")).to_contain_text("The casting vote is for Priya Nambiar.")
    expect(board.desk.locator("#ballot-1 .tb-ballot__voice", has_text="Leanne Okonjo")).to_contain_text("for")
    expect(board.screen.locator("main")).not_to_contain_text("Okonjo")
    board.chair.get_by_role("button", name="Casting vote for").click()
    board.see(1, CASTING)


def decided_with_a_page(board: Board) -> None:
    board.desk.locator("#decide-on-1").click()
    expect(board.desk.get_by_label("What was decided")).to_have_value(MOTION)
    check(board.desk, "decide", picture=False)
    board.desk.get_by_label("Reasons").fill("Families who work asked for it.")
    board.desk.get_by_role("button", name="Record the decision").click()
    for page in board.all:
        expect(page.locator("#decision-1")).to_contain_text(MOTION)
    page = board.chair.context.new_page()
    page.set_viewport_size(DESKTOP)
    page.goto(proof(board.chair, 1).get_attribute("href") or "")
    expect(page.locator("main")).to_contain_text(MOTION)
    expect(page.locator("main")).to_contain_text(CASTING)
    keep(page, "decision")
    page.close()


def proof(page: Page, number: int) -> Locator:
    """The link to the decision of that number, with its proof."""
    return page.locator(f"#decision-{number}").get_by_role("link", name="Its proof")


def consensus_with_an_objection(board: Board) -> None:
    takes_up(board.desk, "A toy library")
    expect(board.chair.locator("#in-hand")).to_contain_text("A toy library")
    board.chair.locator("#consensus").click()
    board.chair.get_by_label("What was decided").fill("A toy library opens in Ashford.")
    board.chair.get_by_label("Objections kept").fill("Callum Westerby: the rent is not known.")
    board.chair.get_by_role("button", name="Record the decision").click()
    board.chair.wait_for_url("**/chair/")
    for page in board.all:
        expect(page.locator("#decision-2")).to_contain_text("A toy library opens in Ashford.")
    proof(board.chair, 2).click()
    board.chair.wait_for_url("**/decisions/**")
    expect(board.chair.locator("main")).to_contain_text("Callum Westerby: the rent is not known.")


def deferred_to_a_day(board: Board) -> None:
    takes_up(board.desk, "The youth club's lease")
    board.desk.locator("#defer").click()
    board.desk.get_by_label("What was decided").fill("The lease waits for the landlord.")
    board.desk.get_by_label("What is awaited").fill("The landlord's answer.")
    for part, value in (("Day", "2"), ("Month", "6"), ("Year", "2031")):
        board.desk.get_by_role("group", name="It comes back on").get_by_label(part).fill(value)
    board.desk.get_by_role("button", name="Record the decision").click()
    expect(board.screen.locator("#decision-3")).to_contain_text("Deferred")
    proof(board.desk, 3).click()
    board.desk.wait_for_url("**/decisions/**")
    expect(board.desk.locator("main")).to_contain_text("it comes back on 2 June 2031")
