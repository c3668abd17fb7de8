"""Installations for tests of the operator's commands: each with a database and a data folder of its own."""

from __future__ import annotations

import base64
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.serving import ROOT

POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "")


def environment(folder: Path, database_url: str) -> dict[str, str]:
    """All that an installation needs to be told."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "trustboard.settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "a secret of one test's installation, worth nothing",
        "LEDGER_KEY": base64.urlsafe_b64encode(b"one test's own key, worth nought").decode(),
        "SITE_URL": "http://127.0.0.1:8219",
        "DATABASE_URL": database_url,
        "REDIS_URL": "",
        "EMAIL_URL": "filemail://",
        "MAIL_FROM": "trustboard@trust.example",
        "DATA_DIR": str(folder),
        "DEMONSTRATION": "no",
    }


@dataclass(frozen=True)
class Place:
    """One installation: its data folder, and its database by address."""

    folder: Path
    database_url: str

    @property
    def media(self) -> Path:
        return self.folder / "media"

    def run(self, *command: str, **changed: str) -> subprocess.CompletedProcess[str]:
        """Run Python there; it may fail."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment(self.folder, self.database_url) | changed,
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *command: str, **changed: str) -> str:
        """Run an operator's command there and give what it printed."""
        done = self.run(str(ROOT / "manage.py"), *command, **changed)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *command: str, **changed: str) -> str:
        """Run an operator's command there that must fail with a sentence, and give that sentence."""
        done = self.run(str(ROOT / "manage.py"), *command, **changed)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def python(self, code: str) -> str:
        done = self.run("-c", f"import django; django.setup()\n{code}")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sql(self, statement: str) -> None:
        """Change the database behind the application's back."""
        if POSTGRESQL:
            with psycopg.connect(self.database_url, autocommit=True) as connection:
                connection.execute(statement)
        else:
            with closing(sqlite3.connect(self.folder / "db.sqlite3", isolation_level=None)) as connection:
                connection.execute(statement)

    def everything(self) -> dict[str, list[str]]:
        """Every row of every table, every sequence and trigger, and every uploaded file by its bytes."""
        files = {
            str(path.relative_to(self.media)): path.read_bytes() for path in self.media.rglob("*") if path.is_file()
        }
        found = _of_postgresql(self.database_url) if POSTGRESQL else _of_sqlite(self.folder / "db.sqlite3")
        return found | {"files": sorted(map(repr, files.items()))}


@contextmanager
def new_place(folder: Path, *, like: Place | None = None) -> Iterator[Place]:
    """A place with an empty database, or a copy of another place; its database is dropped at the end."""
    if like:
        shutil.copytree(like.folder, folder)
    else:
        folder.mkdir()
    if not POSTGRESQL:
        yield Place(folder, f"sqlite:///{folder / 'db.sqlite3'}")
        return
    base, _, _ = POSTGRESQL.rpartition("/")
    name = f"trustboard_scratch_{uuid4().hex[:12]}"
    template = f'TEMPLATE "{like.database_url.rpartition("/")[2]}"' if like else ""
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" {template}')
    try:
        yield Place(folder, f"{base}/{name}")
    finally:
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _of_sqlite(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    return {"triggers": sorted(map(repr, made))} | {name: sorted(map(repr, found)) for name, found in rows.items()}


def _of_postgresql(url: str) -> dict[str, list[str]]:
    with psycopg.connect(url) as connection:
        triggers = "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal"
        sequences = "SELECT sequencename, last_value FROM pg_sequences"
        found = {
            "triggers": connection.execute(triggers).fetchall(),
            "sequences": connection.execute(sequences).fetchall(),
        }
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in tables:
            found[name] = connection.execute(f'SELECT * FROM "{name}"').fetchall()
    return {name: sorted(map(repr, rows)) for name, rows in found.items()}
