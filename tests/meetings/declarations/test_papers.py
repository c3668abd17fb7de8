"""Whoever is barred from an item is refused its restricted papers, by each kind of bar; everyone else reads on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.constitution.core.bars import Ruled
from governance.constitution.core.meeting import Guest
from governance.membership.acts import leave_vacant
from governance.membership.permissions import PERSON
from meetings.agenda.models import Audience, Paper
from meetings.agenda.permissions import READER
from meetings.attendance.roll import Kind
from meetings.declarations.acts import dismiss_interest
from meetings.declarations.permissions import is_barred
from tests.meetings.agenda.scene import item_of, paper_of, supplemented
from tests.meetings.declarations.scene import Interested
from tests.world import by, close_files, invited, member, operator, person_of, seat_of, seated, signed_in
from trustboard.accounts.acts import accept_invitation
from trustboard.accounts.models import Held, User
from trustboard.accounts.roles import Role

pytestmark = pytest.mark.django_db
ALL = {"ann": 200, "ben": 200, "cat": 200, "officer": 200}


@pytest.fixture
def room() -> Interested:
    return Interested()


def asked(client: Client, paper: Paper) -> int:
    of = paper.item.meeting
    response = client.get(reverse("paper", args=["kent", "board", of.pk, paper.pk]))
    close_files(response)
    return response.status_code


def opened(room: Interested, paper: Paper | None = None) -> dict[str, int]:
    """What Ann, Ben, Cat and the officer get of the paper for members, or another."""
    users = {"ann": room.ann_user, "ben": room.ben_user, "cat": room.cat_user, "officer": room.officer}
    return {name: asked(signed_in(user), paper or room.budget_paper) for name, user in users.items()}


def test_paper_is_open_to_those_who_sit_there_when_nothing_is_declared(room: Interested) -> None:
    assert opened(room) == ALL


def also(held_on: Held, user: User, role: Role) -> None:
    """The user holds this role as well."""
    invitation, _ = invited(held_on, user.email, role)
    accept_invitation(invitation, name="", password="", by=by(user))


RULED = [
    ("personal", Ruled.LEAVES, {"ann"}),
    ("personal", Ruled.STAYS, {"ann"}),
    ("personal", Ruled.TAKES_PART, set()),
    ("of the seat", Ruled.LEAVES, {"ann", "ben"}),
    ("of the seat", Ruled.TAKES_PART, set()),
    ("of the agency", Ruled.STAYS, {"ann", "ben"}),
]


@pytest.mark.parametrize(("kind", "ruled", "barred"), RULED)
def test_paper_is_refused_by_a_ruling_and_not_while_it_is_awaited(
    room: Interested, kind: str, ruled: Ruled, barred: set[str]
) -> None:
    room.sits()
    declaration = room.declared(kind=kind, minute=1)
    assert opened(room) == ALL
    room.ruled(declaration, ruled)
    assert opened(room) == ALL | dict.fromkeys(barred, 403)
    assert opened(room, room.open_paper) == ALL


def test_paper_is_open_again_by_a_later_ruling_and_refused_by_one_after_it(room: Interested) -> None:
    room.sits()
    declaration = room.declared(minute=1)
    found = []
    for minute, ruled in enumerate([Ruled.LEAVES, Ruled.TAKES_PART, Ruled.STAYS], start=5):
        room.ruled(declaration, ruled, minute)
        found.append(opened(room)["ann"])
    assert found == [403, 200, 403]


@pytest.mark.parametrize(
    ("told", "barred"),
    [
        ({"goes": True}, {"ann"}),
        ({"goes": True, "kind": "professional"}, {"ann"}),
        ({"kind": "own code"}, {"ann"}),
        ({"kind": "professional"}, set()),
        ({"kind": "own code", "item": None}, {"ann"}),
    ],
    ids=["goes", "goes with what does not count", "the rule itself", "does not count", "every item"],
)
def test_paper_is_refused_before_the_meeting_where_no_ruling_is_needed(
    room: Interested, told: dict[str, object], barred: set[str]
) -> None:
    room.declared(room.ann_user, **told)
    assert opened(room) == ALL | dict.fromkeys(barred, 403)


def test_bar_of_one_item_closes_no_paper_of_another(room: Interested) -> None:
    other = paper_of(item_of(room.meeting, "Plan", Audience.MEMBERS), "Plan")
    supplemented(room.meeting)
    room.declared(kind="own code")
    assert opened(room, other) == ALL


def test_possible_bidders_representatives_are_refused_from_the_start(room: Interested) -> None:
    assert opened(room, room.training_paper) == ALL | {"ann": 403, "ben": 403}
    dismissing = by(room.ann_user)
    dismiss_interest(room.meeting, person=room.ann, item=room.training, registered=room.interest, by=dismissing)
    assert opened(room, room.training_paper)["ann"] == 403


def test_paper_is_refused_to_whoever_speaks_for_the_bidder_today_though_not_on_the_day(room: Interested) -> None:
    leave_vacant(room.police, starts=timezone.localdate() + timedelta(days=1), by=operator())
    assert room.meeting.sitting.day > timezone.localdate() + timedelta(days=1)
    assert opened(room, room.training_paper)["ann"] == 403


def test_paper_is_refused_to_whoever_took_the_bidders_seat_in_the_room(room: Interested) -> None:
    dan = person_of(room.kent, "Dan Dove")
    spare = seat_of(room.board, "Schools")
    seated(spare, dan)
    user = member(dan, "Dan Dove", PERSON)
    assert asked(signed_in(user), room.training_paper) == 200
    room.opened()
    room.recorded(Kind.SEATED, person=dan, seat=room.police)
    assert asked(signed_in(user), room.training_paper) == 403


def test_paper_is_refused_to_a_deputy_by_their_own_interest_and_not_to_the_member(room: Interested) -> None:
    room.declared(kind="own code", **room.as_seat(room.ben, room.police))
    assert opened(room) == ALL | {"ben": 403}


def test_paper_is_refused_to_a_guest_with_leave_to_read_the_item_by_their_own_interest(room: Interested) -> None:
    plan = item_of(room.meeting, "Plan", Audience.MEMBERS)
    paper = paper_of(plan, "Plan")
    supplemented(room.meeting)
    dan = person_of(room.kent, "Dan Dove")
    user = member(dan, "Dan Dove", PERSON)
    also(plan, user, READER)
    room.opened()
    room.recorded(Kind.ARRIVED, person=dan, guest=Guest.INVITED)
    assert asked(signed_in(user), paper) == 200
    room.declared(user, minute=1, kind="own code", item=plan, **room.as_seat(dan, None))
    assert asked(signed_in(user), paper) == 403


def test_officer_keeps_access_though_barred_as_a_member(room: Interested) -> None:
    dan = person_of(room.kent, "Dan Dove")
    schools = seat_of(room.board, "Schools")
    seated(schools, dan)
    also(dan, room.officer, PERSON)
    room.declared(kind="own code", **room.as_seat(dan, schools))
    assert is_barred(room.officer, room.budget, today=timezone.localdate())
    assert opened(room) == ALL


def test_correction_frees_and_binds_at_once(room: Interested) -> None:
    first = room.declared(room.ann_user, kind="own code")
    assert opened(room)["ann"] == 403
    second = room.declared(room.ann_user, kind="professional", corrects=first.number)
    assert opened(room)["ann"] == 200
    room.declared(room.ann_user, kind="own code", corrects=second.number)
    assert opened(room)["ann"] == 403


def test_refusal_says_why_in_a_page_that_is_not_kept(room: Interested) -> None:
    address = reverse("paper", args=["kent", "board", room.meeting.pk, room.training_paper.pk])
    response = signed_in(room.ann_user).get(address)
    page = response.content.decode()
    assert "An interest bars you from its item" in page
    assert "Offers" not in page
    assert "Training" not in page
    assert response["Cache-Control"] == "no-store, private"


def test_paper_that_is_not_theirs_to_know_stays_unknown_whatever_bars_them(room: Interested) -> None:
    address = reverse("paper", args=["kent", "board", room.meeting.pk, room.training_paper.pk])
    for who in ("nobody", "auditor", "medway_officer"):
        assert signed_in(getattr(room, who)).get(address).status_code == 404, who
    assert Client().get(address).status_code == 404
