"""The public pages of a trust and its structure. Who may open them stands in tests/matrix; here is what they show."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from governance.structure.acts import add_line, describe_trust
from governance.structure.models import Kind, Nation, Standing
from governance.structure.permissions import CONTACT
from tests.world import SeatedWorld, body_of, invited, member, operator, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


def shown(name: str, *, client: Client | None = None, on: str = "") -> str:
    page = (client or Client()).get(reverse(name, args=["kent"]), {"on": on} if on else {})
    return page.content.decode()


def test_trust_shows_what_it_is_for_and_its_bodies(world: SeatedWorld) -> None:
    describe_trust(
        world.kent,
        name="Kent Children's Trust",
        lead_authority="Kent County Council",
        nation=Nation.ENGLAND,
        vision="Every child thrives.",
        purpose="Better lives.\n\nTogether.",
        principles=["Openness", "Honesty"],
        child="Everyone up to 18.",
        version=1,
        by=operator(),
    )
    page = shown("trust")
    for text in ("Every child thrives.", "<p>Together.</p>", "Honesty", "Everyone up to 18.", "Kent County Council"):
        assert text in page
    assert page.index("Executive group") < page.index("outside the trust") < page.index("Kent Partnership")


def test_trust_says_so_when_nothing_is_written_yet(world: SeatedWorld) -> None:
    page = Client().get(reverse("trust", args=["medway"])).content.decode()
    assert "not been written down" in page


def test_trust_offers_each_reader_only_the_links_they_may_use(world: SeatedWorld) -> None:
    names = ["gaps", "people", "agencies", "add_body", "describe_trust", "trust_access", "trust_record"]
    offered = {
        reader: [name for name in names if f'"{reverse(name, args=["kent"])}"' in shown("trust", client=client)]
        for reader, client in {
            "visitor": Client(),
            "stranger": signed_in(world.medway_officer),
            "auditor": signed_in(world.auditor),
            "officer": signed_in(world.officer),
        }.items()
    }
    assert offered == {
        "visitor": [],
        "stranger": [],
        "auditor": ["gaps", "agencies", "trust_record"],
        "officer": names,
    }


def test_structure_shows_every_body_as_a_link_and_every_line_in_words(world: SeatedWorld) -> None:
    add_line(
        world.group,
        to=world.board,
        through=world.police,
        about="the forward plan",
        starts=date(2020, 6, 1),
        by=operator(),
    )
    page = shown("structure")
    assert page.count('class="tb-chart__link"') == 3
    assert page.count('class="tb-chart__arrow"') == 2
    assert "answers to <strong>Board</strong> through the seat Police: the forward plan" in page
    assert '<tspan class="tb-chart__note"' in page


def test_structure_shows_only_what_is_there_on_the_day(world: SeatedWorld) -> None:
    body_of(world.kent, "Later group", Kind.SUBGROUP, starts=date(2030, 1, 1))
    assert shown("structure").count('class="tb-chart__link"') == 3
    assert shown("structure", on="1/2/2030").count('class="tb-chart__link"') == 4
    assert shown("structure", on="2019-01-01").count('class="tb-chart__link"') == 0
    assert "Not there on this day" in shown("structure", on="2019-01-01")
    assert "<strong>As at 1 January 2019</strong>, by what is known today." in shown("structure", on="2019-01-01")


def test_structure_marks_what_is_proposed_in_words(world: SeatedWorld) -> None:
    body_of(world.kent, "New board", standing=Standing.PROPOSED)
    page = shown("structure")
    assert "tb-chart__box--proposed" in page
    assert page.count("Proposed") >= 2


@pytest.mark.parametrize("name", ["structure", "members"])
def test_page_is_of_today_and_says_what_to_type_when_the_day_is_none(world: SeatedWorld, name: str) -> None:
    page = shown(name, on='"><b>x')
    assert "Enter a real day" in page
    assert "&quot;&gt;&lt;b&gt;x" in page
    assert "<b>x" not in page


def test_agencies_show_duty_seats_contacts_and_who_is_invited(world: SeatedWorld) -> None:
    member(world.agency, "Conrad Contact", CONTACT)
    invited(world.agency, "second@agency.example", CONTACT)
    page = shown("agencies", client=signed_in(world.auditor))
    for text in ("Kent Police", "Duty by law", "Board", "Conrad Contact", "second@agency.example"):
        assert text in page
    assert reverse("change_agency", args=["kent", "kent-police"]) not in page
    officers = shown("agencies", client=signed_in(world.officer))
    assert reverse("change_agency", args=["kent", "kent-police"]) in officers
    assert reverse("invite_contact", args=["kent", "kent-police"]) in officers
