"""Seating people: adding, appointing, leaving vacant, naming deputies, electing, and putting right what never was.

Where an act may take somebody by name, the name is that of somebody new, who is added by the way; it is empty for a
person of the trust, and for nobody.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import Manager

from governance.membership import verdicts
from governance.membership.changes import (
    correct,
    give_office,
    keep_attestation,
    make_person,
    make_seat,
    name_deputy_of,
    rename_person,
    seat_person,
    strike,
)
from governance.membership.models import Attestation, DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.membership.rules import (
    NO_LONGER_RECORDED,
    Span,
    may_be_chosen,
    may_be_within,
    may_bind,
    may_end,
    may_strike,
    may_weigh,
)
from governance.structure.models import Agency, Body, Trust
from governance.structure.permissions import require_officer, require_within
from governance.structure.rules import key_for, may_be_named
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import amend, hold
from trustboard.acts.verdict import RuleBroken, refused, require
from trustboard.ledger.changes import record_act


@act
def add_person(trust: Trust, *, name: str, by: By) -> Person:
    """Take somebody into the trust's people. Two may bear the same name."""
    require_officer(by, trust)

    require(may_be_named(name, others=(), what="person"))

    person = _newcomer(trust, name)

    record_act(by, chain=trust.chain, touched=[person])
    return person


@act
def change_person(person: Person, *, name: str, version: int, by: By) -> Person:
    """Give somebody another name, in the version that was read."""
    require_officer(by, person.trust)

    require(may_be_named(name, others=(), what="person"))

    rename_person(person, name.strip(), read=version)

    record_act(by, chain=person.trust.chain, touched=[person])
    return person


@act
def add_seat(
    body: Body,
    *,
    title: str,
    agency: Agency | None,
    tags: list[str],
    votes: bool,
    weight: int,
    filled: str,
    bound_seat: Seat | None,
    bound_body: Body | None,
    bound_office: str,
    starts: date,
    ends: date | None,
    by: By,
) -> Body:
    """Add a seat to a body: free, or held ex officio by the holder of another seat or of an office of a body."""
    require_officer(by, body.trust)
    require_within(body.trust, agency, bound_seat, bound_body)

    hold(body)
    others = dict(body.seats.values_list("key", "title"))
    require(may_be_named(title, others=(), what="seat"))
    require(may_weigh(weight))
    require(may_end(starts=starts, ends=ends))
    require(may_be_within(Span(starts, ends), Span(body.starts, body.ends), what=body.name))
    require(may_bind(bound_office, offices=bound_body.offices if bound_body else ()))

    seat = make_seat(
        body,
        key=key_for(title, others),
        title=title.strip(),
        agency=agency,
        tags=tags,
        votes=votes,
        weight=weight,
        filled=filled,
        bound_seat=bound_seat,
        bound_body=bound_body,
        bound_office=bound_office,
        starts=starts,
        ends=ends,
    )

    record_act(by, chain=body.trust.chain, touched=[seat])
    return body


@act
def change_seat(
    seat: Seat,
    *,
    title: str,
    agency: Agency | None,
    tags: list[str],
    votes: bool,
    weight: int,
    filled: str,
    starts: date,
    ends: date | None,
    version: int,
    by: By,
) -> Seat:
    """Change a seat, in the version that was read. To whom it is bound stays: for that, end it and add another."""
    body = seat.body
    require_officer(by, body.trust)
    require_within(body.trust, agency)

    require(may_be_named(title, others=(), what="seat"))
    require(may_weigh(weight))
    require(may_end(starts=starts, ends=ends))
    require(may_be_within(Span(starts, ends), Span(body.starts, body.ends), what=body.name))

    amend(
        seat,
        read=version,
        title=title.strip(),
        agency=agency,
        tags=tags,
        votes=votes,
        weight=weight,
        filled=filled,
        starts=starts,
        ends=ends,
    )

    record_act(by, chain=body.trust.chain, touched=[seat])
    return seat


@act
def appoint(
    seat: Seat, *, person: Person | None, name: str, starts: date, powers: str, attested: list[str], by: By
) -> Seat:
    """From this day on the seat is held by this person; the deputy's naming ends with it (K9.1).

    `attested` are the membership criteria that the officer says the person meets; all of the body's are asked for.
    """
    body = seat.body
    require_officer(by, body.trust)
    require_within(body.trust, person)

    hold(seat)
    require(may_be_chosen(is_chosen=person is not None, name=name))
    require(verdicts.newcomer(body.trust, name))
    missing = verdicts.still_to_attest(body, attested, by)
    require(verdicts.appointment(seat, person=person, is_new=bool(name), starts=starts, missing=missing))

    new = _newcomer(body.trust, name) if name else None
    chosen = new or person
    holding = seat_person(seat, starts=starts, person=chosen, powers=powers)
    said = _attested(seat, chosen, starts, attested, by)

    record_act(by, chain=body.trust.chain, touched=[row for row in (new, holding, said) if row])
    return seat


@act
def leave_vacant(seat: Seat, *, starts: date, by: By) -> Seat:
    """From this day on nobody holds the seat; the deputy's naming ends with it."""
    trust = seat.body.trust
    require_officer(by, trust)

    hold(seat)
    require(verdicts.appointment(seat, person=None, is_new=False, starts=starts, missing=()))

    holding = seat_person(seat, starts=starts, person=None)

    record_act(by, chain=trust.chain, touched=[holding])
    return seat


