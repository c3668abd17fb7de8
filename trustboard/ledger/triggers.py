"""Triggers that keep append-only tables append-only and refuse rows out of their order, on SQLite and PostgreSQL.

SQLite drops a table's triggers without a word when a later migration rebuilds the table. That is why they are installed
after every `migrate`, and why `/healthz/` and a system check name a missing one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from trustboard.ledger.record import Guard

REFUSAL = "append-only: rows of this table are never changed or deleted"
FUNCTION = "trustboard_refuse_change"
FUNCTION_BODY = f" BEGIN RAISE EXCEPTION '{REFUSAL}'; END "

# PostgreSQL's `tgtype`: 1 for each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate.
KINDS_IN_CATALOGUE = {"change": 1 + 2 + 8 + 16, "truncate": 2 + 32}
ADDING_IN_CATALOGUE = 1 + 2 + 4


def append_only_tables() -> list[str]:
    """The tables declared in `APPEND_ONLY`, by table name."""
    return [apps.get_model(label)._meta.db_table for label in settings.APPEND_ONLY]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its name, its table, the statement that makes it, and what the database then tells of it."""

    name: str
    table: str
    statement: str
    told: str


def _triggers(vendor: str) -> list[Trigger]:
    """Every trigger that should stand, in the order of their names."""
    return sorted([*_keeping(vendor), *_guarding(vendor)], key=lambda trigger: trigger.name)


def _keeping(vendor: str) -> Iterator[Trigger]:
    """Those that keep a table append-only."""
    for table in append_only_tables():
        if vendor == "sqlite":
            body = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            kinds = {"change": f'BEFORE UPDATE ON "{table}" {body}', "delete": f'BEFORE DELETE ON "{table}" {body}'}
            told = {}
        else:
            body = f"EXECUTE FUNCTION {FUNCTION}()"
            kinds = {
                "change": f'BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW {body}',
                "truncate": f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {body}',
            }
            told = {kind: f"{bits}{FUNCTION_BODY}" for kind, bits in KINDS_IN_CATALOGUE.items()}
        for kind, rest in kinds.items():
            name = f"{table}_never_{kind}"
            statement = f'CREATE TRIGGER "{name}" {rest}'
            yield Trigger(name, table, statement, told.get(kind, statement))


def _guarding(vendor: str) -> Iterator[Trigger]:
    """Those that refuse a row out of its order."""
    for guard in settings.GUARDS:
        begins = f'CREATE TRIGGER "{guard.name}" BEFORE INSERT ON "{guard.table}"'
        if vendor == "sqlite":
            statement = f"{begins} WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END"
            yield Trigger(guard.name, guard.table, statement, statement)
        else:
            statement = f"{begins} FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
            yield Trigger(guard.name, guard.table, statement, f"{ADDING_IN_CATALOGUE}{_body_of(guard)}")


def _body_of(guard: Guard) -> str:
    return f" BEGIN IF {guard.condition} THEN RAISE EXCEPTION '{guard.refusal}'; END IF; RETURN NEW; END "


def _functions() -> dict[str, str]:
    """What PostgreSQL's triggers call: the body of each function by its name."""
    return {FUNCTION: FUNCTION_BODY} | {guard.name: _body_of(guard) for guard in settings.GUARDS}


def _standing(connection: BaseDatabaseWrapper) -> set[tuple[str, str, str]]:
    """Name, table and what is told of every trigger that stands and fires: its text on SQLite; on PostgreSQL what it
    stands before, by the bits of `tgtype`, and its function's text. One with a condition or a list of columns, or one
    that is switched off here, does not stand."""
    query = (
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, relname, tgtype || prosrc FROM pg_trigger "
        "JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid) AND tgqual IS NULL AND tgattr = '' "
        "AND (tgenabled = 'A' OR tgenabled = 'O' AND current_setting('session_replication_role') <> 'replica')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(cursor.fetchall())


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the declared triggers that do not stand, or no longer do what they should, in order."""
    return [trigger.name for trigger in _missing(connection)]


def _missing(connection: BaseDatabaseWrapper) -> list[Trigger]:
    standing = _standing(connection)
    return [
        trigger
        for trigger in _triggers(connection.vendor)
        if (trigger.name, trigger.table, trigger.told) not in standing
    ]


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Install whatever is missing, once the tables exist."""
    if not set(connection.introspection.table_names()).issuperset(append_only_tables()):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in _functions().items():
                cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
        for trigger in _missing(connection):
            _drop(connection, trigger)
            cursor.execute(trigger.statement)


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, so that a restore or a test can empty the tables. No page and no act calls this."""
    for trigger in _triggers(connection.vendor):
        _drop(connection, trigger)


def _drop(connection: BaseDatabaseWrapper, trigger: Trigger) -> None:
    where = "" if connection.vendor == "sqlite" else f' ON "{trigger.table}"'
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"{where}')
