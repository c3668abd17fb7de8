"""What the roll of a sitting says in its minutes: who was there, who was not, who came and went during which item.

From values to values. Times are London's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from governance.constitution.core.language import How, Voice
from governance.constitution.core.quorum import State
from meetings.attendance.models import Choice
from meetings.attendance.queries import Record
from meetings.attendance.roll import Happening, Kind, standing
from meetings.minutes.lines import OPENING, Attended, Inserted, Missing, SittingOf
from meetings.minutes.lines import Kind as Said
from meetings.schedule.models import Sitting
from trustboard.acts.days import told

FOR_ALL_OF_IT = ""


@dataclass(frozen=True)
class Source:
    """What was recorded of one sitting. `titles` are the seats' by their keys, `answers` what each seat had answered,
    `numbers` those of the items by key.
    """

    record: Record
    titles: Mapping[str, str]
    answers: Mapping[str, str]
    numbers: Mapping[str, int]

    def name(self, person: str) -> str:
        """Whom that key of the roll means."""
        return self.record.names.get(person) or "Somebody"

    def title(self, seat: str) -> str:
        """What the seat is called."""
        return self.titles.get(seat, seat)

    def during(self, place: str) -> str:
        """The item in hand, by its number; nothing at the opening."""
        number = self.numbers.get(place)
        return f"item {number}" if number else ""

    def place_at(self, moment: datetime) -> str:
        """Where what happened at that moment belongs: the item in hand."""
        return self.record.roll(moment).item or OPENING


def clock(moment: datetime) -> str:
    """The time of day in London."""
    return f"{timezone.localtime(moment):%H:%M}"


def sitting_told(source: Source) -> SittingOf:
    """Who was at the sitting, and who was not."""
    record, sitting = source.record, source.record.sitting
    stays = list(_stays(source))
    seated = [stay for stay in stays if stay.seat]
    present = [_attended(source, stay) for stay in sorted(seated, key=lambda stay: _order(source, stay))]
    apologies, absent = _missing(source, seated)
    return SittingOf(
        number=sitting.number,
        day=sitting.day,
        opened_at=sitting.opened_at or sitting.starts_at,
        ended_at=sitting.ended_at,
        ending=_ending(sitting),
        where=sitting.place,
        presided=tuple(dict.fromkeys(_presided(source))),
        quorum=_quorum(source),
        present=tuple(present),
        guests=tuple(_attended(source, stay) for stay in stays if not stay.seat),
        apologies=tuple(apologies),
        absent=tuple(absent),
        vacant=tuple(source.title(seat.key) for seat in record.roll().seats if not seat.holder),
    )


def _ending(sitting: Sitting) -> str:
    """How it ended; and that the sitting to which it was adjourned was not held."""
    further = next((each for each in sitting.meeting.sittings.all() if each.cancelled_for), None)
    if further is None or further.number != sitting.number + 1:
        return sitting.ending
    return f"adjourned to {told(further.day)}; that sitting was not held: {further.cancelled_for.rstrip('.')}"


def happenings_told(source: Source) -> list[Inserted]:
    """Arrivals, departures and whatever else happened in the room, each at the item that was in hand."""
    found, place, been = [], OPENING, set()
    for each in standing(source.record.happenings):
        if each.kind is Kind.ITEM:
            place = each.item
            continue
        if said := _sentence(source, each, place=place, is_back=each.person in been):
            kind, text = said
            where = each.item if each.kind is Kind.PRESIDES and each.item else place
            found.append(Inserted(kind, each.at, where, text, sitting=source.record.sitting.number))
        been.add(each.person)
    return sorted([*found, *_quorum_changes(source)], key=lambda one: one.at)


def taken_up(source: Source) -> list[tuple[str, datetime]]:
    """When each item was taken up, in order."""
    return [(each.item, each.at) for each in standing(source.record.happenings) if each.kind is Kind.ITEM]


@dataclass
class _Stay:
    """Somebody's time at the sitting, for a seat or as a guest."""

    person: str
    seat: str
    by: Voice
    guest: str
    how: How | None
    beyond: str
    came_at: datetime
    came_during: str
    places: list[str]
    left_at: datetime | None = None
    left_during: str = ""


def _stays(source: Source) -> Iterator[_Stay]:
    """Everybody who was there, by seat: from their first arrival to their last departure."""
    stays: dict[tuple[str, str], _Stay] = {}
    here: set[tuple[str, str]] = set()
    place = OPENING
    for each in standing(source.record.happenings):
        key = (each.person, each.seat)
        if each.kind is Kind.ITEM:
            place = each.item
            for other in here:
                stays[other].places.append(place)
        elif each.kind is Kind.ARRIVED:
            guest = each.guest.value if each.guest else ""
            stay = stays.setdefault(
                key, _Stay(each.person, each.seat, each.by, guest, each.how, each.beyond, each.at, place, [])
            )
            stay.places.append(place)
            stay.left_at = None
            here.add(key)
        elif each.kind is Kind.LEFT:
            for gone in [other for other in here if other[0] == each.person and each.seat in {"", other[1]}]:
                stays[gone].left_at, stays[gone].left_during = each.at, place
                here.discard(gone)
    yield from stays.values()


