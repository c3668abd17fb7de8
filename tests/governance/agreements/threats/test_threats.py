"""What must never be possible with an agreement, each as an attack on the running views: it fails, and succeeds without
the guard that is named beside it.

The numbers are those of the promises. Two at the same moment are raced by `tests/soak/signing.py`, with all guards and
without each. Of every address `tests/matrix` asks who is strange to it (22, 25); every page is searched for what is
told in confidence (20) by `tests/canaries`; alterations anywhere in a sealed document (15) are tried by
`tests/soak/seals.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.governance.agreements.scene import at_block
from tests.governance.agreements.threats import attacks
from tests.governance.agreements.threats.scene import Signed, behind
from tests.governance.agreements.threats.without import (
    RULES,
    Without,
    allowing,
    any_block,
    any_sealed,
    any_signature,
    anybody_as_ada,
    everybody,
    instead,
    whatever_the_page_says,
    with_any_file,
)
from tests.meetings.threats.without import both, in_any_version, request_ids_forgotten, without_triggers
from tests.trustboard.documents.seals import PASSPHRASE, our_key
from tests.world import everything
from trustboard.ledger.signing import private_key
from trustboard.ledger.triggers import remove_triggers
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

Attack = Callable[[Signed], bool]
WITHOUT_RULES = allowing(*RULES)


@dataclass(frozen=True)
class Threat:
    """A promise by its number, an attack on it that says whether it succeeded, and how the guard is taken away."""

    promise: int
    attack: Attack
    without: Without


def no_matter(*_: Any, **__: Any) -> None:
    """Nothing is required."""


def of_any_page(word: str, **_: Any) -> Any:
    """The word as it is."""
    return whatever_the_page_says(word)


OF_ANY_PAGE = instead({"signing_forms.opened_in": of_any_page})

THREATS = [
    Threat(13, attacks.member_signs_at_anothers_place, both(WITHOUT_RULES, OF_ANY_PAGE)),
    Threat(13, attacks.member_signs_in_anothers_name, anybody_as_ada),
    Threat(13, attacks.officer_signs_for_a_member, anybody_as_ada),
    Threat(13, attacks.auditor_signs_for_a_member, anybody_as_ada),
    Threat(13, attacks.member_of_another_trust_signs, anybody_as_ada),
    Threat(13, attacks.deputy_signs_where_deputies_do_not, WITHOUT_RULES),
    Threat(13, attacks.deputy_signs_with_a_page_from_where_deputies_do, WITHOUT_RULES),
    Threat(13, attacks.former_holder_signs_with_an_old_page, WITHOUT_RULES),
    Threat(13, attacks.former_signatory_signs_with_an_old_page, WITHOUT_RULES),
    Threat(
        13,
        attacks.officer_enters_paper_for_whom_does_not_sign_there,
        both(
            allowing("acts.may_enter_paper"),
            instead({"views.signers._people_at": lambda _: [(each, "") for each in everybody(_)]}),
        ),
    ),
    Threat(14, attacks.text_is_signed_that_was_not_shown, allowing("acts.may_sign")),
    Threat(14, attacks.statement_is_agreed_to_that_was_not_shown, allowing("acts.may_sign")),
    Threat(
        14,
        attacks.edition_is_signed_after_it_was_replaced,
        allowing("acts.may_sign"),
    ),
    Threat(14, attacks.old_page_signs_the_edition_that_replaced_its_own, OF_ANY_PAGE),
    Threat(14, attacks.page_of_another_agreement_stands_in, OF_ANY_PAGE),
    Threat(14, attacks.edition_is_signed_after_it_was_withdrawn, both(allowing("acts.may_sign"), without_triggers)),
    Threat(14, attacks.signature_is_slipped_in_after_the_withdrawal, without_triggers),
    Threat(14, attacks.edition_is_declined_that_was_replaced, allowing("acts.may_decline")),
    Threat(15, attacks.altered_document_is_accepted, with_any_file),
    Threat(16, attacks.issued_edition_is_changed, without_triggers),
    Threat(16, attacks.signature_is_changed, without_triggers),
    Threat(16, attacks.signature_is_removed, without_triggers),
    Threat(16, attacks.declining_is_changed, without_triggers),
    Threat(16, attacks.declining_is_removed, without_triggers),
    Threat(16, attacks.sealed_document_is_another, without_triggers),
    Threat(16, attacks.sealed_document_is_removed, without_triggers),
    Threat(18, attacks.reading_is_back_dated, OF_ANY_PAGE),
    Threat(
        22,
        attacks.block_of_another_trust_is_ended,
        instead({"views.signers.block_developed_by": any_block, "acts.require_officer": no_matter}),
    ),
    Threat(
        22,
        attacks.person_of_another_trust_is_to_sign,
        instead({"place_forms.people_of": everybody, "acts.require_within": no_matter}),
    ),
    Threat(
        22,
        attacks.signature_of_another_trust_is_read,
        instead({"views.signing.signature_shown_to": any_signature}),
    ),
    Threat(
        22,
        attacks.sealed_document_of_another_trust_is_fetched,
        instead({"views.sealing.sealed_followed_by": any_sealed}),
    ),
    Threat(23, attacks.former_member_signs, anybody_as_ada),
    Threat(23, attacks.former_member_reads_who_has_signed, instead({"permissions.require_follower": no_matter})),
    Threat(
        25,
        attacks.auditor_withdraws_an_edition,
        instead({"permissions.trust_developed_by": attacks.trust_of_anybody, "acts.require_officer": no_matter}),
    ),
    Threat(26, attacks.second_officer_overwrites_the_draft_unseen, in_any_version),
    Threat(27, attacks.double_click_declines_twice, request_ids_forgotten),
    Threat(31, attacks.cell_of_the_spreadsheet_is_run, instead({"spreadsheets.harmless": str})),
]
NAMES = [f"{threat.promise} {threat.attack.__name__.replace('_', ' ')}" for threat in THREATS]


@pytest.fixture(autouse=True)
def sealing(settings: Settings, tmp_path: Path) -> None:
    """A seal for these tests."""
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE = str(tmp_path / "seal.p12"), PASSPHRASE
    Path(settings.SEAL_FILE).write_bytes(our_key().pkcs12)


@pytest.mark.parametrize("threat", THREATS, ids=NAMES)
def test_attack_fails(threat: Threat) -> None:
    assert not threat.attack(Signed())


@pytest.mark.parametrize("threat", THREATS, ids=NAMES)
def test_attack_succeeds_without_the_guard(threat: Threat, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Signed()
    threat.without(room, monkeypatch)
    assert threat.attack(room)


@pytest.mark.parametrize("who", ["medway_officer", "mia_user", "medway_auditor", "nobody"])
def test_what_belongs_to_another_trust_is_as_unknown_as_what_is_nowhere(who: str) -> None:
    """Promise 22: an agreement, its places, blocks, signatures and documents, under its address and one's own."""
    room = Signed()
    user = getattr(room, who)
    place, block, signature, code = room.police.place, room.chief.pk, room.bobs.pk, room.sealed.code
    pages: list[tuple[str, Any, Any]] = [
        ("sign_agreement", place, f"seat-{uuid4()}"),
        ("sign_agreement", at_block(room.chief), f"block-{uuid4()}"),
        ("decline_agreement", place, f"seat-{uuid4()}"),
        ("enter_paper_signature", place, f"seat-{uuid4()}"),
        ("end_block", block, uuid4()),
        ("name_signatory", block, uuid4()),
        ("agreement_receipt", signature, uuid4()),
        ("signature_scan", signature, uuid4()),
        ("sealed_agreement", code, "0" * 16),
        ("agreement_pdf", 1, 7),
        ("seal_agreement", 1, 7),
    ]
    whole = ("agreement_signatures", "agreement_signatures_csv", "draft_agreement", "issue_agreement", "remind_signers")
    under_theirs = {room.reads(user, name, of)[0] for name, of, _ in pages} | {
        room.reads(user, name)[0] for name in whole
    }
    assert under_theirs == {404}
    own = {"slug": "medway", "key": "undertaking"}
    for name, of, unknown in pages[:9]:
        found = room.reads(user, name, of, **own)
        assert found[0] == room.reads(user, name, unknown, **own)[0], name
        assert b"Kent" not in found[1], name


