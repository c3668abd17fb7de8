"""A decision at its permanent address, what is done with it afterwards, and the decisions of a body."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from meetings.agenda.models import Audience
from meetings.attendance.queries import records_of
from meetings.decisions import acts
from meetings.decisions.forms import RatificationForm, ReaffirmForm, ReferForm, TakeAgainForm
from meetings.decisions.models import Decision
from meetings.decisions.permissions import (
    decision_developed_by,
    decision_read_by,
    decisions_read_by,
    referral_developed_by,
)
from meetings.decisions.proof_shown import ProofShown
from meetings.decisions.queries import (
    above,
    decisions_on,
    in_question_among,
    is_to_be_taken_again,
    told_shortly,
    was_turned_down,
    years_of,
)
from meetings.declarations.queries import declarations_of
from trustboard.accounts.asking import Asking, answer, ask, one_a_line
from trustboard.accounts.requests import signed_in, today, user_of
from trustboard.acts.days import told

asked = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def decision(request: HttpRequest, slug: str, decision: UUID) -> HttpResponse:
    """One decision, with its proof in two answers and what became of it."""
    shown, reading = decision_read_by(user_of(request), slug, decision, today=today())
    proof, meeting = _proof(shown), shown.sitting.meeting
    is_coming = reading.is_officer and is_to_be_taken_again(shown)
    page = {
        "trust": meeting.body.trust,
        "body": meeting.body,
        "meeting": meeting,
        "decision": shown,
        "proof": proof,
        "reading": reading,
        "may_confirm": proof.is_in_question and (reading.is_officer or reading.person == shown.presided),
        "may_take_again": reading.is_officer
        and not is_coming
        and not hasattr(shown, "replaced_by")
        and (proof.is_in_question or was_turned_down(shown)),
        "is_coming": is_coming,
        "today": today(),
    }
    return render(request, "meetings/decisions/decision.html", page)


@require_safe
@signed_in
def decisions(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """The decisions of a body, year by year; those in question are marked."""
    of, reading = decisions_read_by(user_of(request), slug, body, today=today())
    years = years_of(of)
    year = _year(request, years)
    rows = decisions_on(of, year) if year else []
    found = [each for each in rows if reading.reads(each.item.audience, of.pk)]
    page = {
        "trust": of.trust,
        "body": of,
        "years": years,
        "year": year,
        "decisions": found,
        "in_question": in_question_among(found),
        "withheld": len(rows) - len(found),
        "confidential": Audience.CONFIDENTIAL,
    }
    return render(request, "meetings/decisions/decisions.html", page)


@asked
@signed_in
def reaffirm(request: HttpRequest, slug: str, decision: UUID) -> HttpResponse:
    """Whoever presided then confirms the decision, or the officer records that they did."""
    of, reading = decision_read_by(user_of(request), slug, decision, today=today())
    if of.presided is None or not (reading.is_officer or reading.person == of.presided):
        raise PermissionDenied
    form = ReaffirmForm(request.POST or None)
    form.follows = ("It stands as it is. That it was confirmed, by whom and when, stays on record beside it.",)
    proof = _proof(of)
    page = _asking(of, "Confirm the decision", facts=(("What moved", one_a_line(proof.moved) or "Nothing"),))
    told_ = "The decision is confirmed."
    return answer(request, form, acts.reaffirm, of, person=of.presided, told=told_) or ask(request, form, page)


@asked
@signed_in
def take_again(request: HttpRequest, slug: str, decision: UUID) -> HttpResponse:
    """The decision comes before its body again."""
    of = decision_developed_by(user_of(request), slug, decision)
    form = TakeAgainForm(request.POST or None)
    form.follows = (
        "An item comes onto the next agenda of this body by itself.",
        "What is decided on that item stands in the place of this decision.",
    )
    page = _asking(of, "Take the decision again")
    return answer(request, form, acts.take_again, of, told="It comes before the body again.") or ask(
        request, form, page
    )


@asked
@signed_in
def refer(request: HttpRequest, slug: str, decision: UUID) -> HttpResponse:
    """Refer the decision to a partner or a body above."""
    of = decision_developed_by(user_of(request), slug, decision)
    body = of.sitting.meeting.body
    bodies = above(body, timezone.localdate(of.at))
    form = ReferForm(request.POST or None, agencies=list(body.trust.agencies.all()), bodies=bodies)
    page = _asking(of, "Refer for ratification")
    return answer(request, form, acts.refer, of, told="The decision is referred.") or ask(request, form, page)


@asked
@signed_in
def record_ratification(request: HttpRequest, slug: str, decision: UUID, referral: UUID) -> HttpResponse:
    """Record what whoever had to ratify has said."""
    of = referral_developed_by(user_of(request), slug, decision, referral)
    form = RatificationForm(request.POST or None)
    form.follows = ("It is reported at the next meeting of the body, by itself.",)
    facts = (("Referred to", of.ratifier), ("Until", told(of.due) if of.due else "No day was set"))
    page = _asking(of.decision, "Record what they answered", facts=facts)
    return answer(request, form, acts.record_ratification, of, told="The answer is recorded.") or ask(
        request, form, page
    )


def _proof(of: Decision) -> ProofShown:
    meeting = of.sitting.meeting
    record = records_of(meeting.body.trust, [of.sitting])[of.sitting_id]
    return ProofShown(of, record, declarations_of(meeting, record.frozen.rules.interests))


def _year(request: HttpRequest, years: list[int]) -> int | None:
    typed = request.GET.get("year", "")
    if typed.isdecimal() and int(typed) in years:
        return int(typed)
    return years[0] if years else None


def _asking(of: Decision, heading: str, *, facts: tuple[tuple[str, object], ...] = ()) -> Asking:
    """The page of an act on a decision, which says where it is in question."""
    body = of.sitting.meeting.body
    return Asking(
        heading=heading,
        about=f"{body.name}, {told(timezone.localdate(of.at))}",
        back=of.get_absolute_url(),
        back_text="The decision",
        facts=(*told_shortly(of), *facts),
    )
