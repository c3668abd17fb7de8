"""Who plays a story: the officer, the people by the seats they hold on a day, and as whom each of them acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID, uuid4

from governance.constitution.core.working_days import Closed
from governance.membership.models import Person, Seat
from governance.membership.permissions import PERSON
from governance.membership.queries import Table, table_of
from governance.structure.models import Agency, Body, Trust
from governance.structure.permissions import OFFICER
from meetings.agenda import documents as agendas
from meetings.agenda.models import Item
from meetings.agenda.queries import meeting_again
from meetings.attendance.queries import record_of
from meetings.demonstration.story import MeetingTold
from meetings.minutes import documents as minutes
from meetings.schedule.models import Meeting, Sitting
from meetings.schedule.permissions import chair_of
from trustboard.accounts.models import User
from trustboard.accounts.queries import access_to
from trustboard.acts.by import By
from trustboard.documents.printing import print_sheet

Thing = TypeVar("Thing")
A_MOMENT = timedelta(milliseconds=1)
"""Shorter than what lies between two entries of a story."""


class Impossible(Exception):
    """What a story says cannot be, in a sentence."""


@dataclass(frozen=True, slots=True)
class Press:
    """How copies and papers are printed, and kept by their SHA-256."""

    agenda: Callable[[Sequence[agendas.Version]], tuple[dict[str, str], ...]] = agendas.copies_of
    minutes: Callable[[Sequence[minutes.Version]], tuple[dict[str, str], ...]] = minutes.copies_of
    paper: Callable[[str], bytes] = print_sheet


@dataclass
class Cast:
    """The trust of a story with its people. `scenes` are its meetings by key, `actions` the words of its actions."""

    trust: Trust
    press: Press
    closed: Closed
    actions: Mapping[str, str] = field(default_factory=dict)
    scenes: dict[str, Scene] = field(default_factory=dict)

    @cached_property
    def table(self) -> Table:
        """Everybody of the trust."""
        return table_of(self.trust)

    @cached_property
    def officer(self) -> User:
        """The development officer. Raises Impossible where nobody is."""
        users = access_to([self.trust], OFFICER)[self.trust.pk].users
        if not users:
            raise Impossible("The trust has no development officer.")
        return users[0]

    @cached_property
    def _users(self) -> dict[Any, User]:
        access = access_to(list(self.table.people.values()), PERSON)
        return {key: found.users[0] for key, found in access.items() if found.users}

    def look_again(self) -> None:
        """Somebody has come, or can sign in now: whoever asks from now on is told so."""
        for found in ("table", "_users"):
            self.__dict__.pop(found, None)

    def body(self, key: str) -> Body:
        """The body with that key."""
        return self._found(self.trust.bodies.filter(key=key).first(), f"no body called {key}")

    def agency(self, key: str) -> Agency:
        """The agency with that key."""
        return self._found(self.trust.agencies.filter(key=key).first(), f"no agency called {key}")

    def seat(self, body: Body, key: str) -> Seat:
        """The seat of the body with that key."""
        seats = (seat for seat in self.table.seats.values() if seat.body_id == body.pk and seat.key == key)
        return self._found(next(seats, None), f"no seat called {key} on {body}")

    def holder(self, seat: Seat, day: date) -> Person | None:
        """Who holds the seat on the day; nobody where it is vacant."""
        return self.table.place(seat, day).holder

    def deputy(self, seat: Seat, day: date) -> Person:
        """Who is named deputy of the seat on the day."""
        return self._found(self.table.place(seat, day).deputy, f"no deputy of {seat.title} on that day")

    def user(self, person: Person | None) -> User | None:
        """The account of the person, if they have one."""
        return self._users.get(person.pk) if person else None

    def by(self, now: datetime, request_id: UUID, person: Person | None = None) -> By:
        """As the person themself where they can sign in, else as the officer for them."""
        user = self.user(person) or self.officer
        return By(now=now, request_id=request_id, user=user, proved_at=now)

    def _found(self, thing: Thing | None, lacking: str) -> Thing:
        if thing is None:
            raise Impossible(f"There is {lacking}.")
        return thing


@dataclass
class Scene:
    """One meeting as it is played, at the moment `now`; `requests` are the ids for what is done at it."""

    cast: Cast
    told: MeetingTold
    meeting: Meeting
    now: datetime
    requests: Iterator[UUID] = field(default_factory=lambda: iter(uuid4, None))

    def turn(self, now: datetime) -> None:
        """Go on at that moment, with the meeting as it then stands."""
        self.now = now
        self.meeting = meeting_again(self.meeting)

    @property
    def here(self) -> dict[str, Person]:
        """Who spoke for each seat just before that moment, by the keys of the seats; nobody before the opening."""
        if self.sitting.opened_at is None:
            return {}
        people = {person.key: person for person in self.cast.table.people.values()}
        roll = record_of(self.sitting).roll(self.now - A_MOMENT)
        return {one.seat: people[one.person] for one in roll.here if one.seat}

    @property
    def sitting(self) -> Sitting:
        """The sitting, which knows its meeting."""
        sitting = self.meeting.sitting
        sitting.meeting = self.meeting
        return sitting

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self.meeting.sitting.day

    @property
    def chair(self) -> Person | None:
        """Who chairs the body on the day."""
        return chair_of(self.cast.table, self.meeting.body, self.day)

    @property
    def presiding(self) -> Person | None:
        """Who presides over the item in hand."""
        roll = record_of(self.sitting).roll(self.now)
        key = roll.presiding.over(roll.item)
        return next((person for person in self.cast.table.people.values() if person.key == key), None)

    @property
    def in_hand(self) -> Item:
        """The item in hand."""
        key = record_of(self.sitting).roll(self.now).item
        if not key:
            raise Impossible("No item is in hand.")
        return self.meeting.items.get(pk=key)

    def by(self, person: Person | None = None) -> By:
        """As that person where they can sign in, else as the officer."""
        return self.cast.by(self.now, next(self.requests), person)

    def seat(self, key: str) -> Seat:
        """A seat of the body."""
        return self.cast.seat(self.meeting.body, key)

    def seats(self, keys: Sequence[str]) -> list[tuple[Seat, Person]]:
        """The seats with who holds them on the day; one that is vacant is left out."""
        held = [(seat, self.cast.holder(seat, self.day)) for seat in map(self.seat, keys)]
        return [(seat, person) for seat, person in held if person is not None]

    def voices(self, keys: Sequence[str]) -> list[tuple[Seat, Person]]:
        """The seats with who is here for them; one that was vacant on the day is left out."""
        held, here = [seat for seat, _ in self.seats(keys)], self.here
        if missing := [seat.title for seat in held if seat.key not in here]:
            raise Impossible(f"Nobody is here for {missing[0]}.")
        return [(seat, here[seat.key]) for seat in held]

    def item(self, title: str) -> Item:
        """The one item of the agenda whose title begins like that."""
        found = [item for item in self.meeting.items.all() if item.title.casefold().startswith(title.casefold())]
        if len(found) != 1:
            many = "More than one item begins" if found else "No item of the agenda begins"
            raise Impossible(f'{many} with "{title}".')
        found[0].meeting = self.meeting
        return found[0]
