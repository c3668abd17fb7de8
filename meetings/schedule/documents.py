"""A sitting as a calendar entry (RFC 5545, RFC 5546), for letters and for the public feed. Values in, text out.

The entry is known by its sitting's key for ever; its number rises with every change. Times are in UTC. It holds neither
reasons nor anything confidential; the feed does not say how to join.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress

MADE_BY = "-//Trustboard//Meetings//EN"
REFRESHED = timedelta(hours=6)


class Method(StrEnum):
    """What a calendar does with an entry."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True)
class Entry:
    """One sitting as calendars know it. `address` is its page; `link` is how to join, for those who may."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    address: str
    place: str = ""
    link: str = ""
    is_cancelled: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody of a calendar entry: the one who calls, or one who is called."""

    name: str
    email: str


def entry_in_letter(
    entry: Entry, *, method: Method, organiser: Party, attendees: Sequence[Party], now: datetime
) -> str:
    """The entry for the calendar of whoever gets the letter."""
    event = _event(entry, now)
    event.add("organizer", _party(organiser))
    for attendee in attendees:
        party = _party(attendee)
        # Answers are given on the page; what a calendar sends back is read by nobody.
        party.params["RSVP"] = "FALSE"
        party.params["ROLE"] = "REQ-PARTICIPANT"
        event.add("attendee", party)
    calendar = _calendar(method)
    calendar.add_component(event)
    return _text(calendar)


def feed(entries: Iterable[Entry], *, name: str, now: datetime) -> str:
    """The calendar of a body that anybody may follow."""
    calendar = _calendar(Method.PUBLISH)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return _text(calendar)


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    return calendar


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.key)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", f"Cancelled: {entry.title}" if entry.is_cancelled else entry.title)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("url", entry.address)
    if place := entry.place or entry.link:
        event.add("location", place)
    if words := "\n".join(filter(None, [entry.words, f"Join: {entry.link}" if entry.link else ""])):
        event.add("description", words)
    return event


def _party(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    if party.name:
        address.params["CN"] = party.name
    return address


def _text(calendar: Calendar) -> str:
    return str(calendar.to_ical().decode())
