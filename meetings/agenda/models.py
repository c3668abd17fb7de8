"""Items of an agenda with their papers, and what was published of them: a copy for each audience that never changes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.structure.models import Body, Trust
from meetings.agenda.audience import Audience as Reading
from meetings.agenda.lines import kind_in_words
from meetings.schedule.models import Meeting
from trustboard.accounts.models import Held
from trustboard.acts.models import Keyed, Versioned


class Purpose(models.TextChoices):
    DECISION = "decision", "For decision"
    DISCUSSION = "discussion", "For discussion"
    INFORMATION = "information", "For information"
    COMMISSIONING = "commissioning", "For commissioning"


class Audience(models.TextChoices):
    """Who may read it, the widest first."""

    PUBLIC = Reading.PUBLIC.value, "Everyone"
    MEMBERS = Reading.MEMBERS.value, "Members of the body"
    CONFIDENTIAL = Reading.CONFIDENTIAL.value, "Confidential"


class Stamped(Keyed):
    """What somebody did at a moment; nobody where a command did it."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class AudienceCopy(Keyed):
    """What one audience reads: its HTML, and by their SHA-256 the PDF and the one in large print."""

    audience = models.CharField(max_length=12, choices=Audience.choices)
    html = models.TextField()
    html_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    large_sha256 = models.CharField(max_length=64)

    class Meta:
        abstract = True


class Withdrawn(Stamped):
    """From this moment on nobody of those it was published for reads it any more, but why."""

    reason = models.CharField(max_length=300)

    class Meta:
        abstract = True


class Agenda(Keyed, Versioned):
    """The agenda of a meeting, from the moment somebody began it. Whatever changes it raises its version."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="agenda")

    def __str__(self) -> str:
        return f"agenda of {self.meeting}"

    def get_absolute_url(self) -> str:
        return address_of_agenda(self.meeting)


class Item(Held, Versioned):
    """One item. Its number is its place. `reason` says, to everyone, why it is confidential.

    Whoever holds a role on it has leave to read it, though they are no member.

    `decision` is one of the kinds that the constitution names; `bidders` are the keys of the agencies that will or may
    bid for what is commissioned. What is added comes before one that `stays_last`. `withdrawn` says why it was taken
    off after it had been published; its number stays.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("number")
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=13, choices=Purpose.choices)
    decision = models.CharField("kind of decision", max_length=60, blank=True)
    lead = models.CharField("who leads it", max_length=100, blank=True)
    minutes = models.PositiveSmallIntegerField("minutes allowed", null=True, blank=True)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    reason = models.CharField("why it is confidential", max_length=300, blank=True)
    bidders = models.JSONField("agencies that will or may bid", default=list, blank=True)
    about = models.TextField("what it is about", blank=True)
    stays_last = models.BooleanField("stays last", default=False)
    withdrawn = models.CharField("why it was withdrawn", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        default_permissions = ()
        permissions: ClassVar = [("read_item", "Has leave to read the item")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "position"], name="item_number_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="item_number_from_one"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="item_purpose_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="item_audience_known"),
            models.CheckConstraint(
                condition=~Q(audience=Audience.CONFIDENTIAL) | ~Q(reason=""),
                name="item_confidential_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Item {self.position}, {self.meeting}"

    @property
    def governing(self) -> Trust:
        return self.meeting.body.trust

    @property
    def chain(self) -> str:
        """Who has leave to read it is proved in its trust's chain."""
        return str(self.governing.pk)

    def get_access_url(self) -> str:
        """Where one sees who has leave to read it."""
        return reverse("readers", args=[self.governing.slug, self.meeting.body.key, self.meeting_id, self.pk])

    @property
    def what_for(self) -> str:
        """Its purpose with the kind of decision, where that says more: "For decision (Change of the agreement)"."""
        purpose, kind = self.get_purpose_display(), kind_in_words(self.decision)
        return f"{purpose} ({kind})" if kind and kind.lower() not in purpose.lower() else purpose

    @property
    def concerns(self) -> str:
        """The kind of decision that it is for; what is commissioned is decided on commissioning (M3.9a)."""
        return self.decision or (Purpose.COMMISSIONING.value if self.purpose == Purpose.COMMISSIONING else "")

    def get_absolute_url(self) -> str:
        return f"{address_of_agenda(self.meeting)}#item-{self.pk}"


class Paper(Keyed):
    """A paper of an item: a file by its SHA-256. `withdrawn` says why nobody may read it any longer."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="papers")
    position = models.PositiveSmallIntegerField("place")
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    sha256 = models.CharField("SHA-256 of the file", max_length=64)
    media_type = models.CharField(max_length=100)
    suffix = models.CharField(max_length=5)
    size = models.PositiveIntegerField("bytes")
    withdrawn = models.CharField("why it was withdrawn", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "position"], name="paper_place_once"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="paper_audience_known"),
        ]

    def __str__(self) -> str:
        return f"paper {self.position} of {self.item}"

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()


class StandingItem(Keyed, Versioned):
    """An item that stands on every new agenda of a body. What is added comes before one that `stays_last`."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="standing_items")
    position = models.PositiveSmallIntegerField("place")
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=13, choices=Purpose.choices)
    minutes = models.PositiveSmallIntegerField("minutes allowed", null=True, blank=True)
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.PUBLIC)
    stays_last = models.BooleanField("stays last", default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "position"], name="standing_item_place_once"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="standing_item_purpose_known"),
            models.CheckConstraint(
                condition=Q(audience__in=[Audience.PUBLIC, Audience.MEMBERS]), name="standing_item_not_confidential"
            ),
        ]

    def __str__(self) -> str:
        return f"standing item {self.position} of {self.body}"

    def get_absolute_url(self) -> str:
        return reverse("standing_items", args=[self.body.trust.slug, self.body.key])


