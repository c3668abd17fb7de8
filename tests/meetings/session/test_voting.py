"""Votes on the pages of a sitting: put at the desk or by the chair, given on phones or as hands, counted, settled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from meetings.attendance.acts import Entry, record_happening
from meetings.attendance.roll import Kind
from meetings.ballots.models import Ballot, Taken, Vote
from meetings.decisions.models import Decision
from tests.meetings.session.test_in_hand import Hearing
from tests.world import by, signed_in

pytestmark = pytest.mark.django_db


class Voting(Hearing):
    """The same, with item 2 in hand. Whoever presides breaks a tie."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.takes_up(2)

    def pages(self, name: str, ballot: Ballot) -> str:
        """The address of what is done to that ballot."""
        return reverse(name, args=["kent", "board", self.sitting.meeting_id, 1, ballot.pk])

    def put(self, who: Any, taken: Taken = Taken.OWN) -> Ballot:
        """The motion is put, by that user on their page."""
        response = self.press(signed_in(who), "put_to_vote", motion="That it be agreed.", taken=taken.value)
        assert response.status_code == 302, response.text
        return Ballot.objects.latest("number")

    def voted(self, who: Any, ballot: Ballot, said: str, **headers: Any) -> Any:
        """What comes of that vote."""
        return self.sent(who, "cast_vote", ballot, vote=said, **headers)

    def sent(self, who: Any, name: str, ballot: Ballot, **said: Any) -> Any:
        headers = said.pop("headers", {})
        return signed_in(who).post(self.pages(name, ballot), {"request_id": str(uuid4()), **said}, headers=headers)


def test_chair_puts_a_motion_members_vote_on_their_phones_and_everybody_reads_how_it_ended() -> None:
    room = Voting()
    ballot = room.put(room.cat_user)
    assert ballot.is_own
    phone = signed_in(room.ann_user).get(room.address("own_seat")).text
    assert "That it be agreed." in phone
    assert room.voted(room.ann_user, ballot, "police:for").status_code == 302
    shown = room.shown().open_ballot
    assert shown.tally == "1 of 2 have voted"
    screen = signed_in(room.auditor).get(room.address("screen")).text
    assert "1 of 2 have voted" in screen
    assert "voted <strong>for" in signed_in(room.ann_user).get(room.address("own_seat")).text
    assert room.sent(room.cat_user, "close_vote", ballot).status_code == 302
    for who, page in (
        (room.officer, "desk"),
        (room.cat_user, "chair"),
        (room.ann_user, "own_seat"),
        (room.auditor, "screen"),
    ):
        assert "Carried: 1 for" in signed_in(who).get(room.address(page)).text


def test_how_somebody_voted_is_told_only_after_the_closing() -> None:
    room = Voting()
    ballot = room.put(room.officer)
    room.voted(room.ann_user, ballot, "police:against")
    for who, page in ((room.officer, "desk"), (room.cat_user, "chair")):
        text = signed_in(who).get(room.address(page)).text
        assert "1 of 2 have voted" in text
        assert "against</strong>" not in text
    room.sent(room.officer, "close_vote", ballot)
    assert "against</strong>" in signed_in(room.officer).get(room.address()).text


def test_second_vote_for_a_seat_is_refused_beside_who_voted() -> None:
    room = Voting()
    ballot = room.put(room.officer)
    room.voted(room.ann_user, ballot, "police:for")
    response = room.voted(room.ann_user, ballot, "police:against")
    assert "Ann Ames voted for this seat at" in response.text
    assert [vote.choice for vote in Vote.objects.all()] == ["for"]


def test_vote_for_another_seat_by_a_direct_post_is_refused() -> None:
    room = Voting()
    ballot = room.put(room.officer)
    assert "They have no voice in this vote" in room.voted(room.ann_user, ballot, "health:for").text
    assert room.voted(room.ben_user, ballot, "police:for").status_code in {200, 422}
    assert room.voted(room.auditor, ballot, "police:for").status_code == 403
    assert room.voted(room.medway_officer, ballot, "police:for").status_code == 404
    assert not Vote.objects.exists()


