"""An item in hand is settled: with a quorum, with what the constitution asks for, and with a proof that stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from governance.constitution.core.language import Voice
from meetings.agenda.acts import begin_agenda
from meetings.attendance.acts import Entry, record_happening
from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind
from meetings.ballots.models import Taken
from meetings.ballots.proof import Hands, replayed
from meetings.decisions.acts import reaffirm
from meetings.decisions.models import Decision, How
from meetings.decisions.queries import is_in_question
from meetings.declarations.queries import declarations_of
from tests.meetings.attendance.scene import MEETS, at
from tests.meetings.ballots.scene import Hearing
from tests.meetings.decisions.scene import settle
from tests.world import meeting_of, operator
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db


class Reasoned(Hearing):
    """The same, where every decision is recorded with its reasons."""

    voting = {"reasons": True}


def in_question(room: Hearing, decision: Decision) -> bool:
    room.sitting.refresh_from_db()
    record = record_of(room.sitting)
    found = Decision.objects.prefetch_related("reaffirmed").get(pk=decision.pk)
    return is_in_question(found, record, declarations_of(room.meeting, record.frozen.rules.interests))


def test_consensus_is_recorded_with_its_proof() -> None:
    room = Hearing()
    decision = settle(room)
    assert decision.presided == room.cat
    assert decision.proof["answer"]["state"] == "met"
    assert replayed(Decision.objects.get().proof) == decision.proof["answer"]
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_reasons_are_asked_for_where_the_constitution_says_so() -> None:
    room = Reasoned()
    with pytest.raises(RuleBroken, match="asks for the reasons"):
        settle(room)
    assert settle(room, reasons="It serves children best.").reasons == "It serves children best."


def test_nothing_is_decided_without_a_quorum() -> None:
    room = Hearing()
    room.recorded(Kind.LEFT, 9, person=room.ann)
    with pytest.raises(RuleBroken, match="There is no quorum for it"):
        settle(room)
    assert not Decision.objects.exists()


def test_vote_becomes_a_decision_once_it_has_a_result() -> None:
    room = Hearing()
    ballot = room.put(Taken.TOTALS)
    with pytest.raises(RuleBroken, match="A vote is open"):
        settle(room, How.VOTE, ballot=ballot)
    room.closed(ballot, Hands(2, 0, 0))
    settle(room, How.VOTE, ballot=room.last())
    with pytest.raises(RuleBroken, match="recorded already"):
        settle(room, How.VOTE, ballot=room.last())


def test_departure_entered_late_puts_a_decision_in_question_until_who_presided_confirms_it() -> None:
    room = Hearing()
    decision = settle(room)
    assert not in_question(room, decision)
    room.recorded(Kind.ARRIVED, 40, person=room.ben, seat=room.police, voice=Voice.DEPUTY)
    assert not in_question(room, decision)
    room.minute = 50
    record_happening(room.sitting, entry=Entry(Kind.LEFT, person=room.ann), at=at(5), by=room.later())
    assert in_question(room, decision)
    with pytest.raises(RuleBroken, match="Only whoever presided"):
        reaffirm(decision, person=room.ann, by=room.later(room.ann_user))
    reaffirm(decision, person=room.cat, by=room.later(room.cat_user))
    assert not in_question(room, decision)
    room.recorded(Kind.LEFT, 60, person=room.ben)
    assert not in_question(room, decision)


def test_deferred_item_comes_back_by_itself_and_not_before_the_day_that_was_said() -> None:
    room = Hearing()
    later = meeting_of(room.board, MEETS + timedelta(days=14))
    last = meeting_of(room.board, MEETS + timedelta(days=40))
    returns_on = MEETS + timedelta(days=30)
    decision = settle(room, How.DEFERRED, text="The plan waits.", awaited="The figures", returns_on=returns_on)
    for meeting in (later, last):
        begin_agenda(meeting, by=operator())
    assert not later.items.exists()
    item = last.items.get()
    assert item.title == "Deferred on 25 April 2030: The plan"
    assert "Awaited: The figures" in item.about
    assert decision.returns_on == returns_on