def _attended(source: Source, stay: _Stay) -> Attended:
    holders = {seat.key: seat.holder for seat in source.record.roll().seats}
    is_deputy = bool(stay.seat) and stay.by is Voice.DEPUTY
    holder = holders.get(stay.seat) if is_deputy else None
    notes = [
        "took part remotely" if stay.how is How.REMOTE else "",
        f"did not count: {stay.beyond}" * bool(stay.beyond),
    ]
    return Attended(
        name=source.name(stay.person),
        seat=source.title(stay.seat) if stay.seat else stay.guest,
        is_deputy=is_deputy,
        deputised=source.name(holder) if holder else "",
        stay=_stay_in_words(source, stay),
        note="; ".join(note for note in notes if note),
        places=tuple(dict.fromkeys(stay.places)),
    )


def _stay_in_words(source: Source, stay: _Stay) -> str:
    """From when, where they came after the first item was taken up; until when, where they left before the end."""
    words = []
    if stay.came_during != OPENING:
        words.append(f"from {clock(stay.came_at)}, {source.during(stay.came_during) or 'between items'}")
    if stay.left_at is not None:
        during = source.during(stay.left_during)
        words.append(f"until {clock(stay.left_at)}, {during}" if during else f"until {clock(stay.left_at)}")
    return "; ".join(words)


def _order(source: Source, stay: _Stay) -> tuple[int, bool, datetime]:
    keys = [seat.key for seat in source.record.roll().seats]
    return (keys.index(stay.seat) if stay.seat in keys else len(keys), stay.by is Voice.DEPUTY, stay.came_at)


def _missing(source: Source, seated: Sequence[_Stay]) -> tuple[list[Missing], list[Missing]]:
    """The seats whose holder was not there: those who sent apologies or a deputy, and the others."""
    roll = source.record.roll()
    came = {(stay.seat, stay.person) for stay in seated}
    deputies = {stay.seat: stay.person for stay in seated if stay.by is Voice.DEPUTY}
    apologies: list[Missing] = []
    absent: list[Missing] = []
    for seat in roll.seats:
        if not seat.holder or (seat.key, seat.holder) in came:
            continue
        deputy = deputies.get(seat.key)
        words = f"{source.name(deputy)} came as deputy" if deputy else ""
        has_said = source.answers.get(seat.key) in {Choice.APOLOGIES, Choice.DEPUTY} and seat.key not in roll.absent
        missing = Missing(source.title(seat.key), source.name(seat.holder), words)
        (apologies if deputy or has_said else absent).append(missing)
    return apologies, absent


def _presided(source: Source) -> Iterator[str]:
    for each in standing(source.record.happenings):
        if each.kind is Kind.PRESIDES and not each.item:
            yield source.name(each.person)


def _quorum(source: Source) -> str:
    """From when until when there was a quorum, in a sentence."""
    timeline = source.record.timeline
    if any(state is State.NONE_ASKED for _, state in timeline):
        return "The rules ask for no quorum."
    spans = []
    for place, (at, state) in enumerate(timeline):
        if state is State.MET:
            until = f"until {clock(timeline[place + 1][0])}" if place + 1 < len(timeline) else "to the end"
            spans.append(f"from {clock(at)} {until}")
    return f"A quorum was present {' and '.join(spans)}." if spans else "No quorum was present at any time."


def _quorum_changes(source: Source) -> Iterator[Inserted]:
    """That the quorum was lost or was there again, while an item was in hand."""
    for at, state in source.record.timeline[1:]:
        place = source.place_at(at)
        if place != OPENING and state is not State.NONE_ASKED:
            text = "A quorum was present from now on." if state is State.MET else "There was no longer a quorum."
            yield Inserted(Said.QUORUM, at, place, text, sitting=source.record.sitting.number)


def _sentence(source: Source, each: Happening, *, place: str, is_back: bool) -> tuple[Said, str] | None:
    """What is said of it; nothing where the list of those present says it, or it is no business of the minutes."""
    name, seat = source.name(each.person), source.title(each.seat) if each.seat else ""
    if each.kind is Kind.ARRIVED:
        if place == OPENING and not is_back:
            return None
        return Said.MOVE, _arrived(each, name, seat, is_back=is_back)
    if each.kind is Kind.PRESIDES:
        return Said.CHAIR, f"{name} presided over this item." if each.item else f"{name} took the chair."
    kind, words = WORDS.get(each.kind, (Said.MOVE, ""))
    text = words.format(name=name, seat=seat, of=f" ({seat})" if seat else "", office=each.office)
    if text and each.reason:
        text = f"{text} {each.reason}"
    return (kind, text) if text else None


def _arrived(each: Happening, name: str, seat: str, *, is_back: bool) -> str:
    verb = "came back" if is_back else "arrived"
    as_what = f"as deputy for {seat}" if each.by is Voice.DEPUTY else f"for {seat}" if seat else str(each.guest or "")
    how = ", remotely" if each.how is How.REMOTE else ""
    return f"{name} {verb}{how}{f', {as_what}' if as_what else ''}."


WORDS: Mapping[Kind, tuple[Said, str]] = {
    Kind.LEFT: (Said.MOVE, "{name}{of} left."),
    Kind.CUT_OFF: (Said.MOVE, "{name}{of} lost the connection."),
    Kind.BACK: (Said.MOVE, "{name}{of} was connected again."),
    Kind.VOICE: (Said.MOVE, "{name} spoke for {seat} from now on."),
    Kind.SEATED: (Said.MOVE, "{name} took the seat {seat}."),
    Kind.ELECTED: (Said.CHAIR, "{name} was elected {office}."),
    Kind.PUBLIC: (Said.PUBLIC, "Press and public were admitted."),
    Kind.CLOSED: (Said.PUBLIC, "Press and public left."),
    Kind.NOTES: (Said.QUORUM, "Without a quorum, those present went on for information."),
    Kind.ASKED: (Said.INTEREST, "Those present were asked to declare their interests."),
}
