"""What somebody has to do, as values and in their order. Values in, values out.

Its laws:

1. What is due sooner comes first; what has no day comes last.
2. What a task says of its day follows from that day alone: late, today, within the week, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

A_WEEK = 7


class Urgency(StrEnum):
    """How near the day of a task is."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, or a meeting to come to: its words, more about it, its day, and the address where it is done.

    `left` is how many days are left until its day. `trust` is named to those who have several.
    """

    words: str
    detail: str
    address: str
    day: date | None = None
    left: int | None = None
    trust: str = ""

    @property
    def urgency(self) -> Urgency:
        """How near its day is."""
        if self.left is None or self.left > A_WEEK:
            return Urgency.LATER
        if self.left < 0:
            return Urgency.LATE
        return Urgency.SOON if self.left else Urgency.TODAY

    @property
    def tag(self) -> str:
        """The same in a word or three; nothing where the day is far."""
        if self.urgency is not Urgency.SOON:
            return "" if self.urgency is Urgency.LATER else self.urgency.value
        return "tomorrow" if self.left == 1 else f"in {self.left} days"

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return {Urgency.LATE: "bad", Urgency.TODAY: "attention"}.get(self.urgency, "")


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """The tasks, the soonest first."""
    return sorted(tasks, key=lambda task: (task.day or date.max, task.words, task.detail, task.trust))


def counted(number: int, noun: str) -> str:
    """1 paper, 4 papers."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
