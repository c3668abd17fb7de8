"""The steps of the acts on decisions."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from meetings.ballots.changes import move
from meetings.decisions.models import Decision, Ratified, Reaffirmed, Referral
from meetings.schedule.models import Sitting
from trustboard.acts.changes import change


@change
def keep_decision(sitting: Sitting, **columns: Any) -> Decision:
    """A decision, after those before it."""
    number = (sitting.decisions.aggregate(last=Max("number"))["last"] or 0) + 1
    decision = Decision.objects.create(sitting=sitting, number=number, **columns)
    move(sitting)
    return decision


@change
def keep_reaffirmed(decision: Decision, **columns: Any) -> Reaffirmed:
    """That a decision is confirmed."""
    return Reaffirmed.objects.create(decision=decision, **columns)


@change
def keep_referral(decision: Decision, **columns: Any) -> Referral:
    """That a decision is referred."""
    return Referral.objects.create(decision=decision, **columns)


@change
def keep_ratified(referral: Referral, **columns: Any) -> Ratified:
    """What the ratifier said."""
    return Ratified.objects.create(referral=referral, **columns)
