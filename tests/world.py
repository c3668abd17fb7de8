"""A small world for tests: two trusts and people in every role, made through the acts as in real life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from governance.structure.acts import found_trust
from governance.structure.models import Trust
from governance.structure.permissions import AUDITOR, OFFICER
from trustboard.accounts import acts
from trustboard.accounts.models import Held, Invitation, User
from trustboard.accounts.queries import open_invitations_to
from trustboard.accounts.roles import Role
from trustboard.acts.by import By
from trustboard.mail.models import Letter

PASSWORD = "seven unrelated words in a row"
MORNING = datetime(2026, 10, 1, 9, tzinfo=UTC)


def operator(now: datetime | None = None) -> By:
    """The operator's command, now or at a given moment."""
    return By.the_command("world", now=now or timezone.now())


def by(user: User | None, *, now: datetime | None = None, proved: bool = True) -> By:
    """The user (or a visitor) with a request of its own, who has just proved who they are."""
    now = now or timezone.now()
    return By(now=now, request_id=uuid4(), user=user, proved_at=now if user and proved else None)


def token_in(letter: Letter) -> str:
    """The token of the link in an invitation's letter."""
    return letter.text.split("/invitations/")[1].split("/")[0]


def invited(held_on: Held, email: str, role: Role, *, now: datetime | None = None) -> tuple[Invitation, str]:
    """An invitation that was sent, and the token of its link."""
    acts.invite_person(held_on, email=email, role=role, by=operator(now))
    invitation = open_invitations_to(held_on).get(address__text=email, role=role.key)
    return invitation, token_in(invitation.letter)


def member(held_on: Held, name: str, role: Role, *, second_factor: bool = True) -> User:
    """Somebody who holds a role, by an invitation that was sent and taken up."""
    email = f"{name.lower().replace(' ', '.')}@agency.example"
    invitation, _ = invited(held_on, email, role)
    user = acts.accept_invitation(invitation, name=name, password=PASSWORD, by=by(None)).result
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return user


def signed_in(user: User) -> Client:
    """A browser in which the user has just signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    return client


@dataclass
class World:
    """Kent and Medway with their people; `open_invitation` is one to Kent that was not taken up."""

    kent: Trust = field(init=False)
    medway: Trust = field(init=False)

    def __post_init__(self) -> None:
        self.kent = found_trust(slug="kent", name="Kent Children's Trust", by=operator()).result
        self.medway = found_trust(slug="medway", name="Medway Children's Trust", by=operator()).result
        self.officer = member(self.kent, "Olive Officer", OFFICER)
        self.bare_officer = member(self.kent, "Basil Bare", OFFICER, second_factor=False)
        self.auditor = member(self.kent, "Audrey Auditor", AUDITOR)
        self.medway_officer = member(self.medway, "Marlon Medway", OFFICER)
        self.medway_auditor = member(self.medway, "Agnes Medway", AUDITOR)
        self.nobody = User.objects.create(email="nobody@agency.example", name="Nina Nobody", joined_at=timezone.now())
        self.open_invitation, self.open_token = invited(self.kent, "ivy@agency.example", AUDITOR)
