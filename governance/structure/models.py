"""The trust."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from trustboard.accounts.models import Held
from trustboard.acts.models import Versioned

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Trust(Held, Versioned):
    """A partnership of agencies that keeps one constitution. Roles are held on it and its acts are one chain."""

    slug = models.CharField("address", max_length=50, unique=True, validators=[RegexValidator(SLUG)])
    name = models.CharField(max_length=150)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["name"]
        default_permissions = ()
        permissions: ClassVar = [
            ("develop_trust", "Is development officer of the trust"),
            ("audit_trust", "Is auditor of the trust"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trust", args=[self.slug])

    def get_access_url(self) -> str:
        return reverse("trust_access", args=[self.slug])
