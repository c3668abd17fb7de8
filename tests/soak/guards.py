"""The guards of a vote, each with how the process that asks for it takes it away: only ever on a scratch database.

What is left then shows what the others are worth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Model

from meetings.ballots import acts as ballot_acts
from meetings.ballots import changes as ballot_changes
from meetings.ballots import permissions as ballot_permissions
from meetings.ballots.models import Ballot, Casting, Closing, Vote
from meetings.decisions import acts as decision_acts
from meetings.decisions.models import Decision
from meetings.declarations import acts as declaration_acts
from trustboard.acts import changes
from trustboard.acts.models import Versioned
from trustboard.acts.verdict import ALLOWED, Verdict
from trustboard.ledger.triggers import remove_triggers


def no_lock() -> None:
    """Nobody waits for whoever acts in the sitting."""

    def hold(_: Model) -> None:
        pass

    for module in (ballot_permissions, declaration_acts, decision_acts):
        module.hold = hold


def no_version() -> None:
    """A row is changed in whatever version it is."""

    def claim_version(row: Versioned, *, read: int | None = None) -> None:
        row.version += 1
        type(row)._base_manager.filter(pk=row.pk).update(version=row.version)

    for module in (changes, ballot_changes):
        module.claim_version = claim_version


def no_rules() -> None:
    """Whatever is asked is allowed, a vote that is open or closed, given or barred."""

    def allowed(*_: Any, **__: Any) -> Verdict:
        return ALLOWED

    for name in ("may_put", "may_vote", "may_close", "may_break_tie"):
        setattr(ballot_acts, name, allowed)
    decision_acts.may_decide = allowed
    declaration_acts.may_rule_while_voting = allowed


def no_database() -> None:
    """The database takes whatever it is given: no row is unique, and no trigger stands."""
    remove_triggers(connection)
    for model in (Ballot, Vote, Closing, Casting, Decision):
        make_repeatable(model)


def make_repeatable(model: type[Model]) -> None:
    """Take away what is unique in the table but its key."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    unique = [name for name, one in found.items() if one["unique"] and not one["primary_key"]]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name in unique:
                cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT IF EXISTS "{name}"')
                cursor.execute(f'DROP INDEX IF EXISTS "{name}"')  # what is unique under a condition is no constraint
        return
    # SQLite makes the table anew from what the model says. What it says of one to one, queries need afterwards.
    one_to_one = [field for field in model._meta.local_fields if field.one_to_one]
    model._meta.constraints = [one for one in model._meta.constraints if one.name not in unique]
    for field in one_to_one:
        field._unique = False
    with connection.schema_editor() as editor:
        editor._remake_table(model)
    for field in one_to_one:
        field._unique = True


GUARDS: dict[str, Callable[[], None]] = {
    "lock": no_lock,
    "version": no_version,
    "rules": no_rules,
    "database": no_database,
}
