"""What acts raise, as pages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from trustboard.accounts.models import User
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.act import AnotherInput
from trustboard.acts.by import actor_of
from trustboard.acts.models import Request
from trustboard.acts.verdict import RuleBroken

NEVER_SHOWN = ("password", "token", "code", "csrf")


class AnswerWhatActsRaise:
    """Answers a second factor not set up, a form sent before with other content, a broken rule that no form shows, and
    a form that is sent again when what it was about is gone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match exception:
            case SecondFactorNeeded():
                return redirect(f"{reverse('mfa_activate_totp')}?{urlencode({'next': request.path})}")
            case AnotherInput():
                context = {"address": exception.address, "typed": _typed(request)}
                return render(request, "trustboard/acts/another_input.html", context, status=409)
            case RuleBroken():
                return render(request, "trustboard/acts/refused.html", {"verdict": exception.verdict}, status=409)
            case Http404() if address := _led_to(request):
                return redirect(address)
        return None


def _led_to(request: HttpRequest) -> str:
    """Where the same form of the same user led when it was sent before; empty where it was not."""
    if request.method != "POST" or not isinstance(request.user, User):
        return ""
    try:
        request_id = UUID(request.POST.get("request_id", ""))
    except ValueError:
        return ""
    earlier = Request.objects.filter(actor=actor_of(request.user), request_id=request_id).first()
    return earlier.address if earlier else ""


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, by field, but for secrets and what the page put there itself."""
    return [
        (name.replace("_", " ").capitalize(), ", ".join(request.POST.getlist(name)))
        for name in request.POST
        if name not in {"request_id", "submit"} and not any(secret in name for secret in NEVER_SHOWN)
    ]
