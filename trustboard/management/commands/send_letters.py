"""`manage.py send_letters`: send what is due, where no serving process does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from trustboard.mail.delivery import send_due_letters


class Command(BaseCommand):
    help = "Send every letter that is due. Serving processes do this by themselves."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = send_due_letters()
        self.stdout.write(f"{sent} sent, {failed} failed.")
