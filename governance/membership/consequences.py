"""What follows from writing who holds a seat, deputises or presides, in sentences. Values in, sentences out.

Two memberships are compared on a day: as recorded, and as it would be. What is asked for comes first, then what goes
with it elsewhere, and in the end that nothing else changes, where that is so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from governance.membership.sitting import Held, Key, Membership, Office, Sitting, Stretch
from trustboard.acts.days import told

SOMEBODY = UUID(int=0)
"""Stands for whoever has not been chosen yet."""

NOTHING_ELSE = "Nothing else changes."


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys are called: people, seats by title, bodies."""

    people: Mapping[Key, str] = field(default_factory=dict)
    seats: Mapping[Key, str] = field(default_factory=dict)
    bodies: Mapping[Key, str] = field(default_factory=dict)

    def person(self, key: Key) -> str:
        """Their name, or words that stand for one."""
        return self.people.get(key, "whoever you choose")


@dataclass(frozen=True, slots=True)
class Compared:
    """A membership as recorded and as it would be, on a day."""

    before: Membership
    after: Membership
    day: date
    names: Names


def of_holding(compared: Compared, seat: Key) -> list[str]:
    """What follows from giving the seat to somebody, or to nobody, from the day on."""
    was, then = _both(compared, seat)
    return _with_the_rest(compared, [*_holder(compared, was, then), *_deputy(compared, was, then)], seat=seat)


def of_naming(compared: Compared, seat: Key) -> list[str]:
    """What follows from naming a deputy of the seat, or nobody, from the day on."""
    return _with_the_rest(compared, list(_deputy(compared, *_both(compared, seat))), seat=seat)


def of_office(compared: Compared, office: Office) -> list[str]:
    """What follows from giving the office to somebody, to a seat, or to nobody, from the day on."""
    names, day = compared.names, told(compared.day)
    was = compared.before.tenure_of_office(office, compared.day).person
    then = compared.after.tenure_of_office(office, compared.day).person
    row = next(row for row in compared.after.rows_of_office(office) if row.starts == compared.day)
    own = [f"{_first(names.person(was))} is {office.name} until {day}."] if was and was != then else []
    until = _until_next(compared.after.rows_of_office(office), compared.day)
    if row.seat:
        held = f"at present {names.person(then)}" if then else "at present nobody"
        own.append(f"From {day}{until} whoever holds the seat {names.seats[row.seat]} is {office.name}: {held}.")
    elif then:
        own.append(f"{_first(names.person(then))} is {office.name} from {day}{until or ' on'}.")
    else:
        own.append(f"From {day}{until} {names.bodies[office.body]} has no {office.name}.")
    return _with_the_rest(compared, own, office=office)


def of_correction(
    comparisons: Sequence[Compared],
    stretches: Sequence[Stretch],
    *,
    seat: Key | None = None,
    office: Office | None = None,
) -> list[str]:
    """What follows from correcting or striking a row: what the record says then, and what else is other on those days.

    `comparisons` are those of each day that the row has begun on or will; `stretches` the whole run as it would be.
    """
    names, days = comparisons[0].names, [compared.day for compared in comparisons]
    near = [one for one in stretches if one.starts <= max(days) and (one.ends is None or one.ends >= min(days))]
    said = "; ".join(_stretch(names, one) for one in near)
    own = [f"The record then says: {said}." if said else "The record then says nothing of those days."]
    rest = [sentence for compared in comparisons for sentence in _elsewhere(compared, seat=seat, office=office)]
    return [*own, *(dict.fromkeys(rest) or [NOTHING_ELSE])]


def _both(compared: Compared, seat: Key) -> tuple[Sitting, Sitting]:
    of = compared.before.seats[seat]
    return compared.before.sitting_of(of, compared.day), compared.after.sitting_of(of, compared.day)


def _holder(compared: Compared, was: Sitting, then: Sitting) -> Iterator[str]:
    if was.holder == then.holder:
        return
    names, day, until = compared.names, told(compared.day), _until(then)
    if was.holder:
        yield f"{_first(names.person(was.holder))} holds the seat until {day}."
    if then.holder:
        yield f"{_first(names.person(then.holder))} holds it from {day}{until or ' on'}."
    else:
        yield f"From {day}{until} it is vacant."


def _deputy(compared: Compared, was: Sitting, then: Sitting) -> Iterator[str]:
    if was.deputy == then.deputy:
        return
    names, day = compared.names, told(compared.day)
    if was.deputy and then.holder != was.holder:
        yield f"The naming of {names.person(was.deputy)} as deputy ends with it."
    elif was.deputy:
        yield f"{_first(names.person(was.deputy))} is deputy until {day}."
    if then.deputy:
        holder = f"as long as {names.person(then.holder)} holds the seat" if then.holder else "until somebody holds it"
        yield f"{_first(names.person(then.deputy))} is deputy from {day} on, {holder}."
    elif was.deputy and then.holder == was.holder:
        yield f"From {day} on the seat has no deputy."


