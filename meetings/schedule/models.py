"""Meetings of a body, and their sittings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from governance.structure.models import Body
from trustboard.acts.models import Keyed, Versioned


class MeetingStanding(models.TextChoices):
    PLANNED = "planned", "Planned"
    CANCELLED = "cancelled", "Cancelled"


class Meeting(Keyed, Versioned):
    """A meeting of a body. What becomes of its day and place stands on its sittings.

    `sequence` counts the changes that those who were told have to hear of (RFC 5545); `told` is the one they last heard
    of, None before notice was given; `told_at` is when they heard of the time for which it now stands.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    kind = models.CharField("kind of meeting", max_length=60, default="ordinary")
    title = models.CharField(max_length=150, blank=True)
    standing = models.CharField(max_length=9, choices=MeetingStanding.choices, default=MeetingStanding.PLANNED)
    reason = models.CharField("why it was moved or cancelled", max_length=300, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    told = models.PositiveSmallIntegerField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(standing__in=MeetingStanding.values), name="meeting_standing_known"),
            models.CheckConstraint(
                condition=~Q(standing=MeetingStanding.CANCELLED) | ~Q(reason=""), name="meeting_cancelled_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(told=None, told_at=None) | Q(told__isnull=False, told_at__isnull=False),
                name="meeting_told_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} meeting of {self.body}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.body.trust.slug, self.body.key, self.pk])

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.standing == MeetingStanding.CANCELLED

    @property
    def sitting(self) -> Sitting:
        """Its last sitting: the only one, unless it was adjourned. A further one that is not held is none."""
        return [sitting for sitting in self.sittings.all() if not sitting.cancelled_for][-1]

    @property
    def days(self) -> list[date]:
        """The days of its sittings, in order, but for one that is not held."""
        return [sitting.day for sitting in self.sittings.all() if not sitting.cancelled_for]

    @property
    def is_over(self) -> bool:
        """Whether none of its sittings is open or to come."""
        return all(sitting.ended_at or sitting.cancelled_for for sitting in self.sittings.all())


class Ending(models.TextChoices):
    """How a sitting ended."""

    NOT_YET = "", "Not ended"
    CLOSED = "closed", "Closed"
    ADJOURNED = "adjourned", "Adjourned"


class Sitting(Keyed, Versioned):
    """One sitting of a meeting: an adjourned meeting goes on in a further one, with a roll and quorum of its own.

    `closed_for` is the reason for which it was closed to press and public, where that was decided for it alone;
    `cancelled_for` that for which a further sitting is not held, so that the meeting ended with the one before.
    `moved_at` is when its appointed time was last changed: what was answered before that, was for another time.
    `opening_recorded_at` and `ending_recorded_at` are when it was recorded that it was opened, and that it ended.
    `frozen` is the roll and the rules at the opening, as plain data (see `meetings.attendance.frozen`); `record` is
    raised by whatever changes the record of the sitting, so that what was proved on an earlier one can be asked again.
    `ballot` is the vote that is open, set by `meetings.decisions`.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField("kind of sitting", max_length=60, default="ordinary")
    starts_at = models.DateTimeField("appointed time")
    minutes = models.PositiveSmallIntegerField("length in minutes", default=120)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField("link to join", max_length=500, blank=True)
    is_open = models.BooleanField("open to the public", default=False)
    closed_for = models.CharField("why it is closed to the public", max_length=300, blank=True)
    cancelled_for = models.CharField("why it is not held", max_length=300, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opening_recorded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending_recorded_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=9, choices=Ending.choices, default=Ending.NOT_YET, blank=True)
    frozen = models.JSONField(default=dict, blank=True)
    record = models.PositiveIntegerField(default=0)
    ballot = models.UUIDField("the vote that is open", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["starts_at", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="sitting_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="sitting_number_from_one"),
            models.CheckConstraint(condition=Q(ending__in=Ending.values), name="sitting_ending_known"),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(closed_for=""), name="sitting_open_for_no_reason_to_close"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_for="") | Q(number__gt=1, opened_at=None), name="sitting_cancelled_is_further"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="")
                | (Q(opened_at__isnull=False, ended_at__isnull=False) & ~Q(ending="")),
                name="sitting_ends_once_opened",
            ),
            models.CheckConstraint(
                condition=(Q(opening_recorded_at=None) | Q(opened_at__isnull=False))
                & (Q(ending_recorded_at=None) | Q(ended_at__isnull=False)),
                name="sitting_recorded_what_was",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at")), name="sitting_ends_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"sitting {self.number} of {self.meeting}"

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()

    @property
    def day(self) -> date:
        """The day for which it is appointed, in London."""
        return timezone.localdate(self.starts_at)

    @property
    def ends_at(self) -> datetime:
        """When it is appointed to end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        """Whether it is not held: it alone, or its whole meeting."""
        return bool(self.cancelled_for) or self.meeting.is_cancelled

    @property
    def why_cancelled(self) -> str:
        """Why it is not held."""
        return self.cancelled_for or (self.meeting.reason if self.meeting.is_cancelled else "")

    @property
    def is_sitting(self) -> bool:
        """Whether it is open now."""
        return self.opened_at is not None and self.ended_at is None
