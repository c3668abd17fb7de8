"""The roll as the pages of a sitting show it: each seat with its state in words, a sign, and what may be recorded.

Values in, values out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Column, Here, Meeting, Seat
from meetings.attendance.roll import Happening, Kind, Roll

ALONE, APART = "One seat each", "Without an agency"


class Deed(StrEnum):
    """What a button of the desk or of a seat records."""

    HERE = "here"
    REMOTE = "remote"
    DEPUTY = "deputy"
    DEPUTY_REMOTE = "deputy-remote"
    LEFT = "left"
    CUT_OFF = "cut"
    BACK = "back"
    VOICE = "voice"
    PRESIDES = "presides"
    PRESIDES_ITEM = "presides-item"
    ABSENT = "absent"
    PUBLIC = "public"
    PRIVATE = "private"
    NOTES = "notes"
    ASKED = "asked"
    ITEM = "item"


KEYS: Mapping[Deed, str] = {
    Deed.HERE: "a",
    Deed.REMOTE: "r",
    Deed.DEPUTY: "d",
    Deed.DEPUTY_REMOTE: "e",
    Deed.LEFT: "l",
    Deed.CUT_OFF: "c",
    Deed.BACK: "b",
    Deed.VOICE: "v",
    Deed.PRESIDES: "p",
    Deed.PRESIDES_ITEM: "p",
    Deed.ABSENT: "x",
}
LABELS: Mapping[Deed, str] = {
    Deed.HERE: "Here",
    Deed.REMOTE: "Remote",
    Deed.DEPUTY: "Deputy",
    Deed.DEPUTY_REMOTE: "Deputy remote",
    Deed.LEFT: "Left",
    Deed.CUT_OFF: "Cut off",
    Deed.BACK: "Back",
    Deed.VOICE: "Speaks",
    Deed.PRESIDES: "Presides",
    Deed.PRESIDES_ITEM: "Presides over the item",
    Deed.ABSENT: "No apology",
}


@dataclass(frozen=True, slots=True)
class Button:
    """A button that records one thing: `value` says which, of whom."""

    deed: Deed
    of: str
    words: str = ""

    @property
    def value(self) -> str:
        return f"{self.deed}:{self.of}"

    @property
    def key(self) -> str:
        """The key that presses it while its row has the focus."""
        return KEYS.get(self.deed, "")

    @property
    def label(self) -> str:
        return self.words or LABELS[self.deed]


@dataclass(frozen=True, slots=True)
class SeatOf:
    """What a page knows of a seat beyond the roll: by names, and what was answered beforehand."""

    title: str
    agency: str = ""
    deputy: str = ""
    deputy_key: str = ""
    answered: str = ""


@dataclass(frozen=True, slots=True)
class HereShown:
    """Somebody here, with the bars of the item in hand, which `item` names ("item 4").

    `number` is that of their arrival; `why` says why they are recorded and not counted.
    """

    here: Here
    number: int
    name: str
    since: datetime
    counts: bool
    presides: bool
    speaks: bool
    seat_title: str = ""
    why: str = ""
    item: str = ""
    buttons: tuple[Button, ...] = ()

    @property
    def how(self) -> str:
        """How they are here, in words."""
        if self.here.barred:
            return f"{'stays, without part in' if self.here.how else 'out for'} {self.item}"
        if self.here.cut_off:
            return "cut off"
        return "remotely" if self.here.how is How.REMOTE else "in the room"

    @property
    def to_preside(self) -> Button | None:
        """The button by which they preside, where they may and do not yet."""
        return next((each for each in self.buttons if each.deed in {Deed.PRESIDES, Deed.PRESIDES_ITEM}), None)

    @property
    def words(self) -> str:
        """As what they are here, and how."""
        if self.here.guest:
            return f"{self.here.guest}, {self.how}"
        return f"deputy, {self.how}" if self.here.by is Voice.DEPUTY else self.how


class Standing(StrEnum):
    """How a seat stands; the template finds sign and colour by it."""

    HERE = "here"
    UNCOUNTED = "uncounted"
    BARRED = "barred"
    CUT_OFF = "cut-off"
    LEFT = "left"
    ABSENT = "absent"
    AWAITED = "awaited"
    APOLOGIES = "apologies"
    VACANT = "vacant"


SIGNS: Mapping[Standing, str] = {
    Standing.HERE: "✓",
    Standing.UNCOUNTED: "○",
    Standing.BARRED: "⊘",
    Standing.CUT_OFF: "!",
    Standing.LEFT: "←",
    Standing.ABSENT: "✗",
    Standing.APOLOGIES: "-",
    Standing.AWAITED: "·",
    Standing.VACANT: "",
}


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat of the roll."""

    key: str
    seat: SeatOf
    holder: str
    standing: Standing
    words: str
    here: tuple[HereShown, ...] = ()
    buttons: tuple[Button, ...] = ()

    @property
    def sign(self) -> str:
        return SIGNS[self.standing]

    @property
    def find(self) -> str:
        """All by which the row is found."""
        people = [each.name for each in self.here]
        return " ".join([self.seat.title, self.seat.agency, self.holder, self.seat.deputy, *people]).lower()


@dataclass(frozen=True, slots=True)
class Group:
    """The seats of an agency, or those that are the only one of theirs."""

    title: str
    rows: tuple[SeatRow, ...]


