"""Tamperings straight in the database, by class. The tamperer holds the database and our code, but not the key.

Each takes a history and chance, does its harm and says what it did. All are done with the triggers taken away, which
are put back afterwards, but for those whose harm is to the triggers.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.db.models import DateField
from guardian.models import UserObjectPermission

from governance.structure.models import Trust
from tests.soak.histories import BEGINNING, History
from trustboard.accounts.models import Invitation
from trustboard.ledger.canonical import canonical, sha256
from trustboard.ledger.models import Entry, Head, PersonalText
from trustboard.ledger.record import digest_of_row, rows_as_stored, tables_of_record
from trustboard.ledger.signing import make_key, private_key, sign
from trustboard.ledger.triggers import FUNCTION, REFUSAL, append_only_tables, install_triggers, remove_triggers

Harm = Callable[[Any, random.Random], str]


@dataclass(frozen=True)
class Tampering:
    """One class: its name, its harm, and whether only a head that was lodged elsewhere can tell of it."""

    name: str
    harm: Harm
    needs_lodged_head: bool = False
    is_to_triggers: bool = False

    def do(self, history: Any, chance: random.Random) -> str:
        if self.is_to_triggers:
            return self.harm(history, chance)
        remove_triggers(connection)
        done = self.harm(history, chance)
        install_triggers(connection)
        return done


# Rows


def change_a_value(history: History, chance: random.Random) -> str:
    """One column says something else: a text, a number, a moment, or another row that there is."""
    while True:
        table, key, row = _some_row(history, chance)
        model = tables_of_record()[table].model
        columns = [column for column in model._meta.concrete_fields if not column.primary_key]
        column = chance.choice(columns)
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=key).update(**{column.attname: another(column, row, chance)})
        except (IntegrityError, IndexError):
            continue  # the database itself refuses this one, or there is nothing else it could be
        return f"{column.attname} of {table} {key}"


def swap_rows(history: History, chance: random.Random) -> str:
    """Two invitations change places: each keeps its content, under the other's key."""
    one, other = chance.sample(sorted(history.rows()["trustboard_invitation"]), 2)
    aside = uuid4()
    for old, new in ((one, aside), (other, one), (aside, other)):
        Invitation.objects.filter(pk=old).update(id=new)
    return f"{one} and {other}"


def slip_in_a_row(history: History, chance: random.Random) -> str:
    """A row that no act made: a grant for oneself, an invitation, a trust."""
    kind = chance.choice(["grant", "invitation", "trust"])
    row = dict(chance.choice(list(history.rows()["trustboard_invitation"].values())))
    if kind == "trust":
        Trust.objects.bulk_create([Trust(slug=f"slipped-{uuid4().hex[:8]}", name="Slipped in")])
    elif kind == "invitation":
        row |= {"id": uuid4(), "token_digest": sha256(str(chance.random()))}
        Invitation.objects.bulk_create([Invitation(**row)])
    else:
        grant = chance.choice(history.gone) | {"id": 10**6 + chance.randrange(10**6)}
        UserObjectPermission.objects.bulk_create([UserObjectPermission(**grant)])
    return kind


def remove_a_row(history: History, chance: random.Random) -> str:
    table, key, _ = _some_row(history, chance, but="governance_trust")
    tables_of_record()[table].model._base_manager.filter(pk=key).delete()
    return f"{table} {key}"


def bring_a_row_back(history: History, chance: random.Random) -> str:
    row = chance.choice(history.gone)
    UserObjectPermission.objects.bulk_create([UserObjectPermission(**row)])
    return f"grant {row['id']}"


def alter_a_personal_text(history: History, chance: random.Random) -> str:
    row = chance.choice(list(history.rows()["trustboard_invitation"].values()))
    kept = PersonalText.objects.get(pk=row["address_id"])
    other = f"tamperer{chance.randrange(10**6)}@agency.example"
    PersonalText.objects.filter(pk=kept.pk).update(
        **chance.choice([{"text": other}, {"salt": f"{chance.getrandbits(128):032x}"}, {"text": kept.text.upper()}])
    )
    return kept.pk[:12]


# Entries


def swap_entries(history: History, chance: random.Random) -> str:
    """Two entries change places, each with its hash or without."""
    one, other = chance.sample(_entries(history), 2)
    if chance.random() < 0.5:
        _set_numbers(history, {one.pk: other.number, other.pk: one.number})
        return f"numbers of {one.number} and {other.number}"
    Entry.objects.filter(pk=one.pk).update(body=other.body)
    Entry.objects.filter(pk=other.pk).update(body=one.body)
    return f"bodies of {one.number} and {other.number}"