def test_auditor_writes_nothing_whatever_they_send() -> None:
    """Promise 25: each form that anybody has, sent as its page would be."""
    room = Signed()
    room.tab(room.auditor)
    before = everything()
    named = {"reason": "Because.", "version": "1", "number": "1", "title": "A title", "text": "1. A clause."}
    forms: list[tuple[str, list[Any]]] = [
        ("draft_agreement", []),
        ("issue_agreement", []),
        ("withdraw_edition", [1]),
        ("remind_signers", []),
        ("add_block", []),
        ("name_signatory", [room.chief.pk]),
        ("end_block", [room.chief.pk]),
        ("enter_paper_signature", [room.police.place]),
        ("seal_agreement", [1]),
        ("sign_agreement", [room.police.place]),
        ("decline_agreement", [room.police.place]),
    ]
    assert {room.sends(room.auditor, name, *of, **named).status_code for name, of in forms} == {403}
    added = room.tab(room.auditor).post(reverse("add_agreement", args=["kent"]), {"name": "Another", "body": "board"})
    assert added.status_code == 403
    assert everything() == before


CHANGES = [
    "UPDATE governance_agreement SET name = 'Another'",
    "UPDATE governance_draft SET text = '1. Everything else.'",
    "UPDATE governance_edition SET text = '1. Everything else.'",
    "UPDATE governance_edition SET digest = statement_digest",
    "UPDATE governance_block SET title = 'Another'",
    "DELETE FROM governance_signatory",
    "UPDATE governance_signature SET position = 'Chair'",
    "UPDATE governance_signature SET capacity = 'deputy'",
    "DELETE FROM governance_signature",
    "UPDATE governance_declined SET at = '2024-05-01 10:00:00+00:00'",
    "DELETE FROM governance_declined",
    "UPDATE governance_asked SET day = '2024-05-01'",
    "DELETE FROM governance_asked",
    "UPDATE governance_sealed SET signatures = '[]'",
    "DELETE FROM governance_sealed",
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_behind_the_application_is_found(change: str) -> None:
    """Promise 19: by whoever took the triggers away first."""
    Signed()
    public = private_key(settings.LEDGER_KEY).public_key()
    assert list(findings(public)) == []
    remove_triggers(connection)
    behind(change)
    table = change.split()[1 if change.startswith("UPDATE") else 2]
    assert any(table in str(each) for each in findings(public))
