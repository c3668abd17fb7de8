"""A time of day as people type it while a sitting goes on or afterwards, and the moment that it means."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from meetings.attendance.rules import may_mean_now
from meetings.schedule.models import Sitting
from trustboard.acts.verdict import require

LONG = timedelta(hours=12)
"""So long after its appointed end, when its day is over too, nobody means now."""


class ClockField(forms.TimeField):
    """A time of day as people type it: 14:05, 14.05 or 1405. Empty means now."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-5"})
    default_error_messages = {"invalid": "Type a time such as 14:05."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H%M", "%H:%M:%S"], **kwargs)


def moment_of(sitting: Sitting, clock: time | None, now: datetime) -> datetime | None:
    """The moment that a time of day means in that sitting; None for now. Raises RuleBroken where now cannot be meant.

    Within one minute things go in the order in which they are recorded: a typed minute means the last thing that was
    recorded in it, and the opening's own minute the opening. After midnight it means the day after.
    """
    if clock is None:
        is_long_over = timezone.localdate(now) > sitting.day and now - sitting.ends_at > LONG
        require(may_mean_now(is_long_over=is_long_over))
        return None
    day = timezone.localdate(sitting.opened_at) if sitting.opened_at else sitting.day
    typed = timezone.make_aware(datetime.combine(day, clock))
    end = typed + timedelta(minutes=1)
    if sitting.opened_at and end <= sitting.opened_at and typed + timedelta(days=1) <= now:
        typed, end = typed + timedelta(days=1), end + timedelta(days=1)
    if typed <= now < end:
        return None
    moments = list(sitting.happenings.filter(at__gte=typed, at__lt=end).values_list("at", flat=True))
    moments += [moment for moment in (sitting.opened_at,) if moment and typed <= moment < end]
    return max([typed, *moments])
