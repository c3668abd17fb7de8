"""Conditions made ready for one meeting. All but `met` are settled by the roll and the sitting, whoever is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch
from typing import Any

from governance.constitution.core.language import (
    BarredShare,
    Condition,
    DecisionIs,
    Declared,
    Elapsed,
    Every,
    InPublic,
    MembersBelow,
    Met,
    Not,
    Since,
    SittingIs,
    Some,
    Vacant,
)
from governance.constitution.core.meeting import Meeting, Post
from governance.constitution.core.selecting import fits_seat
from governance.constitution.core.voices import Gathered, Voices

Asked = Callable[[Gathered], bool]


def prepare_condition(condition: Condition, voices: Voices, prepare: Callable[..., Any]) -> Asked:
    """The condition, ready to be asked of any set of voices. `prepare` makes a requirement ready, for `met`."""
    match condition:
        case Met():
            rule = prepare(condition.requirement, voices)
            return lambda those: rule.tally(those).holds is not False
        case Not():
            inner = prepare_condition(condition.condition, voices, prepare)
            return lambda those: not inner(those)
        case Every() | Some():
            parts = [prepare_condition(part, voices, prepare) for part in condition.conditions]
            joined = all if isinstance(condition, Every) else any
            return lambda those: joined(part(those) for part in parts)
    settled = _holds(condition, voices.meeting)
    return lambda _: settled


def is_settled(condition: Condition) -> bool:
    """Whether it is the same whoever is there."""
    match condition:
        case Met():
            return False
        case Not():
            return is_settled(condition.condition)
        case Every() | Some():
            return all(is_settled(part) for part in condition.conditions)
    return True


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
    seats = [seat for seat in meeting.seats if fits_seat(asked.of, seat, meeting)]
    in_office = sum(seat.holder is not None for seat in seats)
    limit = asked.limit if isinstance(asked.limit, int) else asked.limit * len(seats)
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
