"""What the page of a meeting shows of the interests declared for it: the way there, and how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from meetings.agenda.audience import Audience
from meetings.declarations.capacities import capacities_at
from meetings.declarations.interests_shown import InterestsShown, interests_shown
from meetings.declarations.permissions import Declarer
from meetings.declarations.queries import rules_at
from meetings.schedule.views.reading import MeetingPage

register = template.Library()


@dataclass(frozen=True, slots=True)
class Way:
    """Where the interests of a meeting are, and how they stand in a few words."""

    address: str
    words: str


@register.inclusion_tag("meetings/declarations/way.html")
def way_to_interests(page: MeetingPage) -> dict[str, Any]:
    """For the officer and for those who sit there: what is proposed and what was declared; nothing for others."""
    meeting, reader = page.meeting, page.reader
    if not reader.is_inside or meeting.is_cancelled:
        return {"way": None}
    everyone = tuple(capacities_at(meeting, page.table))
    own = tuple(each for each in everyone if each.person == reader.person)
    if not own and not reader.is_officer:
        return {"way": None}
    declarer = Declarer(meeting, page.table, reader.person, own, everyone, reader.is_officer)
    shown = interests_shown(declarer, rules_at(meeting, page.rulebook), Audience.CONFIDENTIAL)
    address = reverse("interests_at", args=[meeting.body.trust.slug, meeting.body.key, meeting.pk])
    return {"way": Way(address, _of_all(shown) if reader.is_officer else _of_own(shown))}


def _of_own(shown: InterestsShown) -> str:
    declared = f"you have declared {len(shown.own) or 'none'}"
    if not shown.proposed or shown.closed:
        return declared
    return f"{len(shown.proposed)} proposed for you to declare or dismiss; {declared}"


def _of_all(shown: InterestsShown) -> str:
    said = [f"{len(shown.declarations.standing) or 'none'} declared"]
    if shown.awaiting:
        said.append(f"{shown.awaiting} awaiting a ruling")
    if shown.unanswered:
        said.append(f"{len(shown.unanswered)} proposed and not answered")
    return ", ".join(said)
