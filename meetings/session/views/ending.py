"""How a sitting ends: closed, or adjourned to another time."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.attendance import acts
from meetings.attendance.forms import moment_of
from meetings.attendance.queries import record_of
from meetings.schedule.models import Sitting
from meetings.session.forms import AdjournForm, CloseForm
from meetings.session.permissions import desk_of
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.requests import by_of, signed_in, user_of
from trustboard.acts.days import told

WEEK = 7
CLOSED = ("Nobody is here any more from then on.", "What was forgotten can still be recorded, as entered later.")
ADJOURNED = ("This sitting ends.", "The meeting goes on in a further sitting, with a roll and a quorum of its own.")
TOLD = "Whoever had notice is told at once, with an entry for the calendar."


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close_sitting(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Close the sitting."""
    sitting = desk_of(user_of(request), slug, body, meeting, number)
    form = CloseForm(request.POST or None)
    form.follows = CLOSED
    if form.is_to_be_done():
        with form.refusals():
            at = moment_of(sitting, form.cleaned_data["clock"], timezone.now())
            acts.close_sitting(sitting, at=at, by=by_of(request, form))
            messages.success(request, "The sitting is closed.")
            return redirect(_desk(sitting))
    return ask(request, form, _page(sitting, "Close the sitting"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def adjourn_sitting(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Adjourn the sitting to another time."""
    sitting = desk_of(user_of(request), slug, body, meeting, number)
    form = AdjournForm(request.POST or None, initial=_usual(sitting))
    form.follows = ADJOURNED if sitting.meeting.told is None else (*ADJOURNED, TOLD)
    if form.is_to_be_done():
        said = form.cleaned_data
        starts_at = timezone.make_aware(datetime.combine(said["on"], said["starts"]))
        with form.refusals():
            at = moment_of(sitting, said["clock"], timezone.now())
            acts.adjourn_sitting(
                sitting, starts_at=starts_at, place=said["place"], link=said["link"], at=at, by=by_of(request, form)
            )
            messages.success(request, f"The sitting is adjourned to {told(said['on'])}.")
            return redirect(_desk(sitting))
    return ask(request, form, _page(sitting, "Adjourn the sitting"))


def _usual(sitting: Sitting) -> dict[str, object]:
    """The day to which the constitution adjourns a sitting without quorum, where it says so; else the next week's."""
    starts = timezone.localtime(sitting.starts_at)
    lapse = record_of(sitting).frozen.rules.quorum.lapse_of(sitting.kind) if sitting.opened_at else None
    return {
        "on": starts.date() + timedelta(days=(lapse.days if lapse else None) or WEEK),
        "starts": f"{starts:%H:%M}",
        "place": sitting.place,
        "link": sitting.link,
    }


def _desk(sitting: Sitting) -> str:
    body = sitting.meeting.body
    return reverse("desk", args=[body.trust.slug, body.key, sitting.meeting_id, sitting.number])


def _page(sitting: Sitting, heading: str) -> Asking:
    body = sitting.meeting.body
    return Asking(heading=heading, about=f"{body.name}, {body.trust.name}", back=_desk(sitting), back_text="Desk")
