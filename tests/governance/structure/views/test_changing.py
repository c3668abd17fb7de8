"""The forms of a trust, its agencies, bodies and lines, as a browser sends them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from governance.structure.models import Agency, Body, Trust
from tests.world import SINCE, SeatedWorld, everything, seat_of, signed_in
from trustboard.accounts.models import Invitation
from trustboard.accounts.queries import held_roles

pytestmark = pytest.mark.django_db

BOARD = ["kent", "board"]
FROM = {"starts_0": "1", "starts_1": "5", "starts_2": "2020"}
BODY = {"name": "Board", "kind": "board", "standing": "in force", "access": "open", "version": "1", **FROM}


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


@pytest.fixture
def officer(world: SeatedWorld) -> Client:
    return signed_in(world.officer)


def send(officer: Client, name: str, args: list[Any], /, **fields: Any) -> HttpResponse:
    return officer.post(reverse(name, args=args), {"request_id": str(uuid4()), **fields})


def text(response: HttpResponse) -> str:
    """The words of the page, markup left out."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.mark.parametrize(
    ("name", "args", "sentence"),
    [
        ("found_trust", [], "You are its first development officer"),
        ("describe_trust", ["kent"], "Its address stays as it is."),
        ("add_agency", ["kent"], "Seats can be given to it."),
        ("change_agency", ["kent", "kent-police"], "Nothing else changes."),
        ("invite_contact", ["kent", "kent-police"], "Contacts now Nobody"),
        ("add_body", ["kent"], "It has no seats and answers to nobody until you add them."),
        ("change_body", BOARD, "Its dates stay as they are."),
        ("add_line", BOARD, "It answers to Kent Partnership (from 1 May 2020)"),
        ("end_line", [*BOARD, "kent-partnership", SINCE], "Until then Board answers to Kent Partnership"),
    ],
)
def test_form_says_how_it_stands_and_what_follows(
    world: SeatedWorld, officer: Client, name: str, args: list[Any], sentence: str
) -> None:
    page = text(officer.get(reverse(name, args=args)))
    assert sentence in page
    assert "What follows" in page


def test_found_trust_proposes_the_address_from_the_name(world: SeatedWorld, officer: Client) -> None:
    assert send(officer, "found_trust", [], name="North Shire").url == "/trusts/north-shire/"
    assert send(officer, "found_trust", [], name="North Shire").url == "/trusts/north-shire-2/"
    assert send(officer, "found_trust", [], name="South Shire", slug="south").url == "/trusts/south/"
    assert held_roles(world.officer, Trust.objects.get(slug="south")) == {"officer"}


def test_found_trust_is_done_once_when_it_is_sent_twice(world: SeatedWorld, officer: Client) -> None:
    sent = {"request_id": str(uuid4()), "name": "North Shire"}
    answers = [officer.post(reverse("found_trust"), sent).url for _ in range(2)]
    assert answers == ["/trusts/north-shire/"] * 2
    assert Trust.objects.filter(name="North Shire").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Enter the name of the trust."),
        ({"name": "Kent", "slug": "kent"}, "There is a trust at the address kent already."),
        ({"name": "Kent", "slug": "Kent!"}, "small letters, digits and single hyphens"),
    ],
)
def test_found_trust_says_what_is_wrong(
    world: SeatedWorld, officer: Client, typed: dict[str, str], sentence: str
) -> None:
    before = everything()
    assert sentence in text(send(officer, "found_trust", [], **typed))
    assert everything() == before


def test_describe_trust_keeps_the_nation_and_asks_for_it(world: SeatedWorld, officer: Client) -> None:
    send(officer, "describe_trust", ["kent"], name="Kent", nation="scotland", version="1")
    assert Trust.objects.get(slug="kent").nation == "scotland"
    before = everything()
    page = text(send(officer, "describe_trust", ["kent"], name="Kent", version="2"))
    assert "Choose whose bank holidays the trust keeps." in page
    assert everything() == before


def test_add_body_keeps_its_lists_one_a_line(world: SeatedWorld, officer: Client) -> None:
    lists = {"offices": "chair\n\n vice-chair \nchair", "terms": "Meet.\r\nReport.", "criteria": ""}
    send(officer, "add_body", ["kent"], **BODY | {"name": "Group"}, **lists)
    body = Body.objects.get(key="group")
    assert (body.offices, body.terms, body.criteria) == (["chair", "vice-chair"], ["Meet.", "Report."], [])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Enter the name of the body."),
        ({"kind": ""}, "Choose what kind of body it is."),
        ({"starts_0": ""}, "The date needs a day as well."),
        ({"ends_0": "1", "ends_1": "5", "ends_2": "2020"}, "The body must end after it begins."),
        ({"offices": "x" * 61}, "Each line has at most 60 letters"),
        ({"name": "Executive group"}, "There is a body of this name already."),
    ],
)
def test_change_body_says_what_is_wrong(
    world: SeatedWorld, officer: Client, typed: dict[str, str], sentence: str
) -> None:
    before = everything()
    assert sentence in text(send(officer, "change_body", BOARD, **BODY | typed))
    assert everything() == before


