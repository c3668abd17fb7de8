"""What pages read of who sits where: a fixed number of queries, whatever the number of seats, holdings and years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.membership.permissions import PERSON
from governance.membership.sitting import Held, Membership, Office, SeatOf, Sitting, Stretch
from governance.structure.models import Agency, Body, Duty, Trust
from trustboard.accounts.queries import AccessTo, AnyUser, access_to, holds_any, objects_of

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

    @property
    def through(self) -> str:
        """Where a seat is held ex officio: which post its holder holds."""
        if self.seat.bound_seat:
            return f"{self.seat.bound_seat.title} on {self.seat.bound_seat.body.name}"
        return f"{self.seat.bound_office} of {self.seat.bound_body.name}" if self.seat.bound_body else ""


@dataclass(frozen=True, slots=True)
class Post:
    """An office of a body on a day. `recorded` is the first day of the row that says so, `seat` whose holder has it."""

    office: str
    holder: Person | None
    since: date | None
    recorded: date | None
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class Spell:
    """How long somebody holds something: a seat, the deputyship of one, or an office."""

    what: str
    body: Body
    stretch: Stretch
    seat: Seat | None = None
    is_deputy: bool = False


@dataclass(frozen=True, slots=True)
class Tenant:
    """How long a seat or its deputyship is held by somebody, or by nobody, with the row that says so, if it has one."""

    stretch: Stretch
    person: Person | None
    row: Holding | DeputyNaming | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Everybody of a trust, ready to be asked about any day."""

    membership: Membership
    bodies: dict[UUID, Body]
    agencies: dict[UUID, Agency]
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

    def posts(self, body: Body, day: date) -> list[Post]:
        """The offices that the body has, with their holders on the day."""
        found = []
        for name in body.offices:
            office = Office(body.pk, name)
            tenure, row = self.membership.tenure_of_office(office, day), self.membership.recorded_of_office(office, day)
            seat = self.seats.get(row.seat) if row and row.seat else None
            found.append(Post(name, self._person(tenure.person), tenure.since, row.starts if row else None, seat))
        return found

    def tenants(self, seat: Seat) -> list[Tenant]:
        """Who has held the seat, holds it and will, the latest first."""
        rows = {row.starts: row for row in seat.holdings.all()}
        return [
            Tenant(stretch, self._person(stretch.person), rows.get(stretch.starts))
            for stretch in reversed(self.membership.stretches_of_seat(seat.pk))
        ]

    def deputies(self, seat: Seat) -> list[Tenant]:
        """Who has been named deputy of the seat, is and will be, the latest first."""
        rows = {row.starts: row for row in seat.namings.all()}
        return [
            Tenant(stretch, self._person(stretch.person), rows.get(stretch.starts))
            for stretch in reversed(self.membership.stretches_of_deputy(seat.pk))
        ]

    def spells_of(self, person: Person) -> list[Spell]:
        """Everything that the person has held, holds and will hold, the latest first."""
        bodies = {seat.body_id: seat.body for seat in self.seats.values()}
        found = [
            Spell(seat.title, seat.body, stretch, seat, is_deputy)
            for seat in self.seats.values()
            for is_deputy, stretches in (
                (False, self.membership.stretches_of_seat(seat.pk)),
                (True, self.membership.stretches_of_deputy(seat.pk)),
            )
            for stretch in stretches
            if stretch.person == person.pk
        ]
        found += [
            Spell(office.name, bodies[office.body], stretch)
            for office in self.membership.offices
            for stretch in self.membership.stretches_of_office(office)
            if stretch.person == person.pk and office.body in bodies
        ]
        return sorted(found, key=lambda spell: spell.stretch.starts, reverse=True)

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
    """Everybody of the trust; seven queries."""
    in_order = Seat.objects.filter(body__trust=trust).order_by("position", "title", "body__name", "key")
    seats = {seat.pk: seat for seat in in_order}
    # After the seats, so that whatever a seat names is there. Joined to them they would be made anew for every seat.
    bodies = {body.pk: body for body in Body.objects.filter(trust=trust)}
    agencies = {agency.pk: agency for agency in Agency.objects.filter(trust=trust)}
    for body in bodies.values():
        body.trust = trust
    for seat in seats.values():
        seat.body = bodies[seat.body_id]
        if seat.agency_id:
            seat.agency = agencies[seat.agency_id]
        if seat.bound_seat_id:
            seat.bound_seat = seats[seat.bound_seat_id]
        if seat.bound_body_id:
            seat.bound_body = bodies[seat.bound_body_id]
    return Table(
        membership=Membership(
            seats=[seat_of(seat) for seat in seats.values()],
            holdings=_rows(Holding.objects.filter(seat__body__trust=trust)),
            namings=_rows(DeputyNaming.objects.filter(seat__body__trust=trust)),
            offices=[
                (Office(body, office), Held(starts, person, seat))
                for body, office, starts, person, seat in OfficeHolding.objects.filter(body__trust=trust)
                .order_by("office", "starts")
                .values_list("body_id", "office", "starts", "person_id", "seat_id")
            ],
        ),
        bodies=bodies,
        agencies=agencies,
        seats=seats,
        people={person.pk: person for person in people_of(trust)},
    )


