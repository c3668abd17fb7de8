"""Who keeps somebody's interests, and who reads the whole register: what is not public in it is told in confidence."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from governance.interests.models import StandingInterest
from governance.membership.models import Person
from governance.membership.permissions import PERSON, person_known_to
from governance.membership.queries import Table, bodies_on, people_of_user
from governance.structure.models import Trust
from governance.structure.permissions import AUDITOR, OFFICER
from trustboard.accounts.permissions import may_use, require_role
from trustboard.accounts.queries import AnyUser, holds_role
from trustboard.acts.by import By


def may_read_all(user: AnyUser, trust: Trust, table: Table, day: date) -> bool:
    """Whether the user reads the whole register: the officer, the auditor, and who sits or deputises on the day.

    Somebody whose last seat or deputyship is over reads the public part, from the next request on.
    """
    if not user.is_authenticated:
        return False
    if may_use(user, trust, OFFICER) or may_use(user, trust, AUDITOR):
        return True
    own = {person.pk for person in people_of_user(user) if person.trust_id == trust.pk}
    return bool(own) and any(
        own & {place.sitting.holder, place.sitting.deputy}
        for body in bodies_on(trust, day)
        for place in table.places(body, day)
    )


def is_themself(user: AnyUser, person: Person) -> bool:
    """Whether the user signs in as this person."""
    return holds_role(user, PERSON, person)


def may_keep(user: AnyUser, person: Person) -> bool:
    """Whether the user may change what the register says of the person."""
    return is_themself(user, person) or may_use(user, person.trust, OFFICER)


def require_keeper(by: By, person: Person) -> None:
    """Go on for the operator's command, the person themself, and the trust's officer on their behalf."""
    if by.command:
        return
    if by.user is None:
        raise PermissionDenied
    if not is_themself(by.user, person):
        require_role(by.user, person.trust, OFFICER)


def person_kept_by(user: AnyUser, slug: str, key: str) -> Person:
    """The person, for themself and the officer. Http404 for strangers, PermissionDenied for the auditor."""
    person = person_known_to(user, slug, key)
    if not is_themself(user, person):
        require_role(user, person.trust, OFFICER)
    return person


def interest_kept_by(user: AnyUser, slug: str, person: str, key: UUID) -> StandingInterest:
    """The interest of that person, for themself and the officer."""
    theirs = person_kept_by(user, slug, person)
    found = StandingInterest.objects.select_related("nature", "agency", "person__trust", "person__called")
    return get_object_or_404(found, person=theirs, pk=key)
