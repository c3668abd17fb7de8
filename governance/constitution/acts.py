"""Keeping the numbered clauses of a trust's agreement."""

from __future__ import annotations

from datetime import date

from governance.constitution.changes import make_clause
from governance.constitution.clauses import may_be_numbered, may_repeal, may_stand, place_for
from governance.constitution.models import Clause, ClauseStanding
from governance.constitution.queries import places_of
from governance.structure.models import Trust
from governance.structure.permissions import require_officer
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import amend, hold
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
