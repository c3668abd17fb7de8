"""`manage.py found_trust`: how a real installation begins."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from governance.structure.acts import found_trust
from governance.structure.permissions import OFFICER
from trustboard.accounts.acts import invite_person
from trustboard.accounts.rules import INVITATION_LASTS
from trustboard.acts.by import By
from trustboard.acts.verdict import RuleBroken


class Command(BaseCommand):
    help = "Begin a trust and invite its development officer, who then invites everyone else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its address on this site, such as north-shire")
        parser.add_argument("name", help="its full name")
        parser.add_argument("--officer", metavar="EMAIL", required=True, help="the officer's e-mail address")

    def handle(self, *args: Any, slug: str, name: str, officer: str, **options: Any) -> None:
        try:
            validate_email(officer)
            trust = found_trust(slug=slug, name=name, by=_operator()).result
            invite_person(trust, email=officer, role=OFFICER, by=_operator())
        except ValidationError:
            raise CommandError(f"{officer} is not an e-mail address. Nothing was done.") from None
        except RuleBroken as broken:
            raise CommandError(broken.verdict.sentence) from None
        self.stdout.write(f"{trust.name} begins. A letter to {officer} invites its {OFFICER.title}.")
        self.stdout.write(f"It leaves with the running server, and its link holds for {INVITATION_LASTS.days} days.")


def _operator() -> By:
    return By.the_command("found_trust", now=timezone.now())
