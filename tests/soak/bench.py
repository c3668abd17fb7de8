"""Tables of what things cost; see `script/bench`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.soak import bench_agreements, bench_live, bench_minutes, bench_pages, bench_rules, bench_seal
from tests.soak.running import installation_on, run_part

PARTS = ("rules", "database", "live", "pages", "minutes", "seal", "agreements")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="one part; all of them unless one is named")
    parser.add_argument("--postgresql", default="postgres://postgres@127.0.0.1:5432/trustboard", metavar="URL")
    parser.add_argument("--redis", default="redis://127.0.0.1:6379/15", metavar="URL")
    parser.add_argument("--on", choices=["SQLite", "PostgreSQL"], help="one kind of database")
    options = parser.parse_args()

    def is_asked(part: str) -> bool:
        return options.part in {None, part}

    if is_asked("rules"):
        print("Rules", flush=True)
        bench_rules.main()
    if is_asked("database"):
        acts_and_pages(postgresql=options.postgresql, on=options.on)
    if is_asked("live"):
        bench_live.main(postgresql=options.postgresql, redis=options.redis, on=options.on)
    if is_asked("pages"):
        bench_pages.main(postgresql=options.postgresql, on=options.on)
    if is_asked("minutes"):
        bench_minutes.main(postgresql=options.postgresql, on=options.on)
    if is_asked("seal"):
        with tempfile.TemporaryDirectory() as folder, installation_on("", Path(folder)) as server:
            bench_seal.main(server)
    if is_asked("agreements"):
        with tempfile.TemporaryDirectory() as folder, installation_on("", Path(folder)) as server:
            bench_agreements.main(server)


def acts_and_pages(*, postgresql: str, on: str | None) -> None:
    """What an act, the verification of the ledger and a page cost on each kind of database."""
    for database, url in {"SQLite": "", "PostgreSQL": postgresql}.items():
        if on not in {None, database}:
            continue
        with tempfile.TemporaryDirectory() as folder, installation_on(url, Path(folder)) as server:
            told = run_part(server, "measure")
        print(f"\n{database}\n{'median ms':>10}  {'to bare':>7}")
        bare = 1.0
        for name, median, beside in told["rows"]:
            bare = bare if beside else median
            print(f"{median:10.1f}  {median / bare:7.1f}  {name}")
        print(f"verify_ledger: {told['verify_ledger']}", flush=True)


if __name__ == "__main__":
    main()
