"""Letters that ask for a signature: whom they reach, and what they say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string

from governance.agreements.models import Asking, Edition
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from trustboard.accounts.queries import access_to


@dataclass(frozen=True, slots=True)
class AskedBy:
    """One letter, ready to be queued, and whom it asks."""

    person: UUID
    to: str
    subject: str
    text: str


def letters_asking(people: Collection[Person], edition: Edition, how: Asking) -> list[AskedBy]:
    """A letter to every account that signs in as one of these people. Who has none is asked on paper."""
    access = access_to(people, PERSON)
    return [
        AskedBy(person.pk, user.email, _subject(edition, how), _text(edition, person, how))
        for person in people
        for user in access[person.pk].users
        if user.is_active
    ]


def _subject(edition: Edition, how: Asking) -> str:
    begins = "Please sign" if how is Asking.INVITED else "Still to be signed"
    return f"{begins}: {edition.title}"


def _text(edition: Edition, person: Person, how: Asking) -> str:
    return render_to_string(
        "governance/agreements/asking.txt",
        {
            "edition": edition,
            "person": person,
            "is_reminder": how is Asking.REMINDED,
            "address": settings.SITE_URL + edition.agreement.get_absolute_url(),
        },
    )
