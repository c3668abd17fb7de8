"""Which demands of a calendar the days of a year do not keep, each with a sentence.

Nothing here knows what day it is: `until` is handed in, and only what was due before it is judged. Without it the year
is judged as a whole, days planned included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from governance.constitution.core.calendar import (
    LENGTHS,
    Calendar,
    ChairMay,
    Course,
    Dates,
    Number,
    Period,
    Proposal,
    months_of_year,
    proposals_of,
)
from governance.constitution.core.calendar_days import MONTHS, WHOLE_YEAR, in_words, month_in_words
from governance.constitution.core.working_days import ONE_DAY, Closed, months_after
from governance.constitution.english.calendar_english import (
    counted,
    in_letters,
    meeting_called,
    the_body,
    window_in_words,
)


class Demand(StrEnum):
    """What was asked and not kept."""

    MONTHS = "months"
    EVERY = "every"
    NUMBER = "number"
    WINDOW = "window"
    GAP = "gap"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Missed:
    """A demand not kept in the days from `starts` to `ends`, both included. `kind` is empty for the ordinary course."""

    demand: Demand
    starts: date
    ends: date
    sentence: str
    kind: str = ""


@dataclass(frozen=True)
class _Year:
    """What one course is judged by. `days` are in order, those before the year too."""

    calendar: Calendar
    kind: str
    first: date
    last: date
    until: date
    days: Sequence[date]
    excused: Collection[date]
    others: Mapping[str, Sequence[date]]
    closed: Closed
    names: Mapping[str, str]

    @property
    def what(self) -> str:
        return meeting_called(self.kind, self.names)

    def is_due(self, ends: date) -> bool:
        """Whether what was asked until the end of that day can be judged."""
        return ends < self.until

    def held(self, starts: date, ends: date) -> int:
        return sum(starts <= day <= ends for day in self.days)

    def excused_in(self, starts: date, ends: date) -> int:
        return sum(starts <= day <= ends for day in self.excused)

    def missed(self, demand: Demand, starts: date, ends: date, sentence: str) -> Missed:
        return Missed(demand, starts, ends, f"{sentence[0].upper()}{sentence[1:]}.", self.kind)


def gaps(
    calendar: Calendar,
    days_held: Collection[date],
    year_from: date,
    *,
    kinds: Mapping[str, Collection[date]] | None = None,
    others: Mapping[str, Collection[date]] | None = None,
    cancelled: Collection[date] = (),
    closed: Closed | None = None,
    until: date | None = None,
    names: Mapping[str, str] | None = None,
) -> tuple[Missed, ...]:
    """The demands not kept in the twelve months from the month of `year_from` (K10.1, K11R.4, H7.1, H8.6).

    `days_held` are the days of ordinary meetings, `kinds` those of each kind with a course of its own, `others` those
    of other bodies by their key; days before the year are wanted too, for what runs over its beginning. `cancelled`
    excuses a missing meeting where the chair may cancel. A date that has moved off a `closed` day counts for its month.
    `until` is the day on which this is asked: what is due that day or later is not missed yet. `names` are the names
    behind the keys of bodies and kinds.
    """
    first = year_from.replace(day=1)
    last = months_after(first, WHOLE_YEAR) - ONE_DAY
    of_kind = kinds or {}
    besides = {kind.name for kind in calendar.kinds if kind.besides}
    ordinary = [*days_held, *(day for name, days in of_kind.items() if name not in besides for day in days)]
    courses = [("", calendar.course, ordinary)]
    courses += [(kind.name, kind.course, [*of_kind.get(kind.name, ())]) for kind in calendar.kinds]
    found: list[Missed] = []
    for name, course, days in courses:
        year = _Year(
            calendar,
            name,
            first,
            last,
            min(until or date.max, last + ONE_DAY),
            sorted(set(days)),
            set(cancelled) if ChairMay.CANCEL in calendar.chair_may and not name else (),
            {key: sorted(set(theirs)) for key, theirs in (others or {}).items()},
            closed or Closed(),
            names or {},
        )
        for check in (_months, _every, _numbers, _window, _longest_gap, _shortest_gap, _between):
            found += check(course, year)
    return tuple(found)


def _months(course: Course, year: _Year) -> Iterator[Missed]:
    """A meeting in each month that is named, or as many as days are."""
    by_month = [dates for dates in course.dates if dates.every is None or dates.every.months]
    month_of = {proposal.day: proposal.wished.replace(day=1) for proposal in _proposals(by_month, year)}
    asked = Counter(month_of.values())
    for dates in by_month:
        if not (dates.on or dates.starts):
            asked.update(month for month in months_of_year(year.first) if MONTHS[month.month - 1] in dates.months)
    held = Counter(month_of.get(day, day.replace(day=1)) for day in [*year.days, *year.excused])
    for month in sorted(asked):
        ends = months_after(month, 1) - ONE_DAY
        late = [day for day, wished in month_of.items() if wished == month]
        if held[month] < asked[month] and year.is_due(max([ends, *late])):
            how_many = f"only {counted(held[month], year.what)}" if held[month] else f"no {year.what}"
            wanted = f"; {in_letters(asked[month])} are asked" if asked[month] > 1 else ""
            yield year.missed(Demand.MONTHS, month, ends, f"{how_many} in {month_in_words(month)}{wanted}")


def _every(course: Course, year: _Year) -> Iterator[Missed]:
    """As many meetings as there were days of every so many weeks."""
    for dates in course.dates:
        if dates.every is None or dates.every.months:
            continue
        until = year.until - ONE_DAY
        asked = sum(proposal.day <= until for proposal in _proposals([dates], year))
        held = year.held(year.first, until) + year.excused_in(year.first, until)
        if held < asked:
            each = f"every {dates.every if dates.every.n > 1 else dates.every.measure}"
            sentence = (
                f"{counted(held, year.what)} from {in_words(year.first)} to {in_words(until)}; {each} makes {asked}"
            )
            yield year.missed(Demand.EVERY, year.first, until, sentence)


def _numbers(course: Course, year: _Year) -> Iterator[Missed]:
    for number in course.numbers:
        for starts, ends in _periods(course, number, year):
            held = year.held(starts, ends)
            excused = year.excused_in(starts, ends)
            when = f"{counted(held, year.what)} from {in_words(starts)} to {in_words(ends)}"
            if number.at_least is not None and held + excused < number.at_least and year.is_due(ends):
                asked = f"{in_letters(number.at_least)} {'is' if number.at_least == 1 else 'are'} asked"
                yield year.missed(Demand.NUMBER, starts, ends, f"{when}; {asked}")
            if number.at_most is not None and held > number.at_most and ChairMay.ADD not in year.calendar.chair_may:
                sentence = f"{when}; no more than {in_letters(number.at_most)} may be held"
                yield year.missed(Demand.NUMBER, starts, ends, sentence)


def _periods(course: Course, number: Number, year: _Year) -> Iterator[tuple[date, date]]:
    """The parts of the year in which the number is asked: with a window, the windows that close in it."""
    if course.window and number.each is Period.YEAR:
        windows = (course.window.closing_in(year.first.year + more) for more in (0, 1))
        yield from (window for window in windows if year.first <= window[1] <= year.last)
        return
    months = LENGTHS[number.each]
    for begins in range(0, WHOLE_YEAR, months):
        yield months_after(year.first, begins), months_after(year.first, begins + months) - ONE_DAY


def _window(course: Course, year: _Year) -> Iterator[Missed]:
    if course.window is None:
        return
    windows = [course.window.closing_in(year.first.year + more) for more in range(3)]
    for day in year.days:
        if year.first <= day <= year.last and not any(opens <= day <= closes for opens, closes in windows):
            sentence = f"the {year.what} of {in_words(day)} was not {window_in_words(course.window)}"
            yield year.missed(Demand.WINDOW, day, day, sentence)


def _longest_gap(course: Course, year: _Year) -> Iterator[Missed]:
    """Between two meetings, of which the later falls in the year; and since the last one."""
    longest = course.gap.at_most
    if longest is None:
        return
    days = [day for day in year.days if day <= year.last]
    for earlier, later in pairwise(days):
        if later >= year.first and later > longest.after(earlier) and year.is_due(longest.after(earlier)):
            sentence = f"no {year.what} between {in_words(earlier)} and {in_words(later)}, more than {longest}"
            yield year.missed(Demand.GAP, earlier, later, sentence)
    since = days[-1] if days else year.first
    if year.is_due(longest.after(since)):
        sentence = f"no {year.what} since {in_words(since)}, more than {longest}"
        yield year.missed(Demand.GAP, since, year.until - ONE_DAY, sentence)


def _shortest_gap(course: Course, year: _Year) -> Iterator[Missed]:
    shortest = course.gap.at_least
    if shortest is None:
        return
    for earlier, later in pairwise(year.days):
        if year.first <= later <= year.last and later < shortest.after(earlier):
            sentence = f"a {year.what} on {in_words(earlier)} and the next on {in_words(later)}, less than {shortest}"
            yield year.missed(Demand.GAP, earlier, later, f"{sentence} after it")


def _between(course: Course, year: _Year) -> Iterator[Missed]:
    """H8.6: a meeting between each two of another body's, of which the later falls in the year."""
    for earlier, later in pairwise(year.others.get(course.between, ())):
        is_asked = year.first <= later <= year.last and year.is_due(later - ONE_DAY)
        if is_asked and not any(earlier < day < later for day in year.days):
            body = the_body(course.between, year.names)
            sentence = f"no {year.what} between those of {body} on {in_words(earlier)} and {in_words(later)}"
            yield year.missed(Demand.BETWEEN, earlier, later, sentence)


def _proposals(dates: Sequence[Dates], year: _Year) -> list[Proposal]:
    return proposals_of(dates, year.first, year.calendar.on_closed, year.closed)
