"""The steps of the acts on the register of interests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from governance.interests.models import Confirmation, StandingInterest
from governance.membership.models import Person
from trustboard.accounts.models import User
from trustboard.acts.changes import amend, change
from trustboard.ledger.changes import keep_personal_text


@change
def make_interest(person: Person, *, words: str, starts: date, **columns: Any) -> StandingInterest:
    """What somebody has an interest in from this day on."""
    return StandingInterest.objects.create(person=person, nature=keep_personal_text(words), starts=starts, **columns)


@change
def change_what_is_registered(interest: StandingInterest, *, words: str, read: int, **columns: Any) -> bool:
    """Change an interest, in the version that was read. Returns whether it is another now."""
    if interest.words != words:
        columns["nature"] = keep_personal_text(words)
    return amend(interest, read=read, **columns)


@change
def make_confirmation(person: Person, *, nothing_to_declare: bool, by: User, at: datetime) -> Confirmation:
    """Keep that somebody confirmed what the register says of this person."""
    return Confirmation.objects.create(person=person, nothing_to_declare=nothing_to_declare, by=by, at=at)
