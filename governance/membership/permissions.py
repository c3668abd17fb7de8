"""The role of signing in as a person of the record, and loading people and histories as the permission itself."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from governance.membership.models import Person, Seat
from governance.structure.models import Body, Trust
from governance.structure.permissions import AUDITOR, OFFICER, body_seen, trust_developed_by, trust_seen
from trustboard.accounts.models import User
from trustboard.accounts.permissions import may_use, require_role
from trustboard.accounts.queries import AnyUser, holds_role, objects_of
from trustboard.accounts.roles import Role

PERSON = Role(key="person", title="member", codename="be_person")


def is_member(user: AnyUser, trust: Trust) -> bool:
    """Whether the user signs in as somebody of the trust."""
    return user.is_authenticated and objects_of(user, Person).filter(trust=trust).exists()


def may_follow(user: AnyUser, trust: Trust) -> bool:
    """Whether the user may read what is for members, officer and auditor: delegated powers, histories."""
    return is_member(user, trust) or may_use(user, trust, OFFICER) or may_use(user, trust, AUDITOR)


def require_follower(user: AnyUser, trust: Trust) -> None:
    """Go on for members, officer and auditor. Http404 for strangers."""
    if not is_member(user, trust):
        require_role(user, trust, OFFICER, AUDITOR)


def seat_seen(slug: str, body: str, key: str) -> Seat:
    """The seat, which everyone may see. Http404 where there is none."""
    seats = Seat.objects.select_related("body__trust", "agency", "bound_seat__body", "bound_body")
    return get_object_or_404(seats, body__trust__slug=slug, body__key=body, key=key)


def seat_developed_by(user: User | AnonymousUser, slug: str, body: str, key: str) -> Seat:
    """The seat of that body, for the trust's development officer."""
    trust = trust_developed_by(user, slug)
    seats = Seat.objects.select_related("body__trust", "agency", "bound_seat__body", "bound_body")
    return get_object_or_404(seats, body__trust=trust, body__key=body, key=key)


def person_developed_by(user: User | AnonymousUser, slug: str, key: str) -> Person:
    """The person of that trust, for the trust's development officer."""
    trust = trust_developed_by(user, slug)
    return get_object_or_404(Person.objects.select_related("trust", "called"), trust=trust, key=key)


def body_followed_by(user: AnyUser, slug: str, key: str) -> Body:
    """The body, for those who may read its history."""
    body = body_seen(slug, key)
    require_follower(user, body.trust)
    return body


def seat_followed_by(user: AnyUser, slug: str, body: str, key: str) -> Seat:
    """The seat, for those who may read its history."""
    seat = seat_seen(slug, body, key)
    require_follower(user, seat.body.trust)
    return seat


def person_known_to(user: AnyUser, slug: str, key: str) -> Person:
    """The person, for the officer, the auditor and themself. Http404 for everybody else."""
    trust = trust_seen(slug)
    person = Person.objects.filter(trust=trust, key=key).select_related("trust", "called").first()
    if person is not None and holds_role(user, PERSON, person):
        return person
    require_role(user, trust, OFFICER, AUDITOR)
    if person is None:
        raise Http404
    return person
