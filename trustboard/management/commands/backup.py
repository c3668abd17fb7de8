"""`manage.py backup`: the database and the uploaded files in one archive."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trustboard.operations.archive import digest_of_file
from trustboard.operations.backup import back_up
from trustboard.operations.database_copy import CopyFailed


class Command(BaseCommand):
    help = "Write the database and the uploaded files into one archive, while the server runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("to", type=Path, help="a folder, or the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path = back_up(options["to"], now=timezone.now())
        except FileExistsError as fault:
            raise CommandError(f"{fault} is there already.") from None
        except (CopyFailed, OSError) as fault:
            raise CommandError(f"No backup was made. {fault}") from None
        self.stdout.write(f"{path}: {path.stat().st_size} bytes, SHA-256 {digest_of_file(path)}")
        self.stdout.write("Keep SECRET_KEY and LEDGER_KEY elsewhere: the backup holds neither and needs both.")