class WaitingItem(Keyed, Versioned):
    """What has to come before a body by itself: an item of its next agenda that is not published yet.

    `source` names, for one time ever, what it comes from; `address` is where that is read. It waits until it is
    placed as an `item`; the officer may drop it, and it does not come again (`dropped_at`).
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="waiting_items")
    source = models.CharField("what it comes from", max_length=100, unique=True)
    address = models.CharField("where that is read", max_length=300, blank=True)
    why = models.CharField("why it comes by itself", max_length=200)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=13, choices=Purpose.choices)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    reason = models.CharField("why it is confidential", max_length=300, blank=True)
    about = models.TextField("what it is about", blank=True)
    item = models.OneToOneField(Item, models.PROTECT, null=True, blank=True, related_name="waited")
    waits_since = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["waits_since", "source"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="waiting_item_purpose_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="waiting_item_audience_known"),
            models.CheckConstraint(
                condition=~Q(audience=Audience.CONFIDENTIAL) | ~Q(reason=""),
                name="waiting_item_confidential_for_a_reason",
            ),
            models.CheckConstraint(condition=Q(item=None) | Q(dropped_at=None), name="waiting_item_placed_or_dropped"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, waiting for {self.body}"


class Publication(Stamped):
    """The agenda, or with `supplement` from 1 on that supplement to it, as it was published at a moment.

    `holds` names what was in it: `items` by key with the version that was published, `papers` by key. `reason` says why
    it came late and `permitted_by` who permitted that.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    supplement = models.PositiveSmallIntegerField(default=0)
    holds = models.JSONField(default=dict)
    reason = models.CharField("why it came late", max_length=300, blank=True)
    permitted_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="publication_number_once"),
            models.UniqueConstraint(
                fields=["meeting", "supplement"], condition=Q(supplement__gte=1), name="supplement_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.meeting}"

    @property
    def name(self) -> str:
        """What it is called."""
        return f"Supplement {self.supplement}" if self.supplement else "Agenda"

    def get_absolute_url(self) -> str:
        return address_of_agenda(self.meeting)


class Copy(AudienceCopy):
    """A publication as one audience reads it."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="copies")

    class Meta:
        verbose_name_plural = "copies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "audience"], name="copy_for_an_audience_once"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="copy_audience_known"),
        ]

    def __str__(self) -> str:
        return f"{self.publication} for {self.audience}"


class Withdrawal(Withdrawn):
    """A publication was withdrawn: from this moment on nobody reads it, nor its papers."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="withdrawal")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.publication}"


def address_of_agenda(meeting: Meeting) -> str:
    """The page of the meeting's agenda."""
    return reverse("agenda", args=[meeting.body.trust.slug, meeting.body.key, meeting.pk])
