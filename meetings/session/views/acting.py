"""What somebody has to do, recorded at the desk while the item from which it follows is in hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.membership.queries import people_of
from meetings.actions.acts import add_action
from meetings.actions.forms import AddActionForm
from meetings.decisions.queries import told_shortly
from meetings.session.permissions import desk_of
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.requests import by_of, signed_in, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add_action_at(
    request: HttpRequest, slug: str, body: str, meeting: UUID, number: int, *, decision: UUID
) -> HttpResponse:
    """Add an action that follows from a decision of this sitting, and come back to the desk."""
    sitting = desk_of(user_of(request), slug, body, meeting, number)
    of = get_object_or_404(sitting.decisions.select_related("item"), pk=decision)
    of.sitting = sitting
    trust, desk = sitting.meeting.body.trust, reverse("desk", args=[slug, body, meeting, number])
    form = AddActionForm(
        request.POST or None, people=people_of(trust), agencies=trust.agencies.all(), is_from_decision=True
    )
    if form.is_to_be_done():
        with form.refusals():
            add_action(sitting.meeting.body, decision=of, **form.asked(), by=by_of(request, form))
            messages.success(request, "The action is recorded.")
            return redirect(desk)
    page = Asking(
        heading="Record an action",
        about=f"{sitting.meeting.body.name}, {trust.name}",
        back=desk,
        back_text="Desk",
        facts=(("Item", f"{of.item.position} {of.item.title}"), *told_shortly(of)),
    )
    return ask(request, form, page)
