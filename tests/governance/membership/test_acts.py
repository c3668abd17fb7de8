"""Appointing, naming, electing, correcting and striking: each happy, and each refusal leaving nothing behind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404

from governance.membership import acts
from governance.membership.models import Attestation, DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.membership.queries import table_of
from governance.structure.acts import change_body
from governance.structure.models import Trust
from tests.world import CRITERION, SINCE, SeatedWorld, by, everything, operator, seat_of
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

NAMED = date(2020, 6, 1)
LATER = date(2021, 6, 3)


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


def holder(trust: Trust, seat: Seat, day: date) -> str:
    """Who holds the seat on the day, by name; nobody is empty."""
    found = table_of(trust).place(seat, day).holder
    return found.name if found else ""


def deputy(trust: Trust, seat: Seat, day: date) -> str:
    found = table_of(trust).place(seat, day).deputy
    return found.name if found else ""


def asked(world: SeatedWorld, act: str, **other: Any) -> dict[str, Any]:
    """A good request of that act, with these other words."""
    seat: dict[str, Any] = {
        "agency": None,
        "tags": [],
        "votes": True,
        "weight": 3,
        "filled": "",
        "starts": SINCE,
        "ends": None,
    }
    free = {"bound_seat": None, "bound_body": None, "bound_office": ""}
    mended = {"reason": "A slip of the pen.", "version": 1}
    good: dict[str, dict[str, Any]] = {
        "add_person": {"name": "Dan Dove"},
        "change_person": {"name": "Ann Amber", "version": 1},
        "add_seat": {"title": "Schools", **seat, **free},
        "change_seat": {"title": "The police", **seat, "version": 1},
        "appoint": {"person": world.ben, "name": "", "starts": LATER, "powers": "", "attested": [CRITERION]},
        "leave_vacant": {"starts": LATER},
        "name_deputy": {"person": world.cat, "name": "", "starts": LATER},
        "elect": {"office": "vice-chair", "person": world.ann, "seat": None, "starts": LATER},
        "correct_holding": {
            "day": SINCE,
            "person": world.ben,
            "name": "",
            "starts": LATER,
            "powers": "",
            "attested": [CRITERION],
            **mended,
        },
        "correct_naming": {"day": NAMED, "person": world.cat, "name": "", "starts": NAMED, **mended},
        "correct_office": {
            "office": "chair",
            "day": NAMED,
            "person": world.ann,
            "seat": None,
            "starts": NAMED,
            **mended,
        },
        "strike_holding": {"day": SINCE, **mended},
        "strike_naming": {"day": NAMED, **mended},
        "strike_office": {"office": "chair", "day": NAMED, **mended},
    }
    return {**good[act], **other}


ON = {
    "add_person": "kent",
    "change_person": "ann",
    "add_seat": "board",
    "elect": "board",
    "correct_office": "board",
    "strike_office": "board",
}
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


def do(world: SeatedWorld, act: str, *, request: Any = None, on: Any = None, **other: Any) -> Any:
    """Do the act as Kent's officer, on the thing that it is usually done on."""
    thing = on or getattr(world, ON.get(act, "police"))
    thing = type(thing)._base_manager.get(pk=thing.pk)
    return getattr(acts, act)(thing, **asked(world, act, **other), by=request or by(world.officer))


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


def test_appoint_gives_the_seat_and_ends_the_naming_and_keeps_what_was_attested(world: SeatedWorld) -> None:
    do(world, "appoint", powers="May commit money.")
    assert [holder(world.kent, world.police, day) for day in (date(2021, 6, 2), LATER)] == ["Ann Ames", "Ben Bold"]
    assert [deputy(world.kent, world.police, day) for day in (date(2021, 6, 2), LATER)] == ["Ben Bold", ""]
    assert holder(world.kent, world.group_police, LATER) == "Ben Bold"
    said = Attestation.objects.get()
    assert (said.person, said.starts, said.criteria, said.by) == (world.ben, LATER, [CRITERION], world.officer)
    assert Holding.objects.get(starts=LATER).powers == "May commit money."


def test_appoint_takes_in_somebody_new_by_name(world: SeatedWorld) -> None:
    do(world, "appoint", person=None, name="Dora Dean")
    assert holder(world.kent, world.police, LATER) == "Dora Dean"
    assert Person.objects.get(key="dora-dean").trust == world.kent


def test_appoint_leaves_nothing_when_the_seat_is_held_ex_officio(world: SeatedWorld) -> None:
    before = everything()
    for act in ("appoint", "leave_vacant"):
        with pytest.raises(RuleBroken, match="held ex officio"):
            do(world, act, on=world.group_police)
    assert everything() == before


def test_appoint_asks_no_attestation_of_the_operators_command(world: SeatedWorld) -> None:
    do(world, "appoint", attested=[], request=operator())
    assert not Attestation.objects.exists()


def test_leave_vacant_may_be_said_of_a_seat_that_nobody_has_held_but_not_twice(world: SeatedWorld) -> None:
    do(world, "leave_vacant", on=world.voluntary)
    before = everything()
    with pytest.raises(RuleBroken, match="vacant then already"):
        do(world, "leave_vacant", on=world.voluntary, starts=date(2022, 1, 1))
    assert everything() == before


