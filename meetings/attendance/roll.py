"""Who is here at any moment of a sitting, folded from what happened.

Its laws:

1. Happenings are only ever added. One that `corrects` another stands in its place; a `VOID` one only takes it away.
2. They are folded by the moment they speak of, and those of one moment in the order in which they were recorded.
3. A seat has one voice: the latest arrival named for it, until a happening says whose.
4. Whoever is here is recorded; who is beyond a limit is here and does not count, and the reason is kept.
5. The seats and holders are those frozen at the opening; an election or replacement in the room is itself a happening.
6. Whoever presides does so until another presides or they leave; who has left presides over nothing.
7. An item is in hand from when it is taken up until another is; who is barred from it does not preside over it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Guest, Here, Meeting, Post, Seat

NOBODY: Mapping[str, bool] = {}
NO_POSTS: frozenset[Post] = frozenset()


class Kind(StrEnum):
    """What can happen to a roll."""

    ARRIVED = "arrived"
    LEFT = "left"
    CUT_OFF = "cut off"
    BACK = "back"
    VOICE = "speaks for the seat"
    PRESIDES = "presides"
    PUBLIC = "public admitted"
    CLOSED = "public left"
    ABSENT = "absent without apology"
    SEATED = "takes the seat"
    ELECTED = "takes the office"
    NOTES = "goes on for information"
    ASKED = "interests asked for"
    ITEM = "takes up the item"
    VOID = "was not so"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, as the fold sees it. `number` is the order of recording within the sitting.

    `seat` is the key of the seat spoken for; `guest` says as what somebody without a seat is here; `item` is the item
    that is taken up, or for which somebody presides where it is not for the whole sitting; `office` is what somebody is
    elected to.
    """

    number: int
    kind: Kind
    at: datetime
    person: str = ""
    seat: str = ""
    by: Voice = Voice.HOLDER
    how: How | None = How.ROOM
    guest: Guest | None = None
    beyond: str = ""
    item: str = ""
    office: str = ""
    reason: str = ""
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Presiding:
    """Who presides, for the sitting or for one item of it."""

    person: str = ""
    items: tuple[tuple[str, str], ...] = ()

    def over(self, item: str) -> str:
        """Who presides over the item."""
        return dict(self.items).get(item, self.person)

    def without(self, person: str) -> Presiding:
        """Who still presides when that person has gone."""
        items = tuple((item, who) for item, who in self.items if who != person)
        return Presiding("" if self.person == person else self.person, items)


