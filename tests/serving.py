"""A real server for tests: uvicorn in processes of its own, on its own database, with a real mail server beside it."""

from __future__ import annotations

import base64
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180.0
"""How long anything may take to come, in seconds: a machine with much else to do needs it, no other waits for it."""
PORTS = range(20_000, 32_000)
"""Below those from which the system takes the near ends of connections: such a one could take a server's own port."""
_migrated: list[bytes] = []
"""A database of SQLite as the migrations leave it: made once a run, and copied for every further installation."""
_loaded: dict[tuple[str, ...], bytes] = {}
"""Databases as they are with the files of trusts loaded one after the other into a new one: each made once a run."""


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    while True:
        port = random.choice(PORTS)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


class Postbox:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd calls it so
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"

    def letter_to(self, address: str, *, after: int = 0) -> EmailMessage:
        """The last letter to that address, waited for; `after` is how many there were before."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = [letter for letter in self.letters if letter["To"] == address]
            if len(found) > after:
                return found[-1]
            time.sleep(0.05)
        raise AssertionError(f"No letter to {address} came.")

    def link_to(self, address: str, *, after: int = 0) -> str:
        """The link in the last letter to that address."""
        text = self.letter_to(address, after=after).get_content()
        return next(word for word in text.split() if word.startswith("http"))


@dataclass
class Server:
    """One running installation."""

    port: int
    environment: dict[str, str]
    postbox: Postbox
    workers: int = 1
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    forking: subprocess.Popen[str] | None = field(default=None, repr=False)
    loaded: tuple[str, ...] | None = None
    """The files of trusts that were loaded into a database of SQLite, while nothing else was done but to serve it."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *command: str) -> str:
        """Run an operator's command in this installation and give what it printed."""
        if self.forking:
            if self.loaded is not None and command[0] == "load_trust":
                return self._load(command[1])
            return self._forked({"command": command})
        return self._python(str(ROOT / "manage.py"), *command)

    def python(self, code: str) -> str:
        """Run some Python in this installation and give what it printed."""
        if self.forking:
            return self._forked({"code": code})
        return self._python("-c", f"import django; django.setup()\n{code}")

    def start(self) -> None:
        """Start serving and wait until it is well."""
        command = [sys.executable, "-m", "uvicorn", "trustboard.asgi:application", "--port", str(self.port)]
        command += [
            "--lifespan",
            "off",
            "--no-access-log",
            "--log-level",
            "warning",
            "--timeout-graceful-shutdown",
            "1",
        ]
        if self.workers > 1:
            command += ["--workers", str(self.workers)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz/", timeout=30) as answer:
                if answer.status == 200:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.stop()
        raise AssertionError("The server did not start.")

    def stop(self, with_signal: int = signal.SIGKILL) -> None:
        """Stop it, at once unless another signal is given."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, with_signal)
            self.process.wait(PATIENCE)
            self.process = None

    def begin_forking(self) -> None:
        """Have a process at hand that does commands and Python one by one, without setting the house up each time."""
        command = [sys.executable, "-m", "tests.forking"]
        self.forking = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def end_forking(self) -> None:
        """Let that process go."""
        if self.forking:
            self.forking.communicate(timeout=PATIENCE)
            self.forking = None

    def _load(self, file: str) -> str:
        """Load the file of a trust, or copy the database where the same was loaded before."""
        assert self.loaded is not None
        after, printed = (*self.loaded, file), ""
        here, copy = (Path(self.environment["DATA_DIR"]) / name for name in ("db.sqlite3", "copy.sqlite3"))
        if after in _loaded:
            copy.write_bytes(_loaded[after])
            _copy_database(copy, here)
        else:
            printed = self._forked({"command": ["load_trust", file]})
            _copy_database(here, copy)
            _loaded[after] = copy.read_bytes()
        copy.unlink()
        self.loaded = after
        return printed

    def _forked(self, work: dict[str, Any]) -> str:
        assert self.forking
        assert self.forking.stdin
        assert self.forking.stdout
        self.loaded = None
        self.forking.stdin.write(json.dumps(work) + "\n")
        self.forking.stdin.flush()
        done = json.loads(self.forking.stdout.readline() or '{"status": 1, "printed": "", "errors": "It ended."}')
        assert done["status"] == 0, done["printed"] + done["errors"]
        return str(done["printed"])

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _copy_database(begin: Path, end: Path) -> None:
    """Every page of one SQLite database into another, which may be in use."""
    with closing(sqlite3.connect(begin)) as source, closing(sqlite3.connect(end, timeout=PATIENCE)) as target:
        source.backup(target)


@contextmanager
def scratch_database(url: str) -> Iterator[str]:
    """A PostgreSQL database beside the one of `url`, dropped afterwards."""
    base, _, _ = url.rpartition("/")
    name = f"trustboard_scratch_{uuid4().hex[:12]}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{base}/{name}"
    finally:
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _is_collected() -> bool:
    """Whether the static files were collected since one of them changed: servers of other tests may be reading them."""
    manifest = ROOT / "var" / "static" / "staticfiles.json"
    return manifest.exists() and all(
        file.stat().st_mtime <= manifest.stat().st_mtime for file in (ROOT / "static").rglob("*")
    )


@contextmanager
def installation(
    folder: Path, *, database_url: str = "", redis_url: str = "", workers: int = 1, forking: bool = False
) -> Iterator[Server]:
    """A migrated installation in a folder of its own, not yet serving; stopped at the end. With `forking` its commands
    come one by one and know the environment as it is now.
    """
    postbox = Postbox()
    postbox.controller.start()
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "trustboard.settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "a secret of one test's installation, worth nothing",
        "LEDGER_KEY": base64.urlsafe_b64encode(b"one test's own key, worth nought").decode(),
        "SEAL_FILE": str(folder / "seal.p12"),
        "SEAL_PASSPHRASE": "one test's own passphrase, worth nought",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url or f"sqlite:///{folder / 'db.sqlite3'}",
        "REDIS_URL": redis_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{postbox.controller.port}",
        "MAIL_FROM": "trustboard@trust.example",
        "DATA_DIR": str(folder),
        "DEMONSTRATION": "no",
    }
    server = Server(port=port, environment=environment, postbox=postbox, workers=workers)
    try:
        if _migrated and not database_url:
            (folder / "db.sqlite3").write_bytes(_migrated[0])
        else:
            server.manage("migrate", "-v0")
            if not _is_collected():
                server.manage("collectstatic", "--noinput", "-v0")
        if not (_migrated or database_url):
            _migrated.append((folder / "db.sqlite3").read_bytes())
        if forking:
            server.loaded = None if database_url else ()
            server.begin_forking()
        yield server
    finally:
        server.stop()
        server.end_forking()
        postbox.controller.stop()
