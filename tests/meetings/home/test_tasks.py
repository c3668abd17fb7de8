"""Tasks as values: their order, and what they say of their day."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.home.tasks import Task, Urgency, counted, in_order


def test_in_order_puts_the_soonest_first_and_what_has_no_day_last() -> None:
    later, undated = Task("B", "", "/b/", date(2030, 4, 18), 17), Task("A", "", "/a/")
    soon, late = Task("C", "", "/c/", date(2030, 4, 2), 1), Task("D", "", "/d/", date(2030, 3, 1), -31)
    assert in_order([undated, later, soon, late]) == [late, soon, later, undated]


@pytest.mark.parametrize(
    ("left", "urgency", "tag", "colour"),
    [
        (None, Urgency.LATER, "", ""),
        (-1, Urgency.LATE, "late", "bad"),
        (0, Urgency.TODAY, "today", "attention"),
        (1, Urgency.SOON, "tomorrow", ""),
        (7, Urgency.SOON, "in 7 days", ""),
        (8, Urgency.LATER, "", ""),
    ],
)
def test_task_says_how_near_its_day_is(left: int | None, urgency: Urgency, tag: str, colour: str) -> None:
    task = Task("Answer", "", "/", left=left)
    assert (task.urgency, task.tag, task.colour) == (urgency, tag, colour)


def test_counted_says_one_or_several() -> None:
    assert (counted(1, "paper"), counted(4, "paper")) == ("1 paper", "4 papers")
