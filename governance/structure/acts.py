"""Founding a trust."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from governance.structure.changes import make_trust
from governance.structure.models import Trust
from governance.structure.rules import may_found
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act


@act
def found_trust(*, slug: str, name: str, by: By) -> Trust:
    """Begin a trust. Only the operator's command does; raises RuleBroken where address or name will not do."""
    if not by.command:
        raise PermissionDenied

    require(may_found(slug=slug, name=name, is_taken=Trust.objects.filter(slug=slug).exists()))

    trust = make_trust(slug=slug, name=name)

    record_act(by, chain=trust.chain, touched=[trust])
    return trust
