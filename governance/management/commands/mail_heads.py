"""`manage.py mail_heads`: send each trust's head to its auditors, out of this server's reach."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from governance.structure.acts import mail_head
from governance.structure.models import Trust
from trustboard.acts.by import By


class Command(BaseCommand):
    help = "Queue a letter to every trust's auditors with the signed head of its record."

    def handle(self, *args: Any, **options: Any) -> None:
        for trust in Trust.objects.all():
            mail_head(trust, by=By.the_command("mail_heads", now=timezone.now()))
            self.stdout.write(f"{trust}: queued.")
