"""How a ballot ended in plain English: the result, the votes, and what was needed.

The first word is the result; every number is one that `voting` counted by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from governance.constitution.core.language import EVERYONE, Unit
from governance.constitution.core.majority import (
    Abstentions,
    Against,
    Both,
    ByGroup,
    Casting,
    Depending,
    Either,
    Electors,
    Joined,
    Motion,
    Portion,
    Several,
    Simple,
    Single,
    Turnout,
    Unanimous,
    Votes,
)
from governance.constitution.core.voting import Choice, Outcome, Part, Result, Sum
from governance.constitution.english.english import English
from governance.constitution.english.phrasing import Joint, Said, capital, within
from governance.constitution.english.saying_majority import PLURAL, SINGULAR, Majorities, is_singular, part_of
from governance.constitution.english.wording import PAIR, Names, number

EVERYBODY = Electors()
"""Everyone's votes, counted by the person: what stands at the head of majorities that are joined."""


def carried(outcome: Outcome, names: Names, motion: Motion | None = None) -> str:
    """How a ballot ended: "Carried: 7 for, 3 against; more for than against was needed, which is 4."

    The motion, where it is given, says who or what breaks a tie.
    """
    return Outcomes(Majorities(English(names)), motion).sentence(outcome)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Tells how ballots on a motion ended, in the words in which its majority is said."""

    majorities: Majorities
    motion: Motion | None = None

    def sentence(self, outcome: Outcome) -> str:
        """The result, then the votes and what was needed."""
        part = outcome.part
        if outcome.result is Result.TIED:
            return f"Tied{self._level(part)}: {self._breaking()}."
        head = outcome.result.value.capitalize()
        if outcome.casting is Choice.ABSTAIN:
            return f"{head}: tied{self._level(part)}, and nothing broke the tie."
        if outcome.casting is not None:
            head = f"{head} {self._broken()}"
        if isinstance(part.asked, Single):
            return f"{head}: {self._tally(part.sum, part.asked.electors)}; {self._need(part, part.asked)}."
        if isinstance(part.asked, ByGroup):
            return f"{head}: {_of_groups(part.sum)}; {self._asked_of_groups(part, part.asked)}."
        needed = capital(within(self._said(part, part.sum, is_head=True)))
        return f"{head}: {self._tally(part.sum, EVERYBODY)}. {needed}."

    def _breaking(self) -> str:
        """Who or what may still break the tie."""
        if self.motion is None or self.motion.casting_vote is Casting.NONE:
            return "the tie is yet to be broken"
        if self.motion.casting_vote is Casting.LOT:
            return "the lot breaks the tie"
        who = self.majorities.english.whom.one(self.motion.casting_by)
        return f"{who} {self.motion.casting_vote} break the tie"

    def _broken(self) -> str:
        if self.motion is None:
            return "by the breaking of a tie"
        return "by lot" if self.motion.casting_vote is Casting.LOT else "by the casting vote"

    def _level(self, part: Part) -> str:
        """How many stand against how many, of everyone; nothing where no majority counts everyone in that unit."""
        for leaf in leaves(part):
            total = leaf.sum
            if isinstance(leaf.asked, Single) and leaf.asked.electors.among == EVERYONE and total.yes == total.no > 0:
                unit = leaf.asked.electors.unit
                by_weight = " by weight" if unit is Unit.WEIGHT else ""
                noun = f" {(SINGULAR if total.no == 1 else PLURAL)[unit]}" if unit in PLURAL else ""
                abstained = f", with {total.abstained} abstaining" if total.abstained else ""
                return f"{by_weight} at {total.yes} to {total.no}{noun}{abstained}"
        return ""

    def _said(self, part: Part, overall: Sum, *, is_head: bool = False) -> Said:
        """The part as a line: what it asks, how much that is, and whether it was reached."""
        asked = part.asked
        reached = "reached" if part.is_there else "not reached"
        if isinstance(asked, Joined):
            inner = tuple(self._said(each, overall) for each in part.parts)
            lead = _lead(asked, is_past=is_head)
            return Said(lead if is_head else f"{lead} ({reached})", inner, Joint.LIST)
        if isinstance(asked, Depending):
            raise TypeError("Which majority applies is settled before it is counted.")
        if isinstance(asked, ByGroup):
            return Said(f"{self.majorities.of_groups(asked)} ({reached} with {_of_groups(part.sum)})")
        if isinstance(asked, Against):
            reached = "kept to" if part.is_there else "not kept to"
        taking_part = " taking part" if isinstance(asked, Turnout) else ""
        electors = asked.electors
        is_told = (electors.among, electors.unit) == (EVERYONE, Unit.PERSON) and part.sum.yes == overall.yes
        tally = "" if is_told else f" with {self._tally(part.sum, electors, is_within=True)}"
        return Said(f"{self._asked(asked)}{taking_part}{_so_many(part)} ({reached}{tally})")

    def _asked_of_groups(self, part: Part, asked: ByGroup) -> str:
        share = self.majorities.of_groups(asked).removesuffix(" are for it")
        if isinstance(asked.majority, Simple):
            return "more for than against was needed"
        return f"{share} were needed, which is {_votes_given(part.need, part.sum.parts)}"

    def _need(self, part: Part, asked: Single) -> str:
        said = self._asked(asked)
        if isinstance(asked, Against):
            was = "was" if asked.at_most in {0, 1} or asked.electors.unit is Unit.WEIGHT else "were"
            return f"{said} {was} allowed{_so_many(part)}"
        if isinstance(asked, Turnout):
            return f"{said} were needed to take part{_so_many(part)}"
        is_one = isinstance(asked, Simple) or said.startswith("at least one ") or is_singular(said, asked)
        return f"{said} {'was' if is_one else 'were'} needed{_so_many(part)}"

    def _asked(self, asked: Single) -> str:
        """What a majority asks, as a noun: "more for than against", "at least two thirds of the votes cast"."""
        electors = asked.electors
        abstaining = " or abstaining" if electors.abstentions is Abstentions.COUNTED else ""
        match asked:
            case Simple():
                return f"more for than against{abstaining}"
            case Votes(n):
                return f"at least {_votes(n, electors.unit)} for it"
            case Against(most):
                return f"{self._opposed(most, electors)} against it{abstaining}"
            case Portion(this, strictly, _, plus) if this == 0:
                return f"at least {_votes(max(plus + strictly, 1), electors.unit)} for it"
        return self.majorities.share(asked)

    def _opposed(self, most: int | Fraction, electors: Electors) -> str:
        if isinstance(most, Fraction):
            return f"no more than {part_of(most, self.majorities.base(electors))}"
        return f"no more than {_votes(most, electors.unit)}" if most else "no vote"

    def _tally(self, total: Sum, electors: Electors, *, is_within: bool = False) -> str:
        """The votes: "7 for, 3 against, 1 abstained"; of agencies, by weight, or among some only."""
        unit = electors.unit
        if not (total.yes or total.no or total.abstained):
            said = "nobody voting" if is_within else "nobody voted"
        else:
            noun = f" {(SINGULAR if total.yes == 1 else PLURAL)[unit]}" if unit in PLURAL else ""
            abstained = f", {total.abstained} abstained" if total.abstained else ""
            by_weight = "by weight " if unit is Unit.WEIGHT else ""
            said = f"{by_weight}{total.yes}{noun} for, {total.no} against{abstained}"
        if electors.among == EVERYONE:
            return said
        return f"{said} among the {self.majorities.english.whom.members(electors.among)}"


def _of_groups(total: Sum) -> str:
    """The votes of groups: "2 votes of groups for, 1 against"; parts of a vote as hundredths."""
    yes, no, abstained = (_votes_given(votes, total.parts) for votes in (total.yes, total.no, total.abstained))
    if not (total.yes or total.no or total.abstained):
        return "no group voted"
    return f"votes of groups: {yes} for, {no} against{f', {abstained} abstained' if total.abstained else ''}"


def _votes_given(count: int, parts: int) -> str:
    """So many votes, to the hundredth where they are divided."""
    if count % parts == 0:
        return str(count // parts)
    return f"{count / parts:.2f}"


def leaves(part: Part) -> Iterator[Part]:
    """The single majorities, in order."""
    if not part.parts:
        yield part
    for each in part.parts:
        yield from leaves(each)


def _lead(asked: Joined, *, is_past: bool) -> str:
    count = len(asked.parts)
    match asked:
        case Both():
            return f"{'both' if count == PAIR else 'all'} of these{' were needed' if is_past else ''}"
        case Either():
            return f"{'either' if count == PAIR else 'any'} of these{' was enough' if is_past else ''}"
        case Several(n):
            needed = f" {'was' if n == 1 else 'were'} needed" if is_past else ""
            return f"at least {number(n)} of these {number(count)}{needed}"


def _so_many(part: Part) -> str:
    """How many that is: "which is 6 of 10"; nothing where the majority names the number itself."""
    match part.asked:
        case Votes() | Against(int()):
            return ""
        case Simple() | Unanimous():
            return f", which is {part.need}"
        case Portion(this) if this == 0:
            return ""
    return f", which is {part.need}{f' of {part.sum.base}' if part.need <= part.sum.base else ''}"


def _votes(count: int, unit: Unit) -> str:
    """So many votes: seven votes, two agencies, a weight of 20."""
    if unit is Unit.WEIGHT:
        return f"a weight of {number(count)}"
    noun = (SINGULAR if count == 1 else PLURAL).get(unit, "vote" if count == 1 else "votes")
    return f"{number(count)} {noun}"
