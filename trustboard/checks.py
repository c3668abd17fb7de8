"""What Django's system check says of this house."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import WARNING, CheckMessage, Error, Info, Tags, register
from django.db import connections
from django.utils import timezone

from trustboard.documents.keys import NoSeal, load_seal_key, trusted_certificates
from trustboard.ledger.triggers import append_only_tables, missing_triggers

SEAL_RUNS_OUT = timedelta(days=60)


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


@register(deploy=True)
def documents_can_be_sealed(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """What is lost without a seal, and a seal that will not do. Nothing but sealing waits for it."""
    if not settings.SEAL_FILE:
        return [
            Info(
                "Documents are not sealed. Signing goes on, and the record proves it; but whoever has a document alone "
                "cannot tell whether it was altered.",
                hint="Set SEAL_FILE and SEAL_PASSPHRASE; docs/sealing.md says how to come by them.",
                id="trustboard.I001",
            )
        ]
    try:
        key = load_seal_key(Path(settings.SEAL_FILE), settings.SEAL_PASSPHRASE)
        trusted_certificates()
    except NoSeal as fault:
        return [Error(f"Documents cannot be sealed. {fault}", hint="See docs/sealing.md.", id="trustboard.E002")]
    if timezone.now() + SEAL_RUNS_OUT > key.not_after:
        return [
            CheckMessage(
                WARNING,
                f"The seal holds until {key.not_after:%d %B %Y}. Nothing is sealed after that; what was stays good.",
                hint="Put another in its place; docs/sealing.md says how.",
                id="trustboard.W002",
            )
        ]
    return []
