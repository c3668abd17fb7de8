"""The pages of who sits where. Who may open them stands in tests/matrix; here is what they show, and to members."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.membership import acts
from governance.membership.changes import give_office, make_person, make_seat, name_deputy_of, seat_person
from governance.membership.permissions import PERSON
from governance.structure.acts import add_agency
from governance.structure.changes import draw_line, make_body
from governance.structure.models import Duty, Kind, Sector, Trust
from tests.world import CRITERION, SINCE, SeatedWorld, invited, member, operator, seat_of, signed_in
from trustboard.accounts.acts import revoke_role

pytestmark = pytest.mark.django_db

LATER = date(2021, 6, 3)
BOARD = ["kent", "board"]
SEAT = ["kent", "board", "police"]


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


@pytest.fixture
def ann(world: SeatedWorld) -> Client:
    """Ann's own browser: she is a member, and nothing else."""
    return signed_in(member(world.ann, "Ann Ames", PERSON))


def shown(name: str, args: list[str], *, client: Client | None = None, on: str = "") -> str:
    response = (client or Client()).get(reverse(name, args=args), {"on": on} if on else {})
    assert response.status_code == 200
    return response.content.decode()


def test_body_shows_its_seats_holders_deputies_and_offices(world: SeatedWorld) -> None:
    page = shown("body", BOARD)
    for text in ("Ann Ames", "since 1 May 2020", "Ben Bold", "Cat Cole", "3 seats, 2 filled", "vacant", "Kent Police"):
        assert text in page
    assert "Kent Partnership" in page
    assert CRITERION in page


@pytest.mark.parametrize(
    ("on", "there", "gone"),
    [
        ("2020-04-30", "not there yet", "Ann Ames"),
        ("2020-05-01", "Ann Ames", "Ben Bold"),
        ("2021-06-02", "Ann Ames", "until 3 June 2022"),
        ("2021-06-03", "Ben Bold", "Ann Ames"),
    ],
)
def test_body_shows_who_sat_there_on_the_day(world: SeatedWorld, on: str, there: str, gone: str) -> None:
    acts.appoint(world.police, person=world.ben, name="", starts=LATER, powers="", attested=[], by=operator())
    page = shown("body", BOARD, on=on)
    assert there in page
    assert gone not in page


def test_seat_held_ex_officio_says_through_what(world: SeatedWorld) -> None:
    assert "ex officio: Police on Board" in shown("body", ["kent", "executive-group"])
    page = shown("seat", ["kent", "executive-group", "police"])
    assert "by whoever is Police on Board" in page
    assert "Ann Ames" in page


def test_delegated_powers_are_shown_to_members_officer_and_auditor_and_to_nobody_else(
    world: SeatedWorld, ann: Client
) -> None:
    acts.appoint(
        world.voluntary, person=world.ben, name="", starts=SINCE, powers="To pledge a van", attested=[], by=operator()
    )
    others = {
        "visitor": Client(),
        "nobody": signed_in(world.nobody),
        "officer without second factor": signed_in(world.bare_officer),
        "another trust's officer": signed_in(world.medway_officer),
    }
    for client in (ann, signed_in(world.officer), signed_in(world.auditor)):
        assert "To pledge a van" in shown("body", BOARD, client=client)
    for client in others.values():
        for name, args in (("body", BOARD), ("seat", ["kent", "board", "voluntary-sector"]), ("members", ["kent"])):
            assert "To pledge a van" not in shown(name, args, client=client)


def test_delegated_powers_are_those_of_the_day(world: SeatedWorld, ann: Client) -> None:
    acts.appoint(world.voluntary, person=world.ben, name="", starts=SINCE, powers="A van", attested=[], by=operator())
    acts.leave_vacant(world.voluntary, starts=LATER, by=operator())
    assert "A van" in shown("body", BOARD, client=ann, on="2021-06-02")
    assert "A van" not in shown("body", BOARD, client=ann, on="2021-06-03")


