"""The database itself refuses a vote after the closing and a casting vote before it, and a missing guard is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from governance.constitution.core.voting import Choice
from meetings.ballots.models import Ballot, Casting, Taken, Vote
from meetings.ballots.proof import Hands
from tests.meetings.attendance.scene import at
from tests.meetings.ballots.scene import Hearing
from trustboard.ledger.signing import private_key
from trustboard.ledger.triggers import missing_triggers, remove_triggers
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db
NAMES = [guard.name for guard in settings.GUARDS]
WHEN: dict[str, Any] = {"at": at(30), "recorded_at": at(30)}


def vote_slipped_in(room: Hearing, ballot: Ballot) -> Vote:
    return Vote.objects.create(ballot=ballot, seat=room.police, unit="police", person=room.ann, choice="for", **WHEN)


def casting_vote_slipped_in(room: Hearing, ballot: Ballot) -> Casting:
    return Casting.objects.create(ballot=ballot, person=room.cat, choice="for", **WHEN)


def is_refused(slip_in: Callable[[Hearing, Ballot], Any], room: Hearing, ballot: Ballot, sentence: str) -> None:
    with pytest.raises(DatabaseError, match=sentence), transaction.atomic():
        slip_in(room, ballot)


def test_database_takes_a_vote_before_the_closing_and_none_after_it() -> None:
    room = Hearing()
    first = room.put()
    vote_slipped_in(room, first)
    room.closed(first)
    second = room.put()
    room.closed(second)
    is_refused(vote_slipped_in, room, second, "no vote after closing")
    assert Vote.objects.count() == 1


def test_database_takes_a_casting_vote_after_the_closing_and_none_before_it() -> None:
    room = Hearing()
    ballot = room.put(Taken.TOTALS)
    is_refused(casting_vote_slipped_in, room, ballot, "no casting vote before closing")
    room.closed(ballot, Hands(1, 1, 0))
    casting_vote_slipped_in(room, ballot)
    assert Casting.objects.count() == 1


@pytest.mark.parametrize("slip_in", [vote_slipped_in, casting_vote_slipped_in])
def test_what_the_database_refuses_is_found_in_the_ledger_once_its_guard_is_gone(slip_in: Any) -> None:
    room = Hearing()
    ballot = room.put()
    if slip_in is vote_slipped_in:
        room.voted(ballot, room.cat_user, room.cat, room.health, Choice.AGAINST)
        room.closed(ballot)
    remove_triggers(connection)
    row = slip_in(room, ballot)
    found = list(findings(private_key(settings.LEDGER_KEY).public_key()))
    assert f"Row {row.pk} of {row._meta.db_table} stands in no entry: no act put it there." in found


@pytest.mark.parametrize("name", NAMES)
def test_guard_is_named_when_it_is_gone_or_does_nothing(name: str) -> None:
    table = next(guard.table for guard in settings.GUARDS if guard.name == name)
    where = "" if connection.vendor == "sqlite" else f" ON {table}"
    harmless = {
        "sqlite": f"CREATE TRIGGER {name} BEFORE INSERT ON {table} BEGIN SELECT 1; END",
        "postgresql": f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW WHEN (false) "
        f"EXECUTE FUNCTION {name}()",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{where}")
        assert missing_triggers(connection) == [name]
        cursor.execute(harmless)
    assert missing_triggers(connection) == [name]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="PostgreSQL's triggers call functions")
def test_guards_are_named_when_their_functions_let_everything_pass() -> None:
    with connection.cursor() as cursor:
        for name in NAMES:
            passing = "LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
            cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger {passing}")
    assert missing_triggers(connection) == sorted(NAMES)