@act
def name_deputy(seat: Seat, *, person: Person | None, name: str, starts: date, by: By) -> Seat:
    """From this day on this person is named deputy of the seat, or nobody is (KA10, HU15)."""
    trust = seat.body.trust
    require_officer(by, trust)
    require_within(trust, person)

    hold(seat)
    require(verdicts.newcomer(trust, name))
    require(verdicts.naming(seat, person=person, is_new=bool(name), starts=starts))

    new = _newcomer(trust, name) if name else None
    row = name_deputy_of(seat, starts=starts, person=new or person)

    record_act(by, chain=trust.chain, touched=[row for row in (new, row) if row])
    return seat


@act
def elect(body: Body, *, office: str, person: Person | None, seat: Seat | None, starts: date, by: By) -> Body:
    """From this day on the office is held by this person, by whoever holds this seat, or by nobody (K10.3, H6.3)."""
    require_officer(by, body.trust)
    require_within(body.trust, person, seat)

    hold(body)
    require(verdicts.election(body, office=office, person=person, seat=seat, starts=starts))

    held = give_office(body, office=office, starts=starts, person=person, seat=seat)

    record_act(by, chain=body.trust.chain, touched=[held])
    return body


@act
def correct_holding(
    seat: Seat,
    *,
    day: date,
    person: Person | None,
    name: str,
    starts: date,
    powers: str,
    attested: list[str],
    reason: str,
    version: int,
    by: By,
) -> Seat:
    """What is recorded from `day` on was never so: it was another person, nobody, or another day; with a reason."""
    body = seat.body
    require_officer(by, body.trust)
    require_within(body.trust, person)

    hold(seat)
    row = _recorded(seat.holdings, day)
    row.seat = seat
    require(verdicts.newcomer(body.trust, name))
    missing = verdicts.still_to_attest(body, attested, by)
    require(
        verdicts.corrected_holding(
            row, person=person, is_new=bool(name), starts=starts, powers=powers, reason=reason, missing=missing
        )
    )

    new = _newcomer(body.trust, name) if name else None
    chosen = new or person
    said = _attested(seat, chosen, starts, attested, by)
    correct(row, reason=reason, read=version, person=chosen, starts=starts, powers=powers)

    record_act(by, chain=body.trust.chain, touched=[made for made in (new, row, said) if made])
    return seat


@act
def correct_naming(
    seat: Seat,
    *,
    day: date,
    person: Person | None,
    name: str,
    starts: date,
    reason: str,
    version: int,
    by: By,
) -> Seat:
    """The naming recorded from `day` on was never so: it was another person, nobody, or another day; with a reason."""
    trust = seat.body.trust
    require_officer(by, trust)
    require_within(trust, person)

    hold(seat)
    row = _recorded(seat.namings, day)
    row.seat = seat
    require(verdicts.newcomer(trust, name))
    require(verdicts.corrected_naming(row, person=person, is_new=bool(name), starts=starts, reason=reason))

    new = _newcomer(trust, name) if name else None
    correct(row, reason=reason, read=version, person=new or person, starts=starts)

    record_act(by, chain=trust.chain, touched=[made for made in (new, row) if made])
    return seat


@act
def correct_office(
    body: Body,
    *,
    office: str,
    day: date,
    person: Person | None,
    seat: Seat | None,
    starts: date,
    reason: str,
    version: int,
    by: By,
) -> Body:
    """What is recorded of the office from `day` on was never so; it was as is said here, for this reason."""
    require_officer(by, body.trust)
    require_within(body.trust, person, seat)

    hold(body)
    row = _recorded(body.office_holdings, day, office=office)
    row.body = body
    require(verdicts.corrected_office(row, person=person, seat=seat, starts=starts, reason=reason))

    correct(row, reason=reason, read=version, person=person, seat=seat, starts=starts)

    record_act(by, chain=body.trust.chain, touched=[row])
    return body


@act
def strike_holding(seat: Seat, *, day: date, reason: str, version: int, by: By) -> Seat:
    """It was never so at all: the row before it goes on, for a reason that stays on the record."""
    require_officer(by, seat.body.trust)

    require(may_strike(reason=reason))

    row = _recorded(seat.holdings, day)
    strike(row, reason=reason, read=version)

    record_act(by, chain=seat.body.trust.chain, removed=[row])
    return seat


@act
def strike_naming(seat: Seat, *, day: date, reason: str, version: int, by: By) -> Seat:
    """The deputy was never named so at all: the naming before it goes on, for a reason that stays on the record."""
    require_officer(by, seat.body.trust)

    require(may_strike(reason=reason))

    row = _recorded(seat.namings, day)
    strike(row, reason=reason, read=version)

    record_act(by, chain=seat.body.trust.chain, removed=[row])
    return seat


@act
def strike_office(body: Body, *, office: str, day: date, reason: str, version: int, by: By) -> Body:
    """The office was never given so at all: the row before it goes on, for a reason that stays on the record."""
    require_officer(by, body.trust)

    require(may_strike(reason=reason))

    row = _recorded(body.office_holdings, day, office=office)
    strike(row, reason=reason, read=version)

    record_act(by, chain=body.trust.chain, removed=[row])
    return body


R = TypeVar("R", Holding, DeputyNaming, OfficeHolding)


def _recorded(rows: Manager[R], day: date, **also: str) -> R:
    """The row from that day on. Raises RuleBroken where it was struck or corrected to another day since."""
    row = rows.filter(starts=day, **also).first()
    if row is None:
        raise RuleBroken(refused(NO_LONGER_RECORDED))
    return row


def _newcomer(trust: Trust, name: str) -> Person:
    keys = trust.people.values_list("key", flat=True)
    return make_person(trust, key=key_for(name, set(keys)), name=name.strip())


def _attested(seat: Seat, person: Person | None, starts: date, criteria: list[str], by: By) -> Attestation | None:
    if person is None or by.user is None or not criteria:
        return None
    return keep_attestation(seat, person, starts=starts, criteria=criteria, by=by.user, at=by.now)
