"""One item cut out of a copy: that one alone, whatever was typed in it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from meetings.agenda.audience import Audience
from meetings.agenda.lines import ItemOf, PaperOf, lines_for
from meetings.agenda.pieces import piece_of
from tests.examples import examples

pytestmark = pytest.mark.django_db

HOSTILE = [
    "</section>",
    '" id="x',
    "<section class='tb-point'>",
    "plain",
    'data-item="',
    "<script>",
    "&lt;/section&gt;",
]


def item(number: int, title: str, audience: str = "confidential", about: str = "") -> ItemOf:
    paper = PaperOf(uuid4(), f"Paper of {number}", audience, "pdf", 9)
    said = {"purpose": "For decision", "decision": "", "lead": "", "minutes": None, "bidders": (), "withdrawn": ""}
    return ItemOf(uuid4(), 1, number, title, audience=audience, reason="Why", about=about, papers=(paper,), **said)


def copy_for(audience: Audience, items: list[ItemOf]) -> str:
    of = {"trust": "kent", "body": "board", "meeting": uuid4(), "level": 2, "prefix": "", "late": ""}
    return render_to_string("meetings/agenda/frozen.html", {"lines": lines_for(audience, items), **of})


@given(st.lists(st.sampled_from(HOSTILE), min_size=3, max_size=3), st.integers(0, 2))
@examples(60)
def test_piece_is_the_item_alone_whatever_was_typed(texts: list[str], place: int) -> None:
    items = [item(number, f"Title {number} {text}", about=text) for number, text in enumerate(texts, 1)]
    piece = piece_of(copy_for(Audience.CONFIDENTIAL, items), items[place].key)
    assert piece.count("<section") == piece.count("</section>") == 1
    assert piece.endswith("</section>")
    assert [f"Title {one.number} " in piece for one in items] == [one is items[place] for one in items]
    assert [f"Paper of {one.number}" in piece for one in items] == [one is items[place] for one in items]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBERS])
def test_piece_is_empty_when_the_copy_withholds_the_item(audience: Audience) -> None:
    secret = item(1, "Secret")
    html = copy_for(audience, [secret, item(2, "Open", "public")])
    assert piece_of(html, secret.key) == ""
    assert str(secret.key) not in html


def test_ids_of_a_piece_are_not_those_of_the_copy() -> None:
    one = item(1, "Secret")
    piece = piece_of(copy_for(Audience.CONFIDENTIAL, [one]), one.key)
    assert 'id="leave-item-1"' in piece
    assert 'aria-labelledby="leave-item-1-title"' in piece
    assert ' id="item-' not in piece
