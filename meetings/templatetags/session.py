"""What earlier pages show of a sitting: the ways to its own pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from governance.structure.permissions import OFFICER
from meetings.schedule.models import Sitting
from meetings.schedule.views.reading import MeetingPage
from meetings.session.permissions import may_chair, sitter_of
from meetings.session.queries import sittings_open
from trustboard.accounts.permissions import may_use
from trustboard.accounts.queries import AnyUser

register = template.Library()


@register.inclusion_tag("meetings/session/ways.html", takes_context=True)
def ways_to_sitting(context: dict[str, Any], page: MeetingPage) -> dict[str, Any]:
    """From its day on: the desk for the officer, the chair's page, one's own seat, the screen; each for whom it is."""
    sitting, reader = page.sitting, page.reader
    has_come = sitting.day <= page.today and not page.meeting.is_cancelled
    if not (has_come and reader.is_inside):
        return {"ways": []}
    user: AnyUser = context["request"].user
    offered = [
        ("desk", "Desk", reader.is_officer),
        ("own_seat", "My seat", reader.belongs),
        ("chair", "Chair", may_chair(user, sitting)),
        ("screen", "Screen for the room", True),
    ]
    return {"ways": [(_address(sitting, name), words) for name, words, may in offered if may], "sitting": sitting}


@register.inclusion_tag("meetings/session/sittings_now.html", takes_context=True)
def sittings_now(context: dict[str, Any]) -> dict[str, Any]:
    """The sittings in session that are the reader's: their seat, or the desk; one query where there are none."""
    user: AnyUser = context["request"].user
    if not user.is_authenticated:
        return {"sittings": []}
    return {"sittings": [(each, address, words) for each in sittings_open() for address, words in _ways_of(user, each)]}


def _ways_of(user: AnyUser, sitting: Sitting) -> list[tuple[str, str]]:
    if may_use(user, sitting.meeting.body.trust, OFFICER):
        return [(_address(sitting, "desk"), "Desk")]
    return [(_address(sitting, "own_seat"), "My seat")] if sitter_of(user, sitting) else []


def _address(sitting: Sitting, name: str) -> str:
    body = sitting.meeting.body
    return reverse(name, args=[body.trust.slug, body.key, sitting.meeting_id, sitting.number])
