"""The letters about minutes: to the chair who is to check them, to members once they are circulated.

They name the meeting, nothing of the text.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string

from governance.membership.permissions import PERSON
from meetings.agenda.queries import day_of
from meetings.minutes.models import address_of_minutes
from meetings.minutes.permissions import chairs_of
from meetings.schedule.letters import reached_by, title_of
from meetings.schedule.models import Meeting
from trustboard.accounts.queries import access_to
from trustboard.acts.days import told


class MinutesLetter(NamedTuple):
    """One letter, ready to be queued."""

    to: str
    subject: str
    text: str


def letters_about_minutes(meeting: Meeting) -> list[MinutesLetter]:
    """A letter to everybody who sat at the meeting or was named deputy, and can sign in; seven queries."""
    sitting = meeting.sitting
    title, day = title_of(meeting), told(day_of(meeting))
    found = []
    for one in reached_by(sitting):
        text = render_to_string("meetings/minutes/circulated.txt", _facts(meeting) | {"reached": one})
        found.append(MinutesLetter(one.email, f"Draft minutes: {title}, {day}", text))
    return found


def letters_to_chair(meeting: Meeting, today: date) -> list[MinutesLetter]:
    """A letter to whoever chairs the body today, and to whoever did at the meeting, where they can sign in."""
    access = access_to(chairs_of(meeting, today), PERSON)
    addresses = sorted({user.email for each in access.values() for user in each.users if user.is_active})
    subject = f"Minutes to check: {title_of(meeting)}, {told(day_of(meeting))}"
    text = render_to_string("meetings/minutes/to_check.txt", _facts(meeting))
    return [MinutesLetter(address, subject, text) for address in addresses]


def _facts(meeting: Meeting) -> dict[str, str]:
    return {
        "title": title_of(meeting),
        "day": told(day_of(meeting)),
        "address": settings.SITE_URL + address_of_minutes(meeting),
    }
