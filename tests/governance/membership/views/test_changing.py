"""The forms of who sits where, as a browser sends them. Who may open them stands in tests/matrix."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from governance.membership.models import Holding, Seat
from governance.membership.queries import table_of
from tests.world import CRITERION, SINCE, SeatedWorld, body_of, everything, person_of, seat_of, signed_in
from trustboard.accounts.models import Invitation
from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db

SEAT = ["kent", "board", "police"]
NAMED = date(2020, 6, 1)
FROM = {"starts_0": "3", "starts_1": "June", "starts_2": "2021"}
LATER = date(2021, 6, 3)
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


@pytest.fixture
def officer(world: SeatedWorld) -> Client:
    return signed_in(world.officer)


def form(**fields: Any) -> dict[str, Any]:
    return {"request_id": str(uuid4()), **fields}


def send(officer: Client, name: str, args: list[Any], /, **fields: Any) -> HttpResponse:
    return officer.post(reverse(name, args=args), form(**fields))


def text(response: HttpResponse) -> str:
    """The words of the page, markup left out."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


PAGES = [
    ("add_person", ["kent"], "They can be appointed, named deputy and invited to sign in."),
    ("change_person", ["kent", "ann-ames"], "Every page shows them under the new name"),
    ("invite_to_sign_in", ["kent", "ann-ames"], "signs in as Ann Ames"),
    ("add_seat", ["kent", "board"], "The seat stands last"),
    ("change_seat", SEAT, "Outside its dates nobody holds it."),
    ("appoint", SEAT, "The naming of Ben Bold as deputy ends with it."),
    ("leave_vacant", SEAT, "The seat Police on Executive group, held ex officio, falls vacant too."),
    ("name_deputy", SEAT, "Ben Bold is deputy until"),
    ("elect", ["kent", "board"], "Whoever holds the office until then holds it no longer."),
    ("correct_holding", [*SEAT, SINCE], "Say what was wrong"),
    ("strike_holding", [*SEAT, SINCE], "The record then says: nobody from 1 May 2020."),
    ("correct_naming", [*SEAT, NAMED], "Say what was wrong"),
    ("strike_naming", [*SEAT, NAMED], "The record then says nothing of those days."),
    ("correct_office", ["kent", "board", "chair", NAMED], "Say what was wrong"),
    ("strike_office", ["kent", "board", "chair", NAMED], "The record then says nothing of those days."),
]


def test_every_form_says_what_follows_and_never_shows_an_id(world: SeatedWorld, officer: Client) -> None:
    for name, args, sentence in PAGES:
        page = officer.get(reverse(name, args=args))
        shown = page.content.decode()
        assert "What follows" in shown, name
        assert sentence.replace("'", "&#x27;") in shown, name
        hidden = re.search(r'name="request_id" value="([^"]+)"', shown)
        assert hidden, name
        assert set(UUIDS.findall(shown)) == {hidden[1]}, name


def test_every_form_is_unknown_under_another_trust(world: SeatedWorld) -> None:
    client, before = signed_in(world.medway_officer), everything()
    for name, args, _ in PAGES:
        if len(args) == 1 or args[1:] in (["board"], ["board", "police"], ["board", "police", SINCE]):
            continue  # Medway has people, a board and a police's seat of its own, held from the same day
        address = reverse(name, args=["medway", *args[1:]])
        assert (client.get(address).status_code, client.post(address, form()).status_code) == (404, 404), name
    assert everything() == before


def test_appoint_is_done_once_when_it_is_sent_twice(world: SeatedWorld, officer: Client) -> None:
    sent = form(person="ben-bold", attested=CRITERION, **FROM)
    answers = [officer.post(reverse("appoint", args=SEAT), sent) for _ in range(2)]
    assert [answer.url for answer in answers] == [world.police.get_absolute_url()] * 2
    assert world.police.holdings.count() == 2
    assert "The appointment is recorded." in officer.get(answers[0].url).content.decode()


