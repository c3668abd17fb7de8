"""`manage.py load_trust`: make a trust what a file says it is."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from governance.trustfile.acts import load_trust
from governance.trustfile.faults import Unreadable
from governance.trustfile.nodes import MOST_BYTES
from governance.trustfile.parse import parse
from trustboard.acts.by import By
from trustboard.acts.verdict import RuleBroken


class Command(BaseCommand):
    help = "Load a trust from its file, or part of one: what it says is created or changed, nothing is removed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file, such as fixtures/kent.yaml; see docs/trust-files.md")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        by = By.the_command("load_trust", now=timezone.now())
        try:
            with file.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
            loaded = load_trust(parse(content, source=str(file)), by=by).result
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}. Nothing was changed.") from None
        except Unreadable as unreadable:
            raise _refusal(unreadable.told(str(file))) from None
        except RuleBroken as broken:
            raise _refusal(broken.verdict.reasons) from None
        except IntegrityError:
            raise CommandError(
                "Somebody else changed the trust at the same moment. Nothing was changed; run it again."
            ) from None
        self.stdout.write("\n".join(loaded.lines))


def _refusal(sentences: Any) -> CommandError:
    return CommandError("\n".join([*sentences, "Nothing was changed."]))
