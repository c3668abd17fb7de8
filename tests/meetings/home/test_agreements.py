"""What needs whoever is to sign an agreement."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.home.queries import needs_of
from tests.governance.agreements.scene import AgreementsWorld, at_block, decline, sign
from trustboard.accounts.models import User

pytestmark = pytest.mark.django_db


def to_sign(user: User) -> list[tuple[str, str, str]]:
    tasks = needs_of(user, timezone.now()).tasks
    return [(each.words, each.detail, each.address) for each in tasks if each.words.startswith("Read and sign")]


def test_agreement_waits_for_whoever_is_to_sign_it_until_they_do() -> None:
    world = AgreementsWorld()
    ada = world.police
    address = reverse("sign_agreement", args=["kent", world.agreement.key, ada.place])
    asked = ("Read and sign: Partner agency agreement", "Edition 1, in force from 1 April 2024. For Police.", address)
    assert to_sign(ada.user) == [asked]
    assert to_sign(world.officer) == []
    world.sign(ada)
    assert to_sign(ada.user) == []


def test_agreement_waits_for_a_signatory_at_their_block_and_not_for_a_deputy() -> None:
    world = AgreementsWorld()
    address = reverse("sign_agreement", args=["kent", world.charter.key, at_block(world.nurse)])
    assert [each[2] for each in to_sign(world.una_user)] == [address]
    assert len(to_sign(world.health.user)) == 2
    sign(world.charter_edition, at_block(world.nurse), world.una, world.una_user)
    assert to_sign(world.una_user) == []


def test_agreement_waits_no_more_for_whoever_declined() -> None:
    world = AgreementsWorld()
    ada = world.police
    decline(world.edition, ada.place, ada.person, ada.user, "Not yet.")
    assert to_sign(ada.user) == []
