"""The chair's page: the quorum now, what would lose it, who is here."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.session.permissions import chair_of
from meetings.session.queries import sitting_shown
from trustboard.accounts.requests import signed_in, user_of


@require_safe
@signed_in
def chair(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """What whoever presides needs before their eyes."""
    sitting = chair_of(user_of(request), slug, body, meeting, number)
    shown = sitting_shown(sitting, timezone.now())
    page = {
        "trust": sitting.meeting.body.trust,
        "body": sitting.meeting.body,
        "meeting": sitting.meeting,
        "sitting": sitting,
        "shown": shown,
        "version": shown.version,
    }
    return render(request, "meetings/session/chair.html", page)
