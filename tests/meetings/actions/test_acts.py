"""What is agreed to be done, and what becomes of it: who may say what, and what stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.http import Http404

from governance.structure.permissions import CONTACT
from meetings.actions.acts import add_action, bring_actions, update_action
from meetings.actions.models import Action, Became, State, Update
from meetings.actions.queries import arising_from, left_over
from meetings.agenda.acts import begin_agenda, drop_item
from meetings.agenda.models import Audience, Item, WaitingItem
from meetings.attendance.acts import open_sitting
from meetings.attendance.roll import Kind
from meetings.schedule.models import Sitting
from tests.meetings.actions.scene import IN_JUNE, action_of, told
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import MEETS, TWO
from tests.meetings.ballots.scene import Hearing
from tests.meetings.decisions.scene import Urgent, is_whole, settle
from tests.world import by, meeting_of, member, operator
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.verdict import RuleBroken

pytestmark = pytest.mark.django_db


def test_action_follows_from_a_decision_and_is_for_the_readers_of_its_item() -> None:
    room = Hearing()
    secret = item_of(room.meeting, "A child", Audience.CONFIDENTIAL)
    room.recorded(Kind.ITEM, 20, item=secret.pk)
    room.minute = 21
    action = action_of(room, settle(room), audience=Audience.PUBLIC)
    assert (action.number, action.item, action.audience, action.state) == (1, secret, "confidential", "open")
    assert action_of(room).number == 2
    assert is_whole()


def test_action_from_a_decision_moves_the_pages_of_its_sitting_but_nothing_that_the_decision_rests_on() -> None:
    room = Hearing()
    decision = settle(room)
    before = Sitting.objects.get(pk=room.sitting.pk)
    action_of(room, decision)
    one = Sitting.objects.get(pk=room.sitting.pk)
    assert (one.version, one.record) == (before.version + 1, before.record)
    # The page of another officer still shows the decision alone: their action stands beside the first one.
    action_of(room, decision, text="Write to the parents.")
    two = Sitting.objects.get(pk=room.sitting.pk)
    assert two.version == one.version + 1
    assert [each.text for each in Action.objects.order_by("number")] == [
        "Write to the schools.",
        "Write to the parents.",
    ]
    action_of(room)
    assert Sitting.objects.get(pk=room.sitting.pk).version == two.version
    assert is_whole()


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"text": "  "}, "Say what is to be done"),
        ({"person": None}, "Name one owner"),
        ({"origin": " "}, "Say where it was agreed"),
    ],
)
def test_action_is_refused_when_something_is_missing(columns: dict[str, object], reason: str) -> None:
    room = Hearing()
    with pytest.raises(RuleBroken, match=reason):
        action_of(room, **columns)
    assert not Action.objects.exists()


def test_action_has_one_owner_and_no_day_before_its_decision() -> None:
    room = Hearing()
    with pytest.raises(RuleBroken, match="Name one owner"):
        action_of(room, agency=room.agency, person=room.ann)
    with pytest.raises(RuleBroken, match="before the decision itself"):
        action_of(room, settle(room), due=MEETS - timedelta(days=1))
    assert not Action.objects.exists()


def test_owner_notes_and_reports_done_and_the_officer_alone_does_the_rest() -> None:
    room = Hearing()
    action = action_of(room)
    told(room, action, Became.NOTE, "Half of them answered.", user=room.ann_user)
    with pytest.raises(RuleBroken, match="Only the development officer"):
        told(room, action, Became.CARRIED, "Later.", due=IN_JUNE + timedelta(days=9), user=room.ann_user)
    carried = told(room, action, Became.CARRIED, "The others are slow.", due=IN_JUNE + timedelta(days=9))
    assert (carried.due, carried.until) == (IN_JUNE, IN_JUNE + timedelta(days=9))
    done = told(room, action, Became.DONE, user=room.ann_user)
    assert done.state == State.DONE
    assert [(each.became, each.is_own) for each in Update.objects.all()] == [
        ("note", True),
        ("carried on", False),
        ("done", True),
    ]
    with pytest.raises(RuleBroken, match="done already"):
        told(room, action, Became.NOTE, "Once more.")
    assert is_whole()


@pytest.mark.parametrize(
    ("became", "words", "days", "reason"),
    [
        (Became.NOTE, "", None, "Say what there is to note"),
        (Became.CARRIED, "", 9, "Say why it is carried on"),
        (Became.CARRIED, "Slow.", None, "Say until when"),
        (Became.CARRIED, "Slow.", 0, "not after the one it had"),
        (Became.WITHDRAWN, " ", None, "Say why it is withdrawn"),
    ],
)
def test_update_is_refused_when_something_is_missing(became: Became, words: str, days: int | None, reason: str) -> None:
    room = Hearing()
    action = action_of(room)
    due = None if days is None else IN_JUNE + timedelta(days=days)
    with pytest.raises(RuleBroken, match=reason):
        told(room, action, became, words, due=due)
    assert not Update.objects.exists()


def test_nobody_else_tells_of_an_action() -> None:
    room = Hearing()
    action = action_of(room)
    for user, refusal in ((room.cat_user, Http404), (room.auditor, PermissionDenied), (room.medway_officer, Http404)):
        with pytest.raises(refusal):
            told(room, action, Became.DONE, user=user)
    assert not Update.objects.exists()


def test_agency_speaks_by_its_contact_and_by_who_holds_its_seat() -> None:
    room = Hearing()
    contact = member(room.agency, "Con Tact", CONTACT)
    first, second = action_of(room, agency=room.agency), action_of(room, agency=room.agency)
    assert told(room, first, Became.DONE, user=contact).state == State.DONE
    assert told(room, second, Became.DONE, user=room.ann_user).state == State.DONE
    third = action_of(room, agency=room.agency)
    with pytest.raises(Http404):
        told(room, third, Became.DONE, user=room.ben_user)


def test_two_who_tell_at_once_are_told() -> None:
    room = Hearing()
    action = action_of(room)
    told(room, action, Became.CARRIED, "Slow.", due=IN_JUNE + timedelta(days=9))
    stale = Action.objects.select_related("body__trust").get(pk=action.pk)
    with pytest.raises(ChangedMeanwhile):
        update_action(stale, became=Became.DONE, words="", due=None, version=1, by=room.later())


def test_updates_are_only_added_to() -> None:
    room = Hearing()
    action = action_of(room)
    told(room, action, Became.NOTE, "Half.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Update.objects.update(words="All.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Update.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(agency=room.agency)


def test_open_actions_come_before_the_body_once_for_each_meeting() -> None:
    room = Hearing()
    later, latest = (meeting_of(room.board, MEETS + timedelta(days=days)) for days in (60, 120))
    begin_agenda(later, by=operator())
    action_of(room)
    action_of(room)
    with pytest.raises(RuleBroken, match="waits for none yet"):
        bring_actions(room.board, by=room.later())
    assert list(Item.objects.filter(meeting=later).values_list("title", flat=True)) == ["Actions"]

    open_sitting(later.sitting, at=None, by=by(room.officer, now=TWO + timedelta(days=60)))
    begin_agenda(latest, by=operator())
    then = operator(TWO + timedelta(days=61))
    bring_actions(room.board, by=then)
    assert list(Item.objects.filter(meeting=latest).values_list("title", flat=True)) == ["Actions"]
    assert is_whole()


def test_dropped_item_of_actions_comes_again_after_the_next_meeting_alone() -> None:
    room = Hearing()
    later = meeting_of(room.board, MEETS + timedelta(days=60))
    begin_agenda(later, by=operator())
    action_of(room)
    item = Item.objects.get(meeting=later)
    drop_item(item, reason="", version=item.version, by=room.later())
    action_of(room)
    assert not Item.objects.filter(meeting=later).exists()
    open_sitting(later.sitting, at=None, by=by(room.officer, now=TWO + timedelta(days=60)))
    bring_actions(room.board, by=operator(TWO + timedelta(days=61)))
    assert WaitingItem.objects.filter(item=None, dropped_at=None).count() == 1


def test_actions_of_an_executive_group_come_before_the_board_as_well() -> None:
    room = Urgent()
    decision = room.decided_in_urgency()
    add_action(
        room.group,
        text="Find other rooms.",
        person=room.ann,
        agency=None,
        due=IN_JUNE,
        decision=decision,
        origin="",
        audience=Audience.PUBLIC,
        by=room.later(),
    )
    brought = WaitingItem.objects.filter(title__startswith="Actions").values_list("body__name", "title")
    assert set(brought) == {("Board", "Actions of the Executive group")}


def test_action_of_the_last_meeting_waits_for_its_minutes_and_what_is_older_comes_as_one_item() -> None:
    room = Hearing()
    later = meeting_of(room.board, MEETS + timedelta(days=60))
    begin_agenda(later, by=operator())
    fresh = action_of(room, settle(room))
    assert not WaitingItem.objects.exists()
    old = action_of(room)
    assert left_over(room.board, [fresh, old]) == [old]
    assert list(Item.objects.filter(meeting=later).values_list("title", flat=True)) == ["Actions"]
    assert arising_from(room.meeting) == [fresh]


def test_action_comes_by_itself_after_the_next_meeting_though_no_minutes_were_circulated() -> None:
    room = Hearing()
    fresh = action_of(room, settle(room))
    later = meeting_of(room.board, MEETS + timedelta(days=60))
    with pytest.raises(RuleBroken, match="waits for none yet"):
        bring_actions(room.board, by=room.later())
    open_sitting(later.sitting, at=None, by=by(room.officer, now=TWO + timedelta(days=60)))
    bring_actions(room.board, by=operator(TWO + timedelta(days=61)))
    assert WaitingItem.objects.get().title == "Actions"
    assert left_over(room.board, [fresh]) == [fresh]
    assert arising_from(room.meeting) == []
