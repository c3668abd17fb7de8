"""Tamperings with the rows of a sitting straight in the database, table by table, by whoever has no key."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from tests.soak.sitting_histories import SittingHistory
from tests.soak.tamperings import Tampering, another
from trustboard.ledger.record import tables_of_record

TABLES = ("happening", "declaration", "ruling", "ballot", "vote", "closing", "casting", "decision")


def change_a_value(table: str, history: SittingHistory, chance: random.Random) -> str:
    """One column of one row says something else."""
    model, rows = rows_of(table, history)
    while True:
        key, row = chance.choice(sorted(rows.items()))
        column = chance.choice([each for each in model._meta.concrete_fields if not each.primary_key])
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=key).update(**{column.attname: another(column, row, chance)})
        except (IntegrityError, IndexError):
            continue
        return f"{column.attname} of {table} {key}"


def swap_rows(table: str, history: SittingHistory, chance: random.Random) -> str:
    """Two rows change places: each keeps its content, under the other's key."""
    model, rows = rows_of(table, history)
    one, other = chance.sample(sorted(rows), 2)
    aside = uuid4()
    for old, new in ((one, aside), (other, one), (aside, other)):
        model._base_manager.filter(pk=old).update(id=new)
    return f"{one} and {other}"


def remove_a_row(table: str, history: SittingHistory, chance: random.Random) -> str:
    """One row is gone."""
    model, rows = rows_of(table, history)
    key = chance.choice(sorted(rows))
    model._base_manager.filter(pk=key)._raw_delete("default")
    return f"{table} {key}"


def slip_in_a_row(table: str, history: SittingHistory, chance: random.Random) -> str:
    """One more of its kind that no act made, where the table has room for it."""
    model, rows = rows_of(table, history)
    row = chance.choice([each for _, each in sorted(rows.items())]) | {"id": uuid4()}
    if "number" in row:
        row |= {"number": row["number"] + 100}
    if table == "decision":
        row |= {"ballot_id": None, "how": "noted"}
    if table in {"vote", "closing", "casting"}:
        there = {each["ballot_id"] for each in rows.values()}
        row |= {
            "ballot_id": UUID(chance.choice(sorted(history.rows()["meetings_ballot"].keys() - set(map(str, there)))))
        }
    model._base_manager.bulk_create([model(**row)])
    return f"a {table}"


def edit_a_proof(table: str, history: SittingHistory, chance: random.Random) -> str:
    """What it was decided on is told otherwise: somebody more was here, or the quorum was met."""
    model, rows = rows_of(table, history)
    key, row = chance.choice(sorted(rows.items()))
    proof = row["proof"]
    if chance.random() < 0.5:
        proof["meeting"]["here"].append(proof["meeting"]["here"][0] | {"person": "ben-bold"})
    else:
        proof["answer"]["have"] += 1
    model._base_manager.filter(pk=key).update(proof=proof)
    return f"proof of {table} {key}"


Harm = Callable[[str, Any, random.Random], str]
ON_EVERY_TABLE: dict[str, Harm] = {
    "value changed": change_a_value,
    "two rows swapped": swap_rows,
    "row missing": remove_a_row,
    "row slipped in": slip_in_a_row,
}
SITTING_TAMPERINGS = [
    *(Tampering(f"{table}: {name}", partial(harm, table)) for table in TABLES for name, harm in ON_EVERY_TABLE.items()),
    *(Tampering(f"{table}: proof edited", partial(edit_a_proof, table)) for table in ("ballot", "closing", "decision")),
]


def rows_of(table: str, history: Any) -> tuple[Any, dict[str, dict[str, Any]]]:
    """The model of that name in the history's app, and its rows there by key."""
    name = f"{history.app}_{table}"
    return tables_of_record()[name].model, history.rows()[name]
