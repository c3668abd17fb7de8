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


def all_found(histories: int) -> Callable[[Told], bool]:
    """Every tampering found in every history, and every history accepted untouched."""
    return lambda told: (
        not told["missed"]
        and not told["alarms"]
        and told["accepted"] == histories
        and set(told["found"].values()) == {histories}
    )


def no_loss(told: Told) -> bool:
    return (
        not told["faults"]
        and not told["findings"]
        and told["acknowledged and lost"] == told["unanswered and there by half"] == 0
        and told["kills with an unanswered request"] * 2 >= told["kills"]
        and told["sent again and standing once"] == told["sent again and answered"] == told["unanswered"]
    )


def meetings_whole(told: Told) -> bool:
    return (
        not told["faults"]
        and not told["findings"]
        and told["acknowledged and lost"] == told["unanswered and there by half"] == 0
        and told["kills with an unanswered request"] * 5 >= told["kills"] * 2
        and told["sent again and standing once"] == told["unanswered"]
        and told["meetings complete"] == told["meetings"]
    )


def wrong_somewhere(rounds: int, *, kinds: int = 0) -> Callable[[Told], bool]:
    """The promise broken in some round of each kind that this guard keeps: of so many kinds at least, or of all but the
    three that others keep as well.
    """
    return lambda told: sum(kept < rounds for kept in told["kept"].values()) >= (kinds or len(told["kept"]) - 3)


HELD_WITHOUT_RULES = {"two officers issue"}
"""What asks no rule of who comes second: the draft is gone."""


def signing_fails(rounds: int) -> Callable[[Told], bool]:
    """The promise broken in some round of each kind that a rule keeps."""
    return lambda told: all(kept < rounds for name, kept in told["kept"].items() if name not in HELD_WITHOUT_RULES)


def no_failure(acts: int) -> Callable[[Told], bool]:
    """Every act done, and the chain as long as that. How fast it went is told, and decides nothing."""
    return lambda told: (
        not told["failed"]
        and not told["findings"]
        and not told["findings meanwhile"]
        and told["acts"] == told["entries added"] == acts
    )


def seals_hold(told: Told) -> bool:
    """Every altered document refused: by the record wherever it is, by every reader inside the signed range."""
    return (
        set(told["refused inside"].values()) == {told["inside the signed range"]}
        and told["refused there"]["SHA-256"] == told["in the place of the seal"]
        and set(told["accepted untouched"].values()) == {told["untouched"]}
        and set(told["said by our check of"].values()) == {"added to", "no seal", "another's", "same name"}
    )


def proofs(scale: float, seed: int) -> list[Proof]:
    """All proofs. `scale` 1 is the whole count."""

    def counted(whole: int, least: int) -> int:
        return max(least, round(whole * scale))

    kills, rounds, histories, sittings = counted(200, 4), counted(100, 3), counted(50, 3), counted(20, 2)
    posts, seconds, votes = counted(100, 5), counted(20, 3), counted(1000, 5)
    return [
        Proof("tampering", "tampering", ("--rounds", histories, "--seed", seed), all_found(histories)),
        Proof(
            "tampering, sittings",
            "tampering",
            ("--rounds", sittings, "--seed", seed, "--sittings"),
            all_found(sittings),
        ),
        Proof(
            "tampering, agreements",
            "tampering",
            ("--rounds", sittings, "--seed", seed, "--agreements"),
            all_found(sittings),
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
            "votes",
            "votes",
            ("--rounds", votes),
            lambda told: set(told["kept"].values()) == {votes} and not told["findings"],
        ),
        Proof(
            "votes, rules off",
            "votes",
            ("--rounds", 20, "--off", "rules"),
            # A vote that happens to come before the closing needs no rule.
            lambda told: all(kept < 20 for kept in told["kept"].values()),
        ),
        Proof(
            "votes, rules and database off",
            "votes",
            ("--rounds", 20, "--off", "rules", "database"),
            lambda told: all(right < 20 for right in told["record as it should be"].values()),
        ),
        Proof("votes, lock off", "votes", ("--rounds", 50, "--off", "lock"), wrong_somewhere(50), "PostgreSQL"),
        Proof(
            "votes, lock, version and database off",
            "votes",
            ("--rounds", 50, "--off", "lock", "version", "database"),
            wrong_somewhere(50),
            "PostgreSQL",
        ),
        Proof(
            "signing",
            "signing",
            ("--rounds", votes),
            lambda told: set(told["kept"].values()) == {votes} and not told["findings"],
        ),
        Proof("signing, rules off", "signing", ("--rounds", 20, "--off", "rules"), signing_fails(20)),
        Proof(
            "signing, rules and database off",
            "signing",
            ("--rounds", 20, "--off", "rules", "database"),
            signing_fails(20),
        ),
        Proof(
            "signing, lock off",
            "signing",
            ("--rounds", 50, "--off", "lock"),
            wrong_somewhere(50, kinds=2),
            "PostgreSQL",
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
        Proof("examples", "examples", (), lambda told: told["passed"] and not told["faults"], database="SQLite"),
        Proof(
            "seals",
            "seals",
            ("--alterations", counted(1000, 40), "--untouched", counted(50, 5), "--seed", seed),
            seals_hold,
            database="SQLite",
        ),
        Proof("kills", "kills", ("--kills", kills, "--seed", seed), no_loss),
        Proof(
            "kills, answering early",
            "kills",
            ("--kills", 5, "--seed", seed, "--early"),
            lambda told: told["acknowledged and lost"] > 0 and not told["faults"],
        ),
        Proof("sittings", "sittings", ("--kills", kills, "--seed", seed), meetings_whole),
        Proof(
            "sittings, answering early",
            "sittings",
            ("--kills", 5, "--seed", seed, "--early"),
            lambda told: told["acknowledged and lost"] > 0,
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
