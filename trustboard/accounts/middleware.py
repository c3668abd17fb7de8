"""What acts raise, as pages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.act import AnotherInput
from trustboard.acts.verdict import RuleBroken

NEVER_SHOWN = ("password", "token", "code", "csrf")


class AnswerWhatActsRaise:
    """Answers a second factor not set up, a form sent before with other content, a broken rule that no form shows."""

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
        return None


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, by field, but for secrets and what the page put there itself."""
    return [
        (name.replace("_", " ").capitalize(), ", ".join(request.POST.getlist(name)))
        for name in request.POST
        if name not in {"request_id", "submit"} and not any(secret in name for secret in NEVER_SHOWN)
    ]
