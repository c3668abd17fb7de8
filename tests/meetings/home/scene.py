"""People who have something to do, and what makes and ends it, through the acts as in real life."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from governance.interests.acts import confirm_interests
from governance.interests.queries import edits_of
from governance.membership.models import Person, Seat
from governance.membership.permissions import PERSON
from meetings.agenda.models import Audience
from meetings.answers.acts import answer_for_seat
from meetings.attendance.acts import Entry, open_sitting, record_happening
from meetings.attendance.models import Choice
from meetings.attendance.roll import Kind
from meetings.declarations.acts import declare_interest_at
from meetings.declarations.models import Declaration
from meetings.home.queries import needs_of
from meetings.schedule.acts import cancel_meeting, give_notice
from meetings.schedule.models import Meeting, Sitting
from tests.meetings.agenda.scene import item_of, paper_of, published
from tests.world import SeatedWorld, by, member
from trustboard.accounts.models import User
from trustboard.mail.changes import mark_failed, mark_sent
from trustboard.mail.models import Letter

NOW = datetime(2030, 4, 1, 9, tzinfo=UTC)
"""A Monday; the board meets on Thursday of the week after next."""
BEFORE = datetime(2030, 3, 28, 9, tzinfo=UTC)
TWO = datetime(2030, 4, 18, 13, tzinfo=UTC)
"""Two in the afternoon in London on the day of the meeting."""
MORNING_AFTER = TWO + timedelta(hours=18)
PEOPLE = ("officer", "bare_officer", "auditor", "ann_user", "ben_user", "cat_user", "nobody", "medway_officer", "max")


class Waiting(SeatedWorld):
    """The small world on 1 April 2030, whose people can sign in and have confirmed their interests. Ann holds the
    police's seat, Ben is her deputy, Cat holds health's and is chair; Max sits on Medway's board, which does not meet.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.ann_user: User = member(self.ann, "Ann Ames", PERSON)
        self.ben_user: User = member(self.ben, "Ben Bold", PERSON)
        self.cat_user: User = member(self.cat, "Cat Cole", PERSON)
        self.max: User = member(self.medway_person, "Max Mead", PERSON)
        self.sitting: Sitting = self.meeting.sitting
        for person, user in (
            (self.ann, self.ann_user),
            (self.ben, self.ben_user),
            (self.cat, self.cat_user),
            (self.medway_person, self.max),
        ):
            self.confirmed(person, user, BEFORE)

    def confirmed(self, person: Person, user: User, now: datetime = NOW) -> None:
        """The person has confirmed that the register says all."""
        nothing = not person.interests.exists()
        confirm_interests(person, nothing_to_declare=nothing, read=edits_of(person), by=by(user, now=now))

    def noticed(self) -> None:
        """Notice of the meeting was given."""
        give_notice(self.meeting, by=by(self.officer, now=BEFORE))

    def answered(self, seat: Seat, choice: Choice = Choice.COMING) -> None:
        """The officer recorded what the seat answers."""
        reason = "On leave." if choice is Choice.APOLOGIES else ""
        answer_for_seat(self.sitting, seat=seat, choice=choice, reason=reason, by=by(self.officer, now=NOW))

    def papered(self) -> None:
        """The agenda of the meeting is published, with two papers."""
        item = item_of(self.meeting, "Joint plan")
        paper_of(item, "The plan")
        paper_of(item, "Its cost", Audience.MEMBERS)
        published(self.meeting)

    def cancelled(self) -> None:
        """The officer cancelled the meeting."""
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        cancel_meeting(meeting, reason="No business.", version=meeting.version, by=by(self.officer, now=NOW))

    def opened(self, now: datetime) -> None:
        """The sitting was opened then, and Cat presides."""
        open_sitting(self.sitting, at=None, by=by(self.officer, now=now))
        self.recorded(Entry(Kind.ARRIVED, person=self.cat, seat=self.health), now)
        self.recorded(Entry(Kind.PRESIDES, person=self.cat), now)

    def recorded(self, entry: Entry, now: datetime) -> None:
        """The officer recorded it then."""
        record_happening(self.sitting, entry=entry, at=None, by=by(self.officer, now=now))

    def declared(self, person: Person, seat: Seat, now: datetime, **told: Any) -> Declaration:
        """The officer recorded that the person declared an interest for the whole meeting, unless said otherwise."""
        plain = {"item": None, "kind": "personal", "nature": "My sister.", "goes": False}
        plain |= {"registered": None, "corrects": None, "at": None}
        plain |= {"person": person, "seat": seat}
        declare_interest_at(self.meeting, **(plain | told), by=by(self.officer, now=now))
        return Declaration.objects.latest("number")

    def words(self, who: str, now: datetime = NOW) -> list[str]:
        """What that one has to do then, in words."""
        return [task.words for task in needs_of(getattr(self, who), now).tasks]

    def meetings(self, who: str, now: datetime = NOW) -> list[str]:
        """The next meetings of that one, in words."""
        return [task.words for task in needs_of(getattr(self, who), now).meetings]


def failed(letter: Letter) -> None:
    """The letter did not leave."""
    with transaction.atomic():
        mark_failed(letter, "SMTPRecipientsRefused: 550", now=NOW)


def left(letter: Letter) -> None:
    """The letter left after all."""
    with transaction.atomic():
        mark_sent(letter, now=NOW)