def edit_an_entry(history: History, chance: random.Random) -> str:
    """The body of one entry says something else; its hash is left, or made to fit."""
    entries = _entries(history)
    position = chance.randrange(len(entries))
    entry = entries[position]
    body = json.loads(entry.body)
    part = chance.choice(["act", "by", "at", "server", "request", "rows"])
    body[part] = [] if part == "rows" else f"{body[part]}0"
    text, changed = canonical(body), {}
    if chance.random() < 0.5:
        before = entries[position - 1].hash if position else ""
        changed["hash"] = sha256(f"{before}\n{text}")
    Entry.objects.filter(pk=entry.pk).update(body=text, **changed)
    return f"{part} of {entry.number}"


def remove_an_entry(history: History, chance: random.Random) -> str:
    entries = _entries(history)
    entry = chance.choice(entries)
    Entry.objects.filter(pk=entry.pk).delete()
    return f"entry {entry.number} of {len(entries)}"


def cut_the_tail(history: History, chance: random.Random) -> str:
    """The last entries go, under a head that was truly signed when the chain ended there; their rows are left."""
    left = chance.randrange(1, len(history.head_after))
    _cut(history, left)
    return f"{left} of {len(history.head_after)} left"


def cut_tail_and_rows(history: History, chance: random.Random) -> str:
    """The same, and every row is put back to how it stood then: whole in itself, but for what was lodged elsewhere."""
    left = chance.randrange(1, len(history.head_after))
    _cut(history, left)
    now, then = history.rows(), history.rows_after[left - 1]
    for table in now:
        declared = tables_of_record()[table]
        for key in now[table].keys() - then[table].keys():
            declared.model._base_manager.filter(pk=key).delete()
        for key, row in then[table].items():
            # A letter may be gone for good; it is sent or dropped as the machine needs it.
            if declared.model._base_manager.filter(pk=key).update(**row) == 0:
                declared.model._base_manager.bulk_create([declared.model(**row)])
    return f"{left} of {len(history.head_after)} left"


def remove_the_chain(history: History, chance: random.Random) -> str:
    """Nothing is left of the trust: entries, head and rows."""
    Entry.objects.filter(chain=history.trust.chain).delete()
    Head.objects.filter(pk=history.trust.chain).delete()
    for table, rows in history.rows().items():
        tables_of_record()[table].model._base_manager.filter(pk__in=rows).delete()
    return "all of it"


def recompute_the_chain(history: History, chance: random.Random) -> str:
    """A row is changed, and the whole chain made to prove it by our code: all hashes fit, the signature does not."""
    done = change_a_value(history, chance)
    _prove_anew(history)
    _set_head(history, chance)
    return done


def add_an_entry(history: History, chance: random.Random) -> str:
    """A row slipped in with an entry that proves it, hashed by our own code."""
    slip_in_a_row(history, chance)
    _prove_anew(history)
    _set_head(history, chance)
    return "an entry at the end"


# Triggers


def drop_a_trigger(history: History, chance: random.Random) -> str:
    table = chance.choice(append_only_tables())
    kind = chance.choice({"sqlite": ["change", "delete"], "postgresql": ["change", "truncate"]}[connection.vendor])
    _run(f"DROP TRIGGER {table}_never_{kind}{_on(table)}")
    return f"{table}_never_{kind}"


