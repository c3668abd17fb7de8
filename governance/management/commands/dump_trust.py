"""`manage.py dump_trust`: a trust as its canonical file."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.structure.models import Trust
from governance.trustfile.faults import did_you_mean
from governance.trustfile.queries import stored
from governance.trustfile.write import write


class Command(BaseCommand):
    help = "Print a trust as the file from which it could be loaded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its address on this site, such as kent")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        trust = Trust.objects.filter(slug=slug).first()
        if trust is None:
            known = list(Trust.objects.values_list("slug", flat=True))
            raise CommandError(f"There is no trust at the address {slug}.{did_you_mean(slug, known)}")
        self.stdout.write(write(stored(trust).contents), ending="")
