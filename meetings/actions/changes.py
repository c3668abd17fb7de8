"""The steps of the acts on actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from governance.structure.models import Body
from meetings.actions.models import Action, Became, Reminder, State, Update
from trustboard.acts.changes import amend, change, claim_version, hold

STATES = {Became.DONE: State.DONE, Became.WITHDRAWN: State.WITHDRAWN}


@change
def make_action(body: Body, **columns: Any) -> Action:
    """A new action of the body, after the others."""
    hold(body)
    number = (Action.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0) + 1
    return Action.objects.create(body=body, number=number, **columns)


@change
def keep_update(action: Action, *, version: int, **columns: Any) -> Update:
    """What became of the action; and how it stands from now on, in the version that was read. The day that was agreed
    stays: to which one it is carried on is told by the update.
    """
    number = (action.updates.aggregate(last=Max("number"))["last"] or 0) + 1
    update = Update.objects.create(action=action, number=number, **columns)
    state = STATES.get(Became(update.became), State.OPEN)
    if update.due:
        claim_version(action, read=version)
        action.carried_to = update.due
    else:
        amend(action, read=version, state=state)
    return update


@change
def keep_reminder(action: Action, *, when: str, letters: int, at: datetime) -> Reminder:
    """That the owner was reminded."""
    return Reminder.objects.create(action=action, when=when, due=action.until, letters=letters, at=at)
