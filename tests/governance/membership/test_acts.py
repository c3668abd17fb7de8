"""What every act of the room keeps to: one entry, once, for the officer alone, and each refusal leaves nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.governance.membership.asking import LATER, NAMED, do
from tests.world import SINCE, SeatedWorld, by, everything
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


ACTS = [
    "add_person",
    "change_person",
    "add_seat",
    "change_seat",
    "appoint",
    "leave_vacant",
    "name_deputy",
    "elect",
    "correct_holding",
    "correct_naming",
    "correct_office",
    "strike_holding",
    "strike_naming",
    "strike_office",
]


@pytest.mark.parametrize("act", ACTS)
def test_act_writes_one_entry_that_verifies(world: SeatedWorld, act: str) -> None:
    entries = Entry.objects.filter(chain=world.kent.chain).count()
    do(world, act)
    assert Entry.objects.filter(chain=world.kent.chain).count() == entries + 1
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


@pytest.mark.parametrize("act", ACTS)
def test_act_is_done_once_when_it_is_sent_twice(world: SeatedWorld, act: str) -> None:
    request = by(world.officer)
    first = do(world, act, request=request)
    before = everything()
    second = do(world, act, request=request)
    assert (second.repeated, second.address) == (True, first.address)
    assert everything() == before


NOT_THEIRS = {
    "nobody": Http404,
    "auditor": PermissionDenied,
    "bare_officer": SecondFactorNeeded,
    "medway_officer": Http404,
    "medway_auditor": Http404,
    "visitor": PermissionDenied,
}


@pytest.mark.parametrize("act", ACTS)
def test_act_leaves_nothing_when_it_is_not_their_job(world: SeatedWorld, act: str) -> None:
    before, raised = everything(), {}
    for persona in NOT_THEIRS:
        with pytest.raises((Http404, PermissionDenied)) as fault:
            do(world, act, request=by(getattr(world, persona, None)))
        raised[persona] = fault.type
    assert raised == NOT_THEIRS
    assert everything() == before


EARLY = date(2019, 1, 1)
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("add_person", {"name": "  "}, "Give the person a name"),
    ("change_person", {"name": ""}, "Give the person a name"),
    ("add_seat", {"title": " "}, "Give the seat a name"),
    ("add_seat", {"ends": SINCE}, "The end must come after the beginning on 1 May 2020"),
    ("add_seat", {"starts": EARLY}, "must lie within those of Board"),
    ("add_seat", {"weight": 0}, "The weight of a seat's vote is a whole number from 1 to 10,000"),
    ("change_seat", {"title": ""}, "Give the seat a name"),
    ("change_seat", {"weight": 10_001}, "The weight of a seat's vote is a whole number from 1 to 10,000"),
    ("change_seat", {"ends": EARLY}, "The end must come after"),
    ("change_seat", {"starts": EARLY}, "must lie within"),
    ("appoint", {"person": None}, "Choose somebody, or enter the name"),
    ("appoint", {"person": None, "name": "ann ames"}, "There is somebody called ann ames already"),
    ("appoint", {"starts": EARLY}, "The seat is not there on 1 January 2019"),
    ("appoint", {"starts": SINCE}, "Something is recorded for this seat on 1 May 2020"),
    ("appoint", {"attested": []}, "Say that they meet each"),
    ("appoint", {"attested": ["Something else."]}, "Say that they meet each"),
    ("leave_vacant", {"starts": SINCE}, "Something is recorded"),
    ("leave_vacant", {"starts": EARLY}, "The seat is not there"),
    ("name_deputy", {"starts": NAMED}, "A deputy's naming is recorded on 1 June 2020"),
    ("name_deputy", {"starts": EARLY}, "The seat is not there"),
    ("name_deputy", {"person": None, "name": "Ann Ames"}, "There is somebody called Ann Ames"),
    ("elect", {"office": "treasurer"}, "no office called treasurer"),
    ("elect", {"starts": EARLY}, "The body is not there"),
    ("elect", {"office": "chair", "starts": NAMED}, "Something is recorded for this office"),
    ("correct_holding", {"reason": " "}, "Give the reason"),
    ("correct_holding", {"starts": EARLY}, "On 1 January 2019 it is not there"),
    ("correct_holding", {"attested": []}, "Say that they meet each"),
    ("correct_holding", {"day": LATER}, "not recorded any more"),
    ("correct_holding", {"version": 7}, "Somebody else changed this"),
    ("correct_naming", {"reason": ""}, "Give the reason"),
    ("correct_naming", {"day": LATER}, "not recorded any more"),
    ("correct_naming", {"version": 7}, "Somebody else changed this"),
    ("correct_office", {"reason": ""}, "Give the reason"),
    ("correct_office", {"day": LATER}, "not recorded any more"),
    ("correct_office", {"office": "treasurer"}, "not recorded any more"),
    ("correct_office", {"version": 7}, "Somebody else changed this"),
    ("strike_holding", {"reason": ""}, "Give the reason"),
    ("strike_holding", {"day": LATER}, "not recorded any more"),
    ("strike_holding", {"version": 7}, "Somebody else changed this"),
    ("strike_naming", {"reason": ""}, "Give the reason"),
    ("strike_naming", {"version": 7}, "Somebody else changed this"),
    ("strike_office", {"reason": ""}, "Give the reason"),
    ("strike_office", {"version": 7}, "Somebody else changed this"),
    ("change_person", {"version": 7}, "Somebody else changed this"),
    ("change_seat", {"version": 7}, "Somebody else changed this"),
]


@pytest.mark.parametrize("act", sorted({act for act, _, _ in REFUSED}))
def test_act_leaves_nothing_when_the_rule_refuses(world: SeatedWorld, act: str) -> None:
    before = everything()
    for other, sentence in [(other, sentence) for name, other, sentence in REFUSED if name == act]:
        with pytest.raises(RuleBroken, match=sentence):
            do(world, act, **other)
    assert everything() == before


@pytest.mark.parametrize(
    ("act", "other", "sentence"),
    [
        ("appoint", {"person": "ann"}, "held by them then already"),
        ("name_deputy", {"person": "ann"}, "They hold the seat themselves"),
        ("elect", {"person": "ben"}, "They hold no seat on this body"),
        ("correct_naming", {"person": "ann"}, "They hold the seat themselves"),
        ("correct_naming", {"person": "ben"}, "It says so already"),
        ("correct_office", {"person": "ben"}, "They hold no seat"),
        ("correct_office", {"person": "cat"}, "It says so already"),
        ("correct_holding", {"person": "ann", "starts": SINCE}, "It says so already"),
    ],
)
def test_act_leaves_nothing_when_somebody_cannot_be_chosen(
    world: SeatedWorld, act: str, other: dict[str, Any], sentence: str
) -> None:
    before = everything()
    with pytest.raises(RuleBroken, match=sentence):
        do(world, act, **{**other, "person": getattr(world, other["person"])})
    assert everything() == before


@pytest.mark.parametrize(
    "act", ["appoint", "name_deputy", "elect", "correct_holding", "correct_naming", "correct_office"]
)
def test_act_does_not_know_the_people_of_another_trust(world: SeatedWorld, act: str) -> None:
    before = everything()
    with pytest.raises(Http404):
        do(world, act, person=world.medway_person)
    assert everything() == before


@pytest.mark.parametrize(
    ("act", "column", "thing"),
    [
        ("add_seat", "bound_seat", "medway_seat"),
        ("add_seat", "bound_body", "medway_board"),
        ("elect", "seat", "medway_seat"),
        ("correct_office", "seat", "medway_seat"),
    ],
)
def test_act_does_not_know_the_seats_and_bodies_of_another_trust(
    world: SeatedWorld, act: str, column: str, thing: str
) -> None:
    before = everything()
    with pytest.raises(Http404):
        do(world, act, **{column: getattr(world, thing)})
    assert everything() == before


@pytest.mark.parametrize(
    ("act", "first"),
    [
        ("change_person", {"name": "Ann Other"}),
        ("change_seat", {"title": "Another"}),
        ("correct_holding", {"starts": date(2020, 5, 2), "person": None}),
        ("correct_naming", {"person": None}),
        ("correct_office", {"person": None}),
    ],
)
def test_second_of_two_officers_is_refused_when_both_read_the_same(
    world: SeatedWorld, act: str, first: dict[str, Any]
) -> None:
    do(world, act, **first)
    before = everything()
    with pytest.raises(RuleBroken):
        do(world, act)
    assert everything() == before
