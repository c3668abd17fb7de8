"""The same request ten times at once, over ten connections: one effect, ten same answers. Or, with the guard off, not.

`python -m tests.soak.race --rounds N [--guard-off]` prints how many rounds kept the promise, for each kind of request.
"""

from __future__ import annotations

import argparse
import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402 - the apps come first
from django.db import connection  # noqa: E402

from governance.structure.models import Trust  # noqa: E402
from governance.structure.permissions import AUDITOR  # noqa: E402
from tests.soak.scene import by, holder, new_trust  # noqa: E402
from trustboard.accounts.acts import invite_person  # noqa: E402
from trustboard.acts.act import AnotherInput, act  # noqa: E402
from trustboard.acts.by import By  # noqa: E402
from trustboard.acts.models import Request  # noqa: E402
from trustboard.ledger.changes import record_act  # noqa: E402
from trustboard.ledger.models import Entry  # noqa: E402
from trustboard.ledger.signing import private_key  # noqa: E402
from trustboard.ledger.verify import findings  # noqa: E402
from trustboard.mail.changes import queue_letter  # noqa: E402
from trustboard.mail.models import Letter  # noqa: E402

AT_ONCE = 10


@act
def write_to_somebody(trust: Trust, *, email: str, by: By) -> str:
    """An act whose every repetition would be seen: no rule and no unique column stands in its way."""
    queue_letter(to=email, subject="A letter", text="…", now=by.now)
    record_act(by, chain=trust.chain)
    return trust.get_absolute_url()


@dataclass(frozen=True)
class Seen:
    """What ten requests came to: each one's answer, and what stands in the database afterwards."""

    answers: Counter[str]
    letters: int
    entries: int

    def keeps_the_promise(self, *, refused: int = 0) -> bool:
        """One effect; everyone who asked the same got one and the same answer; whoever asked for else, a refusal."""
        addresses = {answer for answer in self.answers if answer.startswith("/")}
        counted = {"other input": refused} if refused else {}
        counted |= dict.fromkeys(addresses, AT_ONCE - refused)
        return self.letters == 1 and self.entries == 1 and len(addresses) == 1 and dict(self.answers) == counted


def at_once(asks: list[Callable[[], Any]]) -> Counter[str]:
    """Ask everything in the same moment, each over a connection of its own."""
    answers: Counter[str] = Counter()
    together = threading.Barrier(len(asks))

    def ask(one: Callable[[], Any]) -> None:
        connection.ensure_connection()
        together.wait(timeout=30)
        try:
            answer = one().address
        except AnotherInput:
            answer = "other input"
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is not the answer
            answer = f"{type(fault).__name__}: {fault}"[:80]
        finally:
            connection.close()
        answers[answer] += 1

    connection.close()
    threads = [threading.Thread(target=ask, args=[one]) for one in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def same_request(trust: Trust, officer: Any, act: Callable[..., Any], **role: Any) -> bool:
    request, email = by(officer), f"{uuid4().hex}@agency.example"
    before = Entry.objects.count()
    answers = at_once([lambda: act(trust, email=email, by=request, **role)] * AT_ONCE)
    seen = Seen(answers, Letter.objects.filter(to=email).count(), Entry.objects.count() - before)
    return seen.keeps_the_promise()


def same_id_other_input(trust: Trust, officer: Any) -> bool:
    """Half of the ten ask for something else under the same id: whoever is first has it, the others are told."""
    request, emails = by(officer), [f"{uuid4().hex}@agency.example" for _ in range(2)]
    before = Entry.objects.count()
    asks = [lambda email=email: write_to_somebody(trust, email=email, by=request) for email in emails] * (AT_ONCE // 2)
    answers = at_once(asks)
    seen = Seen(answers, Letter.objects.filter(to__in=emails).count(), Entry.objects.count() - before)
    return seen.keeps_the_promise(refused=AT_ONCE // 2)


def take_the_guard_off() -> None:
    # SQLite makes the table anew from what the model says.
    [constraint], Request._meta.constraints = Request._meta.constraints, []
    with connection.schema_editor() as editor:
        editor.remove_constraint(Request, constraint)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--guard-off", action="store_true")
    options = parser.parse_args()
    if options.guard_off:
        take_the_guard_off()
    kept: Counter[str] = Counter({"invite_person": 0, "write_to_somebody": 0, "same id, other input": 0})
    for number in range(options.rounds):
        if number % 20 == 0:
            trust = new_trust()
            officer = holder(trust, "officer@agency.example")
        kept["invite_person"] += same_request(trust, officer, invite_person, role=AUDITOR)
        kept["write_to_somebody"] += same_request(trust, officer, write_to_somebody)
        kept["same id, other input"] += same_id_other_input(trust, officer)
    whole = list(findings(private_key(settings.LEDGER_KEY).public_key()))
    print(json.dumps({"rounds": options.rounds, "kept": kept, "findings": whole}))


if __name__ == "__main__":
    main()
