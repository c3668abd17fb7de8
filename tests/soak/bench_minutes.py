"""What saving a minute takes beside a view that saves one row, and the PDF of the minutes beside WeasyPrint alone."""

from __future__ import annotations

import http.client
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.serving import Server
from tests.soak.running import installation_on, run_part

SAVES, WARM = 200, 10
ROWS = {
    "row": "a plain view saves one row: session, user, 2 queries",
    "minute": "a minute is saved: permission, rule, version, request id",
}
PDFS = {
    "html": "the HTML of minutes of 20 items",
    "bare": "its PDF by WeasyPrint alone",
    "ours": "its PDF: our style, tagged, a process of its own",
}


def main(*, postgresql: str, on: str | None) -> None:
    """Print both tables for each kind of database."""
    for database, url in {"SQLite": "", "PostgreSQL": postgresql}.items():
        if on not in {None, database}:
            continue
        with tempfile.TemporaryDirectory() as folder, installation_on(url, Path(folder)) as server:
            server.environment["DJANGO_SETTINGS_MODULE"] = "tests.soak.bench_settings"
            scene = run_part(server, "minuted")
            server.start()
            tell(f"Saving a minute, {database}", ROWS, measured(server, scene), bare="row")
        tell(f"Minutes on paper, {database}", PDFS, scene["pdf"], bare="bare")
        print(f"pages: {scene['pages']['ours']}; by WeasyPrint alone {scene['pages']['bare']}", flush=True)


def measured(server: Server, scene: dict[str, Any]) -> dict[str, list[float]]:
    """What each save takes over HTTP, in milliseconds, in turns: the plain row's and the minute's."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {
        "Cookie": scene["cookies"],
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": scene["csrf"],
        "X-Minute": "state",
    }

    def save(where: str, form: dict[str, object]) -> float:
        sent = urlencode(form)
        began = time.perf_counter()
        connection.request("POST", where, sent, headers)
        answer = connection.getresponse()
        said = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise AssertionError(f"{where} answered {answer.status}: {said[:300]!r}")
        return took

    deeds: dict[str, Callable[[int], float]] = {
        "row": lambda number: save(scene["row"], {"text": f"{scene['text']} {number}"}),
        "minute": lambda number: save(
            scene["minute"], {"text": f"{scene['text']} {number}", "version": number + 1, "request_id": uuid4()}
        ),
    }
    taken: dict[str, list[float]] = {name: [] for name in deeds}
    for number in range(WARM + SAVES):
        for name, deed in deeds.items():
            taken[name].append(deed(number))
    connection.close()
    return {name: each[WARM:] for name, each in taken.items()}


def tell(title: str, names: dict[str, str], taken: dict[str, list[float]], *, bare: str) -> None:
    """Print the middle one of each and the slowest but five in a hundred, beside the bare one's."""
    of_bare = _at(taken[bare], 50)
    print(f"\n{title}\n{'p50 ms':>10}  {'p95 ms':>8}  {'to bare':>7}")
    for name, words in names.items():
        half, most = _at(taken[name], 50), _at(taken[name], 95)
        print(f"{half:10.1f}  {most:8.1f}  {half / of_bare:7.1f}  {words}", flush=True)


def _at(taken: list[float], percent: int) -> float:
    return sorted(taken)[min(len(taken) * percent // 100, len(taken) - 1)]


if __name__ == "__main__":
    main(postgresql="", on="SQLite")
