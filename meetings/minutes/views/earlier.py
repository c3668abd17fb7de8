"""Minutes from before Trustboard, so that a trust can begin with any meeting."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from governance.structure.models import Body
from governance.structure.permissions import body_developed_by, body_seen
from meetings.minutes import acts
from meetings.minutes.forms import EarlierForm, WithdrawMinutesForm
from meetings.minutes.models import EarlierMinutes, address_of_all_minutes
from meetings.minutes.permissions import earlier_read_by
from meetings.minutes.views.stages import asked
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import signed_in, today, user_of
from trustboard.acts.days import told
from trustboard.documents.printing import PDF
from trustboard.documents.serving import kept_as_download


@asked
@signed_in
def bring_earlier_minutes(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """Bring minutes in that were made before."""
    of = body_developed_by(user_of(request), slug, body)
    form = EarlierForm(request.POST or None, request.FILES or None)
    form.follows = (
        "They stand in the list of the minutes of the body, for those who may read them.",
        "What was agreed in them and is not done yet is added as an action.",
    )
    page = _asking(of, "Bring in earlier minutes")
    return answer(request, form, acts.bring_earlier_minutes, of, told="They are brought in.") or ask(
        request, form, page
    )


@require_safe
def earlier_minutes(request: HttpRequest, slug: str, body: str, key: UUID) -> HttpResponseBase:
    """Earlier minutes, as they were brought in."""
    of = body_seen(slug, body)
    found = earlier_read_by(request.user, of, key, today=today())
    return kept_as_download(found.sha256, name=f"{of.key}-{found.day}-minutes.pdf", media_type=PDF)


@asked
@signed_in
def withdraw_earlier_minutes(request: HttpRequest, slug: str, body: str, key: UUID) -> HttpResponse:
    """Withdraw earlier minutes."""
    of = body_developed_by(user_of(request), slug, body)
    found = get_object_or_404(EarlierMinutes, body=of, pk=key)
    found.body = of
    form = WithdrawMinutesForm(request.POST or None)
    form.follows = ("Nobody but you can read them from then on. Whoever has saved them, still has them.",)
    page = _asking(of, "Withdraw earlier minutes", facts=(("Minutes", f"{found.title}, {told(found.day)}"),))
    return answer(request, form, acts.withdraw_earlier_minutes, found, told="They are withdrawn.") or ask(
        request, form, page
    )


def _asking(of: Body, heading: str, *, facts: tuple[tuple[str, object], ...] = ()) -> Asking:
    return Asking(heading=heading, about=of.name, back=address_of_all_minutes(of), back_text="Minutes", facts=facts)