def test_officer_records_hands_seat_by_seat_at_the_desk_without_leaving_it() -> None:
    room = Voting()
    ballot = room.put(room.officer, Taken.NAMED)
    answer = room.voted(room.officer, ballot, "police:for", headers={"X-Desk": "region"}).json()
    assert answer["refused"] == []
    assert "1 of 2 have voted" in answer["html"]
    assert not Vote.objects.get().is_own


def test_totals_are_asked_for_and_refused_beyond_those_who_may_vote() -> None:
    room = Voting()
    ballot = room.put(room.officer, Taken.TOTALS)
    assert "2 may vote" in room.sent(room.officer, "close_vote", ballot, yes=2, no=1, abstained=0).text
    assert room.sent(room.officer, "close_vote", ballot, yes=2, no=0, abstained=0).status_code == 302


def test_tie_waits_for_the_casting_vote_and_then_for_the_decision() -> None:
    room = Voting()
    ballot = room.put(room.officer, Taken.TOTALS)
    room.sent(room.officer, "close_vote", ballot, yes=1, no=1, abstained=0)
    chair = signed_in(room.cat_user).get(room.address("chair")).text
    assert "The casting vote is for Cat Cole." in chair
    assert room.sent(room.cat_user, "break_tie", ballot, choice="for").status_code == 302
    assert "Record the decision" in signed_in(room.officer).get(room.address()).text
    address = f"{room.address('decide')}?ballot={ballot.pk}"
    page = signed_in(room.officer).get(address).text
    assert "That it be agreed." in page
    sent = {"request_id": "5f0c6c1e-0a1f-4f0a-8a59-6d5b8a2b0f10", "how": "vote", "text": "It is agreed."}
    assert signed_in(room.officer).post(address, sent).status_code == 302
    assert Decision.objects.get().ballot == ballot


def test_consensus_is_recorded_by_the_chair_with_objections_kept() -> None:
    room = Voting()
    said = {"how": "consensus", "text": "The plan is agreed.", "objections": "Police: too late"}
    assert room.press(signed_in(room.cat_user), "decide", **said).status_code == 302
    decision = Decision.objects.get()
    assert (decision.is_own, decision.objections) == (True, [["Police", "too late"]])
    assert "The plan is agreed." in signed_in(room.ann_user).get(room.address("own_seat")).text


def test_item_is_not_left_while_a_vote_is_open() -> None:
    room = Voting()
    ballot = room.put(room.officer)
    assert "A vote is open: close it first." in room.takes_up(3).text
    room.sent(room.officer, "void_vote", ballot, reason="Read wrongly.")
    assert room.takes_up(3).status_code == 302


def test_nothing_typed_is_lost_where_a_motion_is_refused() -> None:
    room = Voting()
    room.recorded_now(Kind.LEFT, person=room.ann)
    response = room.press(signed_in(room.officer), "put_to_vote", motion="That it be agreed.", taken="own")
    assert "There is no quorum for a vote." in response.text
    assert "That it be agreed." in response.text


def test_decision_under_which_the_record_moved_is_in_question_at_desk_chair_and_seat() -> None:
    room = Voting()
    room.press(signed_in(room.cat_user), "decide", how="consensus", text="The plan is agreed.")
    pages = {"desk": room.officer, "chair": room.cat_user, "own_seat": room.ann_user}
    assert not any("In question" in signed_in(who).get(room.address(page)).text for page, who in pages.items())
    moved = Decision.objects.get().at - timedelta(microseconds=1)
    entry = Entry(Kind.LEFT, person=room.ann)
    record_happening(room.sitting, entry=entry, at=moved, by=by(room.officer))
    assert all("In question" in signed_in(who).get(room.address(page)).text for page, who in pages.items())