def _with_the_rest(
    compared: Compared, own: list[str], *, seat: Key | None = None, office: Office | None = None
) -> list[str]:
    rest = list(_elsewhere(compared, seat=seat, office=office))
    return [*own, *(rest or [NOTHING_ELSE])]


def _elsewhere(compared: Compared, *, seat: Key | None, office: Office | None) -> Iterator[str]:
    """What is other elsewhere, on the day and on later ones for as long as what is asked for lasts."""
    said: set[str] = set()
    for day in _days(compared, seat=seat, office=office):
        for sentence in _elsewhere_on(replace(compared, day=day), seat=seat, office=office):
            if sentence not in said:
                said.add(sentence)
                yield sentence


def _days(compared: Compared, *, seat: Key | None, office: Office | None) -> list[date]:
    """The day, and those after it on which an office or a deputy is due to change where this reaches."""
    after, day = compared.after, compared.day
    own = after.rows_of_office(office) if office else after.rows_of_seat(seat) if seat else []
    until = next((row.starts for row in own if row.starts > day), date.max)
    reached = [key for key in compared.before.seats if key == seat or _is_other(compared, key)]
    rows = [row for key in reached for row in after.rows_of_deputy(key)]
    rows += [row for other in after.offices for row in after.rows_of_office(other)]
    return [day, *sorted({row.starts for row in rows if day < row.starts < until})]


def _is_other(compared: Compared, seat: Key) -> bool:
    was, then = (side.tenure_of_seat(seat, compared.day).person for side in (compared.before, compared.after))
    return was != then


def _elsewhere_on(compared: Compared, *, seat: Key | None, office: Office | None) -> Iterator[str]:
    for other in dict.fromkeys([*compared.before.offices, *compared.after.offices]):
        yield from _other_office(compared, other) if other != office else ()
        yield from _without_a_seat(compared, other)
    for key, of in compared.before.seats.items():
        if key != seat and of.is_there(compared.day):
            yield from _other_seat(compared, key)


def _other_office(compared: Compared, office: Office) -> Iterator[str]:
    was = compared.before.tenure_of_office(office, compared.day).person
    then = compared.after.tenure_of_office(office, compared.day).person
    if was == then:
        return
    body = compared.names.bodies[office.body]
    if then:
        yield f"{_first(compared.names.person(then))} becomes {office.name} of {body} with it."
    else:
        yield f"The office of {office.name} of {body} falls vacant with it."


def _without_a_seat(compared: Compared, office: Office) -> Iterator[str]:
    """Who was elected in person and loses the seat keeps the office on the record, until somebody else is elected."""
    row = [row for row in compared.after.rows_of_office(office) if row.starts <= compared.day][-1:]
    person = row[0].person if row else None
    if (
        person
        and _sits(compared.before, office, person, compared)
        and not _sits(compared.after, office, person, compared)
    ):
        name, body = compared.names.person(person), compared.names.bodies[office.body]
        yield f"{_first(name)} stays {office.name} of {body} on the record, without a seat there: elect somebody else."


def _sits(membership: Membership, office: Office, person: Key, compared: Compared) -> bool:
    return person in {sitting.holder for sitting in membership.sitting(office.body, compared.day)}


def _other_seat(compared: Compared, key: Key) -> Iterator[str]:
    names = compared.names
    was, then = _both(compared, key)
    called = f"{names.seats[key]} on {names.bodies[was.seat.body]}"
    if was.holder != then.holder:
        if then.holder:
            yield f"The seat {called}, held ex officio, goes to {names.person(then.holder)} too."
        else:
            yield f"The seat {called}, held ex officio, falls vacant too."
    if was.deputy and was.deputy != then.deputy:
        yield f"The naming of {names.person(was.deputy)} as deputy of {called} ends with it."


def _until(sitting: Sitting) -> str:
    if sitting.until is None:
        return ""
    reason = "when the seat ends" if sitting.until == sitting.seat.ends else "when the next change on record begins"
    return f" until {told(sitting.until)}, {reason}"


def _until_next(rows: Sequence[Held], day: date) -> str:
    following = next((row for row in rows if row.starts > day), None)
    return f" until {told(following.starts)}, when the next change on record begins" if following else ""


def _stretch(names: Names, stretch: Stretch) -> str:
    who = names.person(stretch.person) if stretch.person else "nobody"
    return f"{who} from {told(stretch.starts)}" + (f" until {told(stretch.ends)}" if stretch.ends else "")


def _first(words: str) -> str:
    """With a capital letter at its beginning."""
    return words[:1].upper() + words[1:]
