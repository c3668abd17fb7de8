"""Actions, what became of them, and that their owners were reminded."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from governance.membership.models import Person
from governance.structure.models import Agency, Body
from meetings.agenda.models import Audience, Item
from meetings.ballots.models import Recorded
from meetings.decisions.models import Decision
from trustboard.acts.models import Keyed, Versioned


class State(models.TextChoices):
    """How an action stands."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Action(Recorded, Versioned):
    """What somebody has to do until a day: a person or an agency, one of the two.

    `number` counts the actions of the body. `item` and `decision` are what it follows from; `origin` says that in words
    where it was agreed before Trustboard kept the record. `audience` is that of its item. `due` is the day that was
    agreed, and stays; `state` is as the last update left it.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField()
    text = models.TextField("what is to be done", max_length=1000)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="actions")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="actions")
    due = models.DateField("until when")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="actions")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="actions")
    origin = models.CharField("where it was agreed", max_length=200, blank=True)
    audience = models.CharField("who may read it", max_length=12, choices=Audience.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)

    class Meta:
        ordering: ClassVar = ["due", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "number"], name="action_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="action_says_what"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="action_state_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="action_audience_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, agency=None) | Q(person=None, agency__isnull=False),
                name="action_of_a_person_or_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False, origin="") | (Q(item=None, decision=None) & ~Q(origin="")),
                name="action_from_an_item_or_from_before",
            ),
        ]

    def __str__(self) -> str:
        return f"action {self.number} of {self.body}"

    def get_absolute_url(self) -> str:
        return reverse("action", args=[self.body.trust.slug, self.pk])

    @property
    def owner(self) -> str:
        """Who has to do it."""
        return str(self.person or self.agency)

    @cached_property
    def carried_to(self) -> date | None:
        """The day to which it was carried on last, if it was; no query where `queries.action_rows` has read it."""
        return self.updates.exclude(due=None).order_by("number").values_list("due", flat=True).last()

    def read_again(self) -> None:
        """How it stands now, for an act that holds it."""
        self.refresh_from_db(fields=["state", "version"])
        self.__dict__.pop("carried_to", None)

    @property
    def until(self) -> date:
        """Until when it is to be done now."""
        return self.carried_to or self.due

    def is_overdue(self, today: date) -> bool:
        """Whether it is open after its day."""
        return self.state == State.OPEN and self.until < today


class Became(models.TextChoices):
    """What an update tells of an action."""

    NOTE = "note", "Note"
    DONE = "done", "Done"
    CARRIED = "carried on", "Carried on"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Update(Recorded):
    """What became of an action; carried on to a new day, or withdrawn, for a reason. `is_own`: told by its owner."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    number = models.PositiveSmallIntegerField()
    became = models.CharField(max_length=10, choices=Became.choices)
    words = models.TextField(max_length=1000, blank=True)
    due = models.DateField("new day", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "number"], name="update_number_once"),
            models.CheckConstraint(condition=Q(became__in=Became.values), name="update_known"),
            models.CheckConstraint(condition=Q(became=Became.DONE) | ~Q(words=""), name="update_says_what"),
            models.CheckConstraint(
                condition=Q(became=Became.CARRIED, due__isnull=False) | (~Q(became=Became.CARRIED) & Q(due=None)),
                name="update_carries_on_to_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"update {self.number} of {self.action}"


class Remembering(models.TextChoices):
    """When an owner is reminded."""

    SOON = "soon", "before it is due"
    OVERDUE = "overdue", "once it is overdue"


class Reminder(Keyed):
    """The owner was reminded of an action: once before the day, and once after it; anew where it is carried on."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="reminders")
    when = models.CharField(max_length=7, choices=Remembering.choices)
    due = models.DateField("the day of which it reminds")
    letters = models.PositiveSmallIntegerField("to how many")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "when", "due"], name="reminder_once"),
            models.CheckConstraint(condition=Q(when__in=Remembering.values), name="reminder_when_known"),
        ]

    def __str__(self) -> str:
        return f"reminder of {self.action}"