def replace_a_trigger(history: History, chance: random.Random) -> str:
    """One of the same name, that does nothing when it is needed."""
    ours = f"EXECUTE FUNCTION {FUNCTION}()"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    events = "UPDATE OR DELETE ON trustboard_entry FOR EACH ROW"
    harmless = {
        "sqlite": [
            "BEFORE UPDATE ON trustboard_entry BEGIN SELECT 1; END",
            f"BEFORE UPDATE ON trustboard_entry WHEN 0 {refuse}",
            f"BEFORE UPDATE ON trustboard_head {refuse}",
            f"BEFORE UPDATE OF number ON trustboard_entry {refuse}",
            f"BEFORE INSERT ON trustboard_personaltext {refuse}",
        ],
        "postgresql": [
            f"BEFORE {events} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            f"BEFORE {events} WHEN (false) {ours}",
            f"BEFORE DELETE ON trustboard_entry FOR EACH ROW {ours}",
            f"BEFORE UPDATE OF number ON trustboard_entry FOR EACH ROW {ours}",
            f"BEFORE UPDATE OR DELETE ON trustboard_head FOR EACH ROW {ours}",
            "",
        ],
    }[connection.vendor]
    chosen = chance.choice(harmless)
    if chosen:
        _run(f"DROP TRIGGER trustboard_entry_never_change{_on('trustboard_entry')}")
        _run(f"CREATE TRIGGER trustboard_entry_never_change {chosen}")
    else:
        _run(f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")
    return chosen or "a function that lets everything pass"


TAMPERINGS = [
    Tampering("value changed in a row of record", change_a_value),
    Tampering("two rows swapped", swap_rows),
    Tampering("row slipped in that no act made", slip_in_a_row),
    Tampering("row missing", remove_a_row),
    Tampering("removed row brought back", bring_a_row_back),
    Tampering("personal text altered", alter_a_personal_text),
    Tampering("two entries swapped", swap_entries),
    Tampering("entry edited", edit_an_entry),
    Tampering("entry removed", remove_an_entry),
    Tampering("tail cut, its rows left", cut_the_tail),
    Tampering("tail and rows cut, head lodged", cut_tail_and_rows, needs_lodged_head=True),
    Tampering("whole chain and rows gone, head lodged", remove_the_chain, needs_lodged_head=True),
    Tampering("row changed, chain recomputed by our code", recompute_the_chain),
    Tampering("row slipped in with an entry of its own", add_an_entry),
    Tampering("trigger dropped", drop_a_trigger, is_to_triggers=True),
    Tampering("trigger replaced by a harmless one", replace_a_trigger, is_to_triggers=True),
]


def _some_row(history: History, chance: random.Random, *, but: str = "") -> tuple[str, str, dict[str, Any]]:
    rows = [(table, key, row) for table, found in history.rows().items() if table != but for key, row in found.items()]
    return chance.choice(rows)


def another(column: Any, row: dict[str, Any], chance: random.Random) -> Any:  # noqa: C901, PLR0911, PLR0912
    """Another value for the column. Raises IndexError where there is none."""
    value = row[column.attname]
    if column.is_relation:
        others = column.related_model._base_manager.exclude(pk=value)
        # A kind of thing, like a permission, is proved by its name: another name it shall be.
        return chance.choice(sorted(others.values_list("pk", flat=True), key=str))
    if column.null and value and chance.random() < 0.5:
        return None
    match value:
        case datetime():
            return value + timedelta(microseconds=chance.choice([1, 10**6, 10**9]))
        case int() if not isinstance(value, bool):
            return value + chance.choice([1, 7])
        case date():
            return value + timedelta(days=chance.choice([1, 365]))
        case UUID():
            return uuid4()
        case "":
            return "x"
        case bool():
            return not value
        case str():
            position = chance.randrange(len(value))
            return value[:position] + ("x" if value[position] != "x" else "y") + value[position + 1 :]
        case list():
            return [*value, "x"]
        case dict():
            return value | {"x": "x"}
        case None if isinstance(column, DateField):
            return BEGINNING + timedelta(days=400)
        case None:
            raise IndexError
    raise TypeError(f"What else could {column} be than {value!r}?")


def _entries(history: History) -> list[Entry]:
    return list(Entry.objects.filter(chain=history.trust.chain).order_by("number"))


def _set_numbers(history: History, numbers: dict[int, int]) -> None:
    for key in numbers:
        Entry.objects.filter(pk=key).update(number=10**9 + key)
    for key, number in numbers.items():
        Entry.objects.filter(pk=key).update(number=number)


def _cut(history: History, left: int) -> None:
    Entry.objects.filter(chain=history.trust.chain, number__gt=left).delete()
    Head.objects.filter(pk=history.trust.chain).update(**history.head_after[left - 1])


def _prove_anew(history: History) -> None:
    """Write the chain again so that it proves the rows as they now stand, with the product's own functions."""
    proved: dict[str, dict[str, str]] = {}
    for table, rows in history.rows().items():
        declared, proved[table] = tables_of_record()[table], {}
        for key, values in rows_as_stored(declared, list(rows), declared.columns).items():
            proved[table][key] = digest_of_row(table, values)
    entries = _entries(history)
    bodies = [json.loads(entry.body) for entry in entries]
    last_of = {(row["table"], row["key"]): row for body in bodies for row in body["rows"]}
    for (table, key), row in last_of.items():
        if key in proved[table]:
            row["digest"] = proved[table].pop(key)
            row["version"] = history.rows()[table][key].get("version", 1)
    strays = [
        {"table": table, "key": key, "version": 1, "columns": list(tables_of_record()[table].columns), "digest": digest}
        for table, rows in proved.items()
        for key, digest in rows.items()
    ]
    if strays:
        bodies.append(bodies[-1] | {"number": len(bodies) + 1, "rows": strays})
        entries.append(Entry(chain=history.trust.chain, number=len(bodies)))
    last = ""
    for entry, body in zip(entries, bodies, strict=True):
        entry.body = canonical(body)
        last = entry.hash = sha256(f"{last}\n{entry.body}")
        entry.save()


def _set_head(history: History, chance: random.Random) -> None:
    """The head of the rewritten chain, with the old signature or one by the tamperer's own key."""
    sign_head(history, chance.choice([None, make_key()]))


def sign_head(history: History, key: str | None) -> None:
    """Have the head say where the chain ends, signed with the key if there is one."""
    last = _entries(history)[-1]
    head = Head.objects.get(pk=history.trust.chain)
    head.number, head.hash = last.number, last.hash
    if key:
        head.signature = sign(private_key(key), head.statement)
    head.save()


def _on(table: str) -> str:
    return "" if connection.vendor == "sqlite" else f" ON {table}"


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
