"""The memory of requests: what makes a double click, a retry and the back button harmless."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models


class Keyed(models.Model):
    """A row named by a UUID, so that nobody can guess the next one and files can be joined."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that is changed only in the version that was read: two who change it at once are told."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def give_reason(self, reason: str) -> None:
        """Let its history keep this reason with what is saved or deleted next."""
        self._change_reason = reason  # the name that simple-history looks for


class Request(models.Model):
    """One request that an act has answered.

    Written in the act's own transaction, so that it stands exactly when the act's effect stands. `digest` is keyed with
    the server's secret, for what was typed may hold a password. `address` is where the result is shown.
    """

    actor = models.CharField(max_length=100)
    act = models.CharField(max_length=100)
    request_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    address = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "act", "request_id"], name="request_once")]

    def __str__(self) -> str:
        return f"{self.act} by {self.actor}"
