"""Running one proof in processes of its own, on a database of its own, of the kind these tests run on."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import psycopg

from tests.serving import ROOT, Server, installation, scratch_database

_patterns: dict[str, str] = {}
"""By server of PostgreSQL, the name of a database as the migrations leave it: nobody opens it, and further ones begin
as its copies, so that `migrate` finds little to do there.
"""


@contextmanager
def installation_on(url: str, folder: Path, *, redis_url: str = "", workers: int = 1) -> Iterator[Server]:
    """An installation with a fresh database: beside the PostgreSQL one of `url`, else SQLite in a file."""
    database = _like_the_first(url) if url.startswith("postgres") else nullcontext("")
    with (
        database as database_url,
        installation(folder, database_url=database_url, redis_url=redis_url, workers=workers) as server,
    ):
        server.environment["DJANGO_SETTINGS_MODULE"] = "tests.soak.settings"
        if database_url:
            _keep_if_first(database_url)
        yield server


@contextmanager
def _like_the_first(url: str) -> Iterator[str]:
    """A database beside the one of `url`: a copy of the first as it was when it was migrated."""
    with scratch_database(url) as database_url:
        base, _, name = database_url.rpartition("/")
        if base in _patterns:
            _copy(base, _patterns[base], name)
        yield database_url


def _keep_if_first(database_url: str) -> None:
    """Keep a copy of the migrated database until the end of the run."""
    base, _, name = database_url.rpartition("/")
    if base not in _patterns:
        kept = ExitStack()
        atexit.register(kept.close)
        _, _, pattern = kept.enter_context(scratch_database(database_url)).rpartition("/")
        _copy(base, name, pattern)
        _patterns[base] = pattern


def _copy(base: str, name: str, onto: str) -> None:
    """Put a copy of the one database in the place of the other."""
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{onto}"')
        connection.execute(f'CREATE DATABASE "{onto}" TEMPLATE "{name}"')


@contextmanager
def installation_like_this(folder: Path, *, redis_url: str = "", workers: int = 1) -> Iterator[Server]:
    """The same, on the kind of database that `TEST_DATABASE_URL` names."""
    url = os.environ.get("TEST_DATABASE_URL", "")
    with installation_on(url, folder, redis_url=redis_url, workers=workers) as server:
        yield server


def run_part(server: Server, part: str, *arguments: object) -> dict[str, Any]:
    """Run a part in the installation's environment and give what it found: the last line it printed, as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.soak.{part}", *map(str, arguments)],
        cwd=ROOT,
        env=server.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise AssertionError(f"{part} ended with {done.returncode}.")
    return json.loads(done.stdout.strip().splitlines()[-1])
