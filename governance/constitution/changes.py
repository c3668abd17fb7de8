"""The steps of the acts on clauses, constitutions and closed days."""

from __future__ import annotations

from datetime import date
from typing import Any

from governance.constitution.models import Clause, ClosedDay, Constitution
from governance.structure.models import Body, Trust
from trustboard.acts.changes import change


@change
def make_clause(trust: Trust, *, key: str, **columns: Any) -> Clause:
    """A new clause of the trust's agreement."""
    return Clause.objects.create(trust=trust, key=key, **columns)


@change
def make_constitution(body: Body, *, starts: date, written: dict[str, Any]) -> Constitution:
    """The body's rules from this day on."""
    return Constitution.objects.create(body=body, starts=starts, written=written)


@change
def make_closed_day(trust: Trust, *, day: date, reason: str) -> ClosedDay:
    """The trust is closed on this day."""
    return ClosedDay.objects.create(trust=trust, day=day, reason=reason)


@change
def drop_closed_day(closed: ClosedDay) -> None:
    """The trust is open on this day after all."""
    key = closed.pk
    closed.delete()
    closed.pk = key
