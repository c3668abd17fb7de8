"""The trusts, who has access to one, and the record of its acts."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from governance.structure.models import Trust
from governance.structure.permissions import ON_TRUST, may_found_trusts, trust_developed_by, trust_inspected_by
from governance.structure.regions import access_shown
from trustboard.accounts import acts
from trustboard.accounts.forms import InvitationForm, InviteAgainForm, RevokeForm, WithdrawForm
from trustboard.accounts.models import Invitation, User
from trustboard.accounts.permissions import grant_or_404, role_or_404
from trustboard.accounts.queries import actors_in_words, held_roles, invitations_to, objects_of
from trustboard.accounts.requests import ask_for_proof, by_of, signed_in, user_of
from trustboard.accounts.roles import role_called
from trustboard.accounts.rules import may_change_invitation
from trustboard.ledger.queries import latest_entries, length_of

ENTRIES_SHOWN = 100


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The trusts; to someone signed in what needs them now, and their own trusts first."""
    user = request.user if isinstance(request.user, User) else None
    context = {
        "trusts": Trust.objects.all(),
        "own": objects_of(user, Trust) if user else [],
        "may_found": user is not None and may_found_trusts(user),
        "now": timezone.now(),
    }
    response = render(request, "governance/structure/home.html", context)
    if user:
        response["Cache-Control"] = "no-store, private"
    return response


@require_safe
@signed_in
def trust_access(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has access to the trust, and who is invited."""
    trust = trust_developed_by(user_of(request), slug)
    return render(request, "governance/structure/trust_access.html", {"trust": trust, **access_shown(trust)})


@require_safe
@signed_in
def trust_record(request: HttpRequest, slug: str) -> HttpResponse:
    """The last entries of the trust's ledger."""
    trust = trust_inspected_by(user_of(request), slug)
    entries = latest_entries(trust.chain, most=ENTRIES_SHOWN)
    names = actors_in_words({entry.by for entry in entries})
    return render(
        request,
        "governance/structure/trust_record.html",
        {
            "trust": trust,
            "entries": [replace(entry, by=names[entry.by]) for entry in entries],
            "length": length_of(trust.chain),
            "roles": held_roles(request.user, trust),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody to a role."""
    trust = trust_developed_by(user_of(request), slug)
    ask_for_proof(request)
    form = InvitationForm(request.POST or None, roles=ON_TRUST)
    if form.is_valid():
        with form.refusals():
            return redirect(acts.invite_person(trust, **form.asked(), by=by_of(request, form)).address)
    return render(request, "governance/structure/invite_person.html", {"trust": trust, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite_again(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Send an invitation again."""
    trust = trust_developed_by(user_of(request), slug)
    invitation = get_object_or_404(invitations_to(trust), pk=key)
    form = InviteAgainForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            return redirect(acts.invite_again(invitation, by=by_of(request, form)).address)
    return _invitation_page(request, "governance/structure/invite_again.html", trust, invitation, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw_invitation(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take an invitation back."""
    trust = trust_developed_by(user_of(request), slug)
    invitation = get_object_or_404(invitations_to(trust), pk=key)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            return redirect(acts.withdraw_invitation(invitation, by=by_of(request, form)).address)
    return _invitation_page(request, "governance/structure/withdraw_invitation.html", trust, invitation, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def revoke_role(request: HttpRequest, slug: str, person: UUID, role: str) -> HttpResponse:
    """Take a role away from somebody. Sent twice, it answers as the first time, though the role is gone by then."""
    trust = trust_developed_by(user_of(request), slug)
    taken = role_or_404(role)
    ask_for_proof(request)
    form = RevokeForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            return redirect(acts.revoke_role(trust, person=person, role=taken, by=by_of(request, form)).address)
    grant = grant_or_404(trust, person, taken)
    return render(request, "governance/structure/revoke_role.html", {"trust": trust, "grant": grant, "form": form})


def _invitation_page(
    request: HttpRequest, template: str, trust: Trust, invitation: Invitation, form: InviteAgainForm | WithdrawForm
) -> HttpResponse:
    context = {
        "trust": trust,
        "invitation": invitation,
        "role": role_called(invitation.role),
        "verdict": may_change_invitation(is_open=invitation.is_open),
        "form": form,
    }
    return render(request, template, context)
