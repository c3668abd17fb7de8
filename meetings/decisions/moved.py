"""What moved under a decision: the meeting on which it was made, beside the meeting as the record now tells it.

Values in, sentences out. What neither the quorum nor the vote rests on is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Here, Meeting


def what_moved(then: Meeting, now: Meeting, *, names: Mapping[str, str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """What the record now tells otherwise. `names` are of people by key, `titles` of seats."""
    return tuple(_what_moved(then, now, Calls(names, titles)))


class Calls:
    """What to call people and seats."""

    def __init__(self, names: Mapping[str, str], titles: Mapping[str, str]) -> None:
        self.names, self.titles = names, titles

    def person(self, key: str) -> str:
        """The name of a person or guest."""
        return self.names.get(key, key)

    def here(self, here: Here) -> str:
        """Somebody who is here, and for which seat: "Ann Ames (Police)"."""
        name = self.person(here.person)
        if not here.seat:
            return name
        title = self.titles.get(here.seat, here.seat)
        return f"{name} (deputy for {title})" if here.by is Voice.DEPUTY else f"{name} ({title})"


def _what_moved(then: Meeting, now: Meeting, calls: Calls) -> Iterator[str]:
    was = {(here.person, here.seat): here for here in then.here}
    is_now = {(here.person, here.seat): here for here in now.here}
    yield from (
        f"{calls.here(here)} was recorded as here, and was not." for key, here in was.items() if key not in is_now
    )
    yield from (f"{calls.here(here)} was here, and was not recorded." for key, here in is_now.items() if key not in was)
    for key, here in is_now.items():
        if key in was:
            yield from _changed(was[key], here, calls)
    barred = {seat.key for seat in then.seats if seat.barred}
    for seat in now.seats:
        if seat.barred != (seat.key in barred):
            title = calls.titles.get(seat.key, seat.key)
            yield f"The seat {title} is {'now' if seat.barred else 'no longer'} kept from the item by an interest."
    if then.presiding != now.presiding:
        yield f"{calls.person(now.presiding) if now.presiding else 'Nobody'} presided."


def _changed(was: Here, here: Here, calls: Calls) -> Iterator[str]:
    who = calls.here(here)
    if was.barred != here.barred:
        yield f"{who} was barred from the item." if here.barred else f"{who} was not barred from the item."
    if was.by is not here.by:
        yield f"{who} spoke as {'deputy' if here.by is Voice.DEPUTY else 'holder'} of the seat."
    if was.how is not here.how and not here.barred:
        yield f"{who} took part {'remotely' if here.how is How.REMOTE else 'in the room'}."
    if was.cut_off != here.cut_off:
        yield f"{who} was cut off." if here.cut_off else f"{who} was not cut off."
    if was.beyond != here.beyond:
        yield f"{who} did not count: {here.beyond}." if here.beyond else f"{who} counted."
