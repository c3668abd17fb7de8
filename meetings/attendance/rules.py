"""Whether something may be recorded of a roll, and how a deputy's visit counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Column, Here, Meeting, Seat
from governance.constitution.core.publicity import Admission, Publicity, may_close
from governance.constitution.core.quorum import State
from meetings.attendance.roll import Happening, Kind, Roll
from trustboard.acts.verdict import ALLOWED, Verdict, refused

OWN = frozenset({Kind.ARRIVED, Kind.LEFT, Kind.BACK})
"""What somebody may tap for themselves."""

NOT_YET = "That moment has not come yet."


def may_open(*, is_cancelled: bool, is_open: bool, days_since: int, is_to_come: bool) -> Verdict:
    """A sitting is opened once, on its day, unless it was cancelled; afterwards too, as of a moment of that day.

    `days_since` is how many days after its day it is opened, `is_to_come` whether that moment has not come yet.
    """
    if is_cancelled:
        return refused("The sitting is cancelled.")
    if is_open:
        return refused("The sitting is opened already.")
    if days_since < 0:
        return refused("A sitting is opened on its day, and not before.")
    if days_since > 0:
        return refused("Its day is over: say at what time of that day it was opened.")
    return refused(NOT_YET) if is_to_come else ALLOWED


def may_end(*, is_sitting: bool, is_voting: bool, at: datetime, last: datetime, now: datetime) -> Verdict:
    """A sitting is ended while it is open, after all that happened in it, and not during a vote."""
    if not is_sitting:
        return refused("The sitting is not open.")
    if is_voting:
        return refused("A vote is open: close it first.")
    if at > now:
        return refused(NOT_YET)
    return ALLOWED if at >= last else refused("Something was recorded of a later moment than that.")


def may_adjourn(*, ends: datetime, until: datetime) -> Verdict:
    """An adjourned sitting goes on at a later time."""
    return ALLOWED if until > ends else refused("The sitting goes on at a later time than it ends.")


def may_speak_of(*, at: datetime, opened: datetime | None, ended: datetime | None, now: datetime) -> Verdict:
    """What is recorded speaks of a moment while the sitting was open, and never of one to come."""
    if opened is None:
        return refused("The sitting is not opened yet.")
    if at > now:
        return refused(NOT_YET)
    if at < opened or (ended is not None and at > ended):
        return refused("The sitting was not open at that moment.")
    return ALLOWED


WHILE_VOTING = frozenset({Kind.VOICE, Kind.SEATED, Kind.PRESIDES, Kind.ITEM})
"""What changes whose voice counts, who presides or what is in hand: none of it while a vote is open."""


def may_while_voting(kind: Kind, *, is_voting: bool) -> Verdict:
    """While a vote is open its voices, its item and whoever presides stay as they are."""
    return refused("A vote is open: close it first.") if is_voting and kind in WHILE_VOTING else ALLOWED


def may_mean_now(*, is_long_over: bool) -> Verdict:
    """Where no time is said, now is meant; long after the appointed end that would be wrong."""
    return refused("Its day is over: say at what time of that day it was.") if is_long_over else ALLOWED


def may_tap(*, speaks_of_now: bool) -> Verdict:
    """Somebody's own tap speaks of the moment it is made; the officer alone records what was."""
    return ALLOWED if speaks_of_now else refused("Your own tap speaks of now.")


def may_happen(roll: Roll, happened: Happening, frozen: Meeting) -> Verdict:
    """Whether that can follow on this roll."""
    seat = next((seat for seat in roll.seats if seat.key == happened.seat), None)
    if happened.seat and seat is None:
        return refused("There is no such seat on this roll.")
    verdict = ALLOWED
    match happened.kind:
        case Kind.ARRIVED:
            verdict = _may_arrive(roll, happened, seat)
        case Kind.LEFT | Kind.CUT_OFF | Kind.BACK | Kind.VOICE:
            verdict = _may_change(roll, happened)
        case Kind.PRESIDES:
            verdict = _may_preside(roll, happened, frozen)
        case Kind.ABSENT:
            verdict = _may_be_absent(roll, happened)
        case Kind.ASKED if roll.asked:
            verdict = refused("Interests were asked for already.")
        case Kind.ITEM:
            verdict = _may_take_up(roll, happened)
        case Kind.SEATED | Kind.ELECTED if not happened.person:
            verdict = refused("Say who.")
        case Kind.SEATED if seat is None:
            verdict = refused("Say which seat.")
    return verdict


