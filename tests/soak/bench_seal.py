"""What sealing a document of three pages takes, beside pyHanko alone signing the same bytes."""

from __future__ import annotations

from tests.serving import Server
from tests.soak.bench_minutes import tell
from tests.soak.running import run_part

SEALING = {
    "bare": "pyHanko alone: one PAdES signature, its key at hand",
    "seal": "ours: key opened, evidence attached, certified, checked again",
    "check": "checking it: a process of its own, bounded",
}


def main(server: Server) -> None:
    """Print the table."""
    taken = run_part(server, "sealing")
    tell(f"Sealing three pages, {len(taken['seal'])} in a row", SEALING, taken, bare="bare")