@dataclass(frozen=True)
class RollShown:
    """The roll of a moment, ready for the pages: `meeting` is as the rules see it for the item in hand.

    `item` names that item ("item 4"); `by_item`: somebody may be needed who presides over it alone.
    """

    roll: Roll
    meeting: Meeting
    happenings: Sequence[Happening]
    names: Mapping[str, str]
    seats: Mapping[str, SeatOf]
    item: str = ""
    by_item: bool = False
    rows: tuple[SeatRow, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(self._row(seat) for seat in self.roll.seats))

    @property
    def groups(self) -> list[Group]:
        """The seats by agency, in their order; agencies with one seat come together, then seats without an agency."""
        of_agency = Counter(row.seat.agency for row in self.rows)
        found: dict[str, list[SeatRow]] = {}
        for row in self.rows:
            agency = row.seat.agency
            title = APART if not agency else agency if of_agency[agency] > 1 else ALONE
            found.setdefault(title, []).append(row)
        groups = [Group(title, tuple(rows)) for title, rows in found.items()]
        return sorted(groups, key=lambda group: (group.title in {ALONE, APART}, group.title == APART))

    @property
    def guests(self) -> list[HereShown]:
        """Those here who speak for no seat."""
        return [self._here(here) for here in self.roll.here if here.seat is None]

    @property
    def everybody(self) -> list[HereShown]:
        """Everybody here, those with a seat first, in the order of seats."""
        return [*(each for row in self.rows for each in row.here), *self.guests]

    @property
    def presiding(self) -> HereShown | None:
        """Who presides, if anybody does."""
        return next((each for each in self.everybody if each.presides), None)

    def _row(self, seat: Seat) -> SeatRow:
        known = self.seats[seat.key]
        there = tuple(self._here(here) for here in self.roll.here if here.seat == seat.key)
        standing, words = self._standing(seat, there, known)
        return SeatRow(
            key=seat.key,
            seat=known,
            holder=self.names.get(seat.holder or "", ""),
            standing=standing,
            words=words,
            here=there,
            buttons=tuple(self._buttons(seat, there, known)),
        )

    def _here(self, found: Here) -> HereShown:
        here = self._for_item(found)
        arrival = self._arrival(here)
        columns = self.meeting.columns_of(here)
        speaks = here.seat is not None and self._speaker(here.seat) == here.person
        presides = self.meeting.presiding == here.person
        deed, of = Deed.PRESIDES, str(arrival.number)
        if self.by_item:
            deed, of = Deed.PRESIDES_ITEM, f"{arrival.number}-{self.roll.item}"
        return HereShown(
            here=here,
            number=arrival.number,
            name=self.names.get(here.person, ""),
            since=arrival.at,
            counts=Column.QUORUM in columns,
            presides=presides,
            speaks=speaks,
            seat_title=self.seats[here.seat].title if here.seat else here.guest or "",
            why=here.beyond,
            item=self.item,
            buttons=tuple(
                Button(*button)
                for button, may in (
                    ((Deed.LEFT, str(arrival.number)), True),
                    ((Deed.CUT_OFF, str(arrival.number)), found.how is How.REMOTE and not here.cut_off),
                    ((Deed.BACK, str(arrival.number)), here.cut_off),
                    ((deed, of), not presides and Column.PRESIDE in columns),
                    ((Deed.VOICE, str(arrival.number)), here.seat is not None and not speaks),
                )
                if may
            ),
        )

    def _for_item(self, here: Here) -> Here:
        """The same as the rules see them for the item in hand."""
        return next((each for each in self.meeting.here if (each.person, each.seat) == (here.person, here.seat)), here)

    def _speaker(self, seat: str) -> str:
        return [here.person for here in self.roll.here if here.seat == seat][-1]

    def _arrival(self, here: Here) -> Happening:
        return next(
            each
            for each in reversed(self.happenings)
            if each.kind is Kind.ARRIVED and (each.person, each.seat) == (here.person, here.seat or "")
        )

    def _standing(self, seat: Seat, there: tuple[HereShown, ...], known: SeatOf) -> tuple[Standing, str]:
        if there:
            return _standing_here(there)
        if seat.key in self.roll.absent:
            return Standing.ABSENT, "absent without apology"
        left = self._left(seat)
        if left:
            return Standing.LEFT, "left"
        if not seat.holder:
            return Standing.VACANT, "vacant"
        return (Standing.APOLOGIES, "apologies") if known.answered == "Apologies" else (Standing.AWAITED, "not here")

    def _left(self, seat: Seat) -> bool:
        return any(each.kind is Kind.ARRIVED and each.seat == seat.key for each in self.happenings)

    def _buttons(self, seat: Seat, there: tuple[HereShown, ...], known: SeatOf) -> list[Button]:
        """Who else may come for the seat, and how."""
        holder = next((each for each in there if each.here.person == seat.holder), None)
        deputy = next((each for each in there if each.here.person == known.deputy_key), None)
        offered = (
            (Deed.HERE, seat.holder and _is_elsewhere(holder, How.ROOM)),
            (Deed.REMOTE, seat.holder and _is_elsewhere(holder, How.REMOTE)),
            (Deed.DEPUTY, known.deputy_key and _is_elsewhere(deputy, How.ROOM)),
            (Deed.DEPUTY_REMOTE, known.deputy_key and _is_elsewhere(deputy, How.REMOTE)),
            (Deed.ABSENT, seat.holder and not there and seat.key not in self.roll.absent),
        )
        words = {Deed.HERE: "In the room"} if holder else {}
        return [Button(deed, seat.key, words.get(deed, "")) for deed, may in offered if may]


def _standing_here(there: tuple[HereShown, ...]) -> tuple[Standing, str]:
    last = there[-1]
    if last.here.barred:
        return Standing.BARRED, last.words
    if last.here.cut_off:
        return Standing.CUT_OFF, last.words
    standing = Standing.HERE if any(each.counts for each in there) else Standing.UNCOUNTED
    return standing, last.words if standing is Standing.HERE else f"{last.words}, not counted"


def _is_elsewhere(each: HereShown | None, how: How) -> bool:
    return each is None or each.here.how is not how
