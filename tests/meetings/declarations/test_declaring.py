"""Who declares, corrects and dismisses at a meeting: those who sit there, for seats and interests of their own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404

from governance.constitution.core.bars import Ruled
from governance.constitution.core.language import Voice
from governance.constitution.core.meeting import Guest
from governance.membership.acts import leave_vacant
from governance.membership.permissions import PERSON
from governance.membership.queries import table_of
from meetings.agenda.acts import drop_item
from meetings.attendance.acts import close_sitting, undo_happening
from meetings.attendance.models import Happening
from meetings.attendance.roll import Kind
from meetings.declarations.acts import dismiss_interest
from meetings.declarations.capacities import capacities_at
from meetings.declarations.models import Declaration
from meetings.declarations.queries import proposed_to
from meetings.schedule.acts import cancel_meeting
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import MEETS, at
from tests.meetings.declarations.scene import Interested
from tests.world import by, everything, interest_of, meeting_of, member, operator, person_of
from trustboard.accounts.models import User
from trustboard.acts.act import Done
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Interested:
    return Interested()


def refused(room: Interested, error: type[Exception], user: User | None = None, **told: Any) -> str:
    """What is said of a declaration that is refused and leaves nothing behind."""
    before = everything()
    with pytest.raises(error) as raised:
        room.declared(user, **told)
    assert everything() == before
    return str(raised.value)


def dismissed(room: Interested, user: User, **told: Any) -> Done[Any]:
    plain = {"person": room.ann, "item": room.training, "registered": room.interest}
    return dismiss_interest(room.meeting, **(plain | told), by=by(user, now=at(0)))


def stranger(room: Interested) -> tuple[Any, User]:
    dan = person_of(room.kent, "Dan Dove")
    return dan, member(dan, "Dan Dove", PERSON)


def test_somebody_who_does_not_sit_there_declares_nothing_not_even_through_the_officer(room: Interested) -> None:
    dan, user = stranger(room)
    for who in (user, room.officer):
        refused(room, PermissionDenied, who, person=dan, seat=None)
        refused(room, PermissionDenied, who, person=dan, seat=room.police)


def test_somebody_who_left_before_the_day_declares_nothing(room: Interested) -> None:
    leave_vacant(room.police, starts=MEETS, by=operator())
    refused(room, PermissionDenied, room.ann_user)


def test_seat_is_their_own_or_that_of_whom_they_deputise(room: Interested) -> None:
    refused(room, PermissionDenied, room.ann_user, seat=room.health)
    refused(room, PermissionDenied, room.ann_user, seat=room.group_police)
    assert room.declared(room.ben_user, **room.as_seat(room.ben, room.police)).is_own


def test_seat_is_named_by_whoever_has_one(room: Interested) -> None:
    assert refused(room, RuleBroken, room.ann_user, seat=None) == "Say for which seat it is declared."


def test_guest_who_came_declares_without_a_seat_until_it_was_not_so(room: Interested) -> None:
    dan, user = stranger(room)
    room.opened()
    came = room.recorded(Kind.ARRIVED, person=dan, guest=Guest.INVITED)
    assert room.declared(user, minute=1, person=dan, seat=None).is_own
    undo_happening(came, by=by(room.officer, now=at(2)))
    refused(room, PermissionDenied, user, minute=3, person=dan, seat=None, item=None)


def test_deputy_who_came_in_anothers_place_declares_for_that_seat(room: Interested) -> None:
    dan, user = stranger(room)
    room.opened()
    room.came(dan, room.health, voice=Voice.DEPUTY)
    assert room.declared(user, minute=1, person=dan, seat=room.health).seat == room.health
    found = capacities_at(room.meeting, table_of(room.kent))
    assert [each.title for each in found if each.person == dan] == ["deputy for Health"]


def test_item_and_interest_are_of_the_meeting_and_of_the_person(room: Interested) -> None:
    other = item_of(meeting_of(room.board, date(2030, 9, 5)), "Another meeting's")
    refused(room, PermissionDenied, room.ann_user, item=other)
    refused(room, PermissionDenied, room.ann_user, registered=interest_of(room.cat, "A clinic."))
    refused(room, Http404, room.officer, person=room.medway_person, seat=room.medway_seat)


def test_item_that_was_withdrawn_is_refused_in_words(room: Interested) -> None:
    drop_item(room.budget, version=1, reason="Not ready.", by=operator())
    sentence = "That item was withdrawn: there is nothing to declare in it."
    assert refused(room, RuleBroken, room.ann_user) == sentence


def test_cancelled_meeting_asks_for_nothing(room: Interested) -> None:
    cancel_meeting(room.meeting, reason="Snow.", version=1, by=operator())
    assert "cancelled" in refused(room, RuleBroken, room.ann_user)
    with pytest.raises(RuleBroken, match="cancelled"):
        dismissed(room, room.ann_user)


def test_after_the_meeting_the_officer_alone_records_what_was_declared(room: Interested) -> None:
    room.opened()
    close_sitting(room.sitting, at=None, by=by(room.officer, now=at(60)))
    assert "The meeting is over" in refused(room, RuleBroken, room.ann_user, minute=61)
    row = room.declared(minute=90, at=at(10))
    assert (row.at, row.recorded_at, row.is_own) == (at(10), at(90), False)


def test_declaration_speaks_of_no_moment_to_come_and_an_own_one_of_now(room: Interested) -> None:
    assert refused(room, RuleBroken, at=at(1)) == "That moment has not come yet."
    assert "speaks of now" in refused(room, RuleBroken, room.ann_user, at=at(-10))


def test_own_declaration_is_corrected_by_themself_and_stays_on_record(room: Interested) -> None:
    first = room.declared(room.ann_user)
    second = room.declared(room.ann_user, nature="My brother does.", corrects=first.number)
    assert (second.corrects, Declaration.objects.count()) == (first.number, 2)
    sentence = "There is no such declaration to correct."
    assert refused(room, RuleBroken, room.ann_user, corrects=first.number) == sentence


def test_correction_is_of_ones_own_and_not_of_what_the_officer_recorded(room: Interested) -> None:
    cats = room.declared(room.cat_user, **room.as_seat(room.cat, room.health))
    sentence = "There is no such declaration to correct."
    assert refused(room, RuleBroken, room.ann_user, corrects=cats.number) == sentence
    assert refused(room, RuleBroken, room.officer, corrects=cats.number) == sentence
    by_officer = room.declared()
    assert "The officer recorded that" in refused(room, RuleBroken, room.ann_user, corrects=by_officer.number)
    assert room.declared(nature="Told again.", corrects=by_officer.number).corrects == by_officer.number


def test_what_was_ruled_on_is_corrected_by_the_officer_alone(room: Interested) -> None:
    room.sits()
    declaration = room.declared(room.ann_user, minute=1)
    room.ruled(declaration, Ruled.LEAVES)
    again = {"corrects": declaration.number, "kind": "professional", "minute": 6}
    assert "ruled on already" in refused(room, RuleBroken, room.ann_user, **again)
    assert room.declared(**again).corrects == declaration.number


def test_dismissed_interest_is_proposed_no_more_and_refused_the_second_time(room: Interested) -> None:
    assert [each.item for each in proposed_to(room.ann, room.meeting)] == [room.training]
    dismissed(room, room.ann_user)
    assert proposed_to(room.ann, room.meeting) == []
    row = Declaration.objects.get()
    assert (row.is_dismissed, row.is_own, row.kind, row.nature) == (True, True, "", None)
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []
    before = everything()
    with pytest.raises(RuleBroken, match="answered already"):
        dismissed(room, room.ann_user)
    with pytest.raises(RuleBroken, match="not proposed for the item"):
        dismissed(room, room.ann_user, item=room.budget)
    assert everything() == before


@pytest.mark.parametrize("item", ["training", None])
def test_declared_interest_is_proposed_no_more(room: Interested, item: str | None) -> None:
    of = getattr(room, item) if item else None
    room.declared(room.ann_user, item=of, registered=room.interest)
    assert proposed_to(room.ann, room.meeting) == []


def test_dismissal_is_their_own_or_the_officers_and_of_somebody_who_sits_there(room: Interested) -> None:
    dan, user = stranger(room)
    theirs = interest_of(dan, "A firm.", agency=room.agency)
    for who in (room.cat_user, room.ben_user):
        with pytest.raises(PermissionDenied):
            dismissed(room, who)
    with pytest.raises(PermissionDenied):
        dismissed(room, user, person=dan, registered=theirs)
    assert Declaration.objects.count() == 0
    dismissed(room, room.officer)
    assert Declaration.objects.get().is_own is False


def test_register_proposes_only_what_is_in_force_on_the_day_and_not_withdrawn(room: Interested) -> None:
    interest_of(room.cat, "Once.", agency=room.agency, ends=MEETS)
    interest_of(room.cat, "Soon.", agency=room.agency, starts=MEETS + timedelta(days=1))
    interest_of(room.cat, "Elsewhere.")
    assert proposed_to(room.cat, room.meeting) == []
    now = interest_of(room.cat, "Now.", agency=room.agency, ends=MEETS + timedelta(days=1))
    assert [each.interest for each in proposed_to(room.cat, room.meeting)] == [now]
    drop_item(room.training, version=1, reason="Not ready.", by=operator())
    assert proposed_to(room.cat, room.meeting) == []


def test_capacities_are_of_the_holder_the_deputy_and_nobody_twice(room: Interested) -> None:
    room.sits()
    found = capacities_at(room.meeting, table_of(room.kent))
    assert [(each.person, each.title) for each in found] == [
        (room.ann, "Police"),
        (room.ben, "deputy for Police"),
        (room.cat, "Health"),
    ]
    assert Happening.objects.filter(kind=Kind.ARRIVED).count() == 2