def test_appoint_shows_what_was_typed_when_the_same_form_says_something_else(
    world: SeatedWorld, officer: Client
) -> None:
    sent = form(person="ben-bold", attested=CRITERION, **FROM)
    officer.post(reverse("appoint", args=SEAT), sent)
    response = officer.post(reverse("appoint", args=SEAT), sent | {"person": "cat-cole"})
    assert response.status_code == 409
    assert "cat-cole" in text(response)
    assert world.police.holdings.count() == 2


def test_appoint_previews_the_typed_day_and_does_nothing(world: SeatedWorld, officer: Client) -> None:
    before = everything()
    response = send(officer, "appoint", SEAT, person="ben-bold", **FROM, preview="Show what follows")
    page = text(response)
    assert "Ann Ames holds the seat until 3 June 2021. Ben Bold holds it from 3 June 2021 on." in page
    assert "Police on Executive group, held ex officio, goes to Ben Bold too." in page
    assert "Please check this" not in page
    assert 'formaction="#what-follows"' in response.content.decode()
    assert everything() == before


def test_preview_names_somebody_new_and_makes_nobody(world: SeatedWorld, officer: Client) -> None:
    before = everything()
    page = text(send(officer, "appoint", SEAT, name="Dora Dean", **FROM, preview="x"))
    assert "Dora Dean holds it from 3 June 2021 on." in page
    assert everything() == before


def test_preview_says_why_it_cannot_be_done(world: SeatedWorld, officer: Client) -> None:
    early = {"starts_0": "1", "starts_1": "1", "starts_2": "2019"}
    page = text(send(officer, "appoint", SEAT, person="ben-bold", **early, preview="x"))
    assert "The seat is not there on 1 January 2019" in page
    page = text(send(officer, "name_deputy", SEAT, person="ann-ames", **FROM, preview="x"))
    assert "a deputy is somebody else" in page
    same = {"person": "ann-ames", "starts_0": "1", "starts_1": "5", "starts_2": "2020", "version": "1"}
    page = text(send(officer, "correct_holding", [*SEAT, SINCE], **same, preview="x"))
    assert "It says so already" in page


def test_preview_of_a_correction_says_what_the_record_then_says(world: SeatedWorld, officer: Client) -> None:
    page = text(send(officer, "correct_holding", [*SEAT, SINCE], person="ben-bold", **FROM, version="1", preview="x"))
    assert "nobody from 1 May 2020 until 3 June 2021; Ben Bold from 3 June 2021." in page
    office = {"holder": "seat/police", "version": "1", **FROM}
    page = text(send(officer, "correct_office", ["kent", "board", "chair", NAMED], **office, preview="x"))
    assert "nobody from 1 May 2020 until 3 June 2021; Ann Ames from 3 June 2021." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose somebody, or enter the name of somebody new."),
        ({"person": "ben-bold", "name": "Dora Dean"}, "not both"),
        ({"person": "max-mead"}, "Choose somebody of this trust."),
        ({"name": "Ann Ames", "attested": CRITERION}, "There is somebody called Ann Ames already."),
        ({"person": "ben-bold"}, "if they meet it; otherwise choose somebody who does."),
        ({"person": "ben-bold", "starts_0": "31"}, "June 2021 has 30 days"),
        ({"person": "ben-bold", "starts_2": ""}, "The date needs a year as well."),
        ({"person": "ben-bold", "starts_0": "", "starts_1": "", "starts_2": ""}, "Enter the day from which it holds."),
        ({"person": "ann-ames", "attested": CRITERION}, "The seat is held by them then already."),
    ],
)
def test_appoint_says_what_is_wrong_and_keeps_what_was_typed(
    world: SeatedWorld, officer: Client, typed: dict[str, str], sentence: str
) -> None:
    before = everything()
    response = send(officer, "appoint", SEAT, **{**FROM, "powers": "May commit <money>.", **typed})
    assert sentence in text(response)
    assert "May commit &lt;money&gt;." in response.content.decode()
    assert "Error: " in response.content.decode()
    for name in ("name", "starts_0"):
        assert f'value="{typed[name]}"' in response.content.decode() if typed.get(name) else True
    assert everything() == before


