"""Decisions with their proofs, what confirms them, and what was referred to others: only ever added to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.membership.models import Person
from governance.structure.models import Agency, Body
from meetings.agenda.models import Item
from meetings.ballots.models import Ballot, Recorded
from meetings.schedule.models import Sitting


class How(models.TextChoices):
    """How an item was settled."""

    CONSENSUS = "consensus", "Agreed by consensus"
    VOTE = "vote", "Decided by vote"
    DEFERRED = "deferred", "Deferred"
    NOTED = "noted", "Noted"
    RECOMMENDED = "recommended", "Recommended to another body"


class Decision(Recorded):
    """What an item ended in, with its proof.

    `objections`: of a consensus, those who kept one, as [seat title, words]. `is_recommendation`: made without quorum,
    where the constitution lets business go on. `is_urgent`: in an emergency between meetings of the parent body, to
    which it is reported. `powers`: the delegated powers of those bound. `replaces`: one that is taken again.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    how = models.CharField(max_length=11, choices=How.choices)
    text = models.TextField(max_length=5000)
    reasons = models.TextField(max_length=5000, blank=True)
    objections = models.JSONField(default=list, blank=True)
    powers = models.CharField("under which delegated powers", max_length=500, blank=True)
    is_recommendation = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)
    awaited = models.CharField("what is awaited", max_length=300, blank=True)
    returns_on = models.DateField("when it comes back", null=True, blank=True)
    recommended_to = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    ballot = models.OneToOneField(Ballot, models.PROTECT, null=True, blank=True, related_name="decision")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    presided = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proof = models.JSONField()
    record = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "number"], name="decision_number_once"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="decision_known"),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_what"),
            models.CheckConstraint(
                condition=Q(how=How.VOTE, ballot__isnull=False) | (~Q(how=How.VOTE) & Q(ballot=None)),
                name="decision_by_vote_has_its_ballot",
            ),
            models.CheckConstraint(
                condition=Q(how=How.RECOMMENDED, recommended_to__isnull=False)
                | (~Q(how=How.RECOMMENDED) & Q(recommended_to=None)),
                name="decision_recommended_to_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.number} of {self.sitting}"

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.sitting.meeting.body.trust.slug, self.pk])


class Reaffirmed(Recorded):
    """The record moved under a decision, and whoever presided has confirmed it on the record as it then stood, which
    answered so.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reaffirmed")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    record = models.PositiveIntegerField()
    answer = models.JSONField()

    class Meta:
        ordering: ClassVar = ["record"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "record"], name="reaffirmed_on_a_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} confirmed"


class Referral(Recorded):
    """A decision needs another's ratification: an agency's or a body's, by a day."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, body=None) | Q(agency=None, body__isnull=False),
                name="referral_to_an_agency_or_a_body",
            ),
            models.UniqueConstraint(
                fields=["decision", "agency"], condition=Q(agency__isnull=False), name="referral_to_an_agency_once"
            ),
            models.UniqueConstraint(
                fields=["decision", "body"], condition=Q(body__isnull=False), name="referral_to_a_body_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} referred to {self.ratifier}"

    @property
    def ratifier(self) -> str:
        """Who has to ratify."""
        return str(self.agency or self.body)


class Ratification(models.TextChoices):
    RATIFIED = "ratified", "Ratified"
    REFUSED = "refused", "Refused"
    SENT_BACK = "sent back", "Sent back"


class Ratified(Recorded):
    """What whoever had to ratify has said: when, and where that stands in their minutes."""

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="ratified")
    outcome = models.CharField(max_length=9, choices=Ratification.choices)
    on = models.DateField()
    reference = models.CharField("where it stands in their minutes", max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome__in=Ratification.values), name="ratified_with_known_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.referral}: {self.outcome}"
