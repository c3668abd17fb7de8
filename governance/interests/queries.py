"""What pages and acts read of the register: a fixed number of queries, whatever the number of people and interests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from governance.constitution.core.settings import Interests
from governance.constitution.rulebook import Rulebook, rulebook_of
from governance.interests.models import Confirmation, StandingInterest
from governance.interests.rules import Due, Registered, due, months_between
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from governance.membership.queries import Place, Table, bodies_on, table_of
from governance.membership.rules import Span
from governance.structure.models import Trust
from trustboard.accounts.queries import AccessTo, access_to


@dataclass(frozen=True, slots=True)
class KindOffered:
    """A kind of interest that a body's constitution names, and what it says of it."""

    name: str
    meaning: str


@dataclass(slots=True)
class Member:
    """One of the trust's people on a day: the seats they hold and deputise, and their interests that are shown."""

    person: Person
    holds: list[Place] = field(default_factory=list)
    deputises: list[Place] = field(default_factory=list)
    interests: list[StandingInterest] = field(default_factory=list)

    @property
    def sits(self) -> bool:
        """Whether they hold a seat or deputise on one."""
        return bool(self.holds or self.deputises)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How far somebody who sits on a body is with confirming: the last time, and by when again."""

    member: Member
    last: Confirmation | None
    due: Due
    access: AccessTo
    is_due: bool

    @property
    def is_by_another(self) -> bool:
        """Whether the last one was given by somebody else for them."""
        return self.last is not None and self.last.by not in self.access.users


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's interests on a day, and their confirmations, the latest first."""

    now: list[StandingInterest]
    coming: list[StandingInterest]
    past: list[StandingInterest]
    confirmations: list[Confirmation]
    due: Due

    @property
    def lasting(self) -> list[StandingInterest]:
        """Those in force and to come."""
        return [*self.now, *self.coming]


def interests_in(trust: Trust) -> QuerySet[StandingInterest]:
    """Every interest in the trust's register, also what was told in confidence, with all that is shown of it."""
    return (
        StandingInterest.objects.filter(person__trust=trust)
        .select_related("nature", "agency", "person__trust", "person__called")
        .order_by("starts", "id")
    )


def public_interests_in(trust: Trust) -> QuerySet[StandingInterest]:
    """The public part of the trust's register."""
    return interests_in(trust).filter(is_public=True)


def register_on(trust: Trust, table: Table, day: date, *, whole: bool) -> list[Member]:
    """Whoever sits on a body of the trust on the day, by name, with their interests in force then; two queries.

    The public part alone, unless `whole`: then those who sit nowhere stand there too if they have an interest.
    """
    members = _members_on(trust, table, day)
    for interest in _on(interests_in(trust) if whole else public_interests_in(trust), day):
        if whole or interest.person_id in members:
            known = members.setdefault(interest.person_id, Member(interest.person))
            known.interests.append(interest)
    return _by_name(members)


def own_interests(person: Person, day: date) -> Own:
    """Somebody's own interests on the day; twelve queries."""
    found = list(interests_in(person.trust).filter(person=person))
    confirmations = list(
        Confirmation.objects.filter(person=person).select_related("by", "person__trust").order_by("-at")
    )
    table, rulebook = table_of(person.trust), rulebook_of(person.trust)
    member = _members_on(person.trust, table, day).get(person.pk, Member(person))
    return Own(
        now=[each for each in found if _span(each).has(day)],
        coming=[each for each in found if each.starts > day],
        past=[each for each in found if each.ends and each.ends <= day],
        confirmations=confirmations,
        due=_due(confirmations[0] if confirmations else None, member, rulebook, day),
    )


