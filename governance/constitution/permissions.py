"""Loading a clause as the permission itself."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from governance.constitution.models import Clause
from governance.structure.permissions import trust_developed_by
from trustboard.accounts.models import User


def clause_developed_by(user: User | AnonymousUser, slug: str, key: str) -> Clause:
    """The clause of that trust, for the trust's development officer."""
    trust = trust_developed_by(user, slug)
    return get_object_or_404(Clause.objects.select_related("trust"), trust=trust, key=key)
