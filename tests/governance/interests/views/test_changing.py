"""The forms of the register, as a browser sends them. Who may open them stands in tests/matrix."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from governance.constitution.acts import change_part
from governance.interests.models import Confirmation, StandingInterest
from governance.membership.permissions import PERSON
from governance.structure.acts import add_agency
from governance.structure.models import Duty, Sector
from tests.world import SINCE, SeatedWorld, everything, member, operator, signed_in
from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db

ANN = ["kent", "ann-ames"]
OWN = "/trusts/kent/people/ann-ames/interests/"
SAID = {
    "nature": "Governor of Hill School.",
    "whose": "own",
    "is_public": "public",
    "starts_0": "1",
    "starts_1": "5",
    "starts_2": "2020",
}
CHECKED = r'value="([\w-]+)"[^>]* checked'
KINDS = [{"name": "personal gain", "meaning": "Prospects of work."}, {"name": "other"}]


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


@pytest.fixture
def ann(world: SeatedWorld) -> Client:
    return signed_in(member(world.ann, "Ann Ames", PERSON, second_factor=False))


def sent(client: Client, name: str, *more: Any, **said: Any) -> HttpResponse:
    return client.post(reverse(name, args=[*ANN, *more]), {"request_id": str(uuid4()), **said})


def shown(client: Client, name: str, *more: Any) -> str:
    response = client.get(reverse(name, args=[*ANN, *more]))
    assert response.status_code == 200
    return response.content.decode()


def test_declare_interest_leads_to_it(world: SeatedWorld, ann: Client) -> None:
    response = sent(ann, "declare_interest", **SAID, agency="kent-police")
    made = StandingInterest.objects.get(is_public=True)
    assert response["Location"] == f"{OWN}#interest-{made.pk}"
    assert (made.words, made.whose, made.agency, made.starts) == (SAID["nature"], "own", world.agency, SINCE)


def test_declare_interest_is_one_when_the_form_is_sent_twice(world: SeatedWorld, ann: Client) -> None:
    said = {"request_id": str(uuid4()), **SAID}
    answers = [ann.post(reverse("declare_interest", args=ANN), said) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert StandingInterest.objects.count() == 2


def test_declare_interest_does_nothing_when_the_same_form_says_something_else(world: SeatedWorld, ann: Client) -> None:
    said = {"request_id": str(uuid4()), **SAID}
    ann.post(reverse("declare_interest", args=ANN), said)
    before = everything()
    page = ann.post(reverse("declare_interest", args=ANN), {**said, "nature": "Another."}).content.decode()
    assert "This form was sent before" in page
    assert everything() == before


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"nature": ""}, "Say what the interest is."),
        ({"nature": "x" * 501}, "at most 500 characters"),
        ({"whose": ""}, "Choose whose interest it is."),
        ({"is_public": ""}, "Choose who sees it."),
        ({"agency": "medway-police"}, "Choose an agency of this trust."),
        ({"kind": ""}, "Choose what kind it is, or none of these."),
        ({"kind": "friendship"}, "Choose one of the kinds that are offered."),
        ({"starts_2": ""}, "The date needs a year as well."),
        ({"ends_0": "1", "ends_1": "5", "ends_2": "2020"}, "The end must come after the beginning on 1 May 2020."),
    ],
)
def test_declare_interest_shows_what_is_wrong_and_keeps_what_was_typed(
    world: SeatedWorld, ann: Client, said: dict[str, str], sentence: str
) -> None:
    add_agency(world.medway, name="Medway Police", sector=Sector.POLICE, duty=Duty.NONE, passage="", by=operator())
    change_part(world.board, part="interests", written={"kinds": KINDS}, starts=SINCE, read=0, by=operator())
    before = everything()
    response = sent(ann, "declare_interest", **{**SAID, "kind": "-", **said})
    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    assert said.get("nature", SAID["nature"]) in page
    assert "Medway Police" not in page
    assert {name: rows for name, rows in everything().items() if name.startswith("governance")} == {
        name: rows for name, rows in before.items() if name.startswith("governance")
    }


def test_form_offers_the_kinds_with_what_they_mean_and_asks_for_none_where_there_is_none(
    world: SeatedWorld, ann: Client
) -> None:
    assert "What kind it is" not in shown(ann, "declare_interest")
    change_part(world.board, part="interests", written={"kinds": KINDS}, starts=SINCE, read=0, by=operator())
    page = shown(ann, "declare_interest")
    for text in ("What kind it is", "Personal gain", "Prospects of work.", "Other", "None of these"):
        assert text in page
    assert sent(ann, "declare_interest", **SAID, kind="personal gain").status_code == 302
    assert sent(ann, "declare_interest", **SAID, kind="-").status_code == 302
    assert sorted(StandingInterest.objects.values_list("kind", flat=True)) == ["", "", "personal gain"]
    assert re.findall(CHECKED, shown(ann, "change_interest", world.interest.pk)) == ["own", "-", "confidential"]
    assert re.findall(CHECKED, shown(ann, "declare_interest")) == []


def test_form_speaks_to_the_person_and_of_them_to_the_officer(world: SeatedWorld, ann: Client) -> None:
    officer = signed_in(world.officer)
    assert "My own" in shown(ann, "declare_interest")
    page = shown(officer, "declare_interest")
    assert "Their own" in page
    assert "The record says that you did this for them." in page


def test_form_chooses_nobody_to_see_it_by_itself(world: SeatedWorld, ann: Client) -> None:
    page = shown(ann, "declare_interest")
    assert re.findall(CHECKED, page) == []


def test_change_interest_shows_it_as_it_stands_and_saves_what_is_new(world: SeatedWorld, ann: Client) -> None:
    page = shown(ann, "change_interest", world.interest.pk)
    assert "Owns a van hire firm.</textarea>" in page
    assert '<option value="kent-police" selected>' in page
    assert re.findall(CHECKED, page) == ["own", "confidential"]
    response = sent(ann, "change_interest", world.interest.pk, **SAID, version="1")
    assert response["Location"] == f"{OWN}#interest-{world.interest.pk}"
    row = StandingInterest.objects.get()
    assert (row.words, row.agency, row.is_public, row.version) == (SAID["nature"], None, True, 2)


def test_change_interest_shows_both_texts_when_somebody_was_quicker(world: SeatedWorld, ann: Client) -> None:
    officer = signed_in(world.officer)
    assert sent(officer, "change_interest", world.interest.pk, **SAID, version="1").status_code == 302
    said = {**SAID, "nature": "A bakery.", "is_public": "confidential"}
    page = sent(ann, "change_interest", world.interest.pk, **said, version="1").content.decode()
    both = page[page.index("How it stands now, and what you typed") : page.index("</table>")]
    for text in (SAID["nature"], "A bakery.", "Everyone", "Only those of the trust"):
        assert text in both
    assert StandingInterest.objects.get().words == SAID["nature"]
    assert sent(ann, "change_interest", world.interest.pk, **said, version="2").status_code == 302


def test_end_interest_leads_to_it_and_is_offered_once(world: SeatedWorld, ann: Client) -> None:
    ends = {"ends_0": "1", "ends_1": "6", "ends_2": "2021"}
    response = sent(ann, "end_interest", world.interest.pk, **ends, version="1")
    assert response["Location"] == f"{OWN}#interest-{world.interest.pk}"
    page = shown(ann, "own_interests")
    assert "until 1 June 2021" in page
    assert reverse("end_interest", args=[*ANN, world.interest.pk]) not in page


def test_confirm_interests_says_what_is_confirmed(world: SeatedWorld, ann: Client) -> None:
    page = shown(ann, "confirm_interests")
    for text in ("Owns a van hire firm.<", "your own; concerns Kent Police; from 1 May 2020; not public"):
        assert text in page
    assert "Confirm that this is all" in page
    response = sent(ann, "confirm_interests", nothing_to_declare="False", read="1")
    assert response["Location"] == OWN
    assert Confirmation.objects.get().nothing_to_declare is False
    page = shown(ann, "own_interests")
    assert "To be confirmed again by" in page
    assert "by Ann Ames: the register says all" in page


def test_confirm_interests_is_one_when_the_form_is_sent_twice(world: SeatedWorld, ann: Client) -> None:
    said = {"request_id": str(uuid4()), "nothing_to_declare": "False", "read": "1"}
    for _ in range(2):
        assert ann.post(reverse("confirm_interests", args=ANN), said)["Location"] == OWN
    assert Confirmation.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"nothing_to_declare": "True", "read": "1"}, "There is an interest in the register, in force or to come"),
        ({"nothing_to_declare": "True", "read": "0"}, "Somebody else changed this in the meantime."),
    ],
)
def test_confirm_interests_speaks_of_the_register_as_it_stands_after_a_refusal(
    world: SeatedWorld, ann: Client, said: dict[str, str], sentence: str
) -> None:
    entries = Entry.objects.count()
    response = sent(ann, "confirm_interests", **said)
    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    assert (Confirmation.objects.count(), Entry.objects.count()) == (0, entries)
    assert 'name="nothing_to_declare" value="False"' in page
    assert 'name="read" value="1"' in page


def test_confirm_interests_says_nothing_to_declare_where_nothing_is(world: SeatedWorld) -> None:
    cat = signed_in(member(world.cat, "Cat Cole", PERSON, second_factor=False))
    address = reverse("confirm_interests", args=["kent", "cat-cole"])
    assert "Confirm that there is nothing to declare" in cat.get(address).content.decode()
    cat.post(address, {"request_id": str(uuid4()), "nothing_to_declare": "True", "read": "0"})
    assert Confirmation.objects.get().nothing_to_declare is True
