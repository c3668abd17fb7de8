"""Trusts and people for a proof, made through the acts, and a session as if its owner had just signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from governance.structure.acts import found_trust
from governance.structure.models import Trust
from governance.structure.permissions import OFFICER
from trustboard.accounts import acts
from trustboard.accounts.models import User
from trustboard.accounts.queries import open_invitations_to, user_with_address
from trustboard.accounts.roles import Role
from trustboard.acts.by import By


def operator() -> By:
    return By.the_command("proof", now=datetime.now(UTC))


def by(user: User | None) -> By:
    """The user with a new request, who has just proved who they are."""
    now = datetime.now(UTC)
    return By(now=now, request_id=uuid4(), user=user, proved_at=now)


def new_trust() -> Trust:
    return found_trust(slug=f"trust-{uuid4().hex[:12]}", name="A trust of the proof", by=operator()).result


def holder(trust: Trust, email: str, role: Role = OFFICER) -> User:
    """Somebody who holds the role, with a second factor; whoever has that address already is given it as well."""
    acts.invite_person(trust, email=email, role=role, by=operator())
    invitation = open_invitations_to(trust).get(address__text=email, role=role.key)
    known = user_with_address(email)
    user = acts.accept_invitation(invitation, name="Olive Officer", password=uuid4().hex, by=by(known)).result
    if known is None:
        TOTP.activate(user, generate_totp_secret())
    return user


@dataclass(frozen=True)
class Cookies:
    """What a browser sends along after signing in; `csrf` goes into the form as well."""

    session: str
    csrf: str

    @property
    def header(self) -> str:
        return f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={self.csrf}"


def signed_in(user: User) -> Cookies:
    """A session of the user's, who gave their password a moment ago."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    request = HttpRequest()
    request.session = session
    record_authentication(request, user, method="password")
    session.create()
    return Cookies(session=session.session_key, csrf=get_random_string(32))
