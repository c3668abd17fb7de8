"""What pages and acts read of ballots: what they rest on, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from governance.constitution.core.majority import Casting as CastingRule
from governance.constitution.core.meeting import Column
from governance.constitution.core.voting import Choice, Outcome, Result, may_cast
from meetings.agenda.models import Item
from meetings.attendance.queries import Record, record_of
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.proof import Facts, Hands, Votes, facts_of, outcome_of
from meetings.declarations.queries import Declarations, declarations_of, meeting_for
from meetings.schedule.models import Sitting


@dataclass(frozen=True)
class Grounds:
    """What the record of a sitting says of an item at a moment: on this a ballot or a decision rests."""

    record: Record
    declarations: Declarations
    item: Item | None
    moment: datetime

    @cached_property
    def facts(self) -> Facts:
        """The meeting as the rules see it for the item. Raises ValueError where no item is in hand."""
        if self.item is None:
            raise ValueError("No item is in hand.")
        meeting = meeting_for(self.record, self.declarations, self.item, self.moment)
        return Facts(meeting, self.record.sitting.frozen["writings"])

    @property
    def is_awaited(self) -> bool:
        """Whether an interest in the item awaits a ruling."""
        awaiting = self.declarations.until(self.moment).awaiting
        return any(each.item_id in {None, self.item.pk if self.item else None} for each in awaiting)

    @property
    def presiding(self) -> str:
        """Who presides over the item, by key; nobody who is barred from it does."""
        return self.facts.meeting.presiding or ""

    @property
    def casters(self) -> frozenset[str]:
        """Those who have the casting vote, where the constitution gives one."""
        return may_cast(self.facts.motion, self.facts.meeting)

    @property
    def papers(self) -> dict[str, str]:
        """The SHA-256 of the item's papers, by title; one query."""
        if self.item is None:
            return {}
        return dict(self.item.papers.filter(withdrawn="").values_list("title", "sha256"))

    def may_vote_for(self, seat: str, person: str) -> tuple[bool, bool]:
        """Whether the person is here for the seat, and whether they are barred from the item."""
        here = [each for each in self.facts.meeting.here if (each.seat, each.person) == (seat, person)]
        barred = any(each.barred or Column.VOTE not in self.facts.meeting.columns_of(each) for each in here)
        return bool(here), barred


def grounds_of(sitting: Sitting, moment: datetime) -> Grounds:
    """What the record says of the item that was in hand at the moment; six queries."""
    record = record_of(sitting)
    declarations = declarations_of(sitting.meeting, record.frozen.rules.interests)
    in_hand = record.roll(moment).item
    item = next((each for key, each in declarations.items.items() if str(key) == in_hand), None)
    return Grounds(record, declarations, item, moment)


@dataclass(frozen=True)
class Counted:
    """How a ballot stands, from its rows. `votes` are by seat, or totals."""

    ballot: Ballot
    votes: Votes

    @cached_property
    def facts(self) -> Facts:
        """What it was opened on: the voices are those of the opening."""
        return facts_of(self.ballot.proof)

    @property
    def is_open(self) -> bool:
        return not hasattr(self.ballot, "closing")

    @property
    def is_void(self) -> bool:
        return not self.is_open and bool(self.ballot.closing.void)

    @property
    def casting(self) -> Choice | None:
        """The casting vote, once it was given or declined."""
        return Choice(self.ballot.casting.choice) if hasattr(self.ballot, "casting") else None

    @cached_property
    def outcome(self) -> Outcome:
        """How it ends with all that was cast."""
        return outcome_of(self.facts, self.votes, self.casting)

    @property
    def result(self) -> str:
        """Carried, lost or tied; nothing while it is open, and where it is void."""
        return "" if self.is_open or self.is_void else self.outcome.result.value

    @property
    def awaits_casting(self) -> bool:
        """Whether whoever presides has still to give or decline the casting vote."""
        return self.result == Result.TIED and self.facts.motion.casting_vote is not CastingRule.LOT

    @property
    def units(self) -> int:
        """How many may vote."""
        return len(self.ballot.voices)


def counted(ballot: Ballot) -> Counted:
    """The ballot with its votes; one query, where its closing, casting vote and votes were not fetched."""
    if ballot.taken == Taken.TOTALS:
        closing = getattr(ballot, "closing", None)
        hands = Hands(closing.yes or 0, closing.no or 0, closing.abstained or 0) if closing else Hands(0, 0, 0)
        return Counted(ballot, hands)
    return Counted(ballot, votes_of(ballot))


def votes_of(ballot: Ballot) -> Mapping[str, Choice]:
    """By seat, what was voted."""
    return {vote.seat.key: Choice(vote.choice) for vote in ballot.votes.all()}


def ballots_of(sitting: Sitting) -> list[Ballot]:
    """The sitting's ballots, in order, with their votes; two queries."""
    rows = Ballot.objects.filter(sitting=sitting).select_related(
        "closing", "casting__person__called", "item", "presided"
    )
    found = list(rows.prefetch_related("votes__seat", "votes__person__called"))
    for ballot in found:
        ballot.sitting = sitting
    return found
