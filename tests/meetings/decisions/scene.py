"""Decisions in a hearing, and an executive group that decides in urgency for the board."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings

from governance.structure.acts import add_line
from meetings.agenda.models import Audience, Item
from meetings.attendance.acts import Entry, open_sitting, record_happening
from meetings.attendance.roll import Kind
from meetings.decisions.acts import Settled, decide
from meetings.decisions.models import Decision, How
from meetings.schedule.models import Sitting
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import MEETS, TWO, at
from tests.meetings.ballots.scene import Hearing
from tests.world import SINCE, by, meeting_of, operator
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings


def settle(room: Hearing, how: How = How.CONSENSUS, **said: Any) -> Decision:
    """The item in hand is settled in that way."""
    settled = Settled(how=how, **({"text": "The plan is agreed."} | said))
    return decide(room.sitting, settled=settled, at=None, by=room.later()).result


def put_in_question(room: Hearing) -> None:
    """The officer records late that Ann left before anything was decided."""
    record_happening(room.sitting, entry=Entry(Kind.LEFT, person=room.ann), at=at(5), by=room.later())


def settled_at_another(room: Hearing, on: date) -> Decision:
    """The board agrees something at another sitting, under which the record moves as well."""
    meeting = meeting_of(room.board, on)
    item, sitting, opened = item_of(meeting, "Another plan"), meeting.sitting, TWO + (on - MEETS)
    open_sitting(sitting, at=None, by=by(room.officer, now=opened))
    for entry in (
        Entry(Kind.ARRIVED, person=room.ann, seat=room.police),
        Entry(Kind.ARRIVED, person=room.cat, seat=room.health),
        Entry(Kind.PRESIDES, person=room.cat),
        Entry(Kind.ITEM, item=item.pk),
    ):
        record_happening(sitting, entry=entry, at=None, by=by(room.officer, now=opened + timedelta(minutes=1)))
    then = by(room.officer, now=opened + timedelta(minutes=5))
    made = decide(sitting, settled=Settled(how=How.CONSENSUS, text="Agreed."), at=None, by=then).result
    left, late = Entry(Kind.LEFT, person=room.ann), by(room.officer, now=opened + timedelta(minutes=6))
    record_happening(sitting, entry=left, at=opened + timedelta(minutes=3), by=late)
    return made


def is_whole() -> bool:
    """Whether the ledger proves every row."""
    return list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


class Urgent(Hearing):
    """The executive group answers to the board and sits, on the same day, with Ann; its only item is in hand."""

    audience = Audience.PUBLIC

    def __post_init__(self) -> None:
        super().__post_init__()
        add_line(self.group, to=self.board, through=None, about="", starts=SINCE, by=operator())
        self.group_meeting = meeting_of(self.group, MEETS)
        self.group_item: Item = item_of(self.group_meeting, "The flood", self.audience)
        self.group_sitting: Sitting = self.group_meeting.sitting
        open_sitting(self.group_sitting, at=None, by=by(self.officer, now=TWO))
        for entry in (
            Entry(Kind.ARRIVED, person=self.ann, seat=self.group_police),
            Entry(Kind.PRESIDES, person=self.ann),
            Entry(Kind.ITEM, item=self.group_item.pk),
        ):
            record_happening(self.group_sitting, entry=entry, at=None, by=self.later())

    def decided_in_urgency(self) -> Decision:
        """The group closes three schools."""
        settled = Settled(how=How.CONSENSUS, text="Three schools are closed.", reasons="They flood.", is_urgent=True)
        return decide(self.group_sitting, settled=settled, at=None, by=self.later()).result


class UrgentInConfidence(Urgent):
    """The same, where the group's item is confidential."""

    audience = Audience.CONFIDENTIAL
