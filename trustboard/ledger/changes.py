"""Writing entries: the last step of every act of record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.db.models import Model

from trustboard.acts.by import By
from trustboard.acts.changes import change
from trustboard.ledger.canonical import canonical, plain, salted, sha256
from trustboard.ledger.models import Entry, Head, PersonalText
from trustboard.ledger.record import digest_of_row, of_record, rows_as_stored
from trustboard.ledger.signing import private_key, sign

SITE = "site"


@change
def record_act(
    by: By, *, chain: str, touched: Iterable[Model] = (), removed: Iterable[Model] = (), at: datetime | None = None
) -> Entry:
    """Write the entry of the act under way, as its last step: the chain's head stays locked until the commit.

    `touched` rows are proved as they now stand in the database, once each, `removed` ones as gone; a removed model must
    still carry its key. A row is proved in one chain only, ever. `at` is the moment the act speaks of, where that is
    not the server's now.
    """
    # The lock before the proofs: a row that is only read here may be changed by another act until we hold the head.
    head = _locked_head(chain)
    rows = [*_proofs_of(touched), *({"table": _table(row), "key": str(row.pk), "gone": True} for row in removed)]
    body = canonical(
        {
            "act": by.act,
            "at": plain(at or by.now),
            "by": by.actor,
            "chain": chain,
            "number": head.number + 1,
            "request": str(by.request_id),
            "rows": rows,
            "server": plain(by.now),
        }
    )
    entry = Entry.objects.create(chain=chain, number=head.number + 1, body=body, hash=sha256(f"{head.hash}\n{body}"))
    _advance(head, entry)
    return entry


@change
def keep_personal_text(text: str) -> PersonalText:
    """Keep a text that may have to go one day, under a salted digest that may stay for ever."""
    salt = token_hex(16)
    return PersonalText.objects.create(digest=salted(text, salt=salt), salt=salt, text=text)


@change
def erase_personal_text(digest: str) -> None:
    """Delete a personal text and its salt. What named it by digest still verifies."""
    PersonalText.objects.filter(digest=digest).delete()


def _table(row: Model) -> str:
    return of_record(type(row)).table


def _proofs_of(touched: Iterable[Model]) -> list[dict[str, Any]]:
    by_model: dict[type[Model], list[Model]] = defaultdict(list)
    for row in dict.fromkeys(touched):
        by_model[type(row)].append(row)
    proofs = []
    for model, rows in by_model.items():
        declared = of_record(model)
        stored = rows_as_stored(declared, (row.pk for row in rows), declared.columns)
        for row in rows:
            values = stored[str(row.pk)]
            proofs.append(
                {
                    "table": declared.table,
                    "key": str(row.pk),
                    "version": values.get("version", 1),
                    "columns": list(declared.columns),
                    "digest": digest_of_row(declared.table, values),
                }
            )
    return proofs


def _locked_head(chain: str) -> Head:
    """The head of the chain, its row locked until the commit (on SQLite the whole transaction is alone anyway)."""
    Head.objects.bulk_create([Head(chain=chain)], ignore_conflicts=True)
    return Head.objects.select_for_update().get(pk=chain)


def _advance(head: Head, entry: Entry) -> None:
    head.number, head.hash = entry.number, entry.hash
    head.signature = sign(private_key(settings.LEDGER_KEY), head.statement)
    head.save(update_fields=["number", "hash", "signature"])
