"""The letters about a meeting, through a real mail server, with the entry that calendars take up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from email.message import EmailMessage

import pytest
from icalendar import Calendar, Event

from governance.membership.acts import leave_vacant
from meetings.schedule import acts
from meetings.schedule.letters import News, Reached, letters_about, title_of
from meetings.schedule.permissions import meeting_seen
from tests.meetings.schedule.conftest import MeetingWorld
from tests.serving import Postbox
from tests.world import MORNING, by, meeting_of, operator
from trustboard.mail.delivery import send_due_letters
from trustboard.mail.models import Letter, LetterState

pytestmark = pytest.mark.django_db

ANN = "ann.ames@agency.example"


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    """A mail server of this machine, to which the product sends."""
    postbox = Postbox()
    postbox.controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postbox.controller.port
    yield postbox
    postbox.controller.stop()


def entry_in(letter: EmailMessage) -> tuple[str, Event]:
    """The method that the letter's part says, and the one event of its calendar."""
    (part,) = letter.iter_attachments()
    assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "meeting.ics")
    calendar = Calendar.from_ical(part.get_content())
    assert calendar["METHOD"] == part.get_param("method")
    (event,) = calendar.walk("VEVENT")
    return str(part.get_param("method")), event


def words_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def test_notice_move_and_cancellation_are_one_entry_with_rising_numbers(world: MeetingWorld, postbox: Postbox) -> None:
    Letter.objects.all().delete()
    steps = []
    for number in range(3):
        meeting = meeting_seen("kent", "board", world.meeting.pk)
        officer = by(world.officer, now=MORNING + timedelta(days=number))
        if number == 0:
            acts.give_notice(meeting, by=officer)
        elif number == 1:
            acts.move_meeting(
                meeting,
                on=date(2030, 5, 16),
                starts=time(10, 30),
                minutes=90,
                place="Town Hall",
                link="",
                reason="The hall is taken by others.",
                version=meeting.version,
                by=officer,
            )
        else:
            acts.cancel_meeting(meeting, reason="There is no business.", version=meeting.version, by=officer)
        assert send_due_letters(lambda now=officer.now: now) == (3, 0)
        steps.append(postbox.letter_to(ANN, after=number))

    methods, events = zip(*map(entry_in, steps), strict=True)
    assert methods == ("REQUEST", "REQUEST", "CANCEL")
    assert [int(event["SEQUENCE"]) for event in events] == [0, 1, 2]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [event["DTSTART"].to_ical() for event in events] == [
        b"20300418T130000Z",
        b"20300516T093000Z",
        b"20300516T093000Z",
    ]
    notice, moved, cancelled = map(words_of, steps)
    assert "When: Thursday 18 April 2030, 14:00 to 16:00" in notice
    assert "Join remotely: https://meet.example/board" in notice
    assert "You receive this because you hold the seat Police." in notice
    assert "When: Thursday 16 May 2030, 10:30 to 12:00 (it was to be on Thursday 18 April 2030, 14:00)" in moved
    assert "Why: The hall is taken by others." in moved
    assert "What you answered for the earlier time no longer counts. Please say again" in moved
    assert "does not meet on Thursday 16 May 2030, 10:30" in cancelled
    assert "Why: There is no business." in cancelled
    assert [step["Subject"] for step in steps] == [
        "Notice of a meeting: Board, Thursday 18 April 2030, 14:00",
        "Moved: Board, Thursday 16 May 2030, 10:30",
        "Cancelled: Board, Thursday 16 May 2030, 10:30",
    ]
    assert all("taken by others" not in str(event.to_ical()) for event in events)
    assert all("no business" not in str(event.to_ical()) for event in events)


def test_letter_says_and_keeps_nothing_when_it_has_left(world: MeetingWorld, postbox: Postbox) -> None:
    Letter.objects.all().delete()
    acts.give_notice(meeting_seen("kent", "board", world.meeting.pk), by=by(world.officer, now=MORNING))
    send_due_letters(lambda: MORNING)
    assert set(Letter.objects.values_list("state", "text", "calendar")) == {(LetterState.SENT, "", "")}


def test_deputy_reads_for_which_seat_they_are_named(world: MeetingWorld, postbox: Postbox) -> None:
    acts.give_notice(meeting_seen("kent", "board", world.meeting.pk), by=by(world.officer, now=MORNING))
    send_due_letters(lambda: MORNING)
    letter = postbox.letter_to("ben.bold@agency.example")
    assert "You receive this because you are named deputy for Police." in words_of(letter)


@pytest.mark.parametrize(
    ("kind", "title", "called"),
    [
        ("ordinary", "", "Board"),
        ("annual", "", "Board: annual meeting"),
        ("ordinary", "Budget day", "Board: Budget day"),
    ],
)
def test_meeting_is_called_by_its_body_and_its_title_or_kind(world: MeetingWorld, kind, title, called) -> None:
    meeting = meeting_of(world.board, date(2030, 6, 20))
    meeting.kind, meeting.title = kind, title
    assert title_of(meeting) == called


def test_move_takes_the_meeting_out_of_the_calendar_of_who_sits_there_no_longer(
    world: MeetingWorld, postbox: Postbox
) -> None:
    meeting = meeting_seen("kent", "board", world.meeting.pk)
    acts.give_notice(meeting, by=by(world.officer, now=MORNING))
    leave_vacant(world.police, starts=date(2030, 5, 1), by=operator())
    Letter.objects.all().delete()
    moved = {"on": date(2030, 5, 16), "starts": time(14), "minutes": 90, "place": "Town Hall", "reason": "No room."}
    link = "https://meet.example/board"
    acts.move_meeting(meeting, **moved, link=link, version=meeting.version, by=by(world.officer, now=MORNING))
    assert send_due_letters(lambda: MORNING) == (3, 0)
    letter = postbox.letter_to(ANN, after=0)
    method, event = entry_in(letter)
    assert (method, event["STATUS"], int(event["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)
    assert str(event["UID"]).startswith(f"{meeting.sitting.pk}@")
    assert "does not meet on Thursday 18 April 2030, 14:00: it is moved to Thursday 16 May 2030" in words_of(letter)
    assert link not in words_of(letter) + str(event.get("DESCRIPTION", ""))
    assert entry_in(postbox.letter_to("cat.cole@agency.example", after=0))[0] == "REQUEST"


def test_move_to_another_place_asks_nobody_to_answer_again(world: MeetingWorld) -> None:
    sitting = meeting_seen("kent", "board", world.meeting.pk).sitting
    reached = [Reached("Ann Ames", ANN, ("you hold the seat Police",))]
    (letter,) = letters_about(sitting, News.MOVED, reached, now=MORNING, was=sitting.starts_at)
    assert "no longer counts" not in letter.text
    assert "If you have not yet said whether you are coming, or your answer changes, please say so" in letter.text
