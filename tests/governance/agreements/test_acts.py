"""Signing and declining: who may, what is refused with nothing recorded, what is written and proved."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from governance.agreements import acts
from governance.agreements.models import Declined, Edition, Life, Signature
from governance.agreements.queries import in_force_among, signing_of, to_sign_by
from governance.membership.acts import appoint, leave_vacant
from governance.membership.permissions import PERSON
from tests.governance.agreements.scene import (
    DEVICE,
    EFFECTIVE,
    AgreementsWorld,
    at_block,
    decline,
    issued,
    proved,
    shown,
    sign,
    sign_on_paper,
)
from tests.world import by, everything, member, operator, person_of
from trustboard.acts.act import AnotherInput
from trustboard.acts.by import By
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

REASON = "We wait for our cabinet in June."
REPLACED = "This edition was replaced: edition 2 is to be signed. Read that one."
NOT_THEIRS = "You do not sign here any more: the seat or block is somebody else's."
NOT_SHOWN = "This is not the text that you were shown. Read it again before you sign."


@pytest.fixture
def world() -> AgreementsWorld:
    return AgreementsWorld()


def next_issued(world: AgreementsWorld) -> Edition:
    return acts.issue_edition(world.agreement, version=world.draft.version, by=operator()).result


def signing(world: AgreementsWorld, by: By, **otherwise: Any) -> Signature:
    """Ada Ash signs for the police, by whoever acts."""
    return acts.sign_agreement(
        world.edition,
        world.police.place,
        world.police.person,
        how=shown(world.edition, world.police.person, **otherwise),
        position="Chief constable",
        shown_at=by.now - timedelta(minutes=3),
        device=DEVICE,
        by=by,
    ).result


def refused(sentence: str, act: Callable[[], object]) -> None:
    """The act is refused with this sentence, and nothing is written down anywhere."""
    before = everything()
    with pytest.raises(RuleBroken) as broken:
        act()
    assert sentence in broken.value.verdict.reasons
    assert everything() == before


def test_sign_agreement_keeps_what_was_shown_and_how_it_was_proved(world: AgreementsWorld) -> None:
    """Given the edition in force, when the police's representative signs it three minutes after opening it,
    then the signature says all of that, and the ledger proves the row."""
    acting = proved(world.police.user)
    made = signing(world, acting, typed="  ada   ASH ")
    assert (made.edition, made.seat, made.block, made.person) == (
        world.edition,
        world.police.seat,
        None,
        world.police.person,
    )
    assert (made.agency, made.capacity, made.position) == (world.police.agency, "representative", "Chief constable")
    assert (made.edition_digest, made.statement_digest) == (world.edition.digest, world.edition.statement_digest)
    assert (made.way, made.proved_at, made.at) == ("password", acting.proved_at, acting.now)
    assert made.shown_at == acting.now - timedelta(minutes=3)
    assert made.typed == "ada ASH"
    assert made.device is not None
    assert made.device.text == DEVICE
    entry = Entry.objects.order_by("number").filter(chain=world.agreement.chain).last()
    assert entry is not None
    assert [row["table"] for row in json.loads(entry.body)["rows"]] == ["governance_signature"]
    assert DEVICE not in entry.body
    assert "ada ASH" not in entry.body


@pytest.mark.parametrize("by_code", [True, False])
def test_sign_agreement_says_with_what_they_proved_who_they_are(world: AgreementsWorld, by_code: bool) -> None:
    acting = replace(proved(world.police.user), proved_by="code" if by_code else "password")
    assert signing(world, acting).way == ("code" if by_code else "password")


def test_sign_agreement_is_one_when_it_is_sent_twice(world: AgreementsWorld) -> None:
    acting = proved(world.police.user)
    made = signing(world, acting)
    again = acts.sign_agreement(
        world.edition,
        world.police.place,
        world.police.person,
        how=shown(world.edition, world.police.person),
        position="Chief constable",
        shown_at=acting.now - timedelta(minutes=3),
        device=DEVICE,
        by=acting,
    )
    assert (again.repeated, again.address) == (True, made.get_absolute_url())
    with pytest.raises(AnotherInput):
        signing(world, acting, typed="Ada  Ash")
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "auditor", "medway_officer", "nobody", "visitor", "command"])
def test_nobody_signs_or_declines_for_another(world: AgreementsWorld, who: str) -> None:
    acting = operator() if who == "command" else by(getattr(world, who, None))
    before = everything()
    with pytest.raises(PermissionDenied):
        signing(world, replace(acting, proved_at=acting.now, proved_by="password"))
    with pytest.raises(PermissionDenied):
        acts.decline_agreement(world.edition, world.police.place, world.police.person, reason=REASON, by=acting)
    assert everything() == before


def test_member_neither_signs_nor_declines_for_another(world: AgreementsWorld) -> None:
    """Threat 14: with their own sign-in, in the other's name; and in their own name, at the other's seat."""
    bob, before = world.health, everything()
    with pytest.raises(PermissionDenied):
        signing(world, proved(bob.user))
    refused(NOT_THEIRS, lambda: sign(world.edition, world.police.place, bob.person, bob.user))
    refused(NOT_THEIRS, lambda: decline(world.edition, world.police.place, bob.person, bob.user, REASON))
    assert everything() == before


@pytest.mark.parametrize("minutes", [None, 6])
def test_sign_agreement_is_refused_without_a_proof_of_the_last_minutes(
    world: AgreementsWorld, minutes: int | None
) -> None:
    acting = proved(world.police.user)
    acting = replace(acting, proved_at=acting.now - timedelta(minutes=minutes) if minutes else None)
    before = everything()
    with pytest.raises(RuleBroken):
        signing(world, acting)
    assert everything() == before


@pytest.mark.parametrize(
    ("otherwise", "sentence"),
    [
        ({"digest": "0" * 64}, NOT_SHOWN),
        ({"statement_digest": "0" * 64}, NOT_SHOWN),
        ({"is_ticked": False}, "Tick the box if you agree to the words beside it."),
        ({"has_authority": False}, "Say that you have authority to sign. If you have none, decline and say who has."),
        ({"typed": "Ada"}, "Type your name as it stands in the list of members: Ada Ash."),
        ({"typed": " "}, "Type your name as it stands in the list of members: Ada Ash."),
    ],
)
def test_sign_agreement_is_refused_when_it_is_not_whole(
    world: AgreementsWorld, otherwise: dict[str, Any], sentence: str
) -> None:
    refused(sentence, lambda: signing(world, proved(world.police.user), **otherwise))


def test_edition_that_was_replaced_is_neither_signed_nor_declined(world: AgreementsWorld) -> None:
    """Threat 13: the page of the first edition is sent after the second was issued, even one in force only later."""
    next_issued(world)
    ada = world.police
    refused(REPLACED, lambda: signing(world, proved(ada.user)))
    refused(REPLACED, lambda: decline(world.edition, ada.place, ada.person, ada.user, REASON))


def test_digest_of_the_old_edition_does_not_sign_the_new_one(world: AgreementsWorld) -> None:
    """Threat 13: whoever read the first edition does not come to have signed the second."""
    second, ada = next_issued(world), world.police
    refused(NOT_SHOWN, lambda: sign(second, ada.place, ada.person, ada.user, digest=world.edition.digest))


def test_edition_that_was_withdrawn_is_neither_signed_nor_declined(world: AgreementsWorld) -> None:
    acts.withdraw_agreement(world.edition, reason="A wrong schedule.", by=operator())
    ada = world.police
    refused("This edition is not signed any more.", lambda: signing(world, proved(ada.user)))
    refused(
        "This edition is not signed any more.",
        lambda: decline(world.edition, ada.place, ada.person, ada.user, REASON),
    )


def test_edition_that_lapsed_is_not_signed(world: AgreementsWorld) -> None:
    yearly = issued(world.charter, life=Life.YEARLY, effective=EFFECTIVE)
    ada = world.police
    refused("This edition is not signed any more.", lambda: sign(yearly, ada.place, ada.person, ada.user))


def test_edition_is_signed_once_by_each(world: AgreementsWorld) -> None:
    world.sign(world.police)
    ada, already = world.police, "You have signed this edition here already."
    refused(already, lambda: signing(world, proved(ada.user)))
    refused(already, lambda: decline(world.edition, ada.place, ada.person, ada.user, REASON))


def test_leaver_signs_no_more_and_the_successor_is_asked(world: AgreementsWorld) -> None:
    """Given a representative who signed and left, when somebody else holds the seat, then the signature stays, the
    leaver signs nothing more, and the successor is to sign and does."""
    ada, today = world.police, timezone.localdate()
    first = world.sign(ada)
    ned = person_of(world.kent, "Ned Next")
    user = member(ned, "Ned Next", PERSON, second_factor=False)
    appoint(ada.seat, person=ned, name="", starts=today, powers="", attested=[], by=operator())
    second = next_issued(world)
    refused(NOT_THEIRS, lambda: sign(second, ada.place, ada.person, ada.user))
    assert [each.place.key for each in to_sign_by(user, today)] == [ada.place]
    assert to_sign_by(ada.user, today) == []
    made = sign(second, ada.place, ned, user)
    assert to_sign_by(user, today) == []
    assert set(Signature.objects.values_list("pk", flat=True)) == {first.pk, made.pk}


def test_successor_signs_the_same_edition_beside_the_leaver(world: AgreementsWorld) -> None:
    ada, today = world.police, timezone.localdate()
    first = world.sign(ada)
    ned = person_of(world.kent, "Ned Next")
    user = member(ned, "Ned Next", PERSON, second_factor=False)
    appoint(ada.seat, person=ned, name="", starts=today, powers="", attested=[], by=operator())
    made = sign(world.edition, ada.place, ned, user)
    now = signing_of(world.edition, today)
    assert [each.signature for each in now.signed] == [made]
    assert now.former == [first]
    assert in_force_among(world.agreement, today) == [first, made]


def test_nobody_signs_at_a_vacant_seat(world: AgreementsWorld) -> None:
    ada = world.police
    leave_vacant(ada.seat, starts=timezone.localdate(), by=operator())
    refused(NOT_THEIRS, lambda: signing(world, proved(ada.user)))


def test_deputy_signs_in_that_capacity_where_the_edition_lets_them(world: AgreementsWorld) -> None:
    made = sign(world.edition, world.police.place, world.una, world.una_user)
    assert (made.capacity, made.person, made.agency) == ("deputy", world.una, world.police.agency)
    assert signing_of(world.edition, timezone.localdate()).signed[0].signature == made


def test_deputy_does_not_sign_where_the_edition_does_not_let_them(world: AgreementsWorld) -> None:
    edition = issued(world.charter, deputies_sign=False)
    place = world.police.place
    refused(NOT_THEIRS, lambda: sign(edition, place, world.una, world.una_user))
    refused(NOT_THEIRS, lambda: decline(edition, place, world.una, world.una_user, REASON))


def test_deputy_of_another_seat_does_not_sign(world: AgreementsWorld) -> None:
    refused(NOT_THEIRS, lambda: sign(world.edition, world.health.place, world.una, world.una_user))


def test_signatories_of_one_organisation_each_sign_at_their_block(world: AgreementsWorld) -> None:
    """Given two blocks of health, when each signatory signs, then each stands at theirs, and neither at the other's."""
    edition, bob = world.charter_edition, world.health
    first = sign(edition, at_block(world.chief), bob.person, bob.user)
    refused(NOT_THEIRS, lambda: sign(edition, at_block(world.nurse), bob.person, bob.user))
    second = sign(edition, at_block(world.nurse), world.una, world.una_user)
    assert [each.agency for each in (first, second)] == [world.health.agency] * 2
    assert {each.capacity for each in (first, second)} == {"signatory"}
    assert [each.state for each in signing_of(edition, timezone.localdate()).signers] == ["signed", "signed", "not yet"]


