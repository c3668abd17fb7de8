"""`manage.py restore`: make this installation what a backup holds."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from trustboard.operations.alone import refuse_a_second_process
from trustboard.operations.archive import ArchiveRefused
from trustboard.operations.backup import RestoreRefused, is_older, restore
from trustboard.operations.database_copy import CopyFailed


class Command(BaseCommand):
    help = "Restore the database and the uploaded files from a backup. Stop the server first."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path, help="the file that `backup` wrote")
        parser.add_argument("--replace", action="store_true", help="lose the data that are here")
        parser.add_argument("--lodged", type=Path, help="a file of heads that `lodge_heads` wrote, to verify against")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_a_second_process()
            manifest = restore(options["archive"], replace=options["replace"])
        except (ArchiveRefused, RestoreRefused, CopyFailed, ImproperlyConfigured, OSError) as fault:
            raise CommandError(f"Nothing was restored. {fault}") from None
        self.stdout.write(f"Restored from the backup of {manifest['made']}.")
        if is_older(manifest):
            self.stdout.write("It is of an older version: run `manage.py migrate`, then `manage.py verify_ledger`.")
        else:
            call_command("verify_ledger", lodged=options["lodged"], stdout=self.stdout, stderr=self.stderr)
