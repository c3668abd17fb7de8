"""What rendering and sealing one agreement takes, beside WeasyPrint and pyHanko alone with the same HTML and bytes."""

from __future__ import annotations

from tests.serving import Server
from tests.soak.bench_minutes import tell
from tests.soak.running import run_part

WHOLE = {
    "bare": "WeasyPrint and pyHanko alone, loaded, their key at hand",
    "html": "the HTML of the agreement: signatures, entries, QR code",
    "rendered": "its PDF: our style, tagged, a process of its own",
    "whole": "rendered, sealed, checked again, kept and recorded",
}
SEALING = {
    "bare seal": "pyHanko alone: one PAdES signature",
    "sealed": "ours: key opened, evidence attached, certified, checked again",
}


def main(server: Server) -> None:
    """Print both tables."""
    told = run_part(server, "agreed")
    taken = told["taken"]
    tell(f"One agreement of 17 seats, {told['pages']} pages, {len(taken['whole'])} in a row", WHOLE, taken, bare="bare")
    tell("Its seal alone", SEALING, taken, bare="bare seal")
