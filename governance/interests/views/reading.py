"""The register for everyone and in whole, somebody's own interests with their history, and who is due to confirm."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.interests.documents import register_as_csv
from governance.interests.history import history_of_interests, written_of
from governance.interests.models import StandingInterest, address_of_interests
from governance.interests.permissions import is_themself, may_keep, may_read_all
from governance.interests.queries import confirmations_on, own_interests, register_on
from governance.membership.permissions import person_known_to
from governance.membership.queries import table_of
from governance.structure.days import asked_day
from governance.structure.permissions import trust_inspected_by, trust_seen
from trustboard.accounts.queries import held_roles
from trustboard.accounts.requests import signed_in, today, user_of

TOLD_ON_A_PAGE = 100


@require_safe
def interests(request: HttpRequest, slug: str) -> HttpResponse:
    """The register on a day: its public part, and to those of the trust all of it."""
    trust = trust_seen(slug)
    asked = asked_day(request.GET.get("on", ""), timezone.localdate())
    table = table_of(trust)
    reads_all = may_read_all(request.user, trust, table, asked.today)
    members = register_on(trust, table, asked.day, whole=reads_all)
    response = render(
        request,
        "governance/interests/interests.html",
        {
            "trust": trust,
            "asked": asked,
            "today": reverse("interests", args=[slug]),
            "declared": [member for member in members if member.interests],
            "silent": [member for member in members if not member.interests],
            "reads_all": reads_all,
            "roles": held_roles(request.user, trust),
        },
    )
    if reads_all:
        response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def interests_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The public part of the register for a spreadsheet, whoever asks for it."""
    trust = trust_seen(slug)
    asked = asked_day(request.GET.get("on", ""), timezone.localdate())
    members = register_on(trust, table_of(trust), asked.day, whole=False)
    name = f"{trust.slug}-interests-{asked.day.isoformat()}.csv"
    return HttpResponse(
        register_as_csv(members),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@require_safe
@signed_in
def own(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """Somebody's own interests: in force, to come and past, who wrote them down, and by when they are confirmed."""
    shown = person_known_to(user_of(request), slug, person)
    found, day, written = own_interests(shown, today()), today(), written_of(shown)

    def with_writers(interests: list[StandingInterest]) -> list[tuple[StandingInterest, object]]:
        return [(interest, written.get(interest.pk)) for interest in interests]

    return render(
        request,
        "governance/interests/own.html",
        {
            "trust": shown.trust,
            "person": shown,
            "own": found,
            "parts": [
                (name, title, with_writers(interests))
                for name, title, interests in (
                    ("now", "In force", found.now),
                    ("coming", "To come", found.coming),
                    ("past", "Past", found.past),
                )
            ],
            "is_due": found.due.is_due(day),
            "is_own": is_themself(request.user, shown),
            "keeps": may_keep(request.user, shown),
        },
    )


@require_safe
@signed_in
def history(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """What was recorded of somebody's interests, by whom and when."""
    shown = person_known_to(user_of(request), slug, person)
    page = Paginator(history_of_interests(shown), TOLD_ON_A_PAGE).get_page(request.GET.get("page"))
    about = f"Interests of {shown.name}"
    context = {"trust": shown.trust, "about": about, "address": address_of_interests(shown), "page": page}
    return render(request, "governance/membership/history.html", context)


@require_safe
@signed_in
def confirmations(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has confirmed their interests, and who is due."""
    trust = trust_inspected_by(user_of(request), slug)
    found = confirmations_on(trust, today())
    return render(
        request,
        "governance/interests/confirmations.html",
        {
            "trust": trust,
            "due": [one for one in found if one.is_due],
            "confirmed": [one for one in found if not one.is_due],
            "roles": held_roles(request.user, trust),
        },
    )
