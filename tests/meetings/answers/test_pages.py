"""What a member and the officer see of the answers, and the form with which a seat answers."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.constitution.acts import change_part
from meetings.answers.acts import answer_for_seat
from meetings.attendance.models import Answer, Choice
from meetings.schedule.permissions import meeting_seen
from tests.meetings.schedule.conftest import MeetingWorld
from tests.world import SINCE, by, operator, person_of, seat_of, seated, signed_in
from trustboard.acts.changes import amend

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> MeetingWorld:
    return MeetingWorld()


def address(world: MeetingWorld, seat: str = "police") -> str:
    return reverse("answer_for_seat", args=["kent", "board", world.meeting.pk, seat])


def words(response: HttpResponse) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode().split("<main")[1].split("<footer")[0]))


def meeting(client: Client, world: MeetingWorld) -> str:
    return words(client.get(world.meeting.get_absolute_url()))


def answered(world: MeetingWorld, seat: Any, choice: Choice, reason: str = "") -> None:
    sitting = meeting_seen("kent", "board", world.meeting.pk).sitting
    answer_for_seat(sitting, seat=seat, choice=choice, reason=reason, by=by(world.officer))


def test_member_answers_on_the_page_of_the_meeting_once_when_it_is_sent_twice(world: MeetingWorld) -> None:
    ann = signed_in(world.ann_user)
    page = ann.get(world.meeting.get_absolute_url()).content.decode()
    assert f'action="{address(world)}"' in page
    assert "Your answer for Police No answer yet" in meeting(ann, world)
    assert "Your answer for Health" not in meeting(ann, world)
    sent = {"request_id": str(uuid4()), "choice": "remotely"}
    answers = [ann.post(address(world), sent) for _ in range(2)]
    assert [one.url for one in answers] == [world.meeting.get_absolute_url()] * 2
    assert Answer.objects.count() == 1
    assert "Your answer for Police Coming remotely" in meeting(ann, world)
    assert "1 of 2 seats have answered." in meeting(ann, world)


def test_deputy_and_limit_stand_beside_the_choice(world: MeetingWorld) -> None:
    page = words(signed_in(world.ann_user).get(address(world)))
    assert "Sending the deputy Ben Bold is named." in page
    page = words(signed_in(world.cat_user).get(address(world, "health")))
    assert "Sending the deputy Only the named deputy counts, and none is named" in page


def test_remote_limit_stands_beside_the_choice(world: MeetingWorld) -> None:
    written = {"remote": {"quorum": "no"}}
    change_part(world.board, part="counting", written=written, starts=SINCE, read=3, by=operator())
    assert "who takes part remotely does not count towards the quorum" in words(
        signed_in(world.ann_user).get(address(world))
    )


def test_reason_is_for_the_officer_and_the_member_alone(world: MeetingWorld) -> None:
    answered(world, world.police, Choice.APOLOGIES, "At the hospital.")
    readers = {"ann": world.ann_user, "officer": world.officer, "cat": world.cat_user, "ben": world.ben_user}
    seen = {name: meeting(signed_in(user), world) for name, user in readers.items()}
    assert {name for name, page in seen.items() if "At the hospital." in page} == {"ann", "officer"}
    assert {name for name, page in seen.items() if "Apologies answered by Olive Officer" in page} == set(seen)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose what you answer."),
        ({"choice": "perhaps"}, "Select a valid choice."),
        ({"choice": "apologies"}, "Say why, with apologies."),
        ({"choice": "apologies", "reason": "x" * 301}, "at most 300"),
    ],
)
def test_form_says_what_is_wrong_beside_the_field_and_keeps_nothing(world: MeetingWorld, fields, sentence) -> None:
    ann = signed_in(world.ann_user)
    response = ann.post(address(world), {"request_id": str(uuid4()), **fields})
    assert sentence in words(response)
    assert "Please check this" in words(response)
    assert Answer.objects.count() == 0


def test_answer_is_closed_when_the_meeting_has_begun(world: MeetingWorld) -> None:
    sitting = meeting_seen("kent", "board", world.meeting.pk).sitting
    amend(sitting, opened_at=sitting.starts_at)
    page = words(signed_in(world.ann_user).get(address(world)))
    assert "The meeting has begun: who comes now is recorded in it." in page
    assert "Send the answer" not in page
    assert "Send the answer" not in meeting(signed_in(world.ann_user), world)


@pytest.mark.parametrize("seat", ["voluntary-sector", "nonsense"])
def test_seat_that_nobody_holds_has_no_answer(world: MeetingWorld, seat: str) -> None:
    assert signed_in(world.officer).get(address(world, seat)).status_code == 404


def test_officer_sees_the_quorum_to_expect_and_members_do_not(world: MeetingWorld) -> None:
    quorum = {"business": {"count": {"n": 2}}}
    change_part(world.board, part="quorum", written=quorum, starts=SINCE, read=3, by=operator())
    officer, ann = signed_in(world.officer), signed_in(world.ann_user)
    assert "Quorum to expect Not quorate 0 of 2: two more would make it." in meeting(officer, world)
    answered(world, world.police, Choice.REMOTELY)
    assert "Quorum to expect Not quorate 1 of 2: Health would make it." in meeting(officer, world)
    answered(world, world.health, Choice.COMING)
    assert "Quorum to expect Quorate 2 of 2: quorate" in meeting(officer, world)
    assert "Quorum to expect" not in meeting(ann, world)


def queries(client: Client, where: str) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


@pytest.mark.parametrize("persona", ["ann_user", "officer"])
def test_pages_ask_as_often_for_many_answers_as_for_few(world: MeetingWorld, persona: str) -> None:
    client = signed_in(getattr(world, persona))
    answered(world, world.police, Choice.DEPUTY)
    where = [world.meeting.get_absolute_url(), address(world)]
    few = [queries(client, one) for one in where]
    for number in range(5):
        seat = seat_of(world.board, f"Seat {number}")
        seated(seat, person_of(world.kent, f"Person {number}"))
        answered(world, seat, Choice.APOLOGIES, "On leave.")
    assert [queries(client, one) for one in where] == few
    print(persona, few)