def test_body_and_seat_offer_forms_to_the_officer_alone(world: SeatedWorld, ann: Client) -> None:
    of_body = [reverse(name, args=BOARD) for name in ("add_seat", "elect", "add_line", "change_body")]
    of_seat = [reverse(name, args=SEAT) for name in ("appoint", "leave_vacant", "name_deputy", "change_seat")]
    of_seat += [reverse("correct_holding", args=[*SEAT, SINCE]), reverse("strike_holding", args=[*SEAT, SINCE])]
    of_seat += [reverse("correct_naming", args=[*SEAT, date(2020, 6, 1)])]
    for name, args, forms in (("body", BOARD, of_body), ("seat", SEAT, of_seat)):
        officers = shown(name, args, client=signed_in(world.officer))
        assert [address for address in forms if address not in officers] == []
        for client in (Client(), ann, signed_in(world.auditor)):
            page = shown(name, args, client=client)
            assert [address for address in forms if address in page] == []


def test_seat_held_ex_officio_offers_no_appointment(world: SeatedWorld) -> None:
    page = shown("seat", ["kent", "executive-group", "police"], client=signed_in(world.officer))
    assert reverse("appoint", args=["kent", "executive-group", "police"]) not in page


def test_seat_lists_past_present_and_coming_holders(world: SeatedWorld) -> None:
    coming = timezone.localdate() + timedelta(days=30)
    acts.leave_vacant(world.police, starts=LATER, by=operator())
    acts.appoint(world.police, person=world.ben, name="", starts=coming, powers="", attested=[], by=operator())
    page = shown("seat", SEAT)
    assert page.index("coming") < page.index(">today<") < page.index("past")
    assert page.count("3 June 2021") >= 2


def test_members_lists_every_seat_of_every_body_in_force_and_no_others(world: SeatedWorld) -> None:
    page = shown("members", ["kent"])
    assert page.count("<tr") - page.count('<tr class="govuk-table__row" role="row">\n          <th scope="col"') == 4
    assert page.index("Board</a>") < page.index("Executive group</a>")
    assert "Cat Cole, chair" in page
    assert "Max Mead" not in page
    assert "Ann Ames" not in shown("members", ["kent"], on="2019-01-01")


