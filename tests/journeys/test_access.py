"""Coming in: sign-in, invitations, second factors, and who has access; each as a person would do it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town, check, enter_code, sign_in

pytestmark = pytest.mark.journey

NEW_PASSWORD = "lantern gravel otter sixpence"


def test_officer_invites_an_auditor_who_appears_on_the_open_page(town: Town, desk: Page, phone: Page) -> None:
    """Given an officer with the access page open, when the invited auditor takes up the invitation on their phone,
    then the officer's page shows them by itself and leaves the officer where they were."""
    officer = town.person("Wanda Wells")

    sign_in(desk, officer)
    desk.goto("/trusts/kent/access/")
    check(desk, "access")
    desk.get_by_role("link", name="Invite a person").click()
    check(desk, "invite")
    desk.get_by_label("E-mail address").fill("arthur.ames@agency.example")
    desk.get_by_label("Auditor").check()
    desk.get_by_role("button", name="Send invitation").click()
    expect(desk.get_by_role("rowheader", name="arthur.ames@agency.example")).to_be_visible()
    kept = desk.get_by_role("link", name="Withdraw").first
    kept.focus()

    phone.goto(town.server.postbox.link_to("arthur.ames@agency.example"))
    check(phone, "accept-invitation")
    phone.get_by_label("Your full name").fill("Arthur Ames")
    phone.get_by_label("A password").fill(NEW_PASSWORD)
    phone.get_by_label("The same password again").fill(NEW_PASSWORD)
    phone.get_by_role("button", name="Accept").click()
    phone.wait_for_url(f"{town.server.address}/")
    expect(phone.get_by_role("link", name="Kent Children").first).to_be_visible()
    check(phone, "home-auditor")

    expect(desk.get_by_role("rowheader", name="Arthur Ames")).to_be_visible()
    phone.goto("/trusts/kent/record/")
    check(phone, "record")


def test_new_officer_sets_up_a_second_factor_before_they_can_do_anything(town: Town, desk: Page) -> None:
    newcomer = town.person("Newton Newcomer", second_factor=False)

    sign_in(desk, newcomer)
    desk.goto("/trusts/kent/access/")
    desk.wait_for_url(lambda url: "second-factor" in url or "confirm" in url)
    if "confirm" in desk.url:
        check(desk, "confirm")
        desk.locator("input[type=password]").fill(newcomer.password)
        desk.keyboard.press("Enter")
        desk.wait_for_url(re.compile(r"^[^?]*/second-factor/set-up/"))
    check(desk, "second-factor-set-up", picture=False)
    key = desk.locator("#key").inner_text().replace(" ", "")
    desk.locator("input[name=code]").fill("000000")
    desk.keyboard.press("Enter")
    expect(desk.locator(".govuk-error-summary")).to_be_visible()
    check(desk, "second-factor-wrong-code", picture=False)
    enter_code(desk, key)
    desk.wait_for_url(re.compile(r"^[^?]*/recovery-codes/"))
    check(desk, "recovery-codes", picture=False)
    desk.goto("/trusts/kent/access/")
    expect(desk.get_by_role("rowheader", name="Newton Newcomer")).to_be_visible()


def test_forgotten_password_is_replaced_by_a_link_and_no_page_tells_who_has_an_account(town: Town, desk: Page) -> None:
    forgetful = town.person("Flora Forgetful", "auditor", second_factor=False)
    pages = {}
    for address in ("nobody.at.all@agency.example", forgetful.email):
        desk.goto("/account/password/forgotten/")
        check(desk, "password-forgotten")
        desk.get_by_label("E-mail address").fill(address)
        desk.keyboard.press("Enter")
        desk.wait_for_url("**/sent/")
        pages[address] = desk.locator("main").inner_text().replace(address, "")
    check(desk, "password-forgotten-sent")
    assert len(set(pages.values())) == 1

    desk.goto(town.server.postbox.link_to(forgetful.email))
    check(desk, "password-new")
    for field in desk.locator("input[type=password]").all():
        field.fill(NEW_PASSWORD)
    desk.locator("main button[type=submit], main input[type=submit]").first.click()
    desk.wait_for_url("**/done/")
    forgetful.password = NEW_PASSWORD
    sign_in(desk, forgetful)
    assert [letter["To"] for letter in town.server.postbox.letters].count("nobody.at.all@agency.example") == 0


def test_officer_signs_in_with_a_recovery_code_when_the_telephone_is_lost(town: Town, desk: Page) -> None:
    officer = town.person("Lottie Lost")
    sign_in(desk, officer, code=officer.recovery)
    desk.goto("/account/second-factor/")
    check(desk, "account")


def test_everything_of_record_works_without_script(town: Town, plain: Page) -> None:
    officer = town.person("Nora Noscript")
    sign_in(plain, officer)
    plain.goto("/trusts/kent/access/invite/")
    plain.get_by_label("E-mail address").fill("plain.person@agency.example")
    plain.get_by_label("Development officer").check()
    plain.get_by_role("button", name="Send invitation").click()
    expect(plain.get_by_role("rowheader", name="plain.person@agency.example")).to_be_visible()
    assert town.server.postbox.link_to("plain.person@agency.example")
    row = plain.locator("tr", has_text="plain.person@agency.example")
    row.get_by_role("link", name="again").click()
    plain.get_by_role("button", name="Send the invitation again").click()
    assert town.server.postbox.link_to("plain.person@agency.example", after=1)
    plain.locator("tr", has_text="plain.person@agency.example").get_by_role("link", name="Withdraw").click()
    plain.get_by_role("button", name="Withdraw the invitation").click()
    expect(plain.get_by_role("rowheader", name="plain.person@agency.example")).to_have_count(0)


def test_revoked_officer_loses_the_open_page(town: Town, desk: Page, phone: Page) -> None:
    people = town.people(
        ("kent", "Kent Children's Trust", "Gertrude Going", "officer", True),
        ("kent", "Kent Children's Trust", "Stella Staying", "officer", True),
    )
    sign_in(phone, people["Gertrude Going"])
    phone.goto("/trusts/kent/access/")
    expect(phone.locator(".tb-live")).to_have_text("Live")

    sign_in(desk, people["Stella Staying"])
    desk.goto("/trusts/kent/access/")
    desk.locator("tr", has_text="Gertrude Going").get_by_role("link").click()
    check(desk, "revoke")
    desk.get_by_role("button", name="Take the role away").click()
    desk.wait_for_url("**/access/")

    expect(phone.locator(".tb-live")).to_contain_text("No longer live")
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("no such page")
    check(phone, "not-found")


def test_pages_for_visitors_are_accessible(town: Town, desk: Page) -> None:
    town.people(
        ("kent", "Kent Children's Trust", "Peter Public", "auditor", False),
        ("medway", "Medway Children's Trust", "Paula Public", "auditor", False),
    )
    for address, name in (("/", "home"), ("/trusts/kent/", "trust"), ("/components/", "components")):
        desk.goto(address)
        check(desk, name)
    desk.goto("/account/sign-in/")
    check(desk, "sign-in")
    desk.get_by_label("E-mail address").fill("someone@agency.example")
    desk.locator("input[type=password]").fill("not the password")
    desk.keyboard.press("Enter")
    expect(desk.locator(".govuk-error-summary")).to_be_visible()
    check(desk, "sign-in-wrong")
