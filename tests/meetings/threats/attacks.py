"""Attacks on the pages of a sitting: each says whether it succeeded."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from governance.constitution.core.bars import Ruled
from governance.constitution.core.language import How
from governance.constitution.core.meeting import Guest
from governance.membership.acts import name_deputy
from governance.membership.permissions import PERSON
from meetings.agenda.models import Audience, Item
from meetings.attendance.models import Happening
from meetings.attendance.roll import Kind
from meetings.ballots.models import Ballot, Casting, Closing, Taken, Vote
from meetings.decisions.models import Decision
from meetings.declarations.forms import EVERY
from meetings.declarations.models import Declaration, Ruling
from tests.meetings.agenda.scene import paper_of, published
from tests.meetings.threats.scene import Sitting, behind
from tests.world import by, close_files, meeting_of
from trustboard.accounts.acts import revoke_role

# Votes


def deputy_votes_in_the_members_place(room: Sitting) -> bool:
    ballot = room.put()
    room.votes(room.ben_user, ballot, "police:against")
    return Vote.objects.filter(person=room.ben).exists()


def deputy_beyond_a_limit_is_counted(room: Sitting) -> bool:
    said = {"other-what": "deputy", "other-person": room.ben.key, "other-seat": "health"}
    room.leaves(room.cat)
    room.tab(room.officer).post(room.address("record_other"), {"other-request_id": str(uuid4()), **said})
    return Happening.objects.filter(person=room.ben, beyond="").exists()


def lapsed_deputy_takes_the_seat(room: Sitting) -> bool:
    room.leaves(room.ann)
    name_deputy(room.police, person=None, name="", starts=timezone.localdate(), by=by(room.officer))
    room.tab(room.ben_user).post(room.address("own_seat"), {"request_id": str(uuid4()), "tap": "here:police"})
    return Happening.objects.filter(person=room.ben).exists()


def one_person_has_two_voices(room: Sitting) -> bool:
    said = {"other-what": "deputy", "other-person": room.ann.key, "other-seat": "voluntary-sector"}
    room.leaves(room.dan)
    room.tab(room.officer).post(room.address("record_other"), {"other-request_id": str(uuid4()), **said})
    ballot = room.put()
    return [person for _, person in ballot.voices].count(room.ann.key) == 2


def barred_member_votes_from_an_old_page(room: Sitting) -> bool:
    ballot = room.put()
    room.declares(room.officer)
    room.votes(room.ann_user, ballot)
    return Vote.objects.exists()


def barred_agency_votes_through_the_deputy(room: Sitting) -> bool:
    """Ben came for the seat; then Ann's interest binds her agency."""
    deputy_comes(room)
    ballot = room.put()
    room.declares(room.officer, kind="of the agency", goes="")
    room.votes(room.ben_user, ballot)
    return Vote.objects.exists()


def deputy_comes(room: Sitting) -> None:
    """Ann leaves and Ben comes for her seat."""
    room.leaves(room.ann)
    room.tab(room.ben_user).post(room.address("own_seat"), {"request_id": str(uuid4()), "tap": "here:police"})


def interest_is_changed_after_the_vote(room: Sitting) -> bool:
    room.declares(room.officer)
    room.votes(room.cat_user, room.put(), "health:for")
    behind("UPDATE meetings_declaration SET goes = %s", False)
    return not Declaration.objects.filter(goes=True).exists()


def interest_is_corrected_by_whom_it_was_ruled_on(room: Sitting) -> bool:
    room.declares(room.ann_user, item=EVERY, goes="")
    room.sends(room.cat_user, "rule_on", rule=f"1:{Ruled.LEAVES}")
    assert Ruling.objects.exists()
    room.declares(room.ann_user, item=EVERY, kind="professional", goes="", query="?corrects=1")
    return Declaration.objects.filter(corrects=1).exists()


def barred_member_opens_the_items_paper(room: Sitting) -> bool:
    paper = paper_of(room.plan, audience=Audience.MEMBERS)
    published(room.meeting)
    room.declares(room.officer)
    response = room.tab(room.ann_user).get(reverse("paper", args=["kent", "board", room.meeting.pk, paper.pk]))
    close_files(response)
    return response.status_code == 200


def vote_after_the_closing(room: Sitting) -> bool:
    ballot = room.put()
    room.sends(room.officer, "close_vote", ballot)
    room.votes(room.ann_user, ballot)
    return Vote.objects.exists()


def vote_after_the_voiding(room: Sitting) -> bool:
    ballot = room.put()
    room.sends(room.officer, "void_vote", ballot, reason="It was read wrongly.")
    room.votes(room.ann_user, ballot)
    return Vote.objects.exists()


def motion_is_changed_after_a_vote(room: Sitting) -> bool:
    room.votes(room.ann_user, room.put())
    behind("UPDATE meetings_ballot SET motion = 'That it be refused.', voices = %s", "[]")
    return Ballot.objects.get().motion == "That it be refused."


def latecomer_votes(room: Sitting) -> bool:
    """Ann comes once the vote was opened with Ben as the voice of her seat."""
    deputy_comes(room)
    ballot = room.put()
    room.recorded_now(Kind.LEFT, person=room.ben)
    room.recorded_now(Kind.ARRIVED, person=room.ann, seat=room.police)
    room.votes(room.ann_user, ballot)
    return Vote.objects.exists()


