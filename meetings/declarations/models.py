"""Interests declared for a meeting, what was ruled on them, and what else the chair has ruled: only ever added to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from governance.constitution.core.bars import Ruled
from governance.interests.models import StandingInterest
from governance.membership.models import Person, Seat
from meetings.agenda.models import Item
from meetings.schedule.models import Meeting
from trustboard.acts.models import Keyed
from trustboard.ledger.models import PersonalText


class Declaration(Keyed):
    """Somebody has declared an interest in an item, or for the whole meeting; or has dismissed one that was proposed.

    Its nature is a personal text. `goes`: by their own choice. `is_own`: their own declaration, and not the officer's
    entry for them. One that `corrects` an earlier one stands in its place; dismissed, it withdraws the earlier one, and
    its nature says why.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="declarations")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="declarations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="declarations")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="declarations")
    kind = models.CharField("kind of interest", max_length=60, blank=True)
    nature = models.ForeignKey(
        PersonalText, models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_column="nature_digest"
    )
    registered = models.ForeignKey(StandingInterest, models.PROTECT, null=True, blank=True, related_name="declarations")
    goes = models.BooleanField(default=False)
    is_dismissed = models.BooleanField(default=False)
    corrects = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField("moment it speaks of")
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_own = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="declaration_number_once"),
            models.UniqueConstraint(
                fields=["meeting", "corrects"], condition=Q(corrects__isnull=False), name="declaration_corrected_once"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | Q(corrects__lt=F("number")), name="declaration_corrects_an_earlier_one"
            ),
            models.CheckConstraint(
                condition=Q(is_dismissed=False)
                | Q(registered__isnull=False, item__isnull=False, goes=False)
                | Q(corrects__isnull=False, nature__isnull=False, goes=False),
                name="declaration_dismisses_what_was_proposed",
            ),
        ]

    def __str__(self) -> str:
        return f"declaration {self.number} for {self.meeting}"

    @property
    def is_withdrawal(self) -> bool:
        """Whether it withdraws the one that it corrects."""
        return self.is_dismissed and self.corrects is not None


class Ruling(Keyed):
    """What whoever presided has ruled on a declaration, or, without one, on procedure. The latest on it counts."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="rulings")
    number = models.PositiveSmallIntegerField()
    declaration = models.ForeignKey(Declaration, models.PROTECT, null=True, blank=True, related_name="rulings")
    ruled = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in Ruled])
    text = models.CharField("ruling on procedure", max_length=500, blank=True)
    ruler = models.ForeignKey(Person, models.PROTECT, related_name="rulings")
    at = models.DateTimeField("moment it speaks of")
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_own = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="ruling_number_once"),
            models.CheckConstraint(
                condition=Q(declaration__isnull=False, text="", ruled__in=[each.value for each in Ruled])
                | (Q(declaration=None, ruled="") & ~Q(text="")),
                name="ruling_on_a_declaration_or_on_procedure",
            ),
        ]

    def __str__(self) -> str:
        return f"ruling {self.number} of {self.meeting}"