@dataclass(frozen=True)
class Roll:
    """The roll at one moment: the seats with their holders, who is here in order of arrival, and who presides.

    `item` is the key of the item in hand; `asked`: interests have been asked for.
    """

    seats: tuple[Seat, ...]
    here: tuple[Here, ...] = ()
    presiding: Presiding = field(default_factory=Presiding)
    public: bool = False
    item: str = ""
    asked: bool = False
    absent: frozenset[str] = frozenset()
    elected: tuple[tuple[str, str], ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """Everybody here."""
        return frozenset(here.person for here in self.here)

    def meeting(
        self,
        frozen: Meeting,
        *,
        item: str = "",
        barred: Mapping[str, bool] = NOBODY,
        barred_seats: Collection[str] = (),
    ) -> Meeting:
        """The meeting as the rules see it, for the item in hand.

        `barred` are the people here who are barred from it, and whether they are out; `barred_seats` the seats, whoever
        is here for them.
        """
        offices = dict(frozen.offices) | {Post(frozen.body, office): person for office, person in self.elected}
        held: dict[str, set[Post]] = {}
        for post, person in offices.items():
            if person:
                held.setdefault(person, set()).add(post)

        posts = {person: frozenset(theirs) for person, theirs in held.items()}

        def seated(seat: Seat) -> Seat:
            offices, is_barred = posts.get(seat.holder or "", NO_POSTS), seat.key in barred_seats
            # A copy costs as much as the rest, and this is asked for every moment of the sitting: most seats stay.
            if seat.offices == offices and seat.barred == is_barred:
                return seat
            return replace(seat, offices=offices, barred=is_barred)

        def present(here: Here) -> Here:
            offices, is_barred = posts.get(here.person, NO_POSTS), here.person in barred
            if here.offices == offices and here.barred == is_barred and not barred.get(here.person):
                return here
            return replace(here, offices=offices, barred=is_barred, how=None if barred.get(here.person) else here.how)

        presides = self.presiding.over(item)

        return replace(
            frozen,
            seats=tuple(map(seated, self.seats)),
            here=tuple(map(present, self.here)),
            presiding=None if not presides or presides in barred else presides,
            offices=offices,
            public=self.public,
        )


def standing(happenings: Iterable[Happening]) -> list[Happening]:
    """What still stands after the corrections, in the order in which it is folded."""
    by_number = {each.number: each for each in happenings}
    corrected = {each.corrects for each in by_number.values() if each.corrects is not None}
    stands = [each for number, each in by_number.items() if number not in corrected and each.kind is not Kind.VOID]
    return sorted(stands, key=lambda each: (each.at, each.number))


def roll_at(seats: Sequence[Seat], happenings: Iterable[Happening], moment: datetime | None = None) -> Roll:
    """The roll at that moment, or after all that has happened."""
    rolls = [roll for at, roll in rolls_of(seats, happenings) if moment is None or at <= moment]
    return rolls[-1] if rolls else Roll(tuple(seats))


def rolls_of(seats: Sequence[Seat], happenings: Iterable[Happening]) -> list[tuple[datetime, Roll]]:
    """The roll after each happening that stands, with the moment that it speaks of: all of them by one fold."""
    roll, found = Roll(tuple(seats)), []
    for each in standing(happenings):
        roll = after(roll, each)
        found.append((each.at, roll))
    return found


def after(roll: Roll, happened: Happening) -> Roll:
    """The roll after one more happening. What cannot follow (somebody leaves who is not here) changes nothing."""
    return _AFTER[happened.kind](roll, happened)


def _arrived(roll: Roll, happened: Happening) -> Roll:
    seat = next((seat for seat in roll.seats if seat.key == happened.seat), None)
    here = Here(
        person=happened.person,
        seat=happened.seat or None,
        by=happened.by,
        how=happened.how,
        guest=happened.guest,
        beyond=happened.beyond,
        bodies=seat.bodies if seat and seat.holder == happened.person else frozenset(),
    )
    others = tuple(other for other in roll.here if not _is(other, happened))
    return replace(roll, here=(*others, here), absent=roll.absent - {happened.seat})


def _is(here: Here, happened: Happening) -> bool:
    """Whether that is the one it happened to: the person, at that seat where one is named."""
    return here.person == happened.person and happened.seat in {"", here.seat}


def _changed(roll: Roll, happened: Happening, *, cut_off: bool) -> Roll:
    return replace(
        roll, here=tuple(replace(here, cut_off=cut_off) if _is(here, happened) else here for here in roll.here)
    )


def _speaking(roll: Roll, happened: Happening) -> Roll:
    """Whoever speaks for a seat comes last of those named for it: the latest has the voice."""
    speaks = tuple(here for here in roll.here if _is(here, happened))
    others = tuple(here for here in roll.here if not _is(here, happened))
    return replace(roll, here=(*others, *speaks))


def _presiding(before: Presiding, happened: Happening) -> Presiding:
    if not happened.item:
        return replace(before, person=happened.person)
    return replace(before, items=tuple((dict(before.items) | {happened.item: happened.person}).items()))


def _seated(roll: Roll, happened: Happening) -> Roll:
    return replace(
        roll,
        seats=tuple(
            replace(seat, holder=happened.person or None) if seat.key == happened.seat else seat for seat in roll.seats
        ),
    )


def _left(roll: Roll, happened: Happening) -> Roll:
    after = replace(roll, here=tuple(here for here in roll.here if not _is(here, happened)))
    has_gone = happened.person not in after.people
    return replace(after, presiding=roll.presiding.without(happened.person)) if has_gone else after


_AFTER: Mapping[Kind, Callable[[Roll, Happening], Roll]] = {
    Kind.ARRIVED: _arrived,
    Kind.LEFT: _left,
    Kind.CUT_OFF: lambda roll, happened: _changed(roll, happened, cut_off=True),
    Kind.BACK: lambda roll, happened: _changed(roll, happened, cut_off=False),
    Kind.VOICE: _speaking,
    Kind.PRESIDES: lambda roll, happened: replace(roll, presiding=_presiding(roll.presiding, happened)),
    Kind.PUBLIC: lambda roll, _: replace(roll, public=True),
    Kind.CLOSED: lambda roll, _: replace(roll, public=False),
    Kind.ABSENT: lambda roll, happened: replace(roll, absent=roll.absent | {happened.seat}),
    Kind.SEATED: _seated,
    Kind.ELECTED: lambda roll, happened: replace(
        roll, elected=tuple((dict(roll.elected) | {happened.office: happened.person}).items())
    ),
    Kind.NOTES: lambda roll, _: roll,
    Kind.ASKED: lambda roll, _: replace(roll, asked=True),
    Kind.ITEM: lambda roll, happened: replace(roll, item=happened.item),
    Kind.VOID: lambda roll, _: roll,
}
