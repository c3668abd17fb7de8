"""Closing one meeting to press and public beforehand, and opening it: who may, for which reason, who hears of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from governance.constitution.core.publicity import Admission, Publicity
from meetings.attendance.acts import adjourn_sitting, open_sitting
from meetings.attendance.queries import record_of
from meetings.schedule import acts, rules
from meetings.schedule.models import Meeting, Sitting
from meetings.schedule.permissions import meeting_seen
from tests.meetings.attendance.scene import has_part
from tests.meetings.schedule.conftest import MeetingWorld
from tests.world import MORNING, body_of, by, everything, meeting_of, operator, signed_in
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.by import By
from trustboard.acts.changes import ChangedMeanwhile, amend
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db

HARINGEY = {"meetings": "open unless the chair decides otherwise", "reason_to_close": True, "clauses": ["K1.1"]}
WHY = "Commercial terms are dealt with."
NEEDS = "Closing a meeting needs the chair's reason of public interest."
BOARD = ["kent", "board"]


@pytest.fixture
def open_world(world: MeetingWorld) -> MeetingWorld:
    """The board meets in public unless its chair decides otherwise, for a reason of public interest (H7.11)."""
    has_part(world.board, "publicity", HARINGEY)
    return world


def loaded(world: MeetingWorld) -> Meeting:
    return meeting_seen("kent", "board", world.meeting.pk)


def close(world: MeetingWorld, by: By, **said: Any) -> Any:
    meeting = loaded(world)
    return acts.close_to_public(meeting, **{"reason": WHY, "version": meeting.version, **said}, by=by)


def reopen(world: MeetingWorld, by: By, **said: Any) -> Any:
    meeting = loaded(world)
    return acts.open_to_public(meeting, **{"version": meeting.version, **said}, by=by)


def nothing(world: MeetingWorld) -> None:
    pass


def is_closed(world: MeetingWorld) -> None:
    close(world, operator())


def is_cancelled(world: MeetingWorld) -> None:
    meeting = loaded(world)
    acts.cancel_meeting(meeting, reason="No business.", version=meeting.version, by=operator())


def is_begun(world: MeetingWorld) -> None:
    sitting = Sitting.objects.get(meeting=world.meeting)
    amend(sitting, opened_at=sitting.starts_at)


BOTH: list[tuple[Callable[..., None], Callable[..., Any]]] = [(nothing, close), (is_closed, reopen)]


@pytest.mark.parametrize(("before", "act"), BOTH)
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
def test_act_is_refused_when_it_is_not_theirs(open_world, before, act, persona: str, refusal) -> None:
    before(open_world)
    rows = everything()
    with pytest.raises(refusal):
        act(open_world, by(getattr(open_world, persona)))
    assert everything() == rows


@pytest.mark.parametrize(("before", "act"), BOTH)
@pytest.mark.parametrize("persona", ["officer", "cat_user"])
def test_act_by_officer_or_chair_is_proved_by_one_entry(open_world, before, act, persona: str) -> None:
    before(open_world)
    entries = Entry.objects.filter(chain=open_world.kent.chain).count()
    act(open_world, by(getattr(open_world, persona)))
    assert Entry.objects.filter(chain=open_world.kent.chain).count() == entries + 1
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


@pytest.mark.parametrize("meetings", ["open unless the body resolves otherwise", "not laid down"])
def test_act_is_not_the_chairs_when_the_constitution_does_not_leave_it_to_the_chair(world, meetings: str) -> None:
    has_part(world.board, "publicity", {"meetings": meetings})
    rows = everything()
    with pytest.raises(Http404):
        close(world, by(world.cat_user))
    assert everything() == rows


@pytest.mark.parametrize(
    ("before", "act", "said", "sentence"),
    [
        (nothing, close, {"reason": " "}, NEEDS),
        (is_closed, close, {}, "It is closed to press and public already."),
        (is_cancelled, close, {}, "The meeting is cancelled."),
        (is_begun, close, {}, "who comes in is recorded at its desk"),
        (nothing, reopen, {}, "It is open to press and public already."),
        (is_cancelled, reopen, {}, "The meeting is cancelled."),
        (is_begun, reopen, {}, "who comes in is recorded at its desk"),
    ],
)
def test_act_is_refused_when_the_rule_refuses_and_nothing_changes(open_world, before, act, said, sentence) -> None:
    before(open_world)
    rows = everything()
    with pytest.raises(RuleBroken, match=sentence):
        act(open_world, by(open_world.officer), **said)
    assert everything() == rows


@pytest.mark.parametrize(("before", "act"), BOTH)
def test_act_is_refused_when_somebody_else_was_quicker(open_world: MeetingWorld, before, act) -> None:
    before(open_world)
    rows = everything()
    with pytest.raises(ChangedMeanwhile):
        act(open_world, by(open_world.officer), version=loaded(open_world).version - 1)
    assert everything() == rows


FACTS = {"is_cancelled": False, "is_begun": False}


@pytest.mark.parametrize(
    ("admission", "reason_to_close", "reason", "closes", "opens"),
    [
        (Admission.CHAIR, True, WHY, (), ()),
        (Admission.CHAIR, True, " ", (NEEDS,), ()),
        (Admission.CHAIR, False, "", (), ()),
        (Admission.RESOLUTION, True, "", ("Closing a meeting needs the body's reason of public interest.",), ()),
        (Admission.OPEN, False, WHY, ("Meetings are open to press and public.",), ()),
        (Admission.UNSAID, False, "", (), ()),
        (Admission.CLOSED, False, "", (), ("Meetings are closed to press and public by the constitution.",)),
    ],
)
def test_meeting_is_closed_and_opened_as_the_constitution_says(
    admission: Admission, *, reason_to_close: bool, reason: str, closes, opens
) -> None:
    rule = Publicity(meetings=admission, reason_to_close=reason_to_close)
    assert rules.may_close_to_public(rule, **FACTS, is_open=True, reason=reason).reasons == closes
    assert rules.may_open_to_public(rule, **FACTS, is_open=False).reasons == opens


def test_closing_keeps_the_reason_and_opening_takes_it_away(open_world: MeetingWorld) -> None:
    close(open_world, by(open_world.cat_user), reason=f" {WHY} ")
    meeting = loaded(open_world)
    assert (meeting.sitting.is_open, meeting.sitting.closed_for, meeting.sequence) == (False, WHY, 1)
    reopen(open_world, by(open_world.cat_user))
    meeting = loaded(open_world)
    assert (meeting.sitting.is_open, meeting.sitting.closed_for, meeting.sequence) == (True, "", 2)
    kept = [(row.is_open, row.closed_for) for row in meeting.sitting.history.order_by("history_id")]
    assert kept == [(True, ""), (False, WHY), (True, "")]


def test_those_who_had_notice_are_told_and_others_are_not(open_world: MeetingWorld) -> None:
    close(open_world, by(open_world.officer))
    reopen(open_world, by(open_world.officer))
    assert not Letter.objects.exclude(calendar="").exists()

    acts.give_notice(loaded(open_world), by=by(open_world.officer, now=MORNING))
    Letter.objects.all().delete()
    close(open_world, by(open_world.cat_user))
    letters = list(Letter.objects.exclude(calendar="").order_by("to"))
    assert [letter.to.split("@")[0] for letter in letters] == ["ann.ames", "ben.bold", "cat.cole"]
    assert letters[0].subject == "Closed to the public: Board, Thursday 18 April 2030, 14:00"
    assert f"Why: {WHY}" in letters[0].text
    assert "SEQUENCE:3" in letters[0].calendar
    assert "Commercial" not in letters[0].calendar
    meeting = loaded(open_world)
    assert (meeting.sequence, meeting.told, meeting.told_at) == (3, 3, MORNING)

    Letter.objects.all().delete()
    reopen(open_world, by(open_world.officer))
    letters = list(Letter.objects.exclude(calendar=""))
    assert {letter.subject.split(":")[0] for letter in letters} == {"Open to the public"}
    assert "is open to press and public on Thursday 18 April 2030, 14:00" in letters[0].text


def test_opening_admits_nobody_by_itself_when_the_meeting_was_closed(open_world: MeetingWorld) -> None:
    close(open_world, by(open_world.cat_user))
    sitting = loaded(open_world).sitting
    open_sitting(sitting, at=None, by=by(open_world.officer, now=sitting.starts_at))
    assert not sitting.happenings.exists()
    assert not record_of(sitting).roll().public


def test_adjourned_sitting_stays_closed_for_the_same_reason(open_world: MeetingWorld) -> None:
    close(open_world, by(open_world.cat_user))
    sitting = loaded(open_world).sitting
    starts = sitting.starts_at
    open_sitting(sitting, at=None, by=by(open_world.officer, now=starts))
    later = {"starts_at": starts + timedelta(days=7), "place": "", "link": "", "at": None}
    adjourn_sitting(sitting, **later, by=by(open_world.officer, now=starts + timedelta(hours=1)))
    further = loaded(open_world).sitting
    assert (further.number, further.is_open, further.closed_for) == (2, False, WHY)


def test_database_refuses_a_reason_to_close_what_is_open(world: MeetingWorld) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.filter(meeting=world.meeting).update(is_open=True, closed_for=WHY)


def main_of(response: Any) -> str:
    assert response.status_code == 200
    words = re.sub(r"<[^>]*>", " ", response.content.decode().split("<main")[1].split("<footer")[0])
    return unescape(re.sub(r"\s+", " ", words))


def address(world: MeetingWorld, name: str) -> str:
    return reverse(name, args=[*BOARD, world.meeting.pk])


def send(client: Client, where: str, **fields: Any) -> Any:
    return client.post(where, {"request_id": str(uuid4()), **fields})


def test_everybody_reads_that_and_why_a_meeting_is_closed(open_world: MeetingWorld) -> None:
    pages = [open_world.meeting.get_absolute_url(), f"{reverse('calendar', args=BOARD)}?year=2030"]
    assert ["Closed" in main_of(Client().get(page)) for page in pages] == [False, False]
    close(open_world, by(open_world.cat_user))
    meeting, calendar = (main_of(Client().get(page)) for page in pages)
    assert f"Press and public Closed Decided for this meeting: {WHY}" in meeting
    assert f"County Hall Closed to the public: {WHY}" in calendar
    assert "Commercial" not in Client().get(reverse("calendar_ics", args=BOARD)).content.decode()
    reopen(open_world, by(open_world.cat_user))
    assert ["Decided" in main_of(Client().get(page)) or WHY in main_of(Client().get(page)) for page in pages] == [
        False,
        False,
    ]


def test_meeting_of_a_closed_body_that_was_opened_says_so(world: MeetingWorld) -> None:
    group = body_of(world.kent, "Closed group", access="closed")
    meeting = meeting_of(group)
    acts.open_to_public(meeting_seen("kent", group.key, meeting.pk), version=1, by=by(world.officer))
    page = main_of(Client().get(meeting.get_absolute_url()))
    assert "Press and public Open Decided for this meeting." in page
    calendar = reverse("calendar", args=["kent", group.key])
    assert "Open to the public" in main_of(Client().get(f"{calendar}?year=2030"))


@pytest.mark.parametrize(
    ("persona", "offered"),
    [("officer", ["Close to the public"]), ("cat_user", ["Close to the public"]), ("ann_user", []), ("auditor", [])],
)
def test_meeting_offers_to_close_it_to_those_who_may(open_world: MeetingWorld, persona: str, offered) -> None:
    client = signed_in(getattr(open_world, persona))
    find = re.compile(r'href="[^"]*/(?:close|open)-to-public/">([^<]*)<')
    assert find.findall(client.get(open_world.meeting.get_absolute_url()).content.decode()) == offered
    close(open_world, operator())
    other = [each.replace("Close", "Open") for each in offered]
    assert find.findall(client.get(open_world.meeting.get_absolute_url()).content.decode()) == other


@pytest.mark.parametrize(("meetings", "offered"), [("open", False), ("closed", False), ("not laid down", True)])
def test_meeting_offers_nothing_that_the_constitution_refuses(world: MeetingWorld, meetings: str, offered) -> None:
    has_part(world.group, "publicity", {"meetings": meetings})
    meeting = meeting_of(world.group)
    page = signed_in(world.officer).get(meeting.get_absolute_url()).content.decode()
    assert ("-to-public/" in page) == offered


def test_page_asks_for_the_reason_and_closes_once_when_sent_twice(open_world: MeetingWorld) -> None:
    client, where = signed_in(open_world.cat_user), address(open_world, "close_to_public")
    page = main_of(client.get(where))
    assert "Close to the public: Ordinary meeting" in page
    assert "Nobody was told of it yet." in page
    assert NEEDS in main_of(send(client, where, reason="", version="1"))
    sent = {"request_id": str(uuid4()), "reason": WHY, "version": "1"}
    answers = [client.post(where, sent) for _ in range(2)]
    assert [answer.url for answer in answers] == [open_world.meeting.get_absolute_url()] * 2
    assert loaded(open_world).sequence == 1
    assert "It is closed to press and public already." in main_of(client.get(where))
    assert send(client, address(open_world, "open_to_public"), version="2").status_code == 302
    assert loaded(open_world).sitting.is_open


def test_page_asks_for_no_reason_where_the_constitution_does_not(world: MeetingWorld) -> None:
    client, where = signed_in(world.officer), address(world, "close_to_public")
    assert "it may be left empty" in main_of(client.get(where))
    assert send(client, where, reason="", version="1").status_code == 302
    assert "Closed Decided for this meeting." in main_of(Client().get(world.meeting.get_absolute_url()))


def test_page_says_why_not_when_meetings_are_open_by_the_constitution(world: MeetingWorld) -> None:
    has_part(world.board, "publicity", {"meetings": "open"})
    client, where = signed_in(world.officer), address(world, "close_to_public")
    page = client.get(where)
    assert "Meetings are open to press and public." in main_of(page)
    assert 'name="reason"' not in page.content.decode()
    rows = everything()
    send(client, where, reason=WHY, version="1")
    assert everything() == rows
