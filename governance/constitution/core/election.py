"""Who is elected where several stand: one round of votes for candidates, and who stands in the next.

Its laws:

1. A vote for one candidate is a vote against every other, so that any majority of motions is one of elections too.
2. Nobody is elected, or drops out, by the order in which the candidates are written.
3. Every further round has fewer candidates, or is decided by the most votes; so an election ends.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from governance.constitution.core.majority import Casting, Election, Motion
from governance.constitution.core.voting import Choice, Result, Shown, count

PAIR = 2


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of an election comes to.

    `tied` are those of whom some are elected, or drop out, only once the tie is broken: by lot, by a casting vote or,
    where there is neither, by voting again between them. `standing` are the candidates of the next round, when the tie
    is broken or there is none; nobody where all places are filled.
    """

    elected: frozenset[str]
    tied: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()


def elect(motion: Motion, votes: Mapping[str, int], shown: Shown, *, places: int = 1, is_last: bool = False) -> Round:
    """What a round comes to. `votes` are those of each candidate; `shown` are the voters who voted for anybody (`yes`)
    or abstained, with those who might have. `is_last`: the most votes suffice, as they do in every round of an election
    by the most votes.
    """
    if is_last or motion.election is Election.MOST or motion.election is None:
        reached = set(votes)
    else:
        reached = {who for who, given in votes.items() if _is_reached(motion, given, shown)}
    elected, tied = _highest(votes, reached, places)
    if len(elected) == places or tied or len(elected) == len(votes):
        return Round(elected, tied)
    left = {who: given for who, given in votes.items() if who not in elected}
    if motion.election is Election.LOWEST:
        out, level = _lowest(left)
        return Round(elected, level, frozenset(left) - out)
    if motion.election is Election.TWO:
        going_on, level = _highest(left, left, PAIR * (places - len(elected)))
        return Round(elected, level, going_on | level)
    return Round(elected, standing=frozenset(left))


def breaks_ties(motion: Motion) -> bool:
    """Whether a tie between candidates is broken by a casting vote or the lot; else they are voted on again."""
    return motion.casting_vote is not Casting.NONE


def _is_reached(motion: Motion, given: int, shown: Shown) -> bool:
    others = max(shown.yes - given, 0)
    ballot = replace(shown, yes=given, no=others)
    return count(replace(motion, casting_vote=Casting.NONE), ballot, Choice.ABSTAIN).result is Result.CARRIED


def _highest(votes: Mapping[str, int], among: Collection[str], places: int) -> tuple[frozenset[str], frozenset[str]]:
    """Those with the most votes, as many as there are places for; and those level at the last of them."""
    found: set[str] = set()
    for given in sorted({votes[who] for who in among}, reverse=True):
        level = {who for who in among if votes[who] == given}
        if len(found) + len(level) > places:
            return frozenset(found), frozenset(level) if len(found) < places else frozenset()
        found |= level
    return frozenset(found), frozenset()


def _lowest(votes: Mapping[str, int]) -> tuple[frozenset[str], frozenset[str]]:
    """Who drops out: the one with the fewest votes; and those level there, of whom one does."""
    fewest = min(votes.values())
    level = frozenset(who for who, given in votes.items() if given == fewest)
    return (level, frozenset()) if len(level) == 1 else (frozenset(), level)
