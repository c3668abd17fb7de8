"""`manage.py verify_ledger`: does the ledger agree with itself and with the rows?"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings


class Command(BaseCommand):
    help = "Compare the ledger with itself, with every row of record, and with heads lodged elsewhere. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lodged", type=Path, help="a file of heads that `lodge_heads` wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        lodged = json.loads(options["lodged"].read_text())["heads"] if options["lodged"] else None
        found = 0
        for finding in findings(private_key(settings.LEDGER_KEY).public_key(), lodged=lodged):
            found += 1
            self.stdout.write(self.style.ERROR(finding))
        if found:
            raise CommandError(f"{found} findings: the record is not as its acts left it.")
        self.stdout.write(f"The record is whole: {Entry.objects.count()} entries verified.")
