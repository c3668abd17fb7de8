"""From the draft to the chair, to the members and to the approval; publishing, withdrawing, amending."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.agenda.audience import Audience
from meetings.agenda.lines import Printed
from meetings.agenda.queries import day_of
from meetings.minutes import acts
from meetings.minutes.documents import Version, approved_versions, circulated_versions, copies_of, draft_versions
from meetings.minutes.forms import (
    AmendForm,
    ApproveForm,
    CheckForm,
    CirculateForm,
    PublishMinutesForm,
    PutForm,
    ReadForm,
    TakeBackForm,
    WithdrawMinutesForm,
    item_asked,
)
from meetings.minutes.letters import letters_to_chair
from meetings.minutes.models import address_of_minutes
from meetings.minutes.permissions import minutes_checked_by, publication_developed_by, reader_at
from meetings.minutes.queries import (
    Draft,
    copy_for,
    draft_of,
    editions_of,
    in_question_at,
    is_for_members,
    later_sittings,
    minutes_of,
    publication_standing,
    to_be_approved,
)
from meetings.minutes.rules import (
    Stage,
    may_check,
    may_circulate,
    may_publish,
    may_put_to_chair,
    may_take_back,
)
from meetings.schedule.models import Meeting
from meetings.schedule.permissions import meeting_developed_by
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import by_of, signed_in, today, user_of
from trustboard.acts.act import Done
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.days import told
from trustboard.acts.verdict import ALLOWED, Verdict, refused
from trustboard.documents.printing import CannotPrint

asked = require_http_methods(["GET", "HEAD", "POST"])

NO_LATER = "No later meeting of this body was opened yet."


@asked
@signed_in
def put_to_chair(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Put the draft to the chair."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    draft = draft_of(of)
    form = PutForm(request.POST or None)
    reached = len(letters_to_chair(of, today()))
    form.follows = (
        "The chair reads the draft as it stands, comments to you, and says when it is right.",
        "The chair gets a letter that leads to the draft; the letter says nothing of the text."
        if reached
        else "No letter reaches the chair, who cannot sign in. Read the draft with them, and say that they checked it.",
    )
    page = _asking(of, "Put the draft to the chair", may_put_to_chair(draft.stage, is_over=draft.is_over))
    return answer(request, form, acts.put_to_chair, of, told="The chair can read it now.") or ask(request, form, page)


@asked
@signed_in
def take_back(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Take the minutes back to change them."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    minutes = minutes_of(of)
    form = TakeBackForm(request.POST or None)
    form.follows = ("It is a draft again, and goes to the chair anew.",)
    verdict = may_take_back(Stage(minutes.stage) if minutes else Stage.DRAFT)
    page = _asking(of, "Take the minutes back", verdict)
    return answer(request, form, acts.take_back, of, told="It is a draft again.") or ask(request, form, page)


@asked
@signed_in
def check_minutes(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """The chair has read the minutes as they stand here."""
    of = minutes_checked_by(user_of(request), slug, body, meeting, today())
    draft = draft_of(of)
    form = CheckForm(request.POST or None, state=_state(draft))
    form.follows = ("They are circulated as they stand here. To change them, they are taken back first.",)
    verdict = may_check(draft.stage, open_remarks=len(draft.unanswered))
    versions = draft_versions(draft, [reader_at(request.user, of, today()).audience]) if draft.is_opened else []
    done = _done(request, form, draft, acts.check_minutes, told="They can be circulated now.")
    return done or _page(request, of, form, "Checked by the chair", shown=versions, verdict=verdict)


@asked
@signed_in
def circulate_minutes(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Circulate the minutes."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    draft = draft_of(of)
    form = CirculateForm(request.POST or None, state=_state(draft))
    form.follows = (
        "Everybody who sat at the meeting gets a letter that leads to their copy; the letter says nothing of the text.",
        "Members can propose corrections. The approval comes to the next agenda by itself.",
    )
    checked = draft.minutes.checked if draft.minutes else ""
    verdict = may_circulate(draft.stage, is_as_checked=form["read"].initial == checked)
    versions = circulated_versions(draft) if draft.is_opened else []
    done = _printed(request, form, draft, versions, acts.circulate_minutes, told="They are circulated.")
    return done or _page(request, of, form, "Circulate the minutes", shown=versions, verdict=verdict)


@asked
@signed_in
def approve_minutes(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Record that a later meeting has approved the minutes."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    draft, sittings = draft_of(of), later_sittings(of)
    form = ApproveForm(request.POST or None, state=_state(draft), sittings=sittings)
    form.follows = ("From now on the text never changes. What is found wrong later is recorded beside it.",)
    verdict = ALLOWED if sittings else refused(NO_LATER)
    chosen = form.cleaned_data.get("sitting") if form.is_bound and form.is_valid() else next(iter(sittings), None)
    versions = approved_versions(draft, chosen) if draft.is_opened and chosen else []
    done = _printed(request, form, draft, versions, acts.approve_minutes, told="They are approved.", sitting=chosen)
    also = {"to_approve": versions[-1] if versions else None, "others": to_be_approved(of.body, besides=of)}
    return done or _page(request, of, form, "Approve the minutes", shown=versions[-1:], verdict=verdict, also=also)


@asked
@signed_in
def publish_minutes(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Publish the minutes as they were approved."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    minutes = minutes_of(of)
    approved = editions_of(minutes).get(True) if minutes else None
    form = PublishMinutesForm(request.POST or None, state=approved.state if approved else "")
    form.follows = ("Everyone reads them at once, on the page and as PDF.",)
    verdict = may_publish(
        Stage(minutes.stage) if minutes else Stage.DRAFT,
        is_for_members=is_for_members(of),
        stands=approved is not None and publication_standing(approved) is not None,
        is_as_approved=True,
    )
    if done := answer(request, form, acts.publish_minutes, of, told="They are published."):
        return done
    copy = copy_for(approved, Audience.PUBLIC) if approved else None
    return _page(request, of, form, "Publish the minutes", shown=[copy] if copy else [], verdict=verdict)


@asked
@signed_in
def withdraw_minutes(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Withdraw the published minutes."""
    withdrawn = publication_developed_by(user_of(request), slug, body, meeting, number)
    of = withdrawn.edition.minutes.meeting
    form = WithdrawMinutesForm(request.POST or None)
    form.follows = (
        "The public no longer reads them, at once. Members still do.",
        "Whoever has saved them, still has them.",
    )
    page = _asking(of, "Withdraw the published minutes", ALLOWED)
    return answer(request, form, acts.withdraw_minutes, withdrawn, told="They are withdrawn.") or ask(
        request, form, page
    )


