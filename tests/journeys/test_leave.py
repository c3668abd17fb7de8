"""What is decided for one meeting or one item alone: leave to read an item, and a meeting closed to the public."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, Town, check, proved_lately, sign_in
from tests.serving import ROOT
from tests.world import PASSWORD

pytestmark = pytest.mark.journey

GROUP = "/trusts/haringey/bodies/performance-group/"
MAKE_PUBLISHED = """
from datetime import date, time
from governance.structure.models import Body
from meetings.agenda.models import Audience
from meetings.schedule.acts import add_meeting
from tests.meetings.agenda.scene import item_of, paper_of, published
from tests.world import operator
body = Body.objects.get(trust__slug="haringey", key="board")
meeting = add_meeting(
    body, kind="ordinary", title="", on=date(2030, %s), starts=time(14), minutes=120, place="Civic Centre", link="",
    by=operator(),
).result
item_of(meeting, "Welcome and apologies")
secret = item_of(meeting, "Placement of one family", Audience.CONFIDENTIAL, about="The family agreed to be spoken of.")
paper_of(secret, "Report on the placement")
item_of(meeting, "Contract for short breaks", Audience.CONFIDENTIAL, reason="It names what bidders offer.")
published(meeting)
print(meeting.get_absolute_url())
"""


@pytest.fixture(scope="module")
def haringey(town: Town) -> Town:
    """The town with Haringey's trust."""
    town.server.manage("load_trust", str(ROOT / "fixtures" / "haringey.yaml"))
    return town


def officer_of(town: Town, name: str) -> Person:
    return town.people(("haringey", "Haringey", name, "officer", True))[name]


def made(town: Town, day: str) -> str:
    return town.server.python(MAKE_PUBLISHED % day).strip().splitlines()[-1]


def test_officer_gives_a_guest_leave_to_read_one_item_and_takes_it_away(
    haringey: Town, desk: Page, phone: Page
) -> None:
    """Given a published agenda with two confidential items, when the officer invites a guest to read one of them, then
    the guest takes the invitation up on a telephone, reads that item and no other, until the leave is taken away."""
    meeting = made(haringey, "5, 16")
    olga = officer_of(haringey, "Olga Officer")
    sign_in(desk, olga)
    desk.goto(f"{meeting}agenda/")
    desk.get_by_role("link", name="Further readers of item 2").click()
    check(desk, "readers-none")
    desk.get_by_role("link", name="Invite a reader").click()
    check(desk, "invite-reader")
    desk.get_by_label("Their e-mail address").fill("guest@agency.example")
    desk.get_by_role("button", name="Send invitation").click()
    expect(desk.get_by_role("alert")).to_contain_text("The invitation is on its way.")
    check(desk, "readers-invited")

    letter = haringey.server.postbox.letter_to("guest@agency.example")
    assert "Placement" not in str(letter)
    words = letter.get_body(("plain",))
    assert words is not None
    phone.goto(next(word for word in words.get_content().split() if "/invitations/" in word))
    check(phone, "accept-reader")
    assert "Placement" not in phone.content()
    phone.get_by_label("Your full name").fill("Gwen Guest")
    phone.get_by_label("A password", exact=True).fill(PASSWORD)
    phone.get_by_label("The same password again").fill(PASSWORD)
    phone.get_by_role("button", name="Accept and make my account").click()
    check(phone, "home-reader")
    phone.get_by_role("link", name="Item 2 of the agenda of 16 May 2030").click()
    expect(phone.get_by_role("heading", name="Placement of one family")).to_be_visible()
    assert "Contract for short breaks" not in phone.content()
    check(phone, "agenda-reader")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Report on the placement").click()
    assert download.value.suggested_filename == "board-2030-05-16-item-2-paper-1.pdf"

    proved_lately(desk, olga)
    desk.reload()
    check(desk, "readers")
    desk.get_by_role("link", name="Take leave away from Gwen Guest").click()
    check(desk, "revoke-reader")
    desk.get_by_role("button", name="Take leave away").click()
    expect(desk.get_by_role("alert")).to_contain_text("Leave is taken away.")
    phone.reload()
    assert "Placement" not in phone.content()


def test_officer_closes_a_meeting_to_the_public_and_everybody_reads_why(
    haringey: Town, desk: Page, phone: Page
) -> None:
    """Given meetings that are open unless the chair decides otherwise, when one is closed for a reason of public
    interest, then a visitor reads that and why on its page and in the calendar."""
    meeting = made(haringey, "6, 20")
    sign_in(desk, officer_of(haringey, "Otto Officer"))
    desk.goto(meeting)
    desk.get_by_role("link", name="Close to the public").click()
    check(desk, "close-to-public")
    desk.get_by_role("button", name="Close to the public").click()
    expect(desk.get_by_text("Closing a meeting needs the chair's reason of public interest.").first).to_be_visible()
    desk.get_by_label("Why it is closed").fill("What bidders offer is dealt with throughout.")
    desk.get_by_role("button", name="Close to the public").click()
    expect(desk.get_by_role("alert")).to_contain_text("It is closed to the public.")
    check(desk, "meeting-closed")

    for address, name in (
        (meeting, "meeting-closed-public"),
        (f"{meeting}../../calendar/?year=2030", "calendar-closed"),
    ):
        phone.goto(address)
        expect(phone.get_by_text("What bidders offer is dealt with throughout.")).to_be_visible()
        check(phone, name)
    desk.get_by_role("link", name="Open to the public").click()
    check(desk, "open-to-public")


def test_days_between_the_meetings_of_the_board_are_proposed_to_the_executive_group(haringey: Town, desk: Page) -> None:
    """Given a group that meets between the board's meetings, when these are agreed, then its days are proposed."""
    sign_in(desk, officer_of(haringey, "Orla Officer"))
    desk.goto(f"{GROUP}calendar/propose/?year=2034")
    expect(desk.get_by_text("their dates are to be agreed first", exact=False)).to_be_visible()
    check(desk, "propose-waits")
    for day in ("1, 18", "3, 15", "5, 17"):
        haringey.server.python((MAKE_PUBLISHED % day).replace("2030", "2034"))
    desk.reload()
    for ends in ("on 18 January 2034 and 15 March 2034", "on 15 March 2034 and 17 May 2034"):
        expect(desk.get_by_text(ends, exact=False)).to_be_visible()
    check(desk, "propose-between")
    desk.goto(f"{GROUP}calendar/?year=2034")
    check(desk, "calendar-between")
