"""A copy of the whole database in one file, and a whole database from such a file, on SQLite and PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from django.db import DatabaseError, connection
from django.db.backends.postgresql.client import DatabaseClient

from trustboard.documents.files import put_copy_in_place

FILLED_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}
LOCKS_AWAITED = "10s"


class CopyFailed(Exception):
    """The database could not be copied or replaced, in a sentence. It is as it was."""


def copy_database(to: Path) -> None:
    """Write the database as it stands at one moment into a new file, while others read and write. Raises CopyFailed."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        cast("sqlite3.Connection", connection.connection).execute("VACUUM INTO ?", [str(to)])
    else:
        _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={to}"])


def replace_database(by: Path) -> None:
    """Put the copy in the place of the whole database: at once, or not at all. Raises CopyFailed."""
    if connection.vendor == "sqlite":
        _replace_file(by)
    else:
        _replace_tables(by)


def is_empty() -> bool:
    """Whether nothing stands in the database but what `migrate` puts there."""
    try:
        return not _has_rows()
    except DatabaseError:  # it cannot even be read, so it is something
        return False


def _has_rows() -> bool:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in FILLED_BY_MIGRATE:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - quoted
                if cursor.fetchone():
                    return True
    return False


def _replace_file(by: Path) -> None:
    """The old file's log must be gone first: SQLite would take it for the new file's own and spoil it."""
    connection.close()
    path = Path(connection.settings_dict["NAME"])
    old = sqlite3.connect(path, timeout=0)
    try:
        # To leave write-ahead logging is granted only to whoever is alone with the file.
        old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as fault:
        raise CopyFailed(f"The database is in use ({fault}). Stop the server first.") from fault
    except sqlite3.DatabaseError:
        for ending in ("-wal", "-shm", "-journal"):  # the file is no database any more; its log is of no use either
            Path(f"{path}{ending}").unlink(missing_ok=True)
    finally:
        old.close()
    put_copy_in_place(by, path)


def _replace_tables(by: Path) -> None:
    """In one transaction, so that whatever fails leaves the old tables."""
    drops, script = by.with_name("drops.sql"), by.with_name("tables.sql")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('DROP TABLE %I.%I CASCADE;', schemaname, tablename) FROM pg_tables "
            "WHERE schemaname = current_schema() "
            "UNION ALL SELECT format('DROP FUNCTION %s CASCADE;', pg_proc.oid::regprocedure) FROM pg_proc "
            "WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS "
            "(SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
        )
        drops.write_text("\n".join(row[0] for row in cursor.fetchall()))
    connection.close()
    _run("pg_restore", ["--no-owner", "--no-privileges", f"--file={script}", str(by)], connects=False)
    _run("psql", ["-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-f", str(drops), "-f", str(script)])


def _run(program: str, arguments: list[str], *, connects: bool = True) -> None:
    """Run one of PostgreSQL's own programs. The password goes by the environment: arguments can be seen by anyone."""
    command, secrets = [program, *arguments], cast("Mapping[str, str]", {})
    if connects:
        (_, *connected), found = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, arguments)
        command, secrets = [program, *connected], found or {}
    environment = os.environ | secrets | {"PGOPTIONS": f"-c lock_timeout={LOCKS_AWAITED}"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - no shell
    except FileNotFoundError as fault:
        raise CopyFailed(f"{program} is not here. Install PostgreSQL's client programs.") from fault
    if done.returncode:
        raise CopyFailed(f"{program} failed: {done.stderr.strip()}")
