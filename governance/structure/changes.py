"""The steps of the acts on trusts, agencies, bodies and lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from governance.structure.models import Agency, Body, ReportingLine, Trust
from trustboard.acts.changes import change


@change
def make_trust(**columns: Any) -> Trust:
    """A new trust."""
    return Trust.objects.create(**columns)


@change
def make_agency(trust: Trust, *, key: str, **columns: Any) -> Agency:
    """A new agency of the trust."""
    return Agency.objects.create(trust=trust, key=key, **columns)


@change
def make_body(trust: Trust, *, key: str, **columns: Any) -> Body:
    """A new body of the trust, or one outside it."""
    return Body.objects.create(trust=trust, key=key, **columns)


@change
def draw_line(body: Body, to: Body, *, starts: date, **columns: Any) -> ReportingLine:
    """The body answers to the other from this day on."""
    return ReportingLine.objects.create(body=body, to=to, starts=starts, **columns)
