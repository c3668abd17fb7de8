"""`kill -9` while requests are open, again and again: nothing acknowledged is lost, nothing is there by half.

`python -m tests.soak.kills --kills N [--seed S] [--early]` runs in the environment of a migrated installation. Each
round: the server starts, clients send acts with request ids, the server is killed at a random moment and starts again;
then each acknowledged act must be there whole, each unanswered one whole or not at all, and each unanswered one that is
sent again under its id exactly once. At the end the ledger is verified.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import django

django.setup()

from django.conf import settings  # noqa: E402 - the apps come first
from django.db import connection  # noqa: E402

from governance.structure.models import Trust  # noqa: E402
from tests.soak.clients import Asked, Clients, Life  # noqa: E402
from tests.soak.scene import holder, new_trust, signed_in  # noqa: E402
from trustboard.accounts.models import Invitation  # noqa: E402
from trustboard.acts.models import Request  # noqa: E402
from trustboard.ledger.models import Entry, PersonalText  # noqa: E402
from trustboard.ledger.signing import private_key  # noqa: E402
from trustboard.ledger.verify import findings  # noqa: E402
from trustboard.mail.models import Letter  # noqa: E402

CLIENTS = 6
LONGEST = 0.6
"""Seconds after the first answer within which the kill comes."""


class Nursery:
    """The parent process of the servers, and the one child that serves."""

    def __init__(self, *, early: bool) -> None:
        command = [sys.executable, "-m", "tests.soak.nursery", *(["--early"] if early else [])]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = self._told()
        self.child = 0

    def start(self) -> None:
        self._tell("start")
        self.child = self._told()

    def kill(self) -> None:
        os.kill(self.child, signal.SIGKILL)

    def end(self) -> None:
        self.kill()
        self._tell("end")
        self.process.communicate(timeout=30)

    def _tell(self, word: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def _told(self) -> int:
        assert self.process.stdout
        return int(self.process.stdout.readline())


class Stands:
    """What stands in the database of the acts on one trust, by request and by address."""

    def __init__(self, trust: Trust) -> None:
        self.requests = Counter(Request.objects.filter(act="invite_person").values_list("request_id", flat=True))
        addresses = Invitation.objects.filter(object_key=trust.pk).values_list("address__text", flat=True)
        self.invitations = Counter(addresses)
        self.letters = Counter(Letter.objects.values_list("to", flat=True))
        self.texts = Counter(PersonalText.objects.values_list("text", flat=True))
        bodies = Entry.objects.filter(chain=trust.chain).values_list("body", flat=True)
        self.entries = Counter(json.loads(body)["request"] for body in bodies)

    def of(self, asked: Asked) -> tuple[int, ...]:
        """How often each part of the act stands: its request, invitation, letter, personal text and entry."""
        return (
            self.requests[asked.request_id],
            self.invitations[asked.email],
            self.letters[asked.email],
            self.texts[asked.email],
            self.entries[str(asked.request_id)],
        )


WHOLE, NOTHING = (1, 1, 1, 1, 1), (0, 0, 0, 0, 0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--early", action="store_true")
    options = parser.parse_args()
    chance, tally = random.Random(options.seed), Counter[str]()
    nursery, faults = Nursery(early=options.early), []
    nursery.start()
    for _ in range(options.kills):
        faults += one_life(nursery, chance, tally)
    nursery.end()
    whole = list(findings(private_key(settings.LEDGER_KEY).public_key()))
    print(json.dumps({**tally, "faults": faults, "findings": whole, "entries": Entry.objects.count()}))


def one_life(nursery: Nursery, chance: random.Random, tally: Counter[str]) -> list[str]:
    """One kill, and what stands afterwards. Gives whatever was neither an answer nor a kill."""
    # A trust for each life: its page lists everyone invited, and a list of thousands would slow every act.
    trust = new_trust()
    cookies = signed_in(holder(trust, "officer@agency.example"))
    connection.close()
    clients = Clients(nursery.port, trust.slug, cookies.header, cookies.csrf)
    clients.start(CLIENTS)
    if not clients.first_answer.wait(60):
        clients.life.faults.append("the server never answered")
    time.sleep(chance.uniform(0, LONGEST))

    nursery.kill()
    nursery.start()
    life = clients.stop()

    stands = Stands(trust)
    tally["kills"] += 1
    tally["kills with an unanswered request"] += bool(life.unanswered)
    tally["acknowledged"] += len(life.acknowledged)
    tally["unanswered"] += len(life.unanswered)
    tally["acknowledged and lost"] += sum(stands.of(asked) != WHOLE for asked in life.acknowledged)
    tally["unanswered and there"] += sum(stands.of(asked) == WHOLE for asked in life.unanswered)
    tally["unanswered and not there"] += sum(stands.of(asked) == NOTHING for asked in life.unanswered)
    tally["unanswered and there by half"] += sum(stands.of(asked) not in {WHOLE, NOTHING} for asked in life.unanswered)
    return life.faults + ask_again(clients, life, trust, tally)


def ask_again(clients: Clients, life: Life, trust: Trust, tally: Counter[str]) -> list[str]:
    """Send every unanswered request again, under its id: each must be answered, and stand exactly once."""
    connection.close()
    again, before = list(life.unanswered), len(life.faults)
    answered = sum(clients.ask(asked) for asked in again)
    stands = Stands(trust)
    tally["sent again"] += len(again)
    tally["sent again and answered"] += answered
    tally["sent again and standing once"] += sum(stands.of(asked) == WHOLE for asked in again)
    connection.close()
    return life.faults[before:]


if __name__ == "__main__":
    main()
