"""Voting in plain English: what carries each kind of motion, and what becomes of a tie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from governance.constitution.core.calendar import Gap
from governance.constitution.core.language import EVERYONE, DecisionIs, Selector, SittingIs
from governance.constitution.core.majority import (
    Abstentions,
    Casting,
    Election,
    Majority,
    Manner,
    Motion,
    Simple,
    Voting,
)
from governance.constitution.english.english import English
from governance.constitution.english.phrasing import capital
from governance.constitution.english.saying_majority import Majorities
from governance.constitution.english.saying_words import label_of, one_of

MANNERS = {
    Manner.HANDS: "Votes are given by show of hands.",
    Manner.NAMES: "Votes are given by name, and recorded so.",
    Manner.SECRET: "Votes are given by secret ballot.",
    Manner.CONSENSUS: "Decisions are taken by consensus: whoever presides finds that nobody opposes.",
}
ELECTIONS = {
    Election.MOST: "Where several stand, the most votes elect.",
    Election.LOWEST: (
        "Where several stand, a vote for one is a vote against the others; until enough have the majority, the one with"
        " the fewest votes drops out and the vote is taken again."
    ),
    Election.TWO: (
        "Where several stand, a vote for one is a vote against the others; if nobody has the majority, the two with the"
        " most votes stand again, and then the most votes elect."
    ),
    Election.AGAIN: (
        "Where several stand, a vote for one is a vote against the others; if nobody has the majority, they stand"
        " again, and in the last vote the most votes elect."
    ),
}
TIED = "If the votes are tied and one more would carry the motion,"


@dataclass(frozen=True, slots=True)
class Ballots:
    """Says how motions are decided, with the names behind the keys."""

    english: English

    def voting(self, voting: Voting) -> Iterator[tuple[str, str]]:
        """What the voting part says, each with its label."""
        general = voting.motion
        yield "Motions", Majorities(self.english).carrying("a motion", general.majority)
        if tie := self.tie(general):
            yield "Ties", tie
        if general.election:
            yield "Elections", ELECTIONS[general.election]
        if general.manner:
            yield "How votes are given", MANNERS[general.manner]
        if general.confirmed is not None:
            yield "Confirmation", f"A motion that is carried {_again(general.confirmed)}."
        if general.reasons:
            others = (*voting.sitting.values(), *voting.decision.values())
            but = "" if all(motion.reasons for motion in others) else ", but for what is named below"
            yield "Reasons", f"Every decision is recorded with its reasons{but}."
        for kind, motion in voting.sitting.items():
            sitting = SittingIs((kind,))
            said = self._kind(f"at {one_of(sitting, self.english)} a motion", motion, general)
            yield label_of(sitting, self.english), " ".join(said)
        for kind, motion in voting.decision.items():
            decision = DecisionIs((kind,))
            said = self._kind(one_of(decision, self.english), motion, general)
            yield label_of(decision, self.english), " ".join(said)
        if voting.sitting and voting.decision:
            yield (
                "Where both apply",
                "What is said of a kind of decision goes before what is said of a kind of sitting.",
            )

    def tie(self, motion: Motion) -> str:
        """What becomes of a tie; nothing where the majority says it already."""
        who = self.english.whom.one(motion.casting_by)
        said = ""
        match motion.casting_vote, is_plain(motion.majority):
            case Casting.NONE, True:
                said = "A tie is lost."
            case Casting.MAY, True:
                said = f"On a tie, {who} may use a casting vote; without it the motion is lost."
            case Casting.MUST, True:
                said = f"A tie is settled by the casting vote of {who}."
            case Casting.LOT, True:
                said = "A tie is settled by lot."
            case Casting.MAY, False:
                said = f"{TIED} {who} may use a casting vote; without it the motion is lost."
            case Casting.MUST, False:
                said = f"{TIED} the casting vote of {who} settles it."
            case Casting.LOT, False:
                said = f"{TIED} the lot settles it."
        if not motion.casting_only:
            return said
        is_cast = motion.casting_vote in {Casting.MAY, Casting.MUST}
        only = "has the casting vote and no other" if is_cast else "does not vote"
        return f"{said} {capital(who)} {only}.".strip()

    def _kind(self, subject: str, motion: Motion, general: Motion) -> Iterator[str]:
        yield Majorities(self.english).carrying(subject, motion.majority)
        mine, theirs = is_plain(motion.majority), is_plain(general.majority)
        if _casting(motion) != _casting(general):
            yield self.tie(motion) or "There is no casting vote."
        elif motion.casting_vote in {Casting.MAY, Casting.MUST} and theirs and not mine:
            yield "A casting vote is used only on a tie that one more vote would carry."
        elif motion.casting_vote is Casting.LOT and theirs and not mine:
            yield "The lot is drawn only on a tie that one more vote would carry."
        elif mine and not theirs:
            yield self.tie(motion)
        if motion.election != general.election:
            yield ELECTIONS[motion.election] if motion.election else "Where several stand, each of them is a motion."
        if motion.manner != general.manner:
            yield MANNERS[motion.manner] if motion.manner else "How votes are given is not laid down."
        if motion.confirmed != general.confirmed:
            yield f"It {'need not be carried again' if motion.confirmed is None else _again(motion.confirmed)}."
        if motion.reasons != general.reasons:
            yield (
                "The decision is recorded with its reasons." if motion.reasons else "Its reasons need not be recorded."
            )


def is_plain(majority: Majority) -> bool:
    """Whether every tie of the votes stands in its way, and nothing else: more for than against, of everyone."""
    if not isinstance(majority, Simple):
        return False
    electors = majority.electors
    return electors.among == EVERYONE and electors.abstentions is Abstentions.IGNORED


def _casting(motion: Motion) -> tuple[Casting, bool, Selector]:
    return motion.casting_vote, motion.casting_only, motion.casting_by


def _again(gap: Gap) -> str:
    """That a motion has to be carried twice, and how long after the first time."""
    limits = [f"at least {gap.at_least}" if gap.at_least else "", f"no more than {gap.at_most}" if gap.at_most else ""]
    after = " and ".join(limit for limit in limits if limit)
    return f"has to be carried again at a further meeting{f', {after} after the first' if after else ''}"
