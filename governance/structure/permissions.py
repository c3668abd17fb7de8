"""The roles granted by hand on a trust, and loading a trust as the permission itself."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from governance.structure.models import Trust
from trustboard.accounts.models import User
from trustboard.accounts.permissions import require_role
from trustboard.accounts.roles import Role

AUDITOR = Role(key="auditor", title="auditor", codename="audit_trust")
OFFICER = Role(
    key="officer",
    title="development officer",
    codename="develop_trust",
    gives=("officer", "auditor"),
    needs_second_factor=True,
)


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
