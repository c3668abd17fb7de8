"""What becomes of a decision: confirmed, taken again, referred, ratified; and reported where it has to be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from governance.structure.acts import add_agency, end_line
from governance.structure.models import Agency, Duty, Sector
from meetings.agenda.acts import begin_agenda
from meetings.agenda.models import Item, WaitingItem
from meetings.attendance.acts import close_sitting
from meetings.attendance.roll import Kind
from meetings.decisions.acts import reaffirm, record_ratification, refer, report_overdue, take_again
from meetings.decisions.models import Decision, Ratification, Ratified, Reaffirmed, Referral
from meetings.decisions.queries import in_question_among, overdue_referrals
from meetings.home.queries import needs_of
from meetings.schedule.models import Sitting
from tests.meetings.agenda.scene import item_of, published
from tests.meetings.attendance.scene import MEETS, at
from tests.meetings.ballots.scene import Hearing
from tests.meetings.decisions.scene import Urgent, UrgentInConfidence, is_whole, put_in_question, settle
from tests.world import by, meeting_of, operator, signed_in
from trustboard.acts.verdict import RuleBroken

pytestmark = pytest.mark.django_db

LATER = MEETS + timedelta(days=90)


def again(decision: Decision) -> Decision:
    """The decision, read anew."""
    return Decision.objects.select_related("sitting__meeting__body__trust", "item", "presided").get(pk=decision.pk)


def referred(room: Hearing, decision: Decision, due: date | None = LATER) -> Referral:
    refer(decision, agency=room.agency, body=None, due=due, by=room.later())
    return Referral.objects.select_related("decision__sitting__meeting__body__trust").get(decision=decision)


def answered(room: Hearing, referral: Referral, outcome: Ratification = Ratification.RATIFIED) -> None:
    record_ratification(referral, outcome=outcome, on=MEETS, reference="Minute 7", by=room.later())


def test_decision_is_confirmed_when_the_sitting_is_long_over() -> None:
    room = Hearing()
    decision = settle(room)
    put_in_question(room)
    close_sitting(room.sitting, at=None, by=by(room.officer, now=at(60)))
    room.minute = 100_000
    before = Sitting.objects.get(pk=room.sitting.pk)
    reaffirm(again(decision), person=room.cat, by=room.later(room.cat_user))
    assert Reaffirmed.objects.get().is_own
    # The pages of the sitting said that it is in question, and say so no more.
    after = Sitting.objects.get(pk=room.sitting.pk)
    assert (after.version, after.record) == (before.version + 1, before.record)
    assert in_question_among([again(decision)]) == set()
    assert is_whole()


def test_decision_is_not_confirmed_by_another_member_or_a_stranger() -> None:
    room = Hearing()
    decision = settle(room)
    put_in_question(room)
    with pytest.raises(PermissionDenied):
        reaffirm(again(decision), person=room.cat, by=room.later(room.ann_user))
    with pytest.raises(Http404):
        reaffirm(again(decision), person=room.cat, by=room.later(room.medway_officer))
    assert not Reaffirmed.objects.exists()


def test_decision_in_question_is_taken_again_and_the_new_one_stands_in_its_place() -> None:
    room = Hearing()
    first = settle(room)
    put_in_question(room)
    next_meeting = meeting_of(room.board, LATER)
    begin_agenda(next_meeting, by=operator())
    take_again(again(first), by=room.later())
    item = Item.objects.get(meeting=next_meeting)
    assert item.title == "To be taken again: The plan"
    with pytest.raises(RuleBroken, match="comes before the body again already"):
        take_again(again(first), by=room.later())

    # The same sitting takes it up: which sitting it is makes no difference to what it replaces.
    waiting = WaitingItem.objects.get(item=item)
    second_item = item_of(room.meeting, "The plan again")
    WaitingItem.objects.filter(pk=waiting.pk).update(item=second_item)
    room.recorded(Kind.ARRIVED, 39, person=room.ben, seat=room.police, voice="deputy")
    room.recorded(Kind.ITEM, 40, item=second_item.pk)
    room.minute = 41
    second = settle(room)
    assert second.replaces_id == first.pk
    assert in_question_among([again(first)]) == set()
    with pytest.raises(RuleBroken, match="taken again already"):
        take_again(again(first), by=room.later())


def test_decision_is_not_taken_again_while_nothing_moved_or_by_members() -> None:
    room = Hearing()
    decision = settle(room)
    with pytest.raises(RuleBroken, match="not in question"):
        take_again(decision, by=room.later())
    with pytest.raises(Http404):
        take_again(decision, by=room.later(room.cat_user))
    assert not WaitingItem.objects.exists()


def test_urgent_decision_stands_and_comes_before_the_board_by_itself() -> None:
    room = Urgent()
    later = meeting_of(room.board, LATER)
    begin_agenda(later, by=operator())
    decision = room.decided_in_urgency()
    assert decision.is_urgent
    item = Item.objects.get(meeting=later)
    assert item.title == "Report of an urgent decision: The flood"
    assert "Three schools are closed." in item.about
    assert item.waited.address == decision.get_absolute_url()
    referred(room, decision)
    assert is_whole()


def test_urgent_decision_comes_before_the_board_as_a_supplement_where_its_next_agenda_is_published() -> None:
    """Given the board's next agenda is published, and the one after it begun, when its executive group decides in
    urgency, then the report is an item of the next meeting that only a supplement makes public.
    """
    room = Urgent()
    later, latest = (meeting_of(room.board, MEETS + timedelta(days=days)) for days in (30, 90))
    item_of(later, "Vans")
    published(later)
    begin_agenda(latest, by=operator())
    room.decided_in_urgency()
    assert list(Item.objects.filter(meeting=later).values_list("title", flat=True)) == [
        "Vans",
        "Report of an urgent decision: The flood",
    ]
    assert not Item.objects.filter(meeting=latest).exists()
    address = f"{later.get_absolute_url()}agenda/"
    assert "Report of an urgent decision" not in signed_in(room.cat_user).get(address).content.decode()
    kept = signed_in(room.officer).get(address).content.decode()
    assert "Report of an urgent decision" in kept
    assert "Publish a supplement" in kept
    assert is_whole()


def test_urgent_decision_waits_for_the_first_agenda_of_the_board_where_none_is_begun() -> None:
    room = Urgent()
    room.decided_in_urgency()
    assert WaitingItem.objects.get().item is None
    later = meeting_of(room.board, LATER)
    begin_agenda(later, by=operator())
    assert Item.objects.get(meeting=later).title == "Report of an urgent decision: The flood"


def test_outcome_of_a_ratification_is_reported_to_the_board_where_its_executive_group_decided() -> None:
    room = Urgent()
    decision = room.decided_in_urgency()
    referral = referred(room, decision)
    assert not WaitingItem.objects.filter(title__startswith="Ratified").exists()
    answered(room, referral)
    told = WaitingItem.objects.filter(title="Ratified by Kent Police: The flood")
    assert {each.body for each in told} == {room.group, room.board}
    assert is_whole()


def test_overdue_ratification_is_on_the_officer_s_first_page_and_on_the_next_agenda_until_it_is_answered() -> None:
    room = Hearing()
    later = meeting_of(room.board, LATER)
    begin_agenda(later, by=operator())
    decision = settle(room)
    referral = referred(room, decision, MEETS + timedelta(days=5))

    def asked(days: int) -> list[str]:
        tasks = needs_of(room.officer, at(60 * 24 * days)).tasks
        return [task.address for task in tasks if task.words == "Ask Kent Police for its ratification"]

    assert (asked(5), asked(6)) == ([], [f"{decision.get_absolute_url()}#ratification"])
    report_overdue(referral, by=operator(at(60 * 24 * 6)))
    assert Item.objects.get(meeting=later).title == "Ratification overdue: The plan"
    answered(room, referral)
    assert asked(6) == []
    titles = Item.objects.filter(meeting=later).values_list("title", flat=True)
    assert list(titles) == ["Ratification overdue: The plan", "Ratified by Kent Police: The plan"]


def test_urgent_decision_on_a_confidential_item_is_reported_in_confidence() -> None:
    room = UrgentInConfidence()
    room.decided_in_urgency()
    waiting = WaitingItem.objects.get()
    assert (waiting.audience, waiting.reason) == ("confidential", "It names children.")


def test_urgency_is_refused_to_a_board() -> None:
    with pytest.raises(RuleBroken, match="Only an executive group"):
        settle(Hearing(), is_urgent=True)
    assert not Decision.objects.exists()


def test_urgency_is_refused_to_a_group_that_answers_to_nobody() -> None:
    room = Urgent()
    line = room.group.answers_to.get()
    end_line(line, ends=MEETS, version=line.version, by=operator())
    with pytest.raises(RuleBroken, match="answers to no body"):
        room.decided_in_urgency()
    assert not Decision.objects.exists()


def test_referral_is_recorded_once_for_each_and_not_before_the_decision() -> None:
    room = Hearing()
    decision = settle(room)
    referred(room, decision)
    with pytest.raises(RuleBroken, match="referred to them already"):
        refer(decision, agency=room.agency, body=None, due=None, by=room.later())
    with pytest.raises(RuleBroken, match="Say who has to ratify it"):
        refer(decision, agency=None, body=None, due=None, by=room.later())
    with pytest.raises(RuleBroken, match="A body ratifies only what a body below it"):
        refer(decision, agency=None, body=room.group, due=None, by=room.later())
    with pytest.raises(RuleBroken, match="before the decision itself"):
        refer(decision, agency=None, body=room.partnership, due=date(2030, 4, 1), by=room.later())
    with pytest.raises(Http404):
        refer(decision, agency=None, body=room.partnership, due=None, by=room.later(room.cat_user))
    assert Referral.objects.count() == 1
    assert is_whole()


def test_agency_or_body_of_another_trust_ratifies_nothing() -> None:
    room = Hearing()
    decision = settle(room)
    add_agency(room.medway, name="NHS", sector=Sector.HEALTH, duty=Duty.NONE, passage="", by=operator())
    theirs = Agency.objects.get(trust=room.medway)
    with pytest.raises(Http404):
        refer(decision, agency=theirs, body=None, due=None, by=room.later())
    assert not Referral.objects.exists()


def test_referral_to_a_body_above_comes_before_it_and_one_outside_the_trust_has_no_agenda_here() -> None:
    room = Urgent()
    decision = room.decided_in_urgency()
    refer(decision, agency=None, body=room.board, due=None, by=room.later())
    assert "For ratification: The flood" in WaitingItem.objects.values_list("title", flat=True)
    plan = settle(room)
    refer(plan, agency=None, body=room.partnership, due=None, by=room.later())
    assert not WaitingItem.objects.filter(body=room.partnership).exists()
    assert is_whole()


def test_ratification_is_recorded_once_and_reported_to_the_body_that_decided() -> None:
    room = Hearing()
    decision = settle(room)
    referral = referred(room, decision)
    with pytest.raises(RuleBroken, match="before the decision itself"):
        record_ratification(referral, outcome="ratified", on=date(2030, 4, 1), reference="", by=room.later())
    with pytest.raises(RuleBroken, match="still to come"):
        record_ratification(referral, outcome="ratified", on=LATER, reference="", by=room.later())
    with pytest.raises(Http404):
        record_ratification(referral, outcome="ratified", on=MEETS, reference="", by=room.later(room.cat_user))
    answered(room, referral)
    waiting = WaitingItem.objects.get()
    assert waiting.title == "Ratified by Kent Police: The plan"
    assert "(Minute 7)" in waiting.about
    with pytest.raises(RuleBroken, match="recorded already"):
        answered(room, referral)
    assert Ratified.objects.count() == 1
    assert is_whole()


def test_decision_that_was_not_ratified_may_be_taken_again() -> None:
    room = Hearing()
    decision = settle(room)
    answered(room, referred(room, decision), Ratification.REFUSED)
    take_again(again(decision), by=room.later())
    assert "To be taken again: The plan" in WaitingItem.objects.values_list("title", flat=True)


def test_overdue_ratification_comes_before_the_body_once() -> None:
    room = Hearing()
    decision = settle(room)
    referral = referred(room, decision, MEETS + timedelta(days=5))
    assert overdue_referrals(room.kent, MEETS) == []
    with pytest.raises(RuleBroken, match="not overdue"):
        report_overdue(referral, by=operator(at(60)))
    late = operator(at(60 * 24 * 6))
    assert overdue_referrals(room.kent, MEETS + timedelta(days=6)) == [referral]
    report_overdue(referral, by=late)
    with pytest.raises(RuleBroken, match="reported already"):
        report_overdue(referral, by=operator(at(60 * 24 * 7)))
    assert WaitingItem.objects.get().title == "Ratification overdue: The plan"
    answered(room, referral)
    assert overdue_referrals(room.kent, LATER) == []
