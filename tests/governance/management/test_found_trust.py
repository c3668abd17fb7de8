"""How a real installation begins."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from governance.structure.models import Trust
from trustboard.accounts.models import Invitation
from trustboard.accounts.queries import open_invitations_to
from trustboard.ledger.models import Entry
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


def found(slug: str, name: str, officer: str) -> str:
    out = io.StringIO()
    call_command("found_trust", slug, name, officer=officer, stdout=out)
    return out.getvalue()


def test_found_trust_begins_a_trust_and_invites_its_officer() -> None:
    said = found("north-shire", "North Shire Trust", "nora@agency.example")

    trust = Trust.objects.get()
    invitation = open_invitations_to(trust).get()
    assert (trust.slug, trust.name) == ("north-shire", "North Shire Trust")
    assert (invitation.email, invitation.role) == ("nora@agency.example", "officer")
    assert Letter.objects.get().to == "nora@agency.example"
    assert [entry.chain for entry in Entry.objects.all()] == [trust.chain, trust.chain]
    assert "nora@agency.example" in said


@pytest.mark.parametrize(
    ("slug", "name", "officer", "reason"),
    [
        ("North Shire", "North Shire Trust", "nora@agency.example", "small letters, digits and single hyphens"),
        ("north-shire", " ", "nora@agency.example", "needs a name"),
        ("north-shire", "North Shire Trust", "nora", "nora is not an e-mail address"),
    ],
)
def test_found_trust_does_nothing_when_it_may_not(slug: str, name: str, officer: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        found(slug, name, officer)

    assert not Trust.objects.exists()
    assert not Invitation.objects.exists()
    assert not Entry.objects.exists()


def test_found_trust_leaves_the_trust_that_is_there() -> None:
    found("north-shire", "North Shire Trust", "nora@agency.example")

    with pytest.raises(CommandError, match="There is a trust at the address north-shire already"):
        found("north-shire", "Another", "anne@agency.example")

    assert Trust.objects.get().name == "North Shire Trust"
    assert Invitation.objects.count() == 1