def casting_vote_without_a_tie(room: Sitting) -> bool:
    ballot = room.put(Taken.TOTALS)
    room.sends(room.officer, "close_vote", ballot, yes=2, no=1, abstained=0)
    room.sends(room.cat_user, "break_tie", ballot, choice="against")
    return Casting.objects.exists()


def casting_vote_by_a_member(room: Sitting) -> bool:
    ballot = room.put(Taken.TOTALS)
    room.sends(room.officer, "close_vote", ballot, yes=1, no=1, abstained=0)
    room.sends(room.ann_user, "break_tie", ballot, choice="for")
    return Casting.objects.exists()


# The quorum


def motion_without_those_who_left(room: Sitting) -> bool:
    room.leaves(room.ann, room.dan)
    return is_put(room)


def motion_by_a_duplicate(room: Sitting) -> bool:
    room.leaves(room.ann, room.dan)
    room.recorded_now(Kind.ARRIVED, person=room.cat, seat=room.health, how=How.REMOTE)
    return is_put(room)


def motion_by_an_invited_attendee(room: Sitting) -> bool:
    room.leaves(room.ann, room.dan)
    room.recorded_now(Kind.ARRIVED, name="Gus Guest", guest=Guest.INVITED)
    return is_put(room)


def motion_by_somebody_barred(room: Sitting) -> bool:
    room.leaves(room.dan)
    room.declares(room.officer)
    return is_put(room)


def is_put(room: Sitting) -> bool:
    room.sends(room.cat_user, "put_to_vote", motion="That it be agreed.", taken="own")
    return Ballot.objects.exists()


def decision_without_a_quorum(room: Sitting) -> bool:
    room.leaves(room.ann, room.dan)
    room.sends(room.cat_user, "decide", how="consensus", text="It is agreed.")
    return Decision.objects.exists()


# The record


def officers_vote_passes_as_the_members_own(room: Sitting) -> bool:
    room.votes(room.officer, room.put())
    return Vote.objects.filter(is_own=True).exists()


def officers_entry_passes_as_the_members_own(room: Sitting) -> bool:
    room.declares(room.officer, is_own="on", by=str(room.ann_user.pk))
    return Declaration.objects.filter(is_own=True).exists()


def entry_is_back_dated(room: Sitting) -> bool:
    """The officer says since when it was so, and that it was recorded then."""
    sent = {"entry": "asked:", "ago": 1800, "recorded_at": "2020-01-01 10:00"}
    room.sends(room.officer, "record_happening", **sent)
    asked = Happening.objects.get(kind=Kind.ASKED)
    return asked.recorded_at <= asked.at


def time_of_recording_is_changed(room: Sitting) -> bool:
    before = Happening.objects.get(person=room.ann).recorded_at
    behind("UPDATE meetings_happening SET recorded_at = at, at = '2020-01-01 10:00:00+00:00'")
    return Happening.objects.get(person=room.ann).at < before - timedelta(days=1)


# Other trusts, those who have gone, and machines


def vote_of_another_trust_is_ended(room: Sitting) -> bool:
    """Medway's officer sends Kent's ballot to the address of a sitting of their own."""
    ballot, own = room.put(), meeting_of(room.medway_board, timezone.localdate())
    address = reverse("void_vote", args=["medway", "board", own.pk, 1, ballot.pk])
    room.tab(room.medway_officer).post(address, {"request_id": str(uuid4()), "reason": "Because."})
    return Closing.objects.exists()


def person_of_another_trust_is_recorded(room: Sitting) -> bool:
    said = {"other-what": "elected", "other-person": room.medway_person.key, "other-office": "vice-chair"}
    room.tab(room.officer).post(room.address("record_other"), {"other-request_id": str(uuid4()), **said})
    return Happening.objects.filter(person=room.medway_person).exists()


def former_member_votes(room: Sitting) -> bool:
    """Their role is taken away while their page is open."""
    ballot = room.put()
    room.tab(room.ann_user)
    revoke_role(room.ann, person=room.ann_user.pk, role=PERSON, by=by(room.officer))
    room.votes(room.ann_user, ballot)
    return Vote.objects.exists()


def second_officer_overwrites_unseen(room: Sitting) -> bool:
    """Both have opened the item before either sends it."""
    address = reverse("change_item", args=["kent", "board", room.meeting.pk, room.budget.pk])
    read = Item.objects.get(pk=room.budget.pk).version
    sent = {"purpose": "decision", "audience": "public", "version": read}
    for title in ("The budget of the first", "The budget of the second"):
        room.tab(room.officer).post(address, {"request_id": str(uuid4()), "title": title, **sent})
    assert Item.objects.get(pk=room.budget.pk).title != "The budget"
    return Item.objects.get(pk=room.budget.pk).title == "The budget of the second"


def double_click_rules_twice(room: Sitting) -> bool:
    sent = {"request_id": str(uuid4()), "text": "Item 2 is taken first."}
    for _ in range(2):
        room.sends(room.cat_user, "rule_on_procedure", **sent)
    assert Ruling.objects.exists()
    return Ruling.objects.count() == 2
