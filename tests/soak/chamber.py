"""A board that sits today, as its members' browsers use it: for proofs that have them do things at the same time."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone

from governance.membership.acts import elect, name_deputy
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from governance.structure.acts import add_agency
from governance.structure.models import Duty, Sector
from meetings.agenda.models import Item
from meetings.attendance.acts import Entry, open_sitting, record_happening
from meetings.attendance.roll import Kind
from meetings.ballots.acts import put_to_vote
from meetings.ballots.models import Ballot, Taken
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import has_part
from tests.soak.scene import by, holder, new_trust, operator, signed_in
from tests.world import SINCE, body_of, meeting_of, person_of, seat_of, seated
from trustboard.accounts.models import User

PARTS: dict[str, dict[str, Any]] = {
    "quorum": {"business": {"all": [{"count": {"n": 2}}, {"someone": {"office": "chair"}}]}},
    "publicity": {"meetings": "closed"},
    "lists": {"decisions": ["commissioning"]},
    "interests": {"kinds": [{"name": "personal gain"}]},
    "voting": {
        "casting_vote": "must",
        "decision": {"commissioning": {"majority": {"simple": {"unit": "agency"}}}},
    },
}

SERVING = ClientHandler(enforce_csrf_checks=False)
"""One server for all tabs: to look through the static files anew for each would take as long as a vote."""
SERVING.load_middleware()


@dataclass(frozen=True)
class Answered:
    """What came of a button: whether it was done, and what the page then said."""

    is_done: bool
    text: str

    def says(self, *sentences: str) -> bool:
        """Whether the page says one of these."""
        return any(sentence in self.text for sentence in sentences)


@dataclass
class Chamber:
    """A trust of its own. Ann holds the seat of its police, Ben is her deputy, Dan holds a second seat of the police;
    Cat holds health's and is chair. Two with the chair are a quorum.

    What is commissioned is decided by one vote for each agency. Whoever presides breaks a tie. The board meets today.
    """

    tabs: dict[User, Any] = field(default_factory=dict)
    people: dict[User, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.trust = new_trust()
        add_agency(self.trust, name="Police", sector=Sector.POLICE, duty=Duty.STATUTORY, passage="", by=operator())
        self.board = body_of(self.trust, "Board")
        for part, written in PARTS.items():
            has_part(self.board, part, written)
        self.officer = holder(self.trust, f"officer@{self.trust.slug}.example")
        agency = self.trust.agencies.get()
        self.police = seat_of(self.board, "Police", agency=agency)
        self.second = seat_of(self.board, "Police, second", agency=agency)
        self.health = seat_of(self.board, "Health")
        self.ann, self.ann_user = self._somebody("Ann Ames")
        self.ben, self.ben_user = self._somebody("Ben Bold")
        self.cat, self.cat_user = self._somebody("Cat Cole")
        self.dan, self.dan_user = self._somebody("Dan Dove")
        self.seats = ((self.police, self.ann), (self.second, self.dan), (self.health, self.cat))
        for seat, person in self.seats:
            seated(seat, person)
        name_deputy(self.police, person=self.ben, name="", starts=SINCE, by=operator())
        elect(self.board, office="chair", person=self.cat, seat=None, starts=SINCE, by=operator())
        self.meeting = meeting_of(self.board, timezone.localdate())
        self.sitting = self.meeting.sitting

    def _somebody(self, name: str) -> tuple[Person, User]:
        person = person_of(self.trust, name)
        user = holder(person, f"{name.split(maxsplit=1)[0].lower()}@{self.trust.slug}.example", PERSON)
        self.people[user] = person
        return person, user

    def sits(self) -> None:
        """Everybody but the deputy is here, and Cat presides."""
        open_sitting(self.sitting, at=None, by=by(self.officer))
        for seat, person in self.seats:
            self.recorded(Kind.ARRIVED, person=person, seat=seat)
        self.recorded(Kind.PRESIDES, person=self.cat)

    def recorded(self, kind: Kind, **columns: Any) -> None:
        """The officer recorded it just now."""
        record_happening(self.sitting, entry=Entry(kind=kind, **columns), at=None, by=by(self.officer))

    def takes_up(self, decision: str = "") -> Item:
        """A new item, in hand."""
        item = item_of(self.meeting, "The plan", decision=decision)
        self.recorded(Kind.ITEM, item=item.pk)
        return item

    def put(self, taken: Taken = Taken.OWN) -> Ballot:
        """The officer has put a motion."""
        put_to_vote(self.sitting, motion="That it be agreed.", taken=taken, at=None, by=by(self.officer))
        return self.last()

    def last(self) -> Ballot:
        """The sitting's last ballot, as it stands."""
        rows = Ballot.objects.select_related("sitting__meeting__body__trust", "closing", "casting", "item")
        return rows.filter(sitting=self.sitting).latest("number")

    def address(self, name: str, *more: object) -> str:
        """The address of that page of the sitting."""
        return reverse(name, args=[self.trust.slug, self.board.key, self.meeting.pk, self.sitting.number, *more])

    def sends(self, user: User, name: str, ballot: Ballot | None = None, **sent: Any) -> Answered:
        """What comes of a form of the sitting's pages, sent once in a tab of its own. `query` goes into the address."""
        address = self.address(name, *([ballot.pk] if ballot else []))
        return self.posts(user, address + sent.pop("query", ""), **sent)

    def votes(self, user: User, ballot: Ballot, seat: Any, choice: str) -> Answered:
        """What comes of a vote."""
        return self.sends(user, "cast_vote", ballot, vote=f"{seat.key}:{choice}")

    def declares(self, item: Item, **sent: Any) -> Answered:
        """What comes of the officer's entry of an interest of Ann's, who goes by her own choice."""
        address = reverse("declare_interest_at", args=[self.trust.slug, self.board.key, self.meeting.pk])
        who = f"{self.ann.key}/{self.police.key}"
        said = {"who": who, "item": item.pk, "kind": "personal gain", "nature": "A shop", "goes": "on"}
        return self.posts(self.officer, address, **(said | sent))

    def posts(self, user: User, address: str, **sent: Any) -> Answered:
        """What comes of a form."""
        if user not in self.tabs:
            self.tabs[user] = signed_in(user).session
        tab = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        tab.handler = SERVING
        tab.cookies[settings.SESSION_COOKIE_NAME] = self.tabs[user]
        response = tab.post(address, {"request_id": str(uuid4()), **sent})
        return Answered(response.status_code == 302, f"{response.status_code} {unescape(response.content.decode())}")
