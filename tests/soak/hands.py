"""The two ways in which somebody's doing reaches the record: a form of the pages, or the act that the form calls.

Either loads what it acts on for itself, as a request does, so that two of them know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import DatabaseError

from governance.constitution.core.bars import Ruled
from governance.constitution.core.voting import Choice
from meetings.agenda.models import Item
from meetings.ballots import acts
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.proof import Hands
from meetings.decisions.acts import Settled, decide
from meetings.decisions.models import How
from meetings.declarations.acts import declare_interest_at, rule_on
from meetings.declarations.models import Declaration
from meetings.schedule.models import Sitting
from tests.soak.chamber import Answered, Chamber
from tests.soak.scene import by
from trustboard.accounts.models import User
from trustboard.acts.verdict import RuleBroken

MOTION = "That it be agreed."
DECIDED = "It is agreed."


class Way(Protocol):
    """What the people of a chamber do, and what they are answered."""

    room: Chamber

    def puts(self, user: User, taken: Taken = Taken.OWN) -> Answered: ...
    def votes(self, user: User, ballot: Ballot, seat: Any, choice: Choice) -> Answered: ...
    def closes(self, user: User, ballot: Ballot, hands: Hands | None = None) -> Answered: ...
    def breaks_tie(self, user: User, ballot: Ballot, choice: Choice) -> Answered: ...
    def declares(self, item: Item, *, goes: bool) -> Answered: ...
    def rules(self, user: User, number: int, ruled: Ruled) -> Answered: ...
    def decides(self, user: User, ballot: Ballot) -> Answered: ...


@dataclass(frozen=True)
class ByForm:
    """Through the address, the view, its form and the page that comes back."""

    room: Chamber

    def puts(self, user: User, taken: Taken = Taken.OWN) -> Answered:
        return self.room.sends(user, "put_to_vote", motion=MOTION, taken=taken.value)

    def votes(self, user: User, ballot: Ballot, seat: Any, choice: Choice) -> Answered:
        return self.room.votes(user, ballot, seat, choice.value)

    def closes(self, user: User, ballot: Ballot, hands: Hands | None = None) -> Answered:
        counted = {"yes": hands.yes, "no": hands.no, "abstained": hands.abstained} if hands else {}
        return self.room.sends(user, "close_vote", ballot, **counted)

    def breaks_tie(self, user: User, ballot: Ballot, choice: Choice) -> Answered:
        return self.room.sends(user, "break_tie", ballot, choice=choice.value)

    def declares(self, item: Item, *, goes: bool) -> Answered:
        return self.room.declares(item, goes="on" if goes else "")

    def rules(self, user: User, number: int, ruled: Ruled) -> Answered:
        return self.room.sends(user, "rule_on", rule=f"{number}:{ruled}")

    def decides(self, user: User, ballot: Ballot) -> Answered:
        return self.room.sends(user, "decide", query=f"?ballot={ballot.pk}", how="vote", text=DECIDED)


@dataclass(frozen=True)
class ByAct:
    """By the act itself, with a request of its own."""

    room: Chamber

    def puts(self, user: User, taken: Taken = Taken.OWN) -> Answered:
        return _answered(lambda: acts.put_to_vote(self._sitting(), motion=MOTION, taken=taken, at=None, by=by(user)))

    def votes(self, user: User, ballot: Ballot, seat: Any, choice: Choice) -> Answered:
        person = self.room.people[user]
        of = self._read(ballot)
        return _answered(lambda: acts.vote(of, seat=seat, person=person, choice=choice, at=None, by=by(user)))

    def closes(self, user: User, ballot: Ballot, hands: Hands | None = None) -> Answered:
        of = self._read(ballot)
        return _answered(lambda: acts.close_vote(of, hands=hands, at=None, by=by(user)))

    def breaks_tie(self, user: User, ballot: Ballot, choice: Choice) -> Answered:
        of = self._read(ballot)
        return _answered(lambda: acts.break_tie(of, person=self.room.cat, choice=choice, at=None, by=by(user)))

    def declares(self, item: Item, *, goes: bool) -> Answered:
        said = {"kind": "personal gain", "nature": "A shop", "registered": None, "corrects": None}
        whose = {"person": self.room.ann, "seat": self.room.police, "item": item, "goes": goes}
        meeting = self._sitting().meeting
        return _answered(lambda: declare_interest_at(meeting, **whose, **said, at=None, by=by(self.room.officer)))

    def rules(self, user: User, number: int, ruled: Ruled) -> Answered:
        rows = Declaration.objects.select_related("meeting__body__trust")
        row, sitting = rows.get(meeting=self.room.meeting, number=number), self._sitting()
        return _answered(lambda: rule_on(row, sitting=sitting, ruled=ruled, ruler=self.room.cat, at=None, by=by(user)))

    def decides(self, user: User, ballot: Ballot) -> Answered:
        settled = Settled(how=How.VOTE, text=DECIDED, ballot=self._read(ballot))
        return _answered(lambda: decide(self._sitting(), settled=settled, at=None, by=by(user)))

    def _sitting(self) -> Sitting:
        return Sitting.objects.select_related("meeting__body__trust").get(pk=self.room.sitting.pk)

    def _read(self, ballot: Ballot) -> Ballot:
        rows = Ballot.objects.select_related("sitting__meeting__body__trust", "closing", "casting", "item")
        return rows.get(pk=ballot.pk)


def _answered(act: Callable[[], Any]) -> Answered:
    """Done, or why not: in the rule's words, or as the database refused it."""
    try:
        act()
    except (RuleBroken, DatabaseError) as refusal:
        return Answered(is_done=False, text=str(refusal))
    return Answered(is_done=True, text="")
