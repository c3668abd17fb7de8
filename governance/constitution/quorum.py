"""What a requirement answers about a meeting: met, not met or none asked, with what there is and what it needs.

Its laws:

1. It is total: every requirement that `parse` lets through has an answer about every meeting.
2. What asks nothing is left out of what contains it; where nothing is left, nothing is asked. Only the empty lists as
   written are different: `all: []` holds, `any: []` does not.
3. Numbers are exact: shares are fractions, and every rounding is the one written.
4. An answer says who serves it, so that nobody need count again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import singledispatch
from math import ceil, floor

from governance.constitution.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    BarredShare,
    Condition,
    Count,
    DecisionIs,
    Declared,
    Elapsed,
    Every,
    InPublic,
    MembersBelow,
    Met,
    Moment,
    NoneAsked,
    Not,
    QuorumOf,
    Requirement,
    Rounding,
    Selector,
    Share,
    Since,
    SittingIs,
    Some,
    Someone,
    Status,
    Unit,
    Vacant,
    When,
)
from governance.constitution.meeting import Here, Meeting, Post, Seat
from governance.constitution.selecting import fits, fits_seat


class State(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    NONE_ASKED = "none asked"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one requirement answers. `have` of `need` is how far it is; `served_by` are the people it counts.

    `base` is what a share was taken of. For a limit from above (`AtMost`) `need` is what may not be passed.
    """

    asked: Requirement
    state: State
    have: int = 0
    need: int = 0
    base: int | None = None
    served_by: frozenset[str] = frozenset()
    parts: tuple[Answer, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether nothing stands in the way: it is met, or nothing is asked."""
        return self.state is not State.NOT_MET


def evaluate(requirement: Requirement, meeting: Meeting) -> Answer:
    """What the requirement answers about the meeting."""
    return _answer(requirement, meeting)


@singledispatch
def _answer(requirement: Requirement, meeting: Meeting) -> Answer:
    raise TypeError(f"{type(requirement).__name__} is no requirement.")


@_answer.register
def _(asked: NoneAsked, meeting: Meeting) -> Answer:
    return Answer(asked, State.NONE_ASKED)


@_answer.register
def _(asked: Count, meeting: Meeting) -> Answer:
    return _at_least(asked, _matching(asked.of, meeting), asked.unit, asked.n, meeting)


@_answer.register
def _(asked: Someone, meeting: Meeting) -> Answer:
    return _at_least(asked, _matching(asked.who, meeting), Unit.PERSON, 1, meeting)


@_answer.register
def _(asked: Share, meeting: Meeting) -> Answer:
    base = base_of(asked, meeting)
    need = share_of(asked, base)
    return _at_least(asked, _matching(asked.of, meeting), asked.unit, need, meeting, base=base)


@_answer.register
def _(asked: AtMost, meeting: Meeting) -> Answer:
    limit = asked.limit
    base = base_of(limit, meeting) if isinstance(limit, Share) else None
    most = share_of(limit, base or 0) if isinstance(limit, Share) else limit.n
    found = _matching(limit.of, meeting)
    have = measure(found, limit.unit, meeting)
    state = State.MET if have <= most else State.NOT_MET
    return Answer(asked, state, have, most, base, _people(found))


@_answer.register
def _(asked: AllOf, meeting: Meeting) -> Answer:
    return _combined(asked, asked.parts, meeting, need=None)


@_answer.register
def _(asked: AnyOf, meeting: Meeting) -> Answer:
    return _combined(asked, asked.parts, meeting, need=1)


@_answer.register
def _(asked: AtLeast, meeting: Meeting) -> Answer:
    return _combined(asked, asked.among, meeting, need=asked.n, distinct=asked.distinct)


@_answer.register
def _(asked: When, meeting: Meeting) -> Answer:
    chosen = asked.then if holds(asked.condition, meeting) else asked.otherwise
    if chosen is None:
        return Answer(asked, State.NONE_ASKED)
    part = _answer(chosen, meeting)
    return Answer(asked, part.state, part.have, part.need, part.base, part.served_by, (part,))


@_answer.register
def _(asked: QuorumOf, meeting: Meeting) -> Answer:
    other = meeting.others[asked.body]
    part = _answer(other.requirement, meeting.seen_from(asked.body))
    return Answer(asked, part.state, part.have, part.need, part.base, part.served_by, (part,))


def holds(condition: Condition, meeting: Meeting) -> bool:
    """Whether the condition holds of the meeting. Times are values handed in: nothing here reads a clock."""
    return _holds(condition, meeting)


@singledispatch
def _holds(condition: Condition, meeting: Meeting) -> bool:
    raise TypeError(f"{type(condition).__name__} is no condition.")


@_holds.register
def _(asked: Vacant, meeting: Meeting) -> bool:
    body = asked.office.of or meeting.body
    return all(meeting.offices.get(Post(body, office)) is None for office in asked.office.any_of)


@_holds.register
def _(asked: SittingIs, meeting: Meeting) -> bool:
    return meeting.sitting in asked.kinds


@_holds.register
def _(asked: DecisionIs, meeting: Meeting) -> bool:
    return meeting.decision in asked.kinds


@_holds.register
def _(asked: InPublic, meeting: Meeting) -> bool:
    return meeting.public == asked.public


@_holds.register
def _(asked: MembersBelow, meeting: Meeting) -> bool:
    in_office = sum(seat.holder is not None for seat in meeting.seats)
    limit = asked.limit if isinstance(asked.limit, int) else asked.limit * len(meeting.seats)
    return in_office < limit


@_holds.register
def _(asked: BarredShare, meeting: Meeting) -> bool:
    filled = [seat for seat in meeting.seats if seat.holder is not None]
    return bool(filled) and sum(seat.barred for seat in filled) >= asked.share * len(filled)


@_holds.register
def _(asked: Elapsed, meeting: Meeting) -> bool:
    passed = meeting.since_start if asked.since is Since.START else meeting.since_first
    return passed >= asked.at_least


@_holds.register
def _(asked: Declared, meeting: Meeting) -> bool:
    return asked.name in meeting.declared


@_holds.register
def _(asked: Met, meeting: Meeting) -> bool:
    return evaluate(asked.requirement, meeting).is_met


@_holds.register
def _(asked: Every, meeting: Meeting) -> bool:
    return all(_holds(condition, meeting) for condition in asked.conditions)


@_holds.register
def _(asked: Some, meeting: Meeting) -> bool:
    return any(_holds(condition, meeting) for condition in asked.conditions)


@_holds.register
def _(asked: Not, meeting: Meeting) -> bool:
    return not _holds(asked.condition, meeting)


def share_of(share: Share, base: int) -> int:
    """How many the share asks of a base, in its unit."""
    exact = share.this * base
    need = _rounded(exact, share.rounding) + share.plus
    if share.cap is not None:
        need = min(need, share.cap)
    if share.floor is not None:
        need = max(need, share.floor)
    return need


def base_of(share: Share, meeting: Meeting) -> int:
    """What the share is taken of, in its unit. In a base of seats a person is a seat."""
    at = meeting.opening or meeting if share.base.when is Moment.OPENING else meeting
    of = share.of if share.base.of is None else share.base.of
    match share.base.status:
        case Status.COUNTED:
            return measure((here for here in at.counted if fits(of, here, at)), share.unit, at)
        case Status.PRESENT:
            return measure((here for here in at.present if fits(of, here, at)), share.unit, at)
    is_filled = share.base.status is Status.FILLED
    seats = [
        seat
        for seat in at.seats
        if (seat.holder is not None or not is_filled) and at.in_base(seat) and fits_seat(of, seat, at)
    ]
    return _measure_seats(seats, share.unit)


def measure(found: Iterable[Here], unit: Unit, meeting: Meeting) -> int:
    """How many people, seats, agencies or what weight these voices are; each of them once."""
    voices = list(found)
    if unit is Unit.PERSON:
        return len({here.person for here in voices})
    seats = {here.seat: meeting.by_key[here.seat] for here in voices if here.seat}
    return _measure_seats(list(seats.values()), unit)


def _measure_seats(seats: Sequence[Seat], unit: Unit) -> int:
    match unit:
        case Unit.AGENCY:
            return len({seat.agency for seat in seats if seat.agency})
        case Unit.WEIGHT:
            return sum(seat.weight for seat in seats)
    return len(seats)


def _rounded(exact: Fraction, rounding: Rounding) -> int:
    match rounding:
        case Rounding.UP:
            return ceil(exact)
        case Rounding.DOWN:
            return floor(exact)
        case Rounding.NEAREST:
            return floor(exact + Fraction(1, 2))
        case Rounding.MORE_THAN:
            return floor(exact) + 1


def _matching(selector: Selector, meeting: Meeting) -> list[Here]:
    return [here for here in meeting.counted if fits(selector, here, meeting)]


def _people(found: Iterable[Here]) -> frozenset[str]:
    return frozenset(here.person for here in found)


def _at_least(
    asked: Requirement, found: list[Here], unit: Unit, need: int, meeting: Meeting, *, base: int | None = None
) -> Answer:
    have = measure(found, unit, meeting)
    state = State.MET if have >= need else State.NOT_MET
    return Answer(asked, state, have, need, base, _people(found))


def _combined(
    asked: Requirement,
    requirements: tuple[Requirement, ...],
    meeting: Meeting,
    *,
    need: int | None,
    distinct: bool = False,
) -> Answer:
    parts = tuple(_answer(requirement, meeting) for requirement in requirements)
    asking = [part for part in parts if part.state is not State.NONE_ASKED]
    if parts and not asking:
        return Answer(asked, State.NONE_ASKED, parts=parts)
    needed = len(asking) if need is None else need
    have = _shared_out(asking) if distinct else sum(part.state is State.MET for part in asking)
    state = State.MET if have >= needed else State.NOT_MET
    served_by = frozenset[str]().union(*(part.served_by for part in asking if part.state is State.MET))
    return Answer(asked, state, have, needed, None, served_by, parts)


def _shared_out(parts: Sequence[Answer]) -> int:
    """How many parts can be served at once when each person serves one: a maximum matching."""
    server: dict[str, int] = {}

    def serve(part: int, tried: set[str]) -> bool:
        for person in sorted(parts[part].served_by - tried):
            tried.add(person)
            if person not in server or serve(server[person], tried):
                server[person] = part
                return True
        return False

    return sum(serve(part, set()) for part in range(len(parts)))
