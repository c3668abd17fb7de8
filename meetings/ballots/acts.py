"""Putting a motion to the vote, voting, closing, declaring void, breaking a tie."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from governance.constitution.core.language import Unit
from governance.constitution.core.quorum import evaluate
from governance.constitution.core.voting import Choice, unit_counted, voters
from governance.membership.models import Person, Seat
from governance.structure.permissions import require_within
from meetings.attendance.acts import SITTING
from meetings.ballots.changes import end_ballot, keep_casting, keep_vote, open_ballot
from meetings.ballots.models import Ballot, Taken, Vote
from meetings.ballots.permissions import begun_by_presider, begun_by_self, entered, person_called
from meetings.ballots.proof import Hands, outcome_of, proof_of
from meetings.ballots.queries import Grounds, counted, grounds_of
from meetings.ballots.rules import (
    Earlier,
    may_break_tie,
    may_close,
    may_put,
    may_void,
    may_vote,
    unit_of,
)
from meetings.ballots.saying import said_of_outcome
from meetings.schedule.models import Sitting
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act
from trustboard.live.announcements import announce


@act
def put_to_vote(sitting: Sitting, *, motion: str, taken: Taken, at: datetime | None, by: By) -> Sitting:
    """Put a motion on the item in hand to the vote, by the officer or by whoever presides. Its voices are fixed now."""
    grounds, moment, is_own = begun_by_presider(sitting, at, by)
    rule = grounds.facts.motion
    voices = [here for here in voters(rule, grounds.facts.meeting) if here.seat]
    require(
        may_put(
            rule,
            text=motion,
            taken=taken,
            is_open=sitting.ballot is not None,
            is_awaited=grounds.is_awaited,
            state=evaluate(grounds.facts.asked(ballot=True), grounds.facts.meeting).state,
            voices=len(voices),
            is_late=at is not None,
        )
    )

    ballot = open_ballot(
        sitting,
        item=grounds.item,
        motion=motion.strip(),
        taken=taken,
        voices=[[here.seat, here.person] for here in voices],
        by_agency=unit_counted(rule.majority) is Unit.AGENCY,
        presided=person_called(sitting, grounds.presiding),
        proof=proof_of(grounds.facts, ballot=True, record=sitting.record, papers=grounds.papers),
        record=sitting.record,
        **entered(moment, is_own=is_own, by=by),
    )

    record_act(by, chain=sitting.meeting.body.trust.chain, touched=[sitting, ballot], at=moment)
    announce(SITTING, sitting.pk)
    return sitting


@act
def vote(ballot: Ballot, *, seat: Seat, person: Person, choice: Choice, at: datetime | None, by: By) -> Sitting:
    """One voice votes: on their own page, or as the officer records a show of hands."""
    sitting = ballot.sitting
    trust = sitting.meeting.body.trust
    require_within(trust, seat, person)
    moment, is_own = begun_by_self(sitting, person, at, by)
    grounds = grounds_of(sitting, moment)
    agencies = {each.key: each.agency for each in grounds.record.roll(moment).seats}
    unit = unit_of(seat.key, agencies, by_agency=ballot.by_agency)
    is_here, is_barred = Grounds(grounds.record, grounds.declarations, ballot.item, moment).may_vote_for(
        seat.key, person.key
    )
    require(
        may_vote(
            is_open=sitting.ballot == ballot.pk,
            is_voice=[seat.key, person.key] in ballot.voices,
            is_here=is_here,
            is_barred=is_barred,
            earlier=_earlier(ballot, seat, unit),
            is_as_taken=ballot.taken == (Taken.OWN if is_own else Taken.NAMED),
        )
    )

    row = keep_vote(ballot, seat=seat, unit=unit, person=person, choice=choice, **entered(moment, is_own=is_own, by=by))

    record_act(by, chain=trust.chain, touched=[row, sitting], at=moment)
    announce(SITTING, sitting.pk)
    return sitting


@act
def close_vote(ballot: Ballot, *, hands: Hands | None, at: datetime | None, by: By) -> Sitting:
    """The votes are counted, on the voices of the opening; the quorum is asked again."""
    sitting = ballot.sitting
    grounds, moment, is_own = begun_by_presider(sitting, at, by)
    asked = grounds.facts.asked(ballot=True)
    require(
        may_close(
            is_open=sitting.ballot == ballot.pk,
            taken=ballot.taken,
            state=evaluate(asked, grounds.facts.meeting).state,
            is_declared=_is_declared_since(ballot, grounds),
            hands=hands,
            voices=len(ballot.voices),
        )
    )
    found = counted(ballot)
    outcome = outcome_of(found.facts, hands or found.votes)

    closing = end_ballot(
        ballot,
        proof=proof_of(grounds.facts, ballot=True, record=sitting.record, papers={}),
        outcome=said_of_outcome(outcome, found.facts, sitting.meeting.body),
        record=sitting.record,
        **({"yes": hands.yes, "no": hands.no, "abstained": hands.abstained} if hands else {}),
        **entered(moment, is_own=is_own, by=by),
    )

    record_act(by, chain=sitting.meeting.body.trust.chain, touched=[sitting, closing], at=moment)
    announce(SITTING, sitting.pk)
    return sitting


@act
def void_vote(ballot: Ballot, *, reason: str, at: datetime | None, by: By) -> Sitting:
    """The vote is void, for a reason; the motion may be put again."""
    sitting = ballot.sitting
    grounds, moment, is_own = begun_by_presider(sitting, at, by)
    require(may_void(is_open=sitting.ballot == ballot.pk, is_tied=False, reason=reason))

    closing = end_ballot(
        ballot,
        void=reason.strip(),
        proof=proof_of(grounds.facts, ballot=True, record=sitting.record, papers={}),
        record=sitting.record,
        **entered(moment, is_own=is_own, by=by),
    )

    record_act(by, chain=sitting.meeting.body.trust.chain, touched=[sitting, closing], at=moment)
    announce(SITTING, sitting.pk)
    return sitting


@act
def break_tie(ballot: Ballot, *, person: Person, choice: Choice, at: datetime | None, by: By) -> Sitting:
    """Whoever presides gives the casting vote, or (`abstain`) does not."""
    sitting = ballot.sitting
    trust = sitting.meeting.body.trust
    require_within(trust, person)
    moment, is_own = begun_by_self(sitting, person, at, by)
    now = grounds_of(sitting, moment)
    grounds = Grounds(now.record, now.declarations, ballot.item, moment)
    found = counted(Ballot.objects.select_related("closing", "casting", "item").get(pk=ballot.pk))
    require(
        may_break_tie(
            found.facts.motion,
            result=found.result,
            is_given=found.casting is not None,
            is_decided=hasattr(found.ballot, "decision"),
            person=person.key,
            casters=grounds.casters,
            choice=choice,
        )
    )
    outcome = outcome_of(found.facts, found.votes, choice)

    casting = keep_casting(
        ballot,
        person=person,
        choice=choice,
        outcome=said_of_outcome(outcome, found.facts, sitting.meeting.body),
        **entered(moment, is_own=is_own, by=by),
    )

    record_act(by, chain=trust.chain, touched=[casting, sitting], at=moment)
    announce(SITTING, sitting.pk)
    return sitting


def _is_declared_since(ballot: Ballot, grounds: Grounds) -> bool:
    """Whether an interest in the item was declared after the opening.

    Of one that was told a moment before and kept a moment after, the times say nothing: at the opening none was awaited
    and no voice was barred.
    """
    later = any(
        row.recorded_at > ballot.recorded_at and row.item_id in {None, ballot.item_id} and not row.is_dismissed
        for row in grounds.declarations.rows.values()
    )
    barred = any(here.barred and [here.seat, here.person] in ballot.voices for here in grounds.facts.meeting.here)
    return later or grounds.is_awaited or barred


def _earlier(ballot: Ballot, seat: Seat, unit: str) -> Earlier | None:
    row = Vote.objects.filter(ballot=ballot, unit=unit).select_related("person__called", "seat").first()
    if row is None:
        return None
    return Earlier(row.person.name, f"{timezone.localtime(row.at):%H:%M}", is_same_seat=row.seat == seat)
