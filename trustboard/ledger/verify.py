"""Comparing the ledger with itself and with the rows, both ways. It reads; it never mends.

What it can and cannot tell: whoever holds the database but not the signing key cannot change, swap, add or remove a row
or an entry unseen, nor cut a chain's tail against a head that was lodged elsewhere. Whoever holds the key as well can
cut or rewrite everything after the last lodged head.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection, transaction

from trustboard.ledger.canonical import canonical, salted, sha256
from trustboard.ledger.models import Entry, Head, PersonalText
from trustboard.ledger.record import OfRecord, digest_of_row, tables_of_record
from trustboard.ledger.signing import is_signed
from trustboard.ledger.triggers import missing_triggers

CHUNK = 2000
UNREADABLE = (ValueError, TypeError)
"""What reading raises where a column holds what its type does not allow, as SQLite lets whoever writes there."""


class Key(NamedTuple):
    table: str
    key: str


class Proof(NamedTuple):
    """The last word of the ledger on one row."""

    chain: str
    number: int
    row: Mapping[str, Any]


def findings(public_key: Ed25519PublicKey, *, lodged: Mapping[str, Mapping[str, Any]] | None = None) -> Iterator[str]:
    """Everything that does not agree, one plain sentence each; nothing where the record is whole.

    `lodged` are heads kept outside the database, by chain, each with `number`, `hash` and `signature`. Acts may go on
    meanwhile: all is read as it stood at one moment.
    """
    with _one_moment():
        yield from _findings(public_key, lodged or {})


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let everything read inside come from one snapshot, without keeping anyone from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # By hand: `atomic` would take the write lock at once.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _findings(public_key: Ed25519PublicKey, lodged: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    proofs: dict[Key, Proof] = {}
    heads = {head.chain: head for head in Head.objects.all()}
    chains = set(heads) | set(Entry.objects.values_list("chain", flat=True).distinct())
    for chain in sorted(chains):
        try:
            yield from _chain_findings(chain, heads.get(chain), public_key, proofs, lodged.get(chain))
        except UNREADABLE as fault:
            yield f"Chain {chain} cannot be read any further: {fault}."
    for chain in sorted(set(lodged) - chains):
        yield f"Chain {chain} is gone, though its head was lodged."
    yield from _row_findings(proofs)
    yield from _personal_findings()
    for trigger in missing_triggers(connection):
        yield f"Trigger {trigger} is missing or altered: its table is not protected."


def _chain_findings(
    chain: str,
    head: Head | None,
    public_key: Ed25519PublicKey,
    proofs: dict[Key, Proof],
    lodged: Mapping[str, Any] | None,
) -> Iterator[str]:
    number, last, hash_at_lodged = 0, "", ""
    for entry in Entry.objects.filter(chain=chain).order_by("number").iterator(CHUNK):
        if entry.number != number + 1:
            yield f"Entry {entry.number} of chain {chain} follows entry {number}: those between are missing."
        yield from _entry_findings(chain, entry, last, proofs)
        number, last = entry.number, entry.hash
        if lodged and number == lodged["number"]:
            hash_at_lodged = last
    if head is None:
        yield f"Chain {chain} has entries and no head."
    elif (head.number, head.hash) != (number, last):
        yield f"The head of chain {chain} says {head.number} entries; its last entry is {number}."
    elif not is_signed(public_key, head.statement, head.signature):
        yield f"The head of chain {chain} is not signed with the ledger's key."
    if lodged:
        yield from _lodged_findings(chain, lodged, public_key, hash_at_lodged)


def _entry_findings(chain: str, entry: Entry, last: str, proofs: dict[Key, Proof]) -> Iterator[str]:
    name = f"Entry {entry.number} of chain {chain}"
    if entry.hash != sha256(f"{last}\n{entry.body}"):
        yield f"{name} does not follow from the entry before it, or was altered."
    try:
        body = json.loads(entry.body)
        if (body["chain"], body["number"]) != (chain, entry.number):
            yield f"{name} speaks of another place: chain {body['chain']}, number {body['number']}."
        for row in body["rows"]:
            key = Key(row["table"], row["key"])
            if key in proofs and proofs[key].chain != chain:
                yield f"{_name(key)} is proved in two chains, {proofs[key].chain} and {chain}."
            proofs[key] = Proof(chain, entry.number, row)
    except (ValueError, KeyError, TypeError):
        yield f"{name} cannot be read."


def _lodged_findings(
    chain: str, lodged: Mapping[str, Any], public_key: Ed25519PublicKey, hash_there: str
) -> Iterator[str]:
    statement = canonical({"chain": chain, "number": lodged["number"], "hash": lodged["hash"]})
    if not is_signed(public_key, statement, lodged["signature"]):
        yield f"The lodged head of chain {chain} is not signed with the ledger's key."
    elif not hash_there:
        yield f"Chain {chain} ends before entry {lodged['number']}, where its lodged head stood: its tail was cut."
    elif hash_there != lodged["hash"]:
        yield f"Chain {chain} differs from its lodged head at entry {lodged['number']}: it was rewritten."


def _row_findings(proofs: dict[Key, Proof]) -> Iterator[str]:
    tables = tables_of_record()
    met: set[Key] = set()
    for declared in tables.values():
        unseen = declared.model._base_manager.count()
        try:
            for key, values in _stored(declared):
                met.add(key)
                unseen -= 1
                yield from _findings_of_row(declared, key, values, proofs.get(key))
        except UNREADABLE as fault:
            yield f"A row of {declared.table} cannot be read: {fault}. Those after it were not compared."
            met.update(key for key in proofs if key.table == declared.table)
        else:
            if unseen:
                yield f"{unseen} rows of {declared.table} name a permission or a kind of thing that there is not."
    for key, proof in proofs.items():
        if key.table not in tables:
            yield f"{_name(key)} stands in the ledger, but its table is no longer declared to be of record."
        elif not proof.row.get("gone") and key not in met:
            yield f"{_name(key)} is missing: entry {proof.number} of chain {proof.chain} left it there."


def _stored(declared: OfRecord) -> Iterator[tuple[Key, dict[str, Any]]]:
    key_name = declared.model._meta.pk.attname
    names = {column.attname for column in declared.model._meta.concrete_fields} | set(declared.columns)
    for row in declared.model._base_manager.order_by("pk").values(*names).iterator(CHUNK):
        yield Key(declared.table, str(row[key_name])), row


def _findings_of_row(declared: OfRecord, key: Key, values: dict[str, Any], proof: Proof | None) -> Iterator[str]:
    if proof is None:
        yield f"{_name(key)} stands in no entry: no act put it there."
    elif proof.row.get("gone"):
        yield f"{_name(key)} is back, though entry {proof.number} of chain {proof.chain} removed it."
    elif not _is_proved(declared.table, values, proof.row):
        yield f"{_name(key)} differs from what entry {proof.number} of chain {proof.chain} left there."


def _is_proved(table: str, values: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether the columns that the entry names have the digest it names. A lost column, like nonsense, is no proof."""
    try:
        digest = digest_of_row(table, {name: values[name] for name in row["columns"]})
        return bool(row["digest"] == digest)
    except (KeyError, TypeError):
        return False


def _personal_findings() -> Iterator[str]:
    for kept in PersonalText.objects.order_by("pk").iterator(CHUNK):
        if kept.digest != salted(kept.text, salt=kept.salt):
            yield f"Personal text {kept.digest[:12]} was altered."


def _name(key: Key) -> str:
    return f"Row {key.key} of {key.table}"
