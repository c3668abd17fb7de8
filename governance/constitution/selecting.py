"""Whether somebody in the meeting, or a seat of the roll, is meant by a selector."""

from __future__ import annotations

from collections.abc import Collection

from governance.constitution.language import Offices, Selector, Voice
from governance.constitution.meeting import Column, Here, Meeting, Post, Seat


def fits(selector: Selector, here: Here, meeting: Meeting) -> bool:
    """Whether somebody in the meeting is meant."""
    seat = meeting.by_key.get(here.seat) if here.seat else None
    return (
        _fits_seat_itself(selector, seat)
        and _holds(selector.office, _offices(selector, here, seat), meeting.body)
        and (not selector.in_body or not here.bodies.isdisjoint(selector.in_body))
        and (not selector.presiding or here.person == meeting.presiding)
        and (not selector.how or here.how in selector.how)
        and (not selector.by or here.by in selector.by)
        and (selector.voting is None or meeting.has(here, Column.VOTE) == selector.voting)
        and (selector.negated is None or not fits(selector.negated, here, meeting))
    )


def fits_seat(selector: Selector, seat: Seat, meeting: Meeting) -> bool:
    """Whether a seat in a base of seats is meant, with its holder's offices; how and by whom it speaks mean nothing."""
    return (
        _fits_seat_itself(selector, seat)
        and _holds(selector.office, seat.offices, meeting.body)
        and (not selector.in_body or not seat.bodies.isdisjoint(selector.in_body))
        and (not selector.presiding or (seat.holder is not None and seat.holder == meeting.presiding))
        and (selector.voting is None or seat.votes == selector.voting)
        and (selector.negated is None or not fits_seat(selector.negated, seat, meeting))
    )


def _fits_seat_itself(selector: Selector, seat: Seat | None) -> bool:
    if seat is None:
        return not (selector.agency or selector.sector or selector.seat or selector.tag)
    return (
        (not selector.agency or seat.agency in selector.agency)
        and (not selector.sector or seat.sector in selector.sector)
        and (not selector.seat or seat.key in selector.seat)
        and (not selector.tag or not seat.tags.isdisjoint(selector.tag))
    )


def _offices(selector: Selector, here: Here, seat: Seat | None) -> Collection[Post]:
    """A holder's own offices; a deputy's own, or the holder's where the selector names the deputy."""
    if here.by is Voice.DEPUTY and seat is not None and Voice.DEPUTY in selector.by:
        return seat.offices
    return here.offices


def _holds(asked: Offices | None, held: Collection[Post], body: str) -> bool:
    return asked is None or any(Post(asked.of or body, office) in held for office in asked.any_of)