def test_error_of_a_date_leads_to_the_part_that_is_wrong(world: SeatedWorld, officer: Client) -> None:
    page = send(officer, "leave_vacant", SEAT, **{**FROM, "starts_2": "08"}).content.decode()
    assert '<a href="#id_starts_2">Enter the year in four digits' in page


def test_appoint_takes_in_somebody_new(world: SeatedWorld, officer: Client) -> None:
    send(officer, "appoint", SEAT, name="Dora Dean", attested=CRITERION, **FROM)
    assert table_of(world.kent).place(world.police, LATER).holder == world.kent.people.get(key="dora-dean")


def test_appoint_tells_two_people_of_one_name_apart_by_what_they_hold(world: SeatedWorld, officer: Client) -> None:
    person_of(world.kent, "Ann Ames")
    page = text(officer.get(reverse("appoint", args=SEAT)))
    assert "Ann Ames (Police, Board; Police, Executive group)" in page
    assert "Ann Ames (no seat)" in page


def test_appoint_asks_for_no_criteria_when_the_body_has_none(world: SeatedWorld, officer: Client) -> None:
    seat = seat_of(world.group, "Health")
    assert "criteria" not in text(officer.get(reverse("appoint", args=["kent", seat.body.key, seat.key])))
    send(officer, "appoint", ["kent", "executive-group", "health"], person="ben-bold", **FROM)
    assert seat.holdings.get().person == world.ben


def test_criteria_are_shown_as_text_whatever_they_say(world: SeatedWorld, officer: Client) -> None:
    body = body_of(world.kent, "Other", criteria=["<b>Bold</b> & 'quoted'"])
    seat_of(body, "One")
    page = officer.get(reverse("appoint", args=["kent", "other", "one"])).content.decode()
    assert "<b>Bold" not in page
    answer = send(officer, "appoint", ["kent", "other", "one"], person="ben-bold", attested=body.criteria[0], **FROM)
    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["appoint", "leave_vacant"])
def test_form_is_not_offered_when_the_seat_is_held_ex_officio(world: SeatedWorld, officer: Client, name: str) -> None:
    page = officer.get(reverse(name, args=["kent", "executive-group", "police"])).content.decode()
    assert "held ex officio" in page
    assert 'name="starts_0"' not in page


def test_leave_vacant_and_name_deputy_do_what_they_say(world: SeatedWorld, officer: Client) -> None:
    send(officer, "name_deputy", SEAT, person="-", **FROM)
    assert table_of(world.kent).place(world.police, LATER).deputy is None
    send(officer, "name_deputy", SEAT, name="Dora Dean", starts_0="4", starts_1="6", starts_2="2021")
    deputy = table_of(world.kent).place(world.police, date(2021, 6, 4)).deputy
    assert deputy is not None
    assert deputy.name == "Dora Dean"
    send(officer, "leave_vacant", SEAT, starts_0="5", starts_1="6", starts_2="2021")
    assert table_of(world.kent).place(world.police, date(2021, 6, 5)).holder is None


@pytest.mark.parametrize(("holder", "who"), [("person/ann-ames", "Ann Ames"), ("seat/police", "Ann Ames"), ("-", "")])
def test_elect_gives_the_office(world: SeatedWorld, officer: Client, holder: str, who: str) -> None:
    assert send(officer, "elect", ["kent", "board"], office="chair", holder=holder, **FROM).status_code == 302
    found = table_of(world.kent).officer(world.board, "chair", LATER)
    assert (found.name if found else "") == who


