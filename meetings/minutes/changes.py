"""The steps of the acts on minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from governance.structure.models import Body
from meetings.agenda.models import Item
from meetings.minutes.models import (
    Amendment,
    Answered,
    EarlierMinutes,
    Edition,
    Minutes,
    MinutesCopy,
    MinutesPublication,
    MinutesWithdrawal,
    Passage,
    Remark,
)
from meetings.minutes.rules import Stage
from meetings.schedule.models import Meeting
from trustboard.accounts.models import User
from trustboard.acts.changes import ChangedMeanwhile, amend, change, hold


@change
def begin_minutes(meeting: Meeting) -> tuple[Minutes, bool]:
    """The minutes of the meeting, held until the commit, and whether they are begun just now."""
    minutes, is_new = Minutes.objects.get_or_create(meeting=meeting)
    if not is_new:
        hold(minutes)
        minutes.refresh_from_db(fields=["stage", "checked", "version"])
    minutes.meeting = meeting
    return minutes, is_new


@change
def keep_passage(
    minutes: Minutes, item: Item | None, *, text: str, read: int, by: User | None, at: datetime
) -> Passage:
    """What is written at the item, in the version that was read: 0 where nothing was written yet.

    Raises ChangedMeanwhile where somebody else was quicker; what they wrote stays. The same text again is no change.
    """
    passage, is_new = Passage.objects.get_or_create(
        minutes=minutes, item=item, defaults={"text": text, "by": by, "at": at}
    )
    passage.minutes = minutes
    if is_new or passage.text == text:
        return passage
    if read == 0:
        raise ChangedMeanwhile
    amend(passage, read=read, text=text, by=by, at=at)
    return passage


@change
def move_on(minutes: Minutes, to: Stage, **columns: Any) -> None:
    """The minutes are at the next stage, or back at the draft."""
    amend(minutes, stage=to.value, **columns)


@change
def keep_remark(minutes: Minutes, **columns: Any) -> Remark:
    """What was said of the minutes, after what was said before."""
    return Remark.objects.create(minutes=minutes, number=_after(Remark.objects.filter(minutes=minutes)), **columns)


@change
def keep_answer(remark: Remark, **columns: Any) -> Answered:
    """What was made of it."""
    return Answered.objects.create(remark=remark, **columns)


@change
def keep_edition(minutes: Minutes, *, copies: Sequence[Mapping[str, str]], **columns: Any) -> list[Model]:
    """The minutes as they were circulated or approved, with a copy for each audience. Returns the edition and its
    copies.
    """
    edition = Edition.objects.create(minutes=minutes, **columns)
    return [edition, *(MinutesCopy.objects.create(edition=edition, **copy) for copy in copies)]


@change
def publish_edition(edition: Edition, *, by: User | None, at: datetime) -> MinutesPublication:
    """From now on everyone reads it."""
    number = _after(MinutesPublication.objects.filter(edition=edition))
    return MinutesPublication.objects.create(edition=edition, number=number, by=by, at=at)


@change
def withdraw_edition(publication: MinutesPublication, **columns: Any) -> MinutesWithdrawal:
    """From now on the public reads it no longer."""
    return MinutesWithdrawal.objects.create(publication=publication, **columns)


@change
def keep_amendment(edition: Edition, **columns: Any) -> Amendment:
    """An amendment, after those before it."""
    return Amendment.objects.create(
        edition=edition, number=_after(Amendment.objects.filter(edition=edition)), **columns
    )


@change
def keep_earlier_minutes(body: Body, **columns: Any) -> EarlierMinutes:
    """Minutes from before Trustboard."""
    return EarlierMinutes.objects.create(body=body, **columns)


@change
def close_earlier_minutes(earlier: EarlierMinutes, reason: str) -> None:
    """Nobody may read them any longer."""
    earlier.withdrawn = reason
    earlier.save(update_fields=["withdrawn"])


def _after(rows: Any) -> int:
    last = rows.order_by("-number").values_list("number", flat=True).first()
    return int(last or 0) + 1
