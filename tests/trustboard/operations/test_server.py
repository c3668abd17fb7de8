"""`script/server` as a newcomer runs it, in a copy of the house that borrows the packages already installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.serving import PATIENCE, ROOT, free_port
from tests.trustboard.operations.places import POSTGRESQL

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(POSTGRESQL), reason="makes an SQLite database of its own"),
]
PARTS = ["fixtures", "governance", "meetings", "script", "static", "templates", "trustboard"]
FILES = ["manage.py", "package-lock.json", "pyproject.toml", "requirements.lock"]
PEOPLE = ROOT / "fixtures" / "demo" / "people.json"
BORROWED = [".venv", "node_modules"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a folder with + and % in its name") / "house"
    folder.mkdir()
    for name in PARTS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    for name in BORROWED:
        (folder / name).symlink_to(ROOT / name)
    return folder


@contextmanager
def started(house: Path, port: int) -> Iterator[str]:
    """The demonstration while it serves, and what it printed until then."""
    printed = house / f"printed-{port}"
    with printed.open("w") as file:
        process = subprocess.Popen(
            ["script/server"],
            cwd=house,
            env={"PATH": os.environ["PATH"], "HOME": str(house), "PORT": str(port)},
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/") as answer:
                assert answer.status == 200
                break
            time.sleep(0.1)
        assert process.poll() is None, printed.read_text()
        yield printed.read_text()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        process.wait(PATIENCE)


def test_server_starts_from_nothing_and_keeps_everything_at_the_next_start(house: Path) -> None:
    first, second = free_port(), free_port()
    with started(house, first) as told:
        page = urllib.request.urlopen(f"http://127.0.0.1:{first}/account/sign-in/").read().decode()
        for style in re.findall(r'href="(/static/[^"]+\.css)"', page):
            assert urllib.request.urlopen(f"http://127.0.0.1:{first}{style}").status == 200
        refused = subprocess.run(
            ["script/server"],
            cwd=house,
            env={"PATH": os.environ["PATH"], "PORT": str(first)},
            capture_output=True,
            text=True,
            check=False,
        )
    with started(house, second) as told_again:
        pass

    assert f"http://127.0.0.1:{first}" in told
    people = [person for trust in json.loads(PEOPLE.read_text()) for person in trust["people"]]
    assert [person["email"] for person in people if person["email"] not in told] == []
    assert told.count("password ") == len(people)
    assert "Traceback" not in told
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith(f"Port {first} is in use.")
    assert f"http://127.0.0.1:{second}" in told_again
    assert re.findall(r"password \S+", told_again) == re.findall(r"password \S+", told)
    assert f"SITE_URL=http://127.0.0.1:{second}\n" in (house / "var" / "local.env").read_text()
    assert (house / "var" / "local.env").stat().st_mode & 0o777 == 0o600
    assert (house / "var" / "db.sqlite3").stat().st_mode & 0o777 == 0o600
