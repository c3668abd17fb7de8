"""What comes before a body by itself: once, on the next agenda that is not published yet."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.db.models import Model

from governance.structure.models import Body
from meetings.agenda.acts import begin_agenda, drop_item
from meetings.agenda.changes import bring
from meetings.agenda.models import Audience, Item, Purpose, WaitingItem
from meetings.schedule.acts import cancel_meeting
from meetings.schedule.models import Meeting
from tests.meetings.agenda.scene import item_of, published, standing_item_of
from tests.meetings.attendance.scene import Room
from tests.world import MEETS, SeatedWorld, meeting_of, operator, signed_in
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.ledger.changes import record_act
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db(transaction=True)

AUTUMN = date(2030, 10, 17)


@act
def brought_in_test(body: Body, *, source: str, audience: Audience, by: By) -> str:
    """Have something come before the body, as an act of a later room does."""
    touched: list[Model] = bring(
        body,
        source=source,
        now=by.now,
        why="The executive group decided it in an emergency",
        address="/trusts/kent/",
        title="The flood",
        purpose=Purpose.INFORMATION,
        audience=audience,
        reason="It names a school." if audience is Audience.CONFIDENTIAL else "",
        about="Three schools are closed.",
    )
    record_act(by, chain=body.trust.chain, touched=touched)
    return body.get_absolute_url()


def brought(world: SeatedWorld, source: str = "flood", audience: Audience = Audience.PUBLIC) -> None:
    brought_in_test(world.board, source=source, audience=audience, by=operator())


def titles(meeting: Meeting) -> list[str]:
    return list(Item.objects.filter(meeting=meeting).values_list("title", flat=True))


def is_whole() -> bool:
    return list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_bring_puts_it_on_the_next_agenda_when_that_is_begun() -> None:
    world = SeatedWorld()
    later = meeting_of(world.board, AUTUMN)
    item_of(later, "The report")
    item_of(world.meeting, "The plan")

    brought(world)

    assert (titles(world.meeting), titles(later)) == (["The plan", "The flood"], ["The report"])
    assert WaitingItem.objects.get().item == Item.objects.get(title="The flood")
    assert is_whole()


def test_bring_waits_for_the_next_agenda_when_none_is_begun() -> None:
    world = SeatedWorld()
    standing_item_of(world.board, "Welcome")

    brought(world)
    assert WaitingItem.objects.get().item is None

    begin_agenda(world.meeting, by=operator())
    assert titles(world.meeting) == ["Welcome", "The flood"]
    assert is_whole()


def test_bring_does_nothing_when_it_was_brought_before() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "The plan")

    brought(world)
    brought(world)

    assert titles(world.meeting) == ["The plan", "The flood"]


def test_bring_leaves_a_published_agenda_alone_and_comes_to_the_one_after_it() -> None:
    world = SeatedWorld()
    later = meeting_of(world.board, AUTUMN)
    item_of(world.meeting, "The plan")
    published(world.meeting)

    brought(world)
    begin_agenda(later, by=operator())

    assert (titles(world.meeting), titles(later)) == (["The plan"], ["The flood"])


def test_waiting_item_leaves_an_agenda_alone_that_is_begun_when_the_meeting_sits() -> None:
    room = Room()
    room.opened()
    brought(room)

    item_of(room.meeting, "The plan")

    assert titles(room.meeting) == ["The plan"]
    assert WaitingItem.objects.get().item is None


def test_waiting_item_comes_anew_when_its_meeting_is_cancelled() -> None:
    world = SeatedWorld()
    later = meeting_of(world.board, AUTUMN)
    begin_agenda(world.meeting, by=operator())
    brought(world)
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    cancel_meeting(meeting, reason="Snow.", version=meeting.version, by=operator())

    begin_agenda(later, by=operator())

    assert titles(later) == ["The flood"]
    assert WaitingItem.objects.get().item == Item.objects.get(meeting=later)
    assert is_whole()


def test_waiting_item_does_not_come_again_when_the_officer_drops_it() -> None:
    world = SeatedWorld()
    later = meeting_of(world.board, AUTUMN)
    begin_agenda(world.meeting, by=operator())
    brought(world)
    item = Item.objects.get()

    drop_item(item, reason="", version=item.version, by=operator())
    brought(world)
    begin_agenda(later, by=operator())

    assert not Item.objects.exists()
    assert WaitingItem.objects.get().dropped_at is not None
    assert is_whole()


def test_confidential_item_comes_with_its_reason_and_no_further() -> None:
    world = SeatedWorld()
    begin_agenda(world.meeting, by=operator())
    brought(world, audience=Audience.CONFIDENTIAL)
    item = Item.objects.get()
    assert (item.audience, item.reason) == ("confidential", "It names a school.")


def test_officer_reads_on_the_agenda_why_an_item_came_by_itself() -> None:
    world = SeatedWorld()
    address = f"{world.meeting.get_absolute_url()}agenda/"
    brought(world)
    before = signed_in(world.officer).get(address).content.decode()
    assert "The flood" in before
    assert "Begin with these items" in before

    begin_agenda(world.meeting, by=operator())
    after = signed_in(world.officer).get(address).content.decode()
    assert "It came by itself" in after
    assert "The executive group decided it in an emergency" in after
    assert world.meeting.sitting.day == MEETS
