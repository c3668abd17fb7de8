"""A real server for tests: uvicorn in processes of its own, on its own database, with a real mail server beside it."""

from __future__ import annotations

import base64
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import psycopg
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


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

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *command: str) -> str:
        """Run an operator's command in this installation and give what it printed."""
        return self._python(str(ROOT / "manage.py"), *command)

    def python(self, code: str) -> str:
        """Run some Python in this installation and give what it printed."""
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
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz/", timeout=5) as answer:
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

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


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


@contextmanager
def installation(folder: Path, *, database_url: str = "", redis_url: str = "", workers: int = 1) -> Iterator[Server]:
    """A migrated installation in a folder of its own, not yet serving; stopped at the end."""
    postbox = Postbox()
    postbox.controller.start()
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "trustboard.settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "a secret of one test's installation, worth nothing",
        "LEDGER_KEY": base64.urlsafe_b64encode(b"one test's own key, worth nought").decode(),
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
        server.manage("migrate", "-v0")
        server.manage("collectstatic", "--noinput", "-v0")
        yield server
    finally:
        server.stop()
        postbox.controller.stop()
