"""The steps of the acts on ballots."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Max

from meetings.ballots.models import Ballot, Casting, Closing, Vote
from meetings.schedule.models import Sitting
from trustboard.acts.changes import amend, change, claim_version


@change
def open_ballot(sitting: Sitting, **columns: Any) -> Ballot:
    """A motion is put: from now on the sitting carries the open ballot."""
    number = (sitting.ballots.aggregate(last=Max("number"))["last"] or 0) + 1
    ballot = Ballot.objects.create(sitting=sitting, number=number, **columns)
    carry_ballot(sitting, ballot.pk)
    return ballot


@change
def carry_ballot(sitting: Sitting, ballot: UUID | None) -> None:
    """The sitting carries this ballot as open, or none."""
    amend(sitting, ballot=ballot)


@change
def keep_vote(ballot: Ballot, **columns: Any) -> Vote:
    """One voice's choice. The open pages are told by the sitting's version."""
    vote = Vote.objects.create(ballot=ballot, **columns)
    move(ballot.sitting)
    return vote


@change
def end_ballot(ballot: Ballot, **columns: Any) -> Closing:
    """The ballot is over, counted or void."""
    closing = Closing.objects.create(ballot=ballot, **columns)
    carry_ballot(ballot.sitting, None)
    return closing


@change
def keep_casting(ballot: Ballot, **columns: Any) -> Casting:
    """The casting vote."""
    casting = Casting.objects.create(ballot=ballot, **columns)
    move(ballot.sitting)
    return casting


@change
def move(sitting: Sitting) -> None:
    """Something that pages of the sitting show has changed, which its record does not rest on."""
    claim_version(sitting)
