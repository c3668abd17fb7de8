"""The calendar of a body and the page of a meeting, as each reader sees them, and the forms that change them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from governance.constitution.acts import change_part
from meetings.schedule import acts
from meetings.schedule.models import Meeting, Sitting
from meetings.schedule.permissions import meeting_seen
from tests.meetings.schedule.conftest import MeetingWorld
from tests.world import MORNING, SINCE, body_of, by, everything, meeting_of, operator, seat_of, signed_in
from trustboard.acts.changes import amend
from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db

BOARD = ["kent", "board"]
READERS = ["visitor", "nobody", "medway_officer", "auditor", "ann", "cat", "officer"]
MAY = {"on_0": "16", "on_1": "5", "on_2": "2030", "starts": "2 pm", "minutes": "90", "place": "Town Hall"}


def client_of(world: MeetingWorld, reader: str) -> Client:
    """The reader's browser, in which they stay signed in."""
    people = {"ann": world.ann_user, "cat": world.cat_user}
    browsers = world.__dict__.setdefault("browsers", {})
    if reader not in browsers:
        browsers[reader] = Client() if reader == "visitor" else signed_in(people.get(reader) or getattr(world, reader))
    return browsers[reader]


def main_of(response: HttpResponse) -> str:
    """The words of the page's main part, markup left out."""
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode().split("<main")[1].split("<footer")[0]))


def seen(world: MeetingWorld, reader: str, name: str, args: list[Any], **asked: str) -> str:
    return main_of(client_of(world, reader).get(reverse(name, args=args), asked))


def page_of(world: MeetingWorld, reader: str) -> str:
    return seen(world, reader, "meeting", [*BOARD, world.meeting.pk])


def send(world: MeetingWorld, name: str, args: list[Any], reader: str = "officer", **fields: Any) -> HttpResponse:
    sent = {"request_id": str(uuid4()), **fields}
    return client_of(world, reader).post(reverse(name, args=args), sent)


def notify(world: MeetingWorld) -> None:
    acts.give_notice(meeting_seen("kent", "board", world.meeting.pk), by=by(world.officer, now=MORNING))


@pytest.mark.parametrize("reader", READERS)
def test_meeting_shows_when_and_where_to_everyone_and_the_link_only_inside(world: MeetingWorld, reader: str) -> None:
    page = page_of(world, reader)
    for text in ("Ordinary meeting, 18 April 2030", "Thursday 18 April 2030, 14:00 to 16:00", "County Hall", "Open"):
        assert text in page
    is_inside = reader in {"ann", "cat", "officer"}
    assert ("Join remotely" in page) == is_inside
    assert ("Who has answered" in page) == is_inside
    assert ("Quorum to expect" in page) == (reader == "officer")
    raw = client_of(world, reader).get(world.meeting.get_absolute_url()).content.decode()
    assert ("meet.example" in raw) == is_inside


@pytest.mark.parametrize(
    ("reader", "work"),
    [
        ("visitor", set()),
        ("auditor", set()),
        ("ann", set()),
        ("cat", {"Cancel"}),
        ("officer", {"Give notice", "Move", "Cancel"}),
    ],
)
def test_meeting_offers_each_reader_what_they_may_do(world: MeetingWorld, reader: str, work: set[str]) -> None:
    raw = client_of(world, reader).get(world.meeting.get_absolute_url()).content.decode()
    offered = re.findall(r'href="[^"]*/(?:move|cancel|notice)/">([^<]*)<', raw)
    assert set(offered) == work


def test_meeting_says_when_notice_is_due_and_how_the_day_is_counted(world: MeetingWorld) -> None:
    page = page_of(world, "visitor")
    assert "No notice has been given yet." in page
    assert "Wednesday 10 April 2030 last day for notice of the meeting to reach members" in page
    assert "5 clear working days: how it is counted" in page
    assert "Wed 10 April: day of delivery" in page
    assert "Sat 13 April: Saturday" in page
    notify(world)
    page = page_of(world, "visitor")
    assert "Notice was given on 1 October 2026, 10:00." in page
    assert "given in time" in page


