"""Random histories of a sitting: its declarations, rulings, happenings, votes and decisions, done through the acts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from governance.constitution.core.bars import Ruled
from governance.constitution.core.voting import Choice
from governance.structure.models import Trust
from meetings.agenda.models import Item
from meetings.attendance.roll import Kind
from meetings.ballots.acts import break_tie, close_vote, put_to_vote, void_vote, vote
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.proof import Hands
from meetings.decisions.acts import Settled, decide
from meetings.decisions.models import How
from meetings.declarations.acts import declare_interest_at, rule_on
from meetings.declarations.models import Declaration
from tests.soak.chamber import Chamber
from tests.soak.histories import Rows
from tests.soak.scene import by
from trustboard.ledger.record import tables_of_record


@dataclass
class SittingHistory:
    """One sitting with a vote of every kind: counted, tied and broken twice, void, and one that is still open; and at
    least two rows of each table.

    What varies is what is said, who votes how, who declares and what is ruled.
    """

    chance: random.Random
    room: Chamber = field(init=False)

    app = "meetings"

    def __post_init__(self) -> None:
        self.room = Chamber()
        self.room.sits()
        self.officer = self.room.officer
        for _ in range(2):
            self._declared(self.room.takes_up())
        self._voted()
        for _ in range(2):
            self._tied()
        self._void()
        self._decided(how=How.CONSENSUS, objections=(("Police", self._word()),))
        self._put(Taken.OWN)
        self.room.recorded(Kind.LEFT, person=self.room.dan)

    @property
    def trust(self) -> Trust:
        return self.room.trust

    def _word(self) -> str:
        return "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=10))

    def _put(self, taken: Taken) -> Ballot:
        self.room.takes_up()
        put_to_vote(self.room.sitting, motion=self._word(), taken=taken, at=None, by=by(self.officer))
        return self.room.last()

    def _declared(self, item: Item) -> None:
        seat, person = self.chance.choice(self.room.seats[:2])
        declare_interest_at(
            self.room.meeting,
            person=person,
            seat=seat,
            item=item,
            kind="personal gain",
            nature=self._word(),
            goes=False,
            registered=None,
            corrects=None,
            at=None,
            by=by(self.officer),
        )
        row = Declaration.objects.select_related("meeting__body__trust").get(item=item)
        ruled = self.chance.choice(list(Ruled))
        rule_on(row, sitting=self.room.sitting, ruled=ruled, ruler=self.room.cat, at=None, by=by(self.officer))

    def _voted(self) -> None:
        ballot = self._put(Taken.NAMED)
        for seat, person in self.room.seats:
            choice = self.chance.choice([Choice.FOR, Choice.FOR, Choice.ABSTAIN])
            vote(ballot, seat=seat, person=person, choice=choice, at=None, by=by(self.officer))
        close_vote(ballot, hands=None, at=None, by=by(self.officer))
        self._decided(how=How.VOTE, ballot=self.room.last())

    def _tied(self) -> None:
        ballot = self._put(Taken.TOTALS)
        close_vote(ballot, hands=Hands(1, 1, self.chance.randrange(2)), at=None, by=by(self.officer))
        choice = self.chance.choice([Choice.FOR, Choice.AGAINST])
        break_tie(self.room.last(), person=self.room.cat, choice=choice, at=None, by=by(self.officer))
        self._decided(how=How.VOTE, ballot=self.room.last())

    def _void(self) -> None:
        void_vote(self._put(Taken.OWN), reason=self._word(), at=None, by=by(self.officer))

    def _decided(self, **said: Any) -> None:
        settled = Settled(text=self._word(), reasons=self._word(), **said)
        decide(self.room.sitting, settled=settled, at=None, by=by(self.officer))

    def rows(self) -> Rows:
        """Every row of the sitting, as it now stands: by table, then by key."""
        sitting, tables = self.room.sitting, tables_of_record()
        mine: dict[str, dict[str, Any]] = {
            "meetings_happening": {"sitting": sitting},
            "meetings_declaration": {"meeting": sitting.meeting},
            "meetings_ruling": {"meeting": sitting.meeting},
            "meetings_ballot": {"sitting": sitting},
            "meetings_vote": {"ballot__sitting": sitting},
            "meetings_closing": {"ballot__sitting": sitting},
            "meetings_casting": {"ballot__sitting": sitting},
            "meetings_decision": {"sitting": sitting},
        }
        return {
            table: {str(row["id"]): row for row in tables[table].model._base_manager.filter(**which).values()}
            for table, which in mine.items()
        }
