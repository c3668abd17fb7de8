"""The yardsticks of the pages, and the addresses of an installation that has them: a plain page of Django.

A session, a user, five queries, sixty rows and a template, as one would write it without any of our own; and a view
that saves one row in the same way.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import include, path
from django.views.decorators.http import require_POST

from governance.structure.models import Trust
from meetings.minutes.models import Passage
from meetings.schedule.models import Sitting
from trustboard.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ROWS = 60


@login_required
def plain(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """A body's meetings as a table."""
    trust = get_object_or_404(Trust, slug=slug)
    shown = get_object_or_404(trust.bodies, key=body)
    page = {
        "trust": trust,
        "body": shown,
        "seats": shown.seats.count(),
        "agencies": trust.agencies.count(),
        "sittings": Sitting.objects.filter(meeting__body=shown).select_related("meeting").order_by("starts_at")[:ROWS],
    }
    return render(request, "plain.html", page)


@require_POST
@login_required
def one_row(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """What is written at the opening of the meeting's minutes."""
    passage = get_object_or_404(Passage, minutes__meeting=meeting, item=None)
    passage.text = request.POST["text"]
    passage.save(update_fields=["text"])
    return JsonResponse({"text": passage.text})


urlpatterns = [
    path("plain/<slug:slug>/<slug:body>/", plain, name="plain"),
    path("plain/<uuid:meeting>/", one_row, name="one_row"),
    path("", include("trustboard.urls")),
]
