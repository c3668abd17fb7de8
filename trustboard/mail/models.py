"""The queue of letters."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models

from trustboard.mail.rules import failure_in_words


class LetterState(models.TextChoices):
    QUEUED = "queued", "waiting to be sent"
    SENT = "sent", "sent"
    FAILED = "failed", "could not be sent"


class Letter(models.Model):
    """A letter to one address. Its text may hold a secret link, so it is blanked as soon as the letter has left.

    `calendar` is a calendar entry that goes with it (RFC 5545); it is blanked with the text.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    calendar = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.QUEUED)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["queued_at"]
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="letter_due")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=LetterState.values), name="letter_state_known"),
            models.CheckConstraint(
                condition=models.Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~models.Q(state=LetterState.SENT) & models.Q(sent_at__isnull=True)),
                name="letter_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"

    @property
    def has_trouble(self) -> bool:
        """Whether a try has failed and the letter has not left since."""
        return self.state != LetterState.SENT and bool(self.failure)

    @property
    def trouble(self) -> str:
        """What went wrong at the last try, in plain words."""
        return failure_in_words(self.failure)