def confirmations_on(trust: Trust, day: date) -> list[Confirmed]:
    """Whoever sits on a body of the trust on the day and how far they are with confirming, those due first; 13
    queries.
    """
    members = _members_on(trust, table_of(trust), day)
    rulebook = rulebook_of(trust)
    latest = {each.person_id: each for each in Confirmation.objects.filter(person__trust=trust).select_related("by")}
    access = access_to([member.person for member in members.values()], PERSON)
    found = []
    for member in _by_name(members):
        key = member.person.pk
        their_due = _due(latest.get(key), member, rulebook, day)
        found.append(Confirmed(member, latest.get(key), their_due, access[key], their_due.is_due(day)))
    return sorted(found, key=lambda one: not one.is_due)


def confirmation_due(person: Person, table: Table, rulebook: Rulebook, day: date) -> Due | None:
    """By when somebody who sits on a body that day confirms; None for who sits nowhere; two queries."""
    member = _members_on(person.trust, table, day).get(person.pk)
    if member is None:
        return None
    return _due(Confirmation.objects.filter(person=person).order_by("at").last(), member, rulebook, day)


def kinds_for(person: Person, day: date) -> list[KindOffered]:
    """The kinds of interest that are known to the bodies on which the person sits that day; ten queries."""
    trust, found = person.trust, dict[str, list[str]]()
    member = _members_on(trust, table_of(trust), day).get(person.pk, Member(person))
    for rule in _rules_of(member, rulebook_of(trust), day):
        for kind in rule.kinds:
            meanings = found.setdefault(kind.name, [])
            if kind.meaning and kind.meaning not in meanings:
                meanings.append(kind.meaning)
    return [KindOffered(name, " ".join(meanings)) for name, meanings in found.items() if name]


def registered_in(trust: Trust) -> list[Registered]:
    """Every interest of the trust's register as the rules see it; one query."""
    found = StandingInterest.objects.filter(person__trust=trust).select_related("agency", "person")
    return [
        Registered(
            key=str(each.pk),
            person=each.person.key,
            agency=each.agency.key if each.agency else "",
            kind=each.kind,
            span=_span(each),
        )
        for each in found.order_by("person__key", "starts", "id")
    ]


def lasting_interests_of(person: Person, day: date) -> list[StandingInterest]:
    """The person's interests that are in force on the day or to come; one query."""
    return list(interests_in(person.trust).filter(Q(ends=None) | Q(ends__gt=day), person=person))


def edits_of(person: Person) -> int:
    """How often the person's interests have been edited: by this a page knows that it still shows the last word."""
    return StandingInterest.objects.filter(person=person).aggregate(edits=Sum("version"))["edits"] or 0


def day_of(at: datetime) -> date:
    """The day on which it was, in London."""
    return timezone.localdate(at)


def _members_on(trust: Trust, table: Table, day: date) -> dict[UUID, Member]:
    """By key, whoever holds or deputises a seat of the trust's bodies in force on the day; one query."""
    found: dict[UUID, Member] = {}
    for body in bodies_on(trust, day):
        for place in table.places(body, day):
            if place.holder:
                found.setdefault(place.holder.pk, Member(place.holder)).holds.append(place)
            if place.deputy:
                found.setdefault(place.deputy.pk, Member(place.deputy)).deputises.append(place)
    return found


def _by_name(members: Mapping[UUID, Member]) -> list[Member]:
    return sorted(members.values(), key=lambda member: (member.person.name.casefold(), member.person.key))


def _on(interests: QuerySet[StandingInterest], day: date) -> QuerySet[StandingInterest]:
    return interests.filter(Q(ends=None) | Q(ends__gt=day), starts__lte=day)


def _span(interest: StandingInterest) -> Span:
    return Span(interest.starts, interest.ends)


def _rules_of(member: Member, rulebook: Rulebook, day: date) -> list[Interests]:
    """What the bodies on which they sit have agreed about interests."""
    bodies = dict.fromkeys(place.seat.body.key for place in [*member.holds, *member.deputises])
    return [rulebook.rules(body, day).interests for body in bodies]


def _due(last: Confirmation | None, member: Member, rulebook: Rulebook, day: date) -> Due:
    every = months_between(rule.confirmed_every for rule in _rules_of(member, rulebook, day))
    return due(day_of(last.at) if last else None, every=every)
