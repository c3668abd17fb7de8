"""The histories of a seat, a person and a body: every row that was ever written of them, read as sentences.

They are for reading. What proves anything is the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Model, QuerySet

from governance.membership.models import Attestation, DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.membership.queries import people_of
from governance.membership.rules import told
from governance.membership.sentences import (
    changes_in_words,
    holding_in_words,
    listed,
    naming_in_words,
    office_in_words,
    quoted,
    recorded,
    sentence,
)
from governance.structure.models import Access, Agency, Body, Kind, Standing, Trust
from trustboard.ledger.models import PersonalText

ADDED, STRUCK = "+", "-"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was recorded: when, by whom (nobody is the operator), what it says, and why if that was said."""

    at: datetime
    by: str
    text: str
    reason: str = ""
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What the rows name by key, in words."""

    people: dict[UUID, str]
    seats: dict[UUID, str]
    agencies: dict[UUID, str]
    bodies: dict[UUID, str]

    def person(self, key: UUID | None) -> str:
        """A person's name; nothing for nobody."""
        return self.people.get(key, "somebody") if key else ""

    def seat(self, key: UUID | None) -> str:
        """A seat by title and body."""
        return self.seats.get(key, "a seat") if key else ""


def history_of_seat(seat: Seat) -> list[Told]:
    """What was recorded of the seat, its holders and deputies, the latest first; nine queries."""
    names = _names_of(seat.body.trust)
    names.seats[seat.pk] = "the seat"
    return _latest_first(
        _seats(_written(Seat, id=seat.pk), names),
        _holdings(_written(Holding, seat_id=seat.pk), names),
        _namings(_written(DeputyNaming, seat_id=seat.pk), names),
        _offices(_written(OfficeHolding, seat_id=seat.pk), names),
        _attestations(Attestation.objects.filter(seat=seat), names),
    )


def history_of_body(body: Body) -> list[Told]:
    """What was recorded of the body, its seats, offices, holders and deputies, the latest first; ten queries."""
    names = _names_of(body.trust)
    names.seats.update({seat.pk: quoted(seat.title) for seat in body.seats.all()})
    return _latest_first(
        _bodies(_written(Body, id=body.pk)),
        _seats(_written(Seat, body_id=body.pk), names),
        _holdings(_written(Holding, seat__body_id=body.pk), names),
        _namings(_written(DeputyNaming, seat__body_id=body.pk), names),
        _offices(_written(OfficeHolding, body_id=body.pk), names),
    )


def history_of_person(person: Person) -> list[Told]:
    """What was recorded of the person, the latest first; ten queries."""
    names = _names_of(person.trust)
    return _latest_first(
        _people(_written(Person, id=person.pk)),
        *(
            say(_written(model, id__in=_written(model, person_id=person.pk).values("id")), names)
            for model, say in ((Holding, _holdings), (DeputyNaming, _namings), (OfficeHolding, _offices))
        ),
        _attestations(Attestation.objects.filter(person=person), names),
    )


def _names_of(trust: Trust) -> Names:
    return Names(
        people={person.pk: person.name for person in people_of(trust)},
        seats={
            seat.pk: f"{quoted(seat.title)} on {seat.body.name}"
            for seat in Seat.objects.filter(body__trust=trust).select_related("body")
        },
        agencies=dict(Agency.objects.filter(trust=trust).values_list("pk", "name")),
        bodies=dict(Body.objects.filter(trust=trust).values_list("pk", "name")),
    )


def _latest_first(*told_of: Iterable[Told]) -> list[Told]:
    return sorted((one for told in told_of for one in told), key=lambda one: one.at, reverse=True)


def _written(model: type[Model], **where: Any) -> QuerySet[Any]:
    """Everything that was ever written of such rows."""
    rows: QuerySet[Any] = cast("Any", model).history.filter(**where)
    return rows


def _told(rows: QuerySet[Any], say: Callable[[Any, Any], str]) -> list[Told]:
    """Each row said in words beside the one of the same thing before it; where there is nothing to say, nothing."""
    found: list[Told] = []
    before: dict[UUID, Any] = {}
    for row in rows.select_related("history_user").order_by("history_date", "history_id"):
        text = say(row, before.get(row.id))
        before[row.id] = row
        reason = row.history_change_reason or ""
        if text:
            by = row.history_user.name if row.history_user else ""
            found.append(Told(row.history_date, by, text, reason, is_correction=bool(reason)))
    return found


