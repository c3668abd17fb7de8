"""Random rolls and meetings: small, and with everything in them that the table of who counts knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from governance.constitution.core.language import How, Requirement, Voice
from governance.constitution.core.meeting import (
    DEFAULT_COUNTING,
    Column,
    Guest,
    Here,
    Meeting,
    OtherBody,
    Post,
    Row,
    Seat,
)
from tests.governance.constitution.random_rules import KNOWN, OTHERS, random_rule

BODY = "board"
MEMBERS = tuple(f"member-{number}" for number in range(9))
DEPUTIES = tuple(f"deputy-{number}" for number in range(9))
GUESTS = ("guest-0", "guest-1")
POSTS = (Post(BODY, "chair"), Post(BODY, "vice-chair"), *(Post(body, "chair") for body in OTHERS))
TIMES = (timedelta(), timedelta(minutes=29), timedelta(minutes=30), timedelta(hours=2), timedelta(days=9))
CHANGEABLE = tuple(row for row in Row if row is not Row.HOLDER)
"""The rows that a body might change: that a holder in the room counts is where the table begins."""


@dataclass(frozen=True)
class People:
    """Who holds which office, and a seat of which other body."""

    offices: dict[Post, str | None]
    holders: dict[str, tuple[str | None, ...]]

    def posts(self, person: str | None) -> frozenset[Post]:
        return frozenset(post for post, holder in self.offices.items() if holder is not None and holder == person)

    def bodies(self, person: str | None) -> frozenset[str]:
        return frozenset(body for body, holders in self.holders.items() if person is not None and person in holders)


def random_meeting(chance: Random) -> Meeting:
    """A meeting of nine seats at most, with its opening and two other bodies."""
    people = _people(chance)
    members = chance.sample(MEMBERS, chance.randint(3, 9))
    seats = _roll(chance, [_holder(chance, members, place) for place in range(len(members))], people)
    opening = None
    if chance.random() < 0.6:
        then = tuple(_changed(chance, seat, people) for seat in seats)
        opening = Meeting(seats=then, here=_here(chance, then, people), body=BODY, presiding=_presiding(chance, then))
    others = {
        "group": _other(chance, "group", people, random_rule(chance, 1, ("panel",))),
        "panel": _other(chance, "panel", people, random_rule(chance, 1, ())),
    }
    counting = _counting(chance)
    return Meeting(
        seats=seats,
        here=_here(chance, seats, people),
        body=BODY,
        presiding=_presiding(chance, seats),
        offices=people.offices,
        sitting=chance.choice(KNOWN.sittings),
        decision=chance.choice(("", *KNOWN.decisions)),
        public=chance.random() < 0.5,
        since_start=chance.choice(TIMES),
        since_first=chance.choice(TIMES),
        declared=frozenset(fact for fact in KNOWN.facts if chance.random() < 0.4),
        counting=counting,
        opening=opening and replace(opening, counting=counting, others=others),
        others=others,
    )


def _people(chance: Random) -> People:
    everyone = (*MEMBERS, *MEMBERS, *DEPUTIES[:3], *GUESTS)
    offices = {post: chance.choice(everyone) if chance.random() < 0.75 else None for post in POSTS}
    for post in chance.sample(POSTS, chance.choice((0, 0, 1))):
        del offices[post]
    holders = {
        body: tuple(chance.choice(everyone) if chance.random() < 0.85 else None for _ in range(chance.randint(1, 5)))
        for body in OTHERS
    }
    return People(offices, holders)


def _holder(chance: Random, members: list[str], place: int) -> str | None:
    """Mostly somebody of their own; sometimes nobody, or somebody with a seat already."""
    luck = chance.random()
    if luck < 0.15:
        return None
    return members[place] if luck < 0.9 else chance.choice(members)


def _roll(chance: Random, holders, people: People, prefix: str = "seat") -> tuple[Seat, ...]:
    return tuple(
        Seat(
            f"{prefix}-{place}",
            agency=chance.choice((*KNOWN.agencies, *KNOWN.agencies, "")),
            sector=chance.choice((*KNOWN.sectors, "")),
            tags=frozenset(tag for tag in KNOWN.tags if chance.random() < 0.35),
            votes=chance.random() < 0.85,
            weight=chance.choice((0, 1, 1, 1, 2, 3)),
            holder=holder,
            offices=people.posts(holder),
            bodies=people.bodies(holder),
            barred=holder is not None and chance.random() < 0.15,
            suspended=chance.random() < 0.08,
        )
        for place, holder in enumerate(holders)
    )


def _changed(chance: Random, seat: Seat, people: People) -> Seat:
    """The seat as it was at the opening: mostly as it is now."""
    luck = chance.random()
    if luck < 0.1:
        return replace(seat, holder=None, offices=frozenset(), bodies=frozenset(), barred=False)
    if luck < 0.2:
        holder = chance.choice(MEMBERS)
        return replace(seat, holder=holder, offices=people.posts(holder), bodies=people.bodies(holder))
    return replace(seat, barred=False, suspended=False) if luck < 0.4 else seat


def _here(chance: Random, seats: tuple[Seat, ...], people: People) -> tuple[Here, ...]:
    """Who is there, in a random order, which decides whose voice a seat has where two are there for it."""
    here = []
    attendance = chance.choice((0.3, 0.6, 0.8, 0.9))
    for place, seat in enumerate(seats):
        if seat.holder is not None and chance.random() < attendance:
            here.append(_somebody(chance, seat.holder, people, seat=seat))
        if chance.random() < (0.15 if here and here[-1].seat == seat.key else 0.35 * attendance):
            deputy = chance.choice((DEPUTIES[place], DEPUTIES[place], DEPUTIES[0], chance.choice(MEMBERS)))
            here.append(_somebody(chance, deputy, people, seat=seat, by=Voice.DEPUTY))
    here += [
        _somebody(chance, guest, people, guest=chance.choice(list(Guest)))
        for guest in (*GUESTS, chance.choice(MEMBERS))
        if chance.random() < 0.2
    ]
    chance.shuffle(here)
    return tuple(here)


def _somebody(chance: Random, person: str, people: People, *, seat: Seat | None = None, **said) -> Here:
    by_seat = seat is not None and seat.barred
    barred = chance.random() < (0.9 if by_seat and "by" not in said else 0.4 if by_seat else 0.02)
    how = How.REMOTE if chance.random() < 0.25 else How.ROOM
    return Here(
        person,
        seat=seat.key if seat else None,
        how=None if barred and chance.random() < 0.5 else how,
        cut_off=how is How.REMOTE and chance.random() < 0.25,
        barred=barred,
        beyond="a second visit this year" if chance.random() < 0.06 else "",
        offices=people.posts(person),
        bodies=people.bodies(person),
        **said,
    )


def _presiding(chance: Random, seats: tuple[Seat, ...]) -> str | None:
    holders = [seat.holder for seat in seats if seat.holder is not None]
    return chance.choice(holders) if holders and chance.random() < 0.85 else None


def _counting(chance: Random):
    """Mostly the table as it is; sometimes with a row or two of a body's own."""
    if chance.random() < 0.75:
        return DEFAULT_COUNTING
    return dict(DEFAULT_COUNTING) | {
        row: frozenset(column for column in Column if chance.random() < 0.4)
        for row in chance.sample(CHANGEABLE, chance.randint(1, 3))
    }


def _other(chance: Random, body: str, people: People, rule: Requirement) -> OtherBody:
    return OtherBody(rule, _roll(chance, people.holders[body], people, prefix=body), people.offices, _counting(chance))
