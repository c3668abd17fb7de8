"""Who may not record, refusals that leave nothing behind, and who is here after all."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from meetings.attendance.acts import Entry, record_happening
from meetings.attendance.queries import record_of
from meetings.schedule.models import Sitting
from tests.meetings.attendance.scene import Room, at
from tests.world import by, everything
from trustboard.accounts.models import User
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.verdict import RuleBroken


def refusal(act: Any, *on: Any, **asked: Any) -> tuple[str, ...]:
    """Why the act is refused; nothing has changed and nothing was recorded."""
    before = everything()
    with pytest.raises(RuleBroken) as refused:
        act(*on, **asked)
    assert everything() == before
    return refused.value.verdict.reasons


def denied(fault: type[Exception], act: Any, *on: Any, **asked: Any) -> None:
    """The act is not for them; nothing has changed and nothing was recorded."""
    before = everything()
    with pytest.raises(fault):
        act(*on, **asked)
    assert everything() == before


def arrival(room: Room, user: User | None, entry: Entry, minute: float = 1, **keys: Any) -> None:
    record_happening(room.sitting, entry=entry, at=keys.pop("spoken", None), by=by(user, now=at(minute)))


def here(sitting: Sitting) -> list[tuple[str, str | None]]:
    return [(one.person, one.seat) for one in record_of(sitting).roll().here]


STRANGERS = [("nobody", Http404), ("medway_officer", Http404), ("auditor", PermissionDenied)]
STRANGERS += [("bare_officer", SecondFactorNeeded)]
