"""The simulator's page: what it answers, to whom, and that its address says everything in one way."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.constitution.acts import change_part
from governance.constitution.rulebook import rulebook_of
from governance.membership.changes import make_person, make_seat, seat_person
from governance.membership.permissions import PERSON
from governance.structure.models import Body, Trust
from governance.structure.permissions import CONTACT, OFFICER
from tests.world import SINCE, SeatedWorld, member, operator, signed_in
from trustboard.acts.days import told

pytestmark = pytest.mark.django_db

TRY = reverse("try_rules", args=["kent", "board"])
WITH_POLICE = {"all": [{"count": {"n": 2}}, {"someone": {"agency": "kent-police"}}]}
DAY = "2026-10-01"


def ruled(body: Body, part: str, written: Any, starts: date = SINCE) -> None:
    """The part is so from that day on."""
    read = rulebook_of(body.trust).edits(body.key)
    change_part(body, part=part, written=written, starts=starts, read=read, by=operator())


@pytest.fixture
def world() -> SeatedWorld:
    world = SeatedWorld()
    ruled(world.board, "quorum", {"business": WITH_POLICE})
    return world


@pytest.fixture
def ann(world: SeatedWorld) -> Client:
    """Ann's own browser: she holds the police's seat."""
    return signed_in(member(world.ann, "Ann Ames", PERSON))


def shown(client: Client, query: str = "", address: str = TRY) -> str:
    response = client.get(f"{address}?{query}" if query else address)
    assert response.status_code == 200, response.get("Location")
    return " ".join(response.content.decode().split())


def verdict(page: str) -> str:
    found = re.search(r'id="verdict">.*?</span>(.*?)</h2>', page)
    assert found
    return found[1]


def sentence(page: str) -> str:
    found = re.search(r'<p class="tb-finding__sentence">(.*?)</p>', page)
    assert found
    return found[1]


def listed(page: str, title: str) -> list[str]:
    """The people listed under a heading of the answer."""
    after = page.split(f"{title}</h3>", 1)[1].split("<h3", 1)[0]
    return re.findall(r"<li>(.*?)</li>", after)


def test_members_contacts_officer_and_auditor_try_and_strangers_do_not(world: SeatedWorld, ann: Client) -> None:
    contact = signed_in(member(world.agency, "Connie Contact", CONTACT))
    for client in (ann, contact, signed_in(world.officer), signed_in(world.auditor)):
        assert verdict(shown(client)) == "Not quorate"
        assert f'href="{TRY}"' in shown(client, address=reverse("rules", args=["kent", "board"]))
    for user in (world.nobody, world.medway_officer, world.medway_auditor):
        assert signed_in(user).get(TRY).status_code == 404
    assert TRY not in shown(Client(), address=reverse("rules", args=["kent", "board"]))
    assert ann.get(reverse("try_rules", args=["medway", "board"])).status_code == 404


def test_verdict_says_who_would_make_it_and_who_would_lose_it(ann: Client) -> None:
    page = shown(ann, f"on={DAY}&room=health")
    assert (verdict(page), listed(page, "Who would make it")) == ("Not quorate", ["Police (Ann Ames)"])
    page = shown(ann, f"on={DAY}&all=room")
    assert verdict(page) == "Quorate"
    assert listed(page, "Whose leaving would lose it") == ["Police (Ann Ames)", "Health (Cat Cole)"]
    assert "Health (Cat Cole) presides." in page
    assert "2 may vote" in page


def test_deputy_comes_by_name_and_a_vacant_seat_cannot_be_ticked(ann: Client) -> None:
    page = shown(ann, f"on={DAY}&room=health&deputy=police")
    assert verdict(page) == "Quorate"
    assert "Police (Ben Bold, deputy)" in page
    assert 'id="come_police"' in page
    assert 'id="come_voluntary-sector"' not in page
    assert 'Voluntary sector <span class="tb-tick__who">vacant</span>' in page


def test_none_asked_is_never_called_quorate(world: SeatedWorld, ann: Client) -> None:
    ruled(world.board, "quorum", {"business": "none asked"}, starts=timezone.localdate() + timedelta(days=1))
    page = shown(ann, f"on={(timezone.localdate() + timedelta(days=1)).isoformat()}")
    assert (verdict(page), sentence(page)) == ("None asked", "The rules ask no quorum of this.")
    assert "quorate" not in page.lower()


def test_verdict_is_that_of_the_rules_of_the_day(world: SeatedWorld, ann: Client) -> None:
    turn = timezone.localdate() + timedelta(days=30)
    ruled(world.board, "quorum", {"business": {"count": {"n": 3}}}, starts=turn)
    before = turn - timedelta(days=1)
    assert verdict(shown(ann, f"on={before.isoformat()}&all=room")) == "Quorate"
    assert verdict(shown(ann, f"on={turn.isoformat()}&all=room")) == "Not quorate"


def test_form_leads_to_the_one_address_that_says_the_same(ann: Client) -> None:
    form = {"on": "1/10/2026", "vote": "yes", "chair": "", "come": ["police", "health"], "how.police": "remote"}
    response = ann.get(TRY, form)
    assert response.status_code == 302
    assert response["Location"] == f"{TRY}?on={DAY}&vote=yes&room=health&remote=police"
    page = shown(ann, response["Location"].split("?")[1])
    assert page.count(" checked>") == 2
    assert '<option value="remote" selected>' in page


def test_bare_address_is_today_and_leads_nowhere_else(ann: Client) -> None:
    page = shown(ann)
    assert f'value="{timezone.localdate().isoformat()}"' in page
    assert f'href="{TRY}?on={timezone.localdate().isoformat()}"' in page


def test_what_cannot_be_is_told_and_nothing_is_lost(ann: Client) -> None:
    page = shown(ann, "on=soon&room=health.nowhere&remote=voluntary-sector&sitting=secret&vote=yes&chair=police")
    today = told(timezone.localdate())
    for text in (
        "“soon” is no day. Enter a real day, such as 1/5/2008.",
        f"There is no seat “nowhere” on {today}.",
        f"The seat “Voluntary sector” is vacant on {today}, so nobody comes for it.",
        "There is no kind of sitting called “secret” in these rules.",
        "“Police” does not come, and so cannot preside.",
        '<option value="police" selected>Police</option>',
    ):
        assert text in page
    assert 'value="soon"' in page
    assert (
        '<input class="govuk-checkboxes__input" type="checkbox" id="come_health" name="come" value="health" checked>'
        in page
    )
    assert '<option value="yes" selected>' in page


def test_circumstances_are_asked_only_where_the_rules_ask_about_them(world: SeatedWorld, ann: Client) -> None:
    fields = ("sitting", "decision", "public", "fact_1", "minutes", "days")
    assert [name for name in fields if f'id="{name}"' in shown(ann)] == []
    late = {"elapsed": {"since": "start", "at_least": "30 minutes"}}
    second = {"elapsed": {"since": "first", "at_least": "8 days"}}
    conditions = {"any": [late, second, {"public": "yes"}, {"declared": "short notice"}]}
    tomorrow = timezone.localdate() + timedelta(days=1)
    ruled(
        world.board,
        "lists",
        {"sittings": ["adjourned"], "decisions": ["budget"], "facts": ["short notice"]},
        starts=tomorrow,
    )
    rule = {"when": conditions, "then": {"count": {"n": 1}}, "else": {"count": {"n": 2}}}
    ruled(world.board, "quorum", {"business": rule}, starts=tomorrow)
    day = tomorrow.isoformat()
    page = shown(ann, f"on={day}&room=police")
    assert [name for name in fields if f'id="{name}"' in page] == list(fields)
    assert verdict(page) == "Not quorate"
    for said in ("minutes=30", "days=8", "public=yes", "fact=short+notice"):
        before = f"on={day}&{said}&room=police"
        assert verdict(shown(ann, before)) == "Quorate"
    wrong = shown(ann, f"on={day}&minutes=soon&room=police")
    assert 'value="soon"' in wrong
    assert "Enter a whole number of minutes from 0 to 10000, in figures." in wrong


def test_motion_is_told_in_the_numbers_of_those_who_may_vote(world: SeatedWorld, ann: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    ruled(world.board, "voting", {"majority": {"fraction": {"this": "2/3"}}, "casting_vote": "may"}, starts=tomorrow)
    page = shown(ann, f"on={tomorrow.isoformat()}&all=room")
    assert "If everybody votes who may, it takes 2 of 2 to carry it." in page


def test_body_without_seats_says_so(world: SeatedWorld, ann: Client) -> None:
    page = shown(ann, "on=2019-01-01")
    assert "The body has no seats on this day." in page


def test_trying_takes_as_many_queries_when_there_are_3_seats_or_300(world: SeatedWorld, ann: Client) -> None:
    shown(ann)  # what the process remembers of content types
    for seats in (0, 297):
        for place in range(seats):
            seat = make_seat(world.board, key=f"seat-{place}", title=f"Seat {place}", starts=SINCE)
            seat_person(
                seat, starts=SINCE, person=make_person(world.kent, key=f"person-{place}", name=f"Person {place}")
            )
        with CaptureQueriesContext(connection) as asked:
            shown(ann, f"on={DAY}&all=room")
        assert len(asked) == 16


@pytest.fixture
def kent() -> Client:
    """The browser of the officer of Kent's whole trust, with its invented people."""
    for file in ("kent.yaml", "demo/kent-people.yaml"):
        call_command("load_trust", str(settings.BASE_DIR / "fixtures" / file))
    return signed_in(member(Trust.objects.get(slug="kent"), "Olive Officer", OFFICER))


FIVE = ("director", "police", "youth-offending-service", "districts")


def test_kents_five_slots_are_quorate_and_without_the_police_they_are_not(kent: Client) -> None:
    page = shown(kent, "on=2010-06-01&room=director.police.youth-offending-service.districts")
    assert verdict(page) == "Quorate"
    assert sentence(page) == (
        "5 of 5: quorate; it would be lost if Director of children&#x27;s services, Kent Police,"
        " Youth Offending Service or District councils left."
    )
    page = shown(kent, "on=2010-06-01&room=director.youth-offending-service.districts")
    assert verdict(page) == "Not quorate"
    assert sentence(page) == (
        "4 of 5: Kent Police, Director of child health commissioning or Learning and Skills Council, for example,"
        " would make it."
    )
    assert 'Kent Police <span class="tb-check__state">not met</span>' in page
