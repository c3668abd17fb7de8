"""Planning, moving, cancelling and telling: who may, what is refused, what is written, proved and sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from governance.constitution.models import Constitution
from governance.membership.acts import leave_vacant
from meetings.schedule import acts
from meetings.schedule.models import Meeting, MeetingStanding, Sitting
from meetings.schedule.permissions import meeting_seen
from tests.meetings.schedule.conftest import MeetingWorld
from tests.world import MEETS, MORNING, body_of, by, everything, meeting_of, operator
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.by import By
from trustboard.acts.changes import ChangedMeanwhile, amend
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db

WHERE: dict[str, Any] = {"starts": time(14), "minutes": 120, "place": "County Hall", "link": ""}
MAY = date(2030, 5, 16)
Act = Callable[..., Any]


def agree(world: MeetingWorld, by: By, **said: Any) -> Any:
    return acts.agree_dates(world.board, **{"dates": [(MAY, "ordinary")], **WHERE, **said}, by=by)


def add(world: MeetingWorld, by: By, **said: Any) -> Any:
    return acts.add_meeting(world.board, **{"kind": "ordinary", "title": "", "on": MAY, **WHERE, **said}, by=by)


def move(world: MeetingWorld, by: By, **said: Any) -> Any:
    meeting = loaded(world)
    plain = {"on": MAY, **WHERE, "reason": "The hall is taken.", "version": meeting.version}
    return acts.move_meeting(meeting, **{**plain, **said}, by=by)


def cancel(world: MeetingWorld, by: By, **said: Any) -> Any:
    meeting = loaded(world)
    return acts.cancel_meeting(meeting, **{"reason": "No business.", "version": meeting.version, **said}, by=by)


def notify(world: MeetingWorld, by: By) -> Any:
    return acts.give_notice(loaded(world), by=by)


def loaded(world: MeetingWorld) -> Meeting:
    return meeting_seen("kent", "board", world.meeting.pk)


def told(world: MeetingWorld) -> list[str]:
    """To whom letters with a calendar entry went, since the last time this was asked."""
    letters = Letter.objects.exclude(calendar="").order_by("to")
    found = [letter.to.split("@")[0] for letter in letters]
    letters.delete()
    return found


ACTS = [agree, add, move, cancel, notify]
AS_CHAIR = [add, cancel]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("persona", "refusal"),
    [
        ("nobody", Http404),
        ("bare_officer", SecondFactorNeeded),
        ("auditor", PermissionDenied),
        ("medway_officer", Http404),
        ("ann_user", Http404),
    ],
)
def test_act_is_refused_when_it_is_not_theirs_and_nothing_changes(world, act: Act, persona: str, refusal) -> None:
    before = everything()
    with pytest.raises(refusal):
        act(world, by(getattr(world, persona)))
    assert everything() == before


@pytest.mark.parametrize("act", ACTS)
def test_act_is_the_chairs_when_the_constitution_lets_the_chair(world: MeetingWorld, act: Act) -> None:
    before = everything()
    if act in AS_CHAIR:
        act(world, by(world.cat_user))
        assert everything() != before
    else:
        with pytest.raises(Http404):
            act(world, by(world.cat_user))
        assert everything() == before


@pytest.mark.parametrize("act", AS_CHAIR)
def test_act_is_not_the_chairs_when_the_constitution_is_silent(world: MeetingWorld, act: Act) -> None:
    version = Constitution.objects.get()
    amend(version, written={"calendar": {"months": ["april"]}})
    before = everything()
    with pytest.raises(Http404):
        act(world, by(world.cat_user))
    assert everything() == before


@pytest.mark.parametrize("act", ACTS)
def test_act_by_the_officer_is_proved_by_one_entry(world: MeetingWorld, act: Act) -> None:
    entries = Entry.objects.filter(chain=world.kent.chain).count()
    act(world, by(world.officer))
    assert Entry.objects.filter(chain=world.kent.chain).count() == entries + 1
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def opened(world: MeetingWorld) -> None:
    sitting = Sitting.objects.get(meeting=world.meeting)
    amend(sitting, opened_at=sitting.starts_at)


def is_cancelled(world: MeetingWorld) -> None:
    cancel(world, operator())


def is_another_there(world: MeetingWorld) -> None:
    meeting_of(world.board, MAY)


def is_vacant(world: MeetingWorld) -> None:
    leave_vacant(world.police, starts=date(2030, 4, 1), by=operator())
    leave_vacant(world.health, starts=date(2030, 4, 1), by=operator())


def nothing(world: MeetingWorld) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "act", "said", "sentence"),
    [
        (nothing, agree, {"dates": []}, "Choose at least one day."),
        (is_another_there, agree, {}, "There is an ordinary meeting on 16 May 2030 already."),
        (nothing, agree, {"dates": [(MAY, "ordinary"), (date(2019, 1, 1), "ordinary")]}, "is not there on"),
        (nothing, agree, {"dates": [(MAY, "grand")]}, "no kind of meeting called grand"),
        (nothing, agree, {"minutes": 0}, "from 1 to 1,440 minutes"),
        (is_another_there, add, {}, "There is an ordinary meeting on 16 May 2030 already."),
        (nothing, add, {"kind": "grand"}, "no kind of meeting called grand"),
        (nothing, add, {"on": date(2019, 5, 1)}, "The body is not there on 1 May 2019."),
        (is_another_there, move, {}, "There is an ordinary meeting on 16 May 2030 already."),
        (opened, move, {}, "has been opened"),
        (is_cancelled, move, {}, "is cancelled"),
        (nothing, move, {"reason": " "}, "Say why it is moved."),
        (nothing, move, {"on": MEETS, "link": "https://meet.example/board"}, "It is then and there already"),
        (nothing, move, {"minutes": 0}, "from 1 to 1,440 minutes"),
        (opened, cancel, {}, "has been opened"),
        (is_cancelled, cancel, {}, "is cancelled already"),
        (nothing, cancel, {"reason": ""}, "Say why it is cancelled"),
    ],
)
def test_act_is_refused_when_the_rule_refuses_and_nothing_changes(world, before, act: Act, said, sentence) -> None:
    before(world)
    rows = everything()
    with pytest.raises(RuleBroken, match=sentence):
        act(world, by(world.officer), **said)
    assert everything() == rows


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        (is_cancelled, MORNING, "The meeting is cancelled."),
        (opened, MORNING, "before a meeting begins"),
        (nothing, datetime(2030, 4, 18, 13, tzinfo=UTC), "before a meeting begins"),
        (is_vacant, MORNING, "Nobody who holds a seat can sign in yet"),
    ],
)
def test_notice_is_refused_when_it_cannot_be_given_and_nothing_changes(world, before, now, sentence) -> None:
    before(world)
    rows = everything()
    with pytest.raises(RuleBroken, match=sentence):
        notify(world, by(world.officer, now=now))
    assert everything() == rows


@pytest.mark.parametrize("act", [move, cancel])
def test_act_is_refused_when_somebody_else_was_quicker_and_nothing_changes(world: MeetingWorld, act: Act) -> None:
    move(world, operator(), place="Town Hall")
    rows = everything()
    with pytest.raises(ChangedMeanwhile):
        act(world, by(world.officer), version=1)
    assert everything() == rows


def test_body_outside_the_trust_has_no_meetings(world: MeetingWorld) -> None:
    rows = everything()
    with pytest.raises(RuleBroken, match="outside the trust"):
        meeting_of(world.partnership)
    assert everything() == rows


def test_agreed_dates_become_meetings_all_at_once_at_london_time(world: MeetingWorld) -> None:
    days = [(date(2031, 1, 16), "ordinary"), (date(2031, 7, 17), "ordinary")]
    done = agree(world, by(world.officer), dates=days)
    assert done.address == "/trusts/kent/bodies/board/calendar/?year=2031-01-16"
    sittings = Sitting.objects.filter(starts_at__year=2031)
    assert [sitting.starts_at for sitting in sittings] == [
        datetime(2031, 1, 16, 14, tzinfo=UTC),
        datetime(2031, 7, 17, 13, tzinfo=UTC),
    ]
    assert {(sitting.place, sitting.minutes, sitting.is_open) for sitting in sittings} == {("County Hall", 120, True)}


def test_sitting_is_closed_when_the_body_is_closed_and_the_constitution_silent(world: MeetingWorld) -> None:
    closed = body_of(world.kent, "Closed group", access="closed")
    assert meeting_of(closed).sitting.is_open is False


def test_move_keeps_the_reason_raises_the_number_and_says_when_only_if_the_time_is_another(world) -> None:
    move(world, by(world.officer, now=MORNING), on=MEETS, place="Town Hall")
    meeting = loaded(world)
    assert (meeting.sequence, meeting.reason, meeting.sitting.moved_at) == (1, "The hall is taken.", None)
    move(world, by(world.officer, now=MORNING))
    meeting = loaded(world)
    assert (meeting.sequence, meeting.sitting.day, meeting.sitting.moved_at) == (2, MAY, MORNING)


def test_nobody_is_told_when_no_notice_was_given(world: MeetingWorld) -> None:
    move(world, by(world.officer))
    cancel(world, by(world.officer))
    assert told(world) == []
    assert loaded(world).told is None


def test_notice_reaches_holders_and_deputies_once_each_and_what_follows_goes_by_itself(world: MeetingWorld) -> None:
    everybody = ["ann.ames", "ben.bold", "cat.cole"]
    notify(world, by(world.officer, now=MORNING))
    assert (told(world), loaded(world).told, loaded(world).told_at) == (everybody, 0, MORNING)

    later = MORNING + timedelta(days=1)
    move(world, by(world.officer, now=later), on=MEETS, place="Town Hall")
    assert (told(world), loaded(world).told, loaded(world).told_at) == (everybody, 1, MORNING)

    move(world, by(world.officer, now=later))
    assert (told(world), loaded(world).told, loaded(world).told_at) == (everybody, 2, later)

    cancel(world, by(world.officer))
    assert (told(world), loaded(world).told) == (everybody, 3)
    assert loaded(world).standing == MeetingStanding.CANCELLED


def test_notice_given_again_keeps_the_day_of_the_first(world: MeetingWorld) -> None:
    notify(world, by(world.officer, now=MORNING))
    notify(world, by(world.officer, now=MORNING + timedelta(days=3)))
    assert len(told(world)) == 6
    assert loaded(world).told_at == MORNING


def test_notice_goes_to_who_holds_the_seat_on_the_day_and_not_to_who_holds_it_now(world: MeetingWorld) -> None:
    leave_vacant(world.police, starts=date(2030, 4, 1), by=operator())
    notify(world, by(world.officer, now=MORNING))
    assert told(world) == ["cat.cole"]


def test_nobody_is_told_when_their_account_is_closed(world: MeetingWorld) -> None:
    type(world.ann_user).objects.filter(pk=world.ann_user.pk).update(is_active=False)
    notify(world, by(world.officer, now=MORNING))
    assert told(world) == ["ben.bold", "cat.cole"]


@pytest.mark.django_db(transaction=True)
def test_no_letter_is_left_when_the_act_fails(world: MeetingWorld) -> None:
    notify(world, by(world.officer, now=MORNING))
    told(world)
    with pytest.raises(RuleBroken):
        move(world, by(world.officer), reason="")
    assert told(world) == []


def test_database_refuses_a_cancellation_without_a_reason(world: MeetingWorld) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=world.meeting.pk).update(standing="cancelled", reason="")
