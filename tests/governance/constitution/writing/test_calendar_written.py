"""Reading and writing calendars: there and back, and refusals by path and reason."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given

from governance.constitution.core.calendar import Calendar, Course, Dates, Number, Period
from governance.constitution.core.calendar_days import DayOfMonth, Measure, Month, NthWeekday, Span, Week
from governance.constitution.core.scalars import Refused
from governance.constitution.core.working_days import Weekday
from governance.constitution.writing.calendar_written import Allowed, dump_calendar, parse_calendar
from tests.examples import examples
from tests.governance.constitution.random_calendars import calendars


def as_text(written):
    """The same as YAML is read here: every scalar a text."""
    match written:
        case dict():
            return {key: as_text(value) for key, value in written.items()}
        case list():
            return [as_text(value) for value in written]
    return str(written)


@examples(400)
@given(calendar=calendars())
def test_parse_calendar_reads_what_dump_calendar_writes(calendar: Calendar) -> None:
    written = dump_calendar(calendar)
    assert parse_calendar(written) == calendar
    assert parse_calendar(json.loads(json.dumps(written))) == calendar
    assert parse_calendar(as_text(written)) == calendar


@pytest.mark.parametrize(
    ("written", "course"),
    [
        (
            {"months": ["January", "april"], "on": {"week": "third", "weekday": "Thursday"}},
            Course((Dates((Month.JANUARY, Month.APRIL), (NthWeekday(Week.THIRD, Weekday.THURSDAY),)),)),
        ),
        ({"months": "may", "on": {"day": "31"}}, Course((Dates((Month.MAY,), (DayOfMonth(31),)),))),
        (
            {"every": "3 weeks", "from": "2026-04-09"},
            Course((Dates(every=Span(3, Measure.WEEK), starts=date(2026, 4, 9)),)),
        ),
        ({"when": [{"months": "may"}, {"months": "june"}]}, Course((Dates((Month.MAY,)), Dates((Month.JUNE,))))),
        ({"number": 6}, Course(numbers=(Number(6, 6),))),
        ({"number": {"at least": "1", "each": "quarter"}}, Course(numbers=(Number(1, None, Period.QUARTER),))),
        ({"number": {"at_least": 1, "each": "quarter"}}, Course(numbers=(Number(1, None, Period.QUARTER),))),
    ],
)
def test_parse_calendar_reads_each_written_form(written, course: Course) -> None:
    assert parse_calendar(written) == Calendar(course=course)


@pytest.mark.parametrize(
    ("written", "path", "reason"),
    [
        ("quarterly", "calendar", "has the keys"),
        ({"month": ["may"]}, "calendar", "knows no 'month'"),
        ({"year from": "may", "year_from": "may"}, "calendar", "one thing twice"),
        ({"months": []}, "calendar.months", "empty list"),
        ({"months": ["may", "smarch"]}, "calendar.months[1]", "is one of january"),
        ({"months": ["may", "May"]}, "calendar.months", "one thing twice"),
        ({"on": {"weekday": "monday"}}, "calendar.on", 'needs "week"'),
        ({"on": {"week": "fifth", "weekday": "monday"}}, "calendar.on.week", "first, second, third, fourth, last"),
        ({"on": {"day": 15, "week": "first"}}, "calendar.on", '"day" alone'),
        ({"on": {"day": 32}}, "calendar.on.day", "31 or less"),
        ({"on": {"day": 0}}, "calendar.on.day", "1 or more"),
        ({"from": "2026-04-09"}, "calendar.from", 'goes with "every"'),
        ({"every": "3 weeks"}, "calendar.every", 'needs "from"'),
        ({"every": "fortnight", "from": "2026-04-09"}, "calendar.every", "such as 3 weeks"),
        ({"every": "3 weeks", "from": "9 April"}, "calendar.from", "such as 2026-04-09"),
        ({"every": "3 weeks", "from": "2026-04-09", "on": {"day": 1}}, "calendar.on", "goes with months"),
        ({"every": "5 months", "on": {"day": 1}}, "calendar.every", "does not divide"),
        ({"when": [{}]}, "calendar.when[0]", "neither in which months nor"),
        ({"when": [{"months": "may"}], "on": {"day": 1}}, "calendar.when", "without on beside it"),
        ({"number": "a few"}, "calendar.number", "whole number"),
        ({"number": {"each": "quarter"}}, "calendar.number", 'needs "at_least" or "at_most"'),
        ({"number": {"at_least": 4, "at_most": 3}}, "calendar.number", "at least 4 and at most 3"),
        ({"number": {"at_least": 4, "each": "week"}}, "calendar.number.each", "is one of year"),
        ({"gap": {}}, "calendar.gap", 'needs "at_least" or "at_most"'),
        ({"gap": {"at_most": "a while"}}, "calendar.gap.at_most", "such as 3 weeks or 15 months"),
        ({"window": {"from": "1 march"}}, "calendar.window", 'has "from" and "to"'),
        ({"window": {"from": "30 february", "to": "31 may"}}, "calendar.window.from", "such as 31 march"),
        ({"window": {"from": "0 march", "to": "31 may"}}, "calendar.window.from", "such as 31 march"),
        ({"window": {"within": "18 months", "after": "31 march"}}, "calendar.window.within", "at most a year"),
        ({"between meetings of": "moon"}, "calendar.between_meetings_of", "no body 'moon'"),
        ({"clauses": ["K10.1", "K10.9"]}, "calendar.clauses[1]", "no clause 'K10.9'"),
        ({"kinds": ["annual"]}, "calendar.kinds", "a name for each"),
        ({"kinds": {"annual": {}}}, "calendar.kinds.annual", "says nothing"),
        ({"kinds": {"feast": {"number": 1}}}, "calendar.kinds.feast", "no kind of sitting 'feast'"),
        ({"kinds": {"annual": {"year from": "may"}}}, "calendar.kinds.annual", "knows no 'year_from'"),
        ({"year from": "4"}, "calendar.year_from", "is one of january"),
        ({"on a closed day": "skip"}, "calendar.on_a_closed_day", "keep, next working day"),
        ({"agreed yearly": "perhaps"}, "calendar.agreed_yearly", '"yes" or "no"'),
        ({"chair may": ["add", "dance"]}, "calendar.chair_may[1]", "add, cancel, move"),
        ({"extra called by": " "}, "calendar.extra_called_by", "line of words"),
        ({"extra called by": "a\nb"}, "calendar.extra_called_by", "line of words"),
    ],
)
def test_parse_calendar_refuses_by_path_and_reason(written, path: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_calendar(written, allowed=Allowed(sittings=["annual"], bodies=["board"], clauses=["K10.1"]))
    assert refused.value.path == path
    assert reason in refused.value.reason
