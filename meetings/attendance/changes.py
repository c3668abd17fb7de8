"""The steps of the acts on the roll of a sitting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from meetings.attendance.models import Happening
from meetings.schedule.models import Ending, Meeting, Sitting
from trustboard.acts.changes import amend, change
from trustboard.ledger.changes import keep_personal_text


@change
def open_roll(sitting: Sitting, *, at: datetime, recorded_at: datetime, frozen: dict[str, Any]) -> None:
    """Fix the roll and the rules of the sitting."""
    amend(sitting, opened_at=at, opening_recorded_at=recorded_at, frozen=frozen, record=sitting.record + 1)


@change
def keep_happening(sitting: Sitting, *, name: str = "", **columns: Any) -> Happening:
    """Keep one thing that happened, after all that was recorded before, and raise the record of the sitting.

    `name` is that of somebody who is not on the trust's list, and was not here before.
    """
    number = (sitting.happenings.aggregate(last=Max("number"))["last"] or 0) + 1
    if name:
        columns["called"] = keep_personal_text(name)
    amend(sitting, record=sitting.record + 1)
    return Happening.objects.create(sitting=sitting, number=number, **columns)


@change
def end_roll(sitting: Sitting, *, at: datetime, recorded_at: datetime, ending: Ending) -> None:
    """End the sitting."""
    amend(sitting, ended_at=at, ending_recorded_at=recorded_at, ending=ending, record=sitting.record + 1)


@change
def make_sitting(meeting: Meeting, **columns: Any) -> Sitting:
    """A further sitting of the meeting."""
    return Sitting.objects.create(meeting=meeting, **columns)
