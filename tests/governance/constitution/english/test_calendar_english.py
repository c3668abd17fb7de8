"""Calendars in plain English, as their clauses would say it."""

from __future__ import annotations

import pytest
from hypothesis import given

from governance.constitution.core.calendar import Calendar
from governance.constitution.core.calendar_days import Month
from governance.constitution.english.calendar_english import sentence
from governance.constitution.writing.calendar_written import parse_calendar
from tests.examples import examples
from tests.governance.constitution.random_calendars import calendars

THIRD_THURSDAY = {"week": "third", "weekday": "thursday"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            {
                "months": ["january", "april", "july", "october"],
                "on": THIRD_THURSDAY,
                "chair may": ["add", "cancel"],
            },
            (
                "Four meetings a year: on the third Thursday of January, April, July and October."
                " The chair may add or cancel meetings."
            ),
        ),
        (
            {"months": ["april", "july", "october", "january"], "year from": "april"},
            (
                "At least four meetings a year: one in each of April, July, October and January."
                " The year runs from April to March."
            ),
        ),
        (
            {"number": 6, "agreed yearly": "yes", "chair may": ["cancel", "add"]},
            (
                "Six meetings a year. The dates of a year are agreed once, before it begins."
                " The chair may add or cancel meetings."
            ),
        ),
        (
            {"between meetings of": "board", "extra called by": "the chair or the deputy chair"},
            (
                "At least one meeting between each two meetings of the Trust Board."
                " An extra meeting may be called by the chair or the deputy chair."
            ),
        ),
        ({"number": {"at least": 1, "each": "quarter"}}, "At least one meeting in each quarter."),
        (
            {"number": [{"at least": 4}, {"at most": 2, "each": "two months"}]},
            "At least four meetings a year. No more than two meetings in each two months of the year.",
        ),
        ({"number": {"at least": 4, "at most": 6}}, "Four to six meetings a year."),
        ({"number": 52}, "52 meetings a year."),
        ({"months": "may"}, "A meeting each May."),
        ({"on": {"week": "first", "weekday": "monday"}}, "Twelve meetings a year: on the first Monday of every month."),
        (
            {
                "months": [str(month) for month in Month if month is not Month.AUGUST],
                "on": [{"week": "first", "weekday": "tuesday"}, {"day": 31}],
            },
            "22 meetings a year: on the first Tuesday and last day of every month but August.",
        ),
        ({"every": "1 week", "from": "2026-04-09"}, "A meeting every week from 9 April 2026."),
        (
            {"every": "3 weeks", "from": "2026-04-09", "months": ["may", "june"]},
            "A meeting every 3 weeks from 9 April 2026, in May and June only.",
        ),
        (
            {"every": "2 months", "on": {"day": 15}, "year from": "april"},
            "A meeting every 2 months, on the 15th, counted from April. The year runs from April to March.",
        ),
        (
            {"gap": {"at most": "3 months", "at least": "10 days"}, "on a closed day": "next working day"},
            (
                "No more than 3 months between two meetings. No less than 10 days between two meetings."
                " A meeting that falls on a closed day moves to the next working day."
            ),
        ),
        (
            {"window": {"from": "1 september", "to": "30 june"}},
            "Meetings are held between 1 September and 30 June.",
        ),
        (
            {
                "number": {"at least": 4},
                "kinds": {
                    "annual": {
                        "number": 1,
                        "window": {"within": "6 months", "after": "31 march"},
                        "gap": {"at most": "15 months"},
                        "besides": "yes",
                    }
                },
            },
            (
                "At least four meetings a year. For the annual meeting, besides the ordinary ones: one meeting a year,"
                " within 6 months after 31 March; no more than 15 months between two meetings."
            ),
        ),
        ({"kinds": {"agm": {"number": 1}}}, "For the annual general meeting: one meeting a year."),
        ({}, "Nothing is said about when to meet."),
    ],
)
def test_sentence_says_each_form_in_plain_english(written, said: str) -> None:
    assert sentence(parse_calendar(written), {"board": "Trust Board", "agm": "annual general meeting"}) == said


@examples(300)
@given(calendar=calendars())
def test_sentence_begins_with_a_capital_and_ends_with_a_full_stop(calendar: Calendar) -> None:
    said = sentence(calendar)
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith(".")
    assert ".." not in said
    assert "  " not in said
