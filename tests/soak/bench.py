"""Tables of what things cost; see `script/bench`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.soak import bench_rules
from tests.soak.running import installation_on, run_part


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--postgresql", default="postgres://postgres@127.0.0.1:5432/trustboard", metavar="URL")
    parser.add_argument("--on", choices=["SQLite", "PostgreSQL"], help="one kind of database")
    parser.add_argument("--rules", action="store_true", help="the rules alone")
    options = parser.parse_args()
    print("Rules", flush=True)
    bench_rules.main()
    if options.rules:
        return
    for database, url in {"SQLite": "", "PostgreSQL": options.postgresql}.items():
        if options.on not in {None, database}:
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
