"""The items that stand on every new agenda of a body."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.structure.models import Body
from governance.structure.permissions import body_developed_by
from meetings.agenda import acts
from meetings.agenda.forms import AddStandingItemForm, ChangeStandingItemForm, DropStandingItemForm, MoveForm
from meetings.agenda.models import Audience
from meetings.agenda.permissions import standing_item_developed_by
from meetings.agenda.queries import standing_items_on
from meetings.agenda.rules import staying_last
from meetings.agenda.views.keeping import asked
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import signed_in, user_of


@require_safe
@signed_in
def standing_items(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """What stands on every new agenda, in order."""
    of = body_developed_by(user_of(request), slug, body)
    items = standing_items_on(of)
    last = len(items)
    page = {
        "trust": of.trust,
        "body": of,
        "items": [(item, uuid4()) for item in items],
        "last": last,
        "last_places": range(last - staying_last([item.stays_last for item in items]) + 1, last + 1),
    }
    return render(request, "meetings/agenda/standing_items.html", page)


@asked
@signed_in
def add_standing_item(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """Let an item stand on every new agenda."""
    of = body_developed_by(user_of(request), slug, body)
    form = AddStandingItemForm(request.POST or None, initial={"audience": Audience.PUBLIC})
    return answer(request, form, acts.add_standing_item, of, told="The standing item is added.") or ask(
        request, form, _asking(of, "Add a standing item")
    )


@asked
@signed_in
def change_standing_item(request: HttpRequest, slug: str, body: str, item: UUID) -> HttpResponse:
    """Change a standing item."""
    changed = standing_item_developed_by(user_of(request), slug, body, item)
    form = ChangeStandingItemForm(request.POST or None, row=changed)
    page = _asking(changed.body, f"Change standing item {changed.position}")
    return answer(request, form, acts.change_standing_item, changed, told="The standing item is changed.") or ask(
        request, form, page
    )


@asked
@signed_in
def move_standing_item(request: HttpRequest, slug: str, body: str, item: UUID) -> HttpResponse:
    """Put a standing item at another place."""
    moved = standing_item_developed_by(user_of(request), slug, body, item)
    form = MoveForm(request.POST or None, place=moved.position, last=len(standing_items_on(moved.body)))
    page = _asking(moved.body, f"Move standing item {moved.position}", facts=(("Item", moved.title),))
    told = f"The standing item is now number {form.data.get('place', '')}."
    return answer(request, form, acts.move_standing_item, moved, told=told) or ask(request, form, page)


@asked
@signed_in
def drop_standing_item(request: HttpRequest, slug: str, body: str, item: UUID) -> HttpResponse:
    """Let an item no longer stand on new agendas."""
    dropped = standing_item_developed_by(user_of(request), slug, body, item)
    form = DropStandingItemForm(request.POST or None)
    page = _asking(dropped.body, f"Drop standing item {dropped.position}", facts=(("Item", dropped.title),))
    return answer(request, form, acts.drop_standing_item, dropped, told="The standing item is dropped.") or ask(
        request, form, page
    )


def _asking(of: Body, heading: str, *, facts: tuple[tuple[str, object], ...] = ()) -> Asking:
    return Asking(
        heading=heading,
        about=of.name,
        back=reverse("standing_items", args=[of.trust.slug, of.key]),
        back_text="Standing items",
        facts=facts,
        words="Agendas that were begun already stay as they are.",
    )
