"""Every class of tampering on random histories, and the same histories untouched: how many are found, how many pass."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction

from tests.soak.agreement_histories import AgreementHistory
from tests.soak.agreement_tamperings import AGREEMENT_TAMPERINGS
from tests.soak.histories import History
from tests.soak.sitting_histories import SittingHistory
from tests.soak.sitting_tamperings import SITTING_TAMPERINGS
from tests.soak.tamperings import TAMPERINGS, Tampering
from trustboard.ledger.heads import heads_as_text
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings


@dataclass
class Tally:
    """What came of it. `missed` and `alarms` name each failure, so that it can be done again with its seed."""

    found: dict[str, int]
    accepted: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)


def tamper(rounds: int, *, seed: int, acts: int = 9) -> Tally:
    """Make `rounds` random histories of at least `acts` acts; verify each untouched, then tamper once in each class."""
    return _tally(rounds, seed, TAMPERINGS, lambda chance: History(chance, length=acts + chance.randrange(acts)))


def tamper_with_sittings(rounds: int, *, seed: int) -> Tally:
    """The same of random histories of a sitting."""
    return _tally(rounds, seed, SITTING_TAMPERINGS, SittingHistory)


def tamper_with_agreements(rounds: int, *, seed: int) -> Tally:
    """The same of random histories of an agreement."""
    return _tally(rounds, seed, AGREEMENT_TAMPERINGS, AgreementHistory)


def _tally(rounds: int, seed: int, tamperings: Sequence[Tampering], make: Callable[[random.Random], Any]) -> Tally:
    tally = Tally({tampering.name: 0 for tampering in tamperings})
    public_key = private_key(settings.LEDGER_KEY).public_key()
    for number in range(rounds):
        chance = random.Random(f"{seed}-{number}")
        history = make(chance)
        lodged = json.loads(heads_as_text())["heads"]

        alarms = list(findings(public_key, lodged=lodged))
        tally.accepted += not alarms
        tally.alarms += [f"history {number}: {alarm}" for alarm in alarms]
        for tampering in tamperings:
            done, found = _tampered(tampering, history, chance, lodged)
            if found:
                tally.found[tampering.name] += 1
            else:
                tally.missed.append(f"history {number}, {tampering.name}: {done}")
        tally.alarms += [f"history {number}, afterwards: {alarm}" for alarm in findings(public_key, lodged=lodged)]
    return tally


def _tampered(tampering: Tampering, history: Any, chance: random.Random, lodged: dict) -> tuple[str, list[str]]:
    """Do it, ask, and take it back. A class that no lodged head is needed for is asked without one."""
    public_key = private_key(settings.LEDGER_KEY).public_key()
    with transaction.atomic():
        done = tampering.do(history, chance)
        found = list(findings(public_key, lodged=lodged if tampering.needs_lodged_head else None))
        transaction.set_rollback(True)
    return done, found
