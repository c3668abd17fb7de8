"""Recording decisions, confirming or taking again one under which the record moved, referring one to others and what
they said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from governance.constitution.core.quorum import State, evaluate
from governance.constitution.core.settings import Lapsed
from governance.membership.models import Person
from governance.structure.models import Agency, Body, Kind
from governance.structure.permissions import require_officer, require_within
from meetings.agenda.changes import bring
from meetings.attendance.acts import SITTING
from meetings.attendance.permissions import person_of, require_recorder
from meetings.ballots.changes import move
from meetings.ballots.models import Ballot
from meetings.ballots.permissions import CHANGING, begun_by_presider, entered, person_called
from meetings.ballots.proof import proof_of
from meetings.ballots.queries import counted, grounds_of
from meetings.decisions.changes import keep_decision, keep_ratified, keep_reaffirmed, keep_referral
from meetings.decisions.models import Decision, How, Ratified, Referral
from meetings.decisions.queries import (
    above,
    answer_now,
    is_in_question,
    is_to_be_taken_again,
    parents_of,
    taken_again_in,
    was_turned_down,
)
from meetings.decisions.reports import (
    report_of_overdue,
    report_of_ratification,
    report_of_urgent,
    to_be_ratified,
    to_be_taken_again,
    to_come_back,
)
from meetings.decisions.rules import (
    Told,
    may_be_urgent,
    may_decide,
    may_ratify,
    may_reaffirm,
    may_refer,
    may_report_overdue,
    may_take_again,
)
from meetings.schedule.models import Sitting
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act
from trustboard.live.announcements import announce


@dataclass(frozen=True, slots=True)
class Settled:
    """How an item was settled, as it is told."""

    how: How
    text: str
    reasons: str = ""
    objections: tuple[tuple[str, str], ...] = ()
    powers: str = ""
    awaited: str = ""
    returns_on: date | None = None
    recommended_to: Body | None = None
    ballot: Ballot | None = None
    is_urgent: bool = False

    @property
    def key(self) -> list[object]:
        """All that is said, by which one request is told from another."""
        return [getattr(self, name) for name in self.__slots__]


@act
def decide(sitting: Sitting, *, settled: Settled, at: datetime | None, by: By) -> Decision:
    """The item in hand is settled, by the officer's entry or by whoever presides.

    What an executive group decides in urgency is reported to the bodies to which it answers. What is decided on an item
    that came to have a decision taken again, stands in the place of that one.
    """
    grounds, moment, is_own = begun_by_presider(sitting, at, by)
    trust = sitting.meeting.body.trust
    require_within(trust, settled.recommended_to)
    found = counted(settled.ballot) if settled.ballot else None
    facts = grounds.facts
    state = evaluate(facts.asked(ballot=found is not None), facts.meeting).state
    lapse = facts.rules.quorum.lapse_of(sitting.kind)
    body = sitting.meeting.body
    parents = parents_of(body, timezone.localdate(moment)) if settled.is_urgent else []
    require(may_be_urgent(is_urgent=settled.is_urgent, kind=body.kind, has_parent=bool(parents)))
    require(
        may_decide(
            Told(
                how=settled.how,
                text=settled.text,
                reasons=settled.reasons,
                awaited=settled.awaited,
                ballot=found.result if found else "",
                is_ballot_free=not Decision.objects.filter(ballot=settled.ballot).exists() if found else True,
                recommended_to=settled.recommended_to.key if settled.recommended_to else "",
            ),
            facts.motion,
            is_in_hand=settled.ballot is None or settled.ballot.item_id == (grounds.item.pk if grounds.item else None),
            is_open=sitting.ballot is not None,
            is_awaited=grounds.is_awaited,
            state=state,
            goes_on=lapse is not None and lapse.then is Lapsed.UNDECIDED,
        )
    )

    decision = keep_decision(
        sitting,
        item=grounds.item,
        how=settled.how,
        text=settled.text.strip(),
        reasons=settled.reasons.strip(),
        objections=[list(each) for each in settled.objections],
        powers=settled.powers.strip(),
        awaited=settled.awaited.strip(),
        returns_on=settled.returns_on,
        recommended_to=settled.recommended_to,
        ballot=settled.ballot,
        is_urgent=settled.is_urgent,
        is_recommendation=found is None and state is State.NOT_MET,
        replaces=taken_again_in(grounds.item) if grounds.item and settled.how in {How.CONSENSUS, How.VOTE} else None,
        presided=person_called(sitting, grounds.presiding),
        proof=proof_of(facts, ballot=found is not None, record=sitting.record, papers=grounds.papers),
        record=sitting.record,
        **entered(moment, is_own=is_own, by=by),
    )

    reported = [
        row for to in parents for row in bring(to, now=by.now, by_supplement=True, **report_of_urgent(decision, to))
    ]
    if decision.how == How.DEFERRED:
        reported += bring(
            sitting.meeting.body, now=by.now, since=_morning(decision.returns_on), **to_come_back(decision)
        )

    record_act(by, chain=trust.chain, touched=[sitting, decision, *reported], at=moment)
    announce(SITTING, sitting.pk)
    return decision


@act
def reaffirm(decision: Decision, *, person: Person, by: By) -> Decision:
    """Whoever presided confirms a decision under which the record moved; also when the sitting is long over."""
    sitting = decision.sitting
    trust = sitting.meeting.body.trust
    require_within(trust, person)
    is_own = require_recorder(by, trust, own=by.user is not None and person_of(by.user, trust) == person)

    hold(sitting)
    sitting.refresh_from_db(fields=CHANGING)
    grounds = grounds_of(sitting, decision.at)
    require(
        may_reaffirm(
            is_in_question=is_in_question(decision, grounds.record, grounds.declarations),
            person=person.key,
            presided=decision.presided.key if decision.presided else "",
        )
    )

    row = keep_reaffirmed(
        decision,
        person=person,
        record=sitting.record,
        answer=answer_now(decision, grounds.record, grounds.declarations),
        **entered(by.now, is_own=is_own, by=by),
    )
    move(sitting)

    record_act(by, chain=trust.chain, touched=[row, sitting])
    announce(SITTING, sitting.pk)
    return decision


@act
def take_again(decision: Decision, *, by: By) -> Decision:
    """A decision that is in question, or was not ratified, comes before its body again, by itself."""
    sitting = decision.sitting
    body = sitting.meeting.body
    require_officer(by, body.trust)

    hold(sitting)
    sitting.refresh_from_db(fields=CHANGING)
    grounds = grounds_of(sitting, decision.at)
    require(
        may_take_again(
            is_in_question=is_in_question(decision, grounds.record, grounds.declarations),
            was_turned_down=was_turned_down(decision),
            is_coming=is_to_be_taken_again(decision),
            is_replaced=hasattr(decision, "replaced_by"),
        )
    )

    touched = bring(body, now=by.now, anew=True, **to_be_taken_again(decision))

    record_act(by, chain=body.trust.chain, touched=touched)
    return decision


@act
def refer(decision: Decision, *, agency: Agency | None, body: Body | None, due: date | None, by: By) -> Decision:
    """A decision needs the ratification of a partner agency, or of a body above: then it comes before that body."""
    of = decision.sitting.meeting.body
    require_officer(by, of.trust)
    require_within(of.trust, agency, body)

    hold(decision)
    ratifier = agency or body
    decided = timezone.localdate(decision.at)
    require(
        may_refer(
            ratifiers=[str(each.agency_id or each.body_id) for each in decision.referrals.all()],
            ratifier=str(ratifier.pk) if ratifier else "",
            is_above=body is None or body in above(of, decided),
            due=due,
            decided=decided,
        )
    )

    row = keep_referral(decision, agency=agency, body=body, due=due, **entered(by.now, by=by))
    comes = bring(body, now=by.now, **to_be_ratified(row)) if body and body.kind != Kind.OUTSIDE else []

    record_act(by, chain=of.trust.chain, touched=[row, *comes])
    return decision


@act
def record_ratification(referral: Referral, *, outcome: str, on: date, reference: str, by: By) -> Decision:
    """What whoever had to ratify has said; it is reported to the body that decided, and of what an executive group
    decided to the bodies to which it answers.
    """
    decision = referral.decision
    body = decision.sitting.meeting.body
    require_officer(by, body.trust)

    hold(referral)
    require(
        may_ratify(
            is_there=Ratified.objects.filter(referral=referral).exists(),
            on=on,
            decided=timezone.localdate(decision.at),
            today=timezone.localdate(by.now),
        )
    )

    row = keep_ratified(
        referral,
        outcome=outcome,
        on=on,
        reference=reference.strip(),
        **entered(by.now, by=by),
    )
    # H8.4, M5.1: what an executive group decided is the board's to know the outcome of.
    above_it = parents_of(body, timezone.localdate(by.now)) if body.kind == Kind.EXECUTIVE else []
    reported = [each for to in (body, *above_it) for each in bring(to, now=by.now, **report_of_ratification(row, to))]

    record_act(by, chain=body.trust.chain, touched=[row, *reported])
    return decision


@act
def report_overdue(referral: Referral, *, by: By) -> Decision:
    """A ratification that is still owed after its day comes before the body that decided, by itself."""
    decision = referral.decision
    body = decision.sitting.meeting.body
    require_officer(by, body.trust)

    hold(referral)
    is_there = Ratified.objects.filter(referral=referral).exists()
    touched = bring(body, now=by.now, **report_of_overdue(referral))
    today = timezone.localdate(by.now)
    require(may_report_overdue(due=referral.due, is_there=is_there, is_told=not touched, today=today))

    record_act(by, chain=body.trust.chain, touched=touched)
    return decision


def _morning(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
