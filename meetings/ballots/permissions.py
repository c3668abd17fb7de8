"""How every act of a vote or decision begins: permission first, then the lock, then the moment it speaks of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from governance.membership.models import Person
from meetings.attendance.permissions import person_of, require_recorder
from meetings.attendance.queries import record_of
from meetings.attendance.rules import may_speak_of, may_tap
from meetings.ballots.queries import Grounds, grounds_of
from meetings.ballots.rules import may_preside_still, may_settle
from meetings.schedule.models import Sitting
from trustboard.acts.by import By
from trustboard.acts.changes import hold
from trustboard.acts.verdict import require

CHANGING = ["opened_at", "ended_at", "version", "record", "frozen", "ballot"]
"""The columns of a sitting that others may have changed meanwhile."""


def begun_by_presider(sitting: Sitting, at: datetime | None, by: By) -> tuple[Grounds, datetime, bool]:
    """An act of the officer, or of whoever presides over the item in hand.

    Returns what it rests on, the moment, and whether it is the presider's own.
    """
    trust = sitting.meeting.body.trust
    me = person_of(by.user, trust) if by.user else None
    moment = at or by.now
    is_own = require_recorder(by, trust, own=me is not None and _presides(sitting, me, moment))

    held(sitting, at, by, is_own=is_own)
    if is_own:
        require(may_preside_still(is_presiding=me is not None and _presides(sitting, me, moment)))
    grounds = grounds_of(sitting, moment)
    require(may_settle(is_in_hand=grounds.item is not None))
    return grounds, moment, is_own


def begun_by_self(sitting: Sitting, person: Person, at: datetime | None, by: By) -> tuple[datetime, bool]:
    """An act of the person, or the officer's entry for them. Returns the moment, and whether it is their own."""
    trust = sitting.meeting.body.trust
    own = by.user is not None and person_of(by.user, trust) == person
    is_own = require_recorder(by, trust, own=own)
    return held(sitting, at, by, is_own=is_own), is_own


def held(sitting: Sitting, at: datetime | None, by: By, *, is_own: bool) -> datetime:
    """Let nobody else act in the sitting until the commit, and see that it is or was open. Returns the moment."""
    hold(sitting)
    sitting.refresh_from_db(fields=CHANGING)
    moment = at or by.now
    require(may_speak_of(at=moment, opened=sitting.opened_at, ended=sitting.ended_at, now=by.now))
    if is_own:
        require(may_tap(speaks_of_now=at is None))
    return moment


def entered(moment: datetime, *, by: By, is_own: bool = False) -> dict[str, Any]:
    """The columns of `Recorded`."""
    return {"at": moment, "recorded_at": by.now, "by": by.user, "is_own": is_own}


def person_called(sitting: Sitting, key: str) -> Person | None:
    """The person of the sitting's trust with that key."""
    return sitting.meeting.body.trust.people.filter(key=key).first() if key else None


def _presides(sitting: Sitting, person: Person, moment: datetime) -> bool:
    if sitting.opened_at is None:
        return False
    roll = record_of(sitting).roll(moment)
    return roll.presiding.over(roll.item) == person.key
