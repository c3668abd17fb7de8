"""What the pages of earlier rooms show of agreements."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import template

from governance.agreements.models import Edition, Sealed, Signers
from governance.agreements.queries import current_editions, signing_of
from governance.membership.queries import Table
from governance.structure.models import Body

register = template.Library()

Unsigned = dict[UUID, list[tuple[str, str]]]
NOT_SIGNED = {"not yet": "has not signed", "declined": "declined to sign"}


@register.simple_tag
def unsigned_on(body: Body, day: date, table: Table) -> Unsigned:
    """By seat of the body, the agreements that its holder has not signed on the day: each in words, with its address.

    For those of the trust. One query where the trust has no agreement, and three for each that the body's seats sign.
    """
    found: Unsigned = {}
    for edition in current_editions(body.trust, day):
        agreement = edition.agreement
        if agreement.body_id != body.pk or edition.signers != Signers.REPRESENTATIVES:
            continue
        for each in signing_of(edition, day, table=table).signers:
            if said := NOT_SIGNED.get(each.state):
                seat = UUID(each.place.key.removeprefix("seat-"))
                found.setdefault(seat, []).append((f"{said}: {agreement.name}", agreement.get_absolute_url()))
    return found


@register.simple_tag
def sealed_of(edition: Edition) -> list[Sealed]:
    """The sealed documents of the edition, the latest first; one query."""
    found = list(Sealed.objects.filter(edition=edition).order_by("-at"))
    for each in found:
        each.edition = edition
    return found


@register.filter
def of_seat(unsigned: Any, seat: UUID) -> list[tuple[str, str]]:
    """Those of one seat; none where nothing was asked."""
    return list(unsigned.get(seat, [])) if unsigned else []
