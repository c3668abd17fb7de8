"""The clauses that a trust has agreed, the dated constitutions of its bodies, and the days on which it is closed."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from governance.structure.models import Body, Trust
from trustboard.acts.models import Keyed, Versioned

CLAUSE_KEY = r"^(?=.*[0-9])[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$"
clause_key_validators = [
    RegexValidator(CLAUSE_KEY, "Use letters, digits, dots and hyphens, with one digit at least, such as K10.4.")
]


class ClauseKind(models.TextChoices):
    """What the product owes a clause. `READING`: no clause of the trust's own, but our decision where it is silent."""

    DATA = "data", "Recorded and shown"
    RULE = "rule", "Computed or enforced"
    CHECK = "check", "Checked against the record"
    ATTEST = "attest", "Asked of a person"
    OUTPUT = "output", "Printed or published"
    READING = "reading", "Our reading"


class ClauseStanding(models.TextChoices):
    IN_FORCE = "in force", "In force"
    PROPOSED = "proposed", "Proposed"
    REPEALED = "repealed", "Repealed"


class Clause(Keyed, Versioned):
    """One numbered clause of the trust's agreement, in our words. `ends`: the first day without it.

    On a day, a clause that is not proposed is in force from `starts` until `ends`; *repealed* says that it was ended by
    repeal, and may be written before the day comes. `kinds` holds values of ClauseKind, in its order, and `note` what
    they mean here ("quarterly", "composition"); `source` the document and the part of it.
    """

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="clauses")
    key = models.CharField("number", max_length=20, validators=clause_key_validators)
    text = models.TextField()
    kinds = models.JSONField("what is owed to it", default=list)
    note = models.CharField("what that means here", max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    starts = models.DateField("from")
    ends = models.DateField("until", null=True, blank=True)
    standing = models.CharField(max_length=10, choices=ClauseStanding.choices, default=ClauseStanding.IN_FORCE)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["position", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trust", "key"], name="clause_key_once"),
            models.CheckConstraint(condition=Q(standing__in=ClauseStanding.values), name="clause_standing_known"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="clause_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(standing=ClauseStanding.REPEALED) | Q(ends__isnull=False),
                name="clause_repealed_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"clause {self.key}"

    def get_absolute_url(self) -> str:
        """Its place on the page of all clauses: the number is the anchor."""
        return f"{reverse('clauses', args=[self.trust.slug])}#{self.key}"


class Constitution(Keyed, Versioned):
    """The rules of a body from a day on, until the body's next row. `written` is plain data (see `parse_rules`)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="constitutions")
    starts = models.DateField("from")
    written = models.JSONField(default=dict)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["starts"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "starts"], name="constitution_from_a_day_once")
        ]

    def __str__(self) -> str:
        return f"constitution of {self.body} from {self.starts}"


class ClosedDay(Keyed):
    """A day on which the trust is closed, besides weekends and bank holidays: no working day."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="closed_days")
    day = models.DateField()
    reason = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["trust", "day"], name="closed_day_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"
