"""The minutes of a meeting as one audience reads them: what the record says and what was written. Values only.

Its laws:

1. What is not for the audience is not in the value at all: no title, no text, nothing that the record says of the item.
2. Every item keeps its number; one that is not for the audience is a number and why it is withheld.
3. Somebody without a seat who was there for nothing but items that are not for the audience is not named.
4. Of what is told to fewer readers than its item (how each one voted, an interest told in confidence) nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from meetings.agenda.audience import Audience
from meetings.minutes.corrections import Corrected, corrected
from meetings.minutes.formatting import unformatted
from trustboard.wording.differences import shortened

OPENING = "opening"
"""The place of what belongs to no item: what happened before the first one was taken up."""


class Kind(StrEnum):
    """What the record puts in; templates find its look by it."""

    MOVE = "move"
    QUORUM = "quorum"
    CHAIR = "chair"
    PUBLIC = "public"
    INTEREST = "interest"
    RULING = "ruling"
    MOTION = "motion"
    DECISION = "decision"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing more of what is put in: its name, its words, and for whom they are."""

    name: str
    words: str
    audience: str = Audience.PUBLIC.value


@dataclass(frozen=True, slots=True)
class Inserted:
    """What the record says at an item, at that moment. `place` is the key of the item, or the opening; `decision` that
    of the decision of which it tells.
    """

    kind: Kind
    at: datetime
    place: str
    text: str
    details: tuple[Detail, ...] = ()
    sitting: int = 1
    has_time: bool = True
    decision: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that it says."""
        return (self.text, *(f"{detail.name}: {detail.words}" for detail in self.details))


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody who was there: for a seat, themself or as its deputy, or without one.

    `stay` says from when or until when, where it was not the whole sitting; `places` are the items in hand meanwhile.
    """

    name: str
    seat: str = ""
    is_deputy: bool = False
    deputised: str = ""
    stay: str = ""
    note: str = ""
    places: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What they were there as."""
        deputy = f", deputy for {self.deputised}" if self.deputised else ", as deputy"
        return self.seat + (deputy if self.is_deputy else "")

    @property
    def remarks(self) -> str:
        """From when, until when, and whatever else there is to say."""
        return "; ".join(part for part in (self.stay, self.note) if part)


@dataclass(frozen=True, slots=True)
class Missing:
    """A seat for which its holder was not there. `words` say of a deputy who was."""

    seat: str
    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class SittingOf:
    """Who was there at one sitting, and when it was. `ending` is how it ended, in words: "closed", "adjourned"."""

    number: int
    day: date
    opened_at: datetime
    ended_at: datetime | None
    ending: str
    where: str
    presided: tuple[str, ...]
    quorum: str
    present: tuple[Attended, ...]
    guests: tuple[Attended, ...]
    apologies: tuple[Missing, ...]
    absent: tuple[Missing, ...]
    vacant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemOf:
    """An item with all that is minuted of it. `text` is what was written, `taken` when it was taken up."""

    place: str
    number: int
    title: str
    purpose: str = ""
    audience: str = Audience.PUBLIC.value
    reason: str = ""
    withdrawn: str = ""
    text: str = ""
    taken: tuple[tuple[int, datetime], ...] = ()
    inserted: tuple[Inserted, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesOf:
    """The minutes with all there is."""

    sittings: tuple[SittingOf, ...]
    opening: ItemOf
    items: tuple[ItemOf, ...]

    @property
    def places(self) -> tuple[ItemOf, ...]:
        """The opening and the items, in order."""
        return (self.opening, *self.items)

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by place."""
        return {item.place: item.text for item in self.places}

    @property
    def sentences(self) -> dict[str, list[str]]:
        """What the record says, by place."""
        return {item.place: [each for one in item.inserted for each in one.sentences] for item in self.places}


UNCORRECTED = Corrected()


