"""Inviting people, taking up an invitation, and taking a role away."""

from __future__ import annotations

from uuid import UUID

from trustboard.accounts.changes import (
    close_invitation,
    give_role,
    make_invitation,
    make_user,
    renew_invitation,
    take_role,
)
from trustboard.accounts.models import Held, Invitation, User
from trustboard.accounts.permissions import require_giver
from trustboard.accounts.queries import (
    acceptance_of,
    grants_on,
    holds_role,
    open_invitations_to,
    user_with_address,
)
from trustboard.accounts.roles import Role, role_called
from trustboard.accounts.rules import may_act_gravely, may_change_invitation, may_invite, may_revoke
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act
from trustboard.live.announcements import announce, close_streams_of

ACCESS = "access"
"""The region of a page that shows who has access; the room that owns what it is held on registers it."""


@act
def invite_person(held_on: Held, *, email: str, role: Role, by: By) -> str:
    """Invite an address to a role on a thing; the letter leaves with the commit.

    Raises Http404, PermissionDenied or SecondFactorNeeded where `by` may not give this role, and RuleBroken where the
    proof of who they are is too old, or the address holds the role or was invited to it.
    """
    require_giver(by, held_on, role)
    _require_recent_proof(by)

    known = user_with_address(email)
    require(
        may_invite(
            holds_role=known is not None and holds_role(known, role, held_on),
            is_invited=open_invitations_to(held_on).filter(role=role.key, address__text__iexact=email).exists(),
            title=role.title,
        )
    )

    invitation = make_invitation(email, role, held_on, by=by.user, now=by.now)

    record_act(by, chain=held_on.chain, touched=[invitation])
    announce(ACCESS, held_on.governing.pk)
    return held_on.get_access_url()


@act
def invite_again(invitation: Invitation, *, by: By) -> str:
    """Send an invitation that was not taken up once more, with a new link; the old one no longer holds."""
    held_on, role = invitation.held_on, role_called(invitation.role)
    require_giver(by, held_on, role)

    require(may_change_invitation(is_open=invitation.is_open))

    renew_invitation(invitation, role, held_on, now=by.now)

    record_act(by, chain=held_on.chain, touched=[invitation])
    announce(ACCESS, held_on.governing.pk)
    return held_on.get_access_url()


@act
def withdraw_invitation(invitation: Invitation, *, by: By) -> str:
    """Take an invitation back: its link no longer holds."""
    held_on = invitation.held_on
    require_giver(by, held_on, role_called(invitation.role))

    require(may_change_invitation(is_open=invitation.is_open))

    close_invitation(invitation, accepted_by=None, now=by.now)

    record_act(by, chain=held_on.chain, touched=[invitation])
    announce(ACCESS, held_on.governing.pk)
    return held_on.get_access_url()


@act
def accept_invitation(invitation: Invitation, *, name: str, password: str, by: By) -> User:
    """Take up an invitation: as the account of its address, or by making that account with a name and a password.

    Whoever holds the link has shown that the address is theirs; where it has an account, that one must be signed in.
    """
    held_on, role = invitation.held_on, role_called(invitation.role)
    hold(invitation)
    known = user_with_address(invitation.email)

    require(acceptance_of(invitation, known, reader=by.user, now=by.now))

    user = known or make_user(invitation.email, name, password, now=by.now)
    close_invitation(invitation, accepted_by=user, now=by.now)
    grant = give_role(user, role, held_on)

    record_act(by, chain=held_on.chain, touched=[invitation, grant])
    announce(ACCESS, held_on.governing.pk)
    close_streams_of(user.pk)
    return user


@act
def revoke_role(held_on: Held, *, person: UUID, role: Role, by: By) -> str:
    """Take a role on a thing away from somebody; their open pages close at once."""
    require_giver(by, held_on, role)
    _require_recent_proof(by)

    hold(held_on)
    grants = grants_on(held_on)
    row = next((grant.row for grant in grants if grant.person.pk == person and grant.role == role), None)
    givers = {grant.row.pk for grant in grants if role.key in grant.role.gives}
    require(may_revoke(is_held=row is not None, is_last_giver=row is not None and givers == {row.pk}))

    if row:
        take_role(row)
        record_act(by, chain=held_on.chain, removed=[row])
    announce(ACCESS, held_on.governing.pk)
    close_streams_of(person)
    return held_on.get_access_url()


def _require_recent_proof(by: By) -> None:
    if by.user:
        require(may_act_gravely(proved_at=by.proved_at, now=by.now))
