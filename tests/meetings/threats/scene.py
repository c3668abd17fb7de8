"""A board in session with an item in hand, and everybody who might try what must not be."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from meetings.agenda.models import Item
from meetings.attendance.roll import Kind
from meetings.ballots.models import Ballot, Taken
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import has_part
from tests.meetings.session.scene import Today
from tests.world import person_of as person_called
from tests.world import seated, signed_in
from trustboard.accounts.models import User

KINDS: list[dict[str, Any]] = [
    {"name": "personal gain"},
    {"name": "of the agency", "bar": "by the rule itself", "binds": "the agency"},
    {"name": "professional", "bar": "it does not count"},
]


class Sitting(Today):
    """Ann (police), Cat (health, the chair) and Dan (voluntary sector) are here and Cat presides; the plan is in hand.

    Two with the chair among them are a quorum. Ben is Ann's deputy, and not here.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        has_part(self.board, "interests", {"kinds": KINDS})
        has_part(self.board, "voting", {"casting_vote": "must"})
        self.dan = person_called(self.kent, "Dan Dove")
        seated(self.voluntary, self.dan)
        self.plan: Item = item_of(self.meeting, "The plan")
        self.budget: Item = item_of(self.meeting, "The budget")
        self.opened()
        for person, seat in ((self.cat, self.health), (self.ann, self.police), (self.dan, self.voluntary)):
            self.recorded_now(Kind.ARRIVED, person=person, seat=seat)
        self.recorded_now(Kind.PRESIDES, person=self.cat)
        self.recorded_now(Kind.ITEM, item=self.plan.pk)
        self.tabs: dict[User, Client] = {}

    def tab(self, user: User) -> Client:
        """The user's browser, in which they signed in once."""
        if user not in self.tabs:
            self.tabs[user] = signed_in(user)
            self.tabs[user].raise_request_exception = False
        return self.tabs[user]

    def sends(self, user: User, name: str, ballot: Ballot | None = None, **sent: Any) -> Any:
        """What comes of a form of the sitting's pages."""
        address = reverse(name, args=[*self.where, *([ballot.pk] if ballot else [])])
        return self.tab(user).post(address, {"request_id": str(uuid4()), **sent})

    @property
    def where(self) -> list[Any]:
        """What every address of the sitting begins with."""
        return ["kent", "board", self.meeting.pk, self.sitting.number]

    def put(self, taken: Taken = Taken.OWN) -> Ballot:
        """The officer has put a motion."""
        self.sends(self.officer, "put_to_vote", motion="That it be agreed.", taken=taken.value)
        return Ballot.objects.latest("number")

    def votes(self, user: User, ballot: Ballot, said: str = "police:for", **sent: Any) -> Any:
        """What comes of a vote."""
        return self.sends(user, "cast_vote", ballot, vote=said, **sent)

    def declares(self, user: User, **said: Any) -> Any:
        """What comes of an interest: Ann goes by her own choice, unless said otherwise; by the officer's entry."""
        plain = {"item": self.plan.pk, "kind": "personal gain", "nature": "A shop", "goes": "on"}
        who = {"who": f"{self.ann.key}/police"} if user == self.officer else {}
        address = reverse("declare_interest_at", args=["kent", "board", self.meeting.pk])
        query = said.pop("query", "")
        return self.tab(user).post(address + query, {"request_id": str(uuid4()), **plain, **who, **said})

    def leaves(self, *people: Any) -> None:
        """They have left, as the officer recorded."""
        for person in people:
            self.recorded_now(Kind.LEFT, person=person)


def behind(statement: str, *values: object) -> None:
    """Straight in the database, behind the application's back; nothing where it refuses."""
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