def test_elect_opens_for_the_office_of_its_address(world: SeatedWorld, officer: Client) -> None:
    page = officer.get(reverse("elect", args=["kent", "board"]) + "?office=vice-chair").content.decode()
    assert re.search(r'value="vice-chair"\s+checked', page)
    nowhere = officer.get(reverse("elect", args=["kent", "kent-partnership"]))
    assert nowhere.status_code == 200


def test_elect_offers_no_form_when_the_body_has_no_offices(world: SeatedWorld, officer: Client) -> None:
    body_of(world.kent, "Plain", offices=[])
    page = officer.get(reverse("elect", args=["kent", "plain"])).content.decode()
    assert "This body has no offices yet." in page
    assert 'name="holder"' not in page


def test_add_seat_binds_it_to_a_seat_or_an_office(world: SeatedWorld, officer: Client) -> None:
    send(officer, "add_seat", ["kent", "executive-group"], title="By seat", bound="board/health", **FROM)
    send(officer, "add_seat", ["kent", "executive-group"], title="By office", bound="board:vice-chair", **FROM)
    by_seat, by_office = (Seat.objects.get(title=title) for title in ("By seat", "By office"))
    assert by_seat.bound_seat == world.health
    assert (by_office.bound_body, by_office.bound_office) == (world.board, "vice-chair")


@pytest.mark.parametrize("typed", ["0", "10001", "-1", "heavy", "1.5"])
def test_add_seat_says_what_is_wrong_with_its_weight(world: SeatedWorld, officer: Client, typed: str) -> None:
    before = everything()
    page = text(send(officer, "add_seat", ["kent", "board"], title="Schools", weight=typed, **FROM))
    assert "Enter a whole number from 1 to 10,000." in page
    assert everything() == before


@pytest.mark.parametrize(("typed", "weight", "shown"), [("3", 3, "yes, of weight 3"), ("", 1, "yes")])
def test_change_seat_gives_its_vote_a_weight(
    world: SeatedWorld, officer: Client, typed: str, weight: int, shown: str
) -> None:
    send(officer, "change_seat", SEAT, title="Police", votes="on", version="1", weight=typed, **FROM)
    assert Seat.objects.get(pk=world.police.pk).weight == weight
    assert f" Vote {shown} The seat is there " in text(officer.get(reverse("seat", args=SEAT)))


def test_add_seat_does_not_know_posts_and_agencies_of_another_trust(world: SeatedWorld, officer: Client) -> None:
    before = everything()
    page = text(send(officer, "add_seat", ["kent", "board"], title="x", agency="medway-police", bound="nope", **FROM))
    assert "Choose a seat or an office of this trust." in page
    assert "Choose an agency of this trust." in page
    assert everything() == before


def test_change_seat_shows_both_texts_when_another_officer_was_quicker(world: SeatedWorld, officer: Client) -> None:
    address = reverse("change_seat", args=SEAT)
    mine = form(title="Police of Kent", version="1", **FROM | {"starts_2": "2020"}, filled="By the force")
    assert send(officer, "change_seat", SEAT, title="Constabulary", version="1", votes="on", **FROM).status_code == 302
    before = everything()

    response = officer.post(address, mine)

    page = text(response)
    assert "Somebody else changed this in the meantime" in page
    assert "Title of the seat Constabulary Police of Kent" in page
    assert "From 3 June 2021 3 June 2020" in page
    assert "How it is filled (nothing) By the force" in page
    assert "Tags" not in page[page.index("How it stands now") : page.index("Agency")]
    assert everything() == before

    version = re.search(r'name="version" value="(\d+)"', response.content.decode())
    assert version
    assert officer.post(address, mine | {"version": version[1]}).status_code == 302
    assert Seat.objects.get(pk=world.police.pk).title == "Police of Kent"


