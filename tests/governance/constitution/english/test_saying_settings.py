"""Deputies, attendance, publicity and review in plain English, as their clauses would say it."""

from __future__ import annotations

import pytest

from governance.constitution.core.constitution import Part
from governance.constitution.english.saying import said_of
from tests.governance.constitution.said_parts import NAMES, labelled, rules, said

ONE_SEAT = "A deputy speaks for one seat only."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            {"visits": 1, "year_from": "april", "same_criteria": "yes"},
            [
                (
                    "The named deputy may come for a member at no more than one meeting a year, counted from April; "
                    "a further visit is recorded and does not count."
                ),
                "The deputy meets the same criteria as the member.",
                ONE_SEAT,
            ],
        ),
        (
            {"who": "anyone the member sends", "beside_member": "yes"},
            [
                "A substitute of the member's choice may come for an absent member.",
                "The substitute may also come beside the member, and from then on speaks for the seat.",
                "A substitute speaks for one seat only.",
            ],
        ),
        ({}, ["The named deputy may come for an absent member.", ONE_SEAT]),
        ({"who": "nobody", "signs": "yes"}, ["Nobody may come for an absent member."]),
        (
            {"who": "another member", "for_several": "yes", "seats_each": 3},
            [
                "Another member may deputise for an absent member.",
                "One member may speak for several other seats, but for no more than three.",
            ],
        ),
        (
            {"visits": 0, "for_several": "yes", "for_barred": "yes", "signs": "yes"},
            [
                (
                    "The named deputy may come for a member at no meeting in a calendar year; a visit is recorded "
                    "and does not count."
                ),
                "One deputy may speak for several seats.",
                "Where a member is barred from an item, a deputy without the interest may stand in.",
                "A deputy may sign the agreement for the member.",
            ],
        ),
    ],
)
def test_deputies_are_said_as_they_are_limited(written, told: list[str]) -> None:
    assert said("deputies", written) == told


OWN = "A deputy's visit does not count as the member's own attendance."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            {"at_least": "3/4", "year_from": "april"},
            [
                (
                    "In each year from April, a member attends at least three quarters of the meetings held while "
                    "they hold the seat."
                ),
                OWN,
            ],
        ),
        (
            {"at_least": "1/2", "deputy_counts": "yes"},
            [
                "In each calendar year, a member attends at least half of the meetings held while they hold the seat.",
                "A deputy's visit counts as the member's own attendance.",
            ],
        ),
        (
            {"expected": "systematic, regular attendance"},
            ["What is expected is systematic, regular attendance. It is reported, and nobody fails by it."],
        ),
        (
            {"missed_in_a_row": 3, "missed_months": 6, "apologies_excuse": "yes", "leave_excuses": "yes"},
            [
                OWN,
                "A seat is in question once its member has missed three meetings in a row.",
                "A seat is in question once its member has attended no meeting for six months.",
                "A member who sent apologies or has leave of the body has not missed the meeting.",
            ],
        ),
        ({"missed_in_a_row": 1}, [OWN, "A seat is in question once its member has missed a meeting."]),
        ({}, ["No attendance is asked."]),
    ],
)
def test_attendance_is_said_by_the_year_and_by_absence(written, told: list[str]) -> None:
    assert said("attendance", written) == told


def test_attendance_says_nothing_of_deputies_where_nobody_may_come_for_a_member() -> None:
    written = rules(deputies={"who": "nobody"}, attendance={"missed_months": 6})
    told = [each.text for each in said_of(Part.ATTENDANCE, written, NAMES)]
    assert told == ["A seat is in question once its member has attended no meeting for six months."]


AGENDA, LIST = "The agenda and papers are for members only.", "The membership list is public."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            {
                "meetings": "open unless the chair decides otherwise",
                "reason_to_close": "yes",
                "agenda": "the public",
                "confidential": "the chair",
            },
            [
                (
                    "Meetings are open to press and public unless the chair decides otherwise; to close one, the "
                    "chair gives a reason of public interest."
                ),
                "The agenda and papers are public.",
                "The chair may mark what is said or written as confidential.",
            ],
        ),
        (
            {
                "meetings": "closed",
                "agenda": "members",
                "minutes": "the public",
                "minutes_within": 10,
                "membership": "the public",
                "report": "an annual report, conference or the like",
            },
            [
                "Meetings are closed to press and public.",
                AGENDA,
                "The minutes are published within ten days of the meeting.",
                LIST,
                "Progress is reported by an annual report, conference or the like.",
            ],
        ),
        (
            {"meetings": "open", "minutes": "members", "minutes_within": 1, "membership": "members"},
            [
                "Meetings are open to press and public.",
                "The minutes are for members only, who have them within one day of the meeting.",
                "The membership list is for members only.",
            ],
        ),
        (
            {"meetings": "open unless the body resolves otherwise"},
            [
                "Meetings are open to press and public unless the body resolves otherwise.",
            ],
        ),
        ({"minutes_within": 1}, ["The minutes are ready within one day of the meeting."]),
        ({"report": "an annual report"}, ["Progress is reported by an annual report."]),
    ],
)
def test_publicity_is_said_for_meetings_papers_and_lists(written, told: list[str]) -> None:
    assert said("publicity", written) == told


@pytest.mark.parametrize(
    ("row", "label", "text"),
    [
        (
            {"what": "the agreement and its membership", "by": "the body and each agency"},
            "The agreement and its membership",
            "The body and each agency review the agreement and its membership every year.",
        ),
        ({"what": "the plan", "every": 36}, "The plan", "The body reviews the plan every three years."),
        (
            {"what": "the protocol", "once": "yes", "since": "2009-05-19"},
            "The protocol",
            "The body reviews the protocol once, twelve months after 19 May 2009.",
        ),
        (
            {"what": "the undertakings", "once": "yes", "every": 6, "by": "each member"},
            "The undertakings",
            "Each member reviews the undertakings once, six months after the day these rules begin.",
        ),
        (
            {"what": "the plan", "every": 18, "since": "2009-04-01"},
            "The plan",
            "The body reviews the plan every 18 months, counted from 1 April 2009.",
        ),
    ],
)
def test_reviews_are_said_by_whom_and_when(row, label: str, text: str) -> None:
    assert labelled("review", {"reviews": [row]}) == [(label, text)]
