"""A motion put to the vote: its voices, each vote, the closing, the casting vote; only ever added to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from governance.constitution.core.voting import Choice
from governance.membership.models import Person, Seat
from meetings.agenda.models import Item
from meetings.schedule.models import Sitting
from trustboard.acts.models import Keyed


class Taken(models.TextChoices):
    """How the votes of a ballot come in."""

    OWN = "own", "Members vote on their own pages"
    NAMED = "named", "Show of hands, seat by seat"
    TOTALS = "totals", "Show of hands, totals alone"


class Recorded(Keyed):
    """What every row of a vote or decision says: the moment it speaks of, the server's own, and who entered it.

    `is_own`: the act of whoever it is about, and not the officer's entry for them.
    """

    at = models.DateTimeField("moment it speaks of")
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_own = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Ballot(Recorded):
    """A motion put to the vote. `voices` are those who may vote, one a seat, as [seat, person] fixed at the opening.

    `proof` is what the opening rests on (see `meetings.ballots.proof`); `record` the record it was made on.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="ballots")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="ballots")
    motion = models.TextField(max_length=2000)
    taken = models.CharField(max_length=6, choices=Taken.choices)
    voices = models.JSONField()
    by_agency = models.BooleanField("one vote for each agency", default=False)
    presided = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proof = models.JSONField()
    record = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "number"], name="ballot_number_once"),
            models.CheckConstraint(condition=Q(taken__in=Taken.values), name="ballot_taken_in_a_known_way"),
            models.CheckConstraint(condition=~Q(motion=""), name="ballot_has_a_motion"),
        ]

    def __str__(self) -> str:
        return f"ballot {self.number} of {self.sitting}"


class Vote(Recorded):
    """One voice's choice. `unit` is what has one vote: the key of the seat, or of its agency where each has one."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    unit = models.CharField(max_length=100)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=7, choices=[(each.value, each.value) for each in Choice])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "seat"], name="vote_of_a_seat_once"),
            models.UniqueConstraint(fields=["ballot", "unit"], name="vote_of_a_unit_once"),
            models.CheckConstraint(
                condition=Q(choice__in=[each.value for each in Choice]), name="vote_for_against_or_abstaining"
            ),
        ]

    def __str__(self) -> str:
        return f"vote of {self.seat} in {self.ballot}"


class Closing(Recorded):
    """The end of a ballot: counted, or void with a reason. A show of hands without names has its totals here.

    `outcome` is what was counted then, as plain data: its result and its sentence.
    """

    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="closing")
    void = models.CharField("why it is void", max_length=300, blank=True)
    yes = models.PositiveIntegerField("for", null=True, blank=True)
    no = models.PositiveIntegerField("against", null=True, blank=True)
    abstained = models.PositiveIntegerField(null=True, blank=True)
    proof = models.JSONField()
    outcome = models.JSONField(default=dict)
    record = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(yes=None, no=None, abstained=None)
                | Q(yes__isnull=False, no__isnull=False, abstained__isnull=False),
                name="closing_with_all_totals_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"end of {self.ballot}"


class Casting(Recorded):
    """The casting vote on a tie, or that it was not given (`abstain`)."""

    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="casting")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=7, choices=[(each.value, each.value) for each in Choice])
    outcome = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(choice__in=[each.value for each in Choice]), name="casting_for_against_or_not_given"
            ),
        ]

    def __str__(self) -> str:
        return f"casting vote in {self.ballot}"
