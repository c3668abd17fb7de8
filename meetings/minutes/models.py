"""The minutes of a meeting: what is written by item, who said what of it, and what was circulated, approved, published.

Drafts change and are not of record; whatever was circulated, approved or published is a copy that never changes.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.structure.models import Body
from meetings.agenda.models import Audience, AudienceCopy, Item, Stamped, Withdrawn
from meetings.minutes.lines import OPENING
from meetings.minutes.rules import Stage as StageOf
from meetings.schedule.models import Meeting, Sitting
from trustboard.acts.models import Keyed, Versioned


class Stage(models.TextChoices):
    """How far minutes are."""

    DRAFT = StageOf.DRAFT.value, "Draft"
    WITH_CHAIR = StageOf.WITH_CHAIR.value, "With the chair"
    CHECKED = StageOf.CHECKED.value, "Checked by the chair"
    CIRCULATED = StageOf.CIRCULATED.value, "Circulated"
    APPROVED = StageOf.APPROVED.value, "Approved"


class Minutes(Keyed, Versioned):
    """The minutes of a meeting, from the first word on. Its version moves with its stage, not with what is written.

    `checked` is the state of what the chair has checked.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.DRAFT)
    checked = models.CharField("state that the chair checked", max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "minutes"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="minutes_stage_known"),
        ]

    def __str__(self) -> str:
        return f"minutes of {self.meeting}"

    def get_absolute_url(self) -> str:
        return address_of_minutes(self.meeting)


class Passage(Keyed, Versioned):
    """What is written at one item, or without one at the opening. A draft: the text alone, in its latest version."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="passages")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="passages")
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "item"], name="passage_of_an_item_once"),
            models.UniqueConstraint(
                fields=["minutes"], condition=Q(item__isnull=True), name="passage_of_the_opening_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} in {self.minutes}"

    @property
    def place(self) -> str:
        """Where it stands: the key of its item, or the opening."""
        return str(self.item_id) if self.item_id else OPENING

    def get_absolute_url(self) -> str:
        return address_of_passage(self.minutes.meeting, self.place)


class Remark(Stamped):
    """What the chair says of the draft (`from_chair`), or what a member proposes to correct in what was circulated."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="remarks")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="remarks")
    text = models.TextField(max_length=3000)
    from_chair = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="remark_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
        ]

    def __str__(self) -> str:
        return f"remark {self.number} on {self.minutes}"

    def get_absolute_url(self) -> str:
        return f"{self.minutes.get_absolute_url()}#remark-{self.number}"


class Answered(Stamped):
    """What the officer made of a remark: accepted, or declined for a reason."""

    remark = models.OneToOneField(Remark, models.PROTECT, related_name="answered")
    is_accepted = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_accepted=True) | ~Q(words=""), name="remark_declined_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"answer to {self.remark}"


class Edition(Stamped):
    """The minutes as they were circulated (without a sitting) or approved at one; it never changes, nor do its copies.

    `content` is all that stands in it as plain data (see `meetings.minutes.lines`), `state` its SHA-256.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="editions")
    approved_at = models.ForeignKey(Sitting, models.PROTECT, null=True, blank=True, related_name="approved_minutes")
    content = models.JSONField()
    state = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["minutes"], condition=Q(approved_at__isnull=True), name="minutes_circulated_once"
            ),
            models.UniqueConstraint(
                fields=["minutes"], condition=Q(approved_at__isnull=False), name="minutes_approved_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} as {'approved' if self.approved_at_id else 'circulated'}"


class MinutesCopy(AudienceCopy):
    """An edition as one audience reads it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="copies")

    class Meta:
        verbose_name_plural = "minutes copies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "audience"], name="minutes_copy_for_an_audience_once"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="minutes_copy_audience_known"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} for {self.audience}"


class MinutesPublication(Stamped):
    """From this moment on everyone reads the public copy of what was approved."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="minutes_publication_number_once"),
        ]

    def __str__(self) -> str:
        return f"publication {self.number} of {self.edition}"


class MinutesWithdrawal(Withdrawn):
    """From this moment on the public reads that publication no longer, but why."""

    publication = models.OneToOneField(MinutesPublication, models.PROTECT, related_name="withdrawal")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="minutes_withdrawn_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.publication}"


class Amendment(Stamped):
    """Approved minutes put right at a later sitting: a record of its own beside them. Its readers are its item's."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="amendments")
    audience = models.CharField(max_length=12, choices=Audience.choices)
    text = models.TextField(max_length=5000)
    agreed_at = models.ForeignKey(Sitting, models.PROTECT, related_name="amendments")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="amendment_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="amendment_says_something"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="amendment_audience_known"),
        ]

    def __str__(self) -> str:
        return f"amendment {self.number} of {self.edition}"


class EarlierMinutes(Stamped):
    """Minutes of a body from before Trustboard: a file by its SHA-256. `withdrawn` says why nobody may read it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="earlier_minutes")
    day = models.DateField("day of the meeting")
    title = models.CharField(max_length=150)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    is_approved = models.BooleanField("approved as a correct record", default=True)
    sha256 = models.CharField("SHA-256 of the file", max_length=64)
    size = models.PositiveIntegerField("bytes")
    withdrawn = models.CharField("why it was withdrawn", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "title"]
        verbose_name_plural = "earlier minutes"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="earlier_minutes_audience_known"),
            models.CheckConstraint(
                condition=Q(is_approved=True) | ~Q(audience=Audience.PUBLIC),
                name="earlier_minutes_public_once_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} of {self.body}"

    def get_absolute_url(self) -> str:
        return address_of_all_minutes(self.body)


def address_of_minutes(meeting: Meeting) -> str:
    """The page of the meeting's minutes."""
    return reverse("minutes", args=[meeting.body.trust.slug, meeting.body.key, meeting.pk])


def address_of_passage(meeting: Meeting, place: str) -> str:
    """Where one passage is written."""
    return reverse("write_passage", args=[meeting.body.trust.slug, meeting.body.key, meeting.pk, place])


def address_of_all_minutes(body: Body) -> str:
    """The minutes of the body."""
    return reverse("minutes_of_body", args=[body.trust.slug, body.key])
