"""What needs somebody, gathered over all their trusts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from governance.membership.models import Person
from governance.membership.queries import people_of_user
from governance.structure.models import Trust
from governance.structure.permissions import OFFICER
from meetings.home.facts import facts_of
from meetings.home.in_session import Attending, InSession, in_session
from meetings.home.member import Member
from meetings.home.officer import tasks_of_officer
from meetings.home.tasks import Task, in_order
from meetings.schedule.models import Sitting
from meetings.session.queries import sittings_open
from trustboard.accounts.models import User
from trustboard.accounts.permissions import may_use
from trustboard.accounts.queries import holds_role, objects_of


@dataclass(frozen=True, slots=True)
class Needs:
    """What needs somebody: the sittings in session that are theirs, what they have to do, and their next meetings."""

    in_session: list[InSession]
    tasks: list[Task]
    meetings: list[Task]


@dataclass(frozen=True, slots=True)
class _Role:
    """What somebody is in one trust."""

    trust: Trust
    person: Person | None
    is_officer: bool
    waits: bool

    @property
    def has_tasks(self) -> bool:
        return self.is_officer or self.waits or self.person is not None


def needs_of(user: User, now: datetime) -> Needs:
    """All that needs them: a fixed number of queries for each of their trusts, and some for each sitting they are in.

    For who has no role it is two. Who has several trusts reads the name of each.
    """
    roles = _roles_of(user)
    open_now = sittings_open() if roles else []
    found = [(role, _needs_in(role, user, open_now, now)) for role in roles]
    names = {role.trust.pk: role.trust.name if len(roles) > 1 else "" for role in roles}

    def named(tasks: Iterable[Task], role: _Role) -> list[Task]:
        return [replace(task, trust=names[role.trust.pk]) for task in tasks]

    return Needs(
        in_session=[replace(each, trust=names[role.trust.pk]) for role, needs in found for each in needs.in_session],
        tasks=in_order(task for role, needs in found for task in named(needs.tasks, role)),
        meetings=in_order(task for role, needs in found for task in named(needs.meetings, role)),
    )


def _roles_of(user: User) -> list[_Role]:
    """What they are in each trust where they are somebody or its officer; others have nothing to do here."""
    people = {person.trust_id: person for person in people_of_user(user)}
    trusts = {trust.pk: trust for trust in objects_of(user, Trust)}
    officer = {key for key, trust in trusts.items() if may_use(user, trust, OFFICER)}
    waiting = {key for key, trust in trusts.items() if key not in officer and holds_role(user, OFFICER, trust)}
    trusts |= {key: person.trust for key, person in people.items()}
    roles = [_Role(trust, people.get(key), key in officer, key in waiting) for key, trust in trusts.items()]
    return [role for role in roles if role.has_tasks]


def _needs_in(role: _Role, user: User, open_now: Iterable[Sitting], now: datetime) -> Needs:
    if role.person is None and not role.is_officer:
        return Needs([], [_second_factor(role.trust)], [])
    facts = facts_of(role.trust, now)
    here = [sitting for sitting in open_now if sitting.meeting.body.trust_id == role.trust.pk]
    attending = Attending(facts, role.person, user, here) if role.person else None
    tasks, meetings = [_second_factor(role.trust)] if role.waits else [], list[Task]()
    if role.is_officer:
        tasks += tasks_of_officer(facts, here)
    if role.person and attending:
        member = Member(facts, role.person)
        tasks += [*attending.rulings_awaited(), *member.tasks()]
        meetings += member.meetings()
    return Needs(
        list(in_session(here, today=facts.today, is_officer=role.is_officer, attending=attending)), tasks, meetings
    )


def _second_factor(trust: Trust) -> Task:
    return Task(
        "Set up your second factor",
        f"Until then you cannot work as development officer of {trust.name}.",
        reverse("mfa_activate_totp"),
    )
