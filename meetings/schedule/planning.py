"""Which days a year of a body's meetings could have: those that its calendar names, and where it names none, days
that keep what it asks.

Its laws:

1. A day that the constitution names is proposed as it is named; `is_named` says so.
2. Where it asks for a meeting in a month, or for so many in a year or a part of it, and names no day, the day comes
   from a pattern ("the third Thursday") that the officer chooses, and the sentence says so.
3. Where it asks for a meeting between each two of another body's (H8.6), a day is proposed in the middle between them,
   or on the working day next to it: never on a closed one.
4. Nothing is proposed that the calendar does not ask for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from governance.constitution.core.calendar import LENGTHS, Calendar, Course, Dates, Number, Period, Proposal, proposed
from governance.constitution.core.calendar_days import (
    MONTHS,
    WHOLE_YEAR,
    Month,
    NthWeekday,
    Week,
    in_words,
    month_in_words,
)
from governance.constitution.core.constitution import ORDINARY
from governance.constitution.core.working_days import ONE_DAY, Closed, Weekday, months_after, weekday_of
from governance.constitution.english.calendar_english import counted, the_body

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Offer:
    """A day offered for a meeting: why that day, and what stands against it. `known`: the days of meetings of its kind
    that are planned in the same month already.
    """

    day: date
    kind: str
    why: str
    against: str = ""
    is_named: bool = True
    known: tuple[date, ...] = ()

    @property
    def key(self) -> str:
        """The offer as a form names it."""
        return f"{self.day.isoformat()} {self.kind}"

    @property
    def is_usual(self) -> bool:
        """Whether it is ticked before anybody chooses: nothing is planned there yet."""
        return not self.known


def offers(
    calendar: Calendar,
    first: date,
    closed: Closed,
    pattern: NthWeekday,
    known: Collection[tuple[date, str]],
    *,
    others: Mapping[str, Collection[date]] | None = None,
    names: Mapping[str, str] | None = None,
) -> tuple[Offer, ...]:
    """What is offered for the twelve months from `first` on, in order.

    `known` are the days and kinds of meetings, `others` the days of other bodies' by their key, `names` the names
    behind these keys. A time between two of theirs is of the year in which the later falls.
    """
    named = {(proposal.wished, proposal.kind) for proposal in proposed(calendar, first, closed)}
    whole = replace(
        calendar,
        course=_with_days(calendar.course, first, pattern),
        kinds=tuple(replace(kind, course=_with_days(kind.course, first, pattern)) for kind in calendar.kinds),
    )
    found = [
        _offer(proposal, calendar, named, known)
        for proposal in proposed(whole, first, closed)
        if (proposal.wished, proposal.kind) in named or _fits(proposal, calendar, first)
    ]
    for kind, course in _courses(calendar):
        planned = _counted_for(calendar, kind, known)
        offered = _counted_for(calendar, kind, [(offer.day, offer.kind) for offer in found])
        for earlier, later in _times_between(course, others or {}, first):
            if not any(earlier < day < later for day in offered):
                body = the_body(course.between, names or {})
                within = [day for day in planned if earlier < day < later]
                found += _offer_between((earlier, later), kind, body, closed, within)
    return tuple(sorted(found, key=lambda offer: (offer.day, offer.kind)))


def waits_for(
    calendar: Calendar, first: date, others: Mapping[str, Collection[date]], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Whose meetings have to be agreed before any can be placed between them in that year, a sentence each."""
    asked = dict.fromkeys(
        course.between
        for _, course in _courses(calendar)
        if course.between and not _times_between(course, others, first)
    )
    return tuple(
        f"A meeting is asked between each two meetings of {the_body(key, names)}; their dates are to be agreed first."
        for key in asked
    )


def names_every_day(calendar: Calendar) -> bool:
    """Whether the calendar leaves no day to be chosen; also where it asks for none."""
    monday = NthWeekday(Week.FIRST, Weekday.MONDAY)
    return all(course == _with_days(course, date(2000, 1, 1), monday) for _, course in _courses(calendar))


