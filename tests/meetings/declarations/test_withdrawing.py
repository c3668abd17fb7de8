"""What was declared by mistake is withdrawn: both stay on record, and nobody is barred by it from then on."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from governance.constitution.acts import change_part
from governance.constitution.core.bars import Ruled
from governance.constitution.rulebook import rulebook_of
from meetings.attendance.acts import close_sitting
from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind
from meetings.ballots.models import Taken
from meetings.decisions.models import Decision
from meetings.decisions.queries import in_question
from meetings.declarations.acts import declare_interest_at, rule_on, withdraw_declaration
from meetings.declarations.models import Declaration
from meetings.declarations.permissions import items_barred_to
from meetings.declarations.queries import declarations_of, proposed_to
from meetings.minutes.queries import draft_of
from meetings.schedule.models import Sitting
from tests.meetings.attendance.scene import MEETS, Room, at
from tests.meetings.ballots.scene import Hearing
from tests.meetings.decisions.scene import is_whole, settle
from tests.meetings.declarations.scene import Interested
from tests.world import by, everything, operator, signed_in
from trustboard.accounts.models import User
from trustboard.acts.verdict import RuleBroken

pytestmark = pytest.mark.django_db
WHY = "Another item was meant."


def withdrawn(
    room: Interested, row: Declaration, user: User | None = None, *, minute: float = 0, **told: Any
) -> Declaration:
    withdraw_declaration(row, **({"reason": WHY, "at": None} | told), by=by(user or room.officer, now=at(minute)))
    return Declaration.objects.latest("number")


def refused(room: Interested, row: Declaration, user: User | None = None, **told: Any) -> str:
    """What is said of a withdrawal that is refused and leaves nothing behind."""
    before = everything()
    with pytest.raises((RuleBroken, PermissionDenied)) as raised:
        withdrawn(room, row, user, **told)
    assert everything() == before
    return str(raised.value)


def is_barred(room: Interested, user: User) -> bool:
    return room.budget.pk in items_barred_to(user, room.meeting, today=MEETS)


def page(room: Room, user: User, name: str = "interests_at", *more: Any) -> str:
    text = signed_in(user).get(reverse(name, args=["kent", "board", room.meeting.pk, *more])).text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text.split("<main")[1].split("<footer")[0]))


def test_member_withdraws_their_own_before_the_meeting_and_both_stay_on_record() -> None:
    room = Interested()
    row = room.declared(room.ann_user, goes=True)
    assert is_barred(room, room.ann_user)
    withdrawal = withdrawn(room, row, room.ann_user)
    assert (withdrawal.corrects, withdrawal.is_own, withdrawal.nature.text) == (row.number, True, WHY)
    assert Declaration.objects.get(pk=row.pk).nature.text == "My sister runs the firm."
    assert not is_barred(room, room.ann_user)
    assert "There is no such declaration" in refused(room, row)
    again = room.declared(room.ann_user, goes=True)
    assert (again.corrects, is_barred(room, room.ann_user)) == (None, True)
    assert is_whole()


def test_withdrawal_is_of_whoever_declared_it_or_of_the_officer_for_them() -> None:
    room = Interested()
    row = room.declared(room.ann_user)
    refused(room, row, room.cat_user)
    refused(room, row, room.ben_user)
    assert "Say why" in refused(room, row, room.ann_user, reason=" ")
    assert withdrawn(room, row).is_own is False
    recorded = room.declared()
    assert "The officer recorded that" in refused(room, recorded, room.ann_user)


def test_officer_alone_withdraws_at_the_meeting_and_what_was_ruled_bars_nobody_from_then_on() -> None:
    room = Interested()
    room.sits()
    row = room.declared(room.ann_user, minute=1)
    room.ruled(row, minute=5)
    assert is_barred(room, room.ann_user)
    assert "The meeting has begun" in refused(room, row, room.ann_user, minute=9)
    assert "declared only after" in refused(room, row, minute=9, at=at(0.5))
    withdrawn(room, row, minute=10)
    assert not is_barred(room, room.ann_user)
    found = declarations_of(room.meeting, record_of(room.sitting).frozen.rules.interests)
    assert [each.until(at(9)).bars(room.budget, ()) != () for each in (found, found.until(at(10)))] == [True, True]
    assert found.bars(room.budget, ()) == ()
    with pytest.raises(RuleBroken, match="does not stand any more"):
        room.ruled(row, Ruled.STAYS, minute=11)
    assert is_whole()


def test_withdrawal_answers_no_proposal_of_the_register() -> None:
    room = Interested()
    row = room.declared(room.ann_user, item=room.training)
    assert proposed_to(room.ann, room.meeting) == []
    withdrawn(room, row, room.ann_user)
    assert [each.item for each in proposed_to(room.ann, room.meeting)] == [room.training]


def test_page_offers_the_withdrawal_and_keeps_both_for_those_who_read_them() -> None:
    room = Interested()
    row = room.declared(room.ann_user)
    address = reverse("withdraw_declaration", args=["kent", "board", room.meeting.pk, row.number])
    ann, said = signed_in(room.ann_user), {"request_id": str(uuid4()), "reason": WHY}
    assert f'href="{address}"' in ann.get(reverse("interests_at", args=["kent", "board", room.meeting.pk])).text
    assert "My sister runs the firm." in page(room, room.ann_user, "withdraw_declaration", row.number)
    assert [signed_in(who).get(address).status_code for who in (room.cat_user, room.auditor)] == [404, 403]
    assert ann.post(address, {"request_id": str(uuid4()), "reason": ""}).status_code == 200
    assert Declaration.objects.count() == 1
    assert [ann.post(address, said).status_code for _ in range(2)] == [302, 302]
    assert Declaration.objects.count() == 2
    for who in (room.ann_user, room.officer):
        seen = page(room, who)
        assert "Withdrawn" in seen
        assert "My sister runs the firm." in seen
        assert WHY in seen
    assert WHY not in page(room, room.cat_user)
    assert "There is no such declaration to withdraw." in page(room, room.officer, "withdraw_declaration", row.number)


def test_database_keeps_no_withdrawal_without_a_reason() -> None:
    room = Interested()
    row = room.declared()
    columns = {"meeting": room.meeting, "number": 2, "person": room.ann, "at": at(1), "recorded_at": at(1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.create(**columns, corrects=row.number, is_dismissed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.create(**columns, nature=row.nature, is_dismissed=True)


class Barred(Hearing):
    """Ann has declared an interest in the item in hand, and Cat has ruled that she leaves for it. Without her there is
    no quorum, and what is decided is a recommendation.
    """

    def opened(self, sitting: Sitting | None = None) -> Sitting:
        business = {"all": [{"count": {"n": 2}}, {"someone": {"office": "chair"}}]}
        written = {"business": business, "lapses": [{"then": "held without decisions"}]}
        read = rulebook_of(self.kent).edits(self.board.key)
        change_part(self.board, part="quorum", written=written, starts=date(2021, 1, 1), read=read, by=operator())
        return super().opened(sitting)

    def __post_init__(self) -> None:
        super().__post_init__()
        whose = {"person": self.ann, "seat": self.police, "item": self.items[0], "kind": "personal gain"}
        told = {"nature": "A firm.", "goes": False, "registered": None, "corrects": None, "at": None}
        declare_interest_at(self.meeting, **whose, **told, by=self.later())
        self.row = Declaration.objects.get()
        rule_on(
            self.row, sitting=self.sitting, ruled=Ruled.LEAVES, ruler=self.cat, at=None, by=self.later(self.cat_user)
        )

    def withdraws(self, minute: float | None = None) -> None:
        told = at(minute) if minute else None
        withdraw_declaration(self.row, reason=WHY, at=told, by=self.later())


def test_decision_taken_meanwhile_is_not_in_question_when_the_declaration_is_withdrawn_after_it() -> None:
    room = Barred()
    decision = settle(room)
    assert decision.is_recommendation
    room.withdraws()
    assert in_question(sitting__meeting__body__trust=room.kent) == []
    assert Decision.objects.get(pk=decision.pk).proof == decision.proof


def test_decision_is_in_question_when_it_is_told_late_that_it_had_been_withdrawn_before() -> None:
    room = Barred()
    decision = settle(room)
    room.withdraws(minute=12.5)
    assert in_question(sitting__meeting__body__trust=room.kent) == [decision]


def test_nothing_is_withdrawn_while_a_vote_is_open() -> None:
    room = Barred()
    room.recorded(Kind.ITEM, 20, item=room.items[1].pk)
    room.minute = 21
    room.put(Taken.TOTALS)
    with pytest.raises(RuleBroken, match="A vote is open"):
        room.withdraws()


def test_minutes_and_the_log_of_the_desk_tell_what_was_withdrawn_at_the_meeting() -> None:
    room = Barred()
    room.withdraws()
    told = [each.text for item in draft_of(room.meeting).opened.items for each in item.inserted]
    assert "Ann Ames (Police) declared an interest (personal gain)." in told
    assert "Cat Cole ruled on the interest of Ann Ames: leaves." in told
    assert "What Ann Ames declared was withdrawn." in told
    desk = signed_in(room.officer).get(reverse("desk", args=["kent", "board", room.meeting.pk, 1])).text
    assert "What Ann Ames declared in item 1 was withdrawn" in desk
    assert "Ann Ames declared an interest in item 1" in desk
    assert WHY not in desk


def test_minutes_do_not_tell_what_was_withdrawn_before_the_meeting() -> None:
    room = Interested()
    withdrawn(room, room.declared(room.ann_user, minute=-10), room.ann_user, minute=-5)
    room.sits()
    close_sitting(room.sitting, at=None, by=by(room.officer, now=at(60)))
    told = [each.text for item in draft_of(room.meeting).opened.items for each in item.inserted]
    assert not [text for text in told if "declared" in text]
