"""Rulings of whoever presides: on an interest, and on procedure; told by themself or by the officer for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from governance.membership.models import Person
from governance.structure.permissions import OFFICER
from meetings.attendance.forms import moment_of
from meetings.attendance.permissions import person_of
from meetings.attendance.queries import record_of
from meetings.declarations import acts
from meetings.schedule.models import Sitting
from meetings.session.forms import ProcedureForm, RulingForm
from meetings.session.permissions import chair_of
from meetings.session.views.chair import chair_page
from meetings.session.views.desk import done_at_desk
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.permissions import may_use
from trustboard.accounts.requests import by_of, signed_in, user_of
from trustboard.acts.verdict import RuleBroken, refused


@require_POST
@signed_in
def rule_on(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Rule on an interest that was declared."""
    sitting = chair_of(user_of(request), slug, body, meeting, number)
    form = RulingForm(request.POST, sitting=sitting)

    def rule(now: Any) -> None:
        said = form.cleaned_data["rule"]
        at = form.moment(now)
        acts.rule_on(
            said.declaration,
            sitting=sitting,
            ruled=said.ruled,
            ruler=_ruler(request, sitting, str(said.declaration.item_id or ""), at),
            at=at,
            by=by_of(request, form),
        )

    if _is_officer(request, sitting) and request.POST.get("page") == "desk":
        return done_at_desk(request, sitting, form, rule)
    if form.is_valid():
        with form.refusals():
            rule(timezone.now())
            return redirect(_address("chair", sitting))
    return chair_page(request, sitting, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rule_on_procedure(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Keep a ruling on procedure."""
    sitting = chair_of(user_of(request), slug, body, meeting, number)
    back, back_text = ("desk", "Desk") if _is_officer(request, sitting) else ("chair", "Chair")
    form = ProcedureForm(request.POST or None)
    if form.is_to_be_done():
        with form.refusals():
            at = moment_of(sitting, form.cleaned_data["clock"], timezone.now())
            ruler = _ruler(request, sitting, record_of(sitting).roll(at).item if sitting.opened_at else "", at)
            acts.rule_on_procedure(sitting, text=form.cleaned_data["text"], ruler=ruler, at=at, by=by_of(request, form))
            messages.success(request, "The ruling is kept.")
            return redirect(_address(back, sitting))
    of = sitting.meeting.body
    page = Asking(
        heading="Rule on procedure",
        about=f"{of.name}, {of.trust.name}",
        back=_address(back, sitting),
        back_text=back_text,
    )
    return ask(request, form, page)


def _ruler(request: HttpRequest, sitting: Sitting, item: str, at: datetime | None) -> Person:
    """Whose ruling it is: the user's own; or, told by the officer, that of whoever presided over the item then.

    Raises RuleBroken where the officer tells it and nobody presides.
    """
    trust = sitting.meeting.body.trust
    me = person_of(user_of(request), trust)
    if _is_officer(request, sitting):
        presiding = record_of(sitting).roll(at).presiding.over(item) if sitting.opened_at else ""
        me = trust.people.filter(key=presiding).first()
    if me is None:
        raise RuleBroken(refused("Nobody presides. Say first who does."))
    return me


def _is_officer(request: HttpRequest, sitting: Sitting) -> bool:
    return may_use(user_of(request), sitting.meeting.body.trust, OFFICER)


def _address(name: str, sitting: Sitting) -> str:
    body = sitting.meeting.body
    return reverse(name, args=[body.trust.slug, body.key, sitting.meeting_id, sitting.number])
