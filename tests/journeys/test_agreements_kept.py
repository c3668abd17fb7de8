"""The officer takes a whole agreement from a file, issues it, and enters what came on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town, check, sign_in
from tests.journeys.test_agreements import PROVED_LONG_AGO

pytestmark = pytest.mark.journey

AGREEMENTS = "/trusts/kent/agreements/"
ONE = f"{AGREEMENTS}partner-agency-agreement/"
MAKE_AGREEMENTS = """
from tests.governance.agreements.scene import AgreementsWorld, decline
world = AgreementsWorld()
world.sign(world.police)
decline(world.edition, world.health.place, world.health.person, world.health.user, "We wait for our lawyers.")
"""
TEXT = """Words before the first clause.

1. Purpose

The partners work together for every child.

2. Money

2.1 Each partner pays its share in June.
"""


def test_officer_takes_a_text_from_a_file_and_issues_it(town: Town, desk: Page, tmp_path: Path) -> None:
    """Given a draft under way, when the officer sends a file, its text is shown as it is read and against the last
    edition before anything is saved; saved and, once they confirmed who they are, issued, everybody is asked by letter.
    """
    town.server.python(MAKE_AGREEMENTS)
    officer = town.person("Opal Officer")
    sign_in(desk, officer)
    desk.goto(AGREEMENTS)
    check(desk, "agreements-list-officer")

    desk.goto(f"{ONE}draft/")
    check(desk, "agreements-draft")
    file = tmp_path / "whole.md"
    file.write_text(TEXT)
    desk.get_by_label("Or take the text from a file").set_input_files(file)
    desk.get_by_role("button", name="Show what follows").click()
    expect(desk.get_by_text("The text of your file stands below")).to_be_visible()
    expect(desk.get_by_label("Text", exact=True)).to_have_value(TEXT)
    check(desk, "agreements-draft-taken")
    desk.get_by_role("button", name="Save the draft").click()
    desk.get_by_role("link", name="Issue this draft").click()
    check(desk, "agreements-issue")
    town.server.python(PROVED_LONG_AGO)
    desk.get_by_role("button", name="Issue edition 2").click()
    desk.wait_for_url("**/confirm/**")
    desk.get_by_label("Password", exact=True).fill(officer.password)
    desk.get_by_role("button", name="Confirm").click()
    expect(desk.get_by_text("Edition 2 is issued.")).to_be_visible()


def test_officer_reads_who_has_signed_and_keeps_the_places(town: Town, desk: Page) -> None:
    """Given an agreement that some have signed, the officer reads who has, on which day, and what else there is to do;
    every page of theirs can be read by everybody at any width.
    """
    sign_in(desk, town.person("Oren Officer"))
    for name, address in (
        ("signatures", f"{ONE}signatures/?edition=1"),
        ("signatures-then", f"{ONE}signatures/?edition=1&on=2025-01-01"),
        ("signatures-blocks", f"{AGREEMENTS}trust-agreement/signatures/"),
        ("remind", f"{ONE}remind/"),
        ("withdraw", f"{ONE}editions/1/withdraw/"),
        ("add", f"{AGREEMENTS}add/"),
        ("add-block", f"{AGREEMENTS}trust-agreement/blocks/add/"),
    ):
        desk.goto(address)
        check(desk, f"agreements-{name}")

    desk.goto(f"{AGREEMENTS}trust-agreement/signatures/")
    desk.get_by_role("row", name="Young people").get_by_role("link", name="Enter from paper").click()
    check(desk, "agreements-paper")
    desk.get_by_role("link", name="Who has signed").click()
    desk.get_by_role("link", name="Say who signs").last.click()
    check(desk, "agreements-signatory")
