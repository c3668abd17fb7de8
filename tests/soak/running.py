"""Running one proof in processes of its own, on a database of its own, of the kind these tests run on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from tests.serving import ROOT, Server, installation, scratch_database


@contextmanager
def installation_on(url: str, folder: Path, *, redis_url: str = "", workers: int = 1) -> Iterator[Server]:
    """An installation with a fresh database: beside the PostgreSQL one of `url`, else SQLite in a file."""
    database = scratch_database(url) if url.startswith("postgres") else nullcontext("")
    with (
        database as database_url,
        installation(folder, database_url=database_url, redis_url=redis_url, workers=workers) as server,
    ):
        server.environment["DJANGO_SETTINGS_MODULE"] = "tests.soak.settings"
        yield server


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
