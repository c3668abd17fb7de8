"""Actions of a hearing's board: from a decision, and from earlier minutes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from meetings.actions.acts import add_action, update_action
from meetings.actions.models import Action, Became
from meetings.agenda.models import Audience
from meetings.decisions.models import Decision
from tests.meetings.attendance.scene import MEETS
from tests.meetings.ballots.scene import Hearing
from trustboard.accounts.models import User

IN_JUNE = MEETS + timedelta(days=40)


def action_of(room: Hearing, decision: Decision | None = None, **columns: Any) -> Action:
    """Ann writes to the schools by June, which was agreed in May 2029 unless it follows from a decision."""
    plain = {
        "text": "Write to the schools.",
        "person": None if "agency" in columns else room.ann,
        "agency": None,
        "due": IN_JUNE,
        "decision": decision,
        "origin": "" if decision else "Minutes of 3 May 2029, item 4",
        "audience": Audience.PUBLIC,
    }
    return add_action(room.board, by=room.later(), **(plain | columns)).result


def told(
    room: Hearing, action: Action, became: Became, words: str = "", *, due: date | None = None, user: User | None = None
) -> Action:
    """The officer, or that user, told what became of it."""
    now = Action.objects.select_related("body__trust").get(pk=action.pk)
    update_action(now, became=became, words=words, due=due, version=now.version, by=room.later(user))
    return Action.objects.get(pk=action.pk)
