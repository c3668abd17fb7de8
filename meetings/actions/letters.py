"""The letter that reminds the owner of an action."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string

from meetings.actions.models import Action, Remembering
from meetings.agenda.models import Audience
from trustboard.acts.days import told


def reminder_of(action: Action, when: Remembering) -> tuple[str, str]:
    """Subject and text. What is confidential is not in it, only where it is read."""
    is_late = when is Remembering.OVERDUE
    subject = f"Action {'overdue since' if is_late else 'due on'} {told(action.until)}: {action.body.name}"
    text = render_to_string(
        "meetings/actions/reminder.txt",
        {
            "action": action,
            "is_late": is_late,
            "is_confidential": action.audience == Audience.CONFIDENTIAL,
            "address": settings.SITE_URL + action.get_absolute_url(),
        },
    )
    return subject, text
