"""What was agreed to be done: the actions of a trust, one with its history, adding one, telling what became of it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from governance.membership.queries import people_of
from governance.structure.permissions import body_developed_by
from meetings.actions import acts
from meetings.actions.forms import ActionsForm, AddActionForm, UpdateActionForm, columns_of_state
from meetings.actions.models import State
from meetings.actions.permissions import action_read_by, action_told_by, actions_seen
from meetings.actions.queries import action_rows, actions_of, updates_of
from meetings.decisions.permissions import decision_developed_by
from meetings.decisions.queries import in_question, told_shortly
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import signed_in, today, user_of
from trustboard.acts.days import told

ON_A_PAGE = 50

asked = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def actions(request: HttpRequest, slug: str) -> HttpResponse:
    """The actions of the trust that the reader may read: what is due first, the open ones unless asked otherwise."""
    trust, reader = actions_seen(request.user, slug, today())
    readable = action_rows().filter(reader.readable, body__trust=trust)
    found = actions_of(readable, **columns_of_state(request.GET.get("state", ""), today()))
    form = ActionsForm(request.GET, actions=found)
    page = {
        "trust": trust,
        "form": form,
        "page": Paginator(form.among(found), ON_A_PAGE).get_page(request.GET.get("page")),
        "address": form.address,
        "today": today(),
        "bodies": list(trust.bodies.order_by("name")) if reader.reading.is_officer else [],
    }
    return _kept_back(request, render(request, "meetings/actions/actions.html", page))


@require_safe
def action(request: HttpRequest, slug: str, action: UUID) -> HttpResponse:
    """One action, with what became of it."""
    shown, reader = action_read_by(request.user, slug, action, today=today())
    page = {
        "trust": shown.body.trust,
        "body": shown.body,
        "action": shown,
        "updates": updates_of(shown),
        "is_inside": reader.reading.is_inside or reader.owns(shown),
        "may_tell": shown.state == State.OPEN and (reader.reading.is_officer or reader.owns(shown)),
        "reads_decision": shown.decision and reader.reading.reads(shown.audience, shown.body_id),
        "is_in_question": shown.decision
        and reader.reading.audience(shown.body_id).reads(shown.audience)
        and bool(in_question(pk=shown.decision_id)),
        "today": today(),
    }
    return _kept_back(request, render(request, "meetings/actions/action.html", page))


@asked
@signed_in
def update_action(request: HttpRequest, slug: str, action: UUID) -> HttpResponse:
    """Tell what became of an action."""
    told_of, reader = action_told_by(user_of(request), slug, action, today=today())
    form = UpdateActionForm(request.POST or None, row=told_of, is_officer=reader.reading.is_officer)
    page = Asking(
        heading="What became of it",
        about=f"{told_of.body.name}, action {told_of.number}",
        back=told_of.get_absolute_url(),
        back_text="The action",
        facts=(("Action", told_of.text), ("Owner", told_of.owner), ("Until", told(told_of.until))),
    )
    return answer(request, form, acts.update_action, told_of, told="It is recorded.") or ask(request, form, page)


@asked
@signed_in
def add_action(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """Add an action that was agreed before Trustboard kept the record."""
    of = body_developed_by(user_of(request), slug, body)
    form = AddActionForm(
        request.POST or None,
        people=people_of(of.trust),
        agencies=of.trust.agencies.all(),
        is_from_decision=False,
    )
    page = Asking(
        heading="Add an action from earlier minutes",
        about=of.name,
        back=reverse("actions", args=[of.trust.slug]),
        back_text="Actions",
    )
    return answer(request, form, acts.add_action, of, decision=None, told="The action is added.") or ask(
        request, form, page
    )


@asked
@signed_in
def add_action_from(request: HttpRequest, slug: str, decision: UUID) -> HttpResponse:
    """Add an action that follows from a decision."""
    of = decision_developed_by(user_of(request), slug, decision)
    body = of.sitting.meeting.body
    form = AddActionForm(
        request.POST or None,
        people=people_of(body.trust),
        agencies=body.trust.agencies.all(),
        is_from_decision=True,
    )
    page = Asking(
        heading="Add an action",
        about=body.name,
        back=of.get_absolute_url(),
        back_text="The decision",
        facts=told_shortly(of),
    )
    return answer(request, form, acts.add_action, body, decision=of, told="The action is added.") or ask(
        request, form, page
    )


def _kept_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What was shown to somebody signed in is kept by no proxy."""
    if request.user.is_authenticated:
        response["Cache-Control"] = "no-store, private"
    return response
