from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from governance.structure import acts
from governance.structure.acts import found_trust
from governance.structure.models import Access, Duty, Kind, Nation, Sector, Standing, Trust
from governance.structure.rules import key_for, may_found
from tests.world import SINCE, SeatedWorld, World, by, everything, operator
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.accounts.queries import held_roles
from trustboard.acts.by import By
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings


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


@pytest.mark.parametrize("slug", ["add", "found"])
def test_may_found_keeps_the_addresses_of_our_own_pages(slug: str) -> None:
    assert "one of our own pages" in may_found(slug=slug, name="x", is_taken=False).sentence


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Kent Police", (), "kent-police"),
        ("Kent Police", ("kent-police", "kent-police-2"), "kent-police-3"),
        ("Childrens' Trust", (), "childrens-trust"),
        ("Add", (), "add-2"),
        ("???", (), "unnamed"),
    ],
)
def test_key_for_a_name_is_its_letters_with_a_number_where_it_is_taken(name: str, taken: tuple, key: str) -> None:
    assert key_for(name, taken) == key


LATER = date(2021, 6, 3)
BODY = {
    "name": "Working group",
    "kind": Kind.SUBGROUP,
    "standing": Standing.PROPOSED,
    "access": Access.CLOSED,
    "purpose": "To work.",
    "terms": ["Meet.", "Report."],
    "offices": ["chair"],
    "criteria": [],
    "starts": SINCE,
    "ends": None,
}
AGENCY = {"name": "Kent Probation", "sector": Sector.JUSTICE, "duty": Duty.STATUTORY, "passage": "Section 10."}
GOOD: dict[str, tuple[str, dict[str, Any]]] = {
    "describe_trust": (
        "kent",
        {
            "name": "Kent",
            "lead_authority": "Kent County Council",
            "nation": Nation.WALES,
            "vision": "",
            "purpose": "",
            "principles": ["Child first."],
            "child": "",
            "version": 1,
        },
    ),
    "add_agency": ("kent", AGENCY),
    "change_agency": ("agency", {**AGENCY, "version": 1}),
    "add_body": ("kent", BODY),
    "change_body": ("board", {**BODY, "version": 1}),
    "add_line": ("board", {"to": "group", "through": "police", "about": "plans", "starts": LATER}),
    "end_line": ("line", {"ends": LATER, "version": 1}),
}
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("describe_trust", {"name": " "}, "Give the trust a name"),
    ("describe_trust", {"version": 7}, "Somebody else changed this"),
    ("add_agency", {"name": ""}, "Give the agency a name"),
    ("add_agency", {"name": "kent police"}, "There is an agency of this name"),
    ("change_agency", {"name": ""}, "Give the agency a name"),
    ("change_agency", {"version": 7}, "Somebody else changed this"),
    ("add_body", {"name": ""}, "Give the body a name"),
    ("add_body", {"name": "BOARD"}, "There is a body of this name already"),
    ("add_body", {"ends": SINCE}, "must end after it begins"),
    ("change_body", {"name": "Executive group"}, "There is a body of this name already"),
    ("change_body", {"ends": SINCE}, "must end after it begins"),
    ("change_body", {"version": 7}, "Somebody else changed this"),
    ("add_line", {"to": "board"}, "cannot answer to itself"),
    ("add_line", {"to": "partnership"}, "answers to that body already"),
    ("end_line", {"ends": SINCE}, "can end only after that day"),
    ("end_line", {"version": 7}, "Somebody else changed this"),
]
NOT_THEIRS = {
    "nobody": Http404,
    "auditor": PermissionDenied,
    "bare_officer": SecondFactorNeeded,
    "medway_officer": Http404,
    "medway_auditor": Http404,
    "visitor": PermissionDenied,
}


@pytest.fixture
def world() -> SeatedWorld:
    made = SeatedWorld()
    made.line = made.board.answers_to.get()
    return made


def do(world: SeatedWorld, act: str, *, request: By | None = None, **other: Any) -> Any:
    """Do the act as Kent's officer; bodies and seats are named as the world names them."""
    on, good = GOOD[act]
    thing = type(getattr(world, on))._base_manager.get(pk=getattr(world, on).pk)
    words = {**good, **other}
    words |= {name: getattr(world, words[name]) for name in ("to", "through") if isinstance(words.get(name), str)}
    return getattr(acts, act)(thing, **words, by=request or by(world.officer))


@pytest.mark.django_db
@pytest.mark.parametrize("act", GOOD)
def test_act_writes_one_entry_that_verifies_and_is_done_once_when_it_is_sent_twice(
    world: SeatedWorld, act: str
) -> None:
    entries, request = Entry.objects.filter(chain=world.kent.chain).count(), by(world.officer)
    first = do(world, act, request=request)
    before = everything()
    second = do(world, act, request=request)
    assert (second.repeated, second.address) == (True, first.address)
    assert everything() == before
    assert Entry.objects.filter(chain=world.kent.chain).count() == entries + 1
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


@pytest.mark.django_db
@pytest.mark.parametrize("act", GOOD)
def test_act_leaves_nothing_when_it_is_not_their_job(world: SeatedWorld, act: str) -> None:
    before, raised = everything(), {}
    for persona in NOT_THEIRS:
        with pytest.raises((Http404, PermissionDenied)) as fault:
            do(world, act, request=by(getattr(world, persona, None)))
        raised[persona] = fault.type
    assert raised == NOT_THEIRS
    assert everything() == before


@pytest.mark.django_db
@pytest.mark.parametrize("act", sorted({act for act, _, _ in REFUSED}))
def test_act_leaves_nothing_when_the_rule_refuses(world: SeatedWorld, act: str) -> None:
    before = everything()
    for other, sentence in [(other, sentence) for name, other, sentence in REFUSED if name == act]:
        with pytest.raises(RuleBroken, match=sentence):
            do(world, act, **other)
    assert everything() == before


@pytest.mark.django_db
def test_add_line_does_not_know_the_bodies_and_seats_of_another_trust(world: SeatedWorld) -> None:
    before = everything()
    for other in ({"to": "medway_board"}, {"through": "medway_seat"}):
        with pytest.raises(Http404):
            do(world, "add_line", **other)
    assert everything() == before


@pytest.mark.django_db
def test_add_line_may_be_drawn_again_when_the_one_before_has_ended(world: SeatedWorld) -> None:
    do(world, "end_line")
    do(world, "add_line", to="partnership", starts=date(2022, 1, 1))
    assert world.board.answers_to.filter(to=world.partnership).count() == 2


@pytest.mark.django_db
def test_change_body_keeps_its_address_whatever_its_name_becomes(world: SeatedWorld) -> None:
    done = do(world, "change_body")
    body = type(world.board).objects.get(pk=world.board.pk)
    assert (body.name, body.key, body.terms) == ("Working group", "board", ["Meet.", "Report."])
    assert done.address == body.get_absolute_url()


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["describe_trust", "change_agency", "change_body"])
def test_second_of_two_officers_is_refused_when_both_read_the_same(world: SeatedWorld, act: str) -> None:
    do(world, act, name="Quicker")
    before = everything()
    with pytest.raises(RuleBroken, match="Somebody else changed this"):
        do(world, act)
    assert everything() == before


@pytest.mark.django_db
def test_found_trust_asks_for_the_second_factor_first() -> None:
    with pytest.raises(SecondFactorNeeded):
        found_trust(slug="new", name="New", by=by(World().bare_officer))
