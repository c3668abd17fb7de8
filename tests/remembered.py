"""Worlds that are built once by acts and then put back as rows.

Building a world takes some forty acts, each with its proof in the ledger, and most tests want the same one. The first
of its kind in an empty database is built; its rows are remembered, and the next test gets the same rows and values.
Worlds that are asked for by a text are of another kind for every text.
"""

from __future__ import annotations

import pickle
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

OF_DJANGO = {"contenttypes", "auth", "sites", "sessions"}
Rows = list[tuple[type[models.Model], list[tuple[Any, ...]]]]
Statements = list[tuple[str, list[tuple[Any, ...]] | None]]
"""Each with the values of its rows; with none it is whole as it stands."""

_worlds: dict[Any, tuple[Statements, bytes]] = {}


class Remembered(type):
    """Classes whose values are worlds of rows."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if kwargs or not all(isinstance(each, str) for each in args) or not _is_empty():
            return super().__call__(*args, **kwargs)
        # What a world rests on without making it: the day, keys, and the rows that migrations make.
        key = (
            cls,
            args,
            timezone.localdate(),
            settings.LEDGER_KEY,
            settings.SECRET_KEY,
            tuple(ContentType.objects.order_by("pk").values_list("pk", "model")),
        )
        if key not in _worlds:
            world = super().__call__(*args)
            _worlds[key] = (_how_to_put_back(_rows()), pickle.dumps(world))
            return world
        statements, world = _worlds[key]
        _put_back(statements)
        return pickle.loads(world)


def _tables() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in OF_DJANGO and model._meta.managed and not model._meta.proxy
    ]


def _is_empty() -> bool:
    """Whether no table has a row: one question for all of them, for it is asked before every world."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in _tables()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables))
        return not cursor.fetchone()[0]


def _rows() -> Rows:
    found: Rows = []
    with connection.cursor() as cursor:
        for model in _tables():
            columns = ", ".join(connection.ops.quote_name(field.column) for field in model._meta.concrete_fields)
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(model._meta.db_table)}")
            if rows := [tuple(row) for row in cursor.fetchall()]:
                found.append((model, rows))
    return found


def _how_to_put_back(rows: Rows) -> Statements:
    """What puts the rows back. PostgreSQL takes all of it at once, as one text, instead of an answer for every row."""
    inserts: Statements = []
    for model, values in rows:
        fields = model._meta.concrete_fields
        columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        places = ", ".join(["%s"] * len(fields))
        table = connection.ops.quote_name(model._meta.db_table)
        inserts.append((f"INSERT INTO {table} ({columns}) VALUES ({places})", values))
    if connection.vendor != "postgresql":
        return inserts

    with connection.cursor() as cursor:
        written = [
            cursor.mogrify(statement, row)
            for (statement, values), (model, _) in zip(inserts, rows, strict=True)
            for row in _stored(model._meta.concrete_fields, values)
        ]
    sequences = connection.ops.sequence_reset_sql(no_style(), [model for model, _ in rows])
    return [("; ".join([*written, *(each.removesuffix(";") for each in sequences)]), None)]


def _put_back(statements: Statements) -> None:
    with transaction.atomic(), connection.cursor() as cursor, connection.constraint_checks_disabled():
        for statement, values in statements:
            if values is None:
                cursor.execute(statement)
            else:
                cursor.executemany(statement, values)


def _stored(fields: Any, values: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """What was read as PostgreSQL takes it: it reads JSON as values, and wants it as text again."""
    places = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]
    stored = []
    for row in values:
        changed = list(row)
        for place in places:
            if changed[place] is not None and not isinstance(changed[place], str):
                changed[place] = Jsonb(changed[place])
        stored.append(tuple(changed))
    return stored
