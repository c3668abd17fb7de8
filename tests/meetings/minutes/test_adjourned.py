"""A meeting that was adjourned is called by its first day: by its own page, its minutes, letters, agendas and tasks."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from meetings.agenda.models import WaitingItem
from meetings.agenda.queries import meeting_again
from meetings.attendance.acts import adjourn_sitting, close_sitting, open_sitting
from meetings.home.queries import needs_of
from meetings.minutes.acts import put_to_chair
from tests.meetings.attendance.scene import at
from tests.meetings.minutes.scene import Minuted, opens
from tests.world import by, signed_in
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db
FIRST, FURTHER = "25 April 2030", "9 May 2030"


class Adjourned(Minuted):
    """The same, where the meeting went on a fortnight later."""

    def over(self) -> None:
        self.sitting.refresh_from_db()
        again = at(0) + timedelta(days=14)
        ended = by(self.officer, now=at(60))
        further = adjourn_sitting(self.sitting, starts_at=again, place="Hall", link="", at=None, by=ended).result
        open_sitting(further, at=None, by=by(self.officer, now=again))
        close_sitting(further, at=None, by=by(self.officer, now=again + timedelta(hours=1)))
        self.meeting = meeting_again(self.meeting)


def test_page_of_an_adjourned_meeting_is_called_by_its_first_day_and_says_to_when_it_was_adjourned() -> None:
    room = Adjourned()
    text = signed_in(room.officer).get(room.meeting.get_absolute_url()).text
    assert f", {FIRST} " in re.findall("<title>(.*?)</title>", text, re.DOTALL)[0]
    assert FIRST in re.findall("<h1.*?</h1>", text, re.DOTALL)[0]
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))
    assert f"1: Thursday {FIRST}, 14:00 adjourned" in said
    assert f"Adjourned to Thursday {FURTHER}, 14:00 to" in said


def test_minutes_of_an_adjourned_meeting_are_called_by_its_first_day_everywhere() -> None:
    room = Adjourned()
    room.narrated()
    put_to_chair(room.meeting, by=by(room.officer))
    assert Letter.objects.get(subject__startswith="Minutes").subject == f"Minutes to check: Board, {FIRST}"
    tasks = [task.words for task in needs_of(room.cat_user, at(0)).tasks]
    assert [words for words in tasks if words.startswith("Check the draft minutes")] == [
        f"Check the draft minutes of the Board on {FIRST}"
    ]
    room.circulated()
    subjects = set(Letter.objects.filter(subject__startswith="Draft minutes").values_list("subject", flat=True))
    assert subjects == {f"Draft minutes: Board, {FIRST}"}
    titles = WaitingItem.objects.filter(title__contains="2030").values_list("title", flat=True)
    assert sorted(titles) == [
        f"Matters arising from the minutes of {FIRST}",
        f"Minutes of the meeting of {FIRST}",
    ]


def test_minutes_of_an_adjourned_meeting_are_called_by_its_first_day_where_others_are_approved() -> None:
    room = Adjourned()
    room.circulated()
    room.met_again(date(2030, 6, 6))
    room.met_later()
    page = signed_in(room.officer).get(opens(room.meeting) + "approve/").text
    assert f">Minutes of the meeting of {FIRST}</a>" in page
