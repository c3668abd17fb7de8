"""What stays last: whatever is added comes before it, while nobody goes by the numbers."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.structure.models import Body
from meetings.agenda.acts import (
    begin_agenda,
    change_standing_item,
    move_item,
    move_standing_item,
    withdraw_publication,
)
from meetings.agenda.models import Audience, Item, Purpose, StandingItem, WaitingItem
from meetings.agenda.rules import staying_last
from meetings.schedule.models import Meeting
from tests.meetings.agenda.scene import item_of, published, standing_item_of, supplemented
from tests.meetings.agenda.test_waiting import brought
from tests.meetings.attendance.scene import Room
from tests.world import SeatedWorld, operator, signed_in
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db(transaction=True)

ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
STANDING = "/trusts/kent/bodies/board/standing-items/"


def order(of: Meeting | Body) -> list[str]:
    """The titles in order, whose places are 1, 2, 3 …"""
    rows = list((of.items if isinstance(of, Meeting) else of.standing_items).values_list("position", "title"))
    assert [place for place, _ in rows] == list(range(1, len(rows) + 1))
    return [title for _, title in rows]


def is_whole() -> bool:
    return list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def stands(body: Body) -> None:
    """Its agendas begin with a welcome, and end with two items in this order."""
    standing_item_of(body, "Welcome")
    standing_item_of(body, "Any other business", stays_last=True)
    standing_item_of(body, "Next meeting", stays_last=True)


@pytest.fixture
def world() -> SeatedWorld:
    """The board's agenda is begun, with what stands on it."""
    made = SeatedWorld()
    stands(made.board)
    begin_agenda(made.meeting, by=operator())
    return made


@pytest.mark.parametrize(("rows", "last"), [("", 0), ("-", 0), ("x", 1), ("-xx", 2), ("xx-", 0), ("x-x", 1), ("xx", 2)])
def test_staying_last_counts_those_at_the_end(rows: str, last: int) -> None:
    assert staying_last([each == "x" for each in rows]) == last


def test_item_comes_before_what_stays_last_when_the_officer_adds_it(world: SeatedWorld) -> None:
    first = item_of(world.meeting, "Joint plan")
    second = item_of(world.meeting, "Budget")

    assert order(world.meeting) == ["Welcome", "Joint plan", "Budget", "Any other business", "Next meeting"]
    assert (first.position, second.position) == (2, 3)
    assert is_whole()


def test_item_comes_before_what_stays_last_when_it_begins_the_agenda() -> None:
    world = SeatedWorld()
    stands(world.board)

    item_of(world.meeting, "Joint plan")

    assert order(world.meeting) == ["Welcome", "Joint plan", "Any other business", "Next meeting"]
    assert is_whole()


def test_item_comes_before_what_stays_last_when_it_is_brought(world: SeatedWorld) -> None:
    brought(world)

    assert order(world.meeting) == ["Welcome", "The flood", "Any other business", "Next meeting"]
    assert WaitingItem.objects.get().item == Item.objects.get(title="The flood")
    assert is_whole()


def test_items_come_before_what_stays_last_when_they_waited_for_the_agenda() -> None:
    world = SeatedWorld()
    stands(world.board)
    brought(world, "flood")
    brought(world, "storm")

    begin_agenda(world.meeting, by=operator())

    assert order(world.meeting) == ["Welcome", "The flood", "The flood", "Any other business", "Next meeting"]
    assert is_whole()


def test_rows_that_moved_are_proved_once_each_when_two_items_came_at_once() -> None:
    world = SeatedWorld()
    stands(world.board)
    brought(world, "flood")
    brought(world, "storm")

    begin_agenda(world.meeting, by=operator())

    proofs = json.loads(Entry.objects.latest("pk").body)["rows"]
    assert sorted(proof["key"] for proof in proofs if proof["table"] == "meetings_item") == sorted(
        str(key) for key in Item.objects.values_list("pk", flat=True)
    )


def test_item_comes_last_when_what_stayed_last_was_moved_up_by_hand(world: SeatedWorld) -> None:
    move_item(Item.objects.get(title="Next meeting"), place=1, by=operator())
    move_item(Item.objects.get(title="Any other business"), place=1, by=operator())

    item_of(world.meeting, "Joint plan")

    assert order(world.meeting) == ["Any other business", "Next meeting", "Welcome", "Joint plan"]
    assert is_whole()


def test_item_comes_before_what_still_stays_last_when_the_other_was_moved_up_by_hand(world: SeatedWorld) -> None:
    move_item(Item.objects.get(title="Any other business"), place=1, by=operator())

    item_of(world.meeting, "Joint plan")

    assert order(world.meeting) == ["Any other business", "Welcome", "Joint plan", "Next meeting"]


