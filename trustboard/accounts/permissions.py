"""Whether it is this person's job on this very thing: 404 where they may not know of it, 403 where it is not theirs."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from trustboard.accounts.models import Held
from trustboard.accounts.queries import AnyUser, Grant, grants_on, has_second_factor, held_roles
from trustboard.accounts.roles import Role, givers_of, role_called
from trustboard.acts.by import By


class SecondFactorNeeded(PermissionDenied):
    """The person holds the role, but it has no power until they have set up their second factor."""


def require_role(user: AnyUser, held_on: Held, *roles: Role) -> None:
    """Go on only for someone who holds one of the roles on this very thing.

    Raises Http404 for whoever holds none at all there, PermissionDenied for another role's holder, and
    SecondFactorNeeded where the role waits for its second factor.
    """
    held = held_roles(user, held_on)
    if not held:
        raise Http404
    fitting = [role for role in roles if role.key in held]
    if not fitting:
        raise PermissionDenied
    if all(role.needs_second_factor for role in fitting) and not has_second_factor(user):
        raise SecondFactorNeeded


def may_use(user: AnyUser, held_on: Held, role: Role) -> bool:
    """Whether the user holds the role on this very thing and it has its power."""
    try:
        require_role(user, held_on, role)
    except (Http404, PermissionDenied):
        return False
    return True


def require_giver(by: By, held_on: Held, role: Role) -> None:
    """Go on for the operator's command, and for someone whose role on what governs this thing gives this one."""
    if by.command:
        return
    if by.user is None:
        raise PermissionDenied
    require_role(by.user, held_on.governing, *givers_of(role))


def role_or_404(key: str) -> Role:
    """The role of that key, as an address names it."""
    try:
        return role_called(key)
    except KeyError:
        raise Http404 from None


def grant_or_404(held_on: Held, person: UUID, role: Role) -> Grant:
    """That person's grant of that role on this very thing."""
    for grant in grants_on(held_on):
        if grant.person.pk == person and grant.role == role:
            return grant
    raise Http404
