"""Who declares for a meeting and reads what was declared, and who is kept from the papers of an item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied

from governance.constitution.rulebook import roll_on
from governance.membership.models import Person, Seat
from governance.membership.permissions import require_follower
from governance.membership.queries import Table, table_of
from governance.structure.permissions import OFFICER
from meetings.agenda.audience import Audience
from meetings.agenda.models import Item, Paper
from meetings.agenda.permissions import may_keep, paper_read_by
from meetings.attendance.permissions import person_of
from meetings.declarations.capacities import Capacity, capacities_at
from meetings.declarations.queries import declarations_of, rules_at
from meetings.schedule.models import Meeting
from meetings.schedule.permissions import meeting_seen
from trustboard.accounts.permissions import may_use
from trustboard.accounts.queries import AnyUser


@dataclass(frozen=True, slots=True)
class Declarer:
    """Whoever opens the interests of a meeting: the officer, or somebody who sits there, in `own` capacities."""

    meeting: Meeting
    table: Table
    person: Person | None
    own: tuple[Capacity, ...]
    everyone: tuple[Capacity, ...]
    is_officer: bool


def declarer_of(user: AnyUser, slug: str, body: str, key: UUID) -> Declarer:
    """The meeting and who declares for it, for those who sit there and the officer.

    Raises Http404 for strangers, PermissionDenied for others of the trust.
    """
    meeting = meeting_seen(slug, body, key)
    trust = meeting.body.trust
    require_follower(user, trust)
    table = table_of(trust)
    everyone = tuple(capacities_at(meeting, table))
    person = person_of(user, trust)
    own = tuple(each for each in everyone if each.person == person)
    is_officer = may_use(user, trust, OFFICER)
    if not own and not is_officer:
        raise PermissionDenied
    return Declarer(meeting, table, person, own, everyone, is_officer)


def require_there(meeting: Meeting, person: Person, seat: Seat | None = None) -> tuple[Capacity, ...]:
    """Go on for a person who sits at the meeting, and, where a seat is named, sits there for it. Returns what they are
    there.
    """
    everyone = capacities_at(meeting, table_of(meeting.body.trust))
    own = tuple(each for each in everyone if each.person == person)
    if not own or (seat is not None and seat not in {each.seat for each in own}):
        raise PermissionDenied
    return own


class BarredFromPaper(PermissionDenied):
    """The reader is barred from the item by an interest: so are its restricted papers from them."""


def paper_opened_by(user: AnyUser, slug: str, body: str, meeting: UUID, key: UUID, *, today: date) -> Paper:
    """The paper, for who may read this very one and is not barred from its item; what everyone may read stays open.

    Raises Http404 for those who may not read it, BarredFromPaper for whoever is barred.
    """
    paper = paper_read_by(user, slug, body, meeting, key, today=today)
    is_open = paper.audience == Audience.PUBLIC or may_keep(user, paper.item.meeting)
    if not is_open and is_barred(user, paper.item, today=today):
        raise BarredFromPaper
    return paper


def is_barred(user: AnyUser, item: Item, *, today: date) -> bool:
    """Whether the user is barred from the item."""
    return item.pk in items_barred_to(user, item.meeting, today=today)


def items_barred_to(user: AnyUser, meeting: Meeting, *, today: date) -> frozenset[UUID]:
    """The items from which the user is barred: themself, or by a seat or an agency for which they speak at the meeting
    or today. A fixed number of queries.
    """
    person = person_of(user, meeting.body.trust) if user.is_authenticated else None
    if person is None:
        return frozenset()
    table = table_of(meeting.body.trust)
    days = sorted({today, *meeting.days})
    seats = {seat.key: seat for day in days for seat in roll_on(table, meeting.body, day)}
    declarations = declarations_of(meeting, rules_at(meeting).interests, table)
    theirs = [each.seat.key for each in capacities_at(meeting, table, today) if each.person == person and each.seat]
    return frozenset(
        key
        for key, item in declarations.items.items()
        for bar in declarations.bars(item, seats.values())
        if any(bar.meets(person.key, seats.get(seat)) for seat in ("", *theirs))
    )
