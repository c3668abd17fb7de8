"""An act commits in the middle of a verification: `python -m tests.soak.meanwhile` tells what was found.

The act is done, over a connection of its own, when the verification has read the entries and heads and turns to the
rows: read one after the other, the two would not agree.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - the apps come first
from django.db import connection  # noqa: E402

from governance.structure.permissions import AUDITOR  # noqa: E402
from tests.soak.scene import by, holder, new_trust  # noqa: E402
from trustboard.accounts.acts import invite_person  # noqa: E402
from trustboard.ledger.models import Entry  # noqa: E402
from trustboard.ledger.signing import private_key  # noqa: E402
from trustboard.ledger.verify import findings  # noqa: E402


def main() -> None:
    trust = new_trust()
    officer = holder(trust, "officer@agency.example")
    entries, acted = Entry.objects.count(), []

    def invite() -> None:
        invite_person(trust, email="new@agency.example", role=AUDITOR, by=by(officer))
        connection.close()

    def act_once_rows_are_read(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not acted and 'FROM "trustboard_invitation"' in sql:
            acted.append(threading.Thread(target=invite))
            acted[0].start()
            acted[0].join(timeout=60)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(act_once_rows_are_read):
        found = list(findings(private_key(settings.LEDGER_KEY).public_key()))
    print(json.dumps({"findings": found, "entries added": Entry.objects.count() - entries}))


if __name__ == "__main__":
    main()