def test_cancelled_meeting_says_why_to_everyone_and_a_moved_one_only_inside(world: MeetingWorld) -> None:
    meeting = meeting_seen("kent", "board", world.meeting.pk)
    fields = {"minutes": 120, "place": "Town Hall", "link": "", "starts": timezone.localtime(meeting.sitting.starts_at)}
    fields["starts"] = fields["starts"].time()
    day = meeting.sitting.day
    acts.move_meeting(meeting, on=day, reason="The roof leaks.", version=1, by=operator(), **fields)
    assert ["The roof leaks." in page_of(world, reader) for reader in READERS] == [
        False,
        False,
        False,
        False,
        True,
        True,
        True,
    ]
    acts.cancel_meeting(loaded(world), reason="There is no business.", version=2, by=operator())
    for reader in READERS:
        page = page_of(world, reader)
        assert "Cancelled Warning: There is no business." in page
        assert "Who has answered" not in page


def loaded(world: MeetingWorld) -> Meeting:
    return meeting_seen("kent", "board", world.meeting.pk)


def test_calendar_shows_the_year_with_what_is_asked_and_what_is_not_planned(world: MeetingWorld) -> None:
    page = seen(world, "visitor", "calendar", BOARD, year="2030")
    assert "Meetings, April 2030 to March 2031" in page
    assert "At least four meetings a year: one in each of April, July, October and January." in page
    assert "Not planned yet No meeting in July 2030. No meeting in October 2030. No meeting in January 2031." in page
    assert "To come Thursday 18 April 2030, 14:00 Ordinary meeting County Hall" in page
    assert "Add a meeting" not in page
    assert "No meeting is planned in this year." in seen(world, "visitor", "calendar", BOARD, year="2033")


def test_calendar_says_what_was_missed_and_what_is_not_recorded(world: MeetingWorld) -> None:
    day = timezone.localdate() - timedelta(days=40)
    past = meeting_of(world.board, day)
    page = seen(world, "visitor", "calendar", BOARD, year=day.isoformat())
    assert "not recorded as held" in page
    assert "Missed, by the constitution No meeting in" in page
    amend(past.sitting, opened_at=past.sitting.starts_at)
    assert "in session" in seen(world, "visitor", "calendar", BOARD, year=day.isoformat())
    amend(past.sitting, ended_at=past.sitting.ends_at, ending="closed")
    assert "held" in seen(world, "visitor", "calendar", BOARD, year=day.isoformat())


@pytest.mark.parametrize(
    "typed", ["", "nonsense", "99999999", "0", "2030-02-31", "1/5/2030", "²", "2199", "1900", "9998", "9999-12-31"]
)
def test_calendar_answers_whatever_year_is_typed(world: MeetingWorld, typed: str) -> None:
    assert "Meetings," in seen(world, "visitor", "calendar", BOARD, year=typed)


@pytest.mark.parametrize(
    ("reader", "links"),
    [("visitor", []), ("ann", []), ("cat", ["meetings/add/"]), ("officer", ["calendar/propose/", "meetings/add/"])],
)
def test_calendar_offers_each_reader_what_they_may_do(world: MeetingWorld, reader: str, links: list[str]) -> None:
    raw = client_of(world, reader).get(reverse("calendar", args=BOARD)).content.decode()
    assert [link for link in ("calendar/propose/", "meetings/add/") if f"board/{link}" in raw] == links


def test_feed_says_what_is_planned_and_cancelled_and_neither_link_nor_reason(world: MeetingWorld) -> None:
    meeting_of(world.board, date(2030, 7, 18), title="Budget day")
    acts.cancel_meeting(loaded(world), reason="There is no business.", version=1, by=operator())
    response = Client().get(reverse("calendar_ics", args=BOARD))
    text = response.content.decode()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(text)
    events = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
    assert {name: str(event["STATUS"]) for name, event in events.items()} == {
        "Cancelled: Board": "CANCELLED",
        "Board: Budget day": "CONFIRMED",
    }
    assert int(events["Cancelled: Board"]["SEQUENCE"]) == 1
    assert str(events["Board: Budget day"]["UID"]) == f"{Sitting.objects.latest('starts_at').pk}@127.0.0.1"
    assert calendar["NAME"] == "Board, Kent Children's Trust"
    assert "meet.example" not in text
    assert "no business" not in text


