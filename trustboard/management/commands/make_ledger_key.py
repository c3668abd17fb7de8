"""`manage.py make_ledger_key`: a new key for LEDGER_KEY."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from trustboard.ledger.signing import make_key


class Command(BaseCommand):
    help = "Print a new key for LEDGER_KEY. Keep it outside the database and its backups."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(make_key())
