"""What everyone may read of a trust, and its agencies for those who keep them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.structure.chart import chart_of
from governance.structure.days import asked_day
from governance.structure.permissions import CONTACT, trust_inspected_by, trust_seen
from governance.structure.queries import (
    OUTSIDE,
    OWN,
    PROPOSED,
    agencies_of,
    bodies_elsewhen,
    bodies_there,
    nodes_and_lines,
)
from trustboard.accounts.queries import access_to, held_roles
from trustboard.accounts.requests import signed_in, user_of


@require_safe
def trust(request: HttpRequest, slug: str) -> HttpResponse:
    """The public face of a trust, with what the reader may do there."""
    shown = trust_seen(slug)
    bodies = bodies_there(shown, timezone.localdate())
    return render(
        request,
        "governance/structure/trust.html",
        {
            "trust": shown,
            "roles": held_roles(request.user, shown),
            "own": [one for one in bodies if one.part == OWN],
            "proposed": [one for one in bodies if one.part == PROPOSED],
            "outside": [one for one in bodies if one.part == OUTSIDE],
        },
    )


@require_safe
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    """Who answers to whom on a day, as a picture and as a list."""
    shown = trust_seen(slug)
    asked = asked_day(request.GET.get("on", ""), timezone.localdate())
    bodies = bodies_there(shown, asked.day)
    return render(
        request,
        "governance/structure/structure.html",
        {
            "trust": shown,
            "asked": asked,
            "bodies": bodies,
            "chart": chart_of(*nodes_and_lines(bodies)),
            "elsewhen": bodies_elsewhen(shown, asked.day),
            "roles": held_roles(request.user, shown),
        },
    )


@require_safe
@signed_in
def agencies(request: HttpRequest, slug: str) -> HttpResponse:
    """The trust's agencies: their duty, their seats and who speaks for them."""
    trust = trust_inspected_by(user_of(request), slug)
    shown = list(agencies_of(trust, timezone.localdate()))
    contacts = access_to(shown, CONTACT)
    return render(
        request,
        "governance/structure/agencies.html",
        {
            "trust": trust,
            "agencies": [(agency, contacts[agency.pk]) for agency in shown],
            "roles": held_roles(request.user, trust),
        },
    )
