"""The project's own app: triggers after every migration."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _install_triggers(using: str, **_: Any) -> None:
    from trustboard.ledger.triggers import install_triggers

    install_triggers(connections[using])


class TrustboardConfig(AppConfig):
    name = "trustboard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trustboard import checks  # noqa: F401 - registers them

        post_migrate.connect(_install_triggers, dispatch_uid="trustboard.triggers")
