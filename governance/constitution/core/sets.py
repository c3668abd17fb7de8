"""Whose coming would meet a requirement, and whose leaving would lose it.

People who are alike in everything that the requirement asks about are one sort, so that the search tries sorts and
numbers and not every person. It goes by size, in the order in which people are expected, and stops at the first size
that has an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, islice, product
from math import ceil
from operator import or_

from governance.constitution.core.language import Requirement
from governance.constitution.core.meeting import Here, Meeting
from governance.constitution.core.prepared import Prepared, prepare
from governance.constitution.core.voices import Voices

MOST_NODES = 10_000
MOST_SETS = 5
Numbers = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The smallest sets of people whose coming would meet it, at most five.

    No sets and `complete`: no arrival would. Not `complete`: the search was cut, and there may be others.
    """

    sets: tuple[frozenset[str], ...] = ()
    complete: bool = True


class _Sort:
    """People who are alike to the requirement, each by their voices; `first[n]` are the first n of them."""

    def __init__(self, people: Sequence[int]) -> None:
        self.people = people
        self.first = list(accumulate(people, or_, initial=0))


def expected_of(meeting: Meeting) -> tuple[Here, ...]:
    """Everybody who is expected and absent: the holders of seats who are not here. Vacant and barred are not absent."""
    here = {voice.person for voice in meeting.here}
    return tuple(
        Here(seat.holder, seat.key, offices=seat.offices, bodies=seat.bodies)
        for seat in meeting.seats
        if seat.holder and seat.holder not in here and not seat.barred
    )


def arrivals_that_meet(requirement: Requirement, meeting: Meeting, expected: Sequence[Here]) -> Arrivals:
    """The smallest sets of the expected whose coming would meet the requirement, as people's keys.

    A person comes for every seat for which they are expected. Where the requirement is met or asks nothing, there is
    nothing to come for, and the answer is empty and complete. At most 10,000 sets are tried.
    """
    voices = Voices(meeting, expected)
    rule = prepare(requirement, voices)
    now = voices.gathered(voices.here)
    if rule.tally(now).holds is not False:
        return Arrivals()
    sorts = _sorts(voices)
    everybody = voices.gathered(voices.everyone)
    if rule.grows and not voices.contested and not rule.tally(everybody).holds:
        return Arrivals()
    return _search(rule, voices, sorts, smallest=_least(rule.lacks(now), sorts))


def _search(rule: Prepared, voices: Voices, sorts: Sequence[_Sort], *, smallest: int) -> Arrivals:
    found: list[frozenset[str]] = []
    tried = 0
    room = list(accumulate((len(sort.people) for sort in reversed(sorts)), initial=0))[::-1]
    for size in range(smallest, room[0] + 1):
        for coming, numbers in _ways(sorts, room, size):
            if tried == MOST_NODES:
                return Arrivals(tuple(found), complete=False)
            tried += 1
            if rule.holds(voices.gathered(voices.here | coming)):
                found += _people(sorts, numbers, voices, MOST_SETS - len(found))
                if len(found) == MOST_SETS:
                    return Arrivals(tuple(found))
        if found:
            break
    return Arrivals(tuple(found))


def departures_that_lose(requirement: Requirement, meeting: Meeting) -> tuple[str, ...]:
    """Whose single departure would lose the requirement, in the order in which they came; where it is met."""
    voices = Voices(meeting)
    rule = prepare(requirement, voices)
    if not rule.tally(voices.gathered(voices.here)).holds:
        return ()
    return tuple(
        person
        for person, theirs in voices.of_person.items()
        if person and rule.tally(voices.gathered(voices.here & ~theirs)).holds is False
    )


def _sorts(voices: Voices) -> list[_Sort]:
    """Those who may come, gathered by what the requirement can tell of them, in the order of the first of each."""
    by_look: dict[object, list[int]] = {}
    for person, theirs in voices.of_person.items():
        coming = theirs & ~voices.here
        if coming:
            # Somebody who is here by another voice already is like nobody else.
            look = voices.look(coming) if coming == theirs else None
            by_look.setdefault(look or person, []).append(coming)
    return [_Sort(tuple(people)) for people in by_look.values()]


def _least(voices: int, sorts: Sequence[_Sort]) -> int:
    """How few people can bring so many voices."""
    most = max((person.bit_count() for sort in sorts for person in sort.people), default=1)
    return max(ceil(voices / most), 1)


def _ways(sorts: Sequence[_Sort], room: Sequence[int], size: int, at: int = 0) -> Iterator[tuple[int, Numbers]]:
    """Every way to make up the size from the sorts from `at` on, the first sorts first: the voices that come, and the
    number of each sort that has any. `room[at]` is how many people there are from there on.
    """
    if size == 0:
        yield 0, ()
    for place in range(at, len(sorts)):
        if not 0 < size <= room[place]:
            return
        for number in range(min(len(sorts[place].people), size), 0, -1):
            if size - number > room[place + 1]:
                break
            for coming, others in _ways(sorts, room, size - number, place + 1):
                yield coming | sorts[place].first[number], ((place, number), *others)


def _people(sorts: Sequence[_Sort], numbers: Numbers, voices: Voices, most: int) -> list[frozenset[str]]:
    """The sets of people that these numbers of each sort can be, at most so many."""
    # A product takes in all that it is given, and half of three hundred alike can be chosen in more ways than fit.
    choices = [islice(combinations(sorts[place].people, number), most) for place, number in numbers]
    found: list[frozenset[str]] = []
    for chosen in product(*choices):
        if len(found) == most:
            break
        found.append(frozenset().union(*(voices.people(person) for group in chosen for person in group)))
    return found
