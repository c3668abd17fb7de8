"""The editor of the rules. Who may open it stands in tests/matrix; here is what it shows, keeps and saves."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from governance.constitution.acts import change_part
from governance.constitution.models import Constitution
from tests.world import SeatedWorld, operator, signed_in
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
