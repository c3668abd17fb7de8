"""Appointing, naming, electing, correcting and striking: who sits where afterwards, and what was kept of it."""

from __future__ import annotations

from datetime import date

import pytest

from governance.membership.models import Attestation, DeputyNaming, Holding, OfficeHolding, Person
from governance.membership.queries import table_of
from governance.structure.acts import change_body
from tests.governance.membership.asking import LATER, NAMED, deputy, do, holder
from tests.world import CRITERION, SeatedWorld, by, everything, operator, seat_of
from trustboard.acts.verdict import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


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
