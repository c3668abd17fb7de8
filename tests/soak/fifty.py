"""Fifty acts a second in one trust, by eight processes, with the ledger verified again and again meanwhile.

`python -m tests.soak.fifty --rate R --seconds S --workers W` runs in the environment of a migrated installation. Each
worker acts by a timetable, whether or not the others keep up: it invites an address, then withdraws that invitation.
An act's time is from its beginning to its answer, with the rendering of the region it announces; how far it began
behind the timetable is told beside it. With `--least` each act is the least there can be: its request id, a letter, the
entry and the signed head, all in the same chain.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402 - the apps come first
from django.db import connection  # noqa: E402

from governance.structure.models import Trust  # noqa: E402
from governance.structure.permissions import AUDITOR  # noqa: E402
from tests.soak.race import write_to_somebody  # noqa: E402
from tests.soak.scene import by, holder, new_trust  # noqa: E402
from trustboard.accounts.acts import invite_person, withdraw_invitation  # noqa: E402
from trustboard.accounts.models import User  # noqa: E402
from trustboard.accounts.queries import open_invitations_to  # noqa: E402
from trustboard.ledger.models import Head  # noqa: E402
from trustboard.ledger.signing import private_key  # noqa: E402
from trustboard.ledger.verify import findings  # noqa: E402

STARTING = 15.0
"""Seconds that the workers are given to come up, and to act twice elsewhere, as a process that has served before."""


def in_turn(trust: Trust, officer: User, *, least: bool) -> Iterator[Callable[[], Any]]:
    """One act after another."""
    while True:
        email = f"{uuid4().hex}@agency.example"
        if least:
            yield lambda: write_to_somebody(trust, email=email, by=by(officer))  # noqa: B023 - called before the next
            continue
        yield lambda: invite_person(trust, email=email, role=AUDITOR, by=by(officer))  # noqa: B023
        yield lambda: withdraw_invitation(open_invitations_to(trust).get(address__text=email), by=by(officer))  # noqa: B023


def work(acts: Iterator[Callable[[], Any]], moments: list[float]) -> dict[str, Any]:
    """Act at each moment (by the machine's clock). Gives times in seconds, and what failed."""
    took, behind, failed = [], [], []
    for moment in moments:
        time.sleep(max(0.0, moment - time.time()))
        began = time.time()
        behind.append(began - moment)
        try:
            next(acts)()
        except Exception as fault:  # noqa: BLE001 - counted and named, whatever it is
            failed.append(f"{type(fault).__name__}: {fault}"[:200])
        took.append(time.time() - began)
        # As after a request: the connection goes back.
        connection.close()
    return {"took": took, "behind": behind, "failed": failed, "ended": time.time()}


def verify_until(end: float) -> dict[str, Any]:
    """Verify the ledger again and again while the others act."""
    found, rounds = [], 0
    public_key = private_key(settings.LEDGER_KEY).public_key()
    while time.time() < end:
        found += findings(public_key)
        rounds += 1
        time.sleep(2)
    return {"found": found[:5], "rounds": rounds}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--least", action="store_true")
    parser.add_argument("--as-worker", nargs=5, metavar=("NUMBER", "BEGINNING", "TRUST", "ELSEWHERE", "OFFICER"))
    options = parser.parse_args()
    if options.as_worker:
        print(json.dumps(one_worker(options)))
        return
    trust, elsewhere = new_trust(), new_trust()
    officer = holder(trust, "officer@agency.example")
    holder(elsewhere, "officer@agency.example")
    before = Head.objects.get(pk=trust.chain).number
    connection.close()
    beginning = time.time() + STARTING
    told = run_workers(options, beginning, trust, elsewhere, officer)
    print(json.dumps(summary(told, options, trust, before)))


def one_worker(options: argparse.Namespace) -> dict[str, Any]:
    number, beginning, trust, elsewhere, officer = options.as_worker
    begin, every = float(beginning), 1 / options.rate
    if number == "verifier":
        return verify_until(begin + options.seconds)
    acts = range(int(number), options.rate * options.seconds, options.workers)
    at, first_at, by_whom = Trust.objects.get(pk=trust), Trust.objects.get(pk=elsewhere), User.objects.get(pk=officer)
    connection.close()
    work(in_turn(first_at, by_whom, least=options.least), [0.0, 0.0])
    done = work(in_turn(at, by_whom, least=options.least), [begin + act * every for act in acts])
    return done | {"ended": done["ended"] - begin}


def run_workers(
    options: argparse.Namespace, beginning: float, trust: Trust, elsewhere: Trust, officer: User
) -> list[dict]:
    command = [sys.executable, "-m", "tests.soak.fifty", "--rate", str(options.rate), "--seconds", str(options.seconds)]
    command += ["--workers", str(options.workers), *(["--least"] if options.least else []), "--as-worker"]
    numbers = ["verifier", *map(str, range(options.workers))]
    workers = [
        subprocess.Popen(
            [*command, number, str(beginning), str(trust.pk), str(elsewhere.pk), str(officer.pk)],
            stdout=subprocess.PIPE,
        )
        for number in numbers
    ]
    return [json.loads(worker.communicate(timeout=300)[0]) for worker in workers]


def summary(told: list[dict], options: argparse.Namespace, trust: Trust, before: int) -> dict[str, object]:
    verifier, *workers = told
    took = sorted(one for worker in workers for one in worker["took"])
    behind = [one for worker in workers for one in worker["behind"]]
    failed = [one for worker in workers for one in worker["failed"]]
    return {
        "acts": len(took),
        "failed": len(failed),
        "failures": failed[:5],
        "workers": options.workers,
        "asked a second": options.rate,
        "done a second": round(len(took) / max(options.seconds, *(worker["ended"] for worker in workers)), 1),
        "p50 ms": round(took[len(took) // 2] * 1000),
        "p95 ms": round(took[int(len(took) * 0.95)] * 1000),
        "max ms": round(took[-1] * 1000),
        "most behind ms": round(max(behind) * 1000),
        "entries added": Head.objects.get(pk=trust.chain).number - before,
        "verified meanwhile": verifier["rounds"],
        "findings meanwhile": verifier["found"],
        "findings": list(findings(private_key(settings.LEDGER_KEY).public_key())),
    }


if __name__ == "__main__":
    main()
