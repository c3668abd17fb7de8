"""Every long proof in full, one after another, and a table of what came of each; see `script/soak`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.soak.running import installation_on, run_part

Told = dict[str, Any]


@dataclass(frozen=True)
class Proof:
    """One proof: the part that is run, what it is given, the figures worth a line, and whether they will do."""

    name: str
    part: str
    arguments: tuple[object, ...]
    will_do: Callable[[Told], bool]
    database: str = "either"
    environment: tuple[tuple[str, str], ...] = ()
    leave_out: tuple[str, ...] = ()


def no_loss(told: Told) -> bool:
    return (
        not told["faults"]
        and not told["findings"]
        and told["acknowledged and lost"] == told["unanswered and there by half"] == 0
        and told["kills with an unanswered request"] * 2 >= told["kills"]
        and told["sent again and standing once"] == told["sent again and answered"] == told["unanswered"]
    )


def no_failure(acts: int) -> Callable[[Told], bool]:
    """Every act done, and the chain as long as that. How fast it went is told, and decides nothing."""
    return lambda told: (
        not told["failed"]
        and not told["findings"]
        and not told["findings meanwhile"]
        and told["acts"] == told["entries added"] == acts
    )


def proofs(scale: float, seed: int) -> list[Proof]:
    """All proofs. `scale` 1 is the whole count."""

    def counted(whole: int, least: int) -> int:
        return max(least, round(whole * scale))

    kills, rounds, histories = counted(200, 4), counted(100, 3), counted(50, 3)
    posts, seconds = counted(100, 5), counted(20, 3)
    return [
        Proof(
            "tampering",
            "tampering",
            ("--rounds", histories, "--seed", seed),
            lambda told: (
                not told["missed"]
                and not told["alarms"]
                and told["accepted"] == histories
                and set(told["found"].values()) == {histories}
            ),
        ),
        Proof(
            "race",
            "race",
            ("--rounds", rounds),
            lambda told: set(told["kept"].values()) == {rounds} and not told["findings"],
        ),
        Proof(
            "race, guard off",
            "race",
            ("--rounds", 5, "--guard-off"),
            lambda told: set(told["kept"].values()) == {0},
            leave_out=("findings",),
        ),
        Proof(
            "agreement",
            "agreement",
            ("--cases", counted(20_000, 2_000), "--seed", seed),
            lambda told: (
                not told["disagreements"]
                and told["mistakes caught"] == told["mistakes"]
                and not told["used too seldom"]
                and not told["met hardly ever, or nearly always"]
            ),
            database="SQLite",
        ),
        Proof("kills", "kills", ("--kills", kills, "--seed", seed), no_loss),
        Proof(
            "kills, answering early",
            "kills",
            ("--kills", 5, "--seed", seed, "--early"),
            lambda told: told["acknowledged and lost"] > 0 and not told["faults"],
        ),
        Proof(
            "syncs",
            "syncs",
            ("--posts", posts),
            lambda told: (
                not told["faults"] and told["posts"] == told["answers"] == told["answers after a sync"] == posts
            ),
            database="SQLite",
        ),
        Proof(
            "syncs, synchronous=NORMAL",
            "syncs",
            ("--posts", 20),
            lambda told: told["answers"] == 20 and told["answers after a sync"] < 20,
            database="SQLite",
            environment=(("SOAK_SYNCHRONOUS", "NORMAL"),),
        ),
        Proof("fifty", "fifty", ("--rate", 50, "--seconds", seconds, "--workers", 8), no_failure(50 * seconds)),
        Proof(
            "fifty, the least act",
            "fifty",
            ("--rate", 50, "--seconds", seconds, "--workers", 8, "--least"),
            no_failure(50 * seconds),
        ),
    ]


def install_strace() -> None:
    """strace, by apt where it is not there and we may."""
    if not shutil.which("strace") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "strace"], check=False)


def run(proof: Proof, database: str, url: str, redis_url: str) -> tuple[bool, Told, float]:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            with installation_on(url, Path(folder), redis_url=redis_url) as server:
                server.environment |= dict(proof.environment)
                told = run_part(server, proof.part, *proof.arguments)
        except (AssertionError, OSError) as fault:
            return False, {"broke off": str(fault)[:200]}, time.monotonic() - began
    return proof.will_do(told), told, time.monotonic() - began


def lines(told: Told, indent: str = "      ") -> list[str]:
    """Each figure on a line of its own, those of a class one level deeper."""
    made = []
    for name, figure in told.items():
        if isinstance(figure, dict):
            made += [f"{indent}{name}", *lines(figure, indent + "    ")]
        elif isinstance(figure, list):
            made.append(f"{indent}{len(figure):>8}  {name}{': ' + str(figure[0]) if figure else ''}")
        else:
            made.append(f"{indent}{figure!s:>8}  {name}")
    return made


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/soak", description=__doc__)
    parser.add_argument("--only", metavar="NAME", help="the proofs whose name begins so")
    parser.add_argument("--on", choices=["SQLite", "PostgreSQL"], help="one kind of database")
    parser.add_argument("--scale", type=float, default=1.0, help="1 for the whole counts, 0.1 for a tenth")
    parser.add_argument("--seed", type=int, default=20261001)
    parser.add_argument("--postgresql", default="postgres://postgres@127.0.0.1:5432/trustboard", metavar="URL")
    parser.add_argument("--redis", default="redis://127.0.0.1:6379/14", metavar="URL", help="used with PostgreSQL")
    options = parser.parse_args()
    install_strace()
    chosen = [proof for proof in proofs(options.scale, options.seed) if proof.name.startswith(options.only or "")]
    databases = [kind for kind in ("SQLite", "PostgreSQL") if options.on in {None, kind}]
    print(f"Seed {options.seed}, scale {options.scale:g}.", flush=True)
    failed = not chosen
    for proof in chosen:
        for database in (
            databases if proof.database == "either" else [kind for kind in databases if kind == proof.database]
        ):
            is_shared = database == "PostgreSQL"
            will_do, told, took = run(
                proof, database, options.postgresql if is_shared else "", options.redis if is_shared else ""
            )
            failed |= not will_do
            print(f"{'held' if will_do else 'FAILED':6}  {proof.name} on {database}, {took:.0f} s")
            shown = {name: figure for name, figure in told.items() if name not in proof.leave_out}
            print("\n".join(lines(shown)), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
