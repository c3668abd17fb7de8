"""The first page as the way into everything: what needs somebody, done and gone."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, Town, check, sign_in
from tests.journeys.test_who_is_who import Keyboard, done
from tests.serving import ROOT

pytestmark = pytest.mark.journey

MAKE_WORK = """
import json
from datetime import time, timedelta
from django.utils import timezone
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from governance.structure.models import Body
from meetings.schedule.acts import give_notice
from tests.meetings.agenda.scene import item_of, paper_of, published
from tests.world import PASSWORD, member, meeting_of, operator
board = Body.objects.get(trust__slug="kent", key="board")
person = Person.objects.get(trust=board.trust, key="priya-nambiar")
user = member(person, person.name, PERSON, second_factor=False)
today = timezone.localdate()
meeting = meeting_of(board, today + timedelta(days=10), starts=time(9, 30), place="Sessions House, Maidstone")
give_notice(meeting, by=operator())
item = item_of(meeting, "Joint plan")
paper_of(item)
paper_of(item, "Its cost")
published(meeting)
meeting_of(board, today - timedelta(days=3), starts=time(9, 30), place="Sessions House, Maidstone")
meeting_of(board, today + timedelta(days=20), starts=time(9, 30), place="")
print(json.dumps({"email": user.email, "password": PASSWORD, "key": "", "recovery": ""}))
"""


@pytest.fixture(scope="module")
def priya(town: Town) -> Person:
    """A member of Kent's board, which has given notice of a meeting and published its agenda."""
    for file in ("kent.yaml", "demo/kent-people.yaml"):
        town.server.manage("load_trust", str(ROOT / "fixtures" / file))
    return Person(**json.loads(town.server.python(MAKE_WORK)))


def test_member_goes_from_what_needs_them_to_the_answer_and_it_is_gone(town: Town, priya: Person, desk: Page) -> None:
    """Given a meeting of which notice was given, when a member signs in and follows the first page by keyboard, then
    they answer, and back on the first page nothing asks for it any more."""
    sign_in(desk, priya)
    expect(desk.get_by_role("heading", level=1)).to_have_text("What needs you")
    asks = desk.get_by_role("link", name="Say whether you come to")
    expect(asks).to_have_count(1)
    expect(desk.get_by_role("link", name="Read the agenda of")).to_contain_text("2 papers")
    check(desk, "home-member")

    keys = Keyboard(desk)
    keys.skip_to_the_page()
    keys.tab_to(asks)
    keys.press("Enter")
    desk.wait_for_url("**/answer/*/")
    keys = Keyboard(desk)
    keys.tab_to(desk.get_by_label("Coming", exact=True))
    keys.press("Space")
    keys.send("Send the answer")
    done(desk, "/meetings/*/")

    keys = Keyboard(desk)
    keys.tab_to(desk.get_by_role("link", name="Trustboard", exact=True))
    keys.press("Enter")
    desk.wait_for_url(f"{town.server.address}/")
    expect(asks).to_have_count(0)
    expect(desk.get_by_text("Your answer: coming.")).to_be_visible()
    check(desk, "home-member-answered")


def test_officer_reads_what_is_missing_with_and_without_script(
    town: Town, priya: Person, phone: Page, plain: Page
) -> None:
    """Given meetings before and behind, when the officer signs in, then the first page says what each still needs."""
    sign_in(phone, town.person("Hattie Home"))
    for words in ("Record the", "Give notice of the", "seats have not answered", "Publish the agenda of the"):
        expect(phone.get_by_role("link", name=words).first).to_be_visible()
    check(phone, "home-officer")
    sign_in(plain, town.person("Harry Home"))
    expect(plain.get_by_role("link", name="Record the").first).to_be_visible()
