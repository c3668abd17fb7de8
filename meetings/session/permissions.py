"""Loading a sitting as the permission itself, for each of its pages.

The desk is the officer's. The chair's page is for whoever presides or holds an office that may, and the officer. A seat
is for whoever holds one or is named its deputy. The screen is for everyone who follows the trust.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied

from governance.constitution.core.meeting import Post
from governance.constitution.rulebook import posts_held, rulebook_of
from governance.membership.models import Person
from governance.membership.queries import Place, Table, table_of
from governance.structure.permissions import OFFICER
from meetings.attendance.permissions import person_of, sitting_developed_by, sitting_followed_by
from meetings.attendance.queries import Record, record_of
from meetings.schedule.models import Sitting
from trustboard.accounts.permissions import may_use
from trustboard.accounts.queries import AnyUser

desk_of = sitting_developed_by
screen_of = sitting_followed_by


def chair_of(user: AnyUser, slug: str, body: str, meeting: UUID, number: int) -> Sitting:
    """The sitting, for its chair and the officer. Http404 for strangers, PermissionDenied for others of the trust."""
    sitting = sitting_followed_by(user, slug, body, meeting, number)
    if not may_chair(user, sitting):
        raise PermissionDenied
    return sitting


def may_chair(user: AnyUser, sitting: Sitting) -> bool:
    """Whether the user presides, holds an office that may preside, or is the officer."""
    trust = sitting.meeting.body.trust
    if may_use(user, trust, OFFICER):
        return True
    person = person_of(user, trust) if user.is_authenticated else None
    return person is not None and person.key in presiders_of(sitting)


def presiders_of(sitting: Sitting) -> frozenset[str]:
    """Whoever presides, now or over an item, and whoever holds an office or a seat that may, by their keys."""
    body, day = sitting.meeting.body, sitting.day
    presiding: set[str] = set()
    if sitting.opened_at is None:
        table = table_of(body.trust)
        rules, posts = rulebook_of(body.trust).rules(body.key, day), posts_held(table, day)
        holders = {place.seat.key: place.holder.key if place.holder else None for place in table.places(body, day)}
    else:
        record = record_of(sitting)
        rules, roll = record.frozen.rules, record.roll()
        elected = {Post(body.key, office): person for office, person in roll.elected}
        posts = {**record.frozen.meeting.offices, **elected}
        holders = {seat.key: seat.holder for seat in roll.seats}
        presiding = {roll.presiding.person, *(person for _, person in roll.presiding.items)}
    named = [who for who in rules.counting.presides if who.office or who.seat]
    offices = [who.office for who in named if who.office]
    mays = [posts.get(Post(office.of or body.key, each)) for office in offices for each in office.any_of]
    mays += [holders.get(seat) for who in named for seat in who.seat]
    if not named:
        mays = [posts.get(Post(body.key, office)) for office in body.offices]
    return frozenset(person for person in {*mays, *presiding} if person)


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who sits there: who they are, and the seats that they hold or deputise."""

    sitting: Sitting
    person: Person
    holds: tuple[Place, ...]
    deputises: tuple[Place, ...]
    table: Table
    record: Record | None


def seat_of(user: AnyUser, slug: str, body: str, meeting: UUID, number: int) -> Sitter:
    """The sitting and their seats, for those who hold one there or are named its deputy."""
    return seated_at(user, sitting_followed_by(user, slug, body, meeting, number))


def seated_at(user: AnyUser, sitting: Sitting) -> Sitter:
    """Their seats in a sitting that they follow. PermissionDenied for those who have none there."""
    sitter = sitter_of(user, sitting)
    if sitter is None:
        raise PermissionDenied
    return sitter


def sitter_of(user: AnyUser, sitting: Sitting) -> Sitter | None:
    """The user as somebody who sits there, or nobody. Who took a seat in the room holds it from then on."""
    trust = sitting.meeting.body.trust
    person = person_of(user, trust) if user.is_authenticated else None
    if person is None:
        return None
    table = table_of(trust)
    record = record_if_opened(sitting, table)
    places = places_of(sitting, table, record)
    holders = {place.seat.key: place.holder.key if place.holder else "" for place in places}
    if record is not None:
        holders |= {seat.key: seat.holder or "" for seat in record.roll().seats}
    holds = tuple(place for place in places if holders[place.seat.key] == person.key)
    deputises = tuple(place for place in places if place.deputy == person)
    return Sitter(sitting, person, holds, deputises, table, record) if holds or deputises else None


def places_of(sitting: Sitting, table: Table, record: Record | None) -> list[Place]:
    """The seats of the sitting with holders and deputies: those of its day, or once it is opened those fixed then."""
    body, day = sitting.meeting.body, sitting.day
    if record is None:
        return table.places(body, day)
    seats = {seat.key: seat for seat in table.seats.values() if seat.body_id == body.pk}
    return [table.place(seats[seat.key], day) for seat in record.frozen.meeting.seats]


def record_if_opened(sitting: Sitting, table: Table) -> Record | None:
    """What was recorded of the sitting; nothing before it is opened."""
    return record_of(sitting, table) if sitting.opened_at is not None else None
