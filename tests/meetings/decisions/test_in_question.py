"""Which decisions of a trust are in question: found at once in few queries, the same of which each alone says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.attendance.acts import undo_happening
from meetings.attendance.roll import Kind
from meetings.ballots.models import Taken
from meetings.ballots.proof import Hands
from meetings.decisions.models import Decision, How
from meetings.decisions.queries import in_question, in_question_among
from tests.meetings.attendance.scene import MEETS
from tests.meetings.ballots.scene import Hearing
from tests.meetings.decisions.scene import put_in_question, settle, settled_at_another

pytestmark = pytest.mark.django_db


def found(room: Hearing) -> list[Decision]:
    """Those in question, which must be those of which each alone says so."""
    every = list(Decision.objects.select_related("sitting__meeting__body__trust", "item", "ballot__closing"))
    at_once = in_question(sitting__meeting__body__trust=room.kent)
    assert {each.pk for each in at_once} == in_question_among(every)
    return at_once


def test_none_is_in_question_when_somebody_left_after_it() -> None:
    room = Hearing()
    settle(room)
    room.recorded(Kind.LEFT, 20, person=room.ann)
    assert found(room) == []


def test_decision_is_in_question_when_it_is_told_late_that_somebody_had_left() -> None:
    room = Hearing()
    decision = settle(room)
    put_in_question(room)
    assert found(room) == [decision]


def test_decision_is_in_question_no_more_once_what_was_told_late_is_taken_back() -> None:
    room = Hearing()
    decision = settle(room)
    put_in_question(room)
    assert found(room) == [decision]
    undo_happening(room.sitting.happenings.last(), by=room.later())
    assert found(room) == []


def test_decision_is_in_question_when_before_it_was_recorded_its_vote_was_told_to_have_had_no_quorum() -> None:
    """Given a vote that was opened with a quorum, when it is told before the decision is recorded that somebody was out
    of the room at the opening, and back since, then the record moves once more: the vote rests on another answer now.
    """
    room = Hearing()
    ballot = room.put(Taken.TOTALS)
    room.recorded(Kind.LEFT, 10.5, person=room.ann)
    room.recorded(Kind.ARRIVED, 11.5, person=room.ann, seat=room.police)
    room.closed(ballot, Hands(2, 0, 0))
    decision = settle(room, How.VOTE, ballot=room.last())
    room.recorded(Kind.LEFT, 40, person=room.ann)
    assert found(room) == [decision]


def test_many_are_found_with_as_many_queries_as_one() -> None:
    room = Hearing()
    settle(room)
    trust = {"sitting__meeting__body__trust": room.kent}
    with CaptureQueriesContext(connection) as none:
        assert in_question(**trust) == []
    put_in_question(room)
    with CaptureQueriesContext(connection) as few:
        assert len(in_question(**trust)) == 1
    for days in (7, 14, 21):
        settled_at_another(room, MEETS + timedelta(days=days))
    with CaptureQueriesContext(connection) as many:
        assert len(in_question(**trust)) == 4
    assert (len(none), len(many)) == (1, len(few))
    assert len(few) <= 10
