"""`manage.py mail_heads`: send each trust's head to its auditors, out of this server's reach."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from governance.structure.models import Trust
from governance.structure.permissions import AUDITOR
from trustboard.accounts.queries import grants_on
from trustboard.ledger.heads import heads_as_text
from trustboard.mail.changes import queue_letter


class Command(BaseCommand):
    help = "Queue a letter to every trust's auditors with the signed head of its record."

    def handle(self, *args: Any, **options: Any) -> None:
        now, queued = timezone.now(), 0
        with transaction.atomic():
            for trust in Trust.objects.all():
                context = {"trust": trust, "now": now, "head": heads_as_text(chain=trust.chain)}
                text = render_to_string("governance/structure/head.txt", context)
                for grant in grants_on(trust):
                    if grant.role == AUDITOR:
                        queue_letter(
                            to=grant.person.email, subject="Keep this: where the record stands", text=text, now=now
                        )
                        queued += 1
        self.stdout.write(f"{queued} letters queued.")
