"""From a web request to the one who acts: the only place where pages read the clock for an act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from trustboard.accounts.models import User
from trustboard.accounts.rules import may_act_gravely
from trustboard.acts.by import By
from trustboard.acts.forms import ActForm

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send a visitor to the sign-in page first, whatever they asked for; nothing is kept of the page afterwards."""

    @wraps(view)
    def for_the_signed_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    return cast("View", login_required(for_the_signed_in))


def user_of(request: HttpRequest) -> User:
    """The signed-in user of a view behind `signed_in`."""
    if not isinstance(request.user, User):
        raise TypeError("This view must stand behind signed_in.")
    return request.user


def by_of(request: HttpRequest, form: ActForm) -> By:
    """Who acts by sending this form, now."""
    user = request.user if isinstance(request.user, User) else None
    last = _last_proof(request, user) if user else None
    return By(
        now=timezone.now(),
        request_id=form.cleaned_data["request_id"],
        user=user,
        proved_at=last[0] if last else None,
        proved_by=last[1] if last else "",
    )


def proved_at(request: HttpRequest, user: User) -> datetime | None:
    """When the user last gave password or code, as the browser they use now remembers it."""
    last = _last_proof(request, user)
    return last[0] if last else None


def ask_for_proof(request: HttpRequest) -> None:
    """Before a grave act: have the user confirm who they are, unless they just did. What they sent is resumed after."""
    verdict = may_act_gravely(proved_at=proved_at(request, user_of(request)), now=timezone.now())
    if request.method == "POST" and not verdict.allowed:
        raise ReauthenticationRequired


def today() -> date:
    """The day it is in London: what a form offers before anything is typed."""
    return timezone.localdate()


def _last_proof(request: HttpRequest, user: User) -> tuple[datetime, str] | None:
    """When the user last proved who they are, and with what."""
    records = get_authentication_records(request, user)
    if not records:
        return None
    last = max(records, key=lambda record: record["at"])
    return datetime.fromtimestamp(last["at"], UTC), "code" if last["method"] == "mfa" else "password"
