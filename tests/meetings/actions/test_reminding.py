"""Letters to the owners of actions: once before the day and once after it, whoever runs the command how often."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from governance.membership.permissions import PERSON
from governance.structure.permissions import CONTACT
from meetings.actions.acts import remind_owner
from meetings.actions.models import Became, Remembering, Reminder
from meetings.actions.queries import to_be_reminded
from meetings.actions.rules import reminder_due
from meetings.agenda.models import Audience, WaitingItem
from meetings.attendance.roll import Kind
from tests.meetings.actions.scene import IN_JUNE, action_of, told
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import TWO
from tests.meetings.ballots.scene import Hearing
from tests.meetings.decisions.scene import is_whole, settle
from tests.world import member, operator, person_of
from trustboard.acts.verdict import RuleBroken
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db

DAY = date(2030, 6, 10)


@pytest.mark.parametrize(
    ("days", "when"),
    [(8, None), (7, "soon"), (1, "soon"), (0, "soon"), (-1, "overdue"), (-400, "overdue")],
)
def test_reminder_is_due_a_week_before_and_after_the_day(days: int, when: str | None) -> None:
    assert reminder_due(DAY + timedelta(days=days), DAY) == (Remembering(when) if when else None)


def reminders(day: date = IN_JUNE) -> list[tuple[str, str]]:
    return [(letter.to, letter.subject) for letter in Letter.objects.filter(subject__startswith="Action ")]


def remind(action: object, on: date) -> None:
    remind_owner(action, by=operator(TWO + (on - TWO.date())))


def test_owner_is_reminded_once_before_and_once_after_and_anew_when_it_is_carried_on() -> None:
    room = Hearing()
    action = action_of(room)
    assert to_be_reminded(room.kent, IN_JUNE - timedelta(days=8)) == []
    with pytest.raises(RuleBroken, match="nothing to remind of"):
        remind(action, IN_JUNE - timedelta(days=8))
    soon = IN_JUNE - timedelta(days=7)
    assert to_be_reminded(room.kent, soon) == [action]
    remind(action, soon)
    assert to_be_reminded(room.kent, soon) == []
    with pytest.raises(RuleBroken, match="reminded already"):
        remind(action, IN_JUNE)
    remind(action, IN_JUNE + timedelta(days=1))
    told(room, action, Became.CARRIED, "Slow.", due=IN_JUNE + timedelta(days=30))
    assert to_be_reminded(room.kent, IN_JUNE + timedelta(days=2)) == []
    remind(action, IN_JUNE + timedelta(days=25))
    assert [when for _, when in reminders()] == [
        "Action due on 4 June 2030: Board",
        "Action overdue since 4 June 2030: Board",
        "Action due on 4 July 2030: Board",
    ]
    assert {to for to, _ in reminders()} == {"ann.ames@agency.example"}
    assert is_whole()


def test_what_is_done_reminds_nobody() -> None:
    room = Hearing()
    action = action_of(room)
    told(room, action, Became.DONE, user=room.ann_user)
    assert to_be_reminded(room.kent, IN_JUNE) == []
    with pytest.raises(RuleBroken, match="nothing to remind of"):
        remind(action, IN_JUNE)


def test_agency_is_reminded_by_its_contacts_and_who_holds_its_seat() -> None:
    room = Hearing()
    member(room.agency, "Con Tact", CONTACT)
    remind(action_of(room, agency=room.agency), IN_JUNE)
    assert {to for to, _ in reminders()} == {"ann.ames@agency.example", "con.tact@agency.example"}
    assert Reminder.objects.get().letters == 2


def test_confidential_action_is_not_told_in_its_letter() -> None:
    room = Hearing()
    secret = item_of(room.meeting, "A child", Audience.CONFIDENTIAL)
    room.recorded(Kind.ITEM, 20, item=secret.pk)
    room.minute = 21
    remind(action_of(room, settle(room), text="Move a named child."), IN_JUNE)
    letter = Letter.objects.get(subject__startswith="Action ")
    assert "named child" not in letter.text
    assert "/trusts/kent/actions/" in letter.text


def test_owner_whom_no_letter_reaches_is_reminded_once_they_can_be() -> None:
    room = Hearing()
    dan = person_of(room.kent, "Dan Dove")
    action = action_of(room, person=dan)
    with pytest.raises(RuleBroken, match="No letter reaches its owner"):
        remind(action, IN_JUNE)
    assert not Reminder.objects.exists()
    member(dan, "Dan Dove", PERSON)
    remind(action, IN_JUNE)
    assert Reminder.objects.count() == 1


def command() -> str:
    out = StringIO()
    call_command("remind", stdout=out)
    return out.getvalue()


def test_command_reminds_once_when_it_runs_twice_and_goes_on_when_it_was_killed_midway() -> None:
    room = Hearing()
    long_ago = date(2020, 6, 1)
    first = action_of(room, due=long_ago)
    action_of(room, due=long_ago, person=room.cat)
    remind_owner(first, by=operator())

    assert "Kent Children's Trust: 1 reminded, 0 brought" in command()
    assert "Kent Children's Trust: 0 reminded, 0 brought" in command()
    assert sorted(to for to, _ in reminders()) == ["ann.ames@agency.example", "cat.cole@agency.example"]
    assert WaitingItem.objects.count() == 1
    assert is_whole()
