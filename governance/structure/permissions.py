"""The roles granted by hand on a trust, and loading a trust as the permission itself."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from governance.structure.models import Trust
from trustboard.accounts.models import User
from trustboard.accounts.permissions import may_use, require_role
from trustboard.accounts.queries import objects_of
from trustboard.accounts.roles import Role
from trustboard.acts.by import By

CONTACT = Role(key="contact", title="agency contact", codename="contact_agency")
AUDITOR = Role(key="auditor", title="auditor", codename="audit_trust")
OFFICER = Role(
    key="officer",
    title="development officer",
    codename="develop_trust",
    gives=("officer", "auditor", "contact", "person"),
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
    return any(may_use(user, trust, OFFICER) for trust in objects_of(user, Trust))


def trust_developed_by(user: User | AnonymousUser, slug: str) -> Trust:
    """The trust, for its development officer. Http404 to strangers, PermissionDenied to others of the trust."""
    return _trust_for(user, slug, OFFICER)


def trust_inspected_by(user: User | AnonymousUser, slug: str) -> Trust:
    """The trust, for its officer or auditor."""
    return _trust_for(user, slug, OFFICER, AUDITOR)


def _trust_for(user: User | AnonymousUser, slug: str, *roles: Role) -> Trust:
    trust = Trust.objects.filter(slug=slug).first()
    if trust is None:
        raise Http404
    require_role(user, trust, *roles)
    return trust
