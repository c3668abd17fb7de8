"""The pages about a trust. Who may open them stands in tests/matrix; here is what they do."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from governance.structure.permissions import AUDITOR, OFFICER
from tests.world import PASSWORD, World, by, invited, member, operator, signed_in
from trustboard.accounts import acts
from trustboard.accounts.models import Invitation
from trustboard.accounts.queries import held_roles, open_invitations_to
from trustboard.ledger.models import Entry
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def officer(world: World) -> Client:
    return signed_in(world.officer)


def form(**fields: str) -> dict[str, str]:
    return {"request_id": str(uuid4()), **fields}


def test_home_shows_every_trust_to_a_visitor(world: World) -> None:
    page = Client().get(reverse("home")).content.decode()
    assert "Kent Children" in page
    assert "Medway Children" in page


def test_trust_offers_its_officer_the_access_page_and_a_stranger_nothing(world: World, officer: Client) -> None:
    address = reverse("trust_access", args=["kent"])
    assert address in officer.get(reverse("trust", args=["kent"])).content.decode()
    for client in (Client(), signed_in(world.medway_officer), signed_in(world.nobody)):
        assert address not in client.get(reverse("trust", args=["kent"])).content.decode()


def test_unknown_trust_is_not_told_from_anothers_when_a_stranger_asks(world: World) -> None:
    client = signed_in(world.medway_officer)
    for name in ("trust_access", "trust_record", "invite_person"):
        known, unknown = (client.get(reverse(name, args=[slug])) for slug in ("kent", "no-such-trust"))
        assert known.status_code == unknown.status_code == 404
        assert known.content.replace(b"kent", b"") == unknown.content.replace(b"no-such-trust", b"")


def test_invitation_of_another_trust_is_unknown_when_asked_for_under_ones_own(world: World) -> None:
    client = signed_in(world.medway_officer)
    for name in ("invite_again", "withdraw_invitation"):
        address = reverse(name, args=["medway", world.open_invitation.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, form()).status_code == 404
    assert open_invitations_to(world.kent).count() == 1


def test_role_on_another_trust_is_unknown_when_asked_for_under_ones_own(world: World) -> None:
    address = reverse("revoke_role", args=["medway", world.auditor.pk, "auditor"])
    client = signed_in(world.medway_officer)
    assert client.get(address).status_code == 404
    assert client.post(address, form()).status_code == 404
    assert held_roles(world.auditor, world.kent) == {"auditor"}


def test_trust_access_shows_people_invitations_and_a_letter_that_failed(world: World, officer: Client) -> None:
    Letter.objects.filter(to="ivy@agency.example").update(state="failed", failure="SMTPRecipientsRefused: no such box")
    page = officer.get(reverse("trust_access", args=["kent"])).content.decode()
    for text in ("Olive Officer", "Basil Bare", "Audrey Auditor", "ivy@agency.example", "no such box"):
        assert text in page
    assert "Marlon" not in page


def test_trust_access_asks_as_often_for_many_as_for_few(
    world: World, officer: Client, django_assert_max_num_queries
) -> None:
    address = reverse("trust_access", args=["kent"])
    officer.get(address)
    with django_assert_max_num_queries(30) as few:
        officer.get(address)
    for number in range(10):
        member(world.kent, f"Auditor {number}", AUDITOR)
        invited(world.kent, f"someone{number}@agency.example", AUDITOR)
    with django_assert_max_num_queries(30) as many:
        officer.get(address)
    assert len(many) == len(few)


def test_invite_person_sends_an_invitation_once_when_the_form_is_sent_twice(world: World, officer: Client) -> None:
    sent = form(email="new@agency.example", role="auditor")
    for _ in range(2):
        response = officer.post(reverse("invite_person", args=["kent"]), sent)
        assert response.url == reverse("trust_access", args=["kent"])
    assert Letter.objects.filter(to="new@agency.example").count() == 1


def test_invite_person_shows_what_was_typed_when_the_same_form_says_something_else(
    world: World, officer: Client
) -> None:
    sent = form(email="new@agency.example", role="auditor")
    officer.post(reverse("invite_person", args=["kent"]), sent)
    response = officer.post(reverse("invite_person", args=["kent"]), sent | {"email": "other@agency.example"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "other@agency.example" in page
    assert reverse("trust_access", args=["kent"]) in page
    assert not Letter.objects.filter(to="other@agency.example").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "", "role": "auditor"}, "Enter the e-mail address"),
        ({"email": "no address", "role": "auditor"}, "name@example.org"),
        ({"email": "n@agency.example", "role": ""}, "Choose what they will be"),
        ({"email": "ivy@agency.example", "role": "auditor"}, "Send that one again"),
    ],
)
def test_invite_person_says_what_is_wrong_and_keeps_what_was_typed(
    world: World, officer: Client, typed: dict[str, str], sentence: str
) -> None:
    entries = Entry.objects.count()
    page = officer.post(reverse("invite_person", args=["kent"]), form(**typed)).content.decode()
    assert sentence in page
    assert typed["email"] in page
    assert "Error: " in page
    assert Entry.objects.count() == entries


def test_invite_person_asks_who_they_are_when_five_minutes_have_passed_and_then_goes_on(
    world: World, officer: Client
) -> None:
    session = officer.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1.0}]
    session.save()
    sent = form(email="new@agency.example", role="auditor")
    response = officer.post(reverse("invite_person", args=["kent"]), sent)
    assert response.status_code == 302
    assert response.url.startswith(("/account/confirm/", reverse("account_reauthenticate")))
    assert not Letter.objects.filter(to="new@agency.example").exists()

    response = officer.post(response.url, {"password": PASSWORD, "next": reverse("invite_person", args=["kent"])})
    assert response.url == reverse("trust_access", args=["kent"])
    assert Letter.objects.filter(to="new@agency.example").count() == 1


def test_withdraw_invitation_answers_the_same_when_sent_twice(world: World, officer: Client) -> None:
    address, sent = reverse("withdraw_invitation", args=["kent", world.open_invitation.pk]), form()
    assert [officer.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert Invitation.objects.get(pk=world.open_invitation.pk).withdrawn_at


def test_withdraw_invitation_says_so_when_it_was_taken_up_in_the_meantime(world: World, officer: Client) -> None:
    acts.accept_invitation(world.open_invitation, name="Ivy", password="a long password here", by=by(None))
    address = reverse("withdraw_invitation", args=["kent", world.open_invitation.pk])
    assert "in the meantime" in officer.get(address).content.decode()
    assert "in the meantime" in officer.post(address, form()).content.decode()


def test_revoke_role_answers_the_same_when_sent_twice(world: World, officer: Client) -> None:
    address, sent = reverse("revoke_role", args=["kent", world.auditor.pk, "auditor"]), form()
    assert [officer.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert held_roles(world.auditor, world.kent) == set()


def test_form_is_refused_and_kept_when_it_has_no_request_id(world: World, officer: Client) -> None:
    page = officer.post(reverse("invite_person", args=["kent"]), {"email": "n@agency.example", "role": "auditor"})
    assert page.status_code == 200
    assert "n@agency.example" in page.content.decode()
    assert not Letter.objects.filter(to="n@agency.example").exists()


def test_trust_record_lists_acts_newest_first_and_no_address_or_name(world: World) -> None:
    page = signed_in(world.auditor).get(reverse("trust_record", args=["kent"])).content.decode()
    assert page.index("Invited somebody to a role") < page.index("Founded the trust")
    assert "ivy@agency.example" not in page


def test_former_officer_is_a_stranger_on_the_next_request(world: World) -> None:
    client = signed_in(world.bare_officer)
    assert client.get(reverse("trust_access", args=["kent"])).status_code == 302
    acts.revoke_role(world.kent, person=world.bare_officer.pk, role=OFFICER, by=operator())
    assert client.get(reverse("trust_access", args=["kent"])).status_code == 404


def test_anonymous_holds_nothing(world: World) -> None:
    assert held_roles(AnonymousUser(), world.kent) == set()
