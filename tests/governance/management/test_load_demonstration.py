"""The demonstration: made through the acts, told at every start, never twice."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from governance.structure.acts import found_trust
from governance.structure.models import Trust
from governance.structure.permissions import OFFICER
from tests.world import invited, operator
from trustboard.accounts.models import User
from trustboard.accounts.queries import grants_on, open_invitations_to
from trustboard.ledger.models import Entry
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> Path:
    settings.DEMONSTRATION, settings.DATA_DIR = True, tmp_path
    return tmp_path


def load() -> str:
    out = io.StringIO()
    call_command("load_demonstration", stdout=out)
    return out.getvalue()


def without_codes(said: str) -> str:
    return re.sub(r"code \d{6} until [\d:]{8}", "", said)


def test_load_demonstration_makes_three_trusts_with_an_officer_and_an_auditor_each() -> None:
    load()

    assert [trust.slug for trust in Trust.objects.all()] == ["haringey", "kent", "medway"]
    for trust in Trust.objects.all():
        assert sorted((grant.role.key, grant.has_power) for grant in grants_on(trust)) == [
            ("auditor", True),
            ("officer", True),
        ]
    assert [json.loads(entry.body)["act"] for entry in Entry.objects.filter(chain=Trust.objects.first().chain)] == [
        "load_trust",
        "load_trust",
        "invite_person",
        "accept_invitation",
        "invite_person",
        "accept_invitation",
    ]


def test_load_demonstration_names_only_addresses_that_cannot_exist() -> None:
    load()

    assert {user.email.rpartition(".")[2] for user in User.objects.all()} == {"example"}


def test_load_demonstration_tells_sign_ins_that_work(client: Client) -> None:
    said = load()

    for email, password in re.findall(r"(\S+@\S+)   password (\S+)", said):
        answer = Client().post("/account/sign-in/", {"login": email, "password": password})
        assert answer.status_code == 302, email
    key, code, recovery = re.search(r"key (\w+)   code (\d{6}) until [\d:]{8}\n .*: (\d+)\n", said).groups()
    email, password = re.search(r"(\S+@\S+)   password (\S+)", said).groups()
    for typed in (recovery, code):
        officer = Client()
        officer.post("/account/sign-in/", {"login": email, "password": password})
        answer = officer.post("/account/sign-in/code/", {"code": typed})
        assert (answer.status_code, answer["Location"]) == (302, "/"), typed
    assert len(key) == 32


def test_load_demonstration_keeps_the_key_of_a_second_factor_encrypted() -> None:
    load()

    for factor in Authenticator.objects.filter(type="totp"):
        stored = factor.data["secret"]
        assert get_adapter().decrypt(stored) != stored


def test_load_demonstration_changes_nothing_when_it_is_there_already() -> None:
    first = load()
    entries, users = Entry.objects.count(), list(User.objects.order_by("pk").values())

    second = load()

    assert without_codes(second) == without_codes(first)
    assert Entry.objects.count() == entries
    assert list(User.objects.order_by("pk").values()) == users


@pytest.mark.parametrize("sent", [False, True])
def test_load_demonstration_goes_on_where_it_was_cut_off(sent: bool) -> None:
    """Cut off between inviting the officer and accepting; by then the letter may have left, and its link is gone."""
    kent = found_trust(slug="kent", name="Kent Children's Trust", by=operator()).result
    invited(kent, "ruth.ashdown@kent.example", OFFICER)
    if sent:
        Letter.objects.update(text="", state="sent", sent_at=timezone.now())

    load()

    assert [grant.person.name for grant in grants_on(kent)] == ["Martin Okafor", "Ruth Ashdown"]
    assert not open_invitations_to(kent).exists()


def test_load_demonstration_says_so_when_a_password_was_changed() -> None:
    load()
    user = User.objects.get(name="Martin Okafor")
    user.set_password("another one altogether")
    user.save(update_fields=["password"])

    assert f"{user.email}   password (changed since)" in load()


def test_passwords_are_for_their_owner_alone(folder: Path) -> None:
    load()

    assert (folder / "sign-ins.json").stat().st_mode & 0o777 == 0o600


def test_load_demonstration_refuses_where_there_is_none(settings: object) -> None:
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="This is no demonstration"):
        load()
    assert not Trust.objects.exists()
