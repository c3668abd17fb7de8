"""The days on which a trust is closed, for everyone to read and for its officer to keep."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from governance.constitution import acts
from governance.constitution.editor.changing_forms import CloseDayForm, OpenDayForm
from governance.constitution.rulebook import closed_in
from governance.structure.models import Trust
from governance.structure.permissions import trust_developed_by, trust_seen
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.queries import held_roles
from trustboard.accounts.requests import by_of, signed_in, today, user_of
from trustboard.acts.days import told

asked = require_http_methods(["GET", "HEAD", "POST"])

COUNTED = "Clear working days are counted without it at once, for meetings that are called from now on."


@require_safe
def closed_days(request: HttpRequest, slug: str) -> HttpResponse:
    """The trust's own closed days, and the bank holidays of this year and the next beside them."""
    trust, now = trust_seen(slug), timezone.localdate()
    own = dict(trust.closed_days.values_list("day", "reason"))
    reasons = closed_in(trust, now, date(now.year + 1, 12, 31)).reasons
    holidays = sorted((day, reason) for day, reason in reasons.items() if day not in own and day >= now)
    coming = [(day, reason) for day, reason in own.items() if day >= now]
    return render(
        request,
        "governance/constitution/closed_days.html",
        {
            "trust": trust,
            "coming": coming,
            "past": [(day, reason) for day, reason in reversed(own.items()) if day < now],
            "holidays": holidays,
            "roles": held_roles(request.user, trust),
        },
    )


@asked
@signed_in
def close_day(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the trust is closed on a day."""
    trust = trust_developed_by(user_of(request), slug)
    form = CloseDayForm(request.POST or None, initial={"closed": today()})
    form.follows = (COUNTED, "Everyone can see it among the closed days.", "What was called before stays as it was.")
    if form.is_to_be_done():
        with form.refusals():
            acts.close_day(trust, **form.asked(), by=by_of(request, form))
            messages.success(request, f"The trust is closed on {told(form.cleaned_data['closed'])}.")
            return redirect(_address(trust))
    return ask(request, form, _asking("Add a closed day", trust))


@asked
@signed_in
def open_day(request: HttpRequest, slug: str, day: date) -> HttpResponse:
    """Say that the trust is not closed on a day after all."""
    trust = trust_developed_by(user_of(request), slug)
    closed = trust.closed_days.select_related("trust").filter(day=day).first()
    if closed is None:
        # Whoever sends the form twice is led where the first time led.
        if request.method == "POST":
            return redirect(_address(trust))
        raise Http404
    form = OpenDayForm(request.POST or None)
    form.follows = ("It is counted as a working day at once.", "What was called before stays as it was.")
    if form.is_to_be_done():
        with form.refusals():
            acts.open_day(closed, by=by_of(request, form))
            messages.success(request, f"{told(day)} is a closed day no more.")
            return redirect(_address(trust))
    facts = (("Day", told(day)), ("Reason", closed.reason))
    return ask(request, form, _asking("Take out a closed day", trust, facts=facts))


def _asking(heading: str, trust: Trust, *, facts: tuple[tuple[str, str], ...] = ()) -> Asking:
    return Asking(heading=heading, about=trust.name, back=_address(trust), back_text="Closed days", facts=facts)


def _address(trust: Trust) -> str:
    return reverse("closed_days", args=[trust.slug])
