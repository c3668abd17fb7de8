"""The pages of agreements, and who reads what on them. Who may open them stands in tests/matrix."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from governance.agreements.acts import issue_edition, withdraw_agreement
from governance.agreements.models import Edition, Life
from tests.governance.agreements.scene import (
    BLOCK_TEXT,
    DEVICE,
    STATEMENT,
    TEXT,
    AgreementsWorld,
    agreement_of,
    at_block,
    decline,
    issued,
    sign,
)
from tests.world import operator, signed_in
from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db

WHY = "We wait for our cabinet in June."


@pytest.fixture
def world() -> AgreementsWorld:
    return AgreementsWorld()


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def page_of(client: Client, world: AgreementsWorld) -> str:
    return read(client, world.agreement.get_absolute_url())


def next_edition(world: AgreementsWorld) -> Edition:
    return issue_edition(world.agreement, version=world.draft.version, by=operator()).result


def test_agreements_names_each_with_what_is_in_force(world: AgreementsWorld) -> None:
    agreement_of(world.board, "undertaking", "Undertaking")
    page = read(Client(), reverse("agreements", args=["kent"]))
    assert page.count("in force since 1 April 2024") == 2
    assert "No edition is in force." in page
    assert read(Client(), reverse("agreements", args=["medway"])).count("No agreement is kept here yet.") == 1


@pytest.mark.parametrize("more", [0, 2])
def test_agreements_asks_as_much_however_many_there_are(
    world: AgreementsWorld, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(more):
        issued(agreement_of(world.board, f"more-{number}", f"More {number}"))
    with django_assert_num_queries(3):
        read(Client(), reverse("agreements", args=["kent"]))


def test_agreement_shows_the_text_in_force_with_its_contents_and_facts(world: AgreementsWorld) -> None:
    page = page_of(Client(), world)
    for text in ("In force</dt>", "from 1 April 2024 until a new edition replaces it", world.edition.digest):
        assert text in page
    for anchor, words in (("clause-1", "1 Purpose"), ("clause-2", "2 Duties of partners"), ("clause-3", "3 Money")):
        assert f'href="#{anchor}">{words}</a>' in page
        assert page.count(f'id="{anchor}"') == 1
    assert "Each partner pays its share in April." in page


def test_agreement_says_how_long_it_lasts_and_when_it_is_reviewed(world: AgreementsWorld) -> None:
    reviews = ["2027-04-01", "2028-04-01"]
    issued(world.charter, life=Life.PLAN, effective=date(2026, 4, 1), until=date(2099, 4, 1), reviews=reviews)
    page = read(Client(), world.charter.get_absolute_url())
    assert "from 1 April 2026 until the plan ends, before 1 April 2099" in page
    assert "1 April 2027, 1 April 2028" in page


def test_agreement_without_an_edition_says_so(world: AgreementsWorld) -> None:
    page = read(Client(), agreement_of(world.board, "undertaking", "Undertaking").get_absolute_url())
    assert "No edition has been issued yet." in page


def test_agreement_says_to_everyone_among_whom_it_is_in_force_and_to_members_more(world: AgreementsWorld) -> None:
    """Given that the police have signed and health has declined, then a visitor reads of the police alone, without
    position, day or how many; a member reads those, but neither reason nor address; nor does the officer here."""
    world.sign(world.police)
    decline(world.edition, world.health.place, world.health.person, world.health.user, WHY)
    visitor = page_of(Client(), world)
    assert "Kent Police" in visitor
    assert "Ada Ash" in visitor
    for hidden in ("Director", "have signed edition", "declined", "Bob Birch", WHY, DEVICE, "Decline"):
        assert hidden not in visitor
    for user in (world.schools.user, world.officer):
        page = page_of(signed_in(user), world)
        assert "Director, on" in page
        assert "1 of 5 have signed edition 1." in page
        for hidden in (WHY, DEVICE, "203.0.113.7"):
            assert hidden not in page


def test_agreement_calls_whoever_is_to_sign_it(world: AgreementsWorld) -> None:
    ada = signed_in(world.police.user)
    page = page_of(ada, world)
    assert page.index("You have not signed this yet") < page.index("The text")
    assert reverse("sign_agreement", args=["kent", world.agreement.key, world.police.place]) in page
    assert reverse("sign_agreement", args=["kent", world.agreement.key, world.health.place]) not in page
    signature = world.sign(world.police)
    page = page_of(ada, world)
    assert "You have not signed this yet" not in page
    assert signature.get_absolute_url() in page


def test_agreement_tells_whoever_declined_that_they_can_still_sign(world: AgreementsWorld) -> None:
    decline(world.edition, world.police.place, world.police.person, world.police.user, WHY)
    page = page_of(signed_in(world.police.user), world)
    assert "You declined to sign this" in page
    assert reverse("sign_agreement", args=["kent", world.agreement.key, world.police.place]) in page
    assert WHY not in page


def test_agreement_tells_a_deputy_that_they_may_sign_and_asks_nobody_else(world: AgreementsWorld) -> None:
    page = page_of(signed_in(world.una_user), world)
    assert "as named deputy of Ada Ash" in page
    assert "You have not signed this yet" not in page
    assert "sign/" not in page_of(signed_in(world.officer), world)


def test_agreement_calls_a_signatory_once_for_each_block(world: AgreementsWorld) -> None:
    una = signed_in(world.una_user)
    page = read(una, world.charter.get_absolute_url())
    assert page.count("You have not signed this yet") == 1
    assert "Health, chief nurse" in page
    sign(world.charter_edition, at_block(world.nurse), world.una, world.una_user)
    assert "You have not signed this yet" not in read(una, world.charter.get_absolute_url())


def test_agreement_of_a_withdrawn_edition_says_so_and_why_to_those_of_the_trust(world: AgreementsWorld) -> None:
    world.sign(world.police)
    withdraw_agreement(world.edition, reason="A wrong schedule.", by=operator())
    visitor, member_page = page_of(Client(), world), page_of(signed_in(world.health.user), world)
    assert "withdrawn" in visitor
    assert "Nobody has signed the edition in force." in visitor
    assert "A wrong schedule." not in visitor
    assert "A wrong schedule." in member_page
    assert "You have not signed this yet" not in member_page


def test_edition_that_comes_is_announced_beside_the_one_in_force(world: AgreementsWorld) -> None:
    coming = issued(world.charter, title="Trust agreement", effective=date(2099, 4, 1))
    page = read(Client(), world.charter.get_absolute_url())
    assert f'href="{coming.get_absolute_url()}?against=1"' in page
    assert "The organisations below are partners." in page


def test_agreement_edition_shows_what_it_changed_clause_by_clause(world: AgreementsWorld) -> None:
    """Given two editions that differ in a word and a clause, then the page says so in a sentence, marks the words so
    that they are read without colour, and shows no clause that stayed."""
    second = next_edition(world)
    page = read(Client(), f"{second.get_absolute_url()}?against=1")
    changes = page[page.index('id="changed"') : page.index('id="text"')]
    assert "1 clause reworded" in changes
    for text in ('<del class="tb-del"><span class="govuk-visually-hidden">[went: </span>April', "[came: </span>May"):
        assert text in changes
    assert "The chair hears both sides first." in changes
    assert "The treasurer reports" not in changes
    assert second.get_absolute_url() in read(Client(), world.edition.get_absolute_url())
    assert 'id="changed"' not in read(Client(), second.get_absolute_url())


def test_agreement_edition_shows_that_the_words_beside_the_box_changed(world: AgreementsWorld) -> None:
    second = issued(world.charter, title="Trust agreement", text=BLOCK_TEXT, statement="I agree to it.")
    page = read(Client(), f"{second.get_absolute_url()}?against=1")
    assert f"{STATEMENT}<" in page
    assert "I agree to it.<" in page
    assert "The text has not changed. Terms changed: words beside the box" in page
    assert "Nothing has changed" not in page


@pytest.mark.parametrize("against", ["2", "9", "1.0", "first"])
def test_agreement_edition_is_not_found_against_what_is_no_earlier_edition(
    world: AgreementsWorld, against: str
) -> None:
    second = next_edition(world)
    assert Client().get(f"{second.get_absolute_url()}?against={against}").status_code == 404


def test_page_that_members_read_is_kept_nowhere(world: AgreementsWorld) -> None:
    address = world.agreement.get_absolute_url()
    assert "no-store" in signed_in(world.health.user).get(address)["Cache-Control"]
    assert "no-store" not in Client().get(address).get("Cache-Control", "")


def test_receipt_is_for_the_signer_the_officer_and_the_auditor(world: AgreementsWorld) -> None:
    signature = world.sign(world.police)
    address = signature.get_absolute_url()
    for user in (world.police.user, world.officer, world.auditor):
        page = read(signed_in(user), address)
        for text in ("Ada Ash", "Kent Police", "Director", "their password", DEVICE, world.edition.digest):
            assert text in page
        assert world.edition.statement_digest in page
        assert "-".join(signature.code[start : start + 4] for start in range(0, 16, 4)) in page
    for user in (world.health.user, world.una_user, world.nobody, world.medway_officer):
        assert signed_in(user).get(address).status_code == 404
    assert "/sign-in/" in Client().get(address)["Location"]


def test_what_changed_shows_bold_words_and_no_signs_of_them(world: AgreementsWorld) -> None:
    """Given bold words in a clause that was reworded and in one that is new, they are bold and no asterisk is read."""
    before = TEXT.replace("Each partner pays its share", "**Each partner** pays *its share*")
    first = issued(world.charter, text=before)
    text = before.replace("**Each partner**", "**Every single partner**") + "\n4. Disputes\n\n**The chair** hears.\n"
    second = issued(world.charter, text=text.replace("in April", "in **May**"))
    page = read(Client(), f"{second.get_absolute_url()}?against={first.number}")
    changes = page[page.index('id="changed"') : page.index('id="text"')]
    assert "*" not in changes
    words = re.sub(r'<span class="govuk-visually-hidden">.*?</span>', "", changes)
    for shown in (
        '<del class="tb-del"><strong>Each</strong></del><ins class="tb-ins"><strong>Every single</strong></ins>',
        "<strong> partner</strong> pays <em>its share</em> in ",
        '<ins class="tb-ins"><strong>May</strong>.</ins>',
        "<strong>The chair</strong> hears.",
    ):
        assert shown in words


def test_receipt_names_the_entry_that_proved_the_signature(world: AgreementsWorld) -> None:
    """Given that others sign before and after, when it is read later, then the entry is that of this very signature."""
    world.sign(world.health)
    signature = world.sign(world.police)
    proved = Entry.objects.filter(chain=world.kent.chain).latest("number")
    world.sign(world.schools)
    page = read(signed_in(world.police.user), signature.get_absolute_url())
    assert f"Entry {proved.number}<" in page
    assert proved.hash in page
    assert [row["key"] for row in json.loads(proved.body)["rows"]] == [str(signature.pk)]


def test_receipt_is_found_under_its_own_agreement_alone(world: AgreementsWorld) -> None:
    signature = world.sign(world.police)
    address = reverse("agreement_receipt", args=["kent", world.charter.key, signature.pk])
    for user in (world.police.user, world.officer):
        assert signed_in(user).get(address).status_code == 404


def test_body_says_to_those_of_the_trust_who_has_not_signed(world: AgreementsWorld) -> None:
    """Given that the police have signed and health has declined, then the board's page says so of health and of the
    three others to members and the officer; to a visitor, and of another day, it says nothing."""
    world.sign(world.police)
    decline(world.edition, world.health.place, world.health.person, world.health.user, WHY)
    for user in (world.schools.user, world.officer):
        page = read(signed_in(user), world.board.get_absolute_url())
        assert page.count("has not signed: Partner agency agreement") == 3
        assert page.count("declined to sign: Partner agency agreement") == 1
        assert WHY not in page
    earlier = f"{world.board.get_absolute_url()}?on=2024-05-01"
    for page in (
        read(Client(), world.board.get_absolute_url()),
        read(signed_in(world.nobody), world.board.get_absolute_url()),
        read(signed_in(world.schools.user), earlier),
    ):
        assert "Partner agency agreement" not in page


def test_body_says_nothing_of_agreements_that_its_seats_do_not_sign(world: AgreementsWorld) -> None:
    page = read(signed_in(world.schools.user), world.board.get_absolute_url())
    assert "Trust agreement" not in page


def test_trust_has_a_door_to_its_agreements(world: AgreementsWorld) -> None:
    assert f'href="{reverse("agreements", args=["kent"])}"' in read(Client(), "/trusts/kent/")
