"""Whether a seat may answer, and which limits its answer meets."""

from __future__ import annotations

from datetime import date

import pytest

from governance.constitution.core.constitution import Counting, Rules
from governance.constitution.core.meeting import DEFAULT_COUNTING, Column, Row
from governance.constitution.core.settings import Deputies, Substitute
from meetings.answers.rules import Coming, Visits, deputy_limit, may_answer, remote_limit

ANSWER = {
    "is_cancelled": False,
    "is_begun": False,
    "is_over": False,
    "is_held": True,
    "choice": Coming.ROOM,
    "reason": "",
}
ONE_A_YEAR = Deputies(visits=1)
JULY = date(2026, 7, 16)


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ()),
        ({"is_cancelled": True}, ("The meeting is cancelled: there is nothing to answer.",)),
        ({"is_begun": True}, ("The meeting has begun: who comes now is recorded in it.",)),
        ({"is_over": True}, ("The meeting has begun: who comes now is recorded in it.",)),
        ({"is_held": False}, ("Nobody holds the seat on the day of the meeting.",)),
        ({"choice": Coming.APOLOGIES, "reason": "  "}, ("Say why, with apologies.",)),
        ({"choice": Coming.APOLOGIES, "reason": "Leave."}, ()),
        ({"choice": Coming.DEPUTY}, ()),
    ],
)
def test_seat_may_answer_until_the_meeting_begins(changed, reasons) -> None:
    assert may_answer(**(ANSWER | changed)).reasons == reasons


PROMISED = "The deputy is promised for 16 July 2026 already: a further visit this year is recorded and does not count."
NOT_NAMED = "Only the named deputy counts, and none is named: whoever comes is recorded and does not count."


@pytest.mark.parametrize(
    ("rule", "deputy", "visits", "sentence"),
    [
        (ONE_A_YEAR, True, Visits(), ""),
        (
            ONE_A_YEAR,
            True,
            Visits(made=1),
            "This year's one deputy visit has been used: a further one is recorded and does not count.",
        ),
        (
            Deputies(visits=2),
            True,
            Visits(made=2),
            "This year's 2 deputy visits have been used: a further one is recorded and does not count.",
        ),
        (
            ONE_A_YEAR,
            True,
            Visits(to_come=1, promised=JULY),
            PROMISED,
        ),
        (Deputies(visits=2), True, Visits(made=1), ""),
        (Deputies(), True, Visits(made=9, to_come=9, promised=JULY), ""),
        (Deputies(), False, Visits(), NOT_NAMED),
        (ONE_A_YEAR, False, Visits(made=1), NOT_NAMED),
        (Deputies(who=Substitute.ANYONE), False, Visits(), ""),
        (Deputies(who=Substitute.MEMBER), False, Visits(), ""),
        (
            Deputies(who=Substitute.NOBODY),
            True,
            Visits(),
            "Deputies do not count here: whoever comes is recorded and does not count.",
        ),
        (
            Deputies(visits=0),
            True,
            Visits(),
            "No deputy visits count in a year: whoever comes is recorded and does not count.",
        ),
    ],
)
def test_limit_of_deputies_is_said_and_never_refused(rule, deputy, visits, sentence) -> None:
    assert deputy_limit(rule, deputy=deputy, visits=visits) == sentence


def test_limit_of_taking_part_remotely_is_said_when_it_does_not_count() -> None:
    table = {**DEFAULT_COUNTING, Row.REMOTE: frozenset({Column.QUORUM})}
    assert remote_limit(Rules()) == ""
    assert remote_limit(Rules(counting=Counting(table=table))) == (
        "By the constitution, who takes part remotely does not count towards the quorum."
    )
