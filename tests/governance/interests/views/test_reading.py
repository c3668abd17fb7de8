"""The register and who may read what of it. Who may open its pages stands in tests/matrix."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.constitution.acts import change_part
from governance.interests import acts
from governance.interests.changes import make_confirmation, make_interest
from governance.interests.models import StandingInterest, Whose
from governance.interests.queries import edits_of
from governance.membership.acts import appoint, leave_vacant, name_deputy
from governance.membership.changes import make_person, make_seat, seat_person
from governance.membership.permissions import PERSON
from tests.world import SINCE, SeatedWorld, by, interest_of, member, operator, person_of, signed_in
from trustboard.accounts.models import User

pytestmark = pytest.mark.django_db

SECRET = "Owns a van hire firm."
OPEN = "Governor of Hill School."
LATER = date(2021, 6, 1)
ANN = ["kent", "ann-ames"]
INSIDERS = ("officer", "auditor", "ann", "ben", "cat")
OUTSIDERS = ("visitor", "nobody", "bare_officer", "medway_officer", "medway_auditor", "max_mead", "former", "waiting")
ADDRESSES = {
    "interests": ["kent"],
    "interests_csv": ["kent"],
    "confirmations": ["kent"],
    "own_interests": ANN,
    "interests_history": ANN,
    "declare_interest": ANN,
    "confirm_interests": ANN,
    "trust": ["kent"],
    "members": ["kent"],
    "members_csv": ["kent"],
    "body": ["kent", "board"],
    "body_history": ["kent", "board"],
    "seat": ["kent", "board", "police"],
    "seat_history": ["kent", "board", "police"],
    "person": ANN,
    "person_history": ANN,
    "people": ["kent"],
    "trust_record": ["kent"],
    "my_seats": [],
    "home": [],
}


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


def client_of(world: SeatedWorld, name: str) -> Client:
    """A browser of that persona. `former` has left their seat, `waiting` comes to one only next month."""
    if name == "visitor":
        return Client()
    people = {"ann": world.ann, "ben": world.ben, "cat": world.cat, "max_mead": world.medway_person}
    if name in people:
        return signed_in(member(people[name], name.title(), PERSON, second_factor=False))
    if name in {"former", "waiting"}:
        person = person_of(world.kent, "Fay Frost")
        starts = LATER if name == "former" else timezone.localdate() + timedelta(days=30)
        appoint(world.voluntary, person=person, name="", starts=starts, powers="", attested=[], by=operator())
        if name == "former":
            leave_vacant(world.voluntary, starts=timezone.localdate(), by=operator())
        return signed_in(member(person, "Fay Frost", PERSON, second_factor=False))
    return signed_in(getattr(world, name))


def shown(name: str, *args: str, client: Client | None = None, **asked: str) -> str:
    response = (client or Client()).get(reverse(name, args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(client: Client | None = None, **asked: str) -> list[dict[str, str]]:
    response = (client or Client()).get(reverse("interests_csv", args=["kent"]), asked)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def ann_of(world: SeatedWorld) -> User:
    return member(world.ann, "Ann Ames", PERSON, second_factor=False)


@pytest.mark.parametrize("persona", OUTSIDERS)
def test_what_was_told_in_confidence_reaches_no_outsider(world: SeatedWorld, persona: str) -> None:
    client = client_of(world, persona)
    form = {"change_interest": [*ANN, str(world.interest.pk)], "end_interest": [*ANN, str(world.interest.pk)]}
    for name, args in {**ADDRESSES, **form}.items():
        response = client.get(reverse(name, args=args))
        assert SECRET not in response.content.decode(), name
        assert SECRET not in str(response.headers), name
    assert SECRET not in shown("interests", "kent", client=client, on="2020-05-01")


@pytest.mark.parametrize("persona", INSIDERS)
def test_whole_register_is_for_those_of_the_trust_and_marks_what_is_not_public(
    world: SeatedWorld, persona: str
) -> None:
    client = client_of(world, persona)
    page = shown("interests", "kent", client=client)
    assert re.search(rf"{re.escape(SECRET)} <strong[^>]*>not public<", page)
    assert "no-store" in client.get(reverse("interests", args=["kent"]))["Cache-Control"]
    assert "You see the whole register" in page
    for name in ("interests_csv", "trust", "members", "members_csv", "body", "seat", "body_history", "seat_history"):
        answer = client.get(reverse(name, args=ADDRESSES[name]))
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode(), name
    for name in ("own_interests", "interests_history"):
        seen = client.get(reverse(name, args=ANN)).status_code == 200
        assert seen == (persona in {"ann", "officer", "auditor"})


@pytest.mark.parametrize("name", ["own_interests", "interests_history", "confirm_interests", "change_interest"])
def test_page_is_never_called_by_an_interest(world: SeatedWorld, name: str) -> None:
    args = [*ANN, str(world.interest.pk)] if name == "change_interest" else ANN
    page = shown(name, *args, client=client_of(world, "officer"))
    assert SECRET in page
    [title] = re.findall("<title>(.*?)</title>", page, re.DOTALL)
    assert "van hire" not in title


def test_public_page_is_the_same_whether_somebody_has_told_something_in_confidence_or_not(world: SeatedWorld) -> None:
    acts.end_interest(world.interest, ends=LATER, version=1, by=operator())
    before = shown("interests", "kent")
    interest_of(world.cat, "Told in confidence.")
    acts.confirm_interests(world.ann, nothing_to_declare=True, read=2, by=by(world.officer))
    assert shown("interests", "kent") == before


def test_interest_that_is_no_longer_public_is_gone_from_earlier_days_as_well(world: SeatedWorld) -> None:
    made = interest_of(world.ann, OPEN, is_public=True)
    assert OPEN in shown("interests", "kent", on="2020-06-01")
    acts.change_interest(
        made,
        nature=OPEN,
        whose=Whose.OWN,
        kind="",
        agency=None,
        is_public=False,
        starts=SINCE,
        ends=None,
        version=1,
        by=operator(),
    )
    assert OPEN not in shown("interests", "kent", on="2020-06-01")
    assert rows_of(on="2020-06-01") == []


def test_register_shows_person_seats_and_what_the_interest_is(world: SeatedWorld) -> None:
    interest_of(world.ann, OPEN, is_public=True, agency=world.agency, whose=Whose.FAMILY)
    page = " ".join(shown("interests", "kent").split())
    ann = page[page.index("Ann Ames") : page.index("No interest in its public part")]
    for text in (
        "Police, Board",
        "Police, Executive group",
        OPEN,
        "A family member&#x27;s",
        "Concerns Kent Police",
        "1 May 2020",
    ):
        assert text in ann
    silent = page[page.index("No interest in its public part") :]
    assert "Ben Bold" in silent
    assert "Deputy for Police, Board" in silent
    assert "Cat Cole" in silent
    assert "Max Mead" not in page


@pytest.mark.parametrize(
    ("on", "is_there"), [("2020-05-31", False), ("2020-06-01", True), ("2021-05-31", True), ("2021-06-01", False)]
)
def test_register_is_that_of_the_day(world: SeatedWorld, on: str, is_there: bool) -> None:
    interest_of(world.ann, OPEN, is_public=True, starts=date(2020, 6, 1), ends=LATER)
    assert (OPEN in shown("interests", "kent", on=on)) == is_there
    assert (len(rows_of(on=on)) == 1) == is_there


def test_public_register_names_nobody_who_sits_nowhere_on_the_day(world: SeatedWorld) -> None:
    person = person_of(world.kent, "Fay Frost")
    interest_of(person, OPEN, is_public=True)
    assert "Fay Frost" not in shown("interests", "kent")
    assert rows_of() == []
    whole = shown("interests", "kent", client=client_of(world, "auditor"))
    assert OPEN in whole
    assert "Sits on no body" in whole
    assert "Ann Ames" not in shown("interests", "kent", on="2019-01-01")


def test_member_reads_the_whole_register_until_their_last_day(world: SeatedWorld) -> None:
    ben = client_of(world, "ben")
    assert SECRET in shown("interests", "kent", client=ben)
    name_deputy(world.police, person=None, name="", starts=timezone.localdate(), by=operator())
    assert SECRET not in shown("interests", "kent", client=ben)


def test_csv_is_the_public_part_alone_whoever_asks(world: SeatedWorld) -> None:
    interest_of(world.ann, OPEN, is_public=True, agency=world.agency, ends=date(2999, 1, 1))
    interest_of(world.medway_person, "Another trust's.", is_public=True)
    for persona in ("visitor", "officer", "cat"):
        [row] = rows_of(client_of(world, persona))
        assert row == {
            "Person": "Ann Ames",
            "Seats": "Police, Board; Police, Executive group",
            "Deputy for": "",
            "Interest": OPEN,
            "Whose": "their own",
            "Kind": "",
            "Agency concerned": "Kent Police",
            "From": "2020-05-01",
            "Until": "2999-01-01",
        }
    response = Client().get(reverse("interests_csv", args=["kent"]), {"on": "2020-06-01"})
    assert response["Content-Disposition"] == 'attachment; filename="kent-interests-2020-06-01.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("lead", ["=", "\t=", "\r=", "\n=", " =", "\uff1d", "\u200b=", "+", "-", "@"])
def test_csv_runs_nothing_when_an_interest_is_a_formula(world: SeatedWorld, lead: str) -> None:
    with transaction.atomic():
        make_interest(world.ann, words=f"{lead}1+1", starts=SINCE)
    text = Client().get(reverse("interests_csv", args=["kent"])).content.decode("utf-8-sig")
    assert len(text.splitlines()) == 2
    [row] = csv.DictReader(io.StringIO(text))
    assert row["Interest"].startswith("'")
    assert not set(row["Interest"]) & set("\t\r\n")


def test_own_page_shows_who_declared_and_who_changed(world: SeatedWorld) -> None:
    ann, officer = signed_in(ann_of(world)), signed_in(world.officer)
    said = {"nature": OPEN, "whose": "own", "is_public": "public", "starts_0": "1", "starts_1": "5", "starts_2": "2020"}
    ann.post(reverse("declare_interest", args=ANN), {**said, "request_id": "0" * 31 + "1"})
    made = StandingInterest.objects.get(is_public=True)
    change = reverse("change_interest", args=[*ANN, made.pk])
    officer.post(change, {**said, "nature": "Chair of governors.", "version": "1", "request_id": "0" * 31 + "2"})
    for client in (ann, officer):
        page = " ".join(shown("own_interests", *ANN, client=client).split())
        assert re.search("Declared by Ann Ames, [^;]+; changed by Olive Officer", page)
        assert "Declared by the operator" in page
        history = shown("interests_history", *ANN, client=client)
        assert "“Chair of governors.”, before “Governor of Hill School.”" in history
        assert f"An interest is declared: “{SECRET}” Whose: their own. Agency it concerns: Kent Police." in history
        assert "by Olive Officer" in history


def test_own_page_offers_forms_to_the_person_and_the_officer_alone(world: SeatedWorld) -> None:
    forms = [reverse(name, args=ANN) for name in ("declare_interest", "confirm_interests")]
    forms += [reverse(name, args=[*ANN, world.interest.pk]) for name in ("change_interest", "end_interest")]
    for persona in ("ann", "officer"):
        page = shown("own_interests", *ANN, client=client_of(world, persona))
        assert [address for address in forms if address not in page] == []
    page = shown("own_interests", *ANN, client=client_of(world, "auditor"))
    assert [address for address in forms if address in page] == []


def test_own_page_parts_what_is_in_force_to_come_and_past(world: SeatedWorld) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    interest_of(world.ann, "Coming one.", starts=tomorrow)
    interest_of(world.ann, "Past one.", ends=timezone.localdate())
    page = shown("own_interests", *ANN, client=client_of(world, "ann"))
    order = ["In force", SECRET, "To come", "Coming one.", ">Past<", "Past one."]
    assert [page.index(text) for text in order] == sorted(page.index(text) for text in order)


def test_page_of_an_interest_is_not_there_under_another_person_or_trust(world: SeatedWorld) -> None:
    medway = interest_of(world.medway_person, "Another trust's.")
    officer = client_of(world, "officer")
    for name in ("change_interest", "end_interest"):
        for slug, person, key in (
            ("kent", "cat-cole", world.interest.pk),
            ("kent", "ann-ames", medway.pk),
            ("kent", "max-mead", medway.pk),
            ("medway", "ann-ames", world.interest.pk),
            ("medway", "max-mead", medway.pk),
            ("nowhere", "ann-ames", world.interest.pk),
        ):
            address = reverse(name, args=[slug, person, key])
            assert (officer.get(address).status_code, officer.post(address).status_code) == (404, 404)
    assert Client().get(reverse("interests", args=["nowhere"])).status_code == 404


def test_confirmations_name_who_is_due_and_who_confirmed_for_whom(world: SeatedWorld) -> None:
    ann, officer = ann_of(world), signed_in(world.officer)
    now, person = timezone.now(), world.ann
    acts.confirm_interests(person, nothing_to_declare=False, read=edits_of(person), by=by(ann))
    acts.confirm_interests(world.cat, nothing_to_declare=True, read=0, by=by(world.officer))
    with transaction.atomic():
        make_confirmation(world.ben, nothing_to_declare=True, by=world.officer, at=now - timedelta(days=400))
    page = " ".join(shown("confirmations", "kent", client=officer).split())
    due, confirmed = page[page.index('id="due"') : page.index('id="confirmed"')], page[page.index('id="confirmed"') :]
    assert re.findall(r'interests/">([^<]+)<', due) == ["Ben Bold"]
    assert re.findall(r'interests/">([^<]+)<', confirmed) == ["Ann Ames", "Cat Cole"]
    assert "nothing to declare, by Olive Officer for them" in confirmed
    assert "the register says all</span>" in confirmed
    assert "Max Mead" not in page


def test_confirming_is_due_as_often_as_the_constitution_says(world: SeatedWorld) -> None:
    half_a_year_ago = timezone.now() - timedelta(days=190)
    with transaction.atomic():
        make_confirmation(world.ann, nothing_to_declare=False, by=world.officer, at=half_a_year_ago)
    officer = signed_in(world.officer)
    assert "To be confirmed again by" in shown("own_interests", *ANN, client=officer)
    written = {"register": "yes", "confirmed_every": 6}
    change_part(world.group, part="interests", written=written, starts=SINCE, read=0, by=operator())
    assert "The register was to be confirmed again by" in shown("own_interests", *ANN, client=officer)


def test_trust_person_and_my_seats_lead_to_the_register(world: SeatedWorld) -> None:
    ann = client_of(world, "ann")
    assert f'href="{reverse("interests", args=["kent"])}"' in shown("trust", "kent")
    for name, args in (("person", ANN), ("my_seats", [])):
        assert f'href="{reverse("own_interests", args=ANN)}"' in shown(name, *args, client=ann)


def test_text_is_shown_as_text(world: SeatedWorld) -> None:
    interest_of(world.ann, "<b>Bold</b> & more", is_public=True)
    officer = client_of(world, "officer")
    for name, args in (("interests", ["kent"]), ("own_interests", ANN), ("confirm_interests", ANN)):
        page = shown(name, *args, client=officer)
        assert "&lt;b&gt;Bold" in page
        assert "<b>Bold" not in page


PAGES = [
    ("visitor", "interests", ["kent"]),
    ("visitor", "interests_csv", ["kent"]),
    ("ann", "interests", ["kent"]),
    ("officer", "interests", ["kent"]),
    ("ann", "own_interests", ANN),
    ("ann", "interests_history", ANN),
    ("officer", "confirmations", ["kent"]),
]


@pytest.mark.parametrize(("persona", "name", "args"), PAGES)
def test_page_costs_as_many_queries_when_there_are_40_people_with_3_interests_each(
    world: SeatedWorld, persona: str, name: str, args: list[str]
) -> None:
    client = client_of(world, persona)
    fill(world, people=1, interests=1)
    shown(name, *args, client=client)
    with CaptureQueriesContext(connection) as few:
        shown(name, *args, client=client)
    fill(world, people=40, interests=3)
    with CaptureQueriesContext(connection) as many:
        page = shown(name, *args, client=client)
    assert page.count("Interest of") > 1 or name == "confirmations"
    assert len(many) == len(few)


@transaction.atomic
def fill(world: SeatedWorld, *, people: int, interests: int) -> None:
    """So many more people with a seat each, so many interests and a confirmation; Ann has as many more interests."""
    first = world.kent.people.count()
    for number in range(first, first + people):
        person = make_person(world.kent, key=f"person-{number}", name=f"Person {number}")
        seat = make_seat(world.board, key=f"seat-{number}", title=f"Seat {number}", starts=SINCE)
        seat_person(seat, starts=SINCE, person=person)
        for _ in range(interests):
            make_interest(person, words=f"Interest of {number}", starts=SINCE, agency=world.agency)
            make_interest(world.ann, words=f"Interest of {number}", starts=SINCE, agency=world.agency)
        for whose in (person, world.ann):
            make_confirmation(whose, nothing_to_declare=False, by=world.officer, at=timezone.now())


def test_pages_cost_so_many_queries(world: SeatedWorld) -> None:
    told = {}
    clients = {persona: client_of(world, persona) for persona in ("visitor", "ann", "officer")}
    for persona, name, args in PAGES:
        client = clients[persona]
        shown(name, *args, client=client)
        with CaptureQueriesContext(connection) as asked:
            shown(name, *args, client=client)
        told[persona, name] = len(asked)
    assert told == {
        ("visitor", "interests"): 10,
        ("visitor", "interests_csv"): 10,
        ("ann", "interests"): 19,
        ("officer", "interests"): 16,
        ("ann", "own_interests"): 21,
        ("ann", "interests_history"): 10,
        ("officer", "confirmations"): 20,
    }
