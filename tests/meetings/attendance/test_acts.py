"""Opening a sitting and ending it: who may, what is refused, what stays; and that the ledger proves it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings

from governance.constitution.core.meeting import Guest
from governance.constitution.core.quorum import State
from governance.membership.acts import leave_vacant
from meetings.attendance.acts import (
    Entry,
    adjourn_sitting,
    close_sitting,
    open_sitting,
    record_happening,
    undo_happening,
)
from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind
from meetings.schedule.acts import cancel_meeting, give_notice
from meetings.schedule.models import Ending, Sitting
from tests.meetings.attendance.refusing import STRANGERS, arrival, denied, here, refusal
from tests.meetings.attendance.scene import MEETS, TWO, Room, at, has_part
from tests.world import by, meeting_of, operator
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


# --- opening


def test_open_sitting_fixes_seats_and_rules_of_its_day(room: Room) -> None:
    sitting = room.opened()
    leave_vacant(room.police, starts=date(2030, 1, 1), by=operator())
    record = record_of(Sitting.objects.get(pk=sitting.pk))
    assert [(seat.key, seat.holder) for seat in record.roll().seats] == [
        ("police", "ann-ames"),
        ("health", "cat-cole"),
        ("voluntary-sector", None),
    ]
    assert (sitting.opened_at, sitting.is_sitting, record.timeline) == (TWO, True, [(TWO, State.NOT_MET)])


def test_open_sitting_admits_the_public_when_it_is_open(room: Room) -> None:
    has_part(room.group, "publicity", {"meetings": "open"})
    sitting = meeting_of(room.group, MEETS).sitting
    open_sitting(sitting, at=None, by=by(room.officer, now=TWO))
    assert [(row.kind, row.at) for row in sitting.happenings.all()] == [(Kind.PUBLIC, TWO)]
    assert record_of(sitting).roll().public


@pytest.mark.parametrize(("who", "fault"), STRANGERS)
def test_open_sitting_is_denied_when_it_is_not_the_officer(room: Room, who: str, fault: type[Exception]) -> None:
    denied(fault, open_sitting, room.sitting, at=None, by=by(getattr(room, who), now=TWO))


def test_open_sitting_is_refused_when_it_is_not_its_day(room: Room) -> None:
    day_before, day_after = TWO - timedelta(days=1), TWO + timedelta(days=1)
    early = refusal(open_sitting, room.sitting, at=None, by=by(room.officer, now=day_before))
    assert early == ("A sitting is opened on its day, and not before.",)
    late = refusal(open_sitting, room.sitting, at=None, by=by(room.officer, now=day_after))
    assert late == ("Its day is over: say at what time of that day it was opened.",)
    to_come = refusal(open_sitting, room.sitting, at=at(1), by=by(room.officer, now=TWO))
    assert to_come == ("That moment has not come yet.",)


def test_open_sitting_is_refused_when_it_is_open_or_cancelled(room: Room) -> None:
    room.opened()
    assert refusal(open_sitting, room.sitting, at=None, by=by(room.officer, now=at(1))) == (
        "The sitting is opened already.",
    )
    other = meeting_of(room.group, MEETS)
    cancel_meeting(other, reason="No business.", version=other.version, by=by(room.officer, now=TWO))
    other.refresh_from_db()
    assert refusal(open_sitting, other.sitting, at=None, by=by(room.officer, now=TWO)) == ("The sitting is cancelled.",)


# --- ending


def test_close_sitting_ends_it_and_lets_what_was_be_recorded_later(room: Room) -> None:
    room.opened()
    close_sitting(room.sitting, at=at(90), by=by(room.officer, now=at(95)))
    sitting = Sitting.objects.get(pk=room.sitting.pk)
    assert (sitting.ended_at, sitting.ending, sitting.is_sitting) == (at(90), Ending.CLOSED, False)
    entry = Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police)
    assert refusal(arrival, room, room.officer, entry, 96) == ("The sitting was not open at that moment.",)
    arrival(room, room.officer, entry, 96, spoken=at(5))
    assert here(room.sitting) == [("ann-ames", "police")]


def test_close_sitting_is_refused_when_something_happened_later_or_the_moment_is_to_come(room: Room) -> None:
    assert refusal(close_sitting, room.sitting, at=None, by=by(room.officer, now=TWO)) == ("The sitting is not open.",)
    room.opened()
    room.came(room.ann, room.police, 30)
    assert refusal(close_sitting, room.sitting, at=at(20), by=by(room.officer, now=at(40))) == (
        "Something was recorded of a later moment than that.",
    )
    assert refusal(close_sitting, room.sitting, at=at(50), by=by(room.officer, now=at(40))) == (
        "That moment has not come yet.",
    )


def test_close_sitting_is_as_of_that_day_when_something_is_taken_back_the_next_morning(room: Room) -> None:
    morning = at(60 * 19)
    open_sitting(room.sitting, at=TWO, by=by(room.officer, now=morning))
    entry = Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police)
    record_happening(room.sitting, entry=entry, at=at(3), by=by(room.officer, now=morning))
    undo_happening(room.sitting.happenings.get(), by=by(room.officer, now=morning))
    close_sitting(room.sitting, at=at(60), by=by(room.officer, now=morning))
    room.sitting.refresh_from_db()
    assert (room.sitting.opened_at, room.sitting.ended_at) == (TWO, at(60))


@pytest.mark.parametrize(("who", "fault"), STRANGERS)
def test_close_sitting_is_denied_when_it_is_not_the_officer(room: Room, who: str, fault: type[Exception]) -> None:
    room.opened()
    denied(fault, close_sitting, room.sitting, at=None, by=by(getattr(room, who), now=at(1)))


def test_adjourn_sitting_makes_a_further_one_with_a_roll_of_its_own(room: Room) -> None:
    room.opened()
    room.came(room.ann, room.police)
    until = TWO + timedelta(days=7)
    further = adjourn_sitting(
        room.sitting, starts_at=until, place="Town Hall", link="", at=None, by=by(room.officer, now=at(30))
    ).result
    room.sitting.refresh_from_db()
    assert (room.sitting.ending, further.number, further.kind, further.starts_at) == (
        Ending.ADJOURNED,
        2,
        "adjourned",
        until,
    )
    open_sitting(further, at=None, by=by(room.officer, now=until))
    assert here(further) == []


@pytest.mark.parametrize("is_told", [True, False])
def test_adjourn_sitting_is_told_with_an_entry_of_its_own_where_notice_was_given(room: Room, is_told: bool) -> None:
    if is_told:
        give_notice(room.meeting, by=by(room.officer, now=at(-9999)))
    Letter.objects.all().delete()
    until = TWO + timedelta(days=7)
    asked = {"starts_at": until, "place": "Town Hall", "link": "", "at": None, "by": by(room.officer, now=at(30))}
    further = adjourn_sitting(room.opened(), **asked).result
    letters = list(Letter.objects.order_by("to"))
    assert [letter.to.split(".")[0] for letter in letters] == (["ann", "ben", "cat"] if is_told else [])
    assert all(
        letter.subject == "Adjourned: Board, Thursday 2 May 2030, 14:00"
        and "METHOD:REQUEST" in letter.calendar
        and f"UID:{further.pk}@" in letter.calendar
        and "SUMMARY:Board (sitting 2)" in letter.calendar
        and "Where: Town Hall" in letter.text
        for letter in letters
    )
    room.meeting.refresh_from_db()
    assert room.meeting.told_at == (at(30) if is_told else None)


def test_adjourn_sitting_is_refused_when_it_goes_on_before_it_ends(room: Room) -> None:
    room.opened()
    asked = {"starts_at": at(-5), "place": "", "link": "", "at": None, "by": by(room.officer, now=at(5))}
    assert refusal(adjourn_sitting, room.sitting, **asked) == ("The sitting goes on at a later time than it ends.",)


# --- proved


def test_ledger_proves_all_that_happened(room: Room) -> None:
    sitting = room.opened()
    room.came(room.cat, room.health)
    room.recorded(Kind.ARRIVED, 1, name="Gus Guest", guest=Guest.OBSERVER)
    wrong = room.recorded(Kind.PRESIDES, 1, person=room.cat)
    undo_happening(wrong, by=by(room.officer, now=at(2)))
    adjourn_sitting(sitting, starts_at=at(999), place="", link="", at=None, by=by(room.officer, now=at(30)))
    public = private_key(settings.LEDGER_KEY).public_key()
    assert list(findings(public)) == []
