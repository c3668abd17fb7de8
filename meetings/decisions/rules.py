"""Whether a decision may be recorded, confirmed, referred. Values in, verdict out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from governance.constitution.core.majority import Motion
from governance.constitution.core.quorum import State
from governance.constitution.core.voting import Result
from governance.structure.models import Kind
from meetings.ballots.rules import A_RULING_IS_AWAITED, A_VOTE_IS_OPEN
from meetings.decisions.models import How
from trustboard.acts.verdict import ALLOWED, Verdict, refused

NOT_IN_HAND = "That item is not in hand: take it up first."
NOT_QUORATE = "There is no quorum for it."


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as it is told. `ballot` is the result of its ballot, where it is by vote."""

    how: str
    text: str
    reasons: str = ""
    awaited: str = ""
    ballot: str = ""
    is_ballot_free: bool = True
    recommended_to: str = ""


def may_decide(
    told: Told, motion: Motion, *, is_in_hand: bool, is_open: bool, is_awaited: bool, state: State, goes_on: bool
) -> Verdict:
    """An item in hand is settled while a quorum is there for it; or, where the constitution lets business go on without
    one (`goes_on`), as a recommendation.
    """
    reasons = []
    if not is_in_hand:
        reasons.append(NOT_IN_HAND)
    if is_open:
        reasons.append(A_VOTE_IS_OPEN)
    if not told.text.strip():
        reasons.append("Say what was decided.")
    if told.how != How.NOTED and motion.reasons and not told.reasons.strip():
        reasons.append("The constitution asks for the reasons of every decision.")
    if told.how == How.DEFERRED and not told.awaited.strip():
        reasons.append("Say what is awaited.")
    if told.how == How.RECOMMENDED and not told.recommended_to:
        reasons.append("Say to which body it is recommended.")
    if is_awaited:
        reasons.append(A_RULING_IS_AWAITED)
    if told.how == How.VOTE:
        reasons += _of_vote(told)
    elif state is State.NOT_MET and not goes_on:
        reasons.append(NOT_QUORATE)
    return refused(*reasons) if reasons else ALLOWED


def _of_vote(told: Told) -> list[str]:
    if not told.is_ballot_free:
        return ["The decision on that vote is recorded already."]
    if told.ballot == Result.TIED:
        return ["The vote is tied: first the casting vote is given, or declined."]
    return [] if told.ballot in {Result.CARRIED, Result.LOST} else ["That vote has no result."]


def may_reaffirm(*, is_in_question: bool, person: str, presided: str) -> Verdict:
    """Whoever presided confirms a decision under which the record moved."""
    if not is_in_question:
        return refused("The decision is not in question.")
    return ALLOWED if person == presided else refused("Only whoever presided then confirms it.")


def may_be_urgent(*, is_urgent: bool, kind: str, has_parent: bool) -> Verdict:
    """K13.1, H8.1: an executive group decides in genuine urgency between the meetings of the body it answers to."""
    if not is_urgent:
        return ALLOWED
    if kind != Kind.EXECUTIVE:
        return refused("Only an executive group decides in urgency, for the body to which it answers.")
    return ALLOWED if has_parent else refused("It answers to no body of the trust to which it could report this.")


def may_take_again(*, is_in_question: bool, was_turned_down: bool, is_coming: bool, is_replaced: bool) -> Verdict:
    """A decision comes before the body again where it is in question, or was not ratified."""
    if is_replaced:
        return refused("It was taken again already.")
    if is_coming:
        return refused("It comes before the body again already.")
    if is_in_question or was_turned_down:
        return ALLOWED
    return refused("The decision is not in question.")


def may_refer(*, ratifiers: Collection[str], ratifier: str, is_above: bool, due: date | None, decided: date) -> Verdict:
    """H7.14, M5.1: a decision is referred once to each agency or body above that has to ratify it.

    `is_above`: the ratifier is an agency, or a body to which the one that decided answers.
    """
    reasons = []
    if not ratifier:
        reasons.append("Say who has to ratify it.")
    if ratifier in ratifiers:
        reasons.append("It is referred to them already.")
    if ratifier and not is_above:
        reasons.append("A body ratifies only what a body below it has decided.")
    if due is not None and due < decided:
        reasons.append("That is before the decision itself.")
    return refused(*reasons) if reasons else ALLOWED


def may_ratify(*, is_there: bool, on: date, decided: date, today: date) -> Verdict:
    """What was referred is answered once, not before it was decided, and not on a day to come."""
    if is_there:
        return refused("The answer is recorded already.")
    if on < decided:
        return refused("That is before the decision itself.")
    return refused("That day is still to come.") if on > today else ALLOWED


def may_report_overdue(*, due: date | None, is_there: bool, is_told: bool, today: date) -> Verdict:
    """A ratification that is still owed after its day is reported to the body that decided, once."""
    if is_there:
        return refused("The answer is recorded already.")
    if is_told:
        return refused("It was reported already.")
    return ALLOWED if due is not None and due < today else refused("It is not overdue.")
