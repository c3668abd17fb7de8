"""What a story may say, and what is said of one that says it wrongly."""

from __future__ import annotations

import pytest

from governance.trustfile.faults import Unreadable
from meetings.demonstration.deeds import DEEDS
from meetings.demonstration.player import PLAYS
from meetings.demonstration.story import read_story
from tests.meetings.demonstration.test_player import IMPOSSIBLE


def refused(text: str) -> list[str]:
    with pytest.raises(Unreadable) as raised:
        read_story(text.encode(), source="only.yaml")
    return raised.value.told("only.yaml")


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("at: 2, ENTRY", "at: 2, dances: yes", ["line 17: An entry says what happens."]),
        ("at: 2, ENTRY", "at: 2, decide: no", ['line 17: An entry says what happens. Did you mean "decided"?']),
        ("at: 2, ENTRY", "closes: yes", ["line 17: An entry says when it happens: at, before, after, ago."]),
        ("at: 2, ENTRY", "at: two, closes: yes", ['line 17: Behind "at" stands a number.']),
        ("at: 2, ENTRY", "at: 2, closes: at last", ['line 17: Behind "closes" stands "yes".']),
        ("at: 2, ENTRY", "at: 2, rules: leaves", ['line 17: An entry with "rules" says "on" as well.']),
        ("at: 2, ENTRY", "at: 2, come: director", ['line 17: Behind "come" stands a list of texts.']),
        ("at: 2, ENTRY", "at: 2, closes: yes, at last: yes", ['line 17: An entry with "closes" has no "at last".']),
        ("turn: -1", "title: Nowhere", ['line 8: A meeting says when it is: "turn", or "days".']),
        ("turn: -1", "after: another\n    days: 3", ["line 8: No meeting called another stands before this one."]),
        ("body: board", "body: council", ["line 8: There is no body called council in this story."]),
        ("january,", "jannuary,", ["line 4: There is no month called jannuary."]),
        ("starts: 14:00", "starts: noon", ['line 5: A body says when it "starts", as 14:00.']),
        ("- item: The plan", "- purpose: decision", ['line 12: An item says what it is called: "item".']),
        ("- item: The plan", "- {item: The plan, stays last: yes}", ['line 12: An item has no "stays last".']),
        (
            "place: Town Hall",
            "standing items: [{item: Welcome, purpose: decision}]",
            ['line 6: An item has no "purpose".'],
        ),
    ],
)
def test_story_is_refused_with_its_line_when_it_is_told_wrongly(was: str, becomes: str, told: list[str]) -> None:
    said = refused(IMPOSSIBLE.replace(was, becomes).replace("at: 2, ENTRY", "at: 2, closes: yes"))

    assert [each for each in said if "no months" not in each] == [f"only.yaml, {each}" for each in told]


def test_every_deed_that_a_story_may_tell_is_played() -> None:
    assert set(DEEDS) == set(PLAYS)
