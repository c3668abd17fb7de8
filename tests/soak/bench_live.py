"""What it takes to tell two hundred open pages of a change, beside a bare fan-out of the same bytes."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from tests.serving import Server
from tests.soak.listening import EVENTS, LISTENERS
from tests.soak.processes import servers
from tests.soak.running import installation_on, run_part

PING = 20
"""Seconds between pings, as in the product."""
MOST_MEGABYTES, MOST_TIMES_BARE = 70, 4


def main(*, postgresql: str, redis: str, on: str | None) -> None:
    """Print what one process costs by itself on SQLite, and what two cost that share PostgreSQL and Redis."""
    print(f"\nLive pages: {LISTENERS} listen to one sitting while {EVENTS} entries are made at its desk", flush=True)
    if on in {None, "SQLite"}:
        measure("one process, SQLite")
    if on in {None, "PostgreSQL"}:
        measure("two workers, PostgreSQL and Redis", url=postgresql, redis_url=redis, workers=2)


def measure(title: str, *, url: str = "", redis_url: str = "", workers: int = 1) -> None:
    """Serve in that way, have it listened to, and print what came of it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        installation_on(url, Path(folder), redis_url=redis_url, workers=workers) as server,
    ):
        server.environment["SOAK_PING_SECONDS"] = str(PING)
        scenes = run_part(server, "board")
        server.start()
        told = listened(server, scenes, Path(folder))
    tell(title, told)


def listened(server: Server, scenes: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What those who listen in another process found."""
    assert server.process
    given = {"port": server.port, "processes": servers(server.process.pid, server.port), "ping": PING, **scenes}
    file = folder / "listening.json"
    file.write_text(json.dumps(given))
    return run_part(server, "listening", file)


def tell(title: str, told: dict[str, Any]) -> None:
    """Print the figures, each beside what it should be."""
    print(f"\n{title}; load {os.getloadavg()[0]:.1f}\n{'p50 ms':>8} {'p95 ms':>8} {'max ms':>8}")

    def row(name: str, seconds: list[float]) -> None:
        figures = " ".join(f"{each * 1000:8.0f}" for each in (*_parts(seconds), max(seconds)))
        print(f"{figures}  {name}")

    row("the entry alone, nobody listening", told["alone"])
    row("the entry, with everybody listening", told["posts"])
    row("until a listener has the change, from just before the entry", told["waited"])
    row("until the last listener has it", told["last"])
    row("bare fan-out of the same bytes, until a listener has them", told["bare"])
    row("bare fan-out, until the last listener has them", told["bare_last"])
    bare, post, waited = (_parts(told[name])[1] * 1000 for name in ("bare", "alone", "waited"))
    most = MOST_TIMES_BARE * bare + post
    missed = _missed(waited > most)
    print(f"p95 {waited:.0f} ms; aim {most:.0f} ms: {MOST_TIMES_BARE} times bare, and the entry alone{missed}")
    print(f"bodies {told['bodies']:,}, of {told['sizes']} bytes; wrong {len(told['wrong'])}{_missed(told['wrong'])}")
    for fault in told["wrong"][:5]:
        print(f"  {fault}")
    print(f"lost {told['lost']}, aim 0{_missed(told['lost'])}; overtaken by a later one {told['overtaken']}")
    print(f"streams that ended {told['ended']}; listeners by process {told['spread']}")
    for before, held in zip(told["nobody"], told["memory"], strict=True):
        grown = held["peak"] - held["idle"]
        print(
            f"memory {before:.0f} MB with nobody, {held['idle']:.0f} with all listening, {held['peak']:.0f} at most, "
            f"{held['after']:.0f} after; {grown:.0f} above, aim {MOST_MEGABYTES}{_missed(grown > MOST_MEGABYTES)}"
        )
    print(f"processor while nothing happens, pings alone: {told['idle'] * 100:.0f} of 100", flush=True)


def _parts(seconds: list[float]) -> tuple[float, float]:
    """The middle one, and that below which 95 of 100 are."""
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


def _missed(is_missed: object) -> str:
    return " MISSED" if is_missed else ""
