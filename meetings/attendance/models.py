"""Answers to an invitation, and what happens to the roll of a sitting: both only ever added to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from governance.membership.models import Person, Seat
from meetings.schedule.models import Sitting
from trustboard.acts.models import Keyed
from trustboard.ledger.models import PersonalText


class Choice(models.TextChoices):
    COMING = "coming", "Coming"
    REMOTELY = "remotely", "Coming remotely"
    DEPUTY = "deputy", "Sending the deputy"
    APOLOGIES = "apologies", "Apologies"


class Answer(Keyed):
    """A seat's answer for a sitting; the latest counts. The reason is a personal text, for the officer's eyes."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="answers")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=9, choices=Choice.choices)
    reason = models.ForeignKey(
        PersonalText, models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_column="reason_digest"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "seat", "number"], name="answer_number_once"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="answer_choice_known"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.choice}"


class Happening(Keyed):
    """One thing that happened to the roll of a sitting, at the moment it speaks of, recorded when it was.

    The columns are those of `meetings.attendance.roll.Happening`. Somebody without a row of their own is named by a
    personal text. `is_own`: the person's own tap, and not the officer's entry for them.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="happenings")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    at = models.DateTimeField("moment it speaks of")
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_own = models.BooleanField(default=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="happenings")
    called = models.ForeignKey(
        PersonalText, models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_column="name_digest"
    )
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="happenings")
    voice = models.CharField(max_length=6, blank=True)
    how = models.CharField(max_length=6, blank=True)
    guest = models.CharField(max_length=13, blank=True)
    beyond = models.CharField(max_length=300, blank=True)
    item = models.UUIDField(null=True, blank=True)
    office = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    corrects = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "number"], name="happening_number_once"),
            models.UniqueConstraint(
                fields=["sitting", "corrects"], condition=Q(corrects__isnull=False), name="happening_corrected_once"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | Q(corrects__lt=models.F("number")),
                name="happening_corrects_an_earlier_one",
            ),
            models.CheckConstraint(condition=Q(person=None) | Q(called=None), name="happening_names_somebody_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}"
