"""What other rooms' pages show of decisions: that one of which they tell is in question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import template

from meetings.agenda.audience import Audience
from meetings.agenda.models import Item, WaitingItem
from meetings.decisions.models import Decision
from meetings.decisions.queries import in_question_behind
from meetings.schedule.models import Meeting

register = template.Library()


@register.simple_tag
def in_question_in(lines: Iterable[Any]) -> set[UUID]:
    """Of lines of an agenda the keys of those that tell of a decision in question: none of a decision for fewer readers
    than the line. One query where none came by itself, some ten more however many did.
    """
    audiences = {line.key: Audience(line.audience) for line in lines if line.key}
    doubted = _doubted(WaitingItem.objects.filter(item__in=audiences))
    return {item.pk for item, decision in doubted if audiences[item.pk].reads(decision.item.audience)}


@register.simple_tag
def in_question_on(meeting: Meeting) -> set[UUID]:
    """The same of all the items of a meeting's agenda, for its keeper."""
    return {item.pk for item, _ in _doubted(WaitingItem.objects.filter(item__meeting=meeting))}


@register.inclusion_tag("meetings/decisions/in_question.html")
def in_question_published(meeting: Meeting, shown: Iterable[Any], left: Iterable[Any], audience: str) -> dict[str, Any]:
    """Beside copies of an agenda, which never change: the items in them that tell of a decision in question now, by
    their numbers, for whom the item and the decision are, or who have leave to read the item.
    """
    held = {key for one in shown if one.copy for key in one.publication.holds["items"]}
    allowed = {one.item.pk for one in left if one.pieces}
    reads = Audience(audience).reads
    numbers = [
        item.position
        for item, decision in _doubted(WaitingItem.objects.filter(item__meeting=meeting))
        if item.pk in allowed or (str(item.pk) in held and reads(item.audience) and reads(decision.item.audience))
    ]
    return {"doubted": [{"number": number} for number in sorted(numbers)]}


def _doubted(waited: Any) -> Iterator[tuple[Item, Decision]]:
    """What came by itself as an item and tells of a decision in question, with that decision."""
    rows = list(waited.filter(item__isnull=False).select_related("item"))
    behind = in_question_behind(rows)
    yield from ((row.item, behind[row.pk]) for row in rows if row.pk in behind)