def test_members_csv_says_the_same_as_the_page(world: SeatedWorld) -> None:
    response = Client().get(reverse("members_csv", args=["kent"]), {"on": "2020-06-01"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="kent-members-2020-06-01.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["Body"], row["Seat"], row["Held by"], row["Named deputy"], row["Since"]) for row in rows] == [
        ("Board", "Police", "Ann Ames", "Ben Bold", "2020-05-01"),
        ("Board", "Health", "Cat Cole", "", "2020-05-01"),
        ("Board", "Voluntary sector", "vacant", "", ""),
        ("Executive group", "Police", "Ann Ames", "", "2020-05-01"),
    ]


def test_members_csv_runs_nothing_when_a_title_or_a_name_is_a_formula(world: SeatedWorld) -> None:
    seat = seat_of(world.board, '=HYPERLINK("http://x")')
    acts.appoint(seat, person=None, name="\t=1+1", starts=SINCE, powers="", attested=[], by=operator())
    text = Client().get(reverse("members_csv", args=["kent"])).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    assert "'=HYPERLINK" in text


def test_people_shows_who_can_sign_in_who_is_invited_and_who_is_neither(world: SeatedWorld, ann: Client) -> None:
    invited(world.ben, "ben@agency.example", PERSON)
    page = shown("people", ["kent"], client=signed_in(world.officer))
    assert "can sign in" in page
    assert "ben@agency.example" in page
    assert reverse("invite_to_sign_in", args=["kent", "cat-cole"]) in page
    assert reverse("invite_to_sign_in", args=["kent", "ann-ames"]) not in page
    assert "Deputy for Police" in page


def test_person_and_their_history_are_for_themself_and_not_for_another_member(world: SeatedWorld, ann: Client) -> None:
    for name in ("person", "person_history"):
        assert "Ann Ames" in shown(name, ["kent", "ann-ames"], client=ann)
        assert ann.get(reverse(name, args=["kent", "ben-bold"])).status_code == 404
        assert ann.get(reverse(name, args=["kent", "no-such-person"])).status_code == 404
        assert ann.get(reverse(name, args=["medway", "max-mead"])).status_code == 404


def test_person_shows_what_they_hold_have_held_and_will(world: SeatedWorld) -> None:
    coming = timezone.localdate() + timedelta(days=30)
    acts.leave_vacant(world.police, starts=LATER, by=operator())
    acts.appoint(world.voluntary, person=world.ann, name="", starts=coming, powers="", attested=[], by=operator())
    page = shown("person", ["kent", "ann-ames"], client=signed_in(world.auditor))
    assert "No seat, no deputyship and no office today" in page
    assert page.index("Coming") < page.index("Voluntary sector") < page.index("Past") < page.index("Police")


def test_seat_and_body_histories_are_for_members_of_the_trust(world: SeatedWorld, ann: Client) -> None:
    max_mead = signed_in(member(world.medway_person, "Max Mead", PERSON))
    for name, args in (("seat_history", SEAT), ("body_history", BOARD)):
        assert "Ann Ames holds" in shown(name, args, client=ann)
        assert max_mead.get(reverse(name, args=args)).status_code == 404


def test_former_member_is_a_stranger_on_the_next_request(world: SeatedWorld) -> None:
    user = member(world.ann, "Ann Ames", PERSON)
    client = signed_in(user)
    assert client.get(reverse("seat_history", args=SEAT)).status_code == 200
    revoke_role(world.ann, person=user.pk, role=PERSON, by=operator())
    assert client.get(reverse("seat_history", args=SEAT)).status_code == 404
    assert reverse("my_seats") not in client.get(reverse("home")).content.decode()


def test_gaps_name_each_thing_that_is_missing_with_the_way_to_mend_it(world: SeatedWorld) -> None:
    acts.leave_vacant(world.health, starts=timezone.localdate() + timedelta(days=59), by=operator())
    add_agency(world.kent, name="Probation", sector=Sector.JUSTICE, duty=Duty.STATUTORY, passage="s10", by=operator())
    page = shown("gaps", ["kent"], client=signed_in(world.officer))
    assert reverse("appoint", args=["kent", "board", "voluntary-sector"]) in page
    assert reverse("appoint", args=["kent", "board", "health"]) in page
    assert f"{reverse('elect', args=BOARD)}?office=vice-chair" in page
    assert "Probation" in page
    auditors = shown("gaps", ["kent"], client=signed_in(world.auditor))
    assert "Voluntary sector" in auditors
    assert reverse("appoint", args=["kent", "board", "voluntary-sector"]) not in auditors


def test_gaps_says_so_when_nothing_is_missing(world: SeatedWorld) -> None:
    page = shown("gaps", ["medway"], client=signed_in(world.medway_auditor))
    assert "Vacant offices" in page
    Trust.objects.get(slug="medway").bodies.update(offices=[])
    assert "Nothing is missing" in shown("gaps", ["medway"], client=signed_in(world.medway_auditor))


def test_my_seats_shows_seats_and_deputyships_in_every_trust(world: SeatedWorld, ann: Client) -> None:
    page = shown("my_seats", [], client=ann)
    assert page.count("the holder, since 1 May 2020") == 2
    assert "Ben Bold" in page
    ben = signed_in(member(world.ben, "Ben Bold", PERSON))
    assert "the named deputy of Ann Ames" in shown("my_seats", [], client=ben)
    assert "You hold no seat today" in shown("my_seats", [], client=signed_in(world.nobody))


def test_header_leads_to_my_seats_for_those_who_may_have_some(world: SeatedWorld, ann: Client) -> None:
    link = f'href="{reverse("my_seats")}"'
    assert link in shown("home", [], client=ann)
    for client in (Client(), signed_in(world.officer)):
        assert link not in shown("home", [], client=client)


def test_unknown_body_or_seat_is_not_told_from_one_of_another_trust(world: SeatedWorld) -> None:
    for name, args in (
        ("body", ["medway", "executive-group"]),
        ("body", ["kent", "no-such-body"]),
        ("seat", ["kent", "executive-group", "health"]),
        ("seat", ["medway", "board", "health"]),
    ):
        assert Client().get(reverse(name, args=args)).status_code == 404


def fill(trust: Trust, *, bodies: int, seats: int) -> None:
    """So many bodies of the trust with so many seats each: holders before and now, deputies, chairs and lines."""
    first = None
    for number in range(bodies):
        key = f"body-{trust.bodies.count()}"
        body = make_body(trust, key=key, name=key, kind=Kind.SUBGROUP, starts=SINCE, offices=["chair"])
        first = first or body
        if body != first:
            draw_line(body, first, starts=SINCE)
        for place in range(seats):
            seat = make_seat(
                body, key=f"seat-{place}", starts=SINCE, title=f"Seat {place}", agency=trust.agencies.first()
            )
            people = [
                make_person(trust, key=f"{key}-{place}-{which}", name=f"Person {number} {place} {which}")
                for which in range(3)
            ]
            for year, person in enumerate(people[:2]):
                seat_person(seat, starts=SINCE.replace(year=2020 + year), person=person, powers="Some")
            name_deputy_of(seat, starts=SINCE.replace(year=2022), person=people[2])
        give_office(body, office="chair", starts=SINCE, seat=body.seats.first())


PAGES: dict[str, list[str]] = {
    "trust": ["kent"],
    "structure": ["kent"],
    "body": ["kent", "body-3"],
    "members": ["kent"],
    "members_csv": ["kent"],
    "seat": ["kent", "body-3", "seat-0"],
    "agencies": ["kent"],
    "people": ["kent"],
    "person": ["kent", "ann-ames"],
    "gaps": ["kent"],
    "body_history": ["kent", "body-3"],
    "seat_history": ["kent", "body-3", "seat-0"],
    "person_history": ["kent", "ann-ames"],
    "my_seats": [],
}


QUERIES = {
    "trust": {"public": 3, "member": 7, "officer": 7},
    "structure": {"public": 4, "member": 8, "officer": 8},
    "body": {"public": 10, "member": 18, "officer": 19},
    "members": {"public": 9, "member": 12, "officer": 12},
    "members_csv": {"public": 9, "member": 9, "officer": 9},
    "seat": {"public": 10, "member": 16, "officer": 17},
    "agencies": {"officer": 11},
    "people": {"officer": 15},
    "person": {"member": 16, "officer": 18},
    "gaps": {"officer": 16},
    "body_history": {"member": 16, "officer": 17},
    "seat_history": {"member": 15, "officer": 16},
    "person_history": {"member": 17, "officer": 19},
    "my_seats": {"member": 14, "officer": 5},
}


def counts(clients: dict[str, Client]) -> dict[str, dict[str, Any]]:
    """How many queries each page asks of the database, for each reader who may open it."""
    found: dict[str, dict[str, Any]] = {}
    for name, args in PAGES.items():
        found[name] = {}
        for reader, client in clients.items():
            address = reverse(name, args=args)
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            if response.status_code == 200:
                found[name][reader] = len(queries)
    return found


def test_pages_ask_as_often_for_three_hundred_seats_as_for_three(world: SeatedWorld, ann: Client) -> None:
    clients = {"public": Client(), "member": ann, "officer": signed_in(world.officer)}
    fill(world.kent, bodies=1, seats=3)
    counts(clients)
    few = counts(clients)
    body = world.kent.bodies.get(key="body-3")
    for place in range(3, 150):
        seat = make_seat(body, key=f"seat-{place}", starts=SINCE, title=f"Seat {place}")
        person = make_person(world.kent, key=f"more-{place}", name=f"More {place}")
        seat_person(seat, starts=SINCE, person=person, powers="Some")
        name_deputy_of(seat, starts=SINCE, person=world.cat)
    fill(world.kent, bodies=15, seats=10)
    many = counts(clients)
    assert many == few == QUERIES
