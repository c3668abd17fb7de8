"""A hearing with a vote: a member and the chair are here, an item is in hand."""

from __future__ import annotations

from typing import Any

from governance.constitution.core.voting import Choice
from governance.membership.models import Person, Seat
from meetings.agenda.acts import add_item
from meetings.agenda.models import Audience, Item, Purpose
from meetings.attendance.roll import Kind
from meetings.ballots.acts import close_vote, put_to_vote, vote
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.proof import Hands
from meetings.ballots.queries import Counted, counted
from tests.meetings.attendance.scene import Room, at, has_part
from tests.world import by, operator
from trustboard.accounts.models import User
from trustboard.acts.by import By

CASTING: dict[str, Any] = {"casting_vote": "must"}


class Hearing(Room):
    """Cat (health, the chair) presides, Ann (police) is here; item 1 is in hand. Ben is Ann's deputy.

    A motion needs more for than against; whoever presides must break a tie.
    """

    voting: dict[str, Any] = CASTING
    minute = 10.0

    def __post_init__(self) -> None:
        super().__post_init__()
        has_part(self.board, "voting", self.voting)
        has_part(self.board, "interests", {"kinds": [{"name": "personal gain"}]})
        self.items: list[Item] = [
            add_item(
                self.meeting,
                title=title,
                purpose=Purpose.DECISION,
                audience=Audience.PUBLIC,
                decision="",
                lead="",
                minutes=None,
                reason="",
                about="",
                bidders=[],
                by=operator(),
            ).result
            for title in ("The plan", "The budget")
        ]
        self.opened()
        self.came(self.cat, self.health)
        self.came(self.ann, self.police)
        self.recorded(Kind.PRESIDES, 1, person=self.cat)
        self.recorded(Kind.ITEM, 2, item=self.items[0].pk)

    def later(self, user: User | None = None) -> By:
        """By that user, or the officer, one minute after the last time this was asked."""
        self.minute += 1
        return by(user or self.officer, now=at(self.minute))

    def put(self, taken: Taken = Taken.OWN, user: User | None = None) -> Ballot:
        """The motion is put, and its ballot open."""
        put_to_vote(self.sitting, motion="That the plan be agreed.", taken=taken, at=None, by=self.later(user))
        return self.last()

    def last(self) -> Ballot:
        """The last ballot, as it stands."""
        return Ballot.objects.select_related("sitting__meeting__body__trust").latest("recorded_at")

    def voted(self, ballot: Ballot, user: User, person: Person, seat: Seat, choice: Choice = Choice.FOR) -> None:
        """That user votes, or as the officer records it."""
        vote(ballot, seat=seat, person=person, choice=choice, at=None, by=self.later(user))

    def closed(self, ballot: Ballot, hands: Hands | None = None) -> Counted:
        """The ballot, counted."""
        close_vote(ballot, hands=hands, at=None, by=self.later())
        return counted(self.last())
