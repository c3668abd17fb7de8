"""What needs whom once a meeting is over: minutes to check, comments and corrections to answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from governance.membership.acts import elect, leave_vacant
from meetings.agenda.models import Audience
from meetings.attendance.roll import Kind
from meetings.decisions.acts import reaffirm
from meetings.decisions.models import Decision
from meetings.home.queries import needs_of
from meetings.home.tasks import Task
from meetings.minutes.acts import answer_remark, put_to_chair, remark
from meetings.minutes.models import Remark
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import MEETS, at
from tests.meetings.ballots.scene import Hearing
from tests.meetings.decisions.scene import put_in_question, settle
from tests.meetings.minutes.scene import Minuted, opens
from tests.world import by, operator, signed_in
from trustboard.accounts.models import User

pytestmark = pytest.mark.django_db

MORNING_AFTER = at(60 * 20)


def tasks(user: User, about: str) -> list[Task]:
    """What that one has to do on the morning after, of which the words hold these."""
    return [task for task in needs_of(user, MORNING_AFTER).tasks if about in task.words]


def remarked(room: Minuted, user: User) -> Remark:
    """That user said something of the minutes."""
    remark(room.meeting, item=room.plan, text="It was not so.", by=by(user))
    return Remark.objects.select_related("minutes__meeting__body__trust").latest("number")


def test_chair_alone_is_asked_to_check_the_draft_until_they_have() -> None:
    room = Minuted()
    room.narrated()
    assert tasks(room.cat_user, "Check the draft") == []
    put_to_chair(room.meeting, by=by(room.officer))
    (task,) = tasks(room.cat_user, "Check the draft")
    assert (task.words, task.address) == ("Check the draft minutes of the Board on 25 April 2030", opens(room.meeting))
    assert "I have checked them" in signed_in(room.cat_user).get(task.address).content.decode()
    others = (room.ann_user, room.ben_user, room.officer, room.auditor, room.medway_officer)
    assert [tasks(user, "Check the draft") for user in others] == [[]] * len(others)


def test_officer_reads_that_comments_and_corrections_wait_until_each_is_answered() -> None:
    room = Minuted()
    room.narrated()
    put_to_chair(room.meeting, by=by(room.officer))
    said = remarked(room, room.cat_user)
    (task,) = tasks(room.officer, "wait for an answer")
    assert (task.words, task.detail) == (
        "Comments wait for an answer",
        "On the draft minutes of the Board on 25 April 2030.",
    )
    answer_remark(said, is_accepted=True, words="", by=by(room.officer))
    assert tasks(room.officer, "wait for an answer") == []

    room.circulated()
    said = remarked(room, room.ann_user)
    (task,) = tasks(room.officer, "wait for an answer")
    assert (task.words, task.address) == ("Corrections wait for an answer", f"{opens(room.meeting)}#remarks")
    page = signed_in(room.officer).get(opens(room.meeting)).content.decode()
    assert 'id="remarks"' in page
    assert [tasks(user, "wait for an answer") for user in (room.ann_user, room.cat_user, room.medway_officer)] == [
        []
    ] * 3
    answer_remark(said, is_accepted=False, words="It was.", by=by(room.officer))
    assert tasks(room.officer, "wait for an answer") == []


def test_officer_and_whoever_presided_read_that_a_decision_is_in_question_until_it_is_confirmed() -> None:
    room = Hearing()
    decision = settle(room)
    assert tasks(room.officer, "in question") == []
    put_in_question(room)
    for user, words in (
        (room.officer, "Have whoever presided confirm it"),
        (room.cat_user, "You presided: confirm it"),
    ):
        (task,) = tasks(user, "in question")
        assert task.words == "Decision in question: The plan"
        assert words in task.detail
        assert task.address == f"{decision.get_absolute_url()}#in-question"
        page = signed_in(user).get(decision.get_absolute_url()).content.decode()
        assert 'id="in-question"' in page
        assert "Confirm the decision" in page
    others = (room.ann_user, room.ben_user, room.auditor, room.medway_officer)
    assert [tasks(user, "in question") for user in others] == [[]] * len(others)
    reaffirm(Decision.objects.get(pk=decision.pk), person=room.cat, by=room.later(room.cat_user))
    assert [tasks(user, "in question") for user in (room.officer, room.cat_user)] == [[], []]


def test_whoever_presided_and_may_no_longer_read_the_item_is_told_nothing_of_it() -> None:
    room = Hearing()
    secret = item_of(room.meeting, "A child", Audience.CONFIDENTIAL)
    room.recorded(Kind.ITEM, 20, item=secret.pk)
    room.minute = 21
    settle(room)
    put_in_question(room)
    (task,) = tasks(room.cat_user, "in question")
    assert task.words == "Decision in question: A child"
    tomorrow = MEETS + timedelta(days=1)
    leave_vacant(room.health, starts=tomorrow, by=operator())
    elect(room.board, office="chair", person=room.ann, seat=None, starts=tomorrow, by=operator())
    assert tasks(room.cat_user, "in question") == []