def seat_of(seat: Seat) -> SeatOf:
    """The seat as the rules see it: it is there as long as its body is."""
    ends = [day for day in (seat.ends, seat.body.ends) if day]
    return SeatOf(
        key=seat.pk,
        body=seat.body_id,
        starts=max(seat.starts, seat.body.starts),
        ends=min(ends) if ends else None,
        bound_to_seat=seat.bound_seat_id,
        bound_to_office=Office(seat.bound_body_id, seat.bound_office) if seat.bound_body_id else None,
    )


def people_of(trust: Trust) -> QuerySet[Person]:
    """The people of the trust, by name."""
    return Person.objects.filter(trust=trust).select_related("called").order_by("called__text", "key")


def powers_on(body: Body, day: date) -> dict[UUID, str]:
    """By seat, the powers that the agency has delegated to whoever holds it on the day. Not for the public."""
    rows = Holding.objects.filter(seat__body=body, starts__lte=day).order_by("starts")
    latest = {row.seat_id: row for row in rows}
    return {seat: row.powers for seat, row in latest.items() if row.person_id and row.powers}


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One of the trust's people: what they hold and deputise on a day, and whether they can sign in."""

    person: Person
    holds: list[Place]
    deputises: list[Place]
    access: AccessTo


def people_shown(trust: Trust, day: date) -> list[PersonShown]:
    """Everyone of the trust by name; nine queries."""
    table = table_of(trust)
    access = access_to(table.people.values(), PERSON)
    places = [table.place(seat, day) for seat in table.seats.values() if table.membership.seats[seat.pk].is_there(day)]
    return [
        PersonShown(
            person=person,
            holds=[place for place in places if place.holder == person],
            deputises=[place for place in places if place.deputy == person],
            access=access[person.pk],
        )
        for person in table.people.values()
    ]


def people_of_user(user: AnyUser) -> QuerySet[Person]:
    """Whom the user signs in as, one in each trust at most by rights."""
    return objects_of(user, Person).select_related("trust", "called").order_by("trust__name")


def sits_anywhere(user: AnyUser) -> bool:
    """Whether the user signs in as somebody of any trust."""
    return user.is_authenticated and holds_any(user, Person)


def seats_of_user(user: AnyUser, day: date) -> list[Place]:
    """The seats the user holds on the day, or is named deputy of, in every trust where they are somebody."""
    found: list[Place] = []
    if not user.is_authenticated:
        return found
    for person in people_of_user(user):
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


def _rows(rows: QuerySet[Holding] | QuerySet[DeputyNaming]) -> list[tuple[UUID, Held]]:
    return [(seat, Held(starts, person)) for seat, starts, person in rows.values_list("seat_id", "starts", "person_id")]
