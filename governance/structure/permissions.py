"""The roles granted by hand on a trust, and loading a trust, or a thing of it, as the permission itself."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from governance.structure.models import Agency, Body, Trust
from trustboard.accounts.models import User
from trustboard.accounts.permissions import SecondFactorNeeded, require_role
from trustboard.accounts.queries import AnyUser, has_second_factor, holds_any
from trustboard.accounts.roles import Role
from trustboard.acts.by import By

CONTACT = Role(key="contact", title="agency contact", codename="contact_agency")
AUDITOR = Role(key="auditor", title="auditor", codename="audit_trust")
OFFICER = Role(
    key="officer",
    title="development officer",
    codename="develop_trust",
    gives=("officer", "auditor", "contact", "person", "reader"),
    needs_second_factor=True,
)

ON_TRUST = [OFFICER, AUDITOR]
"""The roles that are held on the trust itself."""


def require_officer(by: By, trust: Trust) -> None:
    """Go on for the operator's command, and for the trust's development officer."""
    if by.command:
        return
    if by.user is None:
        raise PermissionDenied
    require_role(by.user, trust, OFFICER)


def may_found_trusts(user: User) -> bool:
    """Whoever is development officer of some trust, second factor and all, may begin another."""
    return holds_any(user, Trust, OFFICER) and has_second_factor(user)


def require_founder(by: By) -> None:
    """Go on for the operator's command, and for the development officer of any trust.

    Raises PermissionDenied for anybody else, and SecondFactorNeeded for an officer whose role waits for that.
    """
    if by.command:
        return
    if by.user is None:
        raise PermissionDenied
    require_founding(by.user)


def require_founding(user: User) -> None:
    """Go on for the development officer of any trust."""
    if may_found_trusts(user):
        return
    if holds_any(user, Trust, OFFICER):
        raise SecondFactorNeeded
    raise PermissionDenied


def require_within(trust: Trust, *things: Model | None) -> None:
    """Go on where everything that is named belongs to the trust. Raises Http404 else: what is another trust's is
    unknown here.
    """
    if any(trust_of(thing) != trust.pk for thing in things if thing is not None):
        raise Http404


def trust_of(thing: Any) -> UUID:
    """The key of the trust that a thing belongs to: its own, or that of its body."""
    return cast("UUID", getattr(thing, "trust_id", None) or thing.body.trust_id)


def trust_seen(slug: str) -> Trust:
    """The trust, whose public face everyone may see. Http404 where there is none."""
    return get_object_or_404(Trust, slug=slug)


def body_seen(slug: str, key: str) -> Body:
    """The body, which everyone may see. Http404 where there is none."""
    return get_object_or_404(Body.objects.select_related("trust"), trust__slug=slug, key=key)


def trust_developed_by(user: AnyUser, slug: str) -> Trust:
    """The trust, for its development officer. Http404 to strangers, PermissionDenied to others of the trust."""
    return _trust_for(user, slug, OFFICER)


def trust_inspected_by(user: AnyUser, slug: str) -> Trust:
    """The trust, for its officer or auditor."""
    return _trust_for(user, slug, OFFICER, AUDITOR)


def agency_developed_by(user: AnyUser, slug: str, key: str) -> Agency:
    """The agency of that trust, for the trust's development officer."""
    trust = trust_developed_by(user, slug)
    return get_object_or_404(Agency.objects.select_related("trust"), trust=trust, key=key)


def body_developed_by(user: AnyUser, slug: str, key: str) -> Body:
    """The body of that trust, for the trust's development officer."""
    trust = trust_developed_by(user, slug)
    return get_object_or_404(Body.objects.select_related("trust"), trust=trust, key=key)


def _trust_for(user: AnyUser, slug: str, *roles: Role) -> Trust:
    trust = Trust.objects.filter(slug=slug).first()
    if trust is None:
        raise Http404
    require_role(user, trust, *roles)
    return trust
