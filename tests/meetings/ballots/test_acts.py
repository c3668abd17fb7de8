"""A motion is put, voted on, counted; once for each seat, by those whose voices were fixed, while it is open."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from governance.constitution.core.language import Voice
from governance.constitution.core.voting import Choice
from meetings.attendance.roll import Kind
from meetings.ballots.acts import break_tie, close_vote, void_vote
from meetings.ballots.models import Taken, Vote
from meetings.ballots.proof import Hands
from meetings.declarations.acts import declare_interest_at
from tests.meetings.ballots.scene import Hearing
from trustboard.acts.verdict import RuleBroken

pytestmark = pytest.mark.django_db


def test_members_vote_and_the_motion_is_carried_with_its_arithmetic() -> None:
    room = Hearing()
    ballot = room.put()
    room.voted(ballot, room.ann_user, room.ann, room.police)
    room.voted(ballot, room.cat_user, room.cat, room.health, Choice.ABSTAIN)
    found = room.closed(ballot)
    assert found.result == "carried"
    assert found.ballot.closing.outcome["sentence"].startswith("Carried: 1 for")
    room.sitting.refresh_from_db()
    assert room.sitting.ballot is None


def test_seat_votes_once_and_the_second_is_told_who_voted() -> None:
    room = Hearing()
    ballot = room.put()
    room.voted(ballot, room.ann_user, room.ann, room.police)
    with pytest.raises(RuleBroken, match=r"Ann Ames voted for this seat at 14:12"):
        room.voted(ballot, room.ann_user, room.ann, room.police, Choice.AGAINST)
    assert Vote.objects.get().choice == Choice.FOR


def test_nobody_votes_before_opening_after_closing_or_after_voiding() -> None:
    room = Hearing()
    ballot = room.put()
    void_vote(ballot, reason="The motion was read wrongly.", at=None, by=room.later())
    with pytest.raises(RuleBroken, match="The vote is closed"):
        room.voted(ballot, room.ann_user, room.ann, room.police)
    second = room.put()
    room.closed(second)
    with pytest.raises(RuleBroken, match="The vote is closed"):
        room.voted(second, room.ann_user, room.ann, room.police)


def test_who_came_after_the_opening_or_has_left_has_no_vote() -> None:
    room = Hearing()
    ballot = room.put()
    room.recorded(Kind.ARRIVED, 20, person=room.ben, seat=room.police, voice=Voice.DEPUTY)
    room.minute = 21
    with pytest.raises(RuleBroken, match="voices were fixed"):
        room.voted(ballot, room.ben_user, room.ben, room.police)
    room.recorded(Kind.LEFT, 23, person=room.ann)
    room.minute = 24
    with pytest.raises(RuleBroken, match="They are not here"):
        room.voted(ballot, room.ann_user, room.ann, room.police)


def test_officer_cannot_vote_for_members_nor_they_in_a_show_of_hands() -> None:
    room = Hearing()
    ballot = room.put()
    with pytest.raises(RuleBroken, match="taken in another way"):
        room.voted(ballot, room.officer, room.ann, room.police)
    with pytest.raises(PermissionDenied):
        room.voted(ballot, room.cat_user, room.ann, room.police)
    room.closed(ballot)
    hands = room.put(Taken.NAMED)
    with pytest.raises(RuleBroken, match="taken in another way"):
        room.voted(hands, room.ann_user, room.ann, room.police)
    room.voted(hands, room.officer, room.ann, room.police)
    assert not Vote.objects.get().is_own


def test_tie_is_broken_by_whoever_presides_alone_and_once() -> None:
    room = Hearing()
    ballot = room.put(Taken.TOTALS)
    assert room.closed(ballot, Hands(1, 1, 0)).result == "tied"
    ballot = room.last()
    with pytest.raises(RuleBroken, match="Only whoever presides"):
        break_tie(ballot, person=room.ann, choice=Choice.FOR, at=None, by=room.later(room.ann_user))
    with pytest.raises(RuleBroken, match="asks for the casting vote"):
        break_tie(ballot, person=room.cat, choice=Choice.ABSTAIN, at=None, by=room.later(room.cat_user))
    break_tie(ballot, person=room.cat, choice=Choice.AGAINST, at=None, by=room.later(room.cat_user))
    assert room.last().casting.outcome["result"] == "lost"
    with pytest.raises(RuleBroken, match="given already"):
        break_tie(ballot, person=room.cat, choice=Choice.FOR, at=None, by=room.later(room.cat_user))


def test_casting_vote_without_a_tie_is_refused() -> None:
    room = Hearing()
    ballot = room.put(Taken.TOTALS)
    room.closed(ballot, Hands(2, 0, 0))
    with pytest.raises(RuleBroken, match="There is no tie"):
        break_tie(room.last(), person=room.cat, choice=Choice.FOR, at=None, by=room.later(room.cat_user))


def test_vote_is_put_with_a_quorum_alone_and_one_at_a_time() -> None:
    room = Hearing()
    ballot = room.put()
    with pytest.raises(RuleBroken, match="A vote is open"):
        room.put()
    with pytest.raises(RuleBroken, match="A vote is open"):
        room.recorded(Kind.ITEM, 30, item=room.items[1].pk)
    room.recorded(Kind.LEFT, 31, person=room.ann)
    room.minute = 32
    with pytest.raises(RuleBroken, match="quorum for a vote was lost"):
        close_vote(ballot, hands=None, at=None, by=room.later())
    void_vote(ballot, reason="The quorum was lost.", at=None, by=room.later())
    with pytest.raises(RuleBroken, match="no quorum for a vote"):
        room.put()


def test_interest_declared_during_a_vote_leaves_it_void() -> None:
    room = Hearing()
    ballot = room.put()
    declare_interest_at(
        room.meeting,
        person=room.ann,
        seat=room.police,
        item=room.items[0],
        kind="personal gain",
        nature="A shop",
        goes=False,
        registered=None,
        corrects=None,
        at=None,
        by=room.later(room.ann_user),
    )
    with pytest.raises(RuleBroken, match="declared during the vote"):
        close_vote(ballot, hands=None, at=None, by=room.later())
    void_vote(ballot, reason="An interest was declared.", at=None, by=room.later())
    with pytest.raises(RuleBroken, match="awaits a ruling"):
        room.put()


@pytest.mark.parametrize("goes", [True, False], ids=["barred", "awaiting a ruling"])
def test_interest_told_a_moment_before_the_opening_and_kept_after_it_leaves_the_vote_void(goes: bool) -> None:
    room = Hearing()
    before = room.later(room.ann_user)
    ballot = room.put()
    room.voted(ballot, room.ann_user, room.ann, room.police)
    declare_interest_at(
        room.meeting,
        person=room.ann,
        seat=room.police,
        item=room.items[0],
        kind="personal gain",
        nature="A shop",
        goes=goes,
        registered=None,
        corrects=None,
        at=None,
        by=before,
    )
    with pytest.raises(RuleBroken, match="declared during the vote"):
        close_vote(ballot, hands=None, at=None, by=room.later())


def test_member_who_does_not_preside_puts_nothing_to_the_vote() -> None:
    room = Hearing()
    with pytest.raises(PermissionDenied):
        room.put(user=room.ann_user)
    assert room.put(user=room.cat_user).is_own