def test_proposal_offers_the_asked_months_and_agrees_them_in_one_step(world: MeetingWorld) -> None:
    page = seen(world, "officer", "agree_dates", BOARD, year="2031", week="second", weekday="tuesday")
    assert "Propose the dates of April 2031 to March 2032" in page
    assert "Tuesday 8 April 2031 The second Tuesday of April 2031; a meeting is asked in April 2031." in page
    ticked = ["2031-04-08 ordinary", "2031-07-08 ordinary"]
    where = {"starts": "14.30", "minutes": "120", "place": "County Hall"}
    address = f"{reverse('agree_dates', args=BOARD)}?year=2031&week=second&weekday=tuesday"
    sent = {"request_id": str(uuid4()), "days": ticked, "further": "18 May 2031", **where}
    officer = client_of(world, "officer")
    answers = [officer.post(address, sent) for _ in range(2)]
    assert [answer.url for answer in answers] == ["/trusts/kent/bodies/board/calendar/?year=2031-04-08"] * 2
    days = [timezone.localtime(sitting.starts_at) for sitting in Sitting.objects.filter(starts_at__year=2031)]
    assert [f"{day:%d.%m. %H:%M}" for day in days] == ["08.04. 14:30", "18.05. 14:30", "08.07. 14:30"]


def test_proposal_ticks_nothing_where_a_meeting_is_planned(world: MeetingWorld) -> None:
    officer = client_of(world, "officer")
    raw = officer.get(reverse("agree_dates", args=BOARD), {"year": "2030"}).content.decode()
    boxes = re.findall(r'<input[^>]*name="days"[^>]*>', raw)
    assert [("2030-04-18" in box, "checked" in box) for box in boxes] == [
        (True, False),
        (False, True),
        (False, True),
        (False, True),
    ]
    assert "There is a meeting on 18 April 2030 already." in raw


def test_body_that_meets_between_anothers_meetings_is_offered_days_once_these_are_agreed(world: MeetingWorld) -> None:
    group = ["kent", "executive-group"]
    written = {"between_meetings_of": "board"}
    change_part(world.group, part="calendar", written=written, starts=SINCE, read=0, by=operator())
    first = "A meeting is asked between each two meetings of the Board; their dates are to be agreed first."
    proposal = seen(world, "officer", "agree_dates", group, year="2030")
    assert first in proposal
    assert "names neither days" not in proposal
    assert f"Not planned yet {first}" in seen(world, "visitor", "calendar", group, year="2030")
    assert first not in seen(world, "visitor", "calendar", group, year="2021")

    meeting_of(world.board, date(2030, 7, 18))

    proposal = seen(world, "officer", "agree_dates", group, year="2030")
    why = "The middle between the meetings of the Board on 18 April 2030 and 18 July 2030."
    assert f"Monday 3 June 2030 {why} Moved from 2 June 2030: Sunday." in proposal
    assert first not in proposal
    missing = "No meeting between those of the Board on 18 April 2030 and 18 July 2030."
    assert f"Not planned yet {missing}" in seen(world, "visitor", "calendar", group, year="2030")

    where = {"starts": "14:00", "minutes": "120", "place": "County Hall"}
    address = f"{reverse('agree_dates', args=group)}?year=2030"
    sent = {"request_id": str(uuid4()), "days": ["2030-06-03 ordinary"], **where}
    assert client_of(world, "officer").post(address, sent).status_code == 302
    assert missing not in seen(world, "visitor", "calendar", group, year="2030")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"days": [], "starts": "14:00", "minutes": "120"}, "Choose at least one day."),
        ({"further": "31/2/2031", "starts": "14:00", "minutes": "120"}, "is no day. Enter one such as 16/4/2026."),
        ({"further": "16/4/2031", "starts": "noonish", "minutes": "120"}, "Enter a time such as 14:00 or 2pm."),
        ({"further": "16/4/2031", "starts": "14:00", "minutes": "0"}, "A meeting takes from 1 to 1,440 minutes."),
        ({"further": "16/4/2031", "starts": "14:00", "minutes": "x"}, "Enter a whole number of minutes"),
        ({"further": "16/4/2031", "starts": "14:00", "minutes": "9", "link": "x y"}, "Enter the whole address"),
        ({"further": "18/4/2030", "starts": "14:00", "minutes": "9"}, "on 18 April 2030 already."),
    ],
)
def test_proposal_says_what_is_wrong_and_loses_nothing(world: MeetingWorld, fields, sentence: str) -> None:
    client_of(world, "officer")
    before = everything()
    response = send(world, "agree_dates", BOARD, place="A very special hall", **fields)
    assert sentence in main_of(response)
    assert "A very special hall" in response.content.decode()
    assert everything() == before


def test_form_of_a_meeting_begins_with_time_and_place_of_the_last_one(world: MeetingWorld) -> None:
    raw = client_of(world, "officer").get(reverse("add_meeting", args=BOARD)).content.decode()
    assert 'value="14:00"' in raw
    assert 'value="County Hall"' in raw


