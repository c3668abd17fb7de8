"""The clauses of an agreement, read wide and narrow, and kept by the officer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town, check, sign_in
from tests.serving import ROOT

pytestmark = pytest.mark.journey

CLAUSES = "/trusts/kent/clauses/"


@pytest.fixture(scope="module")
def kent(town: Town) -> Town:
    """The town with all of Kent's trust."""
    town.server.manage("load_trust", str(ROOT / "fixtures" / "kent.yaml"))
    return town


def test_visitor_finds_a_clause_and_what_is_owed_to_it(kent: Town, desk: Page) -> None:
    desk.goto("/trusts/kent/")
    desk.get_by_role("link", name="Clauses").click()
    check(desk, "clauses")
    desk.get_by_role("navigation", name="On this page").get_by_role("link", name="K10", exact=True).click()
    expect(desk.locator("[id='K10.1']")).to_be_in_viewport()
    desk.get_by_role("link", name="Asked of a person").click()
    expect(desk.get_by_role("link", name="Clause KA9")).to_have_count(0)
    desk.get_by_label("As at").fill("2010-06-01")
    desk.get_by_role("button", name="Show").click()
    expect(desk.get_by_role("link", name="Asked of a person")).to_have_attribute("aria-current", "true")
    check(desk, "clauses-of-a-kind")


def test_officer_changes_and_repeals_a_clause(kent: Town, desk: Page) -> None:
    sign_in(desk, kent.person("Cleo Clause"))
    desk.goto(CLAUSES)
    desk.get_by_role("link", name="Change clause K10.5").click()
    check(desk, "change-clause")
    desk.get_by_label("What it says").fill("Guests may come.")
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("[id='K10.5']")).to_contain_text("Guests may come.")
    desk.get_by_role("link", name="Repeal clause K10.5").click()
    check(desk, "repeal-clause")
    desk.get_by_role("button", name="Repeal the clause").click()
    expect(desk.locator("[id='K10.5']")).to_contain_text("repealed from")
    desk.get_by_role("link", name="Add a clause").click()
    check(desk, "add-clause")
