"""Writing at one item: saved while one types where there is script, by a plain form where there is none."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings.agenda.models import Item
from meetings.agenda.queries import day_of
from meetings.minutes import acts
from meetings.minutes.forms import PassageForm
from meetings.minutes.models import Passage, address_of_minutes, address_of_passage
from meetings.minutes.permissions import item_of_passage
from meetings.minutes.queries import OPENING_TITLE
from meetings.minutes.views.stages import asked
from meetings.schedule.models import Meeting
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.requests import by_of, signed_in, user_of
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.days import told

BY_SCRIPT = "X-Minute"
DESK = re.compile(r"desk-([1-9]\d{0,3})")


@asked
@signed_in
def write_passage(request: HttpRequest, slug: str, body: str, meeting: UUID, place: str) -> HttpResponse:
    """What is written at the item: its form; to script, by the header X-Minute, the form alone or what stands there."""
    of, item = item_of_passage(user_of(request), slug, body, meeting, place)
    wanted = request.headers.get(BY_SCRIPT, "")
    passage = _passage(of, item)
    form = PassageForm(request.POST or None, passage=passage)
    if wanted == "form":
        return render(request, "meetings/minutes/passage_form.html", _fragment(of, item, place, form, passage))
    if request.method != "POST":
        return JsonResponse(_told(passage)) if wanted else _page(request, of, item, form)
    return _saved_by_script(request, of, item, form) if wanted else _saved(request, of, item, form)


def _saved_by_script(request: HttpRequest, of: Meeting, item: Item | None, form: PassageForm) -> HttpResponse:
    """What stands there now: 200 where it was saved, 409 where somebody else was quicker, 422 where it is refused."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        with form.refusals():
            try:
                acts.write_passage(of, item, **form.asked(), by=by_of(request, form))
                return JsonResponse(_told(_passage(of, item)))
            except ChangedMeanwhile:
                status = HTTPStatus.CONFLICT
                raise
    refused = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse(_told(_passage(of, item)) | {"refused": refused}, status=status)


def _saved(request: HttpRequest, of: Meeting, item: Item | None, form: PassageForm) -> HttpResponse:
    if form.is_valid():
        with form.refusals():
            try:
                acts.write_passage(of, item, **form.asked(), by=by_of(request, form))
                return redirect(_next(request, of, item))
            except ChangedMeanwhile:
                if theirs := _passage(of, item):
                    form.show_both(theirs)
                raise
    return _page(request, of, item, form)


def _next(request: HttpRequest, of: Meeting, item: Item | None) -> str:
    """Back to the desk, where it was written there; else to the minutes."""
    desk = DESK.fullmatch(request.POST.get("next", ""))
    if desk and of.sittings.filter(number=int(desk[1])).exists():
        return reverse("desk", args=[of.body.trust.slug, of.body.key, of.pk, int(desk[1])])
    return f"{address_of_minutes(of)}#minute-{item.position if item else 0}"


def _page(request: HttpRequest, of: Meeting, item: Item | None, form: PassageForm) -> HttpResponse:
    heading = f"Minute of item {item.position}" if item else OPENING_TITLE
    page = Asking(
        heading=heading,
        about=f"{of.body.name}, {told(day_of(of))}",
        back=address_of_minutes(of),
        back_text="Minutes",
        facts=((f"Item {item.position}", item.title),) if item else (),
    )
    return ask(request, form, page)


def _fragment(of: Meeting, item: Item | None, place: str, form: PassageForm, passage: Passage | None) -> dict[str, Any]:
    return {
        "item": item,
        "place": place,
        "address": address_of_passage(of, place),
        "form": form,
        "passage": passage,
        "with_heading": True,
    }


def _passage(of: Meeting, item: Item | None) -> Passage | None:
    return Passage.objects.filter(minutes__meeting=of, item=item).select_related("by").first()


def _told(passage: Passage | None) -> dict[str, Any]:
    """What stands there, for script."""
    if passage is None:
        return {"version": 0, "text": "", "by": "", "at": ""}
    return {
        "version": passage.version,
        "text": passage.text,
        "by": passage.by.name if passage.by else "the operator",
        "at": passage.at.isoformat(),
    }
