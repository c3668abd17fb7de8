"""Loading a clause, or a body whose rules are tried, as the permission itself."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from governance.constitution.models import Clause
from governance.membership.permissions import may_follow, require_follower
from governance.structure.models import Agency, Body, Trust
from governance.structure.permissions import body_seen, trust_developed_by
from trustboard.accounts.models import User
from trustboard.accounts.queries import AnyUser, objects_of


def clause_developed_by(user: User | AnonymousUser, slug: str, key: str) -> Clause:
    """The clause of that trust, for the trust's development officer."""
    trust = trust_developed_by(user, slug)
    return get_object_or_404(Clause.objects.select_related("trust"), trust=trust, key=key)


def is_contact(user: AnyUser, trust: Trust) -> bool:
    """Whether the user speaks for an agency of the trust."""
    return user.is_authenticated and objects_of(user, Agency).filter(trust=trust).exists()


def belongs(user: AnyUser, trust: Trust) -> bool:
    """Whether the user is of the trust: a member, an agency's contact, its officer or its auditor."""
    return is_contact(user, trust) or may_follow(user, trust)


def body_tried_by(user: AnyUser, slug: str, key: str) -> Body:
    """The body, for those of its trust, who may try who comes to it. Http404 for strangers."""
    body = body_seen(slug, key)
    if not is_contact(user, body.trust):
        require_follower(user, body.trust)
    return body
