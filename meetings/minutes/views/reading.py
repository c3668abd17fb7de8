"""The minutes of a meeting: for the officer the draft, for chair and members what is theirs, for everyone what is
published; and all the minutes of a body.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.structure.permissions import body_seen
from meetings.agenda.audience import Audience
from meetings.agenda.queries import day_of
from meetings.minutes.documents import draft_versions, paper_to_sign
from meetings.minutes.forms import RemarkForm
from meetings.minutes.models import Edition, Minutes
from meetings.minutes.permissions import (
    MinutesReader,
    audience_of_body,
    may_keep_body,
    minutes_copy_read_by,
    reader_at,
    sits_there,
)
from meetings.minutes.queries import (
    Draft,
    amendments_of,
    copy_for,
    draft_of,
    earlier_minutes_of,
    editions_of,
    in_question_at,
    in_question_since,
    minutes_listed,
    minutes_of,
    publication_standing,
    remarks_of,
)
from meetings.minutes.rules import Stage
from meetings.minutes.shown import MinutesKept
from meetings.minutes.views.remarks import places_for
from meetings.schedule.models import Meeting
from meetings.schedule.permissions import meeting_developed_by, meeting_seen
from trustboard.accounts.requests import signed_in, today, user_of
from trustboard.documents.printing import PDF, CannotPrint, print_sheet
from trustboard.documents.serving import kept_as_download, made_as_download

LARGE, SIZES = "large", ("plain", "large")


@require_safe
def minutes(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """The minutes as the reader may read them; for the officer the draft.

    `?as=` shows the officer what another audience reads.
    """
    of = meeting_seen(slug, body, meeting)
    reader = reader_at(request.user, of, today())
    asked = request.GET.get("as", "")
    if reader.keeps and asked not in list(Audience):
        response = render(request, "meetings/minutes/kept.html", _kept(of))
    else:
        theirs = MinutesReader(Audience(asked), keeps=True) if reader.keeps else reader
        response = render(request, "meetings/minutes/read.html", _read(request, of, theirs))
    if request.user.is_authenticated:
        response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def minutes_pdf(
    request: HttpRequest, slug: str, body: str, meeting: UUID, *, copy: UUID, print_size: str
) -> HttpResponseBase:
    """A copy as PDF, in the usual or in large print."""
    shown = minutes_copy_read_by(request.user, slug, body, meeting, copy, today=today())
    of = shown.edition.minutes.meeting
    size, sha256 = ("-large-print", shown.large_sha256) if print_size == LARGE else ("", shown.pdf_sha256)
    what = "minutes" if shown.edition.approved_at_id else "draft-minutes"
    return kept_as_download(sha256, name=f"{of.body.key}-{day_of(of)}-{what}{size}.pdf", media_type=PDF)


@require_safe
@signed_in
def print_minutes(
    request: HttpRequest, slug: str, body: str, meeting: UUID, *, audience: str, print_size: str
) -> HttpResponseBase:
    """The minutes as they stand until they are approved, for the officer: as that audience would read them."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    draft = draft_of(of)
    if audience not in list(Audience) or print_size not in SIZES or not may_print(draft):
        raise Http404
    version = draft_versions(draft, [Audience(audience)])[0]
    name = f"{of.body.key}-{day_of(of)}-draft-minutes-{audience}-{print_size}.pdf"
    return _printed(request, version.printed, print_size, name)


