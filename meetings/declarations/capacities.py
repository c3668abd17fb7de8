"""Who sits at a meeting, and for which seats: by the table of its days, and by what happened in its sittings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from governance.constitution.core.language import Voice
from governance.membership.models import Person, Seat
from governance.membership.queries import Table
from meetings.attendance.models import Happening
from meetings.attendance.roll import Kind
from meetings.schedule.models import Meeting


@dataclass(frozen=True, slots=True)
class Capacity:
    """Somebody at a meeting: for a seat of the body as its holder or deputy, or without one as a guest."""

    person: Person
    seat: Seat | None
    is_deputy: bool = False

    @property
    def key(self) -> str:
        """By which a form names it."""
        return f"{self.person.key}/{self.seat.key if self.seat else ''}"

    @property
    def title(self) -> str:
        """In what they are there."""
        if self.seat is None:
            return "without a seat"
        return f"deputy for {self.seat.title}" if self.is_deputy else self.seat.title


def capacities_at(meeting: Meeting, table: Table, *also: date) -> list[Capacity]:
    """Everybody who holds a seat of the body on a day of the meeting or is named deputy there, took one or came for one
    in a sitting of it, or came as a guest; each seat of theirs once. `also`: further days that are asked about. One
    query.
    """
    found: dict[tuple[Person, Seat | None], Capacity] = {}
    for day in sorted({*also, *meeting.days}):
        for place in table.places(meeting.body, day):
            for person, is_deputy in ((place.holder, False), (place.deputy, True)):
                if person:
                    found.setdefault((person, place.seat), Capacity(person, place.seat, is_deputy))
    seated = {person for person, _ in found}
    for person, seat, voice in _came(meeting, table):
        if seat is not None or person not in seated:
            found.setdefault((person, seat), Capacity(person, seat, voice == Voice.DEPUTY))
    return list(found.values())


def _came(meeting: Meeting, table: Table) -> list[tuple[Person, Seat | None, str]]:
    """Those of the trust who came to a sitting or took a seat in it, those with a seat first."""
    corrected = Happening.objects.filter(sitting=OuterRef("sitting"), corrects=OuterRef("number"))
    rows = Happening.objects.filter(
        ~Exists(corrected), sitting__meeting=meeting, kind__in=[Kind.ARRIVED, Kind.SEATED], person__isnull=False
    )
    came = rows.order_by("sitting__number", "number").values_list("person_id", "seat_id", "voice")
    return [
        (table.people[person], table.seats[seat] if seat else None, voice)
        for person, seat, voice in sorted(came, key=lambda row: row[1] is None)
    ]
