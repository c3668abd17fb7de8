"""The agenda of a meeting: as it was published, for everyone; as it stands, for the officer who keeps it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.agenda.audience import Audience
from meetings.agenda.permissions import audience_of, copy_read_by, items_left_at, may_keep
from meetings.agenda.queries import (
    day_of,
    draft_of,
    is_published,
    left_to_read,
    published_for,
    readers_by_item,
    standing_items_on,
    waited_on,
    waiting_for,
)
from meetings.agenda.shown import AgendaKept
from meetings.schedule.models import Meeting
from meetings.schedule.permissions import meeting_seen
from trustboard.accounts.requests import today
from trustboard.documents.serving import kept_as_download


@require_safe
def agenda(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """The agenda as the reader may read it; for the officer the one that is being kept.

    `?as=` shows the officer what another audience reads.
    """
    shown = meeting_seen(slug, body, meeting)
    theirs = audience_of(request.user, shown, today())
    keeps = may_keep(request.user, shown)
    asked = request.GET.get("as", "")
    if keeps and asked not in list(Audience):
        return _kept(request, shown)
    return _published(request, shown, Audience(asked) if keeps else theirs, keeps=keeps)


def _published(request: HttpRequest, shown: Meeting, audience: Audience, *, keeps: bool) -> HttpResponse:
    response = render(
        request,
        "meetings/agenda/published.html",
        {
            "trust": shown.body.trust,
            "body": shown.body,
            "meeting": shown,
            "day": day_of(shown),
            "audience": audience,
            "shown": published_for(shown, audience),
            "left": [] if keeps else left_to_read(shown, items_left_at(request.user, shown, audience)),
            "is_for_members": is_published(shown),
            "keeps": keeps,
        },
    )
    if request.user.is_authenticated:
        response["Cache-Control"] = "no-store, private"
    return response


def _kept(request: HttpRequest, shown: Meeting) -> HttpResponse:
    draft = draft_of(shown)
    response = render(
        request,
        "meetings/agenda/kept.html",
        {
            "trust": shown.body.trust,
            "body": shown.body,
            "meeting": shown,
            "day": day_of(shown),
            "kept": AgendaKept(draft, readers_by_item(draft), waited_on(shown)),
            "audiences": list(Audience),
            "standing_items": [] if draft.is_begun else standing_items_on(shown.body),
            "waiting_items": [] if draft.is_begun else waiting_for(shown.body),
        },
    )
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def publication_pdf(
    request: HttpRequest, slug: str, body: str, meeting: UUID, *, copy: UUID, print_size: str
) -> HttpResponseBase:
    """A publication as PDF, in the usual or in large print."""
    shown = copy_read_by(request.user, slug, body, meeting, copy, today=today())
    of, publication = shown.publication.meeting, shown.publication
    what = f"supplement-{publication.supplement}" if publication.supplement else "agenda"
    size, sha256 = ("-large-print", shown.large_sha256) if print_size == "large" else ("", shown.pdf_sha256)
    name = f"{of.body.key}-{day_of(of)}-{what}{size}.pdf"
    return kept_as_download(sha256, name=name, media_type="application/pdf")
