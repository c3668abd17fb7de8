"""Seating people: adding, appointing, leaving vacant, naming deputies, electing, and putting right what never was."""

from __future__ import annotations

from datetime import date
from uuid import UUID

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
from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.membership.queries import seat_of, table_of
from governance.membership.rules import (
    Span,
    may_be_within,
    may_correct,
    may_elect,
    may_end,
    may_hold,
    may_name_deputy,
    may_strike,
)
from governance.structure.models import Agency, Body, Trust
from governance.structure.permissions import require_officer
from governance.structure.rules import key_for, may_be_named
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import amend, hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act

Row = Holding | DeputyNaming | OfficeHolding


@act
def add_person(trust: Trust, *, name: str, by: By) -> Person:
    """Take somebody into the trust's people. Two may bear the same name."""
    require_officer(by, trust)

    require(may_be_named(name, others=(), what="person"))

    keys = trust.people.values_list("key", flat=True)
    person = make_person(trust, key=key_for(name, set(keys)), name=name.strip())

    record_act(by, chain=trust.chain, touched=[person])
    return person


@act
def change_person(person: Person, *, name: str, by: By) -> Person:
    """Give somebody another name, in the version that was read."""
    require_officer(by, person.trust)

    require(may_be_named(name, others=(), what="person"))

    rename_person(person, name.strip())

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
    filled: str,
    bound_seat: Seat | None,
    starts: date,
    ends: date | None,
    by: By,
) -> Body:
    """Add a seat to a body, free or held ex officio by the holder of another seat."""
    require_officer(by, body.trust)

    others = dict(body.seats.values_list("key", "title"))
    require(may_be_named(title, others=(), what="seat"))
    require(may_end(starts=starts, ends=ends))
    require(may_be_within(Span(starts, ends), Span(body.starts, body.ends), what=body.name))

    seat = make_seat(
        body,
        key=key_for(title, others),
        title=title.strip(),
        agency=agency,
        tags=tags,
        votes=votes,
        filled=filled,
        bound_seat=bound_seat,
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
    filled: str,
    starts: date,
    ends: date | None,
    by: By,
) -> Seat:
    """Change a seat, in the version that was read."""
    body = seat.body
    require_officer(by, body.trust)

    require(may_be_named(title, others=(), what="seat"))
    require(may_end(starts=starts, ends=ends))
    require(may_be_within(Span(starts, ends), Span(body.starts, body.ends), what=body.name))

    amend(seat, title=title.strip(), agency=agency, tags=tags, votes=votes, filled=filled, starts=starts, ends=ends)

    record_act(by, chain=body.trust.chain, touched=[seat])
    return seat


@act
def appoint(seat: Seat, *, person: Person | None, starts: date, powers: str, attested: list[str], by: By) -> Seat:
    """From this day on the seat is held by this person, or left vacant; the deputy's naming ends with it (K9.1).

    `attested` are the membership criteria that the officer says the person meets; all of the body's are asked for.
    """
    body = seat.body
    require_officer(by, body.trust)

    hold(seat)
    before = table_of(body.trust).membership.tenure_of_seat(seat.pk, starts)
    require(
        may_hold(
            day=starts,
            seat=_life(seat),
            is_bound=_is_bound(seat),
            taken_days=set(seat.holdings.values_list("starts", flat=True)),
            is_same=before.person == (person.pk if person else None) and (person is not None or seat.holdings.exists()),
            missing=[text for text in body.criteria if text not in attested] if person and by.user else (),
        )
    )

    holding = seat_person(seat, starts=starts, person=person, powers=powers)
    said = (
        [keep_attestation(seat, person, starts=starts, criteria=attested, by=by.user, at=by.now)]
        if person and by.user and attested
        else []
    )

    record_act(by, chain=body.trust.chain, touched=[holding, *said])
    return seat


@act
def name_deputy(seat: Seat, *, person: Person | None, starts: date, by: By) -> Seat:
    """From this day on this person is named deputy of the seat, or nobody is (KA10, HU15)."""
    trust = seat.body.trust
    require_officer(by, trust)

    hold(seat)
    holder = table_of(trust).membership.tenure_of_seat(seat.pk, starts).person
    require(
        may_name_deputy(
            day=starts,
            seat=_life(seat),
            taken_days=set(seat.namings.values_list("starts", flat=True)),
            is_holder=person is not None and holder == person.pk,
            is_held=holder is not None,
            is_ending=person is None,
        )
    )

    naming = name_deputy_of(seat, starts=starts, person=person)

    record_act(by, chain=trust.chain, touched=[naming])
    return seat


@act
def elect(body: Body, *, office: str, person: Person | None, seat: Seat | None, starts: date, by: By) -> Body:
    """From this day on the office is held by this person, by whoever holds this seat, or by nobody (K10.3, H6.3)."""
    require_officer(by, body.trust)

    hold(body)
    require(
        may_elect(
            day=starts,
            body=Span(body.starts, body.ends),
            offices=body.offices,
            office=office,
            taken_days=set(body.office_holdings.filter(office=office).values_list("starts", flat=True)),
            sits_there=person is None or person.pk in _sitting_on(body, starts),
        )
    )

    held = give_office(body, office=office, starts=starts, person=person, seat=seat)

    record_act(by, chain=body.trust.chain, touched=[held])
    return body


@act
def correct_holding(holding: Holding, *, person: Person | None, starts: date, reason: str, by: By) -> Seat:
    """It was never so: another person, nobody, or another day, for a reason that stays on the record."""
    seat = holding.seat
    require_officer(by, seat.body.trust)

    hold(seat)
    others = seat.holdings.exclude(pk=holding.pk).values_list("starts", flat=True)
    require(may_correct(reason=reason, day=starts, seat=_life(seat), other_days=set(others)))

    correct(holding, reason=reason, person=person, starts=starts)

    record_act(by, chain=seat.body.trust.chain, touched=[holding])
    return seat


@act
def strike_holding(holding: Holding, *, reason: str, by: By) -> Seat:
    """It was never so at all: the row before it goes on, for a reason that stays on the record."""
    require_officer(by, holding.seat.body.trust)

    require(may_strike(reason=reason))

    strike(holding, reason=reason)

    record_act(by, chain=holding.seat.body.trust.chain, removed=[holding])
    return holding.seat


def _life(seat: Seat) -> Span:
    return Span(seat.starts, seat.ends)


def _is_bound(seat: Seat) -> bool:
    return seat_of(seat).bound_to_seat is not None or seat_of(seat).bound_to_office is not None


def _sitting_on(body: Body, day: date) -> set[UUID]:
    sitting = table_of(body.trust).membership.sitting(body.pk, day)
    return {place.holder for place in sitting if place.holder}
