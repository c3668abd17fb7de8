"""Keeping the numbered clauses of a trust's agreement, the constitutions of its bodies, and its closed days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from governance.constitution.changes import drop_closed_day, make_clause, make_closed_day, make_constitution
from governance.constitution.clauses import may_be_numbered, may_repeal, may_stand, place_for
from governance.constitution.models import Clause, ClauseStanding, ClosedDay, Constitution
from governance.constitution.queries import places_of
from governance.constitution.rulebook import require_rules, rulebook_of
from governance.constitution.rules import may_change, may_close_day, may_correct, with_part
from governance.membership.changes import correct, strike
from governance.structure.models import Body, Trust
from governance.structure.permissions import require_officer
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import ChangedMeanwhile, amend, hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act


@act
def add_clause(
    trust: Trust,
    *,
    key: str,
    text: str,
    kinds: list[str],
    note: str,
    source: str,
    starts: date,
    ends: date | None,
    standing: ClauseStanding,
    by: By,
) -> Clause:
    """Write down a clause of the trust's agreement. It finds its place by its source and number."""
    require_officer(by, trust)

    hold(trust)
    among = places_of(trust)
    require(may_be_numbered(key, taken=(other.key for other in among)))
    require(may_stand(kinds=kinds, starts=starts, ends=ends, standing=standing))

    clause = make_clause(
        trust,
        key=key,
        text=text,
        kinds=kinds,
        note=note,
        source=source,
        position=place_for(key, source=source, among=among),
        starts=starts,
        ends=ends,
        standing=standing,
    )

    record_act(by, chain=trust.chain, touched=[clause])
    return clause


@act
def change_clause(
    clause: Clause,
    *,
    text: str,
    kinds: list[str],
    note: str,
    source: str,
    starts: date,
    ends: date | None,
    standing: ClauseStanding,
    version: int,
    by: By,
) -> Clause:
    """Change what a clause says, in the version that was read. Its number and its place stay."""
    require_officer(by, clause.trust)

    require(may_stand(kinds=kinds, starts=starts, ends=ends, standing=standing))

    amend(
        clause,
        read=version,
        text=text,
        kinds=kinds,
        note=note,
        source=source,
        starts=starts,
        ends=ends,
        standing=standing,
    )

    record_act(by, chain=clause.trust.chain, touched=[clause])
    return clause


@act
def repeal_clause(clause: Clause, *, ends: date, version: int, by: By) -> Clause:
    """The clause no longer holds from this day on. What was done under it stays as it was."""
    require_officer(by, clause.trust)

    require(may_repeal(starts=clause.starts, was=clause.ends, ends=ends, standing=clause.standing))

    amend(clause, read=version, ends=ends, standing=ClauseStanding.REPEALED)

    record_act(by, chain=clause.trust.chain, touched=[clause])
    return clause


@act
def change_part(body: Body, *, part: str, written: Any, starts: date, read: int, by: By) -> Body:
    """From this day on a part of the body's constitution is as written; None: no longer written. The rest stays.

    `part` is a named part, "lists" or "inherits". Where a version begins on that very day it is changed, as far as that
    is allowed; otherwise a new version begins. `read` is how often the constitution had been edited when the page was
    made (see `Rulebook.edits`). Raises RuleBroken for what cannot be, by its path.
    """
    require_officer(by, body.trust)

    hold(body)
    rulebook = rulebook_of(body.trust)
    if rulebook.edits(body.key) != read:
        raise ChangedMeanwhile
    latest = rulebook.latest(body.key)
    before = latest.written if latest else {}
    require(
        may_change(
            starts=starts,
            latest=latest.starts if latest else None,
            today=timezone.localdate(by.now),
            is_written=part in before,
        )
    )
    kept = require_rules(rulebook, body, with_part(before, part, written), starts)

    if latest and latest.starts == starts:
        version = latest
        amend(version, written=kept)
    else:
        version = make_constitution(body, starts=starts, written=kept)

    record_act(by, chain=body.trust.chain, touched=[version])
    return body


@act
def correct_part(constitution: Constitution, *, part: str, written: Any, reason: str, version: int, by: By) -> Body:
    """A part of this version was never so; it was as written here, for this reason. Later versions stay as they are."""
    body = constitution.body
    require_officer(by, body.trust)

    require(may_correct(reason=reason))
    whole = with_part(constitution.written, part, written)
    kept = require_rules(rulebook_of(body.trust), body, whole, constitution.starts)

    correct(constitution, reason=reason, read=version, written=kept)

    record_act(by, chain=body.trust.chain, touched=[constitution])
    return body


@act
def strike_constitution(constitution: Constitution, *, reason: str, version: int, by: By) -> Body:
    """This version was never so at all; the one before it goes on. It stays in the history and the ledger, as gone."""
    body = constitution.body
    require_officer(by, body.trust)

    require(may_correct(reason=reason))
    strike(constitution, reason=reason, read=version)

    record_act(by, chain=body.trust.chain, removed=[constitution])
    return body


@act
def close_day(trust: Trust, *, day: date, reason: str, by: By) -> Trust:
    """The trust is closed on this day, which is then no working day."""
    require_officer(by, trust)

    hold(trust)
    require(may_close_day(reason=reason, is_closed=trust.closed_days.filter(day=day).exists()))
    closed = make_closed_day(trust, day=day, reason=reason.strip())

    record_act(by, chain=trust.chain, touched=[closed])
    return trust


@act
def open_day(closed: ClosedDay, *, by: By) -> Trust:
    """The trust is not closed on this day after all."""
    trust = closed.trust
    require_officer(by, trust)

    drop_closed_day(closed)

    record_act(by, chain=trust.chain, removed=[closed])
    return trust