@require_safe
@signed_in
def minutes_to_sign(request: HttpRequest, slug: str, body: str, meeting: UUID, *, print_size: str) -> HttpResponseBase:
    """The paper on which the chair signs them, for the officer."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    draft = draft_of(of)
    if print_size not in SIZES or draft.stage not in {Stage.CIRCULATED, Stage.APPROVED}:
        raise Http404
    approved = editions_of(draft.minutes).get(True) if draft.minutes else None
    html = paper_to_sign(draft, copy_for(approved, Audience.CONFIDENTIAL) if approved else None)
    return _printed(request, html, print_size, f"{of.body.key}-{day_of(of)}-minutes-to-sign.pdf")


@require_safe
def minutes_of_body(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """The minutes of the body, as far as the reader may know of them, and those from before Trustboard."""
    of = body_seen(slug, body)
    audience = audience_of_body(request.user, of, today())
    keeps = may_keep_body(request.user, of)
    earlier = earlier_minutes_of(of, audience)
    page = {
        "trust": of.trust,
        "body": of,
        "listed": minutes_listed(of, audience),
        "earlier": [each for each in earlier if keeps or not each.withdrawn],
        "audience": audience,
        "keeps": keeps,
    }
    return render(request, "meetings/minutes/of_body.html", page)


def may_print(draft: Draft) -> bool:
    """Whether there is a draft to be printed: afterwards there are the copies that were approved."""
    return draft.is_opened and draft.stage is not Stage.APPROVED


def _kept(of: Meeting) -> dict[str, Any]:
    draft = draft_of(of)
    editions = editions_of(draft.minutes) if draft.minutes else {}
    kept = MinutesKept(draft, editions)
    page = {"kept": kept, "amendments": amendments_of(kept.approved, Audience.CONFIDENTIAL) if kept.approved else []}
    return _page(of) | page | {"audiences": [] if kept.approved else list(Audience)}


def _read(request: HttpRequest, of: Meeting, reader: MinutesReader) -> dict[str, Any]:
    """What somebody reads who does not keep them: the copy that is theirs, and what they may say of it."""
    found = minutes_of(of)
    editions = editions_of(found) if found else {}
    edition = _edition_for(reader, found, editions)
    page = _page(of) | {
        "reader": reader,
        "edition": edition,
        "copy": copy_for(edition, reader.audience) if edition else None,
        "amendments": amendments_of(edition, reader.audience) if edition and edition.approved_at_id else [],
        "withdrawn": _withdrawn(editions.get(True)),
        "publication": publication_standing(editions[True]) if True in editions else None,
        "doubts": in_question_since(edition, reader.audience) if edition else [],
    }
    if found is None or reader.keeps or not reader.is_inside:
        return page
    return page | _said(request, of, reader, found)


def _said(request: HttpRequest, of: Meeting, reader: MinutesReader, found: Minutes) -> dict[str, Any]:
    """What the chair or a member says of them: the draft that the chair checks, own remarks, and the form."""
    stage = Stage(found.stage)
    reads_draft = reader.is_chair and stage in {Stage.WITH_CHAIR, Stage.CHECKED}
    may_say = stage is Stage.CIRCULATED and (reader.is_chair or sits_there(user_of(request), of, today()))
    may_say = may_say or (reader.is_chair and stage is Stage.WITH_CHAIR)
    draft = draft_of(of) if reads_draft else None
    also = {"doubts": in_question_at(of, reader.audience)} if draft else {}
    return also | {
        "stage": stage.value,
        "draft": draft_versions(draft, [reader.audience])[0] if draft and draft.is_opened else None,
        "own": [remark for remark in remarks_of(found) if remark.by_id == user_of(request).pk],
        "form": RemarkForm(items=places_for(of, reader.audience), is_chair=reads_draft) if may_say else None,
    }


def _edition_for(reader: MinutesReader, found: Minutes | None, editions: dict[bool, Edition]) -> Edition | None:
    """The edition that the reader reads: the approved one, for members the circulated one before; for everyone the
    approved one while it is published.
    """
    approved, circulated = editions.get(True), editions.get(False)
    if reader.audience is Audience.PUBLIC:
        return approved if approved and publication_standing(approved) else None
    if approved:
        return approved
    return circulated if found and found.stage == Stage.CIRCULATED else None


def _withdrawn(edition: Edition | None) -> Any:
    """Why the public reads them no longer, where that is so."""
    published = list(edition.publications.all()) if edition else []
    return getattr(published[-1], "withdrawal", None) if published else None


def _page(of: Meeting) -> dict[str, Any]:
    return {"trust": of.body.trust, "body": of.body, "meeting": of, "day": day_of(of)}


def _printed(request: HttpRequest, html: str, print_size: str, name: str) -> HttpResponseBase:
    try:
        return made_as_download(print_sheet(html, is_large=print_size == LARGE), name=name, media_type=PDF)
    except CannotPrint as fault:
        return render(request, "meetings/agenda/not_printed.html", {"sentence": str(fault)}, status=503)
