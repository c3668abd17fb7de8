"""Items on the agenda of a meeting, made through the acts as in real life."""

from __future__ import annotations

from meetings.agenda.acts import add_item
from meetings.agenda.models import Audience, Item, Purpose
from meetings.schedule.models import Meeting
from tests.world import operator


def item_of(meeting: Meeting, title: str, audience: Audience = Audience.PUBLIC, **columns: object) -> Item:
    """An item at the end of the agenda."""
    plain = {
        "purpose": Purpose.DECISION,
        "decision": "",
        "lead": "",
        "minutes": None,
        "reason": "It names children." if audience == Audience.CONFIDENTIAL else "",
        "bidders": [],
        "about": "",
    }
    return add_item(meeting, title=title, audience=audience, by=operator(), **(plain | columns)).result
