"""What chair and members say of minutes, and what the officer makes of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meetings.agenda.audience import Audience
from meetings.agenda.queries import day_of
from meetings.minutes import acts
from meetings.minutes.forms import AnswerRemarkForm, RemarkForm, item_asked
from meetings.minutes.models import address_of_minutes
from meetings.minutes.permissions import reader_at, remark_developed_by, sits_there
from meetings.minutes.views.stages import asked
from meetings.schedule.models import Meeting
from meetings.schedule.permissions import meeting_seen
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import by_of, signed_in, today, user_of
from trustboard.acts.days import told


@asked
@signed_in
def remark(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """The chair comments on the draft; a member proposes a correction."""
    of = meeting_seen(slug, body, meeting)
    reader = reader_at(user_of(request), of, today())
    if not reader.is_inside:
        raise Http404
    if reader.keeps or not (reader.is_chair or sits_there(user_of(request), of, today())):
        raise PermissionDenied
    form = RemarkForm(request.POST or None, items=places_for(of, reader.audience), is_chair=reader.is_chair)
    if form.is_to_be_done():
        with form.refusals():
            item = item_asked(form.cleaned_data["item"], list(of.items.all()))
            done = acts.remark(of, item=item, text=form.cleaned_data["text"], by=by_of(request, form))
            messages.success(request, "The officer sees it now.")
            return redirect(done.address)
    page = Asking(
        heading="Say what should be different",
        about=f"{of.body.name}, {told(day_of(of))}",
        back=address_of_minutes(of),
        back_text="Minutes",
    )
    return ask(request, form, page)


@asked
@signed_in
def answer_remark(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """The officer has dealt with a comment or a correction."""
    said = remark_developed_by(user_of(request), slug, body, meeting, number)
    of = said.minutes.meeting
    form = AnswerRemarkForm(request.POST or None)
    where = f"Item {said.item.position}: {said.item.title}" if said.item else "No item in particular"
    page = Asking(
        heading="A comment by the chair" if said.from_chair else "A proposed correction",
        about=f"{of.body.name}, {told(day_of(of))}",
        back=address_of_minutes(of),
        back_text="Minutes",
        facts=(("By", said.by.name if said.by else "the operator"), ("Where", where), ("What it says", said.text)),
    )
    return answer(request, form, acts.answer_remark, said, told="Noted.") or ask(request, form, page)


def places_for(of: Meeting, audience: Audience) -> list[tuple[str, str]]:
    """The items that this audience may read, to choose from; one query."""
    theirs = [item for item in of.items.all() if audience.reads(item.audience) and not item.withdrawn]
    return [(str(item.pk), f"Item {item.position}: {item.title}") for item in theirs]