def test_kind_of_meeting_is_asked_when_the_body_knows_several(world: MeetingWorld) -> None:
    assert "Kind of meeting" not in seen(world, "officer", "add_meeting", BOARD)
    change_part(world.board, part="lists", written={"sittings": ["special"]}, starts=SINCE, read=3, by=operator())
    assert "Kind of meeting Ordinary meeting Special meeting" in seen(world, "officer", "add_meeting", BOARD)
    response = send(world, "add_meeting", BOARD, kind="special", **MAY)
    assert Meeting.objects.get(kind="special").get_absolute_url() == response.url


def test_chair_adds_a_meeting_and_reads_what_the_constitution_asks(world: MeetingWorld) -> None:
    assert "The chair may add or cancel meetings." in seen(world, "cat", "add_meeting", BOARD)
    response = send(world, "add_meeting", BOARD, reader="cat", **MAY)
    assert response.url.startswith("/trusts/kent/bodies/board/meetings/")


def test_move_says_what_follows_from_the_typed_day_and_does_nothing(world: MeetingWorld) -> None:
    notify(world)
    client_of(world, "officer")
    before = everything()
    fields = MAY | {"on_1": "4", "on_0": "25", "reason": "x", "version": "2"}
    page = main_of(send(world, "move_meeting", [*BOARD, world.meeting.pk], preview="x", **fields))
    assert "Whoever had notice is told at once." in page
    assert "Answers given for another time no longer count" in page
    assert "The last day for notice of the meeting is then 15 April 2030." in page
    assert everything() == before


def test_cancelling_says_what_the_calendar_then_misses(world: MeetingWorld) -> None:
    change_part(
        world.board, part="calendar", written={"months": ["april"], "year_from": "april"}, starts=date(2027, 1, 1),
        read=3, by=operator(),
    )  # fmt: skip
    page = seen(world, "officer", "cancel_meeting", [*BOARD, world.meeting.pk])
    assert "It stays in the calendar, as cancelled, with the reason. No meeting in April 2030." in page


def test_two_who_move_at_once_are_told_and_see_both_texts(world: MeetingWorld) -> None:
    first = MAY | {"reason": "The hall is taken.", "version": "1"}
    send(world, "move_meeting", [*BOARD, world.meeting.pk], **first)
    second = send(world, "move_meeting", [*BOARD, world.meeting.pk], **(first | {"place": "Elsewhere", "on_0": "17"}))
    page = main_of(second)
    assert "Somebody else changed this in the meantime." in page
    assert "Place Town Hall Elsewhere" in page
    assert "Day 16 May 2030 17 May 2030" in page


def test_notice_names_those_whom_it_reaches_and_is_given_once_when_sent_twice(world: MeetingWorld) -> None:
    args = [*BOARD, world.meeting.pk]
    assert "3 letters go out, with an entry for the calendar: to Ann Ames, Ben Bold, Cat Cole." in seen(
        world, "officer", "give_notice", args
    )
    entries = Entry.objects.count()
    officer, sent = client_of(world, "officer"), {"request_id": str(uuid4())}
    assert [officer.post(reverse("give_notice", args=args), sent).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.count() == entries + 1


@pytest.mark.parametrize("name", ["meeting", "move_meeting", "cancel_meeting", "give_notice"])
def test_meeting_is_unknown_under_another_body_and_another_trust(world: MeetingWorld, name: str) -> None:
    officer, medway = client_of(world, "officer"), client_of(world, "medway_officer")
    assert officer.get(reverse(name, args=["kent", "executive-group", world.meeting.pk])).status_code == 404
    assert medway.get(reverse(name, args=["medway", "board", world.meeting.pk])).status_code == 404


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("reader", ["visitor", "ann", "officer"])
def test_pages_ask_as_often_for_many_meetings_and_seats_as_for_few(world: MeetingWorld, reader: str) -> None:
    client = client_of(world, reader)
    addresses = [
        world.meeting.get_absolute_url(),
        f"{reverse('calendar', args=BOARD)}?year=2030",
        reverse("calendar_ics", args=BOARD),
    ]
    few = [queries(client, address) for address in addresses]
    group = body_of(world.kent, "Other group")
    for number in range(6):
        meeting_of(world.board, date(2030 + number // 3, 5 + number % 3, 2))
        meeting_of(group, date(2030, 5, 2 + number))
        seat_of(world.board, f"Seat {number}")
    assert [queries(client, address) for address in addresses] == few
    print(reader, few)
    assert max(few) <= 30
