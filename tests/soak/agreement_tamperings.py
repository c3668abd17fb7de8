"""Tamperings with the rows of an agreement straight in the database, table by table, by whoever has no key."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from tests.soak.agreement_histories import AgreementHistory
from tests.soak.sitting_tamperings import Harm, change_a_value, remove_a_row, rows_of, swap_rows
from tests.soak.tamperings import Tampering

TABLES = ("agreement", "edition", "block", "signatory", "signature", "declined", "asked", "sealed")


def slip_in_a_row(table: str, history: AgreementHistory, chance: random.Random) -> str:
    """One more of its kind that no act made, with another value where the table wants one of its own."""
    model, rows = rows_of(table, history)
    row: dict[str, Any] = chance.choice([each for _, each in sorted(rows.items())]) | {"id": uuid4()}
    unlike: dict[str, Any] = {"key": "slipped-in", "code": uuid4().hex[:16], "sha256": uuid4().hex * 2}
    row |= {name: value for name, value in unlike.items() if name in row}
    if "number" in row:
        row |= {"number": row["number"] + 100}
    if table == "signature":
        row |= {"person_id": history.room.trust.people.exclude(pk=row["person_id"]).get(key="cat-cole").pk}
    for day in ("starts", "day"):
        if table in {"signatory", "asked"} and day in row:
            row |= {day: row[day] + timedelta(days=1000)}
    model._base_manager.bulk_create([model(**row)])
    return f"a {table}"


def swap_signatures(history: AgreementHistory, chance: random.Random) -> str:
    """Two people change signatures: each is told to have signed as the other did."""
    model, rows = rows_of("signature", history)
    one, other = chance.sample(sorted(rows), 2)
    for key, position, name in (
        (one, f"{rows[other]['position']}x", rows[other]["name_id"]),
        (other, f"{rows[one]['position']}x", rows[one]["name_id"]),
    ):
        model._base_manager.filter(pk=key).update(position=position, name_id=name)
    return f"{one} and {other}"


ON_EVERY_TABLE: dict[str, Harm] = {
    "value changed": change_a_value,
    "two rows swapped": swap_rows,
    "row missing": remove_a_row,
    "row slipped in": slip_in_a_row,
}
AGREEMENT_TAMPERINGS = [
    *(Tampering(f"{table}: {name}", partial(harm, table)) for table in TABLES for name, harm in ON_EVERY_TABLE.items()),
    Tampering("signature: two people's swapped", swap_signatures),
]
