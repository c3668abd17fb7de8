"""What may be written about seats, holdings, deputies and offices. Values in, verdict out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from trustboard.acts import days
from trustboard.acts.verdict import ALLOWED, Verdict, refused

told = days.told
"""A day as the pages write it."""


@dataclass(frozen=True, slots=True)
class Span:
    """From its first day up to, but not including, its end."""

    starts: date
    ends: date | None = None

    def has(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.starts <= day and (self.ends is None or day < self.ends)


def may_end(*, starts: date, ends: date | None) -> Verdict:
    """Whatever ends does so after it has begun."""
    if ends is not None and ends <= starts:
        return refused(f"The end must come after the beginning on {told(starts)}.")
    return ALLOWED


def may_be_within(span: Span, outer: Span, *, what: str) -> Verdict:
    """A seat lies within the life of its body."""
    if not outer.has(span.starts) or (outer.ends and (span.ends is None or span.ends > outer.ends)):
        return refused(f"The dates must lie within those of {what}: from {_life(outer)}.")
    return ALLOWED


def may_hold(
    *, day: date, seat: Span, is_bound: bool, taken_days: Collection[date], is_same: bool, missing: Collection[str] = ()
) -> Verdict:
    """A seat is given to somebody, or to nobody, from a day on which it is there, once a day; a bound one never."""
    if is_bound:
        return refused("This seat is held ex officio: whoever holds the other post holds it. Change that post instead.")
    if not seat.has(day):
        return refused(f"The seat is not there on {told(day)}; it is there from {_life(seat)}.")
    if day in taken_days:
        return refused(
            f"Something is recorded for this seat on {told(day)} already. Correct that, or choose another day."
        )
    if is_same:
        return refused("The seat is held by them then already.")
    if missing:
        return refused("Say that they meet each of the membership criteria, or choose somebody who does.")
    return ALLOWED


def may_name_deputy(
    *, day: date, seat: Span, taken_days: Collection[date], is_holder: bool, is_held: bool, is_ending: bool
) -> Verdict:
    """A deputy is named for a seat that is held, from a day on which it is there, and is somebody else."""
    if not seat.has(day):
        return refused(f"The seat is not there on {told(day)}; it is there from {_life(seat)}.")
    if day in taken_days:
        return refused(f"A deputy's naming is recorded on {told(day)} already. Correct that, or choose another day.")
    if not is_held and not is_ending:
        return refused(f"Nobody holds the seat on {told(day)}, so there is nobody to deputise for.")
    if is_holder:
        return refused("They hold the seat themselves; a deputy is somebody else.")
    return ALLOWED


def may_elect(
    *, day: date, body: Span, offices: Collection[str], office: str, taken_days: Collection[date], sits_there: bool
) -> Verdict:
    """An office that the body has goes to somebody who sits on it, or falls vacant, once a day."""
    if office not in offices:
        return refused(f"This body has no office called {office}.")
    if not body.has(day):
        return refused(f"The body is not there on {told(day)}; it is there from {_life(body)}.")
    if day in taken_days:
        return refused(
            f"Something is recorded for this office on {told(day)} already. Correct that, or choose another day."
        )
    if not sits_there:
        return refused(f"They hold no seat on this body on {told(day)}.")
    return ALLOWED


def may_correct(*, reason: str, day: date, seat: Span, other_days: Collection[date]) -> Verdict:
    """What was never so is put right with a reason, onto a day that is free."""
    if not reason.strip():
        return refused("Give the reason of the correction; it stays on the record.")
    if not seat.has(day):
        return refused(f"The seat is not there on {told(day)}; it is there from {_life(seat)}.")
    if day in other_days:
        return refused(f"Something else is recorded on {told(day)} already.")
    return ALLOWED


def may_strike(*, reason: str) -> Verdict:
    """What was never so at all is struck with a reason."""
    return ALLOWED if reason.strip() else refused("Give the reason of the correction; it stays on the record.")


def _life(span: Span) -> str:
    return f"{told(span.starts)}" + (f" until {told(span.ends)}" if span.ends else " on")
