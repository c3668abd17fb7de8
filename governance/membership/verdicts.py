"""What the rules say of an appointment, a naming, an election or a correction: asked by the act, and by its page.

Each gathers the facts of one seat or body and asks the rule.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.membership.queries import seat_of, table_of
from governance.membership.rules import (
    Span,
    may_correct,
    may_elect,
    may_hold,
    may_name_deputy,
    may_preside,
    may_take_in,
)
from governance.membership.sitting import Held, Membership, Office
from governance.structure.models import Body, Trust
from trustboard.acts.by import By
from trustboard.acts.verdict import ALLOWED, Verdict


def newcomer(trust: Trust, name: str) -> Verdict:
    """Whether somebody of this name may be taken in by the way; nobody where it is empty."""
    if not name.strip():
        return ALLOWED
    names = trust.people.filter(called__text__iexact=name.strip()).values_list("called__text", flat=True)
    return may_take_in(name, others=list(names))


def appointment(seat: Seat, *, person: Person | None, is_new: bool, starts: date, missing: Collection[str]) -> Verdict:
    """Whether the seat may be given from that day on to the person, to somebody new, or to nobody."""
    before = table_of(seat.body.trust).membership.tenure_of_seat(seat.pk, starts)
    is_vacating = person is None and not is_new
    # A seat that nobody has held yet may be said to be vacant from a day on.
    is_same = not is_new and before.person == _key(person) and (not is_vacating or before.since is not None)
    return may_hold(
        day=starts,
        seat=life_of(seat),
        is_bound=is_bound(seat),
        taken_days=set(seat.holdings.values_list("starts", flat=True)),
        is_same=is_same,
        is_vacating=is_vacating,
        missing=() if is_vacating else missing,
    )


def naming(seat: Seat, *, person: Person | None, is_new: bool, starts: date) -> Verdict:
    """Whether the person, somebody new or nobody may be named deputy of the seat from that day on."""
    holder = table_of(seat.body.trust).membership.tenure_of_seat(seat.pk, starts).person
    return may_name_deputy(
        day=starts,
        seat=life_of(seat),
        taken_days=set(seat.namings.values_list("starts", flat=True)),
        is_holder=person is not None and holder == person.pk,
        is_held=holder is not None,
        is_ending=person is None and not is_new,
    )


def election(body: Body, *, office: str, person: Person | None, seat: Seat | None, starts: date) -> Verdict:
    """Whether the office may go from that day on to the person, to whoever holds the seat, or to nobody."""
    membership = table_of(body.trust).membership
    rows = membership.rows_of_office(Office(body.pk, office))
    return may_elect(
        day=starts,
        body=Span(body.starts, body.ends),
        offices=body.offices,
        office=office,
        taken_days={row.starts for row in rows},
        sits_there=_sits_there(membership, body, person, seat, starts),
        makes_circle=_makes_circle(membership, Office(body.pk, office), [*rows, _held(starts, person, seat)]),
    )


def corrected_holding(
    row: Holding,
    *,
    person: Person | None,
    is_new: bool,
    starts: date,
    powers: str,
    reason: str,
    missing: Collection[str],
) -> Verdict:
    """Whether the row may say that the seat was held by this person, or by nobody, from that day on."""
    others = row.seat.holdings.exclude(pk=row.pk).values_list("starts", flat=True)
    return may_correct(
        reason=reason,
        day=starts,
        life=life_of(row.seat),
        other_days=set(others),
        is_same=not is_new and (row.person, row.starts, row.powers) == (person, starts, powers),
        missing=missing if is_new or (person and person != row.person) else (),
    )


def is_bound(seat: Seat) -> bool:
    """Whether the seat is held ex officio."""
    return seat.bound_seat_id is not None or seat.bound_body_id is not None


def life_of(seat: Seat) -> Span:
    """From when to when the seat is there."""
    return Span(seat_of(seat).starts, seat_of(seat).ends)


def _sits_there(membership: Membership, body: Body, person: Person | None, seat: Seat | None, day: date) -> bool:
    """Whether they hold a seat of the body on the day; a seat is one of its own, and nobody sits anywhere."""
    if seat is not None:
        return seat.body_id == body.pk and membership.seats[seat.pk].is_there(day)
    return person is None or person.pk in {sitting.holder for sitting in membership.sitting(body.pk, day)}


def corrected_naming(row: DeputyNaming, *, person: Person | None, is_new: bool, starts: date, reason: str) -> Verdict:
    """Whether the row may say that this person, somebody new or nobody was named deputy from that day on."""
    seat = row.seat
    others = seat.namings.exclude(pk=row.pk).values_list("starts", flat=True)
    verdict = may_correct(
        reason=reason,
        day=starts,
        life=life_of(seat),
        other_days=set(others),
        is_same=not is_new and (row.person, row.starts) == (person, starts),
    )
    if not verdict.allowed:
        return verdict
    holder = table_of(seat.body.trust).membership.tenure_of_seat(seat.pk, starts).person
    return may_name_deputy(
        day=starts,
        seat=life_of(seat),
        taken_days=(),
        is_holder=person is not None and holder == person.pk,
        is_held=holder is not None,
        is_ending=person is None and not is_new,
    )


def corrected_office(
    row: OfficeHolding, *, person: Person | None, seat: Seat | None, starts: date, reason: str
) -> Verdict:
    """Whether the row may say that this person, the holder of this seat or nobody held the office from that day on."""
    body, office = row.body, Office(row.body_id, row.office)
    others = body.office_holdings.filter(office=row.office).exclude(pk=row.pk).values_list("starts", flat=True)
    verdict = may_correct(
        reason=reason,
        day=starts,
        life=Span(body.starts, body.ends),
        other_days=set(others),
        is_same=(row.person, row.seat, row.starts) == (person, seat, starts),
    )
    if not verdict.allowed:
        return verdict
    membership = table_of(body.trust).membership
    kept = [held for held in membership.rows_of_office(office) if held.starts != row.starts]
    return may_preside(
        day=starts,
        sits_there=_sits_there(membership, body, person, seat, starts),
        makes_circle=_makes_circle(membership, office, [*kept, _held(starts, person, seat)]),
    )


def _makes_circle(membership: Membership, office: Office, rows: list[Held]) -> bool:
    """Whether with these rows of the office some seat would wait for itself that does not now."""
    then = membership.with_rows(offices={office: rows})
    return bool(set(then.circles()) - set(membership.circles()))


def _held(starts: date, person: Person | None, seat: Seat | None) -> Held:
    return Held(starts, _key(person), _key(seat))


def _key(row: Person | Seat | None) -> UUID | None:
    return row.pk if row else None


def still_to_attest(body: Body, attested: list[str], by: By) -> list[str]:
    """The criteria still to be attested; nobody stands behind the operator's command who could say so."""
    return [text for text in body.criteria if text not in attested] if by.user else []
