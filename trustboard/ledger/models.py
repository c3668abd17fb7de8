"""Entries, heads and the personal texts they only know by digest."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from trustboard.ledger.canonical import canonical


class Entry(models.Model):
    """One act, proved. `body` is canonical JSON; `hash` is SHA-256 of the entry before and this body. Append-only."""

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    body = models.TextField()
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["chain", "number"]
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "number"], name="entry_numbered_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="entry_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class Head(models.Model):
    """Where a chain stands: its last entry, signed. Its row is what an act locks, last of all."""

    chain = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")
    signature = models.CharField(max_length=100, default="")

    def __str__(self) -> str:
        return f"{self.chain} at {self.number}"

    @property
    def statement(self) -> str:
        """The text that the signature is of."""
        return canonical({"chain": self.chain, "number": self.number, "hash": self.hash})


class PersonalText(models.Model):
    """A text about a person that may have to go one day, with the salt of its digest.

    Rows of record and the ledger hold the digest alone; when this row is deleted, nobody can tell what the text was,
    and everything still verifies.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return self.digest[:12]
