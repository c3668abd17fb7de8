"""Whom the news of a meeting reaches, and what its letters say: when, where, and the entry for their calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, timezone

from governance.constitution.core.constitution import ORDINARY
from governance.constitution.english.calendar_english import meeting_called
from governance.constitution.english.phrasing import capital
from governance.membership.permissions import PERSON
from governance.membership.queries import Place, table_of
from meetings.schedule.documents import Entry, Method, Party, entry_in_letter
from meetings.schedule.models import Meeting, Sitting
from trustboard.accounts.queries import access_to


class News(StrEnum):
    """What a letter tells."""

    NOTICE = "notice"
    MOVED = "moved"
    AWAY = "away"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    OPENED = "opened"
    ADJOURNED = "adjourned"


SUBJECTS = {
    News.NOTICE: "Notice of a meeting",
    News.MOVED: "Moved",
    News.AWAY: "Moved",
    News.CANCELLED: "Cancelled",
    News.CLOSED: "Closed to the public",
    News.OPENED: "Open to the public",
    News.ADJOURNED: "Adjourned",
}


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody whom the news reaches, and why: "you hold the seat Police"."""

    name: str
    email: str
    because: tuple[str, ...]


class MeetingLetter(NamedTuple):
    """One letter, ready to be queued."""

    to: str
    subject: str
    text: str
    calendar: str


def reached_by(sitting: Sitting) -> list[Reached]:
    """Everybody with an account who holds a seat on the sitting's day, or is named deputy of one; nine queries."""
    body = sitting.meeting.body
    table = table_of(body.trust)
    because: dict[object, list[str]] = defaultdict(list)
    for place in table.places(body, sitting.day):
        for person, why in _asked(place):
            because[person].append(why)
    people = [person for key, person in table.people.items() if key in because]
    access = access_to(people, PERSON)
    return [
        Reached(person.name, user.email, tuple(because[person.pk]))
        for person in people
        for user in access[person.pk].users
        if user.is_active
    ]


def letters_about(
    sitting: Sitting, news: News, reached: Iterable[Reached], *, now: datetime, was: datetime | None = None
) -> list[MeetingLetter]:
    """The letters that tell this to everybody reached. `was`: for when the meeting was before it moved."""
    meeting = sitting.meeting
    method = Method.CANCEL if news in {News.CANCELLED, News.AWAY} else Method.REQUEST
    subject = f"{SUBJECTS[news]}: {title_of(meeting)}, {_moment(sitting.starts_at)}"
    entry = entry_of(sitting, link="" if news is News.AWAY else sitting.link)
    entry = replace(entry, is_cancelled=method is Method.CANCEL)
    return [
        MeetingLetter(
            to=one.email,
            subject=subject,
            text=render_to_string(
                f"meetings/schedule/{news}.txt",
                {"meeting": meeting, "sitting": sitting, "reached": one, "title": title_of(meeting), "was": was}
                | {"address": address_of(meeting), "is_past": sitting.starts_at <= now},
            ),
            calendar=entry_in_letter(
                entry, method=method, organiser=_organiser(meeting), attendees=[Party(one.name, one.email)], now=now
            ),
        )
        for one in reached
    ]


def entry_of(sitting: Sitting, *, link: str = "") -> Entry:
    """The sitting as calendars know it; how to join it only where the link is given."""
    meeting = sitting.meeting
    return Entry(
        key=f"{sitting.pk}@{settings.SITE_HOST}",
        title=title_of(meeting) + (f" (sitting {sitting.number})" if sitting.number > 1 else ""),
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        sequence=meeting.sequence,
        address=address_of(meeting),
        place=sitting.place,
        link=link,
        is_cancelled=sitting.is_cancelled,
    )


def title_of(meeting: Meeting) -> str:
    """What the meeting is called where nothing else says whose it is: "Board: annual meeting"."""
    own = meeting.title or ("" if meeting.kind == ORDINARY else meeting_called(meeting.kind, {}))
    return f"{meeting.body.name}: {own}" if own else meeting.body.name


def named(meeting: Meeting) -> str:
    """What the meeting is called beside its body: its title, or its kind."""
    return meeting.title or capital(meeting_called(meeting.kind, {}))


def address_of(meeting: Meeting) -> str:
    """The whole address of its page."""
    return settings.SITE_URL + meeting.get_absolute_url()


def _asked(place: Place) -> Sequence[tuple[object, str]]:
    found = []
    if place.holder:
        found.append((place.holder.pk, f"you hold the seat {place.seat.title}"))
    if place.deputy:
        found.append((place.deputy.pk, f"you are named deputy for {place.seat.title}"))
    return found


def _organiser(meeting: Meeting) -> Party:
    return Party(meeting.body.trust.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def _moment(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "l j F Y, H:i")
