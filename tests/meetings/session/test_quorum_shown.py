"""How the quorum stands, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    Count,
    NoneAsked,
    Requirement,
    Selector,
    Share,
    Someone,
)
from governance.constitution.core.meeting import Here, Meeting, Seat
from governance.constitution.core.quorum import State, evaluate
from governance.constitution.english.english import English
from meetings.attendance.queries import quorum_in
from meetings.session.quorum_shown import QuorumShown, quorum_shown, spans_of, tally_of

SEATS = tuple(Seat(key, agency=key, holder=f"holder-{key}") for key in ("police", "council", "health", "schools"))
TITLES = {"police": "Kent Police", "council": "County council", "health": "Health", "schools": "Schools"}
NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)


def with_here(*keys: str) -> Meeting:
    return Meeting(SEATS, tuple(Here(f"holder-{key}", key) for key in keys), body="board")


def shown(asked: Requirement, *keys: str) -> QuorumShown:
    meeting = with_here(*keys)
    return quorum_shown(quorum_in(meeting, asked), asked, meeting, english=English(), titles=TITLES)


def of(agency: str) -> Someone:
    return Someone(Selector(agency=(agency,)))


LIST = AtLeast(2, (of("police"), of("council"), of("health")))


def test_quorum_shown_tells_a_list_by_how_many_of_all_that_are_on_it() -> None:
    found = shown(LIST, "police", "council")
    assert (found.word, found.tally, found.sentence) == (
        "Quorate",
        "2 of 3",
        "It would be lost if Kent Police or County council left.",
    )
    assert found.departures == ("Kent Police", "County council")


def test_quorum_shown_says_how_it_stood_at_the_end_once_the_sitting_is_over() -> None:
    def over(asked: Requirement, *keys: str) -> tuple[str, str, str, str]:
        meeting = with_here(*keys)
        quorum = quorum_in(meeting, asked)
        found = quorum_shown(quorum, asked, meeting, english=English(), titles=TITLES, is_over=True)
        return found.word, found.tally, found.sentence, found.spoken

    met, lacking = over(LIST, "police", "council"), over(Count(3), "police")
    assert met == ("At the end: quorate", "2 of 3", "", "At the end: quorate 2 of 3.")
    assert lacking == (
        "At the end: not quorate",
        "1 of 3",
        "Lacking: two more members.",
        "At the end: not quorate 1 of 3. Lacking: two more members.",
    )
    assert over(NoneAsked())[0] == "None asked"


def test_quorum_shown_says_who_would_make_it() -> None:
    found = shown(LIST, "police")
    assert (found.word, found.tally, found.sentence) == (
        "Not quorate",
        "1 of 3",
        "County council or Health would make it.",
    )
    assert found.arrivals == ("County council", "Health")
    assert found.spoken == "Not quorate 1 of 3. County council or Health would make it."


def test_quorum_shown_never_says_quorate_when_nothing_is_asked() -> None:
    found = shown(NoneAsked(), "police")
    assert (found.word, found.is_asked, found.checks) == ("None asked", False, ())
    assert "uorate" not in f"{found.word} {found.tally} {found.sentence} {found.spoken}"


def test_quorum_shown_names_who_serves_each_line_and_nobody_for_what_holds_others() -> None:
    found = shown(LIST, "police")
    assert [(line.check.depth, line.check.state, line.named) for line in found.checks] == [
        (0, State.NOT_MET, ()),
        (1, State.MET, ("Kent Police",)),
        (1, State.NOT_MET, ()),
        (1, State.NOT_MET, ()),
    ]


TALLIES = [
    (Count(3), ("police",), "1 of 3"),
    (Count(0), ("police",), ""),
    (Share(Fraction(1, 2)), ("police",), "1 of 2"),
    (AllOf((of("police"), Count(3))), ("police", "health"), "2 of 3"),
    (AnyOf((of("police"), of("health"))), ("police",), ""),
    (of("police"), (), ""),
]


@pytest.mark.parametrize(("asked", "here", "tally"), TALLIES)
def test_tally_of_tells_how_far_it_is(asked: Requirement, here: tuple[str, ...], tally: str) -> None:
    assert tally_of(evaluate(asked, with_here(*here))) == tally


def test_spans_of_divide_the_sitting_in_thousandths_and_leave_the_last_one_open() -> None:
    timeline = [(NOON, State.NOT_MET), (NOON + timedelta(minutes=15), State.MET)]
    spans = spans_of(timeline, NOON + timedelta(minutes=60), is_over=False)
    assert [(each.x, each.width, each.state, each.label, each.ends) for each in spans] == [
        (0, 250, "bad", "Not quorate", NOON + timedelta(minutes=15)),
        (250, 750, "good", "Quorate", None),
    ]
    over = spans_of(timeline, NOON + timedelta(minutes=60), is_over=True)
    assert over[-1].ends == NOON + timedelta(minutes=60)
    assert spans_of([], NOON, is_over=True) == []
