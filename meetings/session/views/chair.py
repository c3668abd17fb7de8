"""The chair's page: the quorum now and for the item in hand, what would lose it, rulings awaited, who is here."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.schedule.models import Sitting
from meetings.session.permissions import chair_of
from meetings.session.queries import sitting_shown
from meetings.session.views.desk import REFUSED
from trustboard.accounts.requests import signed_in, user_of
from trustboard.acts.forms import ActForm


@require_safe
@signed_in
def chair(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """What whoever presides needs before their eyes."""
    return chair_page(request, chair_of(user_of(request), slug, body, meeting, number))


def chair_page(request: HttpRequest, sitting: Sitting, form: ActForm | None = None) -> HttpResponse:
    """The page, with why what was sent was not done."""
    shown = sitting_shown(sitting, timezone.now())
    refused = [str(error) for errors in form.errors.values() for error in errors] if form else []
    page = {
        "trust": sitting.meeting.body.trust,
        "body": sitting.meeting.body,
        "meeting": sitting.meeting,
        "sitting": sitting,
        "shown": shown,
        "version": shown.version,
        "rule_id": uuid4(),
        "refused": refused,
    }
    return render(request, "meetings/session/chair.html", page, status=REFUSED if refused else 200)
