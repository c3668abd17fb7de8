"""Whether a seat of the roll is meant by a selector, and what a base of seats comes to."""

from __future__ import annotations

from collections.abc import Sequence

from governance.constitution.core.language import Selector, Unit
from governance.constitution.core.meeting import Meeting, Post, Seat


def fits_seat(selector: Selector, seat: Seat, meeting: Meeting) -> bool:
    """Whether a seat in a base of seats is meant, with its holder's offices; how and by whom it speaks mean nothing."""
    return (
        (not selector.agency or seat.agency in selector.agency)
        and (not selector.sector or seat.sector in selector.sector)
        and (not selector.seat or seat.key in selector.seat)
        and (not selector.tag or not seat.tags.isdisjoint(selector.tag))
        and _holds_office(selector, seat, meeting)
        and (not selector.in_body or not seat.bodies.isdisjoint(selector.in_body))
        and (not selector.presiding or (seat.holder is not None and seat.holder == meeting.presiding))
        and (selector.voting is None or seat.votes == selector.voting)
        and (selector.negated is None or not fits_seat(selector.negated, seat, meeting))
    )


def measure_seats(seats: Sequence[Seat], unit: Unit) -> int:
    """How many seats or agencies these are, or of what weight; in a base of seats a person is a seat."""
    match unit:
        case Unit.AGENCY:
            return len({seat.agency for seat in seats if seat.agency})
        case Unit.WEIGHT:
            return sum(seat.weight for seat in seats)
    return len(seats)


def _holds_office(selector: Selector, seat: Seat, meeting: Meeting) -> bool:
    asked = selector.office
    return asked is None or any(Post(asked.of or meeting.body, office) in seat.offices for office in asked.any_of)
