"""Agreements: asked by letter, read and signed on a phone and at a desk, declined, asked again for a new edition."""

from __future__ import annotations

import json
import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Person, Town, check, proved_lately, sign_in
from tests.journeys.test_who_is_who import Keyboard
from tests.serving import PATIENCE, ROOT

pytestmark = pytest.mark.journey

PASSWORD = "seven unrelated words in a row"
MAKE_SIGNERS = """
import json
from django.utils import timezone
from governance.agreements.models import Edition
from governance.agreements.queries import issues_of, signing_of
from governance.membership.permissions import PERSON
from tests.world import member
edition = Edition.objects.select_related("agreement__trust", "agreement__body").get(agreement__trust__slug=%r)
people = {each.person.pk: each.person for each in signing_of(edition, timezone.localdate()).signers if each.person}
made = [member(person, person.name, PERSON, second_factor=False) for person in list(people.values())[:%d]]
print(json.dumps([[user.name, user.email] for user in made]))
"""
ISSUE = """
from governance.agreements.acts import issue_edition, save_draft
from governance.agreements.changes import WORDING
from governance.agreements.models import Edition
from tests.world import operator
last = Edition.objects.select_related("agreement__trust", "agreement__body").order_by("number").last()
wording = {name: getattr(last, name) for name in WORDING} | {"effective": last.effective}
wording["text"] = wording["text"].replace("3 of the 4 meetings", "all of the 4 meetings") + %r
draft = save_draft(last.agreement, version=None, **wording, by=operator()).result
issue_edition(last.agreement, version=draft.version, by=operator())
"""
REMIND = """
from governance.agreements.acts import remind_signers
from governance.agreements.models import Edition
from tests.world import operator
remind_signers(Edition.objects.select_related("agreement__trust", "agreement__body").last(), by=operator())
"""
MAKE_SIGNATORIES = """
import json
from datetime import date
from governance.agreements.acts import name_signatory
from governance.agreements.models import Block
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from tests.world import member, operator
blocks = Block.objects.filter(agency__key="medway-council").select_related("agreement__trust").order_by("position")[:2]
people = Person.objects.filter(trust__slug="medway", signs_at=None).select_related("trust", "called").order_by("key")
people = list(people[:3])
for block, person in zip(blocks, people):
    name_signatory(block, person=person, starts=date(2020, 1, 1), by=operator())
made = [member(person, person.name, PERSON, second_factor=False) for person in people]
print(json.dumps([[user.name, user.email] for user in made]))
"""
ADD_BLOCK = """
from datetime import date
from governance.agreements.acts import add_block
from governance.agreements.models import Agreement
from governance.membership.models import Person
from tests.world import operator
agreement = Agreement.objects.select_related("trust", "body").get(trust__slug="medway")
person = Person.objects.get(trust__slug="medway", called__text=%r)
add_block(agreement, title="Young carers", agency=None, person=person, starts=date(2020, 1, 1), by=operator())
"""
WITHDRAW = """
from governance.agreements.acts import withdraw_agreement
from governance.agreements.models import Edition
from tests.world import operator
edition = Edition.objects.select_related("agreement__trust", "agreement__body").order_by("number").last()
withdraw_agreement(edition, reason="A schedule was missing.", by=operator())
"""
PROVED_LONG_AGO = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
for row in Session.objects.all():
    session = SessionStore(row.session_key)
    for record in session.get("account_authentication_methods", []):
        record["at"] -= 600
    session.save()
"""
NEW_CLAUSE = "\n\n## 9. Fire drills\n\n9.1 Each agency takes part in one fire drill a year.\n"
WHY = "Our cabinet has not agreed to clause 3 yet."


def signers(town: Town, trust: str, count: int) -> list[tuple[str, Person]]:
    """So many of those who are to sign the agreement of the trust, each with their account."""
    made = json.loads(town.server.python(MAKE_SIGNERS % (trust, count)))
    return [(name, Person(email, PASSWORD, "", "")) for name, email in made]


@pytest.fixture(scope="module")
def kent(town: Town) -> Town:
    """The town with Kent's trust, its invented people and its agreement."""
    for file in ("kent.yaml", "demo/kent-people.yaml"):
        town.server.manage("load_trust", str(ROOT / "fixtures" / file))
    return town


