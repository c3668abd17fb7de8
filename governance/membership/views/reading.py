"""Who sits where, on any day; and for those who keep it, people, gaps and histories."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.membership.documents import members_as_csv
from governance.membership.history import Told, history_of_body, history_of_person, history_of_seat
from governance.membership.permissions import (
    PERSON,
    body_followed_by,
    may_follow,
    person_known_to,
    seat_followed_by,
    seat_seen,
)
from governance.membership.queries import (
    bodies_on,
    gaps_of,
    people_of_user,
    people_shown,
    powers_on,
    seats_of_user,
    table_of,
)
from governance.structure.days import asked_day
from governance.structure.models import Trust
from governance.structure.permissions import body_seen, trust_developed_by, trust_inspected_by, trust_seen
from governance.structure.queries import by_kind, lines_on
from trustboard.accounts.queries import access_to, held_roles
from trustboard.accounts.requests import signed_in, user_of

TOLD_ON_A_PAGE = 100


@require_safe
def body(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """A body on a day: its seats and who holds them, its offices and terms, and to whom it answers."""
    shown = body_seen(slug, body)
    asked = asked_day(request.GET.get("on", ""), timezone.localdate())
    table = table_of(shown.trust)
    follows = may_follow(request.user, shown.trust)
    powers = powers_on(shown, asked.day) if follows else {}
    places = table.places(shown, asked.day)
    return render(
        request,
        "governance/membership/body.html",
        {
            "trust": shown.trust,
            "body": shown,
            "asked": asked,
            "table": table,
            "places": [(place, powers.get(place.seat.pk, "")) for place in places],
            "filled": sum(place.holder is not None for place in places),
            "posts": table.posts(shown, asked.day),
            "answers_to": lines_on(shown.answers_to.all(), asked.day),
            "answered_by": lines_on(shown.answered_by.all(), asked.day),
            "follows": follows,
            "roles": held_roles(request.user, shown.trust),
        },
    )


@require_safe
def seat(request: HttpRequest, slug: str, body: str, seat: str) -> HttpResponse:
    """One seat: who holds it now, and who has and will."""
    shown = seat_seen(slug, body, seat)
    trust, today = shown.body.trust, timezone.localdate()
    table = table_of(trust)
    return render(
        request,
        "governance/membership/seat.html",
        {
            "trust": trust,
            "body": shown.body,
            "place": table.place(shown, today),
            "is_there": table.membership.seats[shown.pk].is_there(today),
            "tenants": [(tenant, tenant.stretch.has(today)) for tenant in table.tenants(shown)],
            "deputies": [(tenant, tenant.stretch.has(today)) for tenant in table.deputies(shown)],
            "today": today,
            "follows": may_follow(request.user, trust),
            "roles": held_roles(request.user, trust),
        },
    )


@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The membership list: every seat of every body in force, with who holds it."""
    trust = trust_seen(slug)
    asked = asked_day(request.GET.get("on", ""), timezone.localdate())
    table = table_of(trust)
    bodies = [(body, table.places(body, asked.day)) for body in sorted(bodies_on(trust, asked.day), key=by_kind)]
    return render(
        request,
        "governance/membership/members.html",
        {"trust": trust, "asked": asked, "bodies": [(body, places) for body, places in bodies if places]},
    )


@require_safe
def members_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The membership list for a spreadsheet."""
    trust = trust_seen(slug)
    asked = asked_day(request.GET.get("on", ""), timezone.localdate())
    table = table_of(trust)
    places = [
        place for body in sorted(bodies_on(trust, asked.day), key=by_kind) for place in table.places(body, asked.day)
    ]
    name = f"{trust.slug}-members-{asked.day.isoformat()}.csv"
    return HttpResponse(
        members_as_csv(places),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@require_safe
@signed_in
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everyone of the trust, what they hold today and whether they can sign in."""
    trust = trust_developed_by(user_of(request), slug)
    shown = people_shown(trust, timezone.localdate())
    return render(request, "governance/membership/people.html", {"trust": trust, "people": shown})


@require_safe
@signed_in
def person(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """One person: what they hold, have held and will, and how they sign in."""
    shown = person_known_to(user_of(request), slug, person)
    today = timezone.localdate()
    spells = table_of(shown.trust).spells_of(shown)
    return render(
        request,
        "governance/membership/person.html",
        {
            "trust": shown.trust,
            "person": shown,
            "now": [spell for spell in spells if spell.stretch.has(today)],
            "coming": [spell for spell in reversed(spells) if spell.stretch.starts > today],
            "past": [spell for spell in spells if spell.stretch.ends and spell.stretch.ends <= today],
            "access": access_to([shown], PERSON)[shown.pk],
            "roles": held_roles(request.user, shown.trust),
        },
    )


@require_safe
@signed_in
def gaps(request: HttpRequest, slug: str) -> HttpResponse:
    """What is missing today, each with the way to mend it."""
    trust = trust_inspected_by(user_of(request), slug)
    found = gaps_of(trust, timezone.localdate())
    roles = held_roles(request.user, trust)
    return render(request, "governance/membership/gaps.html", {"trust": trust, "gaps": found, "roles": roles})


@require_safe
@signed_in
def my_seats(request: HttpRequest) -> HttpResponse:
    """What the reader holds and deputises, in every trust."""
    user = user_of(request)
    people = list(people_of_user(user))
    return render(
        request,
        "governance/membership/my_seats.html",
        {
            "places": seats_of_user(user, timezone.localdate()),
            "people": people,
            "own": {person.pk for person in people},
        },
    )


@require_safe
@signed_in
def seat_history(request: HttpRequest, slug: str, body: str, seat: str) -> HttpResponse:
    """What was recorded of a seat, and why."""
    shown = seat_followed_by(user_of(request), slug, body, seat)
    trust = shown.body.trust
    return _history(request, trust, shown.title, shown.get_absolute_url(), history_of_seat(shown))


@require_safe
@signed_in
def body_history(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """What was recorded of a body, its seats and offices, and why."""
    shown = body_followed_by(user_of(request), slug, body)
    return _history(request, shown.trust, shown.name, shown.get_absolute_url(), history_of_body(shown))


@require_safe
@signed_in
def person_history(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """What was recorded of a person, and why."""
    shown = person_known_to(user_of(request), slug, person)
    return _history(request, shown.trust, shown.name, shown.get_absolute_url(), history_of_person(shown))


def _history(request: HttpRequest, trust: Trust, about: str, address: str, told: list[Told]) -> HttpResponse:
    page = Paginator(told, TOLD_ON_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"trust": trust, "about": about, "address": address, "page": page}
    return render(request, "governance/membership/history.html", context)
