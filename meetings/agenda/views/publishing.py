"""Publishing an agenda and its supplements, withdrawing them, and printing what is not published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from governance.membership.queries import table_of
from meetings.agenda import acts
from meetings.agenda.audience import Audience
from meetings.agenda.documents import Version, agenda_for, agendas, attendance_sheet, copies_of, supplements
from meetings.agenda.forms import PublishForm, SupplementForm, WithdrawPublicationForm
from meetings.agenda.lines import Printed
from meetings.agenda.permissions import meeting_attended_by, publication_developed_by
from meetings.agenda.queries import Draft, day_of, deadlines_of_news, draft_of
from meetings.agenda.rules import (
    late_in_words,
    may_publish_agenda,
    may_publish_supplement,
    past,
    permitters,
    why_late,
)
from meetings.agenda.views.keeping import asked, asking
from meetings.schedule.permissions import meeting_developed_by
from trustboard.accounts.asking import answer, ask
from trustboard.accounts.requests import by_of, signed_in, today, user_of
from trustboard.acts.act import Done
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.days import told
from trustboard.acts.verdict import Verdict
from trustboard.documents.printing import PDF, CannotPrint, print_sheet
from trustboard.documents.serving import made_as_download

LARGE, SIZES = "large", ("plain", "large")


@asked
@signed_in
def publish_agenda(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Publish the agenda, after a look at what each audience will read."""
    draft = draft_of(meeting_developed_by(user_of(request), slug, body, meeting))
    form = PublishForm(request.POST or None, state=draft.state)
    form.follows = (
        "Each audience reads its own copy at once, on the page and as PDF. None of them changes any more.",
        "What you change afterwards comes as a supplement, or after you have withdrawn this.",
    )
    verdict = may_publish_agenda(is_cancelled=draft.meeting.is_cancelled, stands=draft.stands, items=len(draft.live))
    versions = agendas(draft)
    return _published(request, form, draft, versions, acts.publish_agenda) or _page(
        request, form, draft, versions, verdict, heading="Publish the agenda"
    )


@asked
@signed_in
def publish_supplement(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Publish what has changed since, as the next supplement."""
    draft = draft_of(meeting_developed_by(user_of(request), slug, body, meeting))
    late = past(deadlines_of_news(draft, draft.news), today())
    permitter = permitters(late)
    form = SupplementForm(request.POST or None, state=draft.state, is_late=bool(late), permitter=permitter)
    form.follows = late_in_words(late)
    verdict = may_publish_supplement(
        is_cancelled=draft.meeting.is_cancelled, stands=draft.stands, changes=len(draft.news)
    )
    asked_for = form.cleaned_data if form.is_bound and form.is_valid() else {}
    said = why_late(late, reason=asked_for.get("reason", ""), permitter=permitter)
    versions = supplements(draft, draft.next_supplement, late=said)
    also = {name: asked_for[name] for name in ("reason", "is_permitted") if name in asked_for}
    return _published(request, form, draft, versions, acts.publish_supplement, **also) or _page(
        request, form, draft, versions, verdict, heading=f"Publish supplement {draft.next_supplement}"
    )


@asked
@signed_in
def withdraw_publication(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Withdraw what was published."""
    withdrawn = publication_developed_by(user_of(request), slug, body, meeting, number)
    form = WithdrawPublicationForm(request.POST or None)
    form.follows = (
        "Nobody but you can read it from then on, nor the papers that came with it.",
        "Whoever has saved it, still has it."
        if withdrawn.supplement
        else "Its supplements go with it. Whoever has saved it, still has it.",
        "You can change the items and publish them anew.",
    )
    name = str(withdrawn.name).lower()
    page = asking(withdrawn.meeting, f"Withdraw {name if withdrawn.supplement else 'the agenda'}")
    return answer(request, form, acts.withdraw_publication, withdrawn, told="It is withdrawn.") or ask(
        request, form, page
    )


@require_safe
@signed_in
def print_agenda(
    request: HttpRequest, slug: str, body: str, meeting: UUID, *, audience: str, print_size: str
) -> HttpResponseBase:
    """The agenda as it stands, for the officer: as that audience would read it."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    if audience not in list(Audience) or print_size not in SIZES:
        raise Http404
    version = agenda_for(draft_of(of), Audience(audience), is_draft=True)
    name = f"{of.body.key}-{day_of(of)}-draft-agenda-{audience}-{print_size}.pdf"
    return _printed(request, version.printed, print_size, name)


@require_safe
@signed_in
def print_attendance_sheet(
    request: HttpRequest, slug: str, body: str, meeting: UUID, *, print_size: str
) -> HttpResponseBase:
    """The sheet on which those who come sign, for those who sit on the body and for its officer."""
    of = meeting_attended_by(request.user, slug, body, meeting, today=today())
    if print_size not in SIZES:
        raise Http404
    places = table_of(of.body.trust).places(of.body, day_of(of))
    name = f"{of.body.key}-{day_of(of)}-attendance-{print_size}.pdf"
    return _printed(request, attendance_sheet(of, places), print_size, name)


def _printed(request: HttpRequest, html: str, print_size: str, name: str) -> HttpResponseBase:
    try:
        return made_as_download(print_sheet(html, is_large=print_size == LARGE), name=name, media_type=PDF)
    except CannotPrint as fault:
        return render(request, "meetings/agenda/not_printed.html", {"sentence": str(fault)}, status=503)


def _published(
    request: HttpRequest,
    form: PublishForm,
    draft: Draft,
    versions: Sequence[Version],
    act: Callable[..., Done[str]],
    **also: Any,
) -> HttpResponse | None:
    """Print what the page showed and publish it; nothing where the form was not sent, or was refused."""
    if not form.is_to_be_done():
        return None
    read, done = form.cleaned_data["read"], None
    with form.refusals():
        try:
            # Where it is no longer what the page showed, the act says so; there is nothing to be printed.
            printed = Printed(read, copies_of(versions) if read == draft.state and versions else ())
            done = act(draft.meeting, printed=printed, by=by_of(request, form), **also)
        except CannotPrint as fault:
            form.add_error(None, str(fault))
        except ChangedMeanwhile:
            form.read_again(draft.state)
            raise
    if done is None:
        return None
    messages.success(request, "It is published.")
    return redirect(done.address)


def _page(
    request: HttpRequest,
    form: PublishForm,
    draft: Draft,
    versions: Sequence[Version],
    verdict: Verdict,
    *,
    heading: str,
) -> HttpResponse:
    of = draft.meeting
    context = {
        "trust": of.body.trust,
        "body": of.body,
        "meeting": of,
        "day": told(day_of(of)),
        "heading": heading,
        "form": form,
        "versions": versions,
        "verdict": verdict,
    }
    return render(request, "meetings/agenda/publish.html", context)
