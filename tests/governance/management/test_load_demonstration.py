"""The demonstration: made through the acts, told at every start, never twice."""

from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from governance.management.commands.load_demonstration import CODE_SECONDS
from governance.membership.queries import seats_of_user
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


def second_step(email: str, password: str, code: str) -> tuple[int, str]:
    """How sign-in answers the code, after the password."""
    browser = Client()
    browser.post("/account/sign-in/", {"login": email, "password": password})
    answer = browser.post("/account/sign-in/code/", {"code": code})
    return answer.status_code, answer.headers.get("Location", "")


def test_load_demonstration_makes_three_trusts_with_an_officer_an_auditor_and_members_each(folder: Path) -> None:
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
        *["invite_person", "accept_invitation"] * 4,
    ]
    members = [user for user in User.objects.all() if seats_of_user(user, timezone.localdate())]
    assert len(members) == 7
    # No address can be anybody's, no key is stored as it is, and the passwords are for their owner alone.
    assert {user.email.rpartition(".")[2] for user in User.objects.all()} == {"example"}
    for factor in Authenticator.objects.filter(type="totp"):
        assert get_adapter().decrypt(factor.data["secret"]) != factor.data["secret"]
    assert (folder / "sign-ins.json").stat().st_mode & 0o777 == 0o600


def test_load_demonstration_tells_sign_ins_that_work() -> None:
    said = load()

    told = re.findall(r"(\S+@\S+)   password (\S+)", said)
    for email, password in told:
        assert Client().post("/account/sign-in/", {"login": email, "password": password}).status_code == 302, email
    key, recovery = re.search(r"key (\w{32})   code \d{6} until [\d:]{8}\n .*: (\d+)\n", said).groups()
    assert second_step(*told[0], recovery) == (302, "/")
    # The code that was told may have passed by now; the next one of the same key has not.
    code = format_hotp_value(hotp_value(key, int(time.time()) // CODE_SECONDS))
    assert second_step(*told[0], code) == (302, "/")


def test_load_demonstration_changes_nothing_when_it_is_there_already() -> None:
    first = load()
    entries, users = Entry.objects.count(), list(User.objects.order_by("pk").values())

    second = load()

    assert without_codes(second) == without_codes(first)
    assert Entry.objects.count() == entries
    assert list(User.objects.order_by("pk").values()) == users

    user = User.objects.get(name="Martin Okafor")
    user.set_password("another one altogether")
    user.save(update_fields=["password"])
    assert f"{user.email}   password (changed since)" in load()


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


def test_load_demonstration_refuses_where_there_is_none(settings: object) -> None:
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="This is no demonstration"):
        load()
    assert not Trust.objects.exists()
