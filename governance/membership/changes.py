"""The steps of the acts on people, seats, holdings, deputies and offices."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from governance.membership.models import Attestation, DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.structure.models import Body, Trust
from trustboard.accounts.models import User
from trustboard.acts.changes import amend, change, claim_version
from trustboard.acts.models import Versioned
from trustboard.ledger.changes import keep_personal_text


@change
def make_person(trust: Trust, *, key: str, name: str) -> Person:
    """Somebody new in the trust."""
    return Person.objects.create(trust=trust, key=key, called=keep_personal_text(name))


@change
def rename_person(person: Person, name: str, *, read: int | None = None) -> bool:
    """Give somebody another name. Returns whether it is another."""
    return person.name != name and amend(person, read=read, called=keep_personal_text(name))


@change
def make_seat(body: Body, *, key: str, starts: date, **columns: Any) -> Seat:
    """A new seat on the body, after the others unless a position is given."""
    columns.setdefault("position", body.seats.count())
    return Seat.objects.create(body=body, key=key, starts=starts, **columns)


@change
def seat_person(seat: Seat, *, starts: date, person: Person | None, powers: str = "") -> Holding:
    """From this day on the seat is held by this person, or by nobody."""
    return Holding.objects.create(seat=seat, starts=starts, person=person, powers=powers)


@change
def name_deputy_of(seat: Seat, *, starts: date, person: Person | None) -> DeputyNaming:
    """From this day on this person is named deputy of the seat, or nobody is."""
    return DeputyNaming.objects.create(seat=seat, starts=starts, person=person)


@change
def give_office(
    body: Body, *, office: str, starts: date, person: Person | None = None, seat: Seat | None = None
) -> OfficeHolding:
    """From this day on the office is held by this person, by whoever holds this seat, or by nobody."""
    return OfficeHolding.objects.create(body=body, office=office, starts=starts, person=person, seat=seat)


@change
def keep_attestation(
    seat: Seat, person: Person, *, starts: date, criteria: list[str], by: User, at: datetime
) -> Attestation:
    """Keep that somebody said the person meets these criteria."""
    return Attestation.objects.create(seat=seat, person=person, starts=starts, criteria=criteria, by=by, at=at)


@change
def correct(row: Versioned, *, reason: str, read: int | None = None, **columns: Any) -> bool:
    """Put a row right that was never so, for a reason that its history keeps. Returns whether it is another now."""
    row.give_reason(reason)
    return amend(row, read=read, **columns)


@change
def strike(row: Versioned, *, reason: str, read: int | None = None) -> None:
    """Take away a row that was never so at all. It stays in the history, and in the ledger as gone."""
    claim_version(row, read=read)
    row.give_reason(reason)
    key = row.pk
    row.delete()
    row.pk = key
