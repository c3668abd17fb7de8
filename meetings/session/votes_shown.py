"""Ballots as the pages of a sitting show them: who has voted while it is open, how only once it is closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.constitution.core.voting import Choice
from meetings.attendance.queries import Record
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.queries import Counted, Grounds, ballots_of, counted
from meetings.decisions.models import Decision
from meetings.declarations.queries import Declarations

CHOICES: Mapping[Choice, str] = {Choice.FOR: "For", Choice.AGAINST: "Against", Choice.ABSTAIN: "Abstain"}


@dataclass(frozen=True, slots=True)
class VoiceShown:
    """One voice of a ballot, by its seat. `choice` is told only where the ballot is closed."""

    seat: str
    title: str
    person: str
    name: str
    has_voted: bool
    choice: str = ""


@dataclass(frozen=True)
class BallotShown:
    """A ballot. `casters` are the names of those who have the casting vote, where it awaits one."""

    counted: Counted
    voices: tuple[VoiceShown, ...]
    casters: tuple[str, ...] = ()
    is_decided: bool = False

    @property
    def ballot(self) -> Ballot:
        return self.counted.ballot

    @property
    def key(self) -> UUID:
        return self.ballot.pk

    @property
    def motion(self) -> str:
        return self.ballot.motion

    @property
    def since(self) -> datetime:
        return self.ballot.at

    @property
    def is_open(self) -> bool:
        return self.counted.is_open

    @property
    def is_void(self) -> bool:
        return self.counted.is_void

    @property
    def void(self) -> str:
        """Why it is void."""
        return self.ballot.closing.void if self.is_void else ""

    @property
    def is_by_names(self) -> bool:
        """Whether the officer records each voice's hand."""
        return self.ballot.taken == Taken.NAMED

    @property
    def is_totals(self) -> bool:
        return self.ballot.taken == Taken.TOTALS

    @property
    def tally(self) -> str:
        """How many have voted, while it is open."""
        voted = sum(voice.has_voted for voice in self.voices)
        return f"{voted} of {len(self.voices)} have voted" if not self.is_totals else f"{len(self.voices)} may vote"

    @property
    def awaits_casting(self) -> bool:
        return self.counted.awaits_casting

    @property
    def has_result(self) -> bool:
        """Whether it ended in carried or lost."""
        return self.counted.result in {"carried", "lost"}

    @property
    def sentence(self) -> str:
        """How it ended, with the arithmetic, as it was frozen."""
        if self.is_open or self.is_void:
            return ""
        last = self.ballot.casting if hasattr(self.ballot, "casting") else self.ballot.closing
        return str(last.outcome["sentence"])

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be voted, with its words."""
        return [(choice.value, words) for choice, words in CHOICES.items()]

    @property
    def spoken(self) -> str:
        """What is said aloud when it changes."""
        if self.is_open:
            return f" A vote is open: {self.tally}."
        return f" The vote is void: {self.void}" if self.is_void else f" {self.sentence}"


def ballot_shown(
    found: Counted,
    *,
    titles: Mapping[str, str],
    names: Mapping[str, str],
    casters: Iterable[str] = (),
    decided: Collection[UUID] = (),
) -> BallotShown:
    """The ballot for the pages. `titles` of the seats and `names` of the people by key; `decided` are those ballots
    whose decision is recorded.
    """
    ballot = found.ballot
    votes = {} if ballot.taken == Taken.TOTALS else {vote.seat.key: vote.choice for vote in ballot.votes.all()}
    is_told = not found.is_open
    return BallotShown(
        counted=found,
        voices=tuple(
            VoiceShown(
                seat=seat,
                title=titles.get(seat, seat),
                person=person,
                name=names.get(person, ""),
                has_voted=seat in votes,
                choice=CHOICES[Choice(votes[seat])].lower() if is_told and seat in votes else "",
            )
            for seat, person in ballot.voices
        ),
        casters=tuple(sorted(names.get(each, "") for each in casters)) if found.awaits_casting else (),
        is_decided=ballot.pk in decided,
    )


def ballots_shown(record: Record, declarations: Declarations, titles: Mapping[str, str]) -> list[BallotShown]:
    """The sitting's ballots on the item in hand, in order; four queries."""
    in_hand = record.roll().item
    found = [counted(ballot) for ballot in ballots_of(record.sitting) if str(ballot.item_id) == in_hand]
    decided = set(Decision.objects.filter(ballot__sitting=record.sitting).values_list("ballot_id", flat=True))

    def casters(each: Counted) -> Collection[str]:
        if not each.awaits_casting:
            return ()
        return Grounds(record, declarations, each.ballot.item, record.latest).casters

    return [
        ballot_shown(each, titles=titles, names=record.names, casters=casters(each), decided=decided) for each in found
    ]
