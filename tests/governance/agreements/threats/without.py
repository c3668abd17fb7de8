"""Ways to take a guard away from the running views of agreements, for as long as a test lasts."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from governance.agreements.models import Block, Sealed, Signature
from governance.agreements.opened import Opened
from governance.membership.models import Person
from tests.governance.agreements.threats.scene import Signed
from trustboard.acts.verdict import ALLOWED
from trustboard.documents.checking import check
from trustboard.documents.kept import kept_file

Without = Callable[[Signed, pytest.MonkeyPatch], None]

RULES = ("acts.may_sign", "shown.may_sign_at")
"""What an act asks of a signature, and what its page asks before."""


def allowing(*rules: str) -> Without:
    """Without these rules: whatever they are asked is allowed."""
    return instead({rule: lambda *_, **__: ALLOWED for rule in rules})


def instead(others: Mapping[str, Any]) -> Without:
    """With these in the place of the guards, by their paths below `governance.agreements`."""

    def take_away(room: Signed, patch: pytest.MonkeyPatch) -> None:
        for path, other in others.items():
            patch.setattr(f"governance.agreements.{path}", other)

    return take_away


def anybody_as_ada(room: Signed, patch: pytest.MonkeyPatch) -> None:
    """Whoever asks is taken for Ada, by the page and by the act."""
    room.agreement.trust = room.kent
    patch.setattr("governance.agreements.views.signing.signer_at", lambda *_: (room.agreement, room.police.person))
    patch.setattr("governance.agreements.acts.require_signer", lambda *_: None)


def whatever_the_page_says(word: str, **_: Any) -> Opened:
    """What stands in the word, whoever wrote it."""
    payload = word.partition(":")[0]
    person, agreement, *where = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    place, edition, at = where
    return Opened(UUID(person), UUID(agreement), place, edition, datetime.fromisoformat(at))


def with_any_file(room: Signed, patch: pytest.MonkeyPatch) -> None:
    """Whatever file comes is taken for the one that was sealed, by the record and by the seal."""

    def the_sealed_one(*_: Any, **__: Any) -> Sealed:
        return Sealed.objects.latest("at")

    patch.setattr("governance.agreements.checking.sha256_of", lambda _: the_sealed_one().sha256)
    patch.setattr(
        "governance.agreements.checking.check",
        lambda _, trusted: check(kept_file(the_sealed_one().sha256).read_bytes(), trusted=trusted),
    )


def any_block(_: Any, __: str, ___: str, key: UUID) -> Block:
    """The block, whatever agreement the address names."""
    return Block.objects.select_related("agreement__trust", "agency").get(pk=key)


def any_signature(_: Any, __: str, ___: str, key: UUID) -> Signature:
    """The signature, whatever agreement the address names."""
    return Signature.objects.select_related("edition__agreement__trust").get(pk=key)


def any_sealed(_: Any, __: str, ___: str, code: str) -> Sealed:
    """The document, whatever agreement the address names."""
    return Sealed.objects.select_related("edition__agreement__trust").get(code=code)


def everybody(_: Any) -> Any:
    """The people of all trusts."""
    return Person.objects.all()