def test_block_that_was_added_is_signed_by_whoever_is_named_there(world: AgreementsWorld) -> None:
    cora, today = world.schools, timezone.localdate()
    sign(world.charter_edition, at_block(world.chief), world.health.person, world.health.user)
    block = acts.add_block(
        world.charter, title="Schools forum", agency=cora.agency, person=cora.person, starts=today, by=operator()
    ).result
    assert [each.place.title for each in to_sign_by(cora.user, today)] == ["Schools", "Schools forum"]
    made = sign(world.charter_edition, at_block(block), cora.person, cora.user)
    assert (made.block, made.agency) == (block, cora.agency)


def test_block_that_ended_or_has_another_signatory_is_not_signed(world: AgreementsWorld) -> None:
    edition, bob, today = world.charter_edition, world.health, timezone.localdate()
    acts.name_signatory(world.chief, person=world.una, starts=today, by=operator())
    refused(NOT_THEIRS, lambda: sign(edition, at_block(world.chief), bob.person, bob.user))
    acts.end_block(world.chief, ends=today, version=world.chief.version, by=operator())
    refused(NOT_THEIRS, lambda: sign(edition, at_block(world.chief), world.una, world.una_user))


def test_seat_is_no_place_where_organisations_sign_nor_a_block_where_representatives_do(world: AgreementsWorld) -> None:
    bob = world.health
    refused(NOT_THEIRS, lambda: sign(world.charter_edition, bob.place, bob.person, bob.user))
    refused(NOT_THEIRS, lambda: sign(world.edition, at_block(world.chief), bob.person, bob.user))


