"""The interests of a meeting: what was declared and what the register proposes, and the papers that a bar closes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.interests.models import StandingInterest
from meetings.agenda.permissions import audience_of
from meetings.agenda.queries import day_of
from meetings.declarations import acts
from meetings.declarations.forms import (
    DeclareInterestAtForm,
    DismissInterestForm,
    Offered,
    WithdrawDeclarationForm,
    corrected,
    taken_over,
)
from meetings.declarations.interests_shown import InterestsShown, interests_shown
from meetings.declarations.models import Declaration
from meetings.declarations.permissions import BarredFromPaper, Declarer, declarer_of, paper_opened_by
from meetings.declarations.queries import rules_at
from meetings.schedule.letters import named
from meetings.schedule.models import Meeting, Sitting
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.requests import by_of, signed_in, today, user_of
from trustboard.documents.serving import kept_as_download

GOES = "Nobody needs to rule on whoever leaves by their own choice."
SEEN = "The officer reads it, and whoever presides; other members do not."
KEPT = "It stays on record. What is wrong in it can be corrected or withdrawn: then both stay on record."
FOR_THEM = "The record says that you told it for them."
BOTH_STAY = "Both stay on record. From then on neither it nor what was ruled on it keeps anybody from an item."
IN_ITS_PLACE = "It stands in the place of the earlier one, which stays on record."


@require_safe
@signed_in
def interests_at(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """What was declared for the meeting and what the register proposes: one's own, or for the officer everybody's."""
    declarer = declarer_of(user_of(request), slug, body, meeting)
    return _page(request, _shown(request, declarer))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declare_interest_at(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Declare an interest in an item or in all, or correct one that was declared."""
    declarer = declarer_of(user_of(request), slug, body, meeting)
    shown, now = _shown(request, declarer), timezone.now()
    row, registered = _corrected(request, shown), _registered(request, declarer)
    form = _form(request, shown, row, registered, now)
    if not shown.closed and form.is_to_be_done():
        with form.refusals():
            acts.declare_interest_at(
                declarer.meeting,
                **form.told(),
                registered=registered if registered and registered.person == form.capacity.person else None,
                corrects=row.number if row else None,
                at=form.moment,
                by=by_of(request, form),
            )
            messages.success(request, "The correction is recorded." if row else "The interest is declared.")
            return redirect(_back(request, declarer)[0])
    return ask(request, form, _asking(request, shown, row))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw_declaration(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Withdraw what was declared by mistake."""
    declarer = declarer_of(user_of(request), slug, body, meeting)
    shown = _shown(request, declarer)
    row = shown.declared_as(number)
    if row is None:
        raise Http404
    sitting = _sitting_of(declarer.meeting) if declarer.is_officer else None
    form = WithdrawDeclarationForm(request.POST or None, sitting=sitting, now=timezone.now())
    form.follows = (BOTH_STAY,)
    if form.is_to_be_done():
        with form.refusals():
            reason = form.cleaned_data["reason"]
            acts.withdraw_declaration(row, reason=reason, at=form.moment, by=by_of(request, form))
            messages.success(request, "The declaration is withdrawn.")
            return redirect(_address(declarer.meeting))
    whose = "you" if row.person == declarer.person else row.person.name
    page = Asking(
        heading=f"Withdraw what {whose} declared",
        about=f"{named(declarer.meeting)}, {declarer.meeting.body.name}",
        back=_address(declarer.meeting),
        back_text="Interests",
        facts=(("In", shown.item_name(row)), ("Interest", row.nature.text if row.nature else "(words erased)")),
        closed=shown.closed or shown.withdrawing(row).sentence,
    )
    return ask(request, form, page)


@require_POST
@signed_in
def dismiss_interest(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Say of an interest of the register that it is none in an item."""
    declarer = declarer_of(user_of(request), slug, body, meeting)
    shown = _shown(request, declarer)
    asked = declarer.everyone if declarer.is_officer else declarer.own
    form = DismissInterestForm(request.POST, items=shown.items.values(), people={capacity.person for capacity in asked})
    if form.is_to_be_done():
        with form.refusals():
            registered = form.cleaned_data["registered"]
            acts.dismiss_interest(
                declarer.meeting,
                person=registered.person,
                item=form.cleaned_data["item"],
                registered=registered,
                by=by_of(request, form),
            )
            messages.success(request, "Recorded: it is not an interest in that item.")
            return redirect(_address(declarer.meeting))
    return _page(request, shown, form)


@require_safe
def paper(request: HttpRequest, slug: str, body: str, meeting: UUID, paper: UUID) -> HttpResponseBase:
    """A paper, to be saved; for who may read this very one and is not barred from its item."""
    try:
        shown = paper_opened_by(request.user, slug, body, meeting, paper, today=today())
    except BarredFromPaper:
        response = render(request, "meetings/declarations/barred.html", status=403)
        response["Cache-Control"] = "no-store, private"
        return response
    of = shown.item.meeting
    # The name tells nothing of what the paper is called.
    name = f"{of.body.key}-{day_of(of)}-item-{shown.item.position}-paper-{shown.position}.{shown.suffix}"
    return kept_as_download(shown.sha256, name=name, media_type=shown.media_type)


def _shown(request: HttpRequest, declarer: Declarer) -> InterestsShown:
    audience = audience_of(request.user, declarer.meeting, today())
    return interests_shown(declarer, rules_at(declarer.meeting), audience)


def _page(request: HttpRequest, shown: InterestsShown, form: DismissInterestForm | None = None) -> HttpResponse:
    meeting = shown.declarer.meeting
    page = {
        "trust": meeting.body.trust,
        "body": meeting.body,
        "meeting": meeting,
        "name": named(meeting),
        "day": day_of(meeting),
        "shown": shown,
        "declarer": shown.declarer,
        "form": form,
    }
    return render(request, "meetings/declarations/interests.html", page)


def _form(
    request: HttpRequest,
    shown: InterestsShown,
    row: Declaration | None,
    registered: StandingInterest | None,
    now: datetime,
) -> DeclareInterestAtForm:
    declarer = shown.declarer
    people = declarer.everyone if declarer.is_officer else declarer.own
    offered = Offered(
        capacities=[each for each in people if row is None or each.person == row.person],
        items=list(shown.items.values()),
        rule=shown.rules.interests,
        is_own=not declarer.is_officer,
        sitting=_sitting_of(declarer.meeting) if declarer.is_officer else None,
    )
    initial: dict[str, Any] = {"item": request.GET.get("item"), "who": request.GET.get("who")}
    if registered:
        whose = next((each.key for each in people if each.person == registered.person), None)
        initial |= {**taken_over(registered), "who": whose}
    if row:
        initial = corrected(row)
    form = DeclareInterestAtForm(request.POST or None, offered=offered, initial=initial, now=now)
    form.follows = (GOES, SEEN, IN_ITS_PLACE if row else KEPT, *([FOR_THEM] if declarer.is_officer else []))
    return form


def _asking(request: HttpRequest, shown: InterestsShown, row: Declaration | None) -> Asking:
    declarer = shown.declarer
    meeting, test = declarer.meeting, shown.rules.interests.test
    heading = "Record an interest for somebody" if declarer.is_officer else "Declare an interest"
    if row:
        heading = "Correct what you declared" if row.person == declarer.person else f"Correct: {row.person.name}"
    back, back_text = _back(request, declarer)
    return Asking(
        heading=heading,
        about=f"{named(meeting)}, {meeting.body.name}",
        back=back,
        back_text=back_text,
        facts=(("In doubt", test),) if test else (),
        closed=shown.closed,
    )


def _corrected(request: HttpRequest, shown: InterestsShown) -> Declaration | None:
    """The declaration that the address asks to correct, also where it stands no more: a form that is sent twice leads
    to what it did the first time. Raises Http404 where it is none of theirs.
    """
    asked = request.GET.get("corrects")
    if asked is None:
        return None
    row = shown.declared_as(int(asked)) if asked.isdecimal() else None
    if row is None:
        raise Http404
    return row


def _registered(request: HttpRequest, declarer: Declarer) -> StandingInterest | None:
    """The interest of the register that the address asks to declare. Raises Http404 where it is nobody's here."""
    asked = request.GET.get("registered")
    if asked is None:
        return None
    capacities = declarer.everyone if declarer.is_officer else declarer.own
    theirs = StandingInterest.objects.filter(person__in={each.person for each in capacities})
    found = {str(each.pk): each for each in theirs.select_related("nature", "person__trust")}
    if asked not in found:
        raise Http404
    return found[asked]


def _sitting_of(meeting: Meeting) -> Sitting | None:
    """The last sitting that was opened."""
    return next((sitting for sitting in reversed(list(meeting.sittings.all())) if sitting.opened_at), None)


def _back(request: HttpRequest, declarer: Declarer) -> tuple[str, str]:
    """Where they came from, and what it is called: the desk or their seat in a sitting of the meeting, where the
    address names one that is theirs, or else the interests of the meeting.
    """
    meeting = declarer.meeting
    pages = [("desk", "desk", "Desk")] if declarer.is_officer else []
    pages += [("seat", "own_seat", "My seat")] if declarer.own else []
    for sitting in meeting.sittings.all():
        for asked, name, words in pages:
            if request.GET.get("next") == f"{asked}-{sitting.number}":
                return reverse(
                    name, args=[meeting.body.trust.slug, meeting.body.key, meeting.pk, sitting.number]
                ), words
    return _address(meeting), "Interests"


def _address(meeting: Meeting) -> str:
    return reverse("interests_at", args=[meeting.body.trust.slug, meeting.body.key, meeting.pk])
