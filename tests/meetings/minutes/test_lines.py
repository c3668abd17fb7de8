"""What each audience reads of minutes, from values alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from meetings.agenda.audience import Audience
from meetings.minutes.corrections import corrected
from meetings.minutes.formatting import formatted
from meetings.minutes.lines import (
    OPENING,
    Attended,
    Circulated,
    Detail,
    Inserted,
    ItemOf,
    Kind,
    MinutesOf,
    SittingOf,
    reading_of,
)
from trustboard.wording.differences import Piece

TWO = datetime(2030, 4, 25, 13, tzinfo=UTC)
VOTED = Inserted(
    Kind.MOTION,
    TWO,
    "a",
    "Motion: that it be so.",
    (Detail("Votes", "2 for"), Detail("For", "Ann", "members"), Detail("What it is", "a firm", "confidential")),
)
PLAN = ItemOf("a", 1, "The plan", text="It was considered.", inserted=(VOTED,))
STAFF = ItemOf("b", 2, "Staffing", audience="members", text="Two posts.")
SECRET = ItemOf("c", 3, "Placement", audience="confidential", reason="It names children.", text="Who it was.")
SITTING = SittingOf(
    number=1,
    day=date(2030, 4, 25),
    opened_at=TWO,
    ended_at=None,
    ending="",
    where="",
    presided=("Cat",),
    quorum="",
    present=(Attended("Cat", "Health"),),
    guests=(Attended("Gus", "invited", places=("c",)), Attended("Una", "observer", places=("a", "c"))),
    apologies=(),
    absent=(),
    vacant=(),
)
WHOLE = MinutesOf((SITTING,), ItemOf(OPENING, 0, "Before the first item"), (PLAN, STAFF, SECRET))


def test_what_is_not_for_an_audience_is_not_in_its_value() -> None:
    public = reading_of(Audience.PUBLIC, WHOLE)
    assert [(line.number, line.title, line.withheld, line.text) for line in public.lines] == [
        (1, "The plan", "", "It was considered."),
        (2, "", "For members of the body", ""),
        (3, "", "Confidential: It names children.", ""),
    ]
    assert "Placement" not in repr(public)
    assert "Who it was" not in repr(public)


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience.PUBLIC, ["Votes"]),
        (Audience.MEMBERS, ["Votes", "For"]),
        (Audience.CONFIDENTIAL, ["Votes", "For", "What it is"]),
    ],
)
def test_detail_is_told_to_its_own_readers(audience: Audience, names: list[str]) -> None:
    inserted = reading_of(audience, WHOLE).lines[0].inserted[0]
    assert [detail.name for detail in inserted.details] == names


@pytest.mark.parametrize(
    ("audience", "named"),
    [(Audience.PUBLIC, ["Una"]), (Audience.MEMBERS, ["Una"]), (Audience.CONFIDENTIAL, ["Gus", "Una"])],
)
def test_guest_of_a_withheld_item_is_not_named(audience: Audience, named: list[str]) -> None:
    assert [guest.name for guest in reading_of(audience, WHOLE).sittings[0].guests] == named


def test_corrections_are_shown_to_the_readers_of_their_item() -> None:
    before = Circulated({"a": "It was noted.", "c": "Who it is."}, {"a": ["Motion: that it be otherwise."]})
    public = reading_of(Audience.PUBLIC, WHOLE, before)
    assert public.lines[0].corrected.pieces == (
        Piece("kept", "It was "),
        Piece("struck", "noted."),
        Piece("added", "considered."),
    )
    assert public.lines[0].corrected.struck == ()
    assert not public.lines[2].corrected.is_there
    whole = reading_of(Audience.CONFIDENTIAL, WHOLE, before)
    assert whole.lines[0].corrected.struck == ("Motion: that it be otherwise.",)
    assert whole.lines[2].corrected.is_there


def test_text_that_stayed_is_no_correction() -> None:
    same = Circulated(WHOLE.texts, WHOLE.sentences)
    assert not any(line.corrected.is_there for line in reading_of(Audience.CONFIDENTIAL, WHOLE, same).lines)


@pytest.mark.parametrize(("before", "after"), [("", "a b"), ("a b c", "a c d"), ("a\n\nb", "b"), ("same", "same")])
def test_text_is_corrected_when_it_differs(before: str, after: str) -> None:
    assert corrected(before, after).is_there == (before != after)


def test_withheld_item_holds_nothing_whatever_it_had() -> None:
    full = replace(SECRET, inserted=(VOTED,), taken=((1, TWO),), withdrawn="Otherwise.")
    line = reading_of(Audience.MEMBERS, replace(WHOLE, items=(full,))).lines[0]
    assert (line.inserted, line.taken, line.withdrawn, line.place) == ((), (), "", "")


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("**so** and *so*", "<p><strong>so</strong> and <em>so</em></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>"),
        ("# heading", "<p># heading</p>"),
        ("![x](http://e.example/p.png)", "<p>![x](http://e.example/p.png)</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("&lt;b&gt; <b>", "<p>&amp;lt;b&amp;gt; &lt;b&gt;</p>"),
    ],
)
def test_formatting_makes_nothing_but_paragraphs_lists_bold_and_italic(typed: str, html: str) -> None:
    assert formatted(typed) == html