def test_item_comes_after_everything_when_the_agenda_stands_published(world: SeatedWorld) -> None:
    published(world.meeting)
    before = order(world.meeting)

    item_of(world.meeting, "Joint plan")
    supplemented(world.meeting)
    item_of(world.meeting, "Budget")

    assert order(world.meeting) == [*before, "Joint plan", "Budget"]
    assert is_whole()


def test_item_comes_before_what_stays_last_when_the_publication_was_withdrawn(world: SeatedWorld) -> None:
    withdraw_publication(published(world.meeting), reason="A name stood in it.", by=operator())

    item_of(world.meeting, "Joint plan")

    assert order(world.meeting) == ["Welcome", "Joint plan", "Any other business", "Next meeting"]


def test_item_comes_after_everything_when_the_meeting_has_sat() -> None:
    room = Room()
    stands(room.board)
    item_of(room.meeting, "Joint plan")
    room.opened()

    item_of(room.meeting, "Budget")

    assert order(room.meeting) == ["Welcome", "Joint plan", "Any other business", "Next meeting", "Budget"]


@pytest.mark.skipif(not ON_POSTGRESQL, reason="on SQLite every writing transaction is alone")
@pytest.mark.parametrize("is_begun", [True, False])
def test_items_come_before_what_stays_last_when_two_add_at_once(is_begun: bool) -> None:
    world = SeatedWorld()
    stands(world.board)
    if is_begun:
        begin_agenda(world.meeting, by=operator())
    together = Barrier(2)

    def adds(titles: list[str]) -> None:
        try:
            for title in titles:
                together.wait(timeout=20)
                item_of(world.meeting, title)
        finally:
            connection.close()

    mine, yours = [[f"{whose} {number}" for number in range(5)] for whose in ("Mine", "Yours")]
    with ThreadPoolExecutor(2) as officers:
        list(officers.map(adds, [mine, yours]))

    first, *between, before_last, last = order(world.meeting)
    assert (first, before_last, last) == ("Welcome", "Any other business", "Next meeting")
    assert [title for title in between if title in mine] == mine
    assert [title for title in between if title in yours] == yours
    assert len(between) == 10
    assert is_whole()


def test_adding_asks_as_many_queries_at_3_items_as_at_60(world: SeatedWorld) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            item_of(world.meeting, "Joint plan")
        return len(asked)

    queries()
    few = queries()
    for number in range(60):
        item_of(world.meeting, f"Item {number}")

    assert queries() == few


def test_standing_item_comes_before_what_stays_last_when_it_is_added() -> None:
    world = SeatedWorld()
    stands(world.board)

    interests = standing_item_of(world.board, "Interests")

    assert order(world.board) == ["Welcome", "Interests", "Any other business", "Next meeting"]
    assert interests.position == 2
    assert is_whole()


def test_standing_item_stays_last_from_the_next_agenda_on_when_the_officer_says_so() -> None:
    world = SeatedWorld()
    standing_item_of(world.board, "Any other business")
    begin_agenda(world.meeting, by=operator())
    officer = signed_in(world.officer)
    row = StandingItem.objects.get()
    said = {"request_id": "8c4d1a3e-54f5-4c62-8d31-3b4b4e1b8b0a", "version": row.version, "title": row.title}
    said |= {"purpose": row.purpose, "minutes": "5", "audience": row.audience, "stays_last": "on"}

    assert officer.post(f"{STANDING}{row.pk}/change/", said).status_code == 302

    assert StandingItem.objects.get().stays_last
    assert not Item.objects.get().stays_last
    assert "Stays last" in officer.get(STANDING).content.decode()
    assert is_whole()


def test_list_says_what_is_lacking_when_what_stays_last_does_not_stand_at_the_end() -> None:
    world = SeatedWorld()
    stands(world.board)
    page = signed_in(world.officer)
    lacking = "Stays last, once nothing stands after it"
    assert page.get(STANDING).content.decode().count("Stays last") == 2
    assert lacking not in page.get(STANDING).content.decode()

    move_standing_item(StandingItem.objects.get(title="Next meeting"), place=1, by=operator())

    told = page.get(STANDING).content.decode()
    assert (told.count("Stays last"), told.count(lacking)) == (2, 1)


def test_form_shows_that_it_stays_last_and_takes_it_away() -> None:
    world = SeatedWorld()
    row = standing_item_of(world.board, "Any other business", stays_last=True)
    officer = signed_in(world.officer)
    assert 'name="stays_last"' in (form := officer.get(f"{STANDING}{row.pk}/change/").content.decode())
    assert "checked" in form.partition('name="stays_last"')[2].partition(">")[0]

    change_standing_item(
        row,
        title=row.title,
        purpose=Purpose.INFORMATION,
        minutes=5,
        audience=Audience.PUBLIC,
        stays_last=False,
        version=row.version,
        by=operator(),
    )

    assert not StandingItem.objects.get().stays_last
