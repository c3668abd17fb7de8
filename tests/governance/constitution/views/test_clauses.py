"""The pages of clauses. Who may open them stands in tests/matrix; here is what they show and do."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from governance.constitution.models import Clause, ClauseStanding
from governance.constitution.queries import clauses_on
from tests.world import SeatedWorld, clause_of, everything, signed_in

pytestmark = pytest.mark.django_db

LATER = date(2021, 6, 1)
FIRST = {"starts_0": "1", "starts_1": "5", "starts_2": "2020"}
SAID = {"text": "It meets often.", "kinds": ["rule"], "standing": "in force", **FIRST}


@pytest.fixture
def world() -> SeatedWorld:
    """Kent with one clause of each standing beside K1.1."""
    world = SeatedWorld()
    clause_of(world.kent, "K1.2", kinds=["check"], note="by K1.1", ends=LATER, standing=ClauseStanding.REPEALED)
    clause_of(world.kent, "K9.1", text="More.\nEven more.", standing=ClauseStanding.PROPOSED, source="Review")
    return world


@pytest.fixture
def officer(world: SeatedWorld) -> Client:
    return signed_in(world.officer)


def shown(client: Client | None = None, slug: str = "kent", **asked: str) -> str:
    response = (client or Client()).get(reverse("clauses", args=[slug]), asked)
    assert response.status_code == 200
    return response.content.decode()


def parts(page: str) -> dict[str, list[str]]:
    """The numbers of the clauses under each heading of a part."""
    found = re.split(r'<h2 class="govuk-heading-m tb-clauses__part">([^<]+)</h2>', page)
    return {
        part: re.findall(r'<li class="tb-clause" id="([^"]+)">', text)
        for part, text in zip(found[1::2], found[2::2], strict=True)
    }


@pytest.mark.parametrize(
    ("on", "there"),
    [
        ("2020-04-30", {"Not yet in force": ["K1.1", "K1.2", "K9.1"]}),
        ("2020-05-01", {"In force": ["K1.1", "K1.2"], "Proposed": ["K9.1"]}),
        ("2021-05-31", {"In force": ["K1.1", "K1.2"], "Proposed": ["K9.1"]}),
        ("2021-06-01", {"In force": ["K1.1"], "Proposed": ["K9.1"], "No longer in force": ["K1.2"]}),
        ("", {"In force": ["K1.1"], "Proposed": ["K9.1"], "No longer in force": ["K1.2"]}),
    ],
)
def test_clauses_stand_where_they_stood_on_the_day(world: SeatedWorld, on: str, there: dict[str, list[str]]) -> None:
    assert parts(shown(on=on)) == there


def test_clauses_of_one_kind_are_shown_when_it_is_asked_for(world: SeatedWorld) -> None:
    page = shown(kind="check", on="2020-06-01")
    assert parts(page) == {"In force": ["K1.2"]}
    assert '<input type="hidden" name="kind" value="check">' in page
    assert "/trusts/kent/clauses/?kind=rule&amp;on=2020-06-01" in page
    assert parts(shown(kind="nonsense")) == parts(shown())


def test_page_says_so_when_no_clause_is_of_that_kind(world: SeatedWorld) -> None:
    page = shown(kind="output")
    assert parts(page) == {}
    assert "No clause of this kind is written down." in page


def test_page_says_so_when_there_is_no_clause(world: SeatedWorld) -> None:
    assert "No clause is written down yet." in shown(slug="medway")
    assert Client().get(reverse("clauses", args=["nowhere"])).status_code == 404


def test_clause_leads_to_those_it_names_and_to_no_other(world: SeatedWorld) -> None:
    led = re.findall(r'by <a class="[^"]+" href="#K1.1">', shown())
    assert len(led) == 1
    assert re.findall(r'by <a class="[^"]+" href="#K1.1">', shown(kind="check")) == []


def test_text_is_shown_as_text(world: SeatedWorld) -> None:
    clause_of(world.kent, "K3.1", text="<b>K1.1</b> & more")
    assert "&lt;b&gt;<a class" in shown()
    assert "<b>K1.1" not in shown()


def test_rules_that_run_a_clause_are_named_beside_it(world: SeatedWorld) -> None:
    runs = {"K1.1": [("Quorum of the board", "/trusts/kent/bodies/board/rules/")]}
    found = clauses_on(world.kent, LATER, kind=None, runs=runs)
    assert {one.clause.key: one.runs for _, sources in found.parts for s in sources for one in s.clauses} == {
        "K1.1": runs["K1.1"],
        "K9.1": (),
        "K1.2": (),
    }


def test_forms_are_offered_to_the_officer_alone(world: SeatedWorld, officer: Client) -> None:
    forms = [reverse("add_clause", args=["kent"]), reverse("change_clause", args=["kent", "K9.1"])]
    forms.append(reverse("repeal_clause", args=["kent", "K1.1"]))
    page = shown(officer)
    assert [address for address in forms if address not in page] == []
    for key in ("K1.2", "K9.1"):
        assert reverse("repeal_clause", args=["kent", key]) not in page
    for user in (world.auditor, world.nobody, world.medway_officer):
        assert [address for address in forms if address in shown(signed_in(user))] == []


@pytest.mark.parametrize("persona", ["visitor", "officer"])
def test_page_costs_as_many_queries_when_there_are_300_clauses(world: SeatedWorld, persona: str) -> None:
    client = signed_in(world.officer) if persona == "officer" else Client()
    shown(client)
    with CaptureQueriesContext(connection) as few:
        shown(client)
    assert Clause.objects.count() == 3
    Clause.objects.bulk_create(
        Clause(trust=world.kent, key=f"Q{n}.1", text="Named: K1.1.", kinds=["data"], position=n, starts=LATER)
        for n in range(3, 300)
    )
    with CaptureQueriesContext(connection) as many:
        page = shown(client)
    assert len(parts(page)["In force"]) == 298
    assert len(many) == len(few)


def sent(client: Client, name: str, *args: str, **said: Any) -> Any:
    return client.post(reverse(name, args=["kent", *args]), {"request_id": str(uuid4()), **said})


def test_add_clause_leads_to_it(world: SeatedWorld, officer: Client) -> None:
    response = sent(officer, "add_clause", key="K1.10", **{**SAID, "kinds": ["check", "data"]}, source="Agreement")
    assert response["Location"] == "/trusts/kent/clauses/#K1.10"
    assert parts(shown())["In force"] == ["K1.1", "K1.10"]
    assert Clause.objects.get(key="K1.10").kinds == ["data", "check"]


def test_add_clause_names_the_sources_there_are(world: SeatedWorld, officer: Client) -> None:
    page = officer.get(reverse("add_clause", args=["kent"])).content.decode()
    assert "So far: Agreement; Review." in page


def test_add_clause_is_one_when_the_form_is_sent_twice(world: SeatedWorld, officer: Client) -> None:
    said = {"request_id": str(uuid4()), "key": "K2.1", **SAID}
    answers = [officer.post(reverse("add_clause", args=["kent"]), said) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == ["/trusts/kent/clauses/#K2.1"] * 2
    assert Clause.objects.filter(key="K2.1").count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"key": ""}, "Enter the number of the clause."),
        ({"key": "K1.1"}, "There is a clause K1.1 already."),
        ({"key": "Quorum"}, "A clause is known by letters, digits, dots and hyphens"),
        ({"text": " "}, "Enter what the clause says."),
        ({"kinds": []}, "Choose how the clause is kept: one way at least."),
        ({"kinds": ["magic"]}, "magic is not one of the available choices."),
        ({"starts_2": ""}, "The date needs a year as well."),
        ({"standing": "repealed"}, "A clause is repealed from a day on: say from which."),
    ],
)
def test_add_clause_shows_what_is_wrong_and_keeps_what_was_typed(
    world: SeatedWorld, officer: Client, said: dict[str, Any], sentence: str
) -> None:
    before = everything()
    response = sent(officer, "add_clause", **{"key": "K2.1", **SAID, "note": "as typed", **said})
    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    assert "as typed" in page
    assert {name: rows for name, rows in everything().items() if name.startswith("governance")} == {
        name: rows for name, rows in before.items() if name.startswith("governance")
    }


def test_change_clause_shows_both_texts_when_somebody_was_quicker(world: SeatedWorld, officer: Client) -> None:
    assert sent(officer, "change_clause", "K1.1", **SAID, version="1").status_code == 302
    response = sent(officer, "change_clause", "K1.1", **{**SAID, "text": "It never meets."}, version="1")
    page = response.content.decode()
    assert "How it stands now, and what you typed" in page
    assert "It meets often." in page
    assert "It never meets." in page
    assert Clause.objects.get(key="K1.1").text == "It meets often."


def test_repeal_clause_moves_it_to_those_no_longer_in_force(world: SeatedWorld, officer: Client) -> None:
    ends = {"ends_0": "1", "ends_1": "6", "ends_2": "2021"}
    response = sent(officer, "repeal_clause", "K1.1", **ends, version="1")
    assert response["Location"] == "/trusts/kent/clauses/#K1.1"
    page = shown()
    assert parts(page) == {"Proposed": ["K9.1"], "No longer in force": ["K1.1", "K1.2"]}
    assert "repealed from 1 June 2021" in page


def test_forms_are_not_there_when_the_trust_has_no_such_clause(world: SeatedWorld, officer: Client) -> None:
    clause_of(world.medway, "M1.1")
    for name in ("change_clause", "repeal_clause"):
        assert officer.get(reverse(name, args=["kent", "M1.1"])).status_code == 404
        with pytest.raises(NoReverseMatch):
            reverse(name, args=["kent", "quorum"])


def test_trust_leads_to_its_clauses(world: SeatedWorld) -> None:
    assert 'href="/trusts/kent/clauses/"' in Client().get(reverse("trust", args=["kent"])).content.decode()
