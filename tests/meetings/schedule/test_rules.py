"""Whether a meeting may be planned, moved, cancelled or told, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from governance.constitution.core.calendar import Calendar, Course, Kind
from governance.constitution.core.constitution import Lists, Part, Rules
from governance.constitution.core.publicity import Admission, Publicity
from governance.membership.rules import Span
from meetings.schedule import rules

DAY = date(2026, 4, 16)
LIFE = Span(date(2026, 1, 1), date(2027, 1, 1))
PLAN = {"day": DAY, "body": LIFE, "is_outside": False, "minutes": 120, "taken": (), "what": "an annual meeting"}
MOVE = {"is_cancelled": False, "is_begun": False, "is_same": False, "reason": "The hall is taken."}
CANCEL = {"is_cancelled": False, "is_begun": False, "reason": "No business."}
NOTICE = {"is_cancelled": False, "is_begun": False, "is_over": False, "has_place": True, "readers": 1}


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ()),
        ({"is_outside": True}, ("This body is outside the trust, which plans no meetings for it.",)),
        ({"day": date(2025, 12, 31)}, ("The body is not there on 31 December 2025.",)),
        ({"day": date(2027, 1, 1)}, ("The body is not there on 1 January 2027.",)),
        ({"taken": {DAY}}, ("There is an annual meeting on 16 April 2026 already.",)),
        ({"taken": {date(2026, 4, 17)}}, ()),
        ({"minutes": 0}, ("A meeting takes from 1 to 1,440 minutes.",)),
        ({"minutes": 1441}, ("A meeting takes from 1 to 1,440 minutes.",)),
        ({"minutes": 1440}, ()),
    ],
)
def test_meeting_may_be_planned_when_the_body_is_there_and_the_day_is_free(changed, reasons) -> None:
    assert rules.may_plan(**(PLAN | changed)).reasons == reasons


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ()),
        ({"is_cancelled": True}, ("The meeting is cancelled. Add another one instead.",)),
        ({"is_begun": True}, ("The meeting has been opened: its time and place are on record.",)),
        ({"is_same": True}, ("It is then and there already: change its time or its place.",)),
        ({"reason": "  "}, ("Say why it is moved.",)),
    ],
)
def test_meeting_may_be_moved_when_it_has_not_begun_and_there_is_a_reason(changed, reasons) -> None:
    assert rules.may_move(**(MOVE | changed)).reasons == reasons


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ()),
        ({"is_cancelled": True}, ("The meeting is cancelled already.",)),
        ({"is_begun": True}, ("The meeting has been opened: what was held cannot be cancelled.",)),
        ({"reason": ""}, ("Say why it is cancelled; everybody reads the reason.",)),
    ],
)
def test_meeting_may_be_cancelled_when_it_has_not_begun_and_there_is_a_reason(changed, reasons) -> None:
    assert rules.may_cancel(**(CANCEL | changed)).reasons == reasons


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ()),
        ({"is_cancelled": True}, ("The meeting is cancelled.",)),
        ({"is_begun": True}, ("Notice is given before a meeting begins.",)),
        ({"is_over": True}, ("Notice is given before a meeting begins.",)),
        ({"has_place": False}, ("Say first where it is, or how to join it: move it to a place or a link.",)),
        ({"readers": 0}, ("Nobody who holds a seat can sign in yet: invite them first.",)),
    ],
)
def test_notice_may_be_given_when_the_meeting_is_to_come_and_has_a_place(changed, reasons) -> None:
    assert rules.may_give_notice(**(NOTICE | changed)).reasons == reasons


@pytest.mark.parametrize(
    ("admission", "is_open"),
    [
        (Admission.OPEN, True),
        (Admission.CHAIR, True),
        (Admission.RESOLUTION, True),
        (Admission.CLOSED, False),
    ],
)
def test_sitting_is_public_when_the_constitution_says_so_whatever_the_body_says(admission, is_open) -> None:
    written = Rules(publicity=Publicity(meetings=admission), written=frozenset({Part.PUBLICITY}))
    assert [rules.is_public(written, is_said_open=said) for said in (True, False)] == [is_open, is_open]


def test_sitting_is_public_as_the_body_says_when_the_constitution_is_silent() -> None:
    assert [rules.is_public(Rules(), is_said_open=said) for said in (True, False)] == [True, False]


def test_kinds_are_each_named_once_when_several_parts_name_them() -> None:
    calendar = Calendar(kinds=(Kind("annual", Course()),))
    body = Rules(calendar=calendar, lists=Lists(sittings=("annual", "special")))
    assert rules.kinds_of(body) == ("ordinary", "annual", "special")
    assert rules.may_be_of_kind("special", kinds=rules.kinds_of(body)).allowed
    assert rules.may_be_of_kind("grand", kinds=rules.kinds_of(body)).reasons == (
        "The body has no kind of meeting called grand.",
    )


def test_dates_are_agreed_when_at_least_one_is_chosen() -> None:
    assert [rules.may_agree(chosen=number).allowed for number in (0, 1, 4)] == [False, True, True]
