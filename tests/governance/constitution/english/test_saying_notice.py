"""Notice in plain English, as its clauses would say it."""

from __future__ import annotations

import pytest

from tests.governance.constitution.said_parts import said

REPORTED = "What comes late is taken, and reported as late."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            {
                "deadlines": [
                    {"what": "drafts for comment", "n": 14, "counted": "calendar days", "to": "the partners"},
                    {
                        "what": "papers for clearance",
                        "n": 7,
                        "counted": "clear working days",
                        "to": "the chair",
                        "late": "taken by permission, with the reason",
                        "permission": "the chair",
                    },
                ]
            },
            [
                f"Drafts for comment reach the partners at least 14 days before the meeting. {REPORTED}",
                (
                    "Papers for clearance reach the chair at least seven clear working days before the meeting. What "
                    "comes late is taken only with the permission of the chair, and the reason is recorded."
                ),
                (
                    "Clear working days leave out weekends, bank holidays, other closed days, the day of delivery "
                    "and the day of the meeting."
                ),
            ],
        ),
        (
            {
                "closed_on": ["sunday"],
                "by": "post",
                "deadlines": [
                    {"what": "notice of the meeting", "n": 1, "counted": "months", "sittings": ["agm"]},
                    {"what": "the agenda", "n": 5, "counted": "working days"},
                    {"what": "nominations", "n": 48, "counted": "hours", "to": "the clerk", "late": "not taken"},
                    {"what": "the papers", "n": 1, "counted": "clear days", "decisions": ["budget"]},
                    {"what": "declarations of interest", "n": 0},
                ],
            },
            [
                f"For an annual general meeting, notice is given at least one month before the meeting. {REPORTED}",
                f"The agenda is sent out at least five working days before the meeting. {REPORTED}",
                "Nominations reach the clerk at least 48 hours before the meeting. What comes late is not taken.",
                (
                    "Where a budget decision is to be taken, the papers are sent out at least one clear day before "
                    f"the meeting. {REPORTED}"
                ),
                f"Declarations of interest are made by the day of the meeting. {REPORTED}",
                "Working days leave out Sundays, bank holidays, other closed days and the day of the meeting.",
                "Clear days leave out the day of delivery and the day of the meeting.",
                "Notice is given by post.",
            ],
        ),
        ({"by": "Members are written to."}, ["Members are written to."]),
        ({}, ["No deadline is written."]),
    ],
)
def test_notice_is_said_with_how_its_days_are_counted(written, told: list[str]) -> None:
    assert said("notice", written) == told
