"""Signing an agreement, declining to, and the receipt of a signature."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from governance.agreements import acts
from governance.agreements.codes import code_shown
from governance.agreements.documents import entry_of
from governance.agreements.models import Agreement, Edition, text_of
from governance.agreements.permissions import signature_shown_to, signer_at
from governance.agreements.sealing import seal_when_complete
from governance.agreements.shown import Turn, changes_shown, text_shown, turn_at
from governance.agreements.signing_forms import DeclineAgreementForm, SignAgreementForm
from governance.membership.models import Person
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import ask_for_proof, signed_in, today, user_of

asked = require_http_methods(["GET", "HEAD", "POST"])

LONGEST_DEVICE = 500
SIGNED = "You have signed. This is your receipt."
DECLINED = "It is recorded that you decline. You can still sign later."


@asked
@signed_in
def sign_agreement(request: HttpRequest, slug: str, key: str, place: str) -> HttpResponse:
    """Read the agreement, what has changed first, and sign it at a place of one's own."""
    agreement, person = signer_at(user_of(request), slug, key)
    turn = _turn(agreement, person, place)
    form = SignAgreementForm(request.POST or None, turn=turn, now=timezone.now())
    if form.is_to_be_done() and form.page:
        ask_for_proof(request)
        edition = _edition(agreement, form.page.edition)
        on, device = (edition, place, person), device_of(request)
        if done := answer(request, form, acts.sign_agreement, *on, told=SIGNED, device=device):
            seal_when_complete(edition, now=timezone.now())
            return done
        turn = _turn(agreement, person, place)
    if form.is_bound and turn.verdict.allowed and form.shows_something_else(turn):
        form.speak_of(turn)
    return _signing_page(request, turn, form)


@asked
@signed_in
def decline_agreement(request: HttpRequest, slug: str, key: str, place: str) -> HttpResponse:
    """Say that one does not sign, and why."""
    agreement, person = signer_at(user_of(request), slug, key)
    turn = _turn(agreement, person, place)
    form = DeclineAgreementForm(request.POST or None, number=turn.edition.number if turn.edition else 0)
    form.follows = (
        "The agreement is not signed for you. You can still sign it later.",
        "Members read that you declined, but not why.",
    )
    if form.is_to_be_done():
        edition = _edition(agreement, form.cleaned_data["number"])
        if done := answer(request, form, acts.decline_agreement, edition, place, person, told=DECLINED):
            return done
    page = Asking(
        heading="Decline to sign",
        about=agreement.name,
        back=agreement.get_absolute_url(),
        back_text=agreement.name,
        facts=(("Edition", turn.edition.number if turn.edition else "none"), ("For", turn.whom)),
        closed="" if turn.verdict.allowed else turn.verdict.sentence,
    )
    return ask(request, form, page)


@require_safe
@signed_in
def agreement_receipt(request: HttpRequest, slug: str, key: str, signature: UUID) -> HttpResponse:
    """A signature with all its evidence, for whoever gave it, the officer and the auditor."""
    shown = signature_shown_to(user_of(request), slug, key, signature)
    agreement = shown.edition.agreement
    return render(
        request,
        "governance/agreements/receipt.html",
        {
            "trust": agreement.trust,
            "agreement": agreement,
            "edition": shown.edition,
            "signature": shown,
            "is_own": shown.by_id == user_of(request).pk,
            "code": code_shown(shown.code),
            "entry": entry_of(shown),
            "device": text_of(shown, "device") if shown.device_id else "",
            "site": settings.SITE_URL,
        },
    )


def device_of(request: HttpRequest) -> str:
    """The address and the browser that the request came from; the server has put the caller's own address there."""
    address, browser = (request.META.get(name, "") for name in ("REMOTE_ADDR", "HTTP_USER_AGENT"))
    return ", ".join(part for part in (address, browser) if part)[:LONGEST_DEVICE]


def _signing_page(request: HttpRequest, turn: Turn, form: SignAgreementForm) -> HttpResponse:
    """The page with the text and the form, or with the reason why there is nothing to sign here."""
    context = {"trust": turn.agreement.trust, "agreement": turn.agreement, "turn": turn, "edition": turn.edition}
    if turn.edition is None or not turn.verdict.allowed:
        reasons = form.non_field_errors() or turn.verdict.reasons
        return render(request, "governance/agreements/sign_closed.html", {**context, "reasons": reasons})
    before = turn.before.edition if turn.before else None
    return render(
        request,
        "governance/agreements/sign.html",
        {
            **context,
            "form": form,
            "text": text_shown(turn.edition),
            "changes": changes_shown(before, turn.edition) if before else None,
        },
    )


def _turn(agreement: Agreement, person: Person, place: str) -> Turn:
    try:
        return turn_at(agreement, person, place, today())
    except ValueError:
        raise Http404 from None


def _edition(agreement: Agreement, number: int) -> Edition:
    found = get_object_or_404(Edition, agreement=agreement, number=number)
    found.agreement = agreement
    return found
