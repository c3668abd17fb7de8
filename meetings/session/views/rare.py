"""What is rare at the desk, each on a page of its own: a guest, another deputy, a replacement, an election."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from governance.constitution.core.language import How
from governance.constitution.core.meeting import Guest
from meetings.attendance import acts
from meetings.attendance.acts import Entry
from meetings.attendance.forms import moment_of
from meetings.attendance.roll import Kind
from meetings.schedule.models import Sitting
from meetings.session.forms import GuestForm, OtherForm
from meetings.session.permissions import desk_of
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.requests import by_of, signed_in, user_of
from trustboard.acts.forms import ActForm

SHOWN = ["GET", "HEAD", "POST"]


@require_http_methods(SHOWN)
@signed_in
def record_guest(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Record that somebody without a seat arrived."""
    sitting = desk_of(user_of(request), slug, body, meeting, number)
    form = GuestForm(request.POST or None, initial=_typed(request))
    if form.is_to_be_done():
        said = form.cleaned_data
        entry = Entry(kind=Kind.ARRIVED, name=said["name"], guest=Guest(said["guest"]), how=How(said["how"]))
        with form.refusals():
            return _recorded(request, sitting, form, entry)
    return ask(request, form, _page(sitting, "A guest arrives"))


@require_http_methods(SHOWN)
@signed_in
def record_other(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Record another deputy, a replacement or an election in the room."""
    sitting = desk_of(user_of(request), slug, body, meeting, number)
    form = OtherForm(request.POST or None, sitting=sitting, initial=_typed(request))
    if form.is_to_be_done():
        with form.refusals():
            return _recorded(request, sitting, form, form.entry())
    return ask(request, form, _page(sitting, "Another deputy, a replacement or an election"))


def _recorded(request: HttpRequest, sitting: Sitting, form: ActForm, entry: Entry) -> HttpResponse:
    at = moment_of(sitting, form.cleaned_data["clock"], timezone.now())
    acts.record_happening(sitting, entry=entry, at=at, by=by_of(request, form))
    return redirect(_desk(sitting))


def _typed(request: HttpRequest) -> dict[str, str]:
    """The time that stood at the desk."""
    return {"clock": request.GET.get("clock", "")}


def _desk(sitting: Sitting) -> str:
    body = sitting.meeting.body
    return reverse("desk", args=[body.trust.slug, body.key, sitting.meeting_id, sitting.number])


def _page(sitting: Sitting, heading: str) -> Asking:
    body = sitting.meeting.body
    return Asking(heading=heading, about=f"{body.name}, {body.trust.name}", back=_desk(sitting), back_text="Desk")
