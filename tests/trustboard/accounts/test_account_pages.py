"""One's own account: what allauth's pages must not give away."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import PASSWORD, World, signed_in
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_activate_totp"])
def test_second_factor_is_shown_only_after_a_fresh_proof(world: World, name: str) -> None:
    client = Client()
    client.force_login(world.bare_officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))


def test_second_factor_is_set_up_right_after_sign_in_without_typing_the_password_twice(world: World) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": world.bare_officer.email, "password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_secrets_of_the_second_factor_are_stored_encrypted(world: World) -> None:
    for factor in world.officer.authenticator_set.all():
        secret = factor.data.get("secret") or factor.data.get("seed")
        assert secret.startswith("gAAAA")


@pytest.mark.parametrize("email", ["olive.officer@agency.example", "nobody.at.all@agency.example"])
def test_password_reset_answers_alike_for_known_and_unknown(world: World, email: str) -> None:
    before = Letter.objects.filter(to=email).count()
    response = Client().post(reverse("account_reset_password"), {"email": email})
    assert response.url == reverse("account_reset_password_done")
    assert Letter.objects.filter(to=email).count() - before == (1 if email.startswith("olive") else 0)


def test_sign_in_refuses_the_right_password_after_five_wrong_ones(world: World) -> None:
    for guess in range(5):
        Client().post(reverse("account_login"), {"login": world.auditor.email, "password": f"guess {guess}"})
    response = Client().post(reverse("account_login"), {"login": world.auditor.email, "password": PASSWORD})
    assert response.status_code in {200, 429}
    assert "_auth_user_id" not in response.client.session


def test_sign_in_asks_for_the_code_before_anything_else_is_open(world: World) -> None:
    client = Client()
    response = client.post(reverse("account_login"), {"login": world.officer.email, "password": PASSWORD})
    assert response.url == reverse("mfa_authenticate")
    assert client.get(reverse("trust_access", args=["kent"])).url.startswith(reverse("account_login"))


def test_code_of_the_second_factor_cannot_be_guessed_without_limit(world: World) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": world.officer.email, "password": PASSWORD})
    answers = [client.post(reverse("mfa_authenticate"), {"code": f"{guess:06}"}) for guess in range(8)]
    assert "Too many" in answers[-1].content.decode() or answers[-1].status_code in {302, 429}
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_themselves() -> None:
    assert Client().get("/account/sign-up/").status_code == 404
    assert Client().get("/account/signup/").status_code == 404


def test_inactive_account_does_not_sign_in(world: World) -> None:
    world.auditor.is_active = False
    world.auditor.save()
    client = Client()
    client.post(reverse("account_login"), {"login": world.auditor.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert signed_in(world.auditor).get(reverse("trust_record", args=["kent"])).status_code == 302
