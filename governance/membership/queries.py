"""What pages read of who sits where: a fixed number of queries, whatever the number of seats, holdings and years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.membership.sitting import Held, Membership, Office, SeatOf, Sitting
from governance.structure.models import Agency, Body, Duty, Trust
from trustboard.accounts.queries import AnyUser, objects_of

ENDING_SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Place:
    """One seat as a page shows it on a day."""

    seat: Seat
    sitting: Sitting
    holder: Person | None
    deputy: Person | None

    @property
    def is_bound(self) -> bool:
        """Whether the seat is held ex officio."""
        return self.seat.bound_seat_id is not None or self.seat.bound_body_id is not None


@dataclass(frozen=True, slots=True)
class Table:
    """Everybody of a trust, ready to be asked about any day."""

    membership: Membership
    seats: dict[UUID, Seat]
    people: dict[UUID, Person]

    def places(self, body: Body, day: date) -> list[Place]:
        """The seats of the body that are there on the day, in their order."""
        return [self._place(sitting) for sitting in self.membership.sitting(body.pk, day)]

    def place(self, seat: Seat, day: date) -> Place:
        """One seat on the day."""
        return self._place(self.membership.sitting_of(self.membership.seats[seat.pk], day))

    def officer(self, body: Body, office: str, day: date) -> Person | None:
        """Who holds the office on the day."""
        return self._person(self.membership.tenure_of_office(Office(body.pk, office), day).person)

    def _place(self, sitting: Sitting) -> Place:
        return Place(
            seat=self.seats[sitting.seat.key],
            sitting=sitting,
            holder=self._person(sitting.holder),
            deputy=self._person(sitting.deputy),
        )

    def _person(self, key: UUID | None) -> Person | None:
        return self.people[key] if key else None


def table_of(trust: Trust) -> Table:
    """Everybody of the trust; five queries."""
    seats = {
        seat.pk: seat
        for seat in Seat.objects.filter(body__trust=trust).select_related(
            "agency", "body__trust", "bound_seat__body", "bound_body"
        )
    }
    return Table(
        membership=Membership(
            seats=[seat_of(seat) for seat in seats.values()],
            holdings=_rows(Holding.objects.filter(seat__body__trust=trust)),
            namings=_rows(DeputyNaming.objects.filter(seat__body__trust=trust)),
            offices=[
                (Office(row.body_id, row.office), Held(row.starts, row.person_id, row.seat_id))
                for row in OfficeHolding.objects.filter(body__trust=trust).order_by("office", "starts")
            ],
        ),
        seats=seats,
        people={person.pk: person for person in people_of(trust)},
    )


def seat_of(seat: Seat) -> SeatOf:
    """The seat as the rules see it."""
    return SeatOf(
        key=seat.pk,
        body=seat.body_id,
        starts=seat.starts,
        ends=seat.ends,
        bound_to_seat=seat.bound_seat_id,
        bound_to_office=Office(seat.bound_body_id, seat.bound_office) if seat.bound_body_id else None,
    )


def people_of(trust: Trust) -> QuerySet[Person]:
    """The people of the trust, by name."""
    return Person.objects.filter(trust=trust).select_related("called").order_by("called__text", "key")


def seats_of_user(user: AnyUser, day: date) -> list[Place]:
    """The seats the user holds on the day, or is named deputy of, in every trust where they are somebody."""
    found: list[Place] = []
    if not user.is_authenticated:
        return found
    for person in objects_of(user, Person).select_related("trust"):
        table = table_of(person.trust)
        for seat in table.seats.values():
            place = table.place(seat, day)
            if place.sitting.seat.is_there(day) and person.pk in {place.sitting.holder, place.sitting.deputy}:
                found.append(place)
    return found


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing on a day: vacant seats and offices, holdings that end within 60 days, partners without a seat."""

    vacant_seats: list[Place]
    vacant_offices: list[tuple[Body, str]]
    ending: list[Place]
    unseated: list[Agency]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is missing."""
        return not (self.vacant_seats or self.vacant_offices or self.ending or self.unseated)


def gaps_of(trust: Trust, day: date) -> Gaps:
    """What is missing in the trust's bodies that are in force on the day."""
    table = table_of(trust)
    bodies = list(bodies_on(trust, day))
    places = [place for body in bodies for place in table.places(body, day)]
    seated = {place.seat.agency_id for place in places}
    return Gaps(
        vacant_seats=[place for place in places if place.holder is None],
        vacant_offices=[
            (body, office) for body in bodies for office in body.offices if table.officer(body, office, day) is None
        ],
        ending=[
            place
            for place in places
            if place.holder and place.sitting.until and place.sitting.until - day <= ENDING_SOON
        ],
        unseated=[agency for agency in trust.agencies.filter(duty=Duty.STATUTORY) if agency.pk not in seated],
    )


def bodies_on(trust: Trust, day: date) -> QuerySet[Body]:
    """The trust's own bodies that are in force on the day, by name."""
    return (
        Body.objects.filter(trust=trust, standing="in force", starts__lte=day)
        .exclude(ends__lte=day)
        .exclude(kind="outside")
        .select_related("trust")
    )


def _rows(rows: Iterable[Holding] | Iterable[DeputyNaming]) -> list[tuple[UUID, Held]]:
    return [(row.seat_id, Held(row.starts, row.person_id)) for row in rows]
