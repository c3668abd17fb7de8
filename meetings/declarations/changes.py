"""The steps of the acts on declarations and rulings."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from meetings.declarations.models import Declaration, Ruling
from meetings.schedule.models import Meeting
from trustboard.acts.changes import amend, change
from trustboard.ledger.changes import keep_personal_text


@change
def keep_declaration(meeting: Meeting, *, nature: str = "", **columns: Any) -> Declaration:
    """Keep a declaration, after those before it."""
    return Declaration.objects.create(
        meeting=meeting,
        number=_next(meeting.declarations.aggregate(last=Max("number"))["last"]),
        nature=keep_personal_text(nature) if nature else None,
        **columns,
    )


@change
def keep_ruling(meeting: Meeting, **columns: Any) -> Ruling:
    """Keep a ruling, after those before it."""
    return Ruling.objects.create(
        meeting=meeting, number=_next(meeting.rulings.aggregate(last=Max("number"))["last"]), **columns
    )


@change
def raise_record(meeting: Meeting) -> list[Any]:
    """The record of the sittings that are open has moved. Returns them."""
    # As they are now, and not as the page was shown: others record in them meanwhile.
    held = meeting.sittings.select_for_update(no_key=True)
    moved = [sitting for sitting in held if sitting.opened_at is not None]
    for sitting in moved:
        amend(sitting, record=sitting.record + 1)
    return moved


def _next(last: int | None) -> int:
    return (last or 0) + 1
