"""Standing interests of people, and their yearly confirmation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from governance.membership.models import Person
from governance.structure.models import Agency
from trustboard.acts.models import Keyed, Versioned
from trustboard.ledger.models import PersonalText


class Whose(models.TextChoices):
    OWN = "own", "My own"
    FAMILY = "family", "A family member's"
    CLOSE = "close", "A close friend's or associate's"


THEIRS = {
    Whose.OWN: "their own",
    Whose.FAMILY: "a family member's",
    Whose.CLOSE: "a close friend's or associate's",
}
"""Whose an interest is, as others say it."""


WORDS_ERASED = "(words erased)"


class StandingInterest(Keyed, Versioned):
    """What somebody has an interest in. Its nature is a personal text; `is_public`: the public register shows it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="interests")
    kind = models.CharField("kind of interest", max_length=60, blank=True)
    whose = models.CharField(max_length=6, choices=Whose.choices, default=Whose.OWN)
    nature = models.ForeignKey(
        PersonalText, models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_column="nature_digest"
    )  # null only so that it is joined from outside: the digest stays when the text has gone
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="interests")
    is_public = models.BooleanField("shown in the public register", default=True)
    starts = models.DateField("from")
    ends = models.DateField("until", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["starts"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(whose__in=Whose.values), name="interest_whose_known"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="interest_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"interest of {self.person}"

    def get_absolute_url(self) -> str:
        return f"{address_of_interests(self.person)}#interest-{self.pk}"

    @property
    def words(self) -> str:
        """What the interest is, for as long as the words are kept."""
        try:
            return self.nature.text if self.nature else WORDS_ERASED
        except PersonalText.DoesNotExist:
            return WORDS_ERASED

    @property
    def whose_in_words(self) -> str:
        """Whose it is, seen from the person: their own, a family member's."""
        return THEIRS[Whose(self.whose)]


class Confirmation(Keyed):
    """Somebody has confirmed that the register says all, or that there is nothing to declare. Append-only."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="confirmations")
    nothing_to_declare = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"confirmation by {self.person}"

    def get_absolute_url(self) -> str:
        return address_of_interests(self.person)


def address_of_interests(person: Person) -> str:
    """The page of somebody's own interests."""
    return reverse("own_interests", args=[person.trust.slug, person.key])
