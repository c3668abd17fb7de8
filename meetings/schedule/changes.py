"""The steps of the acts on meetings before they happen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from governance.structure.models import Body
from meetings.schedule.models import Meeting, MeetingStanding, Sitting
from trustboard.acts.changes import amend, change


@change
def plan_meeting(
    body: Body, *, kind: str, title: str, starts_at: datetime, minutes: int, place: str, link: str, is_open: bool
) -> tuple[Meeting, Sitting]:
    """A meeting of the body, with its first sitting."""
    meeting = Meeting.objects.create(body=body, kind=kind, title=title)
    sitting = Sitting.objects.create(
        meeting=meeting, kind=kind, starts_at=starts_at, minutes=minutes, place=place, link=link, is_open=is_open
    )
    return meeting, sitting


@change
def shift_sitting(meeting: Meeting, sitting: Sitting, *, reason: str, read: int, now: datetime, **columns: Any) -> None:
    """The sitting is at another time or place, which those who were told have to hear of."""
    if columns["starts_at"] != sitting.starts_at:
        columns["moved_at"] = now
    amend(meeting, read=read, reason=reason, sequence=meeting.sequence + 1)
    amend(sitting, **columns)


@change
def call_off(meeting: Meeting, *, reason: str, read: int) -> None:
    """The meeting does not take place."""
    amend(meeting, read=read, reason=reason, standing=MeetingStanding.CANCELLED, sequence=meeting.sequence + 1)


@change
def call_off_sitting(meeting: Meeting, sitting: Sitting, *, reason: str, read: int) -> None:
    """The further sitting is not held; the meeting ended with the one before."""
    amend(meeting, read=read, sequence=meeting.sequence + 1)
    amend(sitting, cancelled_for=reason)


@change
def decide_publicity(meeting: Meeting, sitting: Sitting, *, is_open: bool, closed_for: str, read: int) -> None:
    """The sitting is open to press and public, or closed for a reason, which those who were told have to hear of."""
    amend(meeting, read=read, sequence=meeting.sequence + 1)
    amend(sitting, is_open=is_open, closed_for=closed_for)


@change
def keep_told(meeting: Meeting, *, at: datetime | None = None) -> None:
    """Those of the body have heard how it now stands; `at` says when, where it is news of when it is."""
    amend(meeting, told=meeting.sequence, told_at=at or meeting.told_at)
