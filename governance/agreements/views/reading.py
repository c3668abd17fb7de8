"""The agreements of a trust, what one says, and what changed from one edition to another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.agreements.models import Agreement, Edition
from governance.agreements.overview import lines_of
from governance.agreements.permissions import agreement_seen, edition_seen
from governance.agreements.queries import Issues, in_force_among, issues_of, signing_of
from governance.agreements.shown import changes_shown, editions_shown, own_places, parties_of, text_shown
from governance.membership.permissions import may_follow
from governance.membership.queries import people_of_user
from governance.structure.permissions import trust_seen
from trustboard.accounts.queries import held_roles


@require_safe
def agreements(request: HttpRequest, slug: str) -> HttpResponse:
    """The agreements of the trust and what is in force; for the officer what is under way and how many have signed."""
    trust = trust_seen(slug)
    roles = held_roles(request.user, trust)
    lines = lines_of(trust, timezone.localdate(), is_officer="officer" in roles)
    response = render(
        request, "governance/agreements/agreements.html", {"trust": trust, "lines": lines, "roles": roles}
    )
    if "officer" in roles:
        response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def agreement(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The edition in force, or the one that is to be signed where none is; whom it binds, and who is to sign it."""
    shown = agreement_seen(slug, key)
    today = timezone.localdate()
    issues = issues_of(shown)
    current = issues.current(today)
    edition = issues.in_force(today) or current or issues.last
    context = {
        "agreement": shown,
        "edition": edition,
        "current": current,
        "parties": parties_of(in_force_among(shown, today)),
        "earlier": [each for each in editions_shown(issues, today) if each.edition != edition],
        **_signing(request, shown, current),
    }
    return _page(request, "governance/agreements/agreement.html", issues, context)


def _signing(request: HttpRequest, agreement: Agreement, current: Edition | None) -> dict[str, Any]:
    """For those of the trust: who has signed what is to be signed, and the reader's own places."""
    follows = may_follow(request.user, agreement.trust)
    if not (follows and current and request.user.is_authenticated):
        return {"follows": follows}
    signing = signing_of(current, timezone.localdate())
    people = people_of_user(request.user)
    person = next((each for each in people if each.trust_id == agreement.trust_id), None)
    own = own_places(signing, person) if person else []
    return {
        "follows": True,
        "signing": signing,
        "to_sign": [each for each in own if person and each.place.person == person.pk and not each.signature],
        "may_sign": [each for each in own if person and each.place.person != person.pk and not each.signature],
        "signed": [each.signature for each in own if each.signature and each.signature.person == person],
    }


@require_safe
def agreement_edition(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """One edition as it was issued and, where another one is named, what it changed against that."""
    edition = edition_seen(slug, key, number)
    issues = issues_of(edition.agreement)
    others = [each for each in editions_shown(issues, timezone.localdate()) if each.edition != edition]
    against = _against(request.GET.get("against", ""), issues, edition)
    context = {
        "agreement": edition.agreement,
        "edition": edition,
        "others": others,
        "against": against,
        "changes": changes_shown(against, edition) if against else None,
        "follows": may_follow(request.user, edition.agreement.trust),
    }
    return _page(request, "governance/agreements/edition.html", issues, context)


def _against(number: str, issues: Issues, edition: Edition) -> Edition | None:
    """The earlier edition that was asked for; nothing where the page of the edition alone was. Http404 for no such."""
    if not number:
        return None
    found = next((each for each in issues.editions if str(each.number) == number), None)
    if found is None or found.number >= edition.number:
        raise Http404
    return found


def _page(request: HttpRequest, template: str, issues: Issues, context: dict[str, Any]) -> HttpResponse:
    """The page of the edition in `context`, if there is one; what members read of it is kept nowhere."""
    agreement, edition = context["agreement"], context["edition"]
    shown = next((each for each in editions_shown(issues, timezone.localdate()) if each.edition == edition), None)
    also = {
        "trust": agreement.trust,
        "shown": shown,
        "text": text_shown(edition) if edition else None,
        "reviews": [date.fromisoformat(day) for day in edition.reviews] if edition else [],
        "roles": held_roles(request.user, agreement.trust),
    }
    response = render(request, template, {**context, **also})
    if context["follows"]:
        response["Cache-Control"] = "no-store, private"
    return response
