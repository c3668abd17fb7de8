"""The officer's desk: one page for the whole meeting, and what its buttons ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from meetings.attendance import acts
from meetings.attendance.forms import moment_of
from meetings.schedule.models import Sitting
from meetings.session.forms import EntryForm, OpenForm, RulingForm, UndoForm
from meetings.session.permissions import desk_of
from meetings.session.queries import sitting_shown
from trustboard.accounts.models import User
from trustboard.accounts.requests import by_of, signed_in, user_of
from trustboard.acts.act import AnotherInput
from trustboard.acts.forms import ActForm

REFUSED = 422


@require_safe
@signed_in
def desk(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """The desk as it stands now."""
    return _page(request, desk_of(user_of(request), slug, body, meeting, number))


@require_POST
@signed_in
def open_sitting(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Open the sitting."""
    sitting = desk_of(user_of(request), slug, body, meeting, number)
    form = OpenForm(request.POST)

    def ask(now: Any) -> None:
        at = moment_of(sitting, form.cleaned_data["clock"], now)
        acts.open_sitting(sitting, at=at, by=by_of(request, form))

    return done_at_desk(request, sitting, form, ask)


@require_POST
@signed_in
def record_happening(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Record what one button says."""
    sitting = desk_of(user_of(request), slug, body, meeting, number)
    form = EntryForm(request.POST, sitting=sitting)

    def ask(now: Any) -> None:
        entry = form.cleaned_data["entry"]
        acts.record_happening(sitting, entry=entry, at=form.moment(now), by=by_of(request, form))

    return done_at_desk(request, sitting, form, ask)


@require_POST
@signed_in
def undo_happening(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Say of one entry that it was not so."""
    sitting = desk_of(user_of(request), slug, body, meeting, number)
    form = UndoForm(request.POST, sitting=sitting)

    def ask(now: Any) -> None:
        acts.undo_happening(form.cleaned_data["undo"], by=by_of(request, form))

    return done_at_desk(request, sitting, form, ask)


def done_at_desk(request: HttpRequest, sitting: Sitting, form: ActForm, ask: Callable[[Any], None]) -> HttpResponse:
    """Do what was asked and show the desk as it then stands: to script the region alone, to others the page."""
    is_script = request.headers.get("X-Desk") == "region"
    if form.is_valid():
        with form.refusals():
            try:
                ask(timezone.now())
            except AnotherInput:
                # Only a press sent again after a lost connection: the first one was kept.
                if not form.cleaned_data.get("ago"):
                    raise
    sitting = Sitting.objects.select_related("meeting__body__trust").get(pk=sitting.pk)
    if is_script:
        return _region(sitting, form, user_of(request))
    return _page(request, sitting, form) if form.errors else redirect(_address(sitting, form))


def _region(sitting: Sitting, form: ActForm, user: User) -> JsonResponse:
    shown = sitting_shown(sitting, timezone.now())
    html = render_to_string("meetings/session/desk_region.html", {"shown": shown, "sitting": sitting})
    refused = [str(error) for errors in form.errors.values() for error in errors]
    mine = shown.last_by(user) if sitting.opened_at and not isinstance(form, RulingForm) else None
    answer = {
        "version": shown.version,
        "html": html,
        "refused": refused,
        "mine": {"number": mine.number, "text": mine.text} if mine else None,
    }
    return JsonResponse(answer, status=REFUSED if refused else 200)


def _address(sitting: Sitting, form: ActForm) -> str:
    """The desk, with the time that was typed, so that the next entry has it too."""
    body = sitting.meeting.body
    address = reverse("desk", args=[body.trust.slug, body.key, sitting.meeting_id, sitting.number])
    clock = form.cleaned_data.get("clock") if form.is_valid() else None
    return f"{address}?clock={clock:%H:%M}" if clock and not isinstance(form, OpenForm) else address


def _page(request: HttpRequest, sitting: Sitting, form: ActForm | None = None) -> HttpResponse:
    now = timezone.now()
    shown = sitting_shown(sitting, now)
    refused = [str(error) for errors in form.errors.values() for error in errors] if form else []
    page = {
        "trust": sitting.meeting.body.trust,
        "body": sitting.meeting.body,
        "meeting": sitting.meeting,
        "sitting": sitting,
        "shown": shown,
        "version": shown.version,
        "now": now,
        "refused": refused,
        "open_form": None if sitting.opened_at else form if isinstance(form, OpenForm) else OpenForm(),
        "entry_id": form["request_id"].value() if isinstance(form, EntryForm) else uuid4(),
        "undo_id": uuid4(),
        "rule_id": uuid4(),
        "clock": request.POST.get("clock", request.GET.get("clock", "")),
        "is_later": timezone.localdate(now) > sitting.day or sitting.ended_at is not None,
    }
    return render(request, "meetings/session/desk.html", page, status=REFUSED if refused else 200)
