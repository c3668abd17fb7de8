"""Votes in a sitting: put, given, closed, void, tied; and what an item ends in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from governance.constitution.core.voting import Choice
from governance.structure.permissions import OFFICER
from meetings.attendance.forms import moment_of
from meetings.attendance.permissions import person_of, sitting_followed_by
from meetings.ballots import acts
from meetings.ballots.models import Ballot
from meetings.ballots.queries import counted, grounds_of
from meetings.decisions.acts import decide as decide_act
from meetings.schedule.models import Sitting
from meetings.session.permissions import chair_of, seated_at
from meetings.session.views.chair import chair_page
from meetings.session.views.desk import done_at_desk
from meetings.session.views.seat import seat_page
from meetings.session.voting_forms import CloseVoteForm, DecisionForm, PutForm, TieForm, VoidForm, VoteForm
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.permissions import may_use
from trustboard.accounts.requests import by_of, signed_in, user_of

SHOWN = ["GET", "HEAD", "POST"]


@require_http_methods(SHOWN)
@signed_in
def put_to_vote(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Put a motion on the item in hand to the vote."""
    sitting = chair_of(user_of(request), slug, body, meeting, number)
    form = PutForm(request.POST or None)
    if form.is_to_be_done():
        said = form.cleaned_data
        with form.refusals():
            at = moment_of(sitting, said["clock"], timezone.now())
            acts.put_to_vote(sitting, motion=said["motion"], taken=said["taken"], at=at, by=by_of(request, form))
            messages.success(request, "The vote is open.")
            return redirect(_back(request, sitting))
    return ask(request, form, _page(request, sitting, "Put to the vote"))


@require_http_methods(SHOWN)
@signed_in
def close_vote(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int, *, ballot: UUID) -> HttpResponse:
    """Close the vote and count it."""
    sitting = chair_of(user_of(request), slug, body, meeting, number)
    of = _ballot(sitting, ballot)
    form = CloseVoteForm(request.POST or None, ballot=of)
    if form.is_to_be_done():
        with form.refusals():
            at = moment_of(sitting, form.cleaned_data["clock"], timezone.now())
            acts.close_vote(of, hands=form.hands(), at=at, by=by_of(request, form))
            return redirect(_back(request, sitting))
    return ask(request, form, _page(request, sitting, "Close the vote", of))


@require_http_methods(SHOWN)
@signed_in
def void_vote(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int, *, ballot: UUID) -> HttpResponse:
    """Declare the vote void, for a reason."""
    sitting = chair_of(user_of(request), slug, body, meeting, number)
    of = _ballot(sitting, ballot)
    form = VoidForm(request.POST or None)
    if form.is_to_be_done():
        with form.refusals():
            at = moment_of(sitting, form.cleaned_data["clock"], timezone.now())
            acts.void_vote(of, reason=form.cleaned_data["reason"], at=at, by=by_of(request, form))
            return redirect(_back(request, sitting))
    return ask(request, form, _page(request, sitting, "Declare the vote void", of))


@require_POST
@signed_in
def cast_vote(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int, *, ballot: UUID) -> HttpResponse:
    """One voice votes: a member on their own page, or the officer records a hand."""
    user = user_of(request)
    sitting = sitting_followed_by(user, slug, body, meeting, number)
    is_officer = _is_officer(request, sitting)
    sitter = None if is_officer else seated_at(user, sitting)
    of = _ballot(sitting, ballot)
    form = VoteForm(request.POST, ballot=of)

    def vote(now: Any) -> None:
        seat, voice, choice = form.cleaned_data["vote"]
        person = voice if sitter is None else sitter.person
        at = moment_of(sitting, form.cleaned_data["clock"], now) if is_officer else None
        acts.vote(of, seat=seat, person=person, choice=choice, at=at, by=by_of(request, form))

    if sitter is None:
        return done_at_desk(request, sitting, form, vote)
    if form.is_valid():
        with form.refusals():
            vote(timezone.now())
            return redirect(_address("own_seat", sitting))
    return seat_page(request, sitter, form)


