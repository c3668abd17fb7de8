"""A sitting of the board of the small world, opened and recorded through the acts as in real life."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from governance.constitution.acts import change_part
from governance.constitution.rulebook import rulebook_of
from governance.membership.models import Person, Seat
from governance.membership.permissions import PERSON
from governance.structure.models import Body
from meetings.attendance.acts import Entry, open_sitting, record_happening
from meetings.attendance.models import Happening
from meetings.attendance.roll import Kind
from meetings.schedule.models import Sitting
from tests.world import SINCE, SeatedWorld, by, meeting_of, member, operator
from trustboard.accounts.models import User

MEETS = date(2030, 4, 25)
TWO = datetime(2030, 4, 25, 13, tzinfo=UTC)
"""Two in the afternoon in London on the day of the room's meeting."""


def at(minutes: float) -> datetime:
    """So many minutes after two."""
    return TWO + timedelta(minutes=minutes)


def has_part(body: Body, part: str, written: dict[str, Any]) -> None:
    """The body's constitution has this part since 1 May 2020."""
    read = rulebook_of(body.trust).edits(body.key)
    change_part(body, part=part, written=written, starts=SINCE, read=read, by=operator())


class Room(SeatedWorld):
    """The small world, whose board needs two members with the chair among them and lets a seat be deputised once a
    year, and meets in private on 25 April 2030. Ann, Ben and Cat can sign in.
    """

    meets = MEETS
    publicity: dict[str, Any] = {"meetings": "closed"}

    def __post_init__(self) -> None:
        super().__post_init__()
        has_part(self.board, "quorum", {"business": {"all": [{"count": {"n": 2}}, {"someone": {"office": "chair"}}]}})
        has_part(self.board, "deputies", {"visits": 1})
        has_part(self.board, "publicity", self.publicity)
        self.meeting = meeting_of(self.board, self.meets)
        self.ann_user: User = member(self.ann, "Ann Ames", PERSON)
        self.ben_user: User = member(self.ben, "Ben Bold", PERSON)
        self.cat_user: User = member(self.cat, "Cat Cole", PERSON)
        self.sitting: Sitting = self.meeting.sitting

    def opened(self, sitting: Sitting | None = None) -> Sitting:
        """The sitting, opened at two by the officer."""
        sitting = sitting or self.sitting
        open_sitting(sitting, at=None, by=by(self.officer, now=TWO))
        return sitting

    def came(self, person: Person, seat: Seat, minute: float = 0, **columns: Any) -> Happening:
        """The officer recorded that the person came for the seat, so many minutes after two."""
        return self.recorded(Kind.ARRIVED, minute, person=person, seat=seat, **columns)

    def recorded(self, kind: Kind, minute: float = 0, **columns: Any) -> Happening:
        """The officer recorded it, so many minutes after two."""
        entry = Entry(kind=kind, **columns)
        record_happening(self.sitting, entry=entry, at=None, by=by(self.officer, now=at(minute)))
        return self.sitting.happenings.last()
