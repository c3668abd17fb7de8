"""The step of the act on answers."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from governance.membership.models import Seat
from meetings.attendance.models import Answer, Choice
from meetings.schedule.models import Sitting
from trustboard.accounts.models import User
from trustboard.acts.changes import change
from trustboard.ledger.changes import keep_personal_text


@change
def keep_answer(sitting: Sitting, seat: Seat, *, choice: Choice, reason: str, by: User | None, at: datetime) -> Answer:
    """Keep what the seat answers, after all that it has answered before."""
    last = Answer.objects.filter(sitting=sitting, seat=seat).aggregate(last=Max("number"))["last"] or 0
    return Answer.objects.create(
        sitting=sitting,
        seat=seat,
        number=last + 1,
        choice=choice,
        reason=keep_personal_text(reason) if reason else None,
        by=by,
        at=at,
    )