def may_admit(rule: Publicity, *, is_open: bool, is_admitted: bool) -> Verdict:
    """The public is admitted to a sitting that is open, or that the constitution lets be open."""
    if is_admitted:
        return refused("The public is admitted already.")
    if rule.meetings is Admission.CLOSED and not is_open:
        return refused("Meetings are closed to press and public; whoever is invited comes as a guest.")
    return ALLOWED


def may_shut(rule: Publicity, *, is_admitted: bool, reason: str) -> Verdict:
    """The public is left out where the constitution lets it be, with the reason that it asks for."""
    if not is_admitted:
        return refused("The public is not admitted.")
    return may_close(rule, reason=reason)


def may_take_up(item: str, items: Mapping[str, str]) -> Verdict:
    """An item of the meeting's agenda that stands. `items`: by key, why each was withdrawn."""
    if item not in items:
        return refused("There is no such item on the agenda.")
    return refused("That item was withdrawn.") if items[item] else ALLOWED


def may_take_notes(state: State) -> Verdict:
    """Those who are there go on for information where the quorum is missing, and only there."""
    return ALLOWED if state is State.NOT_MET else refused("The quorum is not missing: the meeting itself goes on.")


def may_take_office(office: str, offices: Collection[str]) -> Verdict:
    """Somebody is elected to an office that the body has."""
    return ALLOWED if office in offices else refused("The body has no such office.")


def may_undo(*, number: int, numbers: Collection[int], corrected: Collection[int]) -> Verdict:
    """What was recorded can be taken back once; it stays on record, with what takes it back."""
    if number not in numbers:
        return refused("There is nothing like that on record.")
    return refused("That was corrected already.") if number in corrected else ALLOWED


def _may_arrive(roll: Roll, happened: Happening, seat: Seat | None) -> Verdict:
    if not happened.person:
        return refused("Say who.")
    for here in roll.here:
        is_same = here.person == happened.person and (here.seat or "") == happened.seat
        if is_same and here.how is happened.how and not here.cut_off:
            return refused("They are here already.")
    return _may_speak_for(seat, happened) if seat else _may_be_guest(happened)


def _may_be_guest(happened: Happening) -> Verdict:
    return ALLOWED if happened.guest else refused("Say for which seat they come, or as what.")


def _may_speak_for(seat: Seat, happened: Happening) -> Verdict:
    if happened.guest:
        return refused("Whoever comes for a seat is no guest.")
    if happened.by is Voice.HOLDER and seat.holder != happened.person:
        return refused("They do not hold that seat.")
    if happened.by is Voice.DEPUTY and seat.holder == happened.person:
        return refused("They hold that seat themselves.")
    return ALLOWED


def _may_change(roll: Roll, happened: Happening) -> Verdict:
    """Somebody who is here leaves, is cut off, is back, or speaks for the seat."""
    there = [here for here in roll.here if _is(here, happened)]
    if not there:
        return refused("They are not here.")
    cut_off = any(here.cut_off for here in there)
    if happened.kind is Kind.BACK and not cut_off:
        return refused("They are not cut off.")
    if happened.kind is Kind.CUT_OFF and cut_off:
        return refused("They are cut off already.")
    if happened.kind is Kind.CUT_OFF and not any(here.how is How.REMOTE for here in there):
        return refused("They are in the room.")
    return ALLOWED


def _may_be_absent(roll: Roll, happened: Happening) -> Verdict:
    if not happened.seat:
        return refused("Say which seat.")
    if any(here.seat == happened.seat for here in roll.here):
        return refused("Somebody is here for that seat.")
    return refused("That is recorded already.") if happened.seat in roll.absent else ALLOWED


def _may_take_up(roll: Roll, happened: Happening) -> Verdict:
    if not happened.item:
        return refused("Say which item.")
    return refused("That item is in hand.") if roll.item == happened.item else ALLOWED


def _is(here: Here, happened: Happening) -> bool:
    return here.person == happened.person and happened.seat in {"", here.seat}


def _may_preside(roll: Roll, happened: Happening, frozen: Meeting) -> Verdict:
    """Somebody here presides whom the table of who counts does not keep from it."""
    if happened.person and roll.presiding.over(happened.item) == happened.person:
        return refused("They preside already.")
    meeting = roll.meeting(frozen)
    there = [here for here in meeting.here if here.person == happened.person]
    if not there:
        return refused("Whoever presides is here.")
    if any(Column.PRESIDE in meeting.columns_of(here) for here in there):
        return ALLOWED
    return refused("They may not preside: the constitution does not let them.")
