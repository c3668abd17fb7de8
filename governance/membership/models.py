"""People, seats, and the dated rows of who holds, deputises and presides."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from governance.structure.models import Agency, Body, Trust, slug_validators
from trustboard.accounts.models import Held
from trustboard.acts.models import Keyed, Versioned
from trustboard.ledger.models import PersonalText

ERASED = "(name erased)"


class Person(Held, Versioned):
    """Somebody of the trust. The name is a personal text, which may one day have to go.

    The account with which somebody signs in as this person holds a role on this row, by an invitation taken up.
    """

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="people")
    key = models.CharField(max_length=60, validators=slug_validators)
    called = models.ForeignKey(
        PersonalText, models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_column="name_digest"
    )  # null only so that it is joined from outside: the digest stays when the text has gone

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "people"
        default_permissions = ()
        permissions: ClassVar = [("be_person", "Signs in as this person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trust", "key"], name="person_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def governing(self) -> Trust:
        return self.trust

    @property
    def chain(self) -> str:
        """What concerns a person is proved in their trust's chain."""
        return str(self.trust_id)

    def get_access_url(self) -> str:
        return self.get_absolute_url()

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.trust.slug, self.key])

    @property
    def name(self) -> str:
        """The name, for as long as it is kept."""
        try:
            return self.called.text if self.called else ERASED
        except PersonalText.DoesNotExist:
            return ERASED


class Seat(Keyed, Versioned):
    """A seat on a body. `ends`: the first day without it. A seat bound to another has no holdings of its own."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    key = models.CharField(max_length=60, validators=slug_validators)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=150)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="seats")
    tags = models.JSONField(default=list, blank=True)
    votes = models.BooleanField("has a vote", default=True)
    weight = models.PositiveSmallIntegerField("weight of its vote", default=1)
    filled = models.CharField("how it is filled", max_length=300, blank=True)
    bound_seat = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="bound_seats")
    bound_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="bound_seats")
    bound_office = models.CharField(max_length=60, blank=True)
    starts = models.DateField("from")
    ends = models.DateField("until", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["position", "title"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "key"], name="seat_key_once"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="seat_ends_after_start"),
            models.CheckConstraint(
                condition=Q(bound_body=None, bound_office="") | (Q(bound_body__isnull=False) & ~Q(bound_office="")),
                name="seat_bound_to_an_office_of_a_body",
            ),
            models.CheckConstraint(
                condition=Q(bound_seat=None) | Q(bound_body=None), name="seat_bound_to_one_thing_at_most"
            ),
            models.CheckConstraint(condition=~Q(bound_seat=F("id")), name="seat_not_bound_to_itself"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("seat", args=[self.body.trust.slug, self.body.key, self.key])


class Holding(Keyed, Versioned):
    """From this day on the seat is held by this person, or by nobody, until the next row of the seat."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="holdings")
    starts = models.DateField("from")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="holdings")
    powers = models.TextField("powers delegated by the agency", blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["starts"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["seat", "starts"], name="holding_from_a_day_once")]

    def __str__(self) -> str:
        return f"{self.seat} from {self.starts}"


class DeputyNaming(Keyed, Versioned):
    """From this day on this person is named deputy of the seat, or nobody is, until the next row or the next holder."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="namings")
    starts = models.DateField("from")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="namings")

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["starts"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["seat", "starts"], name="naming_from_a_day_once")]

    def __str__(self) -> str:
        return f"deputy of {self.seat} from {self.starts}"


class OfficeHolding(Keyed, Versioned):
    """From this day on the office is held by this person, by whoever holds this seat, or by nobody."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="office_holdings")
    office = models.CharField(max_length=60)
    starts = models.DateField("from")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="office_holdings")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="office_holdings")

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["starts"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "office", "starts"], name="office_from_a_day_once"),
            models.CheckConstraint(condition=Q(person=None) | Q(seat=None), name="office_held_in_one_way"),
        ]

    def __str__(self) -> str:
        return f"{self.office} of {self.body} from {self.starts}"


class Attestation(Keyed):
    """At an appointment somebody has said that the person meets the membership criteria, word for word. Append-only.

    It names seat, person and day rather than the holding, which may be corrected or struck; what was said stays said.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attestations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attestations")
    starts = models.DateField("from")
    criteria = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"attestation for {self.seat} from {self.starts}"