def test_change_body_previews_what_ends_with_it(world: SeatedWorld, officer: Client) -> None:
    before = everything()
    ends = {"ends_0": "1", "ends_1": "1", "ends_2": "2030"}
    page = text(send(officer, "change_body", BOARD, **BODY | ends, preview="x"))
    assert "From 1 January 2030 on Board is no longer there. Its 3 seats end with it." in page
    assert everything() == before


def test_change_body_shows_both_texts_when_another_officer_was_quicker(world: SeatedWorld, officer: Client) -> None:
    send(officer, "change_body", BOARD, **BODY | {"terms": "Theirs."})
    before = everything()
    response = send(officer, "change_body", BOARD, **BODY | {"terms": "Mine."})
    assert "Terms of reference Theirs. Mine." in text(response)
    assert 'name="version" value="2"' in response.content.decode()
    assert everything() == before


def test_add_line_runs_through_a_seat_and_end_line_ends_it(world: SeatedWorld, officer: Client) -> None:
    seat_of(world.partnership, "Youth offending")
    through = {"to": "executive-group", "through": "kent-partnership/youth-offending"}
    assert send(officer, "add_line", BOARD, **through, **FROM).status_code == 302
    line = world.board.answers_to.get(to=world.group)
    assert line.through is not None
    assert line.through.title == "Youth offending"
    ends = {"ends_0": "1", "ends_1": "6", "ends_2": "2020", "version": "1"}
    assert send(officer, "end_line", [*BOARD, "executive-group", SINCE], **ends).status_code == 302
    line.refresh_from_db()
    assert line.ends == date(2020, 6, 1)


def test_add_line_offers_only_the_bodies_and_seats_of_the_trust(world: SeatedWorld, officer: Client) -> None:
    before = everything()
    page = text(send(officer, "add_line", BOARD, to="board", through="board/nothing", **FROM))
    assert "Choose a body of this trust." in page
    assert "Choose a seat of this trust." in page
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("change_agency", ["medway", "kent-police"]),
        ("invite_contact", ["medway", "kent-police"]),
        ("change_body", ["medway", "executive-group"]),
        ("add_line", ["medway", "executive-group"]),
        ("end_line", ["medway", "board", "kent-partnership", SINCE]),
        ("end_line", ["kent", "board", "kent-partnership", date(2020, 5, 2)]),
    ],
)
def test_form_is_unknown_under_another_trust(world: SeatedWorld, name: str, args: list[Any]) -> None:
    client = signed_in(world.officer if args[0] == "kent" else world.medway_officer)
    assert client.get(reverse(name, args=args)).status_code == 404
    assert send(client, name, args).status_code == 404


def test_address_with_a_day_that_is_none_is_unknown(world: SeatedWorld, officer: Client) -> None:
    assert officer.get("/trusts/kent/bodies/board/lines/kent-partnership/2020-02-31/end/").status_code == 404


def test_agency_is_added_and_changed(world: SeatedWorld, officer: Client) -> None:
    asked = {"name": "Kent Probation", "sector": "justice", "duty": "statutory", "passage": "Section 10."}
    assert send(officer, "add_agency", ["kent"], **asked).url == reverse("agencies", args=["kent"])
    send(officer, "change_agency", ["kent", "kent-probation"], **asked | {"duty": "unsettled", "version": "1"})
    assert Agency.objects.get(key="kent-probation").duty == "unsettled"


def test_invite_contact_invites_to_the_agency_after_a_fresh_proof(world: SeatedWorld, officer: Client) -> None:
    args, session = ["kent", "kent-police"], officer.session
    send(officer, "invite_contact", args, email="pat@police.example")
    assert Invitation.objects.get(address__text="pat@police.example").held_on == world.agency
    session["account_authentication_methods"] = [{"method": "password", "at": 1.0}]
    session.save()
    response = send(officer, "invite_contact", args, email="sam@police.example")
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not Invitation.objects.filter(address__text="sam@police.example").exists()
