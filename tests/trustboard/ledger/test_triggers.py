"""Append-only tables are append-only in the database itself, and a trigger that does not do its work is named."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.world import operator
from trustboard.checks import append_only_tables_are_protected
from trustboard.ledger.changes import SITE, record_act
from trustboard.ledger.models import Entry
from trustboard.ledger.triggers import append_only_tables, install_triggers, missing_triggers, remove_triggers

pytestmark = pytest.mark.django_db

ON_SQLITE = connection.vendor == "sqlite"
NAMES = ["trustboard_entry_never_change", f"trustboard_entry_never_{'delete' if ON_SQLITE else 'truncate'}"]
KEEPING_NAMES = sorted(
    f"{table}_never_{kind}"
    for table in append_only_tables()
    for kind in ("change", "delete" if ON_SQLITE else "truncate")
)
ALL_NAMES = sorted([*KEEPING_NAMES, *(guard.name for guard in settings.GUARDS)])
WHERE = "" if ON_SQLITE else " ON trustboard_entry"
REFUSE = "EXECUTE FUNCTION trustboard_refuse_change()"

HARMLESS = {
    "sqlite": {
        "one that does nothing": "CREATE TRIGGER {name} BEFORE UPDATE ON trustboard_entry BEGIN SELECT 1; END",
        "one on another table": "CREATE TRIGGER {name} BEFORE UPDATE ON trustboard_head "
        "BEGIN SELECT RAISE(ABORT, 'append-only: rows of this table are never changed or deleted'); END",
        "one with a condition": "CREATE TRIGGER {name} BEFORE UPDATE ON trustboard_entry WHEN 0 "
        "BEGIN SELECT RAISE(ABORT, 'append-only: rows of this table are never changed or deleted'); END",
    },
    "postgresql": {
        "one with another function": "CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON trustboard_entry "
        "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "one on another table": "CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON trustboard_head FOR EACH ROW "
        + REFUSE,
        "one with a condition": "CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON trustboard_entry "
        "FOR EACH ROW WHEN (false) " + REFUSE,
        "one for deleting alone": "CREATE TRIGGER {name} BEFORE DELETE ON trustboard_entry FOR EACH ROW " + REFUSE,
        "one for a column alone": "CREATE TRIGGER {name} BEFORE UPDATE OF number OR DELETE ON trustboard_entry "
        "FOR EACH ROW " + REFUSE,
        "one for statements": "CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON trustboard_entry "
        "FOR EACH STATEMENT " + REFUSE,
    },
}[connection.vendor]


@pytest.fixture
def entry() -> Entry:
    return record_act(operator(), chain=SITE)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trustboard_entry SET body = '{}'",
        "UPDATE trustboard_entry SET number = number",
        "DELETE FROM trustboard_entry WHERE number = 1",
        "DELETE FROM trustboard_entry",
        pytest.param("TRUNCATE trustboard_entry", marks=pytest.mark.skipif(ON_SQLITE, reason="SQLite has no TRUNCATE")),
    ],
)
def test_append_only_table_refuses_when_a_row_would_change(entry: Entry, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement)
    assert Entry.objects.values().get() == {
        "id": entry.pk,
        "chain": SITE,
        "number": 1,
        "body": entry.body,
        "hash": entry.hash,
    }


def test_append_only_table_refuses_when_the_program_itself_would_change_it(entry: Entry) -> None:
    for attempt in (entry.save, entry.delete, Entry.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert Entry.objects.count() == 1


@pytest.mark.skipif(not ON_SQLITE, reason="only SQLite replaces rows when it inserts")
def test_append_only_table_refuses_when_an_added_row_would_replace_one(entry: Entry) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO trustboard_entry (chain, number, body, hash) VALUES ('site', 1, 'other', 'other')"
        )
    assert Entry.objects.get().body == entry.body


def test_append_only_table_takes_what_is_added(entry: Entry) -> None:
    record_act(operator(), chain=SITE)
    assert Entry.objects.count() == 2


def test_no_trigger_is_missing_when_migrate_has_run() -> None:
    assert set(NAMES) <= set(ALL_NAMES)
    assert missing_triggers(connection) == []
    assert append_only_tables_are_protected(databases=["default"]) == []


@pytest.mark.parametrize("name", NAMES)
def test_trigger_is_named_when_it_was_dropped(name: str) -> None:
    run(f"DROP TRIGGER {name}{WHERE}")
    assert missing_triggers(connection) == [name]
    assert [message.msg for message in append_only_tables_are_protected(databases=["default"])] == [
        f"The trigger {name} is missing or altered."
    ]


@pytest.mark.parametrize("harmless", HARMLESS)
def test_trigger_is_named_when_a_harmless_one_took_its_place(harmless: str) -> None:
    run(f"DROP TRIGGER {NAMES[0]}{WHERE}")
    run(HARMLESS[harmless].format(name=NAMES[0]))
    assert missing_triggers(connection) == [NAMES[0]]


@pytest.mark.skipif(ON_SQLITE, reason="PostgreSQL's triggers call a function, and can be switched off")
@pytest.mark.parametrize(
    "statement",
    [
        (
            "CREATE OR REPLACE FUNCTION trustboard_refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$"
        ),
        "ALTER TABLE trustboard_entry DISABLE TRIGGER ALL",
        (
            "ALTER TABLE trustboard_entry ENABLE REPLICA TRIGGER trustboard_entry_never_change, "
            "ENABLE REPLICA TRIGGER trustboard_entry_never_truncate"
        ),
        "SET LOCAL session_replication_role = replica",
    ],
)
def test_triggers_are_named_when_they_were_made_powerless(statement: str) -> None:
    run(statement)
    powerless = NAMES if "ALTER TABLE" in statement else KEEPING_NAMES if "FUNCTION" in statement else ALL_NAMES
    assert missing_triggers(connection) == powerless


@pytest.mark.parametrize("harmless", [None, *HARMLESS])
def test_triggers_protect_again_when_migrate_has_run(entry: Entry, harmless: str | None) -> None:
    remove_triggers(connection)
    if harmless:
        run(HARMLESS[harmless].format(name=NAMES[0]))
    call_command("migrate", verbosity=0)
    assert missing_triggers(connection) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run("UPDATE trustboard_entry SET body = '{}'")


@pytest.mark.skipif(ON_SQLITE, reason="PostgreSQL's triggers call a function")
def test_triggers_protect_again_when_their_function_was_emptied_and_migrate_has_run(entry: Entry) -> None:
    run(
        "CREATE OR REPLACE FUNCTION trustboard_refuse_change() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN NEW; END $$"
    )
    call_command("migrate", verbosity=0)
    assert missing_triggers(connection) == []


def test_install_triggers_waits_when_the_tables_are_not_there() -> None:
    remove_triggers(connection)
    run("ALTER TABLE trustboard_entry RENAME TO trustboard_entry_elsewhere")
    install_triggers(connection)
    run("ALTER TABLE trustboard_entry_elsewhere RENAME TO trustboard_entry")
    assert missing_triggers(connection) == ALL_NAMES
