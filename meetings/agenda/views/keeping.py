"""The forms with which the officer keeps the items and papers of an agenda."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from governance.constitution.core.publicity import Readers
from meetings.agenda import acts
from meetings.agenda.forms import (
    AddItemForm,
    AddPaperForm,
    BeginForm,
    ChangeItemForm,
    DropItemForm,
    DropPaperForm,
    MoveForm,
)
from meetings.agenda.models import Audience, Paper, address_of_agenda
from meetings.agenda.permissions import item_developed_by, paper_developed_by
from meetings.agenda.queries import (
    day_of,
    ever_held,
    publications_of,
    rules_for,
    standing_items_on,
    stays_on_record,
    waiting_for,
)
from meetings.schedule.models import Meeting
from meetings.schedule.permissions import meeting_developed_by
from trustboard.accounts.asking import Asking, answer, ask, one_a_line
from trustboard.accounts.requests import signed_in, user_of
from trustboard.acts.days import told

asked = require_http_methods(["GET", "HEAD", "POST"])


@asked
@signed_in
def begin_agenda(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Begin the agenda with the standing items of the body."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    form = BeginForm(request.POST or None)
    laid = [item.title for item in standing_items_on(of.body)]
    waiting = [item.title for item in waiting_for(of.body)]
    facts = [("Standing items", one_a_line(laid) or "None")]
    facts += [("Comes by itself", one_a_line(waiting))] if waiting else []
    page = asking(of, "Begin the agenda", facts=facts)
    return answer(request, form, acts.begin_agenda, of, told="The agenda is begun.") or ask(request, form, page)


@asked
@signed_in
def add_item(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Put an item on the agenda."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    rules = rules_for(of)
    for_all = rules.publicity.agenda is not Readers.MEMBERS
    form = AddItemForm(
        request.POST or None,
        decisions=rules.lists.decisions,
        agencies=agencies_of(of),
        audience=Audience.PUBLIC if for_all else Audience.MEMBERS,
    )
    page = asking(of, "Add an item")
    return answer(request, form, acts.add_item, of, told="The item is added.") or ask(request, form, page)


@asked
@signed_in
def change_item(request: HttpRequest, slug: str, body: str, meeting: UUID, item: UUID) -> HttpResponse:
    """Change an item."""
    changed = item_developed_by(user_of(request), slug, body, meeting, item)
    of = changed.meeting
    form = ChangeItemForm(
        request.POST or None, row=changed, decisions=rules_for(of).lists.decisions, agencies=agencies_of(of)
    )
    page = asking(of, f"Change item {changed.position}")
    return answer(request, form, acts.change_item, changed, told="The item is changed.") or ask(request, form, page)


@asked
@signed_in
def move_item(request: HttpRequest, slug: str, body: str, meeting: UUID, item: UUID) -> HttpResponse:
    """Put an item at another place."""
    moved = item_developed_by(user_of(request), slug, body, meeting, item)
    last = moved.meeting.items.count()
    form = MoveForm(request.POST or None, place=moved.position, last=last)
    page = asking(moved.meeting, f"Move item {moved.position}", facts=(("Item", moved.title),))
    place = form.data.get("place", "")
    return answer(request, form, acts.move_item, moved, told=f"The item is now number {place}.") or ask(
        request, form, page
    )


@asked
@signed_in
def drop_item(request: HttpRequest, slug: str, body: str, meeting: UUID, item: UUID) -> HttpResponse:
    """Take an item off."""
    dropped = item_developed_by(user_of(request), slug, body, meeting, item)
    stays = stays_on_record(dropped)
    form = DropItemForm(request.POST or None, row=dropped, stays=stays)
    form.follows = (
        (
            "It keeps its number. Its papers can no longer be read.",
            "Where the agenda was published, it still names it until the next supplement says that it is withdrawn.",
        )
        if stays
        else ("It goes with its papers. Those after it move up.",)
    )
    deed = "Withdraw" if stays else "Drop"
    page = asking(dropped.meeting, f"{deed} item {dropped.position}", facts=(("Item", dropped.title),))
    return answer(request, form, acts.drop_item, dropped, told="The item is off the agenda.") or ask(
        request, form, page
    )


@asked
@signed_in
def add_paper(request: HttpRequest, slug: str, body: str, meeting: UUID, item: UUID) -> HttpResponse:
    """Add a paper to an item."""
    to = item_developed_by(user_of(request), slug, body, meeting, item)
    form = AddPaperForm(request.POST or None, request.FILES or None, item=to)
    page = asking(to.meeting, f"Add a paper to item {to.position}", facts=(("Item", to.title),))
    return answer(request, form, acts.add_paper, to, told="The paper is added.") or ask(request, form, page)


@asked
@signed_in
def drop_paper(request: HttpRequest, slug: str, body: str, meeting: UUID, paper: UUID) -> HttpResponse:
    """Take a paper away."""
    dropped = paper_developed_by(user_of(request), slug, body, meeting, paper)
    of = dropped.item.meeting
    was_published = was_ever_published(of, dropped)
    form = DropPaperForm(request.POST or None, row=dropped, was_published=was_published)
    form.follows = ("Nobody but you can read it from then on.",) if was_published else ("It is gone.",)
    deed = "Withdraw" if was_published else "Drop"
    page = asking(of, f"{deed} a paper", facts=(("Item", dropped.item.title), ("Paper", dropped.title)))
    return answer(request, form, acts.drop_paper, dropped, told="The paper is gone.") or ask(request, form, page)


def asking(of: Meeting, heading: str, *, facts: Sequence[tuple[str, object]] = (), words: str = "") -> Asking:
    """The page of an act on the agenda of that meeting."""
    about = f"{of.body.name}, {told(day_of(of))}"
    return Asking(
        heading=heading,
        about=about,
        back=address_of_agenda(of),
        back_text="Agenda",
        facts=tuple(facts),
        words=words,
        closed="The meeting is cancelled." if of.is_cancelled else "",
    )


def agencies_of(of: Meeting) -> list[tuple[str, str]]:
    """The agencies that may be named as bidders: keys and names."""
    return list(of.body.trust.agencies.values_list("key", "name"))


def was_ever_published(of: Meeting, row: Paper) -> bool:
    """Whether the paper was ever in a publication."""
    return str(row.pk) in ever_held(publications_of(of))
