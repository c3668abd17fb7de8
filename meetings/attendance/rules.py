"""Whether something may be recorded of a roll, and how a deputy's visit counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from governance.constitution.language import Voice
from governance.constitution.meeting import Column, Meeting, Seat
from meetings.attendance.roll import Happening, Kind, Roll
from trustboard.acts.verdict import ALLOWED, Verdict, refused


def may_open(*, is_cancelled: bool, is_open: bool, day_has_come: bool) -> Verdict:
    """A sitting is opened once, on its day or later, unless it was cancelled."""
    if is_cancelled:
        return refused("The meeting is cancelled.")
    if is_open:
        return refused("The sitting is opened already.")
    return ALLOWED if day_has_come else refused("A sitting is opened on its day, and not before.")


def may_end(*, is_sitting: bool, at: datetime, last: datetime) -> Verdict:
    """A sitting is ended while it is open, after all that happened in it."""
    if not is_sitting:
        return refused("The sitting is not open.")
    return ALLOWED if at >= last else refused("Something was recorded of a later moment than that.")


def may_adjourn(*, ends: datetime, until: datetime) -> Verdict:
    """An adjourned sitting goes on at a later time."""
    return ALLOWED if until > ends else refused("The sitting goes on at a later time than it ends.")


def may_speak_of(*, at: datetime, opened: datetime | None, ended: datetime | None, now: datetime) -> Verdict:
    """What is recorded speaks of a moment while the sitting was open, and never of one to come."""
    if opened is None:
        return refused("The sitting is not opened yet.")
    if at > now:
        return refused("That moment has not come yet.")
    if at < opened or (ended is not None and at > ended):
        return refused("The sitting was not open at that moment.")
    return ALLOWED


def may_happen(roll: Roll, happened: Happening, frozen: Meeting) -> Verdict:
    """Whether that can follow on this roll."""
    seat = next((seat for seat in roll.seats if seat.key == happened.seat), None)
    if happened.seat and seat is None:
        return refused("There is no such seat on this roll.")
    verdict = ALLOWED
    match happened.kind:
        case Kind.ARRIVED:
            verdict = _may_arrive(roll, happened, seat)
        case Kind.LEFT | Kind.CUT_OFF | Kind.BACK | Kind.VOICE if happened.person not in roll.people:
            verdict = refused("They are not here.")
        case Kind.PRESIDES:
            verdict = _may_preside(roll, happened, frozen)
        case Kind.ABSENT if any(here.seat == happened.seat for here in roll.here):
            verdict = refused("Somebody is here for that seat.")
        case Kind.SEATED | Kind.ELECTED if not happened.person:
            verdict = refused("Say who.")
    return verdict


def may_undo(*, number: int, numbers: Collection[int], corrected: Collection[int]) -> Verdict:
    """What was recorded can be taken back once; it stays on record, with what takes it back."""
    if number not in numbers:
        return refused("There is nothing like that on record.")
    return refused("That was corrected already.") if number in corrected else ALLOWED


def _may_arrive(roll: Roll, happened: Happening, seat: Seat | None) -> Verdict:
    for here in roll.here:
        if here.person == happened.person and (here.seat or "") == happened.seat and here.how is happened.how:
            return refused("They are here already.")
    if seat is None:
        return ALLOWED if happened.guest else refused("Say for which seat they come, or as what.")
    if happened.by is Voice.HOLDER and seat.holder != happened.person:
        return refused("They do not hold that seat.")
    if happened.by is Voice.DEPUTY and seat.holder == happened.person:
        return refused("They hold that seat themselves.")
    return ALLOWED


def _may_preside(roll: Roll, happened: Happening, frozen: Meeting) -> Verdict:
    """Somebody here presides whom the table of who counts does not keep from it."""
    meeting = roll.meeting(frozen)
    there = [here for here in meeting.here if here.person == happened.person]
    if not there:
        return refused("Whoever presides is here.")
    if any(Column.PRESIDE in meeting.columns_of(here) for here in there):
        return ALLOWED
    return refused("They may not preside: the constitution does not let them.")
