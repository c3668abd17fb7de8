"""Loading a sitting as the permission itself: for its officer, for those who sit on it, for the room."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from governance.membership.models import Person
from governance.membership.permissions import require_follower
from governance.membership.queries import people_of_user
from governance.structure.models import Trust
from governance.structure.permissions import OFFICER, require_officer, trust_developed_by, trust_seen
from meetings.schedule.models import Sitting
from trustboard.accounts.models import User
from trustboard.accounts.permissions import may_use
from trustboard.accounts.queries import AnyUser
from trustboard.acts.by import By


def sitting_developed_by(user: User | AnonymousUser, slug: str, body: str, meeting: UUID, number: int) -> Sitting:
    """The sitting, for the trust's development officer."""
    return _sitting(trust_developed_by(user, slug), body, meeting, number)


def sitting_followed_by(user: AnyUser, slug: str, body: str, meeting: UUID, number: int) -> Sitting:
    """The sitting, for those of its trust who may read what is for members. Http404 for strangers."""
    trust = trust_seen(slug)
    require_follower(user, trust)
    return _sitting(trust, body, meeting, number)


def person_of(user: AnyUser, trust: Trust) -> Person | None:
    """Whom the user is in this trust, if anybody."""
    return next((person for person in people_of_user(user) if person.trust_id == trust.pk), None)


def require_recorder(by: By, trust: Trust, *, own: bool) -> bool:
    """Go on for the officer, and for somebody's own tap. Returns whether it is their own and not the officer's entry.

    Raises PermissionDenied for another member or a visitor, and Http404 for strangers.
    """
    if by.command or (by.user is not None and may_use(by.user, trust, OFFICER)):
        return False
    if own:
        return True
    if by.user is None or person_of(by.user, trust) is not None:
        raise PermissionDenied
    require_officer(by, trust)
    return False


def _sitting(trust: Trust, body: str, meeting: UUID, number: int) -> Sitting:
    sittings = Sitting.objects.select_related("meeting__body")
    found = get_object_or_404(
        sittings, meeting__body__trust=trust, meeting__body__key=body, meeting_id=meeting, number=number
    )
    found.meeting.body.trust = trust
    return found