def test_decline_agreement_keeps_why_and_one_may_still_sign(world: AgreementsWorld) -> None:
    ada, today = world.police, timezone.localdate()
    made = decline(world.edition, ada.place, ada.person, ada.user, f" {REASON} ")
    assert (made.words, made.seat, made.person) == (REASON, ada.seat, ada.person)
    assert [each.has_declined for each in to_sign_by(ada.user, today)] == [True]
    assert signing_of(world.edition, today).signers[0].state == "declined"
    world.sign(ada)
    assert signing_of(world.edition, today).signers[0].state == "signed"
    assert Declined.objects.count() == 1
    assert not Entry.objects.filter(body__contains=REASON).exists()


def test_decline_agreement_is_refused_without_a_reason(world: AgreementsWorld) -> None:
    ada = world.police
    refused(
        "Say why you decline: the officer has to know what to do.",
        lambda: decline(world.edition, ada.place, ada.person, ada.user, "  "),
    )


def test_signature_on_paper_counts_from_its_day(world: AgreementsWorld) -> None:
    made = sign_on_paper(world.edition, world.police.place, world.police.person, scan="a" * 64)
    assert (made.way, made.on_paper_on, made.proved_at, made.device) == ("paper", EFFECTIVE, None, None)
    assert in_force_among(world.agreement, EFFECTIVE) == [made]
    assert in_force_among(world.agreement, EFFECTIVE - timedelta(days=1)) == []
    ada = world.police
    refused("You have signed this edition here already.", lambda: sign(world.edition, ada.place, ada.person, ada.user))


def test_new_edition_is_in_force_among_nobody_until_it_is_signed(world: AgreementsWorld) -> None:
    today = timezone.localdate()
    world.sign(world.police)
    assert len(in_force_among(world.agreement, today)) == 1
    second = next_issued(world)
    assert in_force_among(world.agreement, today) == []
    assert signing_of(second, today).signed == []
    made = world.sign(world.police, second)
    assert in_force_among(world.agreement, today) == [made]


def test_ledger_is_whole_once_a_draft_is_issued_and_gone(world: AgreementsWorld) -> None:
    """The row of the draft is gone by the act, which the ledger knows by its key."""
    next_issued(world)

    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_signer_of_a_withdrawn_edition_is_told_so_and_which_one_stands(world: AgreementsWorld) -> None:
    later = acts.issue_edition(world.agreement, version=world.draft.version, by=operator()).result
    acts.withdraw_agreement(later, reason="A wrong schedule.", by=operator())
    with pytest.raises(RuleBroken, match="This edition was withdrawn: edition 1 is to be signed"):
        sign(later, world.police.place, world.police.person, world.police.user)
    assert not Signature.objects.exists()
