"""The roll and the rules as they were at the opening of a sitting, as plain data and back.

What is frozen is enough to answer for the sitting for ever: nothing that is recorded of seats, holders, offices or
constitutions afterwards can move it. `thawed(frozen(…))` is what was frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from governance.constitution.core.constitution import Rules
from governance.constitution.core.meeting import Meeting, OtherBody, Post, Seat
from governance.constitution.writing.inheritance import rules_of


@dataclass(frozen=True)
class Frozen:
    """A meeting to which nobody has come yet, and the rules under which it sits."""

    meeting: Meeting
    rules: Rules


def freeze(meeting: Meeting, writings: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The empty meeting and what the bodies of the trust have written, as plain data."""
    return {
        "body": meeting.body,
        "seats": [plain_seat(seat) for seat in meeting.seats],
        "offices": _plain_offices(meeting.offices),
        "others": {body: [plain_seat(seat) for seat in other.seats] for body, other in meeting.others.items()},
        "writings": dict(writings),
    }


def thaw(frozen: Mapping[str, Any]) -> Frozen:
    """What was frozen. Raises KeyError for what never was."""
    rules = rules_of(frozen["body"], frozen["writings"])
    offices = {Post(body, office): person for body, office, person in frozen["offices"]}
    others = {}
    for body, seats in frozen["others"].items():
        theirs = rules_of(body, frozen["writings"])
        others[body] = OtherBody(
            requirement=theirs.quorum.business,
            seats=tuple(seat_of(seat) for seat in seats),
            offices=offices,
            counting=theirs.counting.table,
        )
    meeting = Meeting(
        seats=tuple(seat_of(seat) for seat in frozen["seats"]),
        body=frozen["body"],
        offices=offices,
        counting=rules.counting.table,
        others=others,
    )
    return Frozen(meeting, rules)


def plain_seat(seat: Seat) -> dict[str, Any]:
    """The seat as plain data."""
    return {
        "key": seat.key,
        "agency": seat.agency,
        "sector": seat.sector,
        "tags": sorted(seat.tags),
        "votes": seat.votes,
        "weight": seat.weight,
        "holder": seat.holder,
        "offices": sorted([post.body, post.office] for post in seat.offices),
        "bodies": sorted(seat.bodies),
        "barred": seat.barred,
        "suspended": seat.suspended,
    }


def seat_of(plain: Mapping[str, Any]) -> Seat:
    """The seat that plain data says."""
    return Seat(
        key=plain["key"],
        agency=plain["agency"],
        sector=plain["sector"],
        tags=frozenset(plain["tags"]),
        votes=plain["votes"],
        weight=plain["weight"],
        holder=plain["holder"],
        offices=frozenset(Post(body, office) for body, office in plain["offices"]),
        bodies=frozenset(plain["bodies"]),
        barred=plain.get("barred", False),
        suspended=plain["suspended"],
    )


def _plain_offices(offices: Mapping[Post, str | None]) -> list[list[str | None]]:
    return sorted([[post.body, post.office, person] for post, person in offices.items()], key=str)
