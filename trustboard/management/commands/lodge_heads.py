"""`manage.py lodge_heads`: take the heads of all chains out of the database, to a file or to the auditors."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from trustboard.ledger.heads import heads_as_text


class Command(BaseCommand):
    help = "Write the signed heads of all chains, to be kept where this server cannot reach them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, help="the file to write; otherwise they are printed")

    def handle(self, *args: Any, **options: Any) -> None:
        text = heads_as_text()
        if options["out"]:
            options["out"].write_text(text)
            self.stdout.write(f"Lodged in {options['out']}.")
        else:
            self.stdout.write(text)