def pattern_of(days: Collection[date]) -> NthWeekday | None:
    """Which weekday of the month the last of these days was: "the third Thursday"; None where there are none."""
    if not days:
        return None
    last = max(days)
    weeks = (Week.FIRST, Week.SECOND, Week.THIRD, Week.FOURTH, Week.LAST)
    return NthWeekday(weeks[(last.day - 1) // DAYS_OF_A_WEEK], weekday_of(last))


def _with_days(course: Course, first: date, pattern: NthWeekday) -> Course:
    """The course with the pattern wherever it asks for a meeting and names no day."""
    dates = tuple(replace(each, on=(pattern,)) if _is_dayless(each) else each for each in course.dates)
    if not dates:
        dates = tuple(_spread(course, first, pattern))
    return replace(course, dates=dates)


def _is_dayless(dates: Dates) -> bool:
    return not dates.on and dates.starts is None and (dates.every is None or bool(dates.every.months))


def _spread(course: Course, first: date, pattern: NthWeekday) -> Iterator[Dates]:
    """As many meetings as are asked, evenly over the months of the year or of each part of it."""
    if number := _most_asked(course):
        yield Dates(months=_months(number, first, course), on=(pattern,))


def _most_asked(course: Course) -> Number | None:
    """Of the numbers that the course asks, the one that makes most meetings in a year."""
    asked = [number for number in course.numbers if _asked(number)]
    return max(asked, key=lambda number: _asked(number) * WHOLE_YEAR // LENGTHS[number.each], default=None)


def _asked(number: Number) -> int:
    return number.at_least or number.at_most or 0


def _months(number: Number, first: date, course: Course) -> tuple[Month, ...]:
    length = LENGTHS[number.each]
    most = min(_asked(number), length)
    if course.window and number.each is Period.YEAR:
        return _in_window(course, first)[:most]
    places = [begin + length * turn // most for begin in range(0, WHOLE_YEAR, length) for turn in range(most)]
    return tuple(MONTHS[(first.month - 1 + place) % WHOLE_YEAR] for place in places)


def _in_window(course: Course, first: date) -> tuple[Month, ...]:
    """The months that lie wholly in the window, from its first on."""
    if course.window is None:
        return ()
    windows = [course.window.closing_in(first.year + more) for more in (0, 1)]
    opens, closes = next(window for window in windows if window[1] >= first)
    begins = [months_after(opens.replace(day=1), place) for place in range(WHOLE_YEAR + 1)]
    whole = [month for month in begins if month >= opens and months_after(month, 1) - ONE_DAY <= closes]
    return tuple(MONTHS[month.month - 1] for month in whole)


def _fits(proposal: Proposal, calendar: Calendar, first: date) -> bool:
    """Whether a day that we chose lies in the window of its course, where there is one."""
    course = next((kind.course for kind in calendar.kinds if kind.name == proposal.kind), calendar.course)
    if course.window is None:
        return True
    windows = [course.window.closing_in(first.year + more) for more in range(3)]
    return any(opens <= proposal.day <= closes for opens, closes in windows)


def _offer(
    proposal: Proposal, calendar: Calendar, named: Collection[tuple[date, str]], known: Collection[tuple[date, str]]
) -> Offer:
    kind = proposal.kind or ORDINARY
    is_named = (proposal.wished, proposal.kind) in named
    month = proposal.wished.replace(day=1)
    same = sorted(day for day, of in known if of == kind and day.replace(day=1) in {month, proposal.day.replace(day=1)})
    return Offer(
        day=proposal.day,
        kind=kind,
        why=proposal.why if is_named else _chosen(proposal, calendar),
        against=_against(proposal),
        is_named=is_named,
        known=tuple(same),
    )


def _chosen(proposal: Proposal, calendar: Calendar) -> str:
    """Why a day that the constitution does not name."""
    course = next((kind.course for kind in calendar.kinds if kind.name == proposal.kind), calendar.course)
    asked = _most_asked(course)
    if course.dates or asked is None:
        return f"{proposal.why}; a meeting is asked in {month_in_words(proposal.wished)}"
    each = "a year" if asked.each is Period.YEAR else f"in each {asked.each}"
    number = counted(_asked(asked), "meeting")
    return f"{proposal.why}; {number} {each} {'is' if _asked(asked) == 1 else 'are'} asked, spread evenly here"


def _against(proposal: Proposal) -> str:
    """What stands against the day, or made it move."""
    if proposal.moved_from:
        return f"Moved from {in_words(proposal.moved_from)}: {proposal.against}"
    return proposal.against


def _courses(calendar: Calendar) -> list[tuple[str, Course]]:
    """The courses of the calendar, each with the kind of its meetings."""
    return [(ORDINARY, calendar.course), *((kind.name, kind.course) for kind in calendar.kinds)]


def _times_between(course: Course, others: Mapping[str, Collection[date]], first: date) -> list[tuple[date, date]]:
    """Each two meetings of the other body that follow each other, of which the later falls in the year."""
    last = months_after(first, WHOLE_YEAR) - ONE_DAY
    days = sorted(set(others.get(course.between, ())))
    return [(earlier, later) for earlier, later in pairwise(days) if first <= later <= last]


def _counted_for(calendar: Calendar, kind: str, known: Collection[tuple[date, str]]) -> list[date]:
    """The days of the meetings that count in the course of that kind."""
    besides = {each.name for each in calendar.kinds if each.besides}
    return sorted(day for day, of in known if of == kind or (kind == ORDINARY and of not in besides))


def _offer_between(
    ends: tuple[date, date], kind: str, body: str, closed: Closed, known: Sequence[date]
) -> Iterator[Offer]:
    """The first working day from the middle on; else the last one before it; nothing where there is none between."""
    earlier, later = ends
    middle = earlier + (later - earlier) // 2
    within = [earlier + ONE_DAY * more for more in range(1, (later - earlier).days)]
    wished = [*(day for day in within if day >= middle), *(day for day in reversed(within) if day < middle)]
    day = next((day for day in wished if not closed.why(day)), None)
    if day is not None:
        yield Offer(
            day=day,
            kind=kind,
            why=f"the middle between the meetings of {body} on {in_words(earlier)} and {in_words(later)}",
            against="" if day == middle else f"Moved from {in_words(middle)}: {closed.why(middle)}",
            is_named=False,
            known=tuple(known),
        )
