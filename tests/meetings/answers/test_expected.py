"""The quorum that the answers promise, for Kent's rule of five in seven."""

from __future__ import annotations

from typing import Any

import pytest

from governance.constitution.core.constitution import Quorum, Rules
from governance.constitution.core.language import AtLeast, Count, How, Selector, Someone, Voice
from governance.constitution.core.meeting import Meeting, Post, Seat
from governance.constitution.english.english import English
from meetings.answers.expected import Said, answered, expected
from meetings.answers.rules import Coming

CHAIR = Post("board", "chair")
SEATS = (
    Seat("police", agency="police", holder="ann"),
    Seat("health", agency="health", holder="cat", offices=frozenset({CHAIR})),
    Seat("schools", agency="schools", holder="dan"),
    Seat("empty", agency="voluntary"),
)
EMPTY = Meeting(seats=SEATS, body="board", offices={CHAIR: "cat"})
TWO_OF = AtLeast(2, tuple(Someone(Selector(agency=(name,))) for name in ("police", "health", "schools")))
TITLES = {"police": "Police", "health": "Health", "schools": "Schools"}
ROOM, REMOTE = Said(Coming.ROOM), Said(Coming.REMOTE)


def stands(said: dict[str, Said], asked: Any = TWO_OF) -> tuple[str, str]:
    found = expected(
        EMPTY, Rules(quorum=Quorum(business=asked)), said, offices=("chair",), titles=TITLES, english=English()
    )
    return found.word, found.sentence


@pytest.mark.parametrize(
    ("said", "word", "sentence"),
    [
        ({"police": ROOM, "health": ROOM}, "Quorate", "2 of 2: quorate; it would be lost if Police or Health left."),
        ({"police": ROOM}, "Not quorate", "1 of 2: Health or Schools would make it."),
        (
            {"police": ROOM, "health": Said(Coming.APOLOGIES)},
            "Not quorate",
            "1 of 2: Schools would make it.",
        ),
    ],
)
def test_expected_quorum_counts_who_answered_that_they_come(said, word, sentence) -> None:
    assert stands(said) == (word, sentence)


def test_expected_quorum_takes_nobody_who_has_not_answered() -> None:
    assert answered(EMPTY, {}, ("chair",)).here == ()
    assert stands({})[0] == "Not quorate"


def test_deputy_is_expected_for_the_seat_and_one_beyond_a_limit_is_not_counted() -> None:
    deputy = Said(Coming.DEPUTY, deputy="ben")
    assert stands({"police": deputy, "health": ROOM})[0] == "Quorate"
    (here,) = answered(EMPTY, {"police": deputy}, ()).here
    assert (here.person, here.by, here.seat) == ("ben", Voice.DEPUTY, "police")
    beyond = Said(Coming.DEPUTY, deputy="ben", beyond="used")
    assert stands({"police": beyond, "health": ROOM})[0] == "Not quorate"


def test_chair_who_comes_presides_and_who_comes_remotely_is_there_so() -> None:
    meeting = answered(EMPTY, {"health": REMOTE, "empty": ROOM}, ("chair",))
    assert (meeting.presiding, [here.how for here in meeting.here]) == ("cat", [How.REMOTE])
    assert answered(EMPTY, {"police": ROOM}, ("chair",)).presiding is None


def test_nothing_asked_is_never_called_quorate() -> None:
    found = expected(EMPTY, Rules(), {"police": ROOM}, offices=(), titles=TITLES, english=English())
    assert (found.word, found.sentence, found.checks) == (
        "None asked",
        "The rules ask no quorum of this meeting.",
        (),
    )


def test_checks_name_the_seats_that_serve_each_part() -> None:
    found = expected(
        EMPTY,
        Rules(quorum=Quorum(business=Count(2, Selector()))),
        {"police": ROOM, "health": ROOM},
        offices=("chair",),
        titles=TITLES,
        english=English(),
    )
    assert [check.served_by for check in found.checks] == [("Health", "Police")]
