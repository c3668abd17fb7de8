"""Whether a motion may be put, a vote be given, a ballot be closed, a tie be broken. Values in, verdict out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from governance.constitution.core.majority import Casting, Manner, Motion
from governance.constitution.core.quorum import State
from governance.constitution.core.voting import Choice, Result, asks_who_voted
from meetings.ballots.models import Taken
from meetings.ballots.proof import Hands
from trustboard.acts.verdict import ALLOWED, Verdict, refused

A_VOTE_IS_OPEN = "A vote is open: close it first."
A_RULING_IS_AWAITED = "An interest in the item awaits a ruling."


def may_settle(*, is_in_hand: bool) -> Verdict:
    """Whatever is put or decided, is put or decided of the item in hand."""
    return ALLOWED if is_in_hand else refused("No item is in hand: take it up first.")


def may_preside_still(*, is_presiding: bool) -> Verdict:
    """Whoever presides may have changed since the page was shown."""
    return ALLOWED if is_presiding else refused("You do not preside any more.")


def may_put(
    motion: Motion, *, text: str, taken: str, is_open: bool, is_awaited: bool, state: State, voices: int, is_late: bool
) -> Verdict:
    """A motion is put while a quorum is there for it and every interest in the item is settled.

    `is_open`: another ballot is; `is_late`: it speaks of an earlier moment, when nobody can vote on their own page.
    """
    reasons = []
    if is_open:
        reasons.append(A_VOTE_IS_OPEN)
    if not text.strip():
        reasons.append("Say what is put to the vote.")
    if is_awaited:
        reasons.append(A_RULING_IS_AWAITED)
    if state is State.NOT_MET:
        reasons.append("There is no quorum for a vote.")
    if not voices:
        reasons.append("Nobody here may vote.")
    if motion.manner is Manner.SECRET:
        reasons.append("The constitution asks for a secret ballot; hold it on paper.")
    if taken == Taken.TOTALS and asks_who_voted(motion.majority):
        reasons.append("The constitution counts by who voted: record the vote seat by seat.")
    if taken == Taken.OWN and is_late:
        reasons.append("What is over can only be recorded as a show of hands.")
    return refused(*reasons) if reasons else ALLOWED


@dataclass(frozen=True, slots=True)
class Earlier:
    """A vote that was given for the same seat or agency before: by whom, at what time of day."""

    name: str
    clock: str
    is_same_seat: bool = True


def may_vote(
    *, is_open: bool, is_voice: bool, is_here: bool, is_barred: bool, earlier: Earlier | None, is_as_taken: bool
) -> Verdict:
    """One voice, one vote, while the ballot is open. `is_voice`: fixed as the seat's voice at the opening.

    `is_as_taken`: members vote themselves, or the officer records a show of hands, never both in one ballot.
    """
    if not is_open:
        return refused("The vote is closed.")
    if not is_as_taken:
        return refused("This vote is taken in another way.")
    if earlier is not None:
        for_what = "this seat" if earlier.is_same_seat else "this agency"
        return refused(f"{earlier.name} voted for {for_what} at {earlier.clock}.")
    if not is_voice:
        return refused("They have no voice in this vote: voices were fixed when it was opened.")
    if is_barred:
        return refused("They are barred from the item.")
    return ALLOWED if is_here else refused("They are not here.")


def may_close(
    *, is_open: bool, taken: str, state: State, is_declared: bool, hands: Hands | None, voices: int
) -> Verdict:
    """A ballot is counted where its quorum still stands. `is_declared`: an interest in the item since its opening."""
    if not is_open:
        return refused("The vote is closed.")
    if is_declared:
        return refused("An interest in the item was declared during the vote. It can only be declared void.")
    if state is State.NOT_MET:
        return refused("The quorum for a vote was lost. It can only be declared void.")
    if taken == Taken.TOTALS:
        if hands is None:
            return refused("Say how many were for, how many against, and how many abstained.")
        if hands.yes + hands.no + hands.abstained > voices:
            return refused(f"Those are more votes than voices: {voices} may vote.")
    return ALLOWED


def may_void(*, is_open: bool, is_tied: bool, reason: str) -> Verdict:
    """A ballot that is open is declared void, for a reason."""
    if not is_open:
        return refused("The vote is closed.")
    return ALLOWED if reason.strip() else refused("Say why the vote is void.")


def may_break_tie(
    motion: Motion,
    *,
    result: str,
    is_given: bool,
    is_decided: bool,
    person: str,
    casters: Collection[str],
    choice: Choice,
) -> Verdict:
    """The casting vote: on a tie alone, once, and by whoever has it at that moment (`casters`)."""
    if is_given:
        return refused("The casting vote was given already.")
    if result != Result.TIED:
        return refused("There is no tie.")
    if is_decided:
        return refused("The decision is recorded already.")
    if person not in casters:
        return refused("Only whoever presides has the casting vote.")
    if choice is Choice.ABSTAIN and motion.casting_vote is Casting.MUST:
        return refused("The constitution asks for the casting vote.")
    return ALLOWED


def unit_of(seat: str, agencies: Mapping[str, str], *, by_agency: bool) -> str:
    """What has one vote: the seat, or its agency where each agency has one. `agencies` by seat."""
    return (by_agency and agencies.get(seat)) or seat
