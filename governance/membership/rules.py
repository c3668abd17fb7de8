"""What may be written about seats, holdings, deputies and offices. Values in, verdict out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from trustboard.acts import days
from trustboard.acts.verdict import ALLOWED, Verdict, refused

HEAVIEST = 10_000

told = days.told
"""A day as the pages write it."""

NO_REASON = "Give the reason of the correction; it stays on the record."
NO_LONGER_RECORDED = "This is not recorded any more: somebody struck or corrected it in the meantime."
NOT_ATTESTED = "Say that they meet each of the membership criteria, or choose somebody who does."


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
    *,
    day: date,
    seat: Span,
    is_bound: bool,
    taken_days: Collection[date],
    is_same: bool,
    is_vacating: bool = False,
    missing: Collection[str] = (),
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
        return refused("The seat is vacant then already." if is_vacating else "The seat is held by them then already.")
    if missing:
        return refused(NOT_ATTESTED)
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
    *,
    day: date,
    body: Span,
    offices: Collection[str],
    office: str,
    taken_days: Collection[date],
    sits_there: bool,
    makes_circle: bool = False,
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
    return may_preside(day=day, sits_there=sits_there, makes_circle=makes_circle)


def may_preside(*, day: date, sits_there: bool, makes_circle: bool) -> Verdict:
    """Whoever holds an office sits on the body, and by a seat that does not itself go with the office."""
    if not sits_there:
        return refused(f"They hold no seat on this body on {told(day)}.")
    if makes_circle:
        return refused("That seat goes to whoever holds this office, so that each would wait for the other.")
    return ALLOWED


def may_be_chosen(*, is_chosen: bool, name: str) -> Verdict:
    """An appointment is of somebody."""
    return ALLOWED if is_chosen or name.strip() else refused("Choose somebody, or enter the name of somebody new.")


def may_weigh(weight: int) -> Verdict:
    """A seat's vote has some weight; none at all is a seat without a vote."""
    if 1 <= weight <= HEAVIEST:
        return ALLOWED
    return refused(f"The weight of a seat's vote is a whole number from 1 to {HEAVIEST:,}.")


def may_bind(office: str, *, offices: Collection[str]) -> Verdict:
    """A seat goes with an office only where the body has it."""
    return refused(f"That body has no office called {office}.") if office and office not in offices else ALLOWED


def may_take_in(name: str, *, others: Collection[str]) -> Verdict:
    """Somebody new bears a name that nobody of the trust bears; a second of the same name is added by themself."""
    if name.strip().casefold() in {other.casefold() for other in others}:
        return refused(
            f"There is somebody called {name.strip()} already. Choose them from the list; "
            "or, if this is another person of the same name, add them to the people first."
        )
    return ALLOWED


def may_correct(
    *,
    reason: str,
    day: date,
    life: Span,
    other_days: Collection[date],
    is_same: bool,
    missing: Collection[str] = (),
) -> Verdict:
    """What was never so is put right with a reason, onto a day that is free. `life`: that of its seat or body."""
    if not reason.strip():
        return refused(NO_REASON)
    if not life.has(day):
        return refused(f"On {told(day)} it is not there; it is there from {_life(life)}.")
    if day in other_days:
        return refused(f"Something else is recorded from {told(day)} already. Correct or strike that first.")
    if is_same:
        return refused("It says so already: change what was wrong.")
    if missing:
        return refused(NOT_ATTESTED)
    return ALLOWED


def may_strike(*, reason: str) -> Verdict:
    """What was never so at all is struck with a reason."""
    return ALLOWED if reason.strip() else refused(NO_REASON)


def _life(span: Span) -> str:
    return f"{told(span.starts)}" + (f" until {told(span.ends)}" if span.ends else " on")
