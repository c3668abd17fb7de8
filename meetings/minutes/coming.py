"""What minutes bring to the next agenda of the body once they are circulated: their approval, and matters arising."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from governance.constitution.core.publicity import Readers
from meetings.actions.models import Action
from meetings.actions.queries import MATTERS, arising_from
from meetings.agenda.models import Audience, Purpose
from meetings.agenda.queries import day_of
from meetings.declarations.queries import rules_at
from meetings.minutes.business_told import AWAITED
from meetings.minutes.lines import ItemOf
from meetings.minutes.models import address_of_minutes
from meetings.minutes.queries import Draft
from trustboard.acts.days import told


def coming_of(draft: Draft, today: date) -> list[dict[str, Any]]:
    """The items that wait for the next agenda, as `agenda.changes.bring` takes them; some eight queries.

    What arises is told as it stands today and stays so: an agenda is agreed and published with its words. What is
    agreed later comes among the actions, and what became of an action is told there.
    """
    meeting, minutes = draft.meeting, draft.minutes
    if minutes is None:
        return []
    day, address = told(day_of(meeting)), address_of_minutes(meeting)
    agenda = rules_at(meeting).publicity.agenda
    audience = (Audience.MEMBERS if agenda is Readers.MEMBERS else Audience.PUBLIC).value
    found = [
        {
            "source": f"approval of {minutes.pk}",
            "title": f"Minutes of the meeting of {day}",
            "purpose": Purpose.DECISION.value,
            "audience": audience,
            "why": "Minutes that were circulated are approved at the next meeting",
            "address": address,
        }
    ]
    actions = arising_from(meeting)
    theirs = {str(action.item_id) for action in actions}
    if arising := [item for item in draft.opened.items if item.place in theirs or _is_put_off(item)]:
        found.append(
            {
                "source": f"{MATTERS}{meeting.pk}",
                "title": f"Matters arising from the minutes of {day}",
                "purpose": Purpose.DISCUSSION.value,
                "audience": audience,
                "why": "Something was to be done, or was put off, at the last meeting",
                "about": _about(arising, actions, audience, today),
                "address": f"{address}#item-{arising[0].number}",
            }
        )
    return found


def _is_put_off(item: ItemOf) -> bool:
    """Whether a decision on it was put off."""
    return any(detail.name == AWAITED for each in item.inserted for detail in each.details)


def _about(arising: Iterable[ItemOf], actions: list[Action], audience: str, today: date) -> str:
    """What arises, item by item; where actions are told, on which day they stood so."""
    about = "\n\n".join(_told(item, actions, audience) for item in arising)
    has_actions = any(_is_told(action, audience) for action in actions)
    return f"As it stood when the minutes were circulated, on {told(today)}:\n\n{about}" if has_actions else about


def _told(item: ItemOf, actions: list[Action], audience: str) -> str:
    """The item, with the open actions from it where all who read the agenda read them."""
    lines = [
        f"{action.owner}, by {told(action.until)}: {action.text}"
        for action in actions
        if str(action.item_id) == item.place and _is_told(action, audience)
    ]
    return "\n".join([_named(item, audience), *lines])


def _is_told(action: Action, audience: str) -> bool:
    return action.audience in {Audience.PUBLIC, Audience(audience)}


def _named(item: ItemOf, audience: str) -> str:
    """The item by its number, with its title only where all who read the agenda read the item."""
    is_theirs = Audience(audience) == item.audience or item.audience == Audience.PUBLIC
    return f"Item {item.number}: {item.title}" if is_theirs else f"Item {item.number}"
