"""`manage.py load_year`: a year of invented meetings for each trust of the demonstration that has no other meetings."""

from __future__ import annotations

from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from governance.structure.models import Trust
from governance.trustfile.faults import Unreadable
from meetings.demonstration.player import play, script_of
from meetings.demonstration.story import Story, read_story

STORIES = settings.BASE_DIR / "fixtures" / "demo"
AT_ONCE = 2


class Command(BaseCommand):
    help = (
        "Play a year of invented meetings in each trust of the demonstration that has none, dated from today. "
        "Run it after load_demonstration. What was cut off goes on where it stopped; what is there is not done again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("trusts", nargs="*", metavar="TRUST", help="the address of a trust; all unless said")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is no demonstration: DEMONSTRATION is not set to yes.")
        files = {file.name.removesuffix("-year.yaml"): file for file in sorted(STORIES.glob("*-year.yaml"))}
        trusts = {trust.slug: trust for trust in Trust.objects.filter(slug__in=files)}
        for slug in options["trusts"] or files:
            if slug not in trusts:
                raise CommandError(f"There is no story for a trust called {slug}, or the trust is not loaded.")
        told = {slug: self._read(files[slug]) for slug in options["trusts"] or files}
        left = [slug for slug in told if script_of(told[slug], trusts[slug], now=timezone.now())]
        # Two at once: while one waits for its PDFs, which other processes make, the other goes on.
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for said in pool.map(lambda slug: self._played(trusts[slug], told[slug]), left):
                self.stdout.write(said)

    def _read(self, file: Path) -> Story:
        try:
            return read_story(file.read_bytes(), source=file.name)
        except Unreadable as fault:
            raise CommandError("\n".join(fault.told(file.name))) from None

    def _played(self, trust: Trust, story: Story) -> str:
        """Play the story of the trust, on a connection of its own. Returns what was done."""
        self.stdout.write(f"{trust.name}: a year of invented meetings is being loaded …")
        self.stdout.flush()
        begun = monotonic()
        try:
            made = play(story, trust, now=timezone.now())
        except Unreadable as fault:
            raise CommandError("\n".join(fault.told(story.source))) from None
        finally:
            connection.close()
        return f"{trust.name}: {made} meetings in {monotonic() - begun:.0f} seconds."
