"""What a verdict and its sets cost, beside a fixed piece of plain Python timed in the same run; see `script/bench`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from fractions import Fraction

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Base,
    Count,
    Offices,
    Requirement,
    Selector,
    Share,
    Someone,
    Status,
    Unit,
)
from governance.constitution.core.meeting import Here, Meeting, Post, Seat
from governance.constitution.core.quorum import evaluate
from governance.constitution.core.sets import arrivals_that_meet, departures_that_lose, expected_of

AGENCIES = (
    "kcc",
    "kent-police",
    "youth-offending",
    "commissioning",
    "east",
    "west",
    "districts",
    "voluntary",
    "schools",
)
CHAIR = frozenset({Post("board", "chair")})


def someone(**keys: object) -> Someone:
    """Somebody of that kind."""
    return Someone(Selector(**keys))


KENT = AtLeast(
    5,
    (
        someone(office=Offices(("chair", "vice-chair"))),
        someone(agency=("kcc",)),
        someone(agency=("kent-police",)),
        someone(agency=("youth-offending",)),
        AnyOf((someone(agency=("commissioning",)), AllOf((someone(agency=("east",)), someone(agency=("west",)))))),
        someone(agency=("districts",)),
        someone(tag=("skills",)),
    ),
)
"""Kent's quorum, clause K10.4: twelve forms."""


def forty_forms(*, met_by_nobody: bool = False) -> Requirement:
    """Forty forms: thirteen choices among pairs of counts and shares. Where nobody can meet it, a limit is in it that
    moves with those who come, so that the search for sets has to go on until it is cut.
    """
    choices = tuple(
        AnyOf(
            (
                Count(20 + place, Selector(agency=(AGENCIES[place % 9],))),
                Share(Fraction(9, 10), Selector(tag=(f"tag-{place}",)), Unit.AGENCY),
            )
        )
        for place in range(12)
    )
    limit = AtMost(Share(Fraction(1, 100), base=Base(status=Status.PRESENT)))
    last = AnyOf((limit, Count(10_000))) if met_by_nobody else AnyOf((Count(1), Count(2)))
    return AtLeast(13, (*choices, last))


def roll(seats: int) -> tuple[Seat, ...]:
    """So many seats of nine agencies, all held, with twelve tags among them."""
    return tuple(
        Seat(
            f"seat-{place}",
            agency=AGENCIES[place % 9],
            tags=frozenset({f"tag-{place % 12}", *(["skills"] if place % 7 == 0 else [])}),
            holder=f"person-{place}",
            offices=CHAIR if place == 0 else frozenset(),
        )
        for place in range(seats)
    )


def meeting(seats: tuple[Seat, ...], *, there: int) -> Meeting:
    """The first so many of them have come."""
    here = tuple(Here(seat.holder or "", seat.key, offices=seat.offices) for seat in seats[:there])
    return Meeting(seats, here, body="board")


def yardstick() -> int:
    """A fixed piece of plain Python: a thousand products, summed."""
    total = 0
    for number in range(1000):
        total += number * number
    return total


def microseconds(ask: Callable[[], object], times: int) -> float:
    """The median time of asking, in microseconds."""
    found = []
    for _ in range(times):
        before = time.perf_counter()
        ask()
        found.append(time.perf_counter() - before)
    return statistics.median(found) * 1e6


def main() -> None:
    # Kent's board has seventeen seats, one of them vacant in the demonstration.
    kent, here = roll(17), meeting(roll(17), there=16).here
    unit = microseconds(yardstick, 2000)
    print(f"{'median µs':>12}  {'to yardstick':>12}")
    print(f"{unit:12.0f}  {1.0:12.1f}  yardstick: a thousand products in plain Python")

    def tell(name: str, ask: Callable[[], object], times: int) -> None:
        taken = microseconds(ask, times)
        print(f"{taken:12.0f}  {taken / unit:12.1f}  {name}", flush=True)

    tell("Kent's verdict on 17 seats, 16 there", lambda: evaluate(KENT, Meeting(kent, here, body="board")), 2000)
    few = meeting(kent, there=3)
    tell("Kent's sets, 3 there", lambda: arrivals_that_meet(KENT, few, expected_of(few)), 500)
    tell("Kent's departures, 16 there", lambda: departures_that_lose(KENT, meeting(kent, there=16)), 500)
    for seats in (10, 100, 300, 1000):
        rule, half = forty_forms(), meeting(roll(seats), there=seats // 2)
        tell(f"a rule of 40 forms on {seats} seats: verdict", lambda r=rule, m=half: evaluate(r, _anew(m)), 50)
    endless, half = forty_forms(met_by_nobody=True), meeting(roll(300), there=150)
    found = arrivals_that_meet(endless, half, expected_of(half))
    cut = "whole" if found.complete else "cut at 10,000 nodes"
    tell(
        f"a rule of 40 forms on 300 seats: verdict and sets, search {cut}",
        lambda: (
            evaluate(endless, half),
            arrivals_that_meet(endless, half, expected_of(half)),
            departures_that_lose(endless, half),
        ),
        5,
    )


def _anew(m: Meeting) -> Meeting:
    """The same meeting with nothing remembered of it."""
    return Meeting(m.seats, m.here, body=m.body)


if __name__ == "__main__":
    main()
