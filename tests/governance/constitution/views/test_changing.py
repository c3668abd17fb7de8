"""The editor of the rules. Who may open it stands in tests/matrix; here is what it shows, keeps and saves."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.constitution.acts import change_part
from governance.constitution.editor.part_forms import EDITED
from governance.constitution.models import Constitution
from tests.world import SINCE, SeatedWorld, everything, operator, signed_in
from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db

FIRST = date(2021, 1, 1)
LATER = {"starts_0": "1", "starts_1": "6", "starts_2": "2030"}
QUORUM = {
    "business": {
        "all": [
            {"count": {"n": 8}},
            {"someone": {"office": ["chair", "vice-chair"]}},
            {"someone": {"agency": "kent-police"}},
        ]
    }
}


@pytest.fixture
def world() -> SeatedWorld:
    """Kent, whose board has a quorum of eight, the chair or vice-chair and the police."""
    world = SeatedWorld()
    change_part(world.board, part="quorum", written=QUORUM, starts=FIRST, read=0, by=operator())
    return world


@pytest.fixture
def officer(world: SeatedWorld) -> Client:
    return signed_in(world.officer)


def address(part: str = "quorum") -> str:
    return reverse("change_part", args=["kent", "board", part])


def page(client: Client, part: str = "quorum") -> str:
    response = client.get(address(part))
    assert response.status_code == 200
    return response.content.decode()


def fields_in(text: str) -> dict[str, list[str]]:
    """What a browser would send of the form, without a button."""
    text = text[text.index('id="editor"') : text.rindex("</form>")]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", text):
        at = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if "name" in at and (at.get("type") not in {"checkbox", "radio"} or " checked" in tag):
            found.setdefault(at["name"], []).append(at.get("value", ""))
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        options = re.findall(r'<option value="([^"]*)"( selected)?', inside)
        found[name] = [next((value for value, chosen in options if chosen), options[0][0] if options else "")]
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', text, re.DOTALL):
        found[name] = [inside]
    return found


def send(client: Client, fields: dict[str, Any], part: str = "quorum", **also: Any) -> Any:
    return client.post(address(part), {**fields, **also})


def stands() -> list[dict[str, Any]]:
    """What every version of the board says, the earliest first."""
    return [version.written for version in Constitution.objects.filter(body__key="board")]


NINE = {"quorum.business.all.0.count.n": "9"}


def test_quorum_is_nine_from_the_day_when_the_officer_changes_the_number(world: SeatedWorld, officer: Client) -> None:
    fields = fields_in(page(officer))
    assert fields["quorum.business.all.0.count.n"] == ["8"]
    entries = Entry.objects.count()
    response = send(officer, fields, **{"quorum.business.all.0.count.n": "9"}, **LATER)
    assert response.status_code == 302, response.content.decode()[:3000]
    assert response["Location"] == "/trusts/kent/bodies/board/rules/?on=2030-06-01"
    first, second = Constitution.objects.filter(body=world.board)
    assert first.written == {"quorum": QUORUM}
    assert second.starts == date(2030, 6, 1)
    assert second.written["quorum"]["business"]["all"][0] == {"count": {"n": 9}}
    assert second.written["quorum"]["business"]["all"][1:] == QUORUM["business"]["all"][1:]
    assert Entry.objects.count() == entries + 1


def test_page_shows_the_last_version_and_offers_the_first_of_next_month(world: SeatedWorld, officer: Client) -> None:
    text = page(officer)
    assert "Business needs at least eight members, including" in text
    fields = fields_in(text)
    today = timezone.localdate()
    assert (fields["starts_0"], fields["read"]) == (["1"], ["1"])
    assert int(fields["starts_1"][0]) == today.month % 12 + 1
    send(officer, fields, **NINE, **LATER)
    fields = fields_in(page(officer))
    assert fields["quorum.business.all.0.count.n"] == ["9"]
    assert [fields[f"starts_{part}"] for part in range(3)] == [["1"], ["6"], ["2030"]]


@pytest.mark.parametrize("part", EDITED)
def test_every_part_can_be_opened_and_saved_as_it_stands(world: SeatedWorld, officer: Client, part: str) -> None:
    response = send(officer, fields_in(page(officer, part)), part, **LATER)
    assert response.status_code == 302, response.content.decode()
    assert stands()[0] == {"quorum": QUORUM}
    assert "quorum" in stands()[-1]


@pytest.mark.parametrize(
    ("persona", "status"), [("auditor", 403), ("nobody", 404), ("medway_officer", 404), ("bare_officer", 302)]
)
def test_rules_stay_when_it_is_not_their_job(world: SeatedWorld, officer: Client, persona: str, status: int) -> None:
    fields = fields_in(page(officer))
    client = signed_in(getattr(world, persona))
    before = everything()
    assert client.get(address()).status_code == status
    assert send(client, fields, **NINE, **LATER).status_code == status
    assert everything() == before


def test_unknown_part_is_no_page(world: SeatedWorld, officer: Client) -> None:
    assert officer.get(address("nonsense")).status_code == 404


def test_change_is_made_once_when_it_is_sent_twice(world: SeatedWorld, officer: Client) -> None:
    fields = {**fields_in(page(officer)), **NINE, **LATER}
    first = send(officer, fields)
    before = everything()
    again = send(officer, fields)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert everything() == before


def test_same_request_with_other_content_says_so(world: SeatedWorld, officer: Client) -> None:
    fields = {**fields_in(page(officer)), **NINE, **LATER}
    send(officer, fields)
    before = everything()
    again = send(officer, fields, **{"quorum.business.all.0.count.n": "10"})
    assert again.status_code == 409
    assert everything() == before


def test_button_changes_the_rows_and_saves_nothing(world: SeatedWorld, officer: Client) -> None:
    fields = {**fields_in(page(officer)), **NINE, **LATER}
    before = everything()
    response = send(officer, fields, op="remove:quorum.business.all.2")
    assert response.status_code == 200
    text = response.content.decode()
    after = fields_in(text)
    assert "Business needs at least nine members, including the chair or vice-chair." in text
    assert after["quorum.business.all.rows"] == ["2"]
    assert after["starts_2"] == ["2030"]
    assert after["request_id"] == fields["request_id"]
    assert everything() == before
    send(officer, after)
    assert stands()[-1]["quorum"]["business"] == {
        "all": [{"count": {"n": 9}}, {"someone": {"office": ["chair", "vice-chair"]}}]
    }


def test_everything_is_kept_and_said_when_the_rule_cannot_be(world: SeatedWorld, officer: Client) -> None:
    fields = {**fields_in(page(officer)), **LATER, "quorum.business.all.0.count.n": "ei<ght", "starts_0": "31"}
    before = everything()
    response = send(officer, fields)
    text = response.content.decode()
    assert response.status_code == 200
    assert '<a href="#quorum.business.all.0.count.n">For business, row 1: Enter a whole number, such as 8.</a>' in text
    assert "June 2030 has 30 days" in text
    assert 'value="ei&lt;ght"' in text
    assert "<title>Error: " in text
    after = fields_in(text.replace("&lt;", "<"))
    assert {name: value for name, value in after.items() if name != "csrfmiddlewaretoken"} == {
        name: value if isinstance(value, list) else [value]
        for name, value in fields.items()
        if name != "csrfmiddlewaretoken"
    }
    assert everything() == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quorum.clauses": "K9.9"}, "Clauses that say so: There is no clause K9.9 in this trust"),
        ({"quorum.business": "at_least", "quorum.business.was": "at_least"}, "For business: Enter a whole number"),
        ({"quorum.business.all.0": "quorum_of", "quorum.business.all.0.quorum_of": ""}, "row 1: Choose one."),
        ({"quorum.business": "when", "quorum.business.was": "when"}, "For business: Choose at least one."),
    ],
)
def test_reason_stands_at_its_row(world: SeatedWorld, officer: Client, typed: dict[str, str], said: str) -> None:
    text = send(officer, fields_in(page(officer)), **typed, **LATER).content.decode()
    assert said in text.replace("&#x27;", "'")
    assert text.count('class="govuk-error-message"') == 1
    assert stands() == [{"quorum": QUORUM}]


def test_kind_that_was_chosen_and_not_added_is_asked_about(world: SeatedWorld, officer: Client) -> None:
    send(officer, fields_in(page(officer, "lists")), "lists", **{"lists.sittings": "annual"}, **LATER)
    fields = fields_in(page(officer))
    text = send(officer, fields, **{"quorum.sitting.new": "annual"}).content.decode()
    assert "Press “Add” beside what you chose" in text
    text = send(officer, fields, **{"quorum.sitting.new": "annual"}, op="name:quorum.sitting").content.decode()
    send(officer, {**fields_in(text), "quorum.sitting.annual": "count", "quorum.sitting.annual.count.n": "3"})
    assert stands()[-1]["quorum"]["sitting"] == {"annual": {"count": {"n": 3}}}


def test_list_is_refused_when_a_rule_still_names_its_kind(world: SeatedWorld, officer: Client) -> None:
    send(officer, fields_in(page(officer, "lists")), "lists", **{"lists.sittings": "annual"}, **LATER)
    quorum = {**QUORUM, "sitting": {"annual": {"count": {"n": 3}}}}
    change_part(world.board, part="quorum", written=quorum, starts=date(2031, 1, 1), read=2, by=operator())
    text = send(officer, fields_in(page(officer, "lists")), "lists", **{"lists.sittings": ""}).content.decode()
    assert "It does not go together with the part “quorum”" in text


def test_nothing_typed_is_lost_when_somebody_else_was_quicker(world: SeatedWorld, officer: Client) -> None:
    fields = {**fields_in(page(officer)), **NINE, **LATER}
    ten = {"business": {"count": {"n": 10}}}
    change_part(world.board, part="quorum", written=ten, starts=date(2029, 1, 1), read=1, by=operator())
    before = everything()
    response = send(officer, fields)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Somebody else changed this in the meantime." in text
    assert "How it stands now, and what you typed" in text
    assert "Business needs at least ten members." in text
    assert "Business needs at least nine members" in text
    after = fields_in(text)
    assert (after["quorum.business.all.0.count.n"], after["read"]) == (["9"], ["2"])
    assert everything() == before
    assert send(officer, after).status_code == 302
    assert stands()[-1]["quorum"]["business"]["all"][0] == {"count": {"n": 9}}


def test_change_is_refused_before_the_last_version_begins(world: SeatedWorld, officer: Client) -> None:
    fields = {**fields_in(page(officer)), **NINE, **LATER, "starts_2": "2019"}
    text = send(officer, fields).content.decode()
    assert "A later version begins on 1 January 2021." in text
    assert stands() == [{"quorum": QUORUM}]


def test_script_gets_what_has_changed_and_nothing_around_it(world: SeatedWorld, officer: Client) -> None:
    fields = {**fields_in(page(officer)), **NINE}
    text, sentence = (
        officer.post(address(), {**fields, "op": "show"}, headers={"X-Trustboard-Editor": what}).content.decode()
        for what in ("all", "sentence")
    )
    for answer in (text, sentence):
        assert "<html" not in answer
        assert "at least nine members" in answer
        assert "What follows" in answer
    assert ('id="editor-rows"' in text, 'id="editor-rows"' in sentence) == (True, False)


def test_part_that_is_taken_over_is_not_written_here(world: SeatedWorld, officer: Client) -> None:
    inherits = [{"of": "board", "parts": ["quorum"]}]
    change_part(world.group, part="inherits", written=inherits, starts=FIRST, read=0, by=operator())
    own = reverse("change_part", args=["kent", "executive-group", "quorum"])
    text = officer.get(own).content.decode()
    assert "This part is taken over from the Board, as it stands there." in text
    assert "<form method" not in text.partition("<main")[2]
    assert "Executive group takes this part over from here, and so changes with it." in page(officer)


def correction() -> str:
    return reverse("correct_part", args=["kent", "board", FIRST, "quorum"])


def test_part_is_corrected_with_a_reason(world: SeatedWorld, officer: Client) -> None:
    fields = fields_in(officer.get(correction()).content.decode())
    text = officer.post(correction(), {**fields, **NINE}).content.decode()
    assert "Give the reason of the correction" in text
    assert stands() == [{"quorum": QUORUM}]
    response = officer.post(correction(), {**fields_in(text), "reason": "A slip of the pen."})
    assert response["Location"] == "/trusts/kent/bodies/board/rules/?on=2021-01-01"
    assert stands()[0]["quorum"]["business"]["all"][0] == {"count": {"n": 9}}
    assert officer.get(reverse("correct_part", args=["kent", "board", SINCE, "quorum"])).status_code == 404


def test_correction_is_kept_when_somebody_else_was_quicker(world: SeatedWorld, officer: Client) -> None:
    fields = fields_in(officer.get(correction()).content.decode())
    other = fields_in(officer.get(correction()).content.decode())
    officer.post(correction(), {**other, **NINE, "reason": "A slip."})
    text = officer.post(
        correction(), {**fields, "quorum.business.all.0.count.n": "7", "reason": "No."}
    ).content.decode()
    assert "Somebody else changed this in the meantime." in text
    assert officer.post(correction(), fields_in(text)).status_code == 302
    assert stands()[0]["quorum"]["business"]["all"][0] == {"count": {"n": 7}}


def test_version_is_struck_once_when_it_is_sent_twice(world: SeatedWorld, officer: Client) -> None:
    struck = reverse("strike_constitution", args=["kent", "board", FIRST])
    sent = {"request_id": str(uuid4()), "reason": "Never agreed.", "version": "1"}
    assert "Strike the version of 1 January 2021" in officer.get(struck).content.decode()
    for _ in range(2):
        assert officer.post(struck, sent)["Location"] == "/trusts/kent/bodies/board/rules/"
    assert stands() == []
    assert officer.get(struck).status_code == 404


def test_page_costs_as_many_queries_when_there_are_many_versions(world: SeatedWorld, officer: Client) -> None:
    page(officer)
    with CaptureQueriesContext(connection) as few:
        page(officer)
    for year in range(2022, 2030):
        change_part(
            world.board, part="quorum", written=QUORUM, starts=date(year, 1, 1), read=year - 2021, by=operator()
        )
    with CaptureQueriesContext(connection) as many:
        page(officer)
    assert len(many) == len(few)
