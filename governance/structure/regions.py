"""The region of a trust's pages that shows who has access, pushed to its officers as it changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone

from governance.structure.models import Trust
from governance.structure.permissions import OFFICER
from trustboard.accounts.acts import ACCESS
from trustboard.accounts.permissions import may_use
from trustboard.accounts.queries import AnyUser, grants_on, open_invitations_to
from trustboard.ledger.queries import length_of
from trustboard.live.regions import Audience, Region

OFFICERS = "officers"


def access_shown(trust: Trust) -> dict[str, Any]:
    """What the region shows: everyone with a role, and every invitation not taken up."""
    return {
        "trust": trust,
        "grants": grants_on(trust),
        "invitations": open_invitations_to(trust),
        "version": length_of(trust.chain),
        "now": timezone.now(),
    }


def _audience_of(user: AnyUser, key: UUID) -> Audience | None:
    trust = Trust.objects.filter(pk=key).first()
    return OFFICERS if trust and may_use(user, trust, OFFICER) else None


def _render(key: UUID, audience: Audience) -> str:
    return render_to_string("governance/structure/access_region.html", access_shown(Trust.objects.get(pk=key)))


ACCESS_REGION = Region(
    name=ACCESS,
    audiences=(OFFICERS,),
    audience_of=_audience_of,
    version_of=lambda key: length_of(str(key)),
    render=_render,
)
