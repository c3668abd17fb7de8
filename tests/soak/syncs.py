"""On SQLite, a data sync before each answer: read from what strace saw the serving process ask of the kernel.

`python -m tests.soak.syncs --posts N` runs in the environment of a migrated installation on SQLite. It serves under
strace, sends acts one after another, and counts the answers that began when everything written since the request, to
the database or its write-ahead log, had been synced. `SOAK_SYNCHRONOUS=NORMAL` takes the guard off.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 - the apps come first

from tests.serving import free_port  # noqa: E402
from tests.soak.clients import Asked, Clients  # noqa: E402
from tests.soak.scene import holder, new_trust, signed_in  # noqa: E402
from trustboard.mail.models import Letter, LetterState  # noqa: E402

# strace cuts a call in two where another thread's comes between.
BEGUN = re.compile(r"^(?P<call>\w+)\((?P<arguments>.*?)( <unfinished \.\.\.>|\) += (?P<result>-?\d+).*)$")
ENDED = re.compile(r"^<\.\.\. (?P<call>\w+) resumed>(?P<arguments>.*)\) += (?P<result>-?\d+).*$")
SYNCS = {"fsync", "fdatasync"}
READS = {"read", "recvfrom", "recvmsg", "readv"}
WRITES = {"write", "writev", "sendto", "sendmsg"}
STORES = {"pwrite64", "pwritev"}
FILE = re.compile(r"<(?P<file>[^>]*\.sqlite3(-wal)?)>")


@dataclass(frozen=True)
class Event:
    """Something that a thread did: `asked` and `answered`, or `stored` and `synced` with the file."""

    thread: str
    kind: str
    file: str = ""


def events(log: Path) -> Iterator[Event]:
    """The requests read, the pages stored, the syncs that ended well and the answers begun, in their order."""
    open_calls: dict[str, str] = {}
    for line in log.read_text(errors="replace").splitlines():
        thread, _, rest = line.partition(" ")
        rest = rest.strip()
        if begun := BEGUN.match(rest):
            call, arguments, is_whole = begun["call"], begun["arguments"], begun["result"] is not None
            if call in WRITES and '"HTTP/1.1 302' in arguments:
                yield Event(thread, "answered")
            if not is_whole:
                open_calls[thread] = arguments
                continue
            result = begun["result"]
        elif ended := ENDED.match(rest):
            call, result = ended["call"], ended["result"]
            arguments = open_calls.pop(thread, "") + ended["arguments"]
        else:
            continue
        file = FILE.search(arguments)
        if call in READS and '"POST ' in arguments:
            yield Event(thread, "asked")
        elif call in STORES and file:
            yield Event(thread, "stored", file["file"])
        elif call in SYNCS and file and result == "0":
            yield Event(thread, "synced", file["file"])


def count(log: Path) -> dict[str, int]:
    """How many requests came in, how many were answered, how many of those when all they had stored was synced."""
    asked = answered = safe = syncs = 0
    act, unsynced = "", set()
    for event in events(log):
        match event.kind:
            case "asked":
                asked, act = asked + 1, ""
                unsynced.clear()
            case "stored":
                # The sender of letters rests when a request comes in, and wakes once its act has committed: the
                # first to store anything is the act.
                act = act or event.thread
                if event.thread == act:
                    unsynced.add(event.file)
            case "synced":
                syncs += 1
                if event.thread == act:
                    unsynced.discard(event.file)
            case "answered":
                answered += 1
                safe += bool(act) and not unsynced
    return {"posts": asked, "answers": answered, "answers after a sync": safe, "syncs": syncs}


def serve_under_strace(log: Path, port: int) -> subprocess.Popen[bytes]:
    strace = shutil.which("strace")
    assert strace, "strace is not installed."
    calls = ",".join(sorted(SYNCS | READS | WRITES | STORES))
    # -y names the file of each descriptor, so that a sync of the database is told from one of anything else.
    command = [strace, "-f", "-y", "-s", "64", "-e", f"trace={calls}", "-o", str(log)]
    command += [sys.executable, "-m", "uvicorn", "trustboard.asgi:application", "--port", str(port)]
    command += ["--lifespan", "off", "--log-level", "warning", "--no-access-log"]
    server = subprocess.Popen(command, start_new_session=True)
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=5):
            return server
        time.sleep(0.2)
    raise AssertionError("The server did not start under strace.")


def has_left(asked: Asked) -> bool:
    """Whether the sender of letters has done its work for this one, and rests: what it stores is not the act's."""
    waiting = Letter.objects.filter(to=asked.email, state=LetterState.QUEUED).exists()
    connection.close()
    return not waiting


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=20)
    options = parser.parse_args()
    trust = new_trust()
    cookies = signed_in(holder(trust, "officer@agency.example"))
    connection.close()
    with tempfile.TemporaryDirectory() as folder:
        log, port = Path(folder) / "calls", free_port()
        server = serve_under_strace(log, port)
        clients = Clients(port, trust.slug, cookies.header, cookies.csrf)
        try:
            for _ in range(options.posts):
                asked = Asked()
                clients.ask(asked)
                deadline = time.monotonic() + 30
                while not has_left(asked) and time.monotonic() < deadline:
                    time.sleep(0.02)
                time.sleep(0.05)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)
        found = count(log)
    print(json.dumps({**found, "acknowledged": len(clients.life.acknowledged), "faults": clients.life.faults}))


if __name__ == "__main__":
    main()
