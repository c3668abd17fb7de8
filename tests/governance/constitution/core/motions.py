"""Motions put to a meeting that is drawn with a letter for each seat."""

from __future__ import annotations

from fractions import Fraction

from governance.constitution.core.language import Selector, SittingIs
from governance.constitution.core.majority import Abstentions, Against, Electors, Majority, Motion
from governance.constitution.core.meeting import Here, Meeting, Post, Seat
from governance.constitution.core.voting import Cast, Choice, Result

CHOICES = {"+": Choice.FOR, "-": Choice.AGAINST, "o": Choice.ABSTAIN}
CARRIED, LOST, TIED = Result
FOR, AGAINST, ABSTAIN = Choice
HALF, THIRD, TWO_THIRDS = Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)
COUNTED = Abstentions.COUNTED
CHAIR = Post("board", "chair")
FOUNDING = Selector(tag=("founding",))
VETO = Against(0, Electors(among=FOUNDING))
ADJOURNED = SittingIs(("adjourned",))


def meeting(ways: str, *, agencies: str = "", weights: str = "", founding: str = "", chair: int = 0) -> Meeting:
    """A seat for each letter: how it votes, "." for one who is here and does not, "x" absent, "v" vacant.

    `agencies`, `weights` and `founding` (f) say of each seat what it is; whoever holds the seat `chair` presides.
    """
    seats = tuple(
        Seat(
            f"s{place}",
            agency=agencies[place].strip() if agencies else "",
            weight=int(weights[place]) if weights else 1,
            tags=frozenset({"founding"} if founding and founding[place] == "f" else ()),
            holder=None if way == "v" else f"p{place}",
            offices=frozenset({CHAIR} if place == chair else ()),
        )
        for place, way in enumerate(ways)
    )
    here = tuple(
        Here(seat.holder, seat.key, offices=seat.offices)
        for seat, way in zip(seats, ways, strict=True)
        if seat.holder and way != "x"
    )
    return Meeting(seats=seats, here=here, body="board", presiding=f"p{chair}", offices={CHAIR: f"p{chair}"})


def votes(ways: str) -> dict[str, Choice]:
    return {f"s{place}": CHOICES[way] for place, way in enumerate(ways) if way in CHOICES}


def cast(ways: str, motion: Motion | Majority, **roll) -> Cast:
    motion = motion if isinstance(motion, Motion) else Motion(motion)
    return Cast(motion, meeting(ways, **roll), votes(ways))
