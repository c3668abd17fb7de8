"""Trusts, their agencies and bodies, and who answers to whom."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from trustboard.accounts.models import Held
from trustboard.acts.models import Keyed, Versioned

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
slug_validators = [RegexValidator(SLUG, "Use small letters, digits and single hyphens.")]


class Nation(models.TextChoices):
    """Whose bank holidays a trust keeps."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern ireland", "Northern Ireland"


class Trust(Held, Versioned):
    """A partnership of agencies that keeps one constitution. Roles are held on it and its acts are one chain."""

    slug = models.CharField("address", max_length=50, unique=True, validators=slug_validators)
    name = models.CharField(max_length=150)
    lead_authority = models.CharField(max_length=150, blank=True)
    vision = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    principles = models.JSONField(default=list, blank=True)
    child = models.TextField("who counts as a child", blank=True)
    nation = models.CharField("bank holidays of", max_length=16, choices=Nation.choices, default=Nation.ENGLAND)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["name"]
        default_permissions = ()
        permissions: ClassVar = [
            ("develop_trust", "Is development officer of the trust"),
            ("audit_trust", "Is auditor of the trust"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(nation__in=Nation.values), name="trust_nation_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trust", args=[self.slug])

    def get_access_url(self) -> str:
        return reverse("trust_access", args=[self.slug])

    def get_agencies_url(self) -> str:
        return reverse("agencies", args=[self.slug])


class Sector(models.TextChoices):
    COUNCIL = "council", "Council"
    DISTRICTS = "districts", "District councils"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    JUSTICE = "justice", "Probation and youth justice"
    SCHOOLS = "schools", "Schools"
    LEARNING = "learning", "Further education and skills"
    EMPLOYMENT = "employment", "Employment"
    VOLUNTARY = "voluntary", "Voluntary and community"
    PRIVATE = "private", "Private and independent"
    FAMILIES = "families", "Children, young people and families"
    OTHER = "other", "Other"


class Duty(models.TextChoices):
    """Whether an agency is bound to co-operate. `UNSETTLED`: the passages disagree and a person has to decide."""

    STATUTORY = "statutory", "Duty by law"
    AGREED = "agreed", "By agreement"
    NONE = "none", "No duty"
    UNSETTLED = "unsettled", "Not settled"


class Agency(Held, Versioned):
    """An agency of the trust. Its contact, granted by hand, speaks for it."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="agencies")
    key = models.CharField(max_length=60, validators=slug_validators)
    name = models.CharField(max_length=150)
    sector = models.CharField(max_length=12, choices=Sector.choices)
    duty = models.CharField(max_length=10, choices=Duty.choices, default=Duty.NONE)
    passage = models.TextField("the passage its duty rests on", blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "agencies"
        default_permissions = ()
        permissions: ClassVar = [("contact_agency", "Is contact of the agency")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trust", "key"], name="agency_key_once"),
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="agency_sector_known"),
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="agency_duty_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def governing(self) -> Trust:
        return self.trust

    @property
    def chain(self) -> str:
        """What is done to an agency is proved in its trust's chain."""
        return str(self.trust_id)

    def get_access_url(self) -> str:
        """Where its contacts and their invitations are shown."""
        return self.trust.get_agencies_url()


class Kind(models.TextChoices):
    BOARD = "board", "Board"
    EXECUTIVE = "executive", "Executive group"
    SUBGROUP = "sub-group", "Sub-group"
    LOCAL = "local", "Local partnership"
    TASK = "task-and-finish", "Task-and-finish group"
    ADVISORY = "advisory", "Advisory group"
    OUTSIDE = "outside", "Outside the trust"


class Standing(models.TextChoices):
    IN_FORCE = "in force", "In force"
    PROPOSED = "proposed", "Proposed"


class Access(models.TextChoices):
    OPEN = "open", "Open to the public"
    CLOSED = "closed", "Closed to the public"
    UNSAID = "unsaid", "Not said"


class Body(Keyed, Versioned):
    """A body of the trust, or one outside it that the trust has to do with. `ends`: the first day without it."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="bodies")
    key = models.CharField("address", max_length=60, validators=slug_validators)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.IN_FORCE)
    access = models.CharField("open or closed", max_length=8, choices=Access.choices, default=Access.UNSAID)
    purpose = models.TextField(blank=True)
    terms = models.JSONField("terms of reference", default=list, blank=True)
    offices = models.JSONField(default=list, blank=True)
    criteria = models.JSONField("membership criteria", default=list, blank=True)
    starts = models.DateField("from")
    ends = models.DateField("until", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "bodies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trust", "key"], name="body_key_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="body_kind_known"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="body_standing_known"),
            models.CheckConstraint(condition=Q(access__in=Access.values), name="body_access_known"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="body_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("body", args=[self.trust.slug, self.key])


class ReportingLine(Keyed, Versioned):
    """A body answers to another from a day on, where said through a seat ("via the youth offending service's seat")."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="answers_to")
    to = models.ForeignKey(Body, models.PROTECT, related_name="answered_by")
    through = models.ForeignKey("governance.Seat", models.PROTECT, null=True, blank=True, related_name="lines")
    about = models.CharField(max_length=200, blank=True)
    starts = models.DateField("from")
    ends = models.DateField("until", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "to", "starts"], name="line_drawn_once"),
            models.CheckConstraint(condition=~Q(body=F("to")), name="line_leads_elsewhere"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="line_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.body} answers to {self.to}"
