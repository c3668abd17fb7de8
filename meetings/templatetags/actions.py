"""What the page of a decision shows of actions: those that follow from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from meetings.actions.models import Action
from meetings.actions.queries import action_rows, actions_of
from meetings.decisions.models import Decision
from meetings.decisions.permissions import Reading

register = template.Library()


@register.inclusion_tag("meetings/actions/from_decision.html")
def actions_from(decision: Decision, reading: Reading, today: date) -> dict[str, Any]:
    """The actions that follow from the decision, for who may read it; one query."""
    return {
        "actions": actions_of(action_rows(), decision=decision),
        "add_to": decision if reading.is_officer else None,
        "trust": decision.sitting.meeting.body.trust,
        "today": today,
    }


@register.filter
def overdue(action: Action, today: date) -> bool:
    """Whether the action is open after its day."""
    return action.is_overdue(today)
