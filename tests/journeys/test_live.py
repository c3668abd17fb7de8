"""An open page that loses its server says so, and mends itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Town, sign_in
from tests.serving import installation

pytestmark = pytest.mark.journey

INVITE_BY_COMMAND = """
from governance.structure.models import Trust
from governance.structure.permissions import AUDITOR
from tests.world import invite
invite(Trust.objects.get(slug="kent"), "while.away@agency.example", AUDITOR)
"""
NEWER = """() => {
    const region = document.querySelector("[data-live]");
    const detail = {version: Number.MAX_SAFE_INTEGER, html: `${region.innerHTML}<p>Newer</p>`};
    region.dispatchEvent(new CustomEvent("live:given", {detail}));
}"""


def test_open_page_says_since_when_it_is_not_sure_and_catches_up_when_the_server_is_back(
    browser: Browser, tmp_path: Path
) -> None:
    with installation(tmp_path, forking=True) as server:
        server.start()
        officer = Town(server).person("Una Unsure")
        page = browser.new_page(base_url=server.address)
        sign_in(page, officer)
        page.goto("/trusts/kent/access/")
        expect(page.locator(".tb-live")).to_have_text("Live")

        server.stop()
        expect(page.locator(".tb-live")).to_contain_text("Not sure since")
        server.python(INVITE_BY_COMMAND)
        server.start()

        expect(page.locator(".tb-live")).to_have_text("Live")
        expect(page.get_by_role("rowheader", name="while.away@agency.example")).to_be_visible()
        presses_while_something_newer_comes(page)
        page.close()


def presses_while_something_newer_comes(page: Page) -> None:
    """What is pressed while the region is replaced does what it says, though it is another element by then."""
    page.get_by_role("link", name="Withdraw").hover()
    page.mouse.down()
    page.evaluate(NEWER)
    page.mouse.up()
    page.wait_for_url("**/withdraw/")
