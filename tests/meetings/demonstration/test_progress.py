"""A story that is cut off goes on where it stopped, with the days of when it was begun, and does nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from governance.agreements.models import Signature
from governance.structure.models import Trust
from meetings.agenda.models import Item
from meetings.attendance.models import Happening
from meetings.demonstration.player import play
from meetings.demonstration.story import read_story
from meetings.schedule.models import Ending, Meeting
from tests.meetings.demonstration.stage import BLANK, NOW, Kent
from tests.world import everything, meeting_of
from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db

SHORT = """\
trust: kent
bodies:
  - key: board
    months: [january, april, july, october]
    starts: 14:00
    place: Town Hall
    standing items:
      - {item: Welcome, minutes: 5}
  - key: executive-group
    starts: 09:30
    place: Town Hall
meetings:
  - key: only
    body: board
    turn: -1
    agenda:
      - item: The plan
      - item: The budget
    story:
      - {before: 9, answer: coming, from: [director, police]}
      - {before: 8, agenda laid: yes}
      - {at: 0, opens: yes}
      - {at: 1, come: [director, police, schools]}
      - {at: 2, presides: director}
      - {at: 3, leave: [police, schools]}
      - {at: 4, adjourns: 7}
      - {at: 0, opens: yes}
      - {at: 1, come: [director]}
      - {at: 3, closes: yes}
  - key: executive
    body: executive-group
    days: 13
"""


class CutOff(Exception):
    """As when the machine is switched off."""


@contextmanager
def cut_off_after(acts: int) -> Iterator[None]:
    """Whoever is about to record one act more than that is cut off."""
    recorded = 0

    def cut(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal recorded
        if sql.startswith(f'INSERT INTO "{Entry._meta.db_table}"'):
            recorded += 1
            if recorded > acts:
                raise CutOff
        return execute(sql, *rest)

    with connection.execute_wrapper(cut):
        yield


def played(trust: Trust, text: str = SHORT, *, days: int = 0) -> int:
    """How many meetings the story has, where anything of it was left to play so many days after it was begun."""
    return play(read_story(text.encode(), source="short.yaml"), trust, now=NOW + timedelta(days=days), press=BLANK)


def happened() -> list[tuple[int, str, str]]:
    """All that happened, in its order: in which sitting, what, and to which seat."""
    rows = Happening.objects.order_by("sitting__number", "number").select_related("sitting", "seat")
    return [(row.sitting.number, row.kind, row.seat.key if row.seat else "") for row in rows]


def test_story_ends_as_if_it_had_never_been_cut_off() -> None:
    """Given a story that is cut off after each of its acts, when it is played again each time, a day later, then at the
    end everything was done, and once.
    """
    kent = Kent()
    recorded, days = Entry.objects.count(), 0

    while Entry.objects.count() == recorded + days:
        with suppress(CutOff), cut_off_after(1):
            played(kent.trust, days=days)
        days += 1

    assert Entry.objects.count() - recorded == 19
    assert list(Item.objects.values_list("title", flat=True)) == ["Welcome", "The plan", "The budget"]
    assert happened() == [
        (1, "arrived", "director"),
        (1, "arrived", "police"),
        (1, "arrived", "schools"),
        (1, "presides", ""),
        (1, "left", "police"),
        (1, "left", "schools"),
        (2, "arrived", "director"),
    ]
    of_board, of_group = Meeting.objects.order_by("body__key")
    assert [sitting.ending for sitting in of_board.sittings.all()] == [Ending.ADJOURNED, Ending.CLOSED]
    assert of_group.sitting.day == NOW.date() + timedelta(days=15)
    before = everything()
    assert played(kent.trust, days=days) == 0
    assert everything() == before


def test_story_is_left_alone_when_it_was_told_otherwise_when_it_was_begun() -> None:
    kent = Kent()
    with pytest.raises(CutOff), cut_off_after(6):
        played(kent.trust)
    before = everything()

    assert played(kent.trust, SHORT.replace("The budget", "The year")) == 0

    assert everything() == before


def test_story_is_left_alone_in_a_trust_with_a_meeting_of_its_own() -> None:
    kent = Kent()
    meeting_of(kent.trust.bodies.get(key="board"), date(2026, 12, 10))
    before = everything()

    assert played(kent.trust) == 0

    assert everything() == before


AGREED = """\
trust: kent
bodies:
  - key: board
    months: [january, april, july, october]
    starts: 14:00
    place: Town Hall
meetings:
  - key: only
    body: board
    turn: -1
    story:
      - {before: 9, accounts: [schools, jobcentre], agreement: partner-agency-agreement}
      - {before: 8, signs: [schools, jobcentre, police], agreement: partner-agency-agreement}
      - {before: 7, issued: partner-agency-agreement, rewords: 3.12 Another., adds: 3.16 One more.}
      - {before: 6, signs on paper: sixth-form, agreement: partner-agency-agreement}
"""


def test_agreement_is_signed_and_issued_once_where_the_story_is_cut_off_after_each_act() -> None:
    """Given a story that is cut off after each of its acts, when it is played again each time, then each account was
    made once, each place signed once, and one edition issued.
    """
    kent = Kent()
    recorded, turns = Entry.objects.count(), 0

    while Entry.objects.count() == recorded + turns:
        with suppress(CutOff), cut_off_after(1):
            played(kent.trust, AGREED)
        turns += 1

    assert Entry.objects.count() - recorded == 1 + 4 + 3 + 2 + 1
    assert [row.edition.number for row in Signature.objects.select_related("edition").order_by("at")] == [1, 1, 1, 2]
    assert played(kent.trust, AGREED) == 0