@asked
@signed_in
def amend_minutes(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Record that a later meeting has put approved minutes right."""
    of = meeting_developed_by(user_of(request), slug, body, meeting)
    items, sittings, minutes = list(of.items.all()), later_sittings(of), minutes_of(of)
    form = AmendForm(
        request.POST or None,
        items=[(str(one.pk), f"Item {one.position}: {one.title}") for one in items],
        sittings=sittings,
    )
    form.follows = ("The approved text stays as it is. The amendment stands beside it for ever.",)
    is_approved = minutes is not None and minutes.stage == Stage.APPROVED
    verdict = ALLOWED if sittings else refused(NO_LATER)
    verdict = verdict if is_approved else refused("Until the minutes are approved, the text itself is corrected.")
    if form.is_to_be_done():
        with form.refusals():
            said = form.asked()
            item = item_asked(said.pop("item"), items)
            done = acts.amend_minutes(of, item=item, **said, by=by_of(request, form))
            messages.success(request, "The amendment is recorded.")
            return redirect(done.address)
    return ask(request, form, _asking(of, "Amend approved minutes", verdict))


def _state(draft: Draft) -> str:
    return draft.state if draft.is_opened else ""


def _asking(of: Meeting, heading: str, verdict: Verdict) -> Asking:
    return Asking(
        heading=heading,
        about=f"{of.body.name}, {told(day_of(of))}",
        back=address_of_minutes(of),
        back_text="Minutes",
        closed=verdict.sentence,
    )


def _done(
    request: HttpRequest, form: ReadForm, draft: Draft, act: Callable[..., Done[Any]], *, told: str, **also: Any
) -> HttpResponse | None:
    """Do it on what the page showed; nothing where the form was not sent, or was refused."""
    if not form.is_to_be_done():
        return None
    done = None
    with form.refusals():
        try:
            done = act(draft.meeting, **form.asked(), **also, by=by_of(request, form))
        except ChangedMeanwhile:
            form.read_again(_state(draft))
            raise
    return _led(request, done, told)


def _printed(
    request: HttpRequest,
    form: ReadForm,
    draft: Draft,
    versions: Sequence[Version],
    act: Callable[..., Done[Any]],
    *,
    told: str,
    **also: Any,
) -> HttpResponse | None:
    """Print what the page showed, and do it with that; nothing where the form was not sent, or was refused."""
    if not form.is_to_be_done():
        return None
    read, done = form.cleaned_data["read"], None
    with form.refusals():
        try:
            # Where it is no longer what the page showed, the act says so; there is nothing to be printed.
            printed = Printed(read, copies_of(versions) if read == _state(draft) else ())
            done = act(draft.meeting, printed=printed, **also, by=by_of(request, form))
        except CannotPrint as fault:
            form.add_error(None, str(fault))
        except ChangedMeanwhile:
            form.read_again(_state(draft))
            raise
    return _led(request, done, told)


def _led(request: HttpRequest, done: Done[Any] | None, told: str) -> HttpResponse | None:
    """To the result, with a word about it; nothing where it was refused."""
    if done is None:
        return None
    messages.success(request, told)
    return redirect(done.address)


def _page(
    request: HttpRequest,
    of: Meeting,
    form: ReadForm,
    heading: str,
    *,
    shown: Sequence[Any],
    verdict: Verdict,
    also: Mapping[str, Any] | None = None,
) -> HttpResponse:
    audience = reader_at(request.user, of, today()).audience
    context = {
        "trust": of.body.trust,
        "body": of.body,
        "meeting": of,
        "day": told(day_of(of)),
        "heading": heading,
        "form": form,
        "shown": shown,
        "verdict": verdict,
        "doubts": in_question_at(of, audience),
        **(also or {}),
    }
    return render(request, "meetings/minutes/settle.html", context)
