"""The page of a decision and the list of a body's: for whom, with which proof, in how many queries."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.constitution.core.voting import Choice
from meetings.agenda.models import Audience, WaitingItem
from meetings.attendance.roll import Kind
from meetings.ballots.models import Taken
from meetings.ballots.proof import Hands
from meetings.ballots.queries import grounds_of
from meetings.decisions.models import Decision, How, Ratified, Reaffirmed, Referral
from meetings.decisions.proof_shown import ProofShown
from meetings.session.voting_forms import DecisionForm
from tests.meetings.agenda.scene import item_of, paper_of
from tests.meetings.attendance.scene import MEETS
from tests.meetings.ballots.scene import Hearing
from tests.meetings.decisions.scene import Urgent, UrgentInConfidence, put_in_question, settle, settled_at_another
from tests.world import signed_in
from trustboard.accounts.models import User

pytestmark = pytest.mark.django_db


def read(user: User, decision: Decision) -> tuple[int, str]:
    response = signed_in(user).get(decision.get_absolute_url())
    return response.status_code, response.content.decode()


def test_page_tells_the_decision_its_vote_and_its_proof_in_two_answers() -> None:
    room = Hearing()
    paper = paper_of(room.items[0])
    ballot = room.put()
    room.voted(ballot, room.ann_user, room.ann, room.police)
    room.voted(ballot, room.cat_user, room.cat, room.health, Choice.ABSTAIN)
    room.closed(ballot)
    decision = settle(room, How.VOTE, ballot=room.last(), powers="The police's powers of May 2029.")

    status, text = read(room.ann_user, decision)

    assert status == 200
    for words in (
        "The plan is agreed.",
        "powers of May 2029",
        "Cat Cole",
        "Carried: 1 for",
        "Abstained",
        "At least two members",
        "since 1 May 2020",
        paper.sha256,
        "Replayed from what was kept then",
        "On the record as it now stands",
        "The same",
    ):
        assert words in text, words
    assert "In question" not in text
    assert "Confirm the decision" not in text


def test_page_of_consensus_keeps_objections_and_reasons() -> None:
    room = Hearing()
    decision = settle(room, reasons="It is <b>best</b>.", objections=(("Police", "Too dear."),))
    _, text = read(room.cat_user, decision)
    assert "It is &lt;b&gt;best&lt;/b&gt;." in text
    assert "Police: Too dear." in text


def test_proof_whose_replay_is_not_what_was_answered_then_is_called_untrue() -> None:
    room = Hearing()
    decision = settle(room)
    grounds = grounds_of(room.sitting, decision.at)
    assert not ProofShown(decision, grounds.record, grounds.declarations).is_untrue
    decision.proof = {**decision.proof, "meeting": {**decision.proof["meeting"], "here": []}}
    shown = ProofShown(decision, grounds.record, grounds.declarations)
    assert shown.is_untrue
    page = render_to_string("meetings/decisions/proof.html", {"proof": shown, "decision": decision})
    assert "Somebody has altered it" in page


def test_page_of_totals_says_that_nobody_was_named() -> None:
    room = Hearing()
    ballot = room.put(Taken.TOTALS)
    room.closed(ballot, Hands(2, 0, 0))
    decision = settle(room, How.VOTE, ballot=room.last())
    assert "who voted how was not recorded" in read(room.cat_user, decision)[1]


def test_decision_in_question_says_at_the_top_what_moved_and_who_may_do_what() -> None:
    room = Hearing()
    decision = settle(room)
    put_in_question(room)

    for user, confirm, again in (
        (room.cat_user, True, False),
        (room.ann_user, False, False),
        (room.officer, True, True),
        (room.auditor, False, False),
    ):
        status, text = read(user, decision)
        assert status == 200
        assert "In question" in text
        assert "Ann Ames (Police) was recorded as here, and was not." in text
        assert "When it was recorded: quorate then, not quorate now." in text
        assert "Another answer" in text
        assert ("Confirm the decision" in text, "Take it again" in text) == (confirm, again), user.name


def test_whoever_presided_confirms_by_the_button_and_the_page_says_so() -> None:
    room = Hearing()
    decision = settle(room)
    put_in_question(room)
    client, address = signed_in(room.cat_user), reverse("reaffirm", args=["kent", decision.pk])

    asked = client.get(address)
    assert b"was recorded as here, and was not" in asked.content
    client.post(address, {"request_id": asked.context["form"]["request_id"].initial})

    assert Reaffirmed.objects.get().person == room.cat
    _, text = read(room.ann_user, decision)
    assert "Cat Cole confirmed it" in text
    assert 'id="in-question"' not in text
    assert "Another answer" in text
    assert signed_in(room.ann_user).get(address).status_code == 403


def test_officer_sends_it_to_the_next_agenda_to_be_taken_again() -> None:
    room = Hearing()
    decision = settle(room)
    put_in_question(room)
    client, address = signed_in(room.officer), reverse("take_again", args=["kent", decision.pk])
    client.post(address, {"request_id": client.get(address).context["form"]["request_id"].initial})
    assert WaitingItem.objects.get().title == "To be taken again: The plan"
    _, text = read(room.officer, decision)
    assert "comes before the body again" in text
    assert "Take it again" not in text


def test_officer_refers_from_a_list_and_records_the_answer() -> None:
    room = Hearing()
    decision = settle(room)
    client, address = signed_in(room.officer), reverse("refer", args=["kent", decision.pk])
    form = client.get(address).context["form"]
    assert [name for name, _ in form.fields["ratifier"].choices[1:]] == ["Bodies above", "Agencies"]
    refused = client.post(
        address, {"request_id": form["request_id"].initial, "due_0": "1", "due_1": "4", "due_2": "2030"}
    )
    assert b"Say who has to ratify it." in refused.content
    sent = {"request_id": form["request_id"].initial, "ratifier": "agency/kent-police"}
    early = client.post(address, {**sent, "due_0": "1", "due_1": "4", "due_2": "2030"})
    assert b"before the decision itself" in early.content
    client.post(address, {**sent, "due_0": "1", "due_1": "6", "due_2": "2030"})
    referral = Referral.objects.get()
    assert referral.due == date(2030, 6, 1)

    answer = reverse("record_ratification", args=["kent", decision.pk, referral.pk])
    form = client.get(answer).context["form"]
    told = {"request_id": form["request_id"].initial, "outcome": "sent back", "reference": "Cabinet, minute 7"}
    future = client.post(answer, {**told, "on_0": "1", "on_1": "6", "on_2": "2030"})
    assert b"That day is still to come." in future.content
    assert not Ratified.objects.exists()


def test_stranger_and_other_trusts_are_told_nothing() -> None:
    room = Hearing()
    decision = settle(room)
    assert read(room.nobody, decision)[0] == 404
    assert read(room.medway_officer, decision)[0] == 404
    address = decision.get_absolute_url().replace("/kent/", "/medway/")
    assert signed_in(room.medway_officer).get(address).status_code == 404


def test_item_for_members_is_read_by_its_body_alone_and_a_confidential_one_not_by_the_auditor() -> None:
    room = UrgentInConfidence()
    decision = room.decided_in_urgency()
    statuses = {user.name: read(user, decision)[0] for user in (room.ann_user, room.cat_user, room.auditor)}
    assert statuses == {"Ann Ames": 200, "Cat Cole": 404, "Audrey Auditor": 404}
    assert read(room.officer, decision)[0] == 200


def test_urgent_decision_on_an_open_item_is_read_by_the_board_to_which_it_is_reported() -> None:
    room = Urgent()
    decision = room.decided_in_urgency()
    status, text = read(room.cat_user, decision)
    assert (status, "Urgent" in text) == (200, True)


def test_list_marks_what_is_in_question_and_withholds_what_is_not_the_readers() -> None:
    room = Hearing()
    settle(room)
    secret = item_of(room.meeting, "A child", Audience.CONFIDENTIAL)
    room.recorded(Kind.ITEM, 20, item=secret.pk)
    room.minute = 21
    settle(room, text="A named child is moved.")
    put_in_question(room)
    address = reverse("decisions", args=["kent", "board"])

    members = signed_in(room.ann_user).get(address).content.decode()
    auditors = signed_in(room.auditor).get(address).content.decode()

    assert members.count("In question</strong>") == 2
    assert "A named child is moved." in members
    assert "A child" not in auditors
    assert "A named child" not in auditors
    assert "1 further decision is for members of this body." in auditors
    assert signed_in(room.nobody).get(address).status_code == 404


def counts(user: User, address: str) -> int:
    client = signed_in(user)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_list_asks_as_often_for_many_decisions_of_many_sittings() -> None:
    room = Hearing()
    settle(room)
    put_in_question(room)
    address = reverse("decisions", args=["kent", "board"])
    before = counts(room.ann_user, address)
    for days in (7, 14, 21):
        settled_at_another(room, MEETS + timedelta(days=days))
    assert counts(room.ann_user, address) == before


def test_page_asks_as_often_with_more_people_and_votes() -> None:
    room = Hearing()
    first = settle(room)
    before = counts(room.ann_user, first.get_absolute_url())
    room.recorded(Kind.ARRIVED, 30, person=room.ben, guest="observer")
    room.minute = 31
    second = settle(room)
    assert counts(room.ann_user, second.get_absolute_url()) == before


def test_executive_group_alone_is_asked_whether_it_is_urgent() -> None:
    room = Urgent()
    group = reverse("decide", args=["kent", "executive-group", room.group_meeting.pk, 1])
    board = reverse("decide", args=["kent", "board", room.meeting.pk, 1])
    client = signed_in(room.officer)
    assert b"It is urgent" not in client.get(f"{board}?how=consensus").content
    assert b"It is urgent" in client.get(f"{group}?how=consensus").content
    for how, is_urgent in (("consensus", True), ("noted", False)):
        sent = {"request_id": uuid4(), "how": how, "text": "Closed.", "is_urgent": "on"}
        form = DecisionForm(sent, sitting=room.group_sitting, ballot=None, asks_reasons=False)
        assert form.is_valid()
        assert form.settled().is_urgent is is_urgent