def test_name_deputy_ends_the_naming_when_it_is_nobody(world: SeatedWorld) -> None:
    do(world, "name_deputy", person=None)
    assert [deputy(world.kent, world.police, day) for day in (date(2021, 6, 2), LATER)] == ["Ben Bold", ""]


def test_name_deputy_leaves_nothing_when_nobody_holds_the_seat(world: SeatedWorld) -> None:
    before = everything()
    with pytest.raises(RuleBroken, match="nobody to deputise for"):
        do(world, "name_deputy", on=world.voluntary)
    assert everything() == before


def test_elect_gives_the_office_to_whoever_holds_the_seat(world: SeatedWorld) -> None:
    do(world, "elect", person=None, seat=world.police)
    do(world, "appoint", starts=date(2022, 1, 1))
    table = table_of(world.kent)
    shown = [table.officer(world.board, "vice-chair", day) for day in (LATER, date(2022, 1, 1))]
    assert [person.name for person in shown if person] == ["Ann Ames", "Ben Bold"]


def test_elect_leaves_the_office_vacant_when_it_is_nobody(world: SeatedWorld) -> None:
    do(world, "elect", office="chair", person=None)
    assert table_of(world.kent).officer(world.board, "chair", LATER) is None


def test_elect_leaves_nothing_when_the_seat_goes_with_the_office_itself(world: SeatedWorld) -> None:
    chairs = seat_of(world.board, "The chair", bound_body=world.board, bound_office="chair")
    before = everything()
    with pytest.raises(RuleBroken, match="each would wait for the other"):
        do(world, "elect", office="chair", person=None, seat=chairs)
    with pytest.raises(RuleBroken, match="each would wait for the other"):
        do(world, "correct_office", person=None, seat=chairs)
    assert everything() == before


def test_elect_leaves_nothing_when_the_seat_is_another_bodys(world: SeatedWorld) -> None:
    before = everything()
    with pytest.raises(RuleBroken, match="no seat on this body"):
        do(world, "elect", person=None, seat=world.group_police)
    assert everything() == before


def test_add_seat_binds_it_to_an_office(world: SeatedWorld) -> None:
    do(world, "add_seat", on=world.group, bound_body=world.board, bound_office="chair")
    assert holder(world.kent, world.group.seats.get(title="Schools"), LATER) == "Cat Cole"


def test_add_seat_leaves_nothing_when_the_body_has_no_such_office(world: SeatedWorld) -> None:
    before = everything()
    with pytest.raises(RuleBroken, match="no office called treasurer"):
        do(world, "add_seat", bound_body=world.board, bound_office="treasurer")
    assert everything() == before


def test_seat_ends_with_its_body(world: SeatedWorld) -> None:
    body = world.board
    columns = {name: getattr(body, name) for name in ("name", "kind", "standing", "access", "purpose", "starts")}
    lists = {name: getattr(body, name) for name in ("terms", "offices", "criteria")}
    change_body(body, **columns, **lists, ends=LATER, version=1, by=by(world.officer))
    assert holder(world.kent, world.police, date(2021, 6, 2)) == "Ann Ames"
    assert holder(world.kent, world.police, LATER) == ""
    with pytest.raises(RuleBroken, match="The seat is not there on 3 June 2021"):
        do(world, "appoint")


def test_correct_holding_moves_and_renames_and_keeps_the_reason(world: SeatedWorld) -> None:
    do(world, "correct_holding")
    assert [holder(world.kent, world.police, day) for day in (date(2021, 6, 2), LATER)] == ["", "Ben Bold"]
    row = world.police.holdings.get()
    assert (row.version, row.history.first().history_change_reason) == (2, "A slip of the pen.")
    assert Attestation.objects.get().person == world.ben


def test_correct_holding_asks_no_attestation_when_the_person_stays(world: SeatedWorld) -> None:
    do(world, "correct_holding", person=world.ann, attested=[])
    assert holder(world.kent, world.police, LATER) == "Ann Ames"


def test_correct_naming_and_correct_office_say_who_it_was(world: SeatedWorld) -> None:
    do(world, "correct_naming")
    do(world, "correct_office", person=None, seat=world.police)
    assert deputy(world.kent, world.police, NAMED) == "Cat Cole"
    chair = table_of(world.kent).officer(world.board, "chair", NAMED)
    assert chair is not None
    assert chair.name == "Ann Ames"


def test_strike_lets_the_row_before_go_on_and_keeps_the_reason(world: SeatedWorld) -> None:
    do(world, "appoint")
    do(world, "strike_holding", day=LATER)
    assert holder(world.kent, world.police, LATER) == "Ann Ames"
    do(world, "strike_naming")
    do(world, "strike_office")
    for model in (Holding, DeputyNaming, OfficeHolding):
        gone = model.history.filter(history_type="-").get()
        assert gone.history_change_reason == "A slip of the pen."


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
