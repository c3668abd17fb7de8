"""The screen in the room: the quorum and who presides, without anything personal."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.session.permissions import screen_of
from meetings.session.queries import sitting_shown
from trustboard.accounts.requests import signed_in, user_of


@require_safe
@signed_in
def screen(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """What the room sees."""
    sitting = screen_of(user_of(request), slug, body, meeting, number)
    shown = sitting_shown(sitting, timezone.now())
    page = {
        "trust": sitting.meeting.body.trust,
        "body": sitting.meeting.body,
        "meeting": sitting.meeting,
        "sitting": sitting,
        "shown": shown,
        "version": shown.version,
    }
    return render(request, "meetings/session/screen.html", page)
