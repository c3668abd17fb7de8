"""What earlier pages show of agendas: the items that the reader has leave to read."""

from __future__ import annotations

from typing import Any

from django import template

from meetings.agenda.models import Item
from meetings.agenda.queries import items_left_to

register = template.Library()


@register.simple_tag
def items_left(user: Any) -> list[Item]:
    """The items that the reader has leave to read, by the day of their meetings; one query where there are none."""
    return items_left_to(user)
