from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from governance.structure.acts import found_trust
from governance.structure.models import Trust
from governance.structure.rules import may_found
from tests.world import World, by, operator
from trustboard.accounts.queries import held_roles
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry


@pytest.mark.parametrize(
    ("slug", "name", "is_taken", "reason"),
    [
        ("kent", "Kent", False, ""),
        ("north-shire-2", "North Shire", False, ""),
        ("kent", "Kent", True, "already"),
        ("Kent", "Kent", False, "small letters"),
        ("-kent", "Kent", False, "small letters"),
        ("kent--x", "Kent", False, "small letters"),
        ("kent\n", "Kent", False, "small letters"),
        ("", "Kent", False, "small letters"),
        ("kent", "  ", False, "needs a name"),
    ],
)
def test_may_found_asks_for_a_name_and_an_address_of_its_own(slug: str, name: str, is_taken: bool, reason: str) -> None:
    verdict = may_found(slug=slug, name=name, is_taken=is_taken)
    assert verdict.allowed == (not reason)
    assert reason in verdict.sentence


@pytest.mark.django_db
def test_found_trust_begins_a_chain_of_its_own() -> None:
    trust = found_trust(slug="kent", name="Kent", by=operator()).result
    assert list(Entry.objects.values_list("chain", "number")) == [(str(trust.pk), 1)]
    assert trust.history.count() == 1


@pytest.mark.django_db
def test_found_trust_leaves_nothing_when_the_address_is_taken() -> None:
    found_trust(slug="kent", name="Kent", by=operator())
    with pytest.raises(RuleBroken, match="already"):
        found_trust(slug="kent", name="Other", by=operator())
    assert (Trust.objects.count(), Entry.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("persona", ["visitor", "nobody", "auditor", "bare_officer"])
def test_found_trust_leaves_nothing_when_it_is_not_their_job(persona: str) -> None:
    user = getattr(World(), persona, None)
    entries = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        found_trust(slug="new", name="New", by=by(user))
    assert not Trust.objects.filter(slug="new").exists()
    assert Entry.objects.count() == entries


@pytest.mark.django_db
def test_found_trust_makes_the_officer_who_founds_it_its_first_officer() -> None:
    world = World()
    trust = found_trust(slug="new", name="New", by=by(world.officer)).result
    assert held_roles(world.officer, trust) == {"officer"}
    assert held_roles(world.medway_officer, trust) == set()


@pytest.mark.django_db
def test_trust_cannot_be_written_twice_at_one_address() -> None:
    Trust.objects.create(slug="kent", name="Kent")
    with pytest.raises(IntegrityError), transaction.atomic():
        Trust.objects.create(slug="kent", name="Kent again")
