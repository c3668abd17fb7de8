"""A decision in question, confirmed by whoever presided; and an action reported done by its owner."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, Town, check, sign_in
from tests.serving import ROOT

pytestmark = pytest.mark.journey

MAKE_DECISIONS = """
import json
from datetime import date, timedelta
from governance.membership.permissions import PERSON
from meetings.actions.acts import add_action
from meetings.agenda.models import Audience
from meetings.attendance.acts import Entry, record_happening
from meetings.attendance.roll import Kind
from meetings.decisions.acts import refer
from tests.meetings.ballots.golden_scenes import KENTS_FIVE, Stage
from tests.world import PASSWORD, member
stage = Stage("kent", KENTS_FIVE + " schools jobcentre")
decision = stage.votes("+++-o+")
kent = stage.trust
refer(decision, agency=kent.agencies.get(key="kent-police"), body=None, due=date(2026, 7, 1), by=stage.by())
chair, police = stage.holder("director"), stage.holder("police")
add_action(
    stage.body, text="Write to every school about the plan.", person=police, agency=None, due=date(2026, 7, 20),
    decision=decision, origin="", audience=Audience.PUBLIC, by=stage.by(),
)
left = Entry(Kind.LEFT, person=stage.holder("districts"))
record_happening(stage.sitting, entry=left, at=decision.at - timedelta(minutes=1), by=stage.by())
def sign_in_of(person):
    user = member(person, person.name, PERSON, second_factor=False)
    return {"email": user.email, "password": PASSWORD, "key": "", "recovery": ""}
print(json.dumps([decision.get_absolute_url(), sign_in_of(chair), sign_in_of(police)]))
"""


@pytest.fixture(scope="module")
def decided(town: Town) -> tuple[str, Person, Person]:
    """The address of a decision that is in question, who presided, and who has something to do."""
    for file in ("kent.yaml", "demo/kent-people.yaml"):
        town.server.manage("load_trust", str(ROOT / "fixtures" / file))
    address, chair, police = json.loads(town.server.python(MAKE_DECISIONS))
    return address, Person(**chair), Person(**police)


def test_chair_reads_what_moved_and_confirms_the_decision(
    town: Town, decided: tuple[str, Person, Person], desk: Page
) -> None:
    """Given a decision under which the record moved, when whoever presided opens it, then they read what moved above
    everything else, confirm it, and it is in question no more.
    """
    address, chair, _ = decided
    sign_in(desk, chair)
    desk.goto(f"{town.server.address}/trusts/kent/bodies/board/decisions/")
    expect(desk.get_by_text("In question", exact=True).first).to_be_visible()
    check(desk, "decisions")
    desk.get_by_role("link", name="The plan").click()
    expect(desk.locator("#in-question")).to_contain_text("was recorded as here, and was not")
    check(desk, "decision-in-question")
    desk.get_by_role("link", name="Confirm the decision").click()
    check(desk, "confirm-decision")
    desk.get_by_role("button", name="Confirm the decision").click()
    expect(desk.get_by_role("alert")).to_contain_text("The decision is confirmed.")
    expect(desk.locator("#in-question")).to_have_count(0)
    assert desk.url.endswith(address)
    check(desk, "decision")


def test_owner_goes_from_the_first_page_to_their_action_and_reports_it_done(
    town: Town, decided: tuple[str, Person, Person], phone: Page
) -> None:
    """Given an action that is overdue, when its owner signs in on a narrow phone, then they find it on the first page,
    report it done, and it is gone from there.
    """
    _, _, police = decided
    sign_in(phone, police)
    phone.get_by_role("link", name="Write to every school").click()
    check(phone, "action")
    phone.get_by_role("link", name="Say what became of it").click()
    check(phone, "update-action")
    phone.get_by_label("Done").check()
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("alert")).to_contain_text("It is recorded.")
    phone.goto(town.server.address)
    expect(phone.get_by_role("link", name="Write to every school")).to_have_count(0)
    for place, name in (
        ("/trusts/kent/actions/?state=all", "actions"),
        ("/trusts/kent/bodies/board/decisions/", "decisions-member"),
        (decided[0], "decision-member"),
    ):
        phone.goto(f"{town.server.address}{place}")
        check(phone, name)