def link_in_letter(town: Town, person: Person, begins: str) -> str:
    """The link of the letter to them whose subject begins so, waited for."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for letter in town.server.postbox.letters:
            if letter["To"] == person.email and letter["Subject"].startswith(begins):
                return next(word for word in letter.get_content().split() if word.startswith("http"))
        time.sleep(0.2)
    raise AssertionError(f"No letter to {person.email} came.")


def confirm(page: Page, name: str) -> None:
    """Confirm who one is, as the page asks."""
    page.wait_for_url("**/confirm/**")
    check(page, name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def fill(page: Page, name: str) -> None:
    """Fill in the form, with the finger or the mouse."""
    page.get_by_label("Your position").fill("Director")
    page.locator("input[name=has_authority]").check()
    page.locator("input[name=is_ticked]").check()
    page.get_by_label("Your name").fill(name)


def switch(page: Page, person: Person) -> None:
    """Somebody else sits down at the window."""
    page.context.clear_cookies()
    sign_in(page, person)


def test_representatives_are_asked_read_sign_and_decline_and_a_new_edition_asks_again(
    kent: Town, desk: Page, phone: Page
) -> None:
    """Given Kent's agreement, when each representative is asked by letter, then one signs on a phone and confirms who
    they are, one signs at a desk by keyboard, and one declines; the new edition shows the first what changed."""
    (ada, on_phone), (bob, at_desk), (cora, declining) = signers(kent, "kent", 3)
    kent.server.python(REMIND)
    kent.server.manage("send_letters")
    links = {each.email: link_in_letter(kent, each, "Still to be signed") for each in (on_phone, at_desk, declining)}
    sign_in(phone, on_phone)
    sign_on_a_phone(kent, phone, ada, links[on_phone.email])
    sign_in(desk, at_desk)
    sign_by_keyboard(desk, bob, links[at_desk.email])
    switch(desk, declining)
    decline(desk, links[declining.email])
    phone.goto("/trusts/kent/bodies/board/")
    expect(phone.locator("main")).to_contain_text("declined to sign: Partner agency agreement")
    expect(phone.locator("main")).to_contain_text("has not signed: Partner agency agreement")
    expect(phone.locator("main")).not_to_contain_text(WHY)
    check(phone, "agreement-body")
    kent.server.python(ISSUE % NEW_CLAUSE)
    kent.server.manage("send_letters")
    sign_the_new_edition(phone, ada, link_in_letter(kent, on_phone, "Please sign"))
    proved_lately(desk, declining)
    refusals(kent, desk, cora)


def sign_on_a_phone(kent: Town, phone: Page, name: str, link: str) -> None:
    """From the letter to the receipt, with a slip and a proof that is too old on the way."""
    phone.goto(link)
    expect(phone.get_by_text("You have not signed this yet")).to_be_visible()
    check(phone, "agreement-to-sign")
    phone.get_by_role("link", name=re.compile("^Read and sign")).first.click()
    check(phone, "agreement-sign")
    phone.get_by_role("button", name="Sign", exact=True).click()
    expect(phone.locator(".govuk-error-summary")).to_contain_text("Tick the box if you agree")
    check(phone, "agreement-sign-wrong")
    fill(phone, name)
    kent.server.python(PROVED_LONG_AGO)
    phone.get_by_role("button", name="Sign", exact=True).click()
    confirm(phone, "agreement-confirm")
    expect(phone.get_by_role("heading", name="Receipt of a signature")).to_be_visible()
    expect(phone.locator("main")).to_contain_text(name)
    check(phone, "agreement-receipt")
    assert phone.viewport_size == PHONE


def sign_by_keyboard(desk: Page, name: str, link: str) -> None:
    """Without a mouse, from the page with the text to the receipt."""
    desk.goto(link)
    desk.get_by_role("link", name=re.compile("^Read and sign")).first.click()
    keys = Keyboard(desk)
    keys.skip_to_the_page()
    keys.tab_to(desk.get_by_role("link", name="signing", exact=True))
    keys.press("Enter")
    keys.tab_to(desk.get_by_label("Your position"))
    keys.press("Control+A")
    keys.type("Director")
    keys.tick("I have authority to sign")
    keys.tab_to(desk.locator("input[name=is_ticked]"))
    keys.press("Space")
    keys.fill("Your name", name)
    keys.send("Sign")
    expect(desk.get_by_role("heading", name="Receipt of a signature")).to_be_visible()
    print(f"\nsigning by keyboard, from the page with the text: {keys.strokes} strokes")
    desk.get_by_role("link", name="Partner agency agreement", exact=True).first.click()
    expect(desk.get_by_role("link", name=re.compile("Your receipt"))).to_be_visible()
    check(desk, "agreement-signed")


def decline(desk: Page, link: str) -> None:
    """Say why one does not sign."""
    desk.goto(link)
    desk.get_by_role("link", name=re.compile("^Decline")).first.click()
    check(desk, "agreement-decline")
    desk.get_by_label("Why you decline").fill(WHY)
    desk.get_by_role("button", name="Decline to sign").click()
    expect(desk.get_by_text("You declined to sign this")).to_be_visible()
    check(desk, "agreement-declined")


def sign_the_new_edition(phone: Page, name: str, link: str) -> None:
    """What changed since the edition that was signed comes first."""
    phone.goto(link)
    phone.get_by_role("link", name=re.compile("^Read and sign")).first.click()
    expect(phone.get_by_text("You signed edition 1 on")).to_be_visible()
    expect(phone.locator(".tb-changes del")).to_contain_text("3")
    expect(phone.locator(".tb-changes")).to_contain_text("Each agency takes part in one fire drill a year.")
    check(phone, "agreement-changes")
    fill(phone, name)
    phone.get_by_role("button", name="Sign", exact=True).click()
    phone.wait_for_url(re.compile("/signed/|/confirm/"))
    if "/confirm/" in phone.url:
        confirm(phone, "agreement-confirm-again")
    expect(phone.get_by_role("heading", name="Receipt of a signature")).to_be_visible()
    phone.goto("/trusts/kent/agreements/")
    check(phone, "agreements")
    phone.goto("/trusts/kent/agreements/partner-agency-agreement/editions/2/?against=1")
    check(phone, "agreement-edition-against")


def refusals(kent: Town, desk: Page, name: str) -> None:
    """A wrong name; an edition that is replaced, then withdrawn, while it is read; another's place."""
    desk.goto("/trusts/kent/agreements/partner-agency-agreement/")
    desk.get_by_role("link", name=re.compile("^Read and sign")).first.click()
    fill(desk, "Somebody Else")
    desk.get_by_role("button", name="Sign", exact=True).click()
    expect(desk.locator(".govuk-error-summary")).to_contain_text(f"as it stands in the list of members: {name}")
    expect(desk.get_by_label("Your position")).to_have_value("Director")
    fill(desk, name)
    kent.server.python(ISSUE % NEW_CLAUSE.replace("9", "10"))
    desk.get_by_role("button", name="Sign", exact=True).click()
    expect(desk.locator(".govuk-error-summary")).to_contain_text(
        "This edition was replaced: edition 3 is to be signed."
    )
    expect(desk.locator("input[name=is_ticked]")).not_to_be_checked()
    expect(desk.get_by_label("Your name")).to_have_value(name)
    check(desk, "agreement-replaced")
    desk.locator("input[name=is_ticked]").check()
    desk.locator("input[name=has_authority]").check()
    here = desk.url
    kent.server.python(WITHDRAW)
    desk.get_by_role("button", name="Sign", exact=True).click()
    expect(desk.locator(".govuk-error-summary, .tb-notice").first).to_contain_text("edition")
    expect(desk.get_by_role("heading", name="Receipt of a signature")).to_have_count(0)
    check(desk, "agreement-withdrawn")
    desk.goto(re.sub("seat-.*", "seat-00000000-0000-0000-0000-000000000000/", here))
    expect(desk.locator("main")).to_contain_text("You do not sign here any more")
    check(desk, "agreement-not-theirs")


