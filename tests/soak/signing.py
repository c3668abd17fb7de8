"""Two who act on one agreement at the same moment: what was signed is what was current, and the other is told why not.

`python -m tests.soak.signing --rounds N [--off GUARD …]` races two acts over two connections, each kind N times, and
prints in how many rounds the whole promise was kept, and in how many at least the record is as it should be. One round
of every ten goes through the views and their forms, the others by the acts themselves, which then meet more closely.
With `--off` it runs without these guards: the `lock` on the agreement, `version` of its draft, `rules`, and what the
`database` itself refuses.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - the apps come first
from django.db import connection  # noqa: E402
from django.db.models import Model  # noqa: E402

from governance.agreements import acts  # noqa: E402
from governance.agreements.models import (  # noqa: E402
    Declined,
    Draft,
    Edition,
    EditionWithdrawn,
    Sealed,
    Signature,
)
from tests.soak import guards  # noqa: E402
from tests.soak.signatories import Signatories  # noqa: E402
from tests.soak.votes import at_once, one_served  # noqa: E402
from trustboard.acts.verdict import ALLOWED, Verdict  # noqa: E402
from trustboard.ledger.signing import private_key  # noqa: E402
from trustboard.ledger.triggers import remove_triggers  # noqa: E402
from trustboard.ledger.verify import findings  # noqa: E402

IN_ONE_TRUST = 10
"""Rounds of each kind in one trust; the first goes through the forms."""

SIGNED = "You have signed this edition here already."
REPLACED = "This edition was replaced"
WITHDRAWN = "This edition was withdrawn"
NOT_ANY_MORE = "This edition is not signed any more."
ISSUED = "The draft was issued in the meantime."
CHANGED_MEANWHILE = "Somebody signed while the document was made."
Race = Callable[[Signatories], tuple[bool, bool]]
"""One round. Returns whether the record is as it should be, and whether whoever was not served was told why."""


def two_tabs(room: Signatories) -> tuple[bool, bool]:
    edition = room.edition()
    answers = at_once(room.to_sign(edition), room.to_sign(edition))
    return edition.signatures.count() == 1, one_served(answers, SIGNED)


def sign_and_issue(room: Signatories) -> tuple[bool, bool]:
    edition, draft = room.edition(), room.draft()
    signs, issues = at_once(room.to_sign(edition), room.to_issue(room.officer, draft))
    after = Edition.objects.get(agreement=room.agreement, number=edition.number + 1)
    is_right = edition.signatures.count() == signs.is_done and _come_before(room, edition.signatures.all(), after)
    return is_right and not after.signatures.exists(), issues.is_done and (signs.is_done or signs.says(REPLACED))


def sign_and_withdraw(room: Signatories) -> tuple[bool, bool]:
    edition = room.edition()
    signs, withdraws = at_once(room.to_sign(edition), room.to_withdraw(edition))
    after = EditionWithdrawn.objects.get(edition=edition)
    is_right = edition.signatures.count() == signs.is_done and _come_before(room, edition.signatures.all(), after)
    # Without it the edition before is the one to be signed again, where there is one.
    return is_right, withdraws.is_done and (signs.is_done or signs.says(WITHDRAWN, NOT_ANY_MORE))


def sign_and_decline(room: Signatories) -> tuple[bool, bool]:
    edition = room.edition()
    signs, declines = at_once(room.to_sign(edition), room.to_decline(edition))
    signature = Signature.objects.filter(edition=edition).first()
    declined = Declined.objects.filter(edition=edition)
    is_right = (
        signature is not None and declined.count() == declines.is_done and _come_before(room, declined, signature)
    )
    return is_right, signs.is_done and (declines.is_done or declines.says(SIGNED))


def two_officers_issue(room: Signatories) -> tuple[bool, bool]:
    before, draft = room.agreement.editions.count(), room.draft()
    answers = at_once(room.to_issue(room.officer, draft), room.to_issue(room.second, draft))
    numbers = list(room.agreement.editions.values_list("number", flat=True))
    is_right = numbers == list(range(1, before + 2)) and not Draft.objects.filter(agreement=room.agreement).exists()
    return is_right, one_served(answers, ISSUED)


def two_officers_seal(room: Signatories) -> tuple[bool, bool]:
    """One document shows what was signed, and it is the answer to both."""
    edition = room.edition()
    signature = room.bob_has_signed(edition)
    answers = at_once(room.to_seal(room.officer, edition), room.to_seal(room.second, edition))
    rows = list(Sealed.objects.filter(edition=edition))
    return [each.signatures for each in rows] == [[signature.code]], all(each.is_done for each in answers)


def sign_and_seal(room: Signatories) -> tuple[bool, bool]:
    edition = room.edition()
    room.bob_has_signed(edition)
    signs, seals = at_once(room.to_sign(edition), room.to_seal(room.officer, edition))
    is_right = all(_shows_all_before(room, each) for each in Sealed.objects.filter(edition=edition))
    return is_right, signs.is_done and (seals.is_done or seals.says(CHANGED_MEANWHILE))


KINDS: dict[str, Race] = {
    "the same person in two tabs": two_tabs,
    "sign and issue the next": sign_and_issue,
    "sign and withdraw": sign_and_withdraw,
    "sign and decline": sign_and_decline,
    "two officers issue": two_officers_issue,
    "two officers seal": two_officers_seal,
    "sign and seal": sign_and_seal,
}


def _come_before(room: Signatories, rows: Any, last: Model) -> bool:
    """Whether the ledger has them all before that one."""
    return all(room.entry_of(each) < room.entry_of(last) for each in rows)


def _shows_all_before(room: Signatories, sealed: Sealed) -> bool:
    """Whether the document shows every signature that was given before it was kept."""
    rows = Signature.objects.filter(edition=sealed.edition_id)
    return sorted(each.code for each in rows if room.entry_of(each) < room.entry_of(sealed)) == sealed.signatures


# The guards, each with how this process takes it away: only ever on a scratch database.


def no_lock() -> None:
    """Nobody waits for whoever acts on the agreement."""

    def hold(_: Model) -> None:
        pass

    acts.hold = hold


def no_version() -> None:
    """A draft is issued in whatever version it is."""
    guards.no_version()
    acts.claim_version = guards.changes.claim_version


def no_rules() -> None:
    """Whatever is asked is allowed, replaced, withdrawn, signed or sealed already."""

    def allowed(*_: Any, **__: Any) -> Verdict:
        return ALLOWED

    for name in ("may_sign", "may_decline", "may_seal"):
        setattr(acts, name, allowed)
    acts.sealed_showing = lambda *_: None


def no_database() -> None:
    """The database takes whatever it is given: no row is unique, and no trigger stands."""
    remove_triggers(connection)
    for model in (Signature, Edition, Sealed):
        guards.make_repeatable(model)


GUARDS: dict[str, Callable[[], None]] = {
    "lock": no_lock,
    "version": no_version,
    "rules": no_rules,
    "database": no_database,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--off", nargs="*", default=[], choices=list(GUARDS))
    options = parser.parse_args()
    logging.disable(logging.CRITICAL if options.off else logging.NOTSET)
    for guard in options.off:
        GUARDS[guard]()
    kept: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
    right: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
    by_form = 0
    for number in range(options.rounds):
        if number % IN_ONE_TRUST == 0:
            room = Signatories()
        room.by_form = number % IN_ONE_TRUST == 0
        by_form += room.by_form
        for name, race in KINDS.items():
            is_right, is_told = race(room)
            right[name] += is_right
            kept[name] += is_right and is_told
    whole = [] if "database" in options.off else list(findings(private_key(settings.LEDGER_KEY).public_key()))
    told = {
        "rounds": options.rounds,
        "of them by forms": by_form,
        "kept": kept,
        "record as it should be": right,
        "findings": whole,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
