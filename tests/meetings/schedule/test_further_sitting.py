"""A further sitting that is not held: the meeting ended with the one before, and everybody hears of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from meetings.agenda.models import Item, WaitingItem
from meetings.agenda.queries import meeting_again
from meetings.attendance.acts import adjourn_sitting, open_sitting
from meetings.declarations.acts import declare_interest_at
from meetings.home.queries import needs_of
from meetings.minutes.acts import put_to_chair
from meetings.schedule import acts
from meetings.schedule.models import Ending, Meeting, MeetingStanding, Sitting
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import TWO, at
from tests.meetings.minutes.scene import Minuted, opens
from tests.world import by, everything, meeting_of, signed_in
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db

FORTNIGHT = timedelta(days=14)
MAY = date(2030, 5, 9)
DAY = "9 May 2030"
WHY = "Nothing is left that cannot wait."


class Adjourned(Minuted):
    """At three the board adjourned for a fortnight, with one item not reached; notice of that was given."""

    further: Sitting
    unreached: Item

    def over(self) -> None:
        self.unreached = item_of(self.meeting, "Premises")
        self.sitting.refresh_from_db()
        ended = by(self.officer, now=at(60))
        self.further = adjourn_sitting(
            self.sitting, starts_at=TWO + FORTNIGHT, place="Hall", link="", at=None, by=ended
        ).result
        acts.give_notice(meeting_again(self.meeting), by=by(self.officer, now=at(61)))
        self.meeting = meeting_again(self.meeting)

    def cancel(self, user: Any = None, **said: Any) -> Meeting:
        """What is to come is cancelled, the day after."""
        asked = {"reason": WHY, "version": self.meeting.version, **said}
        acts.cancel_meeting(self.meeting, **asked, by=by(user or self.officer, now=at(60 * 24)))
        self.further.refresh_from_db()
        self.meeting = meeting_again(self.meeting)
        return self.meeting


@pytest.fixture
def room() -> Adjourned:
    return Adjourned()


def words(room: Adjourned, address: str, reader: Any = None) -> str:
    """The words of a page, markup left out."""
    page = signed_in(reader or room.officer).get(address)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.text))


def test_meeting_ends_with_the_sitting_before_and_the_ledger_proves_it(room: Adjourned) -> None:
    before = room.meeting.sequence
    meeting = room.cancel()
    assert (room.further.cancelled_for, room.further.is_cancelled) == (WHY, True)
    assert (meeting.standing, meeting.sequence, meeting.reason) == (MeetingStanding.PLANNED, before + 1, "")
    assert (meeting.sitting.number, meeting.sitting.ending, meeting.is_over) == (1, Ending.ADJOURNED, True)
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_those_who_had_notice_are_told_with_an_entry_that_takes_it_out(room: Adjourned) -> None:
    Letter.objects.all().delete()
    room.cancel()
    letters = {letter.to: letter for letter in Letter.objects.exclude(calendar="")}
    assert sorted(to.split("@")[0] for to in letters) == ["ann.ames", "ben.bold", "cat.cole"]
    letter = letters["cat.cole@agency.example"]
    assert letter.subject == f"Cancelled: Board, Thursday {DAY}, 14:00"
    assert f"Board does not meet on Thursday {DAY}, 14:00, the day to which it was adjourned." in letter.text
    assert f"\n\nWhy: {WHY}" in letter.text
    assert "The meeting ended with the sitting before. What it did not reach stays as it is." in letter.text
    calendar = Calendar.from_ical(letter.calendar)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert str(event["UID"]).split("@")[0] == str(room.further.pk)
    assert int(event["SEQUENCE"]) == room.meeting.sequence == room.meeting.told


def test_letter_says_that_it_did_not_meet_when_its_time_is_past(room: Adjourned) -> None:
    Letter.objects.all().delete()
    after = by(room.officer, now=TWO + FORTNIGHT + timedelta(days=1))
    acts.cancel_meeting(room.meeting, reason=WHY, version=room.meeting.version, by=after)
    assert all("Board did not meet on Thursday" in letter.text for letter in Letter.objects.exclude(calendar=""))


def test_nobody_is_told_when_no_notice_was_given(room: Adjourned) -> None:
    Meeting.objects.filter(pk=room.meeting.pk).update(told=None, told_at=None)
    room.meeting = meeting_again(room.meeting)
    Letter.objects.all().delete()
    room.cancel()
    assert not Letter.objects.exists()


def test_page_calendar_and_feed_say_it_to_everyone_with_the_reason_where_it_is_read(room: Adjourned) -> None:
    room.cancel()
    for reader in (room.officer, room.ann_user, room.nobody):
        page = words(room, room.meeting.get_absolute_url(), reader)
        assert f"The sitting of {DAY} is cancelled" in page
        assert WHY in page
        assert f"2: Thursday {DAY}, 14:00 cancelled" in page
        assert "Last held Thursday 25 April 2030, 14:00" in page
        assert "Cancel the further sitting" not in page
    calendar = words(room, reverse("calendar", args=["kent", "board"]) + "?year=2030", room.nobody)
    assert f"Thursday {DAY}, 14:00 Ordinary meeting, sitting 2 cancelled Hall" in calendar
    assert f"Why: {WHY}" in calendar
    feed = Client().get(reverse("calendar_ics", args=["kent", "board"])).text
    events = {str(event["SUMMARY"]): str(event["STATUS"]) for event in Calendar.from_ical(feed).walk("VEVENT")}
    assert events == {"Board": "CONFIRMED", "Cancelled: Board (sitting 2)": "CANCELLED"}
    assert WHY not in feed


def test_minutes_say_it_can_be_finished_and_leave_what_was_not_reached(room: Adjourned) -> None:
    with pytest.raises(RuleBroken):
        put_to_chair(room.meeting, by=by(room.officer))
    waiting = WaitingItem.objects.count()
    room.cancel()
    put_to_chair(room.meeting, by=by(room.officer))
    page = words(room, opens(room.meeting))
    assert f"adjourned to {DAY}; that sitting was not held: Nothing is left that cannot wait." in page
    (premises,) = [item for item in room.draft().opened.items if item.title == "Premises"]
    assert premises.taken == ()
    assert Item.objects.filter(title="Premises").count() == 1
    assert WaitingItem.objects.count() == waiting


def test_minutes_say_no_more_than_adjourned_while_it_is_to_come(room: Adjourned) -> None:
    assert [sitting.ending for sitting in room.draft().opened.sittings] == ["adjourned"]


def test_nobody_is_asked_to_open_answer_or_declare_for_it(room: Adjourned) -> None:
    later = TWO + FORTNIGHT + timedelta(days=1)
    task = "Board on 9 May 2030"
    assert any(task in each.words for each in needs_of(room.officer, later).tasks)
    room.cancel()
    assert not any(task in each.words + each.detail for each in needs_of(room.officer, later).tasks)
    with pytest.raises(RuleBroken, match="The sitting is cancelled"):
        open_sitting(room.further, at=None, by=by(room.officer, now=TWO + FORTNIGHT))
    with pytest.raises(RuleBroken):
        declare_interest_at(
            room.meeting, person=room.ann, seat=room.police, item=None, goes=False, registered=None, corrects=None,
            kind="personal gain", nature="Shares.", at=None, by=by(room.ann_user, now=at(60 * 25)),
        )  # fmt: skip


def test_desk_says_that_it_is_cancelled_and_offers_no_opening(room: Adjourned) -> None:
    address = reverse("desk", args=["kent", "board", room.meeting.pk, 2])
    assert "Open the sitting" in words(room, address)
    room.cancel()
    page = words(room, address)
    assert f"Cancelled: {WHY}" in page
    assert "Open the sitting" not in page


def test_page_offers_it_and_says_what_follows(room: Adjourned) -> None:
    assert "Cancel the further sitting" in words(room, room.meeting.get_absolute_url())
    args = ["kent", "board", room.meeting.pk]
    page = words(room, reverse("cancel_meeting", args=args))
    for said in (
        "Cancel sitting 2: Ordinary meeting",
        f"When Thursday {DAY}, 14:00, 120 minutes",
        "Whoever had notice is told at once.",
        "The meeting ends with the sitting before, and its minutes can be finished.",
        "Items that were not reached stay so: put what still matters on a later agenda.",
        "Why it is cancelled",
        "Keep it",
    ):
        assert said in page
    room.cancel()
    assert "what was held cannot be cancelled" in words(room, reverse("cancel_meeting", args=args))


def test_another_meeting_may_be_on_that_day_when_it_is_not_held(room: Adjourned) -> None:
    with pytest.raises(RuleBroken, match=f"already on {DAY}|on {DAY} already"):
        meeting_of(room.board, MAY)
    room.cancel()
    assert meeting_of(room.board, MAY).sitting.day == MAY


@pytest.mark.parametrize(
    ("said", "fault"),
    [({"reason": " "}, RuleBroken), ({"version": 1}, ChangedMeanwhile), ({"user": "nobody"}, Http404)],
)
def test_cancelling_is_refused_and_nothing_changes(room: Adjourned, said: dict[str, Any], fault: Any) -> None:
    said = said | ({"user": getattr(room, said["user"])} if "user" in said else {})
    rows = everything()
    with pytest.raises(fault):
        room.cancel(**said)
    assert everything() == rows


def test_cancelling_is_refused_when_the_further_sitting_was_opened(room: Adjourned) -> None:
    open_sitting(room.further, at=None, by=by(room.officer, now=TWO + FORTNIGHT))
    rows = everything()
    with pytest.raises(RuleBroken, match="what was held cannot be cancelled"):
        room.cancel()
    assert everything() == rows


def test_sitting_is_not_opened_when_its_meeting_was_cancelled_since_it_was_read(room: Adjourned) -> None:
    other = meeting_of(room.group, MAY)
    stale = Sitting.objects.select_related("meeting__body__trust").get(meeting=other)
    acts.cancel_meeting(other, reason=WHY, version=other.version, by=by(room.officer, now=at(61)))
    with pytest.raises(RuleBroken, match="The sitting is cancelled"):
        open_sitting(stale, at=None, by=by(room.officer, now=TWO + FORTNIGHT))


@pytest.mark.parametrize("number", [1, 2])
def test_database_keeps_the_reason_of_a_further_sitting_that_was_not_opened_alone(room: Adjourned, number: int) -> None:
    if number == 2:
        open_sitting(room.further, at=None, by=by(room.officer, now=TWO + FORTNIGHT))
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.filter(meeting=room.meeting, number=number).update(cancelled_for=WHY)