@pytest.fixture(scope="module")
def medway(town: Town) -> Town:
    """The town with Medway's trust, its invented people and its agreement of organisations."""
    for file in ("medway.yaml", "demo/medway-people.yaml"):
        town.server.manage("load_trust", str(ROOT / "fixtures" / file))
    return town


def test_signatories_of_an_organisation_each_sign_at_their_block_and_one_is_added(medway: Town, desk: Page) -> None:
    """Given two blocks of the council, when the signatory of each signs, then the council stands once among whom the
    agreement is in force, with both; and when a block is added for young carers, theirs is asked and signs as well."""
    made = json.loads(medway.server.python(MAKE_SIGNATORIES))
    (ada, first), (bob, second), (cora, third) = [(name, Person(email, PASSWORD, "", "")) for name, email in made]
    page = "/trusts/medway/agreements/trust-agreement/"
    for name, person in ((ada, first), (bob, second)):
        switch(desk, person)
        desk.goto("/")
        desk.get_by_role("link", name="Read and sign: Children's trust agreement").first.click()
        expect(desk.locator(".tb-signing")).to_contain_text("Signatory")
        if name == ada:
            check(desk, "agreement-sign-block")
        fill(desk, name)
        desk.get_by_role("button", name="Sign", exact=True).click()
        expect(desk.get_by_role("heading", name="Receipt of a signature")).to_be_visible()
    switch(desk, third)
    desk.goto(page)
    among = desk.locator("ul.tb-bodies").first
    expect(among.get_by_text("Medway Council", exact=True)).to_have_count(1)
    expect(among).to_contain_text(ada)
    expect(among).to_contain_text(bob)
    waiting = desk.get_by_role("link", name=re.compile("^Read and sign.*Young carers"))
    expect(waiting).to_have_count(0)
    medway.server.python(ADD_BLOCK % cora)
    desk.goto(page)
    check(desk, "agreement-block-added")
    waiting.click()
    fill(desk, cora)
    desk.get_by_role("button", name="Sign", exact=True).click()
    expect(desk.get_by_role("heading", name="Receipt of a signature")).to_be_visible()
    desk.goto(page)
    expect(desk.locator("ul.tb-bodies").first).to_contain_text("Young carers")
    check(desk, "agreement-of-organisations")
