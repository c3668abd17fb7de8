"""What Django's system check says of this house."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import WARNING, CheckMessage, Error, Tags, register
from django.db import connections

from trustboard.ledger.triggers import append_only_tables, missing_triggers


@register(Tags.database)
def append_only_tables_are_protected(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Name each trigger that is missing. A warning, for `migrate` asks before it has made them."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if set(append_only_tables()) <= set(connection.introspection.table_names()):
            found += [
                CheckMessage(
                    WARNING,
                    f"The trigger {name} is missing or altered.",
                    hint="Run `manage.py migrate`, which installs it; then `manage.py verify_ledger`.",
                    id="trustboard.W001",
                )
                for name in missing_triggers(connection)
            ]
    return found


@register()
def several_workers_share_what_they_must(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Limits on guessing and live pages need Redis as soon as there is more than one process."""
    if int(os.environ.get("WEB_CONCURRENCY") or 1) > 1 and not settings.REDIS_URL:
        return [
            Error(
                "Several workers cannot share limits on guessing, nor show each other's changes, in their own memory.",
                hint="Set REDIS_URL, or WEB_CONCURRENCY=1.",
                id="trustboard.E001",
            )
        ]
    return []
