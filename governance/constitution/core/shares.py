"""Shares: what one is taken of, and how many that asks for. Exact fractions, and every rounding the one written."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from governance.constitution.core.language import Moment, Rounding, Share, Status
from governance.constitution.core.meeting import Meeting
from governance.constitution.core.selecting import fits_seat, measure_seats
from governance.constitution.core.voices import Gathered, Voices

Measured = Callable[[Gathered], int]


def share_of(share: Share, base: int) -> int:
    """How many the share asks of a base, in its unit."""
    need = _rounded(share.this * base, share.rounding) + share.plus
    if share.cap is not None:
        need = min(need, share.cap)
    if share.floor is not None:
        need = max(need, share.floor)
    return need


def need_of(share: Share, base: Measured) -> Measured:
    """How many the share asks, of that base."""
    return lambda those: share_of(share, base(those))


def moves(share: Share, meeting: Meeting) -> bool:
    """Whether its base changes with those who are there."""
    is_now = share.base.when is Moment.NOW or meeting.opening is None
    return is_now and share.base.status in {Status.COUNTED, Status.PRESENT}


def base_of(share: Share, voices: Voices) -> Measured:
    """What the share is taken of, in its unit."""
    of = share.of if share.base.of is None else share.base.of
    opening = voices.meeting.opened if share.base.when is Moment.OPENING else None
    then = Voices(opening) if opening else voices
    if share.base.status in {Status.COUNTED, Status.PRESENT}:
        meant, counts = then.asked(of, share.unit), share.base.status is Status.COUNTED

        def measured(those: Gathered) -> int:
            return then.measure((those.counted if counts else those.present) & meant, share.unit)

        if then is voices:
            return measured
        return always(measured(then.gathered(then.here)))
    meeting, is_filled = then.meeting, share.base.status is Status.FILLED
    seats = [
        seat
        for seat in meeting.seats
        if (seat.holder is not None or not is_filled) and meeting.in_base(seat) and fits_seat(of, seat, meeting)
    ]
    return always(measure_seats(seats, share.unit))


def always(number: int) -> Measured:
    """That number, whoever is there."""
    return lambda _: number


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
