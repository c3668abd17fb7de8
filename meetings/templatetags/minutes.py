"""What earlier pages show of minutes: where one writes at the item in hand, the way to them, and their formatting."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from meetings.agenda.models import Item
from meetings.minutes.formatting import formatted
from meetings.minutes.forms import PassageForm
from meetings.minutes.lines import OPENING
from meetings.minutes.models import Passage, address_of_passage
from meetings.minutes.queries import minutes_of
from meetings.minutes.rules import Stage, may_write
from meetings.schedule.models import Sitting

register = template.Library()


@register.filter
def simply_formatted(text: str) -> SafeString:
    """What was written in minutes, as HTML that holds nothing but its simple formatting."""
    return SafeString(formatted(text))


@register.filter
def as_rendered(copy: Any) -> SafeString:
    """A copy or version of minutes: it was rendered, and escaped, when it was made."""
    return SafeString(copy.html)


@register.inclusion_tag("meetings/minutes/minute.html", takes_context=True)
def minute_of(context: dict[str, Any], item: Item | None, sitting: Sitting) -> dict[str, Any]:
    """For the officer: where the minute of that item is written, or without one that of the opening. It saves itself
    while it is typed, and must stand outside of what is shown anew with every change.
    """
    meeting = sitting.meeting
    minutes = minutes_of(meeting)
    stage = Stage(minutes.stage) if minutes else Stage.DRAFT
    if not may_write(stage, is_opened=sitting.opened_at is not None).allowed:
        return {"is_offered": False}
    passage = Passage.objects.filter(minutes=minutes, item=item).select_related("by").first() if minutes else None
    place = str(item.pk) if item else OPENING
    return {
        "is_offered": True,
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "item": item,
        "place": place,
        "address": address_of_passage(meeting, place),
        "opening": address_of_passage(meeting, OPENING),
        "form": PassageForm(passage=passage),
        "passage": passage,
        "next": f"desk-{sitting.number}",
    }
