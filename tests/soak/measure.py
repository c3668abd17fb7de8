"""What an act, the verification of the ledger and a page cost, beside something bare: as rows of a table, in JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402 - the apps come first
from django.contrib.auth import get_user  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import include, path  # noqa: E402

from governance.structure.permissions import AUDITOR  # noqa: E402
from tests.soak.race import write_to_somebody  # noqa: E402
from tests.soak.scene import by, holder, new_trust, signed_in  # noqa: E402
from trustboard.accounts.acts import invite_person, withdraw_invitation  # noqa: E402
from trustboard.accounts.queries import open_invitations_to  # noqa: E402
from trustboard.acts.models import Request  # noqa: E402
from trustboard.ledger.models import Entry  # noqa: E402
from trustboard.ledger.signing import private_key  # noqa: E402
from trustboard.ledger.verify import findings  # noqa: E402

TIMES = 100
ENTRIES = 2000


def bare_page(request: HttpRequest) -> HttpResponse:
    """What Django itself costs, with all our middleware and someone signed in."""
    return HttpResponse(f"Hello {get_user(request).pk}")


urlpatterns = [path("bare/", bare_page), path("", include("trustboard.urls"))]


def median_ms(deed: Callable[[], object], times: int = TIMES) -> float:
    """The middle one of so many times, after a few that do not count."""
    for _ in range(5):
        deed()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        deed()
        took.append(time.perf_counter() - began)
    return sorted(took)[times // 2] * 1000


def save_a_row() -> None:
    with transaction.atomic():
        Request.objects.create(actor="bench", act="bench", request_id=uuid4(), digest="", address="", at=by(None).now)


def main() -> None:
    trust = new_trust()
    officer = holder(trust, "officer@agency.example")

    def invite_and_withdraw() -> None:
        email = f"{uuid4().hex}@agency.example"
        invite_person(trust, email=email, role=AUDITOR, by=by(officer))
        withdraw_invitation(open_invitations_to(trust).get(address__text=email), by=by(officer))

    def write() -> None:
        write_to_somebody(trust, email=f"{uuid4().hex}@agency.example", by=by(officer))

    rows = [
        ("one row saved in a transaction", median_ms(save_a_row), ""),
        ("the least act: request id, letter, entry, signature", median_ms(write), "one row saved"),
        ("an act on a page: all that, rules, rows, announcement", median_ms(invite_and_withdraw) / 2, "one row saved"),
    ]

    settings.ROOT_URLCONF = "tests.soak.measure"
    client = Client(SERVER_NAME=settings.SITE_HOST, headers={"cookie": signed_in(officer).header})
    pages = {"/bare/": "a page of one line", "/": "home", f"/trusts/{trust.slug}/": "a trust's page"}
    pages |= {f"/trusts/{trust.slug}/access/": "who has access", f"/trusts/{trust.slug}/record/": "its record"}
    for address, name in pages.items():
        if (status := client.get(address).status_code) != 200:
            raise AssertionError(f"{address} answered {status}.")
        rows.append(
            (name, median_ms(lambda address=address: client.get(address)), "" if address == "/bare/" else "a page")
        )

    while Entry.objects.count() < ENTRIES:
        write()
    public_key = private_key(settings.LEDGER_KEY).public_key()
    began = time.perf_counter()
    if list(findings(public_key)):
        raise AssertionError("The ledger does not verify.")
    took = time.perf_counter() - began
    verified = f"{ENTRIES / took:,.0f} entries a second ({ENTRIES:,} in {took:.2f} s)"
    print(json.dumps({"database": connection.vendor, "rows": rows, "verify_ledger": verified}))


if __name__ == "__main__":
    main()
