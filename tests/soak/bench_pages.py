"""The processor time of four pages, beside a plain page of Django served by the same process."""

from __future__ import annotations

import http.client
import tempfile
from pathlib import Path
from typing import Any

from tests.serving import Server
from tests.soak.processes import seconds_used
from tests.soak.running import installation_on, run_part

ROUNDS, REQUESTS, WARM = 5, 40, 10
MOST_TIMES_PLAIN = 3
NAMES = {
    "plain": "a plain page: session, user, 5 queries, 60 rows, a template",
    "meeting": "the meeting page, 20 items, 34 seats",
    "desk": "the desk of a sitting in session, half of 34 there",
    "body": "the body page, 34 seats",
    "calendar": "the calendar, ten years of meetings",
}


def main(*, postgresql: str, on: str | None) -> None:
    """Print what each page takes of the processor on each kind of database, and how often the plain page's time."""
    for database, url in {"SQLite": "", "PostgreSQL": postgresql}.items():
        if on not in {None, database}:
            continue
        with tempfile.TemporaryDirectory() as folder, installation_on(url, Path(folder)) as server:
            server.environment["DJANGO_SETTINGS_MODULE"] = "tests.soak.bench_settings"
            scene = run_part(server, "decade")
            server.start()
            tell(database, measured(server, scene))


def measured(server: Server, scene: dict[str, Any]) -> dict[str, float]:
    """By page, the milliseconds of processor time that the server takes for one request, as the officer."""
    assert server.process
    pid, taken = server.process.pid, dict.fromkeys(scene["pages"], 0.0)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def get(page: str) -> None:
        connection.request("GET", scene["pages"][page], headers={"Cookie": scene["cookies"]})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise AssertionError(f"{scene['pages'][page]} answered {answer.status}.")

    for page in taken:
        for _ in range(WARM):
            get(page)
    for _ in range(ROUNDS):
        for page in taken:
            before = seconds_used(pid)
            for _ in range(REQUESTS):
                get(page)
            taken[page] += seconds_used(pid) - before
    connection.close()
    return {page: seconds * 1000 / (ROUNDS * REQUESTS) for page, seconds in taken.items()}


def tell(database: str, taken: dict[str, float]) -> None:
    """Print the figures, each beside what it should be."""
    print(f"\nPages, {database}\n{'processor ms':>12}  {'to plain':>8}  aim {MOST_TIMES_PLAIN}")
    for page, milliseconds in taken.items():
        times = milliseconds / taken["plain"]
        missed = " MISSED" if times > MOST_TIMES_PLAIN else ""
        print(f"{milliseconds:12.1f}  {times:8.1f}  {NAMES[page]}{missed}", flush=True)


if __name__ == "__main__":
    main(postgresql="", on="SQLite")
