"""The form of the calendar: when a body meets, what is asked of its meetings, and what may be done about them."""

from __future__ import annotations

from typing import Any

from governance.constitution.core.calendar import ChairMay, OnClosed, Period
from governance.constitution.core.calendar_days import Month, Week
from governance.constitution.core.working_days import Weekday
from governance.constitution.editor.draft_fields import Day, DayOfYear, Line, Node, Nothing, Several, Tick, Word
from governance.constitution.editor.draft_nodes import Alternative, ByKind, Group, Part, Rows
from governance.constitution.editor.requirement_forms import Options, Vocabulary
from governance.constitution.writing.calendar_written import DATES

MONTHS: Options = tuple((month.value, month.value.capitalize()) for month in Month)
PERIODS: Options = tuple((period.value, period.value) for period in Period)
ON_CLOSED = (
    (OnClosed.KEEP.value, "is kept, with the reason against it"),
    (OnClosed.NEXT.value, "moves to the next working day"),
    (OnClosed.PREVIOUS.value, "moves to the working day before"),
    (OnClosed.LATER.value, "moves to a week later"),
)
CHAIR_MAY = ((ChairMay.ADD, "add a meeting"), (ChairMay.CANCEL, "cancel one"), (ChairMay.MOVE, "move one"))


def calendar_form(vocabulary: Vocabulary, clauses: Part) -> Group:
    """The form of a body's calendar; `clauses` is the part that names them."""
    course = _course(vocabulary)
    kind = Course((*course, Part("besides", Tick(), "These meetings do not count among the ordinary ones")))
    return Course(
        (
            *course,
            Part(
                "kinds",
                ByKind(vocabulary.sittings, kind, "a kind of sitting"),
                "A kind of sitting with a calendar of its own",
            ),
            Part("year_from", Word(MONTHS, Month.JANUARY.value), "The body's year begins in"),
            Part("on_a_closed_day", Word(ON_CLOSED, OnClosed.KEEP.value), "A date on a closed day"),
            Part("agreed_yearly", Tick(), "The dates of a year are agreed once, before it begins"),
            Part("chair_may", Several(tuple((str(may), text) for may, text in CHAIR_MAY)), "The chair may"),
            Part("extra_called_by", Line("words"), "Who may call a meeting beyond the calendar"),
            clauses,
        )
    )


def _course(vocabulary: Vocabulary) -> tuple[Part, ...]:
    span = Line("length")
    number = Group(
        (
            Part("at_least", Line("number"), "At least"),
            Part("at_most", Line("number"), "At most"),
            Part("each", Word(PERIODS, Period.YEAR.value), "In each"),
        )
    )
    gap = Group(
        (Part("at_least", span, "At least", "Such as 3 weeks"), Part("at_most", span, "At most", "Such as 15 months"))
    )
    return (
        Part("when", Rows(_dates(), "rule"), "Dates"),
        Part("number", Numbers(number, "number"), "Number of meetings"),
        Part("gap", gap, "Time between two meetings"),
        Part("window", _window(), "Only in a part of the year"),
        Part(
            "between_meetings_of",
            Word((("", "No such rule"), *vocabulary.bodies)),
            "At least one between each two meetings of",
        ),
    )


class Numbers(Rows):
    """Several numbers of meetings. A number by itself is just so many in a year."""

    def draft(self, written: Any) -> list[Any]:
        several = written if isinstance(written, list | tuple) else [written]
        whole = [each if isinstance(each, dict) else {"at_least": each, "at_most": each} for each in several]
        return super().draft(whole)


class Course(Group):
    """A course of meetings. Its only rule for dates may be written beside the rest."""

    def draft(self, written: Any) -> dict[str, Any]:
        said = dict(written)
        dates = {key: said.pop(key) for key in DATES if key in said}
        return super().draft(said | ({"when": [dates]} if dates else {}))


def _dates() -> Group:
    weekday = Group(
        (
            Part(
                "week", Word(tuple((week.value, week.value) for week in Week), Week.FIRST.value, required=True), "The"
            ),
            Part(
                "weekday",
                Word(
                    tuple((day.value, day.value.capitalize()) for day in Weekday), Weekday.MONDAY.value, required=True
                ),
                "Day of the week",
            ),
        )
    )
    day = Group((Part("day", Line("number", required=True), "Day of the month"),))
    on = Alternative(
        forms={"weekday": weekday, "day": day},
        labels={"weekday": "A weekday of the month", "day": "A day of the month"},
        first="weekday",
        known_by={"weekday": "week", "day": "day"},
    )
    return Group(
        (
            Part("months", Several(MONTHS), "In the months"),
            Part("on", Rows(on, "day"), "On"),
            Part("every", Line("length"), "Every", "Such as 6 weeks or 2 months", is_further=True),
            Part("from", Day(), "Counted from", "The first such day", is_further=True),
        )
    )


def _window() -> Alternative:
    forms: dict[str, Node] = {
        "": Nothing(),
        "between": Group((Part("from", DayOfYear(required=True), "From"), Part("to", DayOfYear(required=True), "To"))),
        "within": Group(
            (
                Part("within", Line("length", required=True), "Within"),
                Part("after", DayOfYear(required=True), "After"),
            )
        ),
    }
    labels = {"": "No", "between": "From one day to another", "within": "Within some time after a day"}
    return Alternative(forms, labels, "", silent="", known_by={"between": "from", "within": "within"})
