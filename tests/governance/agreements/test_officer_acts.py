"""What binds everybody: issuing and withdrawing ask for a fresh proof, reminding for an edition that is signed now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from governance.agreements import acts
from governance.agreements.models import Asked, Edition
from tests.governance.agreements.scene import AgreementsWorld
from tests.world import by, everything, operator
from trustboard.acts.by import By
from trustboard.acts.verdict import RuleBroken
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> AgreementsWorld:
    return AgreementsWorld()


def issue(world: AgreementsWorld, by: By) -> Edition:
    return acts.issue_edition(world.agreement, version=world.draft.version, by=by).result


def withdraw(world: AgreementsWorld, by: By) -> Edition:
    return acts.withdraw_agreement(world.edition, reason="A wrong schedule.", by=by).result.edition


@pytest.mark.parametrize("act", [issue, withdraw])
def test_edition_is_neither_issued_nor_withdrawn_without_a_proof_of_the_last_minutes(
    world: AgreementsWorld, act: Callable[[AgreementsWorld, By], Edition]
) -> None:
    before = everything()
    acting = by(world.officer)
    for proved_at in (None, acting.now - timedelta(minutes=6)):
        with pytest.raises(RuleBroken, match="Confirm"):
            act(world, replace(acting, proved_at=proved_at))
    assert everything() == before
    act(world, replace(acting, proved_at=acting.now - timedelta(minutes=4)))
    assert everything() != before


def test_nobody_is_reminded_of_an_edition_that_was_replaced_or_withdrawn(world: AgreementsWorld) -> None:
    """Given that the next edition is issued and withdrawn tomorrow, then neither the first, while it is replaced, nor
    the second, once it is withdrawn, reminds anybody; the first does again once it is the one to be signed."""
    second, later = issue(world, operator()), timedelta(days=1)
    tomorrow = operator(operator().now + later)
    before = everything()
    with pytest.raises(RuleBroken, match=r"This edition is not signed any more: nobody is reminded of it\."):
        acts.remind_signers(world.edition, by=tomorrow)
    assert everything() == before
    acts.withdraw_agreement(second, reason="A wrong schedule.", by=tomorrow)
    before = everything()
    with pytest.raises(RuleBroken, match="nobody is reminded of it"):
        acts.remind_signers(second, by=operator(tomorrow.now + later))
    assert everything() == before
    letters = Letter.objects.count()
    acts.remind_signers(world.edition, by=operator(tomorrow.now + later))
    assert Asked.objects.filter(edition=world.edition, how="reminded").count() == len(world.represented)
    assert Letter.objects.count() - letters == len(world.represented)
