"""On which days the meetings of a story fall, counted from today. Values in, values out.

Its laws:

1. A body meets in the months that its course names, once in each, on its weekday: in the second week where it can be.
2. The last meeting is far enough back that what follows it has happened, and the coming one is not too near.
3. No meeting is on a closed day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from governance.constitution.core.working_days import ONE_DAY, Closed, Weekday, months_after, weekday_of

BEHIND = timedelta(days=10)
"""The last meeting was so long ago at least."""
AHEAD = timedelta(days=11)
"""The coming meeting is so far ahead at least."""
WEEKS = (2, 3, 1, 4, 5)
"""The weeks of a month in which a body meets, the best first."""
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Course:
    """When a body meets: in these months (1 to 12), on that weekday."""

    months: frozenset[int]
    weekday: Weekday

    def turns(self, past: int, today: date, closed: Closed) -> dict[int, date]:
        """The days of the last `past` meetings, from -1 backwards, and that of the coming one as 1."""
        first = today.replace(day=1)
        found: dict[int, date] = {}
        for back in count():
            if len(found) == past:
                break
            month = months_after(first, -back)
            day = self._best(month, closed, latest=today - BEHIND)
            if day is not None:
                found[-len(found) - 1] = day
        months = count(1 if found[-1] >= first else 0)
        coming = (self._best(months_after(first, more), closed, earliest=today + AHEAD) for more in months)
        return {**found, 1: next(day for day in coming if day is not None)}

    def _best(self, month: date, closed: Closed, *, earliest: date = date.min, latest: date = date.max) -> date | None:
        """The best day of the month within these, if the body meets in it at all."""
        if month.month not in self.months:
            return None
        days = {
            (day.day - 1) // DAYS_OF_A_WEEK + 1: day
            for more in range((months_after(month, 1) - month).days)
            if weekday_of(day := month + ONE_DAY * more) is self.weekday
            and earliest <= day <= latest
            and not closed.why(day)
        }
        return next((days[week] for week in WEEKS if week in days), None)


def working_day(day: date, closed: Closed) -> date:
    """That day, or the next that is not closed."""
    return next(each for more in count() if not closed.why(each := day + ONE_DAY * more))


def goes_on(day: date, days: int, closed: Closed) -> date:
    """The day on which a meeting that was adjourned goes on: so many days later, on a working day."""
    return working_day(day + ONE_DAY * days, closed)
