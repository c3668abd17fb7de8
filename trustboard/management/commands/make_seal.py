"""`manage.py make_seal`: a seal for documents, into the file that SEAL_FILE names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from trustboard.documents.keys import NoSeal, keep_certificates, load_seal_key, write_bytes_durably
from trustboard.documents.seal_making import make_seal

SHORTEST_PASSPHRASE = 16


class Command(BaseCommand):
    help = "Make a seal for documents: a key and a certificate for ten years, into SEAL_FILE under SEAL_PASSPHRASE."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", help="whose seal it is, in at most 64 letters; the host of SITE_URL unless given")
        parser.add_argument(
            "--replace", action="store_true", help="take the place of the seal that is there; its key is gone then"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SEAL_FILE:
            raise CommandError("SEAL_FILE is not set: the file that the seal is to be kept in, outside any backup.")
        if len(settings.SEAL_PASSPHRASE) < SHORTEST_PASSPHRASE:
            raise CommandError(f"SEAL_PASSPHRASE must have {SHORTEST_PASSPHRASE} letters or more.")
        path = Path(settings.SEAL_FILE)
        if path.exists():
            self._make_way(path, may_replace=options["replace"])
        try:
            made = make_seal(
                options["name"] or f"Trustboard at {settings.SITE_HOST}",
                passphrase=settings.SEAL_PASSPHRASE,
                now=timezone.now(),
            )
            write_bytes_durably(path, made)
        except (OSError, ValueError) as fault:
            raise CommandError(f"No seal was made. {fault}") from None
        key = load_seal_key(path, settings.SEAL_PASSPHRASE)
        certificates = keep_certificates(key)
        self.stdout.write(f"The seal of {key.name} is in {path}, until {key.not_after:%d %B %Y}.")
        self.stdout.write(f"Its certificate, which may be handed to anyone: {certificates}")
        self.stdout.write(f"SHA-256 {key.fingerprint}")

    def _make_way(self, path: Path, *, may_replace: bool) -> None:
        """See that what the seal there has sealed can still be checked, or refuse."""
        if not may_replace:
            raise CommandError(
                f"There is a seal in {path} already, and it was left as it is. With --replace a new one takes its "
                "place: the old key is gone for good, and what it sealed can still be checked."
            )
        try:
            keep_certificates(load_seal_key(path, settings.SEAL_PASSPHRASE))
        except NoSeal as fault:
            raise CommandError(
                f"The seal in {path} was left as it is, for its certificate must be kept. {fault}"
            ) from None
