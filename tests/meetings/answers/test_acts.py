"""Answering for a seat: who may, what is refused, what is kept and proved; and what visits the year has had."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.http import Http404

from governance.constitution.core.language import Voice
from governance.constitution.rulebook import rulebook_of
from governance.membership.acts import leave_vacant
from governance.membership.queries import table_of
from meetings.answers.acts import answer_for_seat
from meetings.answers.queries import answers_of, visits_of
from meetings.answers.rules import Visits
from meetings.attendance.models import Answer, Choice
from meetings.attendance.roll import Kind
from meetings.schedule.acts import cancel_meeting, move_meeting
from meetings.schedule.models import Meeting
from meetings.schedule.permissions import meeting_seen
from tests.meetings.schedule.conftest import MeetingWorld
from tests.world import MEETS, MORNING, by, everything, meeting_of, operator
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.by import By
from trustboard.acts.changes import amend
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.changes import erase_personal_text
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> MeetingWorld:
    return MeetingWorld()


def answer(world: MeetingWorld, by: By, *, meeting: Meeting | None = None, **said: Any) -> Any:
    sitting = meeting_seen("kent", "board", (meeting or world.meeting).pk).sitting
    plain = {"seat": world.police, "choice": Choice.COMING, "reason": ""}
    return answer_for_seat(sitting, **{**plain, **said}, by=by)


def shown(world: MeetingWorld) -> dict[str, str]:
    sitting = meeting_seen("kent", "board", world.meeting.pk).sitting
    found = answers_of(sitting, table_of(world.kent), rulebook_of(world.kent).rules("board", sitting.day))
    return {each.place.seat.key: each.words for each in found}


@pytest.mark.parametrize("persona", ["ann_user", "officer"])
def test_answer_is_by_the_member_or_by_the_officer_for_them_and_says_who(world: MeetingWorld, persona: str) -> None:
    user = getattr(world, persona)
    answer(world, by(user, now=MORNING))
    kept = Answer.objects.get()
    assert (kept.by, kept.at, kept.choice, kept.number) == (user, MORNING, "coming", 1)
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


@pytest.mark.parametrize(
    ("persona", "refusal"),
    [
        ("nobody", Http404),
        ("ben_user", Http404),
        ("cat_user", Http404),
        ("bare_officer", SecondFactorNeeded),
        ("auditor", PermissionDenied),
        ("medway_officer", Http404),
    ],
)
def test_answer_is_refused_when_the_seat_is_not_theirs_and_nothing_changes(world, persona: str, refusal) -> None:
    before = everything()
    with pytest.raises(refusal):
        answer(world, by(getattr(world, persona)))
    assert everything() == before


@pytest.mark.parametrize("seat", ["group_police", "medway_seat"])
def test_answer_is_refused_for_a_seat_of_another_body_and_nothing_changes(world: MeetingWorld, seat: str) -> None:
    before = everything()
    with pytest.raises(Http404):
        answer(world, by(world.officer), seat=getattr(world, seat))
    assert everything() == before


def cancelled(world: MeetingWorld) -> None:
    cancel_meeting(world.meeting, reason="No business.", version=1, by=operator())


def opened(world: MeetingWorld) -> None:
    sitting = world.meeting.sitting
    amend(sitting, opened_at=sitting.starts_at)


def vacant(world: MeetingWorld) -> None:
    leave_vacant(world.police, starts=date(2030, 1, 1), by=operator())


def nothing(world: MeetingWorld) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "now", "said", "sentence"),
    [
        (cancelled, MORNING, {}, "is cancelled"),
        (opened, MORNING, {}, "has begun"),
        (nothing, datetime(2030, 4, 18, 13, tzinfo=UTC), {}, "has begun"),
        (vacant, MORNING, {}, "Nobody holds the seat"),
        (nothing, MORNING, {"choice": Choice.APOLOGIES}, "Say why, with apologies."),
    ],
)
def test_answer_is_refused_when_the_rule_refuses_and_nothing_changes(world, before, now, said, sentence) -> None:
    before(world)
    rows = everything()
    with pytest.raises(RuleBroken, match=sentence):
        answer(world, by(world.officer, now=now), **said)
    assert everything() == rows


def test_latest_answer_counts_and_the_earlier_ones_stay(world: MeetingWorld) -> None:
    answer(world, by(world.ann_user))
    answer(world, by(world.officer), choice=Choice.APOLOGIES, reason="On leave.")
    assert list(Answer.objects.values_list("number", "choice")) == [(1, "coming"), (2, "apologies")]
    assert shown(world) == {"police": "Apologies", "health": "No answer yet"}


def test_answer_for_another_time_no_longer_counts_and_one_for_another_place_does(world: MeetingWorld) -> None:
    answer(world, by(world.ann_user, now=MORNING))
    later = MORNING + timedelta(hours=1)
    where = {"minutes": 120, "link": "", "reason": "The hall is taken."}
    move = by(world.officer, now=later)
    move_meeting(world.meeting, on=MEETS, starts=time(14), place="Town Hall", version=1, by=move, **where)
    assert shown(world)["police"] == "Coming"
    moved = meeting_seen("kent", "board", world.meeting.pk)
    move = by(world.officer, now=later)
    move_meeting(moved, on=MEETS, starts=time(16), place="Town Hall", version=2, by=move, **where)
    assert shown(world)["police"] == "No answer yet"
    answer(world, by(world.ann_user, now=later + timedelta(hours=1)), choice=Choice.REMOTELY)
    assert shown(world)["police"] == "Coming remotely"


def test_reason_is_kept_apart_and_may_go_while_everything_still_verifies(world: MeetingWorld) -> None:
    answer(world, by(world.ann_user), choice=Choice.APOLOGIES, reason="  At the hospital.  ")
    kept = Answer.objects.get()
    assert kept.reason.text == "At the hospital."
    assert "hospital" not in Entry.objects.latest("pk").body
    erase_personal_text(kept.reason_id)
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_answers_are_only_ever_added_to(world: MeetingWorld) -> None:
    answer(world, by(world.ann_user))
    with pytest.raises(Error), transaction.atomic():
        Answer.objects.update(choice="apologies")
    with pytest.raises(Error), transaction.atomic():
        Answer.objects.all().delete()


def visits(world: MeetingWorld) -> Visits:
    sitting = meeting_seen("kent", "board", world.meeting.pk).sitting
    rules = rulebook_of(world.kent).rules("board", sitting.day)
    return visits_of(sitting, rules).get(world.police.pk, Visits())


def deputised(world: MeetingWorld, day: date, **columns: Any) -> Meeting:
    """A meeting of that day, opened, at which the deputy arrived for the police."""
    meeting = meeting_of(world.board, day)
    sitting = meeting.sitting
    amend(sitting, opened_at=sitting.starts_at)
    plain = {"number": 1, "kind": Kind.ARRIVED, "voice": Voice.DEPUTY, "seat": world.police, "person": world.ben}
    sitting.happenings.create(at=sitting.starts_at, recorded_at=sitting.starts_at, **(plain | columns))
    return meeting


@pytest.mark.parametrize(
    ("day", "columns", "made"),
    [
        (date(2030, 4, 4), {}, 1),
        (date(2030, 3, 31), {}, 0),
        (date(2030, 5, 2), {}, 0),
        (date(2030, 4, 4), {"voice": Voice.HOLDER}, 0),
        (date(2030, 4, 4), {"beyond": "used"}, 0),
        (date(2030, 4, 4), {"kind": Kind.LEFT}, 0),
    ],
)
def test_visits_are_those_of_the_year_before_the_meeting_that_counted(world, day: date, columns, made: int) -> None:
    deputised(world, day, **columns)
    assert visits(world).made == made


def test_visit_that_was_taken_back_is_none(world: MeetingWorld) -> None:
    sitting = deputised(world, date(2030, 4, 4)).sitting
    now = sitting.starts_at
    sitting.happenings.create(number=2, kind=Kind.VOID, at=now, recorded_at=now, corrects=1)
    assert visits(world) == Visits()


def test_visit_that_was_answered_for_is_promised_until_the_meeting_is_cancelled(world: MeetingWorld) -> None:
    earlier = meeting_of(world.board, date(2030, 4, 4))
    answer(world, by(world.ann_user), meeting=earlier, choice=Choice.DEPUTY)
    assert visits(world) == Visits(0, 1, date(2030, 4, 4))
    cancel_meeting(earlier, reason="No business.", version=1, by=operator())
    assert visits(world) == Visits()


def test_second_deputy_is_kept_and_said_not_to_count(world: MeetingWorld) -> None:
    deputised(world, date(2030, 4, 4))
    answer(world, by(world.ann_user), choice=Choice.DEPUTY)
    sitting = meeting_seen("kent", "board", world.meeting.pk).sitting
    found = answers_of(sitting, table_of(world.kent), rulebook_of(world.kent).rules("board", sitting.day))
    (police,) = [each for each in found if each.place.seat == world.police]
    assert police.is_beyond
    assert police.limit == "This year's one deputy visit has been used: a further one is recorded and does not count."
