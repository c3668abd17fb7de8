"""Keeping an agenda: what each act makes, refuses and records."""

from __future__ import annotations

import pytest

from meetings.agenda.acts import begin_agenda, drop_item, move_item
from meetings.agenda.models import Audience, Item
from tests.meetings.agenda.scene import item_of, standing_item_of
from tests.meetings.attendance.scene import Room
from tests.meetings.declarations.scene import Interested
from tests.world import SeatedWorld, operator
from trustboard.acts.verdict import RuleBroken

pytestmark = pytest.mark.django_db(transaction=True)


def titles(world: SeatedWorld) -> list[tuple[int, str]]:
    return list(Item.objects.filter(meeting=world.meeting).values_list("position", "title"))


def test_add_item_lays_the_standing_items_first_when_it_is_the_first() -> None:
    world = SeatedWorld()
    standing_item_of(world.board, "Welcome")
    standing_item_of(world.board, "Interests")

    item_of(world.meeting, "Joint plan")
    item_of(world.meeting, "Budget")

    assert titles(world) == [(1, "Welcome"), (2, "Interests"), (3, "Joint plan"), (4, "Budget")]


def test_begin_agenda_lays_the_standing_items_once_when_it_is_begun_twice() -> None:
    world = SeatedWorld()
    standing_item_of(world.board, "Welcome")

    begin_agenda(world.meeting, by=operator())
    begin_agenda(world.meeting, by=operator())

    assert titles(world) == [(1, "Welcome")]


@pytest.mark.parametrize(
    ("moved", "place", "order"), [(1, 3, "bca"), (3, 1, "cab"), (2, 1, "bac"), (2, 3, "acb"), (2, 2, "abc")]
)
def test_move_item_makes_room_when_it_goes_to_a_place(moved: int, place: int, order: str) -> None:
    world = SeatedWorld()
    items = [item_of(world.meeting, title) for title in "abc"]

    move_item(items[moved - 1], place=place, by=operator())

    assert titles(world) == list(enumerate(order, 1))


def test_move_item_is_refused_when_there_is_no_such_place() -> None:
    world = SeatedWorld()
    item = item_of(world.meeting, "a")

    with pytest.raises(RuleBroken, match="The agenda has places 1 to 1"):
        move_item(item, place=2, by=operator())


def test_drop_item_closes_ranks_when_it_was_never_published() -> None:
    world = SeatedWorld()
    items = [item_of(world.meeting, title) for title in "abc"]

    drop_item(items[0], reason="", version=1, by=operator())

    assert titles(world) == [(1, "b"), (2, "c")]


def test_drop_item_withdraws_it_with_a_reason_when_something_recorded_names_it() -> None:
    room = Interested()
    offered = item_of(room.meeting, "Offers")
    room.declared(item=offered)

    with pytest.raises(RuleBroken, match="The item is on record by now"):
        drop_item(offered, reason=" ", version=offered.version, by=operator())
    drop_item(offered, reason="Nobody bids.", version=offered.version, by=operator())

    offered.refresh_from_db()
    assert (offered.withdrawn, offered.position) == ("Nobody bids.", 3)


def test_drop_item_withdraws_it_with_a_reason_when_a_sitting_was_opened() -> None:
    room = Room()
    item = item_of(room.meeting, "Welcome")
    room.opened()

    with pytest.raises(RuleBroken, match="The item is on record by now"):
        drop_item(item, reason="", version=item.version, by=operator())


def test_add_item_is_refused_when_it_is_confidential_without_a_reason() -> None:
    world = SeatedWorld()

    with pytest.raises(RuleBroken, match="Say why the item is confidential"):
        item_of(world.meeting, "Care", Audience.CONFIDENTIAL, reason=" ")

    assert titles(world) == []