@dataclass(frozen=True, slots=True)
class Line:
    """An item as an audience reads it. Where `withheld` says why, nothing else but the number is there."""

    number: int
    withheld: str = ""
    place: str = ""
    title: str = ""
    purpose: str = ""
    audience: str = ""
    reason: str = ""
    withdrawn: str = ""
    text: str = ""
    taken: tuple[tuple[int, datetime], ...] = ()
    inserted: tuple[Inserted, ...] = ()
    corrected: Corrected = UNCORRECTED


@dataclass(frozen=True, slots=True)
class Circulated:
    """What was circulated before, against which corrections are shown: texts and sentences of the record by place."""

    texts: Mapping[str, str]
    sentences: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The minutes as an audience reads them. `in_question` are the keys of decisions that are while it is read."""

    audience: Audience
    sittings: tuple[SittingOf, ...]
    opening: Line
    lines: tuple[Line, ...]
    in_question: frozenset[str] = frozenset()

    @property
    def corrected(self) -> tuple[Line, ...]:
        """Where anything was corrected since it was circulated."""
        return tuple(line for line in (self.opening, *self.lines) if line.corrected.is_there)

    @property
    def is_long(self) -> bool:
        """Whether the meeting sat more than once, so that each time needs its sitting."""
        return len(self.sittings) > 1


def reading_of(audience: Audience, minutes: MinutesOf, circulated: Circulated | None = None) -> Reading:
    """The minutes for that audience; with the corrections to what was circulated, where it was."""
    theirs = {item.place for item in minutes.places if audience.reads(item.audience)}
    return Reading(
        audience=audience,
        sittings=tuple(_sitting(audience, sitting, theirs) for sitting in minutes.sittings),
        opening=_line(audience, minutes.opening, circulated),
        lines=tuple(_line(audience, item, circulated) for item in minutes.items),
    )


def _sitting(audience: Audience, sitting: SittingOf, theirs: set[str]) -> SittingOf:
    """The sitting without the items in hand while each was there: those served the law, and are for nobody to read."""
    return replace(
        sitting,
        present=tuple(replace(one, places=()) for one in sitting.present),
        guests=tuple(replace(one, places=()) for one in _named(audience, sitting.guests, theirs)),
    )


def _named(audience: Audience, guests: Iterable[Attended], theirs: set[str]) -> list[Attended]:
    if audience is Audience.CONFIDENTIAL:
        return list(guests)
    return [guest for guest in guests if theirs & set(guest.places)]


def _line(audience: Audience, item: ItemOf, circulated: Circulated | None) -> Line:
    if not audience.reads(item.audience):
        return Line(number=item.number, withheld=_why(item))
    inserted = tuple(_for(audience, each) for each in item.inserted)
    return Line(
        number=item.number,
        place=item.place,
        title=item.title,
        purpose=item.purpose,
        audience=item.audience,
        reason=item.reason,
        withdrawn=item.withdrawn,
        text=item.text,
        taken=item.taken,
        inserted=inserted,
        corrected=_corrected(audience, item, inserted, circulated),
    )


def _for(audience: Audience, inserted: Inserted) -> Inserted:
    return replace(inserted, details=tuple(each for each in inserted.details if audience.reads(each.audience)))


def _corrected(
    audience: Audience, item: ItemOf, inserted: tuple[Inserted, ...], circulated: Circulated | None
) -> Corrected:
    """What the record said otherwise is told whole to those who read all of it, and to others never: a sentence that
    was struck may have been for fewer readers.
    """
    if circulated is None:
        return UNCORRECTED
    is_whole = audience is Audience.CONFIDENTIAL
    found = corrected(
        unformatted(circulated.texts.get(item.place, "")),
        unformatted(item.text),
        said_before=circulated.sentences.get(item.place, []) if is_whole else (),
        said=[sentence for each in inserted for sentence in each.sentences] if is_whole else (),
    )
    return replace(found, pieces=shortened(found.pieces))


def _why(item: ItemOf) -> str:
    return f"Confidential: {item.reason}" if item.audience == Audience.CONFIDENTIAL else "For members of the body"
