"""Who reads actions and tells of them, and loading one as the permission itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from governance.membership.queries import Table, table_of
from governance.structure.models import Agency, Trust
from governance.structure.permissions import require_officer, trust_seen
from meetings.actions.models import Action
from meetings.actions.queries import action_rows, agencies_spoken_for
from meetings.agenda.audience import Audience
from meetings.decisions.permissions import Reading, reading_of
from trustboard.accounts.queries import AnyUser, objects_of
from trustboard.acts.by import By


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads actions: what they read of the record, and whose they are. `speaks_for`: pairs of agency and body."""

    reading: Reading
    contact_of: frozenset[UUID] = frozenset()
    speaks_for: frozenset[tuple[UUID, UUID]] = frozenset()

    def owns(self, action: Action) -> bool:
        """Whether it is theirs: as the person, as the agency's contact, or for the agency's seat on the body."""
        person = self.reading.person
        if action.agency_id is None:
            return person is not None and action.person_id == person.pk
        return action.agency_id in self.contact_of or (action.agency_id, action.body_id) in self.speaks_for

    def reads(self, action: Action) -> bool:
        """Whether they may read it: what is for everyone, what is for their audience, and their own."""
        audience = self.reading.audience(action.body_id)
        return audience.reads(action.audience) or self.owns(action)

    @property
    def readable(self) -> Q:
        """The same of many at once."""
        if self.reading.is_officer:
            return Q()
        found = Q(audience=Audience.PUBLIC) | Q(body__in=self.reading.bodies) | Q(agency__in=self.contact_of)
        if self.reading.is_auditor:
            found |= Q(audience=Audience.MEMBERS)
        if self.reading.person:
            found |= Q(person=self.reading.person)
        for agency, body in sorted(self.speaks_for):
            found |= Q(agency=agency, body=body)
        return found


def reader_in(user: AnyUser, trust: Trust, today: date, table: Table | None = None) -> Reader:
    """What the user reads of the trust's actions; a fixed number of queries, none for a visitor."""
    if not user.is_authenticated:
        return Reader(Reading())
    reading = reading_of(user, trust, today)
    contact = objects_of(user, Agency).filter(trust=trust).values_list("pk", flat=True)
    spoken = agencies_spoken_for(reading.person, table or table_of(trust), today) if reading.person else frozenset()
    return Reader(reading, frozenset(contact), spoken)


def actions_seen(user: AnyUser, slug: str, today: date) -> tuple[Trust, Reader]:
    """The trust, whose public actions everyone may see, and what the user reads of it."""
    trust = trust_seen(slug)
    return trust, reader_in(user, trust, today)


def action_read_by(user: AnyUser, slug: str, key: UUID, *, today: date) -> tuple[Action, Reader]:
    """The action, for who may read it. Http404 for everybody else: it is not theirs to know of."""
    trust, reader = actions_seen(user, slug, today)
    action = get_object_or_404(action_rows().filter(body__trust=trust), pk=key)
    if not reader.reads(action):
        raise Http404
    return action, reader


def action_told_by(user: AnyUser, slug: str, key: UUID, *, today: date) -> tuple[Action, Reader]:
    """The action, for the officer and its owner. Http404 for who may not read it."""
    action, reader = action_read_by(user, slug, key, today=today)
    if not (reader.reading.is_officer or reader.owns(action)):
        raise PermissionDenied
    return action, reader


def require_teller(by: By, action: Action, today: date) -> tuple[bool, bool]:
    """Go on for the officer and for the owner. Returns whether it is the officer, and whether it is their own.

    Raises PermissionDenied for other members, and Http404 for strangers.
    """
    if by.command or by.user is None:
        require_officer(by, action.body.trust)
        return True, False
    reader = reader_in(by.user, action.body.trust, today)
    owns = reader.owns(action)
    if not (reader.reading.is_officer or owns):
        require_officer(by, action.body.trust)
    return reader.reading.is_officer, owns