def test_correction_shows_both_texts_when_another_officer_was_quicker(world: SeatedWorld, officer: Client) -> None:
    args = [*SEAT, SINCE]
    mine = {"person": "ben-bold", "attested": CRITERION, "reason": "It was Ben.", "version": "1"}
    same_day = {"starts_0": "1", "starts_1": "5", "starts_2": "2020"}
    send(officer, "correct_holding", args, person="-", reason="Nobody sat.", version="1", **same_day)
    before = everything()
    page = text(send(officer, "correct_holding", args, **mine, **same_day))
    assert "Who Nobody: the seat was vacant Ben Bold" in page
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "args", "fields"),
    [
        ("strike_holding", [*SEAT, SINCE], {}),
        ("strike_naming", [*SEAT, NAMED], {}),
        ("strike_office", ["kent", "board", "chair", NAMED], {}),
        ("correct_holding", [*SEAT, SINCE], {"person": "ann-ames", **FROM}),
        ("correct_naming", [*SEAT, NAMED], {"person": "ben-bold", **FROM}),
        ("correct_office", ["kent", "board", "chair", NAMED], {"holder": "person/cat-cole", **FROM}),
    ],
)
def test_correction_answers_the_same_when_sent_twice_though_the_row_is_gone(
    world: SeatedWorld, officer: Client, name: str, args: list[Any], fields: dict[str, Any]
) -> None:
    sent = form(reason="Never so.", version="1", **fields)
    answers = [officer.post(reverse(name, args=args), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    before = everything()
    late = officer.post(reverse(name, args=args), sent | {"request_id": str(uuid4())})
    assert late.status_code == 409
    assert "not recorded any more" in text(late)
    assert officer.get(reverse(name, args=args)).status_code == 404
    assert everything() == before


def test_invite_to_sign_in_asks_who_they_are_when_five_minutes_have_passed(world: SeatedWorld, officer: Client) -> None:
    session = officer.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1.0}]
    session.save()
    before = Invitation.objects.count()
    response = send(officer, "invite_to_sign_in", ["kent", "ann-ames"], email="ann@agency.example")
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert Invitation.objects.count() == before


def test_invite_to_sign_in_invites_as_that_person(world: SeatedWorld, officer: Client) -> None:
    send(officer, "invite_to_sign_in", ["kent", "ann-ames"], email="ann@agency.example")
    assert Invitation.objects.get(address__text="ann@agency.example").held_on == world.ann
    assert "ann@agency.example (invited)" in text(officer.get(reverse("invite_to_sign_in", args=["kent", "ann-ames"])))


def test_change_person_renames_and_keeps_the_address(world: SeatedWorld, officer: Client) -> None:
    response = send(officer, "change_person", ["kent", "ann-ames"], name="Ann Amber", version="1")
    assert response.url == reverse("person", args=["kent", "ann-ames"])
    world.ann.refresh_from_db()
    assert world.ann.name == "Ann Amber"


@pytest.mark.parametrize(("name", "args"), [("appoint", SEAT), ("elect", ["kent", "board"]), ("add_seat", SEAT[:2])])
def test_form_asks_as_often_for_many_seats_as_for_few(
    world: SeatedWorld, officer: Client, django_assert_max_num_queries: Any, name: str, args: list[str]
) -> None:
    address = reverse(name, args=args)
    officer.get(address)
    with django_assert_max_num_queries(40) as few:
        officer.get(address)
    for number in range(12):
        seat = seat_of(world.board, f"Seat {number}")
        Holding.objects.create(seat=seat, starts=SINCE, person=person_of(world.kent, f"Person {number}"))
    with django_assert_max_num_queries(40) as many:
        officer.get(address)
    assert len(many) == len(few)


def test_form_leaves_nothing_when_its_request_id_is_missing(world: SeatedWorld, officer: Client) -> None:
    entries = Entry.objects.count()
    page = text(officer.post(reverse("leave_vacant", args=SEAT), FROM))
    assert "Something that belongs to this page was missing." in page
    assert Entry.objects.count() == entries