def _said(in_words: Callable[[Any], str]) -> Callable[[Any, Any], str]:
    """A row that says one thing: first, differently, or taken back."""

    def say(row: Any, before: Any) -> str:
        return recorded(
            in_words(row),
            before=in_words(before) if before and row.history_type != STRUCK else "",
            is_struck=row.history_type == STRUCK,
            is_correction=bool(row.history_change_reason),
        )

    return say


def _holdings(rows: QuerySet[Any], names: Names) -> list[Told]:
    def in_words(row: Any) -> str:
        said = holding_in_words(names.seat(row.seat_id), row.starts, names.person(row.person_id))
        return f"{said}, with these powers of its agency: {row.powers}" if row.powers else said

    return _told(rows, _said(in_words))


def _namings(rows: QuerySet[Any], names: Names) -> list[Told]:
    return _told(
        rows, _said(lambda row: naming_in_words(names.seat(row.seat_id), row.starts, names.person(row.person_id)))
    )


def _offices(rows: QuerySet[Any], names: Names) -> list[Told]:
    def in_words(row: Any) -> str:
        office = f"{row.office} of {names.bodies.get(row.body_id, 'a body')}"
        return office_in_words(office, row.starts, names.person(row.person_id), names.seat(row.seat_id))

    return _told(rows, _said(in_words))


def _attestations(rows: QuerySet[Attestation], names: Names) -> list[Told]:
    return [
        Told(
            row.at,
            row.by.name,
            f"{row.by.name} says that {names.person(row.person_id)} meets these criteria for {names.seat(row.seat_id)} "
            f"from {told(row.starts)}: {sentence(listed(row.criteria))}",
        )
        for row in rows.select_related("by")
    ]


def _seats(rows: QuerySet[Any], names: Names) -> list[Told]:
    def facts(row: Any) -> dict[str, str]:
        bound = names.seat(row.bound_seat_id) or (
            f"{row.bound_office} of {names.bodies.get(row.bound_body_id, 'a body')}" if row.bound_office else ""
        )
        return {
            "Title": row.title,
            "Agency": names.agencies.get(row.agency_id, ""),
            "Has a vote": "yes" if row.votes else "no",
            "Weight of its vote": str(row.weight),
            "How it is filled": row.filled,
            "Held ex officio as": bound,
            "Marks": listed(row.tags),
            "From": told(row.starts),
            "Until": _until(row.ends),
        }

    def say(row: Any, before: Any) -> str:
        if before is None:
            return f"The seat {quoted(row.title)} is added, from {told(row.starts)}."
        return _about(quoted(row.title), changes_in_words(facts(row), facts(before)))

    return _told(rows, say)


def _bodies(rows: QuerySet[Any]) -> list[Told]:
    def facts(row: Any) -> dict[str, str]:
        return {
            "Name": row.name,
            "Kind": Kind(row.kind).label,
            "Standing": Standing(row.standing).label,
            "Open or closed": Access(row.access).label,
            "Purpose": row.purpose,
            "Terms of reference": listed(row.terms),
            "Offices": listed(row.offices),
            "Membership criteria": listed(row.criteria),
            "From": told(row.starts),
            "Until": _until(row.ends),
        }

    def say(row: Any, before: Any) -> str:
        if before is None:
            return f"The body {quoted(row.name)} is set up, from {told(row.starts)}."
        return _about("The body", changes_in_words(facts(row), facts(before)))

    return _told(rows, say)


def _people(rows: QuerySet[Any]) -> list[Told]:
    shown = list(rows)
    texts = PersonalText.objects.filter(digest__in={row.called_id for row in shown}).values_list("digest", "text")
    names = dict(texts)

    def say(row: Any, before: Any) -> str:
        name = names.get(row.called_id, "(name erased)")
        if before is None:
            return f"{name} is added to the people of the trust."
        return changes_in_words({"Name": name}, {"Name": names.get(before.called_id, "(name erased)")})

    return _told(rows, say)


def _about(what: str, changes: str) -> str:
    return f"{what}. {changes}" if changes else ""


def _until(day: date | None) -> str:
    return told(day) if day else ""
