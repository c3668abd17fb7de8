"""The steps of the acts of accounts: invitations, users and the roles they hold."""

from __future__ import annotations

import hashlib
from datetime import datetime
from secrets import token_urlsafe
from typing import cast

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm

from trustboard.accounts.letters import invitation_letter
from trustboard.accounts.models import Held, Invitation, User
from trustboard.accounts.roles import Role
from trustboard.accounts.rules import INVITATION_LASTS
from trustboard.acts.changes import change, claim_version
from trustboard.ledger.changes import keep_personal_text
from trustboard.mail.changes import drop_letter, queue_letter
from trustboard.mail.models import Letter


def digest_of_token(token: str) -> str:
    """How an invitation's link is known to us. The token has 256 bits, so a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


@change
def make_invitation(email: str, role: Role, held_on: Held, *, by: User | None, now: datetime) -> Invitation:
    """Invite an address to a role, and queue the letter."""
    token, expires_at = token_urlsafe(32), now + INVITATION_LASTS
    return Invitation.objects.create(
        address=keep_personal_text(email),
        role=role.key,
        content_type=ContentType.objects.get_for_model(held_on),
        object_key=held_on.pk,
        invited_by=by,
        invited_at=now,
        expires_at=expires_at,
        token_digest=digest_of_token(token),
        letter=_invitation_sent(email, role, held_on, token=token, expires_at=expires_at, now=now),
    )


@change
def renew_invitation(invitation: Invitation, role: Role, held_on: Held, *, now: datetime) -> None:
    """Give the invitation a new link and a new week; the old link no longer holds."""
    claim_version(invitation)
    token, expires_at = token_urlsafe(32), now + INVITATION_LASTS
    if invitation.letter:
        drop_letter(invitation.letter)
    invitation.token_digest = digest_of_token(token)
    invitation.expires_at = expires_at
    invitation.letter = _invitation_sent(invitation.email, role, held_on, token=token, expires_at=expires_at, now=now)
    invitation.save(update_fields=["token_digest", "expires_at", "letter"])


@change
def close_invitation(invitation: Invitation, *, accepted_by: User | None, now: datetime) -> None:
    """Close it: accepted by somebody, or withdrawn. A letter still waiting is taken back."""
    claim_version(invitation)
    if accepted_by:
        invitation.accepted_by, invitation.accepted_at = accepted_by, now
    else:
        invitation.withdrawn_at = now
        if invitation.letter:
            drop_letter(invitation.letter)
            invitation.letter = None
    invitation.save(update_fields=["accepted_by", "accepted_at", "withdrawn_at", "letter"])


@change
def make_user(email: str, name: str, password: str, *, now: datetime) -> User:
    """Make an account whose address its owner has just proved."""
    user = User(email=email.lower(), name=name, joined_at=now)
    user.set_password(password)
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@change
def give_role(user: User, role: Role, held_on: Held) -> UserObjectPermission:
    """Give a role on one thing; where it is held already, its row stays as it is."""
    return cast("UserObjectPermission", assign_perm(role.codename, user, held_on))


@change
def take_role(row: UserObjectPermission) -> None:
    """Take a role away."""
    UserObjectPermission.objects.filter(pk=row.pk).delete()


def _invitation_sent(
    email: str, role: Role, held_on: Held, *, token: str, expires_at: datetime, now: datetime
) -> Letter:
    words = invitation_letter(role=role, held_on=held_on, token=token, expires_at=expires_at)
    return queue_letter(to=email, subject=words.subject, text=words.text, now=now)
