"""`manage.py remind`: remind the owners of actions, and bring before each body what is open or overdue. Every day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from governance.structure.models import Trust
from meetings.actions.acts import bring_actions, remind_owner
from meetings.actions.queries import bodies_with_open_actions, items_to_bring, to_be_reminded
from meetings.decisions.acts import report_overdue
from meetings.decisions.queries import to_be_reported
from trustboard.acts.by import By
from trustboard.acts.verdict import RuleBroken


class Command(BaseCommand):
    help = (
        "Remind the owners of actions by letter, and bring open actions and overdue ratifications onto an agenda. "
        "Each once: run it every day, or as often as you like."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        for trust in Trust.objects.all():
            reminded = sum(self._done(remind_owner, action) for action in to_be_reminded(trust, today))
            brought = sum(self._done(report_overdue, referral) for referral in to_be_reported(trust, today))
            bodies = [body for body in bodies_with_open_actions(trust) if items_to_bring(body, today)]
            brought += sum(self._done(bring_actions, body) for body in bodies)
            self.stdout.write(f"{trust}: {reminded} reminded, {brought} brought onto an agenda.")

    def _done(self, act: Callable[..., Any], on: Any) -> bool:
        """Whether the act was done; what another run was quicker to do, or nobody can be told of, is left alone."""
        try:
            act(on, by=By.the_command("remind", now=timezone.now()))
        except RuleBroken as broken:
            self.stdout.write(f"{on}: {' '.join(broken.verdict.reasons)}")
            return False
        return True
