"""Adding, changing and repealing a clause: who may, what is refused, what is written and proved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from governance.constitution import acts
from governance.constitution.models import Clause, ClauseStanding
from governance.constitution.queries import clauses_of
from tests.world import SINCE, World, by, clause_of, everything
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.by import By
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

LATER = date(2021, 6, 1)
SAID: dict[str, Any] = {
    "text": "The board meets.",
    "kinds": ["rule"],
    "note": "",
    "source": "Agreement",
    "starts": SINCE,
    "ends": None,
    "standing": ClauseStanding.IN_FORCE,
}


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def clause(world: World) -> Clause:
    return clause_of(world.kent, "K1.1")


def add(clause: Clause, by: By, **said: Any) -> None:
    acts.add_clause(clause.trust, **{"key": "K1.2", **SAID, **said}, by=by)


def change(clause: Clause, by: By, **said: Any) -> None:
    acts.change_clause(clause, **{**SAID, "version": clause.version, **said}, by=by)


def repeal(clause: Clause, by: By, **said: Any) -> None:
    acts.repeal_clause(clause, **{"ends": LATER, "version": clause.version, **said}, by=by)


ACTS = [add, change, repeal]
Act = Callable[..., None]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("persona", "refusal"),
    [
        ("visitor", PermissionDenied),
        ("nobody", Http404),
        ("medway_officer", Http404),
        ("auditor", PermissionDenied),
        ("bare_officer", SecondFactorNeeded),
    ],
)
def test_clauses_stay_as_they_are_when_it_is_not_their_job(
    world: World, clause: Clause, act: Act, persona: str, refusal: type[Exception]
) -> None:
    before = everything()
    with pytest.raises(refusal):
        act(clause, by(getattr(world, persona, None)), text="Otherwise.") if act is not repeal else act(
            clause, by(getattr(world, persona, None))
        )
    assert everything() == before


@pytest.mark.parametrize("act", ACTS)
def test_clause_is_proved_when_its_officer_keeps_it(world: World, clause: Clause, act: Act) -> None:
    entries = Entry.objects.count()
    act(clause, by(world.officer), **({} if act is repeal else {"note": "calendar"}))
    assert Entry.objects.count() == entries + 1
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_add_clause_puts_it_behind_the_last_of_its_source_with_a_lower_number(world: World, clause: Clause) -> None:
    for key, source in (("K10.1", "Agreement"), ("KA1", "Annex"), ("K2.1", "Agreement"), ("K1.2", "Agreement")):
        clause_of(world.kent, key, source=source)
    assert [found.key for found in clauses_of(world.kent)] == ["K1.1", "K1.2", "K2.1", "K10.1", "KA1"]
    added = world.kent.clauses.get(key="K10.1")
    assert (added.text, added.kinds, added.starts, added.standing) == ("The board meets.", ["rule"], SINCE, "in force")


def test_change_clause_keeps_number_and_place(world: World, clause: Clause) -> None:
    change(clause, by(world.officer), text="It meets often.", kinds=["rule", "check"], source="Annex", note="calendar")
    clause.refresh_from_db()
    assert (clause.key, clause.position, clause.text) == ("K1.1", 0, "It meets often.")
    assert (clause.kinds, clause.source, clause.note, clause.version) == (["rule", "check"], "Annex", "calendar", 2)
    assert clause.history.count() == 2


def test_repeal_clause_ends_it(world: World, clause: Clause) -> None:
    repeal(clause, by(world.officer))
    clause.refresh_from_db()
    assert (clause.standing, clause.ends, clause.text) == ("repealed", LATER, "The board meets.")


@pytest.mark.parametrize(
    ("act", "said", "reason"),
    [
        (add, {"key": "k1.1"}, "There is a clause k1.1 already."),
        (add, {"key": "Quorum"}, "one digit at least"),
        (add, {"kinds": []}, "one way at least"),
        (add, {"ends": SINCE}, "must end after it begins"),
        (add, {"standing": ClauseStanding.REPEALED}, "say from which"),
        (change, {"kinds": []}, "one way at least"),
        (change, {"ends": SINCE}, "must end after it begins"),
        (change, {"standing": ClauseStanding.REPEALED}, "say from which"),
        (repeal, {"ends": SINCE}, "only from a later day"),
    ],
)
def test_refused_clause_changes_nothing(
    world: World, clause: Clause, act: Act, said: dict[str, Any], reason: str
) -> None:
    before = everything()
    with pytest.raises(RuleBroken, match=reason):
        act(clause, by(world.officer), **said)
    assert everything() == before


@pytest.mark.parametrize("act", [change, repeal])
def test_clause_stays_when_somebody_was_quicker(world: World, clause: Clause, act: Act) -> None:
    stale = Clause.objects.get()
    change(clause, by(world.officer), text="Quicker.")
    before = everything()
    with pytest.raises(ChangedMeanwhile):
        act(stale, by(world.officer), **({} if act is repeal else {"text": "Slower."}))
    assert everything() == before


def test_proposed_clause_is_ended_by_a_change_and_not_repealed(world: World) -> None:
    proposed = clause_of(world.kent, "K2.1", standing=ClauseStanding.PROPOSED)
    with pytest.raises(RuleBroken, match="only proposed"):
        repeal(proposed, by(world.officer))
    change(proposed, by(world.officer), standing=ClauseStanding.PROPOSED, ends=LATER)
    assert Clause.objects.get().ends == LATER


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "K1.1"},
        {"standing": "asleep"},
        {"ends": SINCE},
        {"standing": "repealed"},
    ],
)
def test_clause_cannot_be_written_when_a_table_would_not_hold_it(clause: Clause, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Clause.objects.create(trust=clause.trust, **{"key": "K9.9", "text": "x", "starts": SINCE, **wrong})


def test_two_trusts_may_have_the_same_number(world: World, clause: Clause) -> None:
    assert clause_of(world.medway, "K1.1").trust == world.medway
