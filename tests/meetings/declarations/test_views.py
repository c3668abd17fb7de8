"""The pages of a meeting's interests: who gets which, what each sees of whose, and what their forms record."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.constitution.core.bars import Ruled
from governance.constitution.core.meeting import Guest
from governance.membership.permissions import PERSON
from meetings.agenda.acts import change_item
from meetings.agenda.models import Audience
from meetings.attendance.acts import close_sitting
from meetings.attendance.roll import Kind
from meetings.declarations.models import Declaration
from tests.meetings.agenda.scene import item_of, supplemented
from tests.meetings.attendance.scene import Room, at, has_part
from tests.meetings.declarations.scene import Interested
from tests.meetings.session.scene import Today
from tests.world import by, everything, interest_of, invited, member, operator, person_of, seat_of, seated, signed_in
from trustboard.accounts.acts import accept_invitation

pytestmark = pytest.mark.django_db


class InterestedToday(Interested, Today):
    """The same, with the meeting today."""


@pytest.fixture
def room() -> Interested:
    return Interested()


def address(room: Interested, name: str = "interests_at") -> str:
    return reverse(name, args=["kent", "board", room.meeting.pk])


def words(response: Any) -> str:
    """The main part of the page, without its tags."""
    page = response.content.decode().split("<main")[1].split("<footer")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)).replace(" :", ":").replace(" ,", ",")


def page(room: Interested, who: str = "ann_user", name: str = "interests_at", query: str = "") -> str:
    response = signed_in(getattr(room, who)).get(address(room, name) + query)
    assert response.status_code == 200
    return words(response)


def sent(room: Interested, reader: str = "ann_user", query: str = "", **fields: Any) -> Any:
    """What comes of the form, sent by Ann for the budget unless said otherwise."""
    said = {"item": str(room.budget.pk), "kind": "personal", "nature": "My sister runs the firm.", **fields}
    said = {"request_id": str(uuid4()), **{name: text for name, text in said.items() if text is not None}}
    return signed_in(getattr(room, reader)).post(address(room, "declare_interest_at") + query, said)


WHO = [("visitor", 302), ("nobody", 404), ("medway_officer", 404), ("medway_auditor", 404)]
WHO += [("officer", 200), ("auditor", 403), ("ann_user", 200), ("ben_user", 200), ("cat_user", 200), ("dan", 403)]


@pytest.mark.parametrize(("who", "status"), WHO, ids=[who for who, _ in WHO])
def test_pages_are_for_the_officer_and_those_who_sit_there(room: Interested, who: str, status: int) -> None:
    room.dan = member(person_of(room.kent, "Dan Dove"), "Dan Dove", PERSON)
    client = Client() if who == "visitor" else signed_in(getattr(room, who))
    pages = ["interests_at", "declare_interest_at"]
    assert [client.get(address(room, name)).status_code for name in pages] == [status] * 2
    posted = 200 if status == 200 else status  # an empty form is shown again, and does nothing
    assert client.post(address(room, "dismiss_interest"), {}).status_code == posted
    assert Declaration.objects.count() == 0


def test_member_sees_what_the_constitution_says_and_what_their_register_proposes(room: Interested) -> None:
    seen = page(room)
    assert "From your register, to declare or dismiss" in seen
    assert "Item 2: Training Kent Police will or may bid Owns a van hire firm." in seen
    assert "You have declared no interest for this meeting." in seen
    assert "Personal interest A chance of personal gain. A member with a personal interest is expected to leave" in seen
    assert "In doubt Declare it. By clause K1.1" in seen
    assert "van hire" not in page(room, "cat_user")
    assert "van hire" not in page(room, "ben_user")


def test_member_is_told_from_which_item_the_rule_itself_bars_them(room: Interested) -> None:
    told = "Item 2: Training By the constitution itself you take no part in it."
    readers = ["ann_user", "ben_user", "cat_user"]
    assert [told in page(room, who) for who in readers] == [True, True, False]


def test_member_declares_once_when_it_is_sent_twice_and_sees_what_follows(room: Interested) -> None:
    ann = signed_in(room.ann_user)
    said = {"request_id": str(uuid4()), "item": str(room.budget.pk), "kind": "personal", "nature": "A firm."}
    answers = [ann.post(address(room, "declare_interest_at"), said) for _ in range(2)]
    assert [one.url for one in answers] == [address(room)] * 2
    row = Declaration.objects.get()
    assert (row.person, row.seat, row.item, row.is_own) == (room.ann, room.police, room.budget, True)
    assert "Item 1: Budget A firm. Awaits a ruling Personal" in page(room)


def test_proposal_fills_in_the_form_and_is_answered_by_it(room: Interested) -> None:
    query = f"?item={room.training.pk}&registered={room.interest.pk}"
    response = signed_in(room.ann_user).get(address(room, "declare_interest_at") + query)
    form = response.content.decode()
    assert f'<option value="{room.training.pk}" selected>Item 2: Training</option>' in form
    assert "Owns a van hire firm.</textarea>" in form
    sent(room, query=query, item=str(room.training.pk), nature="Owns a van hire firm.")
    assert Declaration.objects.get().registered == room.interest
    assert "From your register" not in page(room)


def test_form_says_in_words_for_which_decisions_a_kind_of_interest_is() -> None:
    room = Room()
    has_part(room.board, "lists", {"decisions": ["pooled-budget"]})
    has_part(room.board, "interests", {"kinds": [{"name": "payer", "decisions": ["pooled-budget"]}]})
    form = signed_in(room.ann_user).get(address(room, "declare_interest_at")).content.decode()
    assert "Only for items on pooled budget." in form


def test_proposal_is_dismissed_by_a_button(room: Interested) -> None:
    button = {"request_id": str(uuid4()), "item": str(room.training.pk), "registered": str(room.interest.pk)}
    ann = signed_in(room.ann_user)
    assert ann.post(address(room, "dismiss_interest"), button).url == address(room)
    assert Declaration.objects.get().is_dismissed
    seen = page(room)
    assert "From your register" not in seen
    assert "Not an interest here Owns a van hire firm. Item 2: Training" in seen
    again = ann.post(address(room, "dismiss_interest"), button | {"request_id": str(uuid4())})
    assert "It was answered already." in words(again)
    assert Declaration.objects.count() == 1


def test_dismissal_is_of_ones_own_interest(room: Interested) -> None:
    button = {"request_id": str(uuid4()), "item": str(room.training.pk), "registered": str(room.interest.pk)}
    before = everything()
    response = signed_in(room.cat_user).post(address(room, "dismiss_interest"), button)
    assert "Something that belongs to this page was missing." in words(response)
    assert everything()["meetings.Declaration"] == before["meetings.Declaration"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"item": None}, "Choose the item, or every item."),
        ({"item": str(uuid4())}, "Select a valid choice."),
        ({"kind": None}, "Say of which kind the interest is."),
        ({"kind": "unheard of"}, "Select a valid choice."),
        ({"nature": " "}, "Say what the interest is."),
        ({"nature": "x" * 501}, "at most 500"),
    ],
)
def test_form_says_what_is_wrong_beside_the_field_and_loses_nothing(
    room: Interested, fields: dict[str, Any], sentence: str
) -> None:
    response = sent(room, **({"nature": "My sister's firm."} | fields))
    assert sentence in words(response)
    assert Declaration.objects.count() == 0
    if "nature" not in fields:
        assert "My sister&#x27;s firm.</textarea>" in response.content.decode()


def test_member_corrects_their_own_declaration_until_it_was_ruled_on(room: Interested) -> None:
    row = room.declared(room.ann_user)
    query = f"?corrects={row.number}"
    assert (
        "My sister runs the firm.</textarea>"
        in signed_in(room.ann_user).get(address(room, "declare_interest_at") + query).content.decode()
    )
    sent(room, query=query, nature="My brother does.")
    assert Declaration.objects.latest("number").corrects == row.number
    seen = page(room)
    assert "My brother does." in seen
    assert "My sister" not in seen
    room.sits()
    room.ruled(Declaration.objects.latest("number"), Ruled.LEAVES)
    seen = page(room)
    assert "Leaves for the item Cat Cole has ruled" in seen
    assert "Correct" not in seen


def test_correction_that_is_sent_twice_is_recorded_once_and_leads_to_the_same_page(room: Interested) -> None:
    row = room.declared(room.ann_user)
    query, once = f"?corrects={row.number}", str(uuid4())
    answers = [sent(room, query=query, nature="My brother does.", request_id=once) for _ in range(2)]
    assert [(one.status_code, one.url) for one in answers] == [(302, address(room))] * 2
    assert Declaration.objects.count() == 2
    assert "There is no such declaration to correct." in words(sent(room, query=query))
    assert Declaration.objects.count() == 2


def test_nobody_corrects_or_declares_from_what_is_another_s(room: Interested) -> None:
    cats = room.declared(room.cat_user, **room.as_seat(room.cat, room.health))
    theirs = interest_of(room.cat, "A clinic.", agency=room.agency)
    for query in (f"?corrects={cats.number}", f"?registered={theirs.pk}", "?corrects=x", "?registered=x"):
        asked = address(room, "declare_interest_at") + query
        assert signed_in(room.ann_user).get(asked).status_code == 404, query
        assert sent(room, query=query).status_code == 404, query
    assert Declaration.objects.count() == 1


def test_natures_are_for_the_officer_and_the_member_alone(room: Interested) -> None:
    room.declared(room.ann_user, nature="A secret affair.")
    readers = ["ann_user", "ben_user", "cat_user", "officer"]
    assert {who for who in readers if "A secret affair." in page(room, who)} == {"ann_user", "officer"}
    pages = {who: words(signed_in(getattr(room, who)).get(room.meeting.get_absolute_url())) for who in readers}
    assert not [who for who, seen in pages.items() if "A secret affair." in seen]


def test_officer_sees_everything_by_item_and_what_is_not_answered(room: Interested) -> None:
    room.declared(room.ann_user, item=None, nature="Everywhere.")
    room.declared(room.ann_user, nature="In the budget.")
    room.declared(nature="Cat's own.", **room.as_seat(room.cat, room.health))
    seen = page(room, "officer")
    every, budget = seen.index("Every item Ann Ames, Police Everywhere."), seen.index("Item 1: Budget Ann Ames, Police")
    assert every < budget < seen.index("Cat Cole, Health Cat&#x27;s own.")
    assert "recorded by Olive Officer" in seen
    assert "Proposed from the register, and not answered Ann Ames Item 2: Training" in seen
    assert "Declare an interest" not in seen


def test_officer_who_sits_there_is_proposed_their_own_alone(room: Interested) -> None:
    dan = person_of(room.kent, "Dan Dove")
    seated(seat_of(room.board, "Schools"), dan)
    invitation, _ = invited(dan, room.officer.email, PERSON)
    accept_invitation(invitation, name="", password="", by=by(room.officer))
    interest_of(dan, "A driving school.", agency=room.agency)
    own, everybody = page(room, "officer").split("What was declared")
    assert ("A driving school." in own, "van hire" in own) == (True, False)
    assert ("A driving school." in everybody, "van hire" in everybody) == (True, True)


def test_officer_records_for_somebody_at_a_time_of_the_sitting() -> None:
    room = InterestedToday()
    assert "Declared at" not in page(room, "officer", "declare_interest_at")
    room.opened()
    seen = page(room, "officer", "declare_interest_at")
    assert "Declared at" in seen
    assert "Ben Bold, deputy for Police" in seen
    assert "Declared at" not in page(room, name="declare_interest_at")
    response = sent(room, "officer", who="ben-bold/police", clock="25:00")
    assert "Type a time such as 14:05." in words(response)
    assert sent(room, "officer", who="ben-bold/police", clock="00:00").url == address(room)
    row = Declaration.objects.get()
    assert (row.person, row.seat, row.is_own) == (room.ben, room.police, False)
    assert row.at < row.recorded_at


def test_officer_says_for_whom_and_only_of_those_who_sit_there(room: Interested) -> None:
    assert "Choose whose interest it is." in words(sent(room, "officer"))
    assert "Select a valid choice." in words(sent(room, "officer", who="dan-dove/police"))
    assert "Select a valid choice." in words(sent(room, "officer", who="ann-ames/health"))
    assert Declaration.objects.count() == 0


def test_member_of_several_seats_says_for_which(room: Interested) -> None:
    seated(seat_of(room.board, "Schools"), room.ann)
    seen = page(room, name="declare_interest_at")
    assert "For which seat Police Schools" in seen
    assert "Say for which seat it is declared." in words(sent(room))
    sent(room, who="ann-ames/schools")
    assert Declaration.objects.get().seat.title == "Schools"


def test_items_are_offered_as_the_reader_may_read_them(room: Interested) -> None:
    item_of(room.meeting, "Not published")
    members = item_of(room.meeting, "Secret", Audience.CONFIDENTIAL)
    seen = page(room, name="declare_interest_at")
    assert "Every item Item 1: Budget Item 2: Training What kind" in seen
    assert "Item 4: Secret" in page(room, "officer", "declare_interest_at")
    supplemented(room.meeting)
    assert "Item 3: Not published Item 4: Secret" in page(room, name="declare_interest_at")
    dan = person_of(room.kent, "Dan Dove")
    room.dan = member(dan, "Dan Dove", PERSON)
    room.opened()
    room.recorded(Kind.ARRIVED, person=dan, guest=Guest.INVITED)
    seen = page(room, "dan", "declare_interest_at")
    assert "Item 3: Not published Item 4 What kind" in seen
    assert members.title not in seen


def test_item_that_was_changed_since_it_was_published_is_a_number(room: Interested) -> None:
    item = room.budget
    told = {"purpose": item.purpose, "decision": "", "lead": "", "minutes": None, "audience": item.audience}
    told |= {"reason": "", "bidders": [], "about": "", "version": item.version}
    change_item(item, title="A new title", **told, by=operator())
    seen = page(room, name="declare_interest_at")
    assert "A new title" not in seen
    assert "Item 1 Item 2: Training" in seen


def test_constitution_without_kinds_asks_for_none() -> None:
    room = Room()
    assert "What kind it is" not in page(room, name="declare_interest_at")
    said = {"request_id": str(uuid4()), "item": "every", "nature": "A firm."}
    signed_in(room.ann_user).post(address(room, "declare_interest_at"), said)
    assert Declaration.objects.get().kind == ""


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        ("?next=seat-1", "seat"),
        ("?next=seat-2", "interests"),
        ("?next=https://evil.example/", "interests"),
        ("?next=//evil.example", "interests"),
        ("", "interests"),
    ],
)
def test_form_leads_back_to_the_seat_or_the_interests_and_nowhere_else(
    room: Interested, query: str, leads: str
) -> None:
    seat = reverse("own_seat", args=["kent", "board", room.meeting.pk, 1])
    wanted = {"seat": seat, "interests": address(room)}[leads]
    form = signed_in(room.ann_user).get(address(room, "declare_interest_at") + query).content.decode()
    assert f'href="{wanted}"' in form
    assert sent(room, query=query).url == wanted


def test_meeting_that_is_over_asks_members_no_more(room: Interested) -> None:
    room.declared(room.ann_user)
    room.opened()
    close_sitting(room.sitting, at=None, by=by(room.officer, now=at(60)))
    seen = page(room)
    assert "The meeting is over: the officer records what was declared." in seen
    assert "Declare an interest" not in seen
    assert "Correct" not in seen
    assert "Declare the interest" not in page(room, name="declare_interest_at")
    assert sent(room).status_code == 200
    assert Declaration.objects.count() == 1
    assert "Record an interest for somebody" in page(room, "officer")


def test_page_of_the_meeting_leads_there_and_says_how_it_stands(room: Interested) -> None:
    def way(who: str) -> str:
        seen = words(signed_in(getattr(room, who)).get(room.meeting.get_absolute_url()))
        return seen.split("and the papers ")[1].split(" Your answer")[0].split(" Quorum")[0].split(" Notice")[0]

    assert way("ann_user").startswith("Interests: 1 proposed for you to declare or dismiss; you have declared none")
    assert way("cat_user").startswith("Interests: you have declared none")
    assert way("officer").startswith("Interests: none declared, 1 proposed and not answered")
    room.declared(room.ann_user, registered=room.interest, item=room.training)
    room.declared(room.ann_user)
    assert way("ann_user").startswith("Interests: you have declared 2")
    assert way("officer").startswith("Interests: 2 declared, 2 awaiting a ruling")
    for who in ("auditor", "nobody"):
        seen = words(signed_in(getattr(room, who)).get(room.meeting.get_absolute_url()))
        assert "Interests:" not in seen, who


def queries(client: Client, where: str) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


@pytest.mark.parametrize("who", ["ann_user", "officer"])
def test_pages_ask_as_often_for_many_items_seats_and_declarations_as_for_few(room: Interested, who: str) -> None:
    room.declared(room.ann_user)
    room.declared(nature="Cat's.", **room.as_seat(room.cat, room.health))
    room.sits()
    room.ruled(Declaration.objects.earliest("number"))
    client = signed_in(getattr(room, who))
    where = [address(room), address(room, "declare_interest_at"), room.meeting.get_absolute_url()]
    if who == "officer":
        where.append(reverse("desk", args=["kent", "board", room.meeting.pk, room.sitting.number]))
    few = [queries(client, one) for one in where]
    for number in range(4):
        item = item_of(room.meeting, f"Item {number}", bidders=["kent-police"])
        seat = seat_of(room.board, f"Seat {number}")
        person = person_of(room.kent, f"Person {number}")
        seated(seat, person)
        interest_of(person, "A firm.", agency=room.agency)
        interest_of(room.ann, "Another firm.", agency=room.agency)
        room.declared(minute=10, item=item, **room.as_seat(person, seat))
        room.declared(minute=10, item=item)
    supplemented(room.meeting)
    assert [queries(client, one) for one in where] == few
    print(who, few)
