"""Loading a decision as the permission itself: for those who may read its item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from governance.membership.models import Person
from governance.membership.queries import table_of
from governance.structure.models import Body, Trust
from governance.structure.permissions import AUDITOR, OFFICER, body_seen, trust_developed_by, trust_seen
from meetings.agenda.audience import Audience
from meetings.decisions.models import Decision, Referral
from meetings.decisions.queries import decision_rows
from meetings.schedule.permissions import person_signed_in
from trustboard.accounts.permissions import may_use, require_role
from trustboard.accounts.queries import AnyUser


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody reads of the record of a trust today. `bodies`: those on which they sit, deputise, hold office."""

    is_officer: bool = False
    is_auditor: bool = False
    person: Person | None = None
    bodies: frozenset[UUID] = frozenset()

    @property
    def is_inside(self) -> bool:
        """Whether they are of the trust: what is for everyone they read before it is published."""
        return self.is_officer or self.is_auditor or self.person is not None

    def audience(self, body: UUID) -> Audience:
        """What they read of that body: members' and confidential parts only where they sit; the officer all."""
        if self.is_officer or body in self.bodies:
            return Audience.CONFIDENTIAL
        return Audience.MEMBERS if self.is_auditor else Audience.PUBLIC

    def reads(self, audience: str, body: UUID) -> bool:
        """Whether they may read something of that body that is for that audience."""
        return self.is_inside and self.audience(body).reads(audience)


def reading_of(user: AnyUser, trust: Trust, today: date) -> Reading:
    """What the user reads of the trust; a fixed number of queries, none for a visitor."""
    if not user.is_authenticated:
        return Reading()
    person = person_signed_in(user, trust)
    return Reading(
        is_officer=may_use(user, trust, OFFICER),
        is_auditor=may_use(user, trust, AUDITOR),
        person=person,
        bodies=_bodies_of(person, trust, today) if person else frozenset(),
    )


def decision_read_by(user: AnyUser, slug: str, key: UUID, *, today: date) -> tuple[Decision, Reading]:
    """The decision, for those of its trust who may read its item. Http404 for others: it is not theirs to know of."""
    trust = trust_seen(slug)
    reading = reading_of(user, trust, today)
    if not reading.is_inside:
        require_role(user, trust, OFFICER, AUDITOR)
    decision = get_object_or_404(_decisions(trust), pk=key)
    if not reading.reads(decision.item.audience, decision.sitting.meeting.body_id):
        raise Http404
    return decision, reading


def decision_developed_by(user: AnyUser, slug: str, key: UUID) -> Decision:
    """The decision, for the trust's development officer."""
    return get_object_or_404(_decisions(trust_developed_by(user, slug)), pk=key)


def referral_developed_by(user: AnyUser, slug: str, decision: UUID, key: UUID) -> Referral:
    """The referral of that decision, for the trust's development officer."""
    of = decision_developed_by(user, slug, decision)
    referral = get_object_or_404(Referral.objects.select_related("agency", "body", "ratified"), decision=of, pk=key)
    referral.decision = of
    return referral


def decisions_read_by(user: AnyUser, slug: str, key: str, *, today: date) -> tuple[Body, Reading]:
    """The body, for those of its trust, with what they read there. Http404 for strangers."""
    body = body_seen(slug, key)
    reading = reading_of(user, body.trust, today)
    if not reading.is_inside:
        require_role(user, body.trust, OFFICER, AUDITOR)
    return body, reading


def _decisions(trust: Trust) -> QuerySet[Decision]:
    return decision_rows().filter(sitting__meeting__body__trust=trust)


def _bodies_of(person: Person, trust: Trust, today: date) -> frozenset[UUID]:
    table = table_of(trust)
    return frozenset(
        body.pk
        for body in {seat.body_id: seat.body for seat in table.seats.values()}.values()
        if any(person in (place.holder, place.deputy) for place in table.places(body, today))
        or any(post.holder == person for post in table.posts(body, today))
    )
