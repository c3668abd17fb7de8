"""Taking up an invitation. The other pages of one's own account are django-allauth's."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trustboard.accounts import acts
from trustboard.accounts.changes import digest_of_token
from trustboard.accounts.forms import AcceptanceForm, JoinForm
from trustboard.accounts.models import Invitation, User
from trustboard.accounts.queries import acceptance_of, user_with_address
from trustboard.accounts.requests import by_of
from trustboard.accounts.roles import role_called
from trustboard.acts.forms import ActForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link."""
    invitation = _invitation_behind(token)
    known = user_with_address(invitation.email)
    posted = request.POST if request.method == "POST" else None
    form: ActForm = (
        JoinForm(posted) if known and known == request.user else AcceptanceForm(posted, email=invitation.email)
    )

    if form.is_valid():
        with form.refusals():
            given = {"name": "", "password": ""} | form.asked()
            done = acts.accept_invitation(invitation, **given, by=by_of(request, form))
            if done.made and known is None:
                _sign_in(request, done.made)
            return redirect(done.address)
    return render(
        request,
        "trustboard/accounts/accept_invitation.html",
        {
            "invitation": invitation,
            "role": role_called(invitation.role),
            "verdict": acceptance_of(invitation, known, reader=request.user, now=timezone.now()),
            "form": form,
        },
    )


def _sign_in(request: HttpRequest, user: User) -> None:
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    record_authentication(request, user, method="password", reauthenticated=True)


def _invitation_behind(token: str) -> Invitation:
    invitation = (
        Invitation.objects.filter(token_digest=digest_of_token(token)).select_related("address", "invited_by").first()
    )
    if invitation is None:
        raise Http404
    return invitation
