"""What the log says of the opening and the end of a sitting, and of when they were entered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from meetings.attendance.acts import adjourn_sitting, close_sitting, open_sitting
from meetings.schedule.models import Sitting
from meetings.session.queries import sitting_shown
from tests.meetings.attendance.scene import TWO, Room, at
from tests.world import by, signed_in
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

MORNING_AFTER = TWO + timedelta(hours=19)


def log(room: Room) -> list[tuple[str, bool, bool]]:
    """What is said, whether it was entered later, and whether it can be said that it was not so; the latest first."""
    sitting = Sitting.objects.select_related("meeting__body__trust").get(pk=room.sitting.pk)
    return [(each.text, each.is_later, each.may_be_undone) for each in sitting_shown(sitting, MORNING_AFTER).log]


def test_opening_and_closing_stand_first_and_last_and_are_not_later_when_entered_as_they_were() -> None:
    room = Room()
    room.opened()
    room.came(room.ann, room.police)
    close_sitting(room.sitting, at=None, by=by(room.officer, now=at(0)))
    assert log(room) == [
        ("The sitting was closed", False, False),
        ("Ann Ames arrived, for Police", False, True),
        ("The sitting was opened", False, False),
    ]


def test_opening_and_closing_are_marked_when_they_were_entered_the_morning_after() -> None:
    room = Room()
    entered = by(room.officer, now=MORNING_AFTER)
    open_sitting(room.sitting, at=TWO, by=entered)
    close_sitting(room.sitting, at=at(60), by=by(room.officer, now=MORNING_AFTER))
    assert log(room) == [("The sitting was closed", True, False), ("The sitting was opened", True, False)]
    sitting = Sitting.objects.get(pk=room.sitting.pk)
    assert (sitting.opening_recorded_at, sitting.ending_recorded_at) == (MORNING_AFTER, MORNING_AFTER)
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []
    page = signed_in(room.officer).get(room.meeting.get_absolute_url() + "sittings/1/desk/").text
    assert page.count("entered later</strong>, 26 April, 09:00") == 2


def test_adjournment_alone_is_marked_when_it_alone_was_entered_later() -> None:
    room = Room()
    room.opened()
    further = {"starts_at": TWO + timedelta(days=7), "place": "", "link": ""}
    adjourn_sitting(room.sitting, **further, at=at(60), by=by(room.officer, now=MORNING_AFTER))
    assert log(room) == [("The sitting was adjourned", True, False), ("The sitting was opened", False, False)]


@pytest.mark.parametrize("column", ["opening_recorded_at", "ending_recorded_at"])
def test_database_refuses_the_record_of_what_was_not(column: str) -> None:
    room = Room()
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.filter(pk=room.sitting.pk).update(**{column: TWO})