@require_POST
@signed_in
def break_tie(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int, *, ballot: UUID) -> HttpResponse:
    """The casting vote: of whoever presides, or as the officer records it."""
    sitting = chair_of(user_of(request), slug, body, meeting, number)
    of = _ballot(sitting, ballot)
    form = TieForm(request.POST)

    def cast(now: Any) -> None:
        at = moment_of(sitting, form.cleaned_data["clock"], now)
        choice = Choice(form.cleaned_data["choice"])
        trust = sitting.meeting.body.trust
        me = person_of(user_of(request), trust)
        casters = grounds_of(sitting, at or now).casters
        person = me if me and me.key in casters else trust.people.filter(key__in=casters).first() or me
        if person is None:
            raise Http404
        acts.break_tie(of, person=person, choice=choice, at=at, by=by_of(request, form))

    if _is_officer(request, sitting):
        return done_at_desk(request, sitting, form, cast)
    if form.is_valid():
        with form.refusals():
            cast(timezone.now())
            return redirect(_address("chair", sitting))
    return chair_page(request, sitting, form)


@require_http_methods(SHOWN)
@signed_in
def decide(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """Record what the item in hand ends in; `?ballot=` of a vote, `?how=` otherwise."""
    sitting = chair_of(user_of(request), slug, body, meeting, number)
    of = _asked_ballot(request, sitting)
    form = _decision_form(request, sitting, of)
    if form.is_to_be_done():
        with form.refusals():
            at = moment_of(sitting, form.cleaned_data["clock"], timezone.now())
            decide_act(sitting, settled=form.settled(), at=at, by=by_of(request, form))
            messages.success(request, "The decision is recorded.")
            return redirect(_back(request, sitting))
    return ask(request, form, _page(request, sitting, "Record a decision", of))


def _decision_form(request: HttpRequest, sitting: Sitting, of: Ballot | None) -> DecisionForm:
    grounds = grounds_of(sitting, timezone.now()) if sitting.opened_at else None
    asks = bool(grounds and grounds.item and grounds.facts.motion.reasons)
    how = "vote" if of else request.GET.get("how", "consensus")
    initial = {"how": how, "text": of.motion if of and counted(of).result == "carried" else ""}
    return DecisionForm(request.POST or None, sitting=sitting, ballot=of, asks_reasons=asks, initial=initial)


def _asked_ballot(request: HttpRequest, sitting: Sitting) -> Ballot | None:
    try:
        key = UUID(request.GET.get("ballot", ""))
    except ValueError:
        return None
    return _ballot(sitting, key)


def _ballot(sitting: Sitting, key: UUID) -> Ballot:
    ballot = get_object_or_404(Ballot.objects.select_related("item", "closing", "casting"), sitting=sitting, pk=key)
    ballot.sitting = sitting
    return ballot


def _is_officer(request: HttpRequest, sitting: Sitting) -> bool:
    return may_use(user_of(request), sitting.meeting.body.trust, OFFICER)


def _back(request: HttpRequest, sitting: Sitting) -> str:
    return _address("desk" if _is_officer(request, sitting) else "chair", sitting)


def _address(name: str, sitting: Sitting) -> str:
    body = sitting.meeting.body
    return reverse(name, args=[body.trust.slug, body.key, sitting.meeting_id, sitting.number])


def _page(request: HttpRequest, sitting: Sitting, heading: str, ballot: Ballot | None = None) -> Asking:
    of = sitting.meeting.body
    grounds = grounds_of(sitting, timezone.now()) if sitting.opened_at else None
    facts: tuple[tuple[str, Any], ...] = ()
    if grounds and grounds.item:
        facts = (("Item in hand", f"{grounds.item.position} {grounds.item.title}"),)
    if ballot:
        facts = (*facts, ("Motion", ballot.motion))
    if ballot and getattr(ballot, "closing", None) is not None:
        last = ballot.casting if hasattr(ballot, "casting") else ballot.closing
        facts = (*facts, ("Result", last.outcome.get("sentence", "void")))
    back_text = "Desk" if _is_officer(request, sitting) else "Chair"
    return Asking(
        heading=heading,
        about=f"{of.name}, {of.trust.name}",
        back=_back(request, sitting),
        back_text=back_text,
        facts=facts,
    )
