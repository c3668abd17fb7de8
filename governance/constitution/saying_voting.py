"""Voting in plain English: what carries each kind of motion, and what becomes of a tie.

A majority is a clause after "when": "more vote for it than against it".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from governance.constitution.english import English
from governance.constitution.language import EVERYONE, DecisionIs, Selector, SittingIs, Unit
from governance.constitution.majority import (
    Absolute,
    Abstentions,
    Against,
    Both,
    Casting,
    Either,
    Electors,
    Majority,
    Motion,
    Of,
    Portion,
    Several,
    Simple,
    Turnout,
    Unanimous,
    Votes,
    Voting,
)
from governance.constitution.phrasing import Joint, Said, capital, within
from governance.constitution.saying_kinds import label_of, one_of
from governance.constitution.wording import PAIR, fraction, number

BASES = {
    (Unit.PERSON, Of.CAST): "the votes cast",
    (Unit.PERSON, Of.PRESENT): "those present who may vote",
    (Unit.PERSON, Of.MEMBERSHIP): "all voting members",
    (Unit.SEAT, Of.CAST): "the seats voting",
    (Unit.SEAT, Of.PRESENT): "the seats present that may vote",
    (Unit.SEAT, Of.MEMBERSHIP): "all filled seats with a vote",
    (Unit.AGENCY, Of.CAST): "the agencies voting",
    (Unit.AGENCY, Of.PRESENT): "the agencies present that may vote",
    (Unit.AGENCY, Of.MEMBERSHIP): "all agencies with a vote",
}
COUNTED = {
    Unit.PERSON: "those voting or abstaining",
    Unit.SEAT: "the seats voting or abstaining",
    Unit.AGENCY: "the agencies voting or abstaining",
}
SINGULAR = {Unit.SEAT: "seat", Unit.AGENCY: "agency"}
Single: TypeAlias = Simple | Absolute | Unanimous | Portion | Votes | Against | Turnout
PLURAL = {Unit.SEAT: "seats", Unit.AGENCY: "agencies"}


@dataclass(frozen=True, slots=True)
class Ballots:
    """Says how motions are decided, with the names behind the keys."""

    english: English

    def voting(self, voting: Voting) -> Iterator[tuple[str, str]]:
        """What the voting part says, each with its label."""
        general = voting.motion
        yield "Motions", f"A motion is carried when {self.carrying(general.majority)}."
        if tie := tie_of(general):
            yield "Ties", tie
        if general.reasons:
            others = (*voting.sitting.values(), *voting.decision.values())
            but = "" if all(motion.reasons for motion in others) else ", but for what is named below"
            yield "Reasons", f"Every decision is recorded with its reasons{but}."
        for kind, motion in voting.sitting.items():
            sitting = SittingIs((kind,))
            carried = f"At {one_of(sitting, self.english)} a motion is carried"
            yield label_of(sitting, self.english), self._kind(carried, motion, general)
        for kind, motion in voting.decision.items():
            decision = DecisionIs((kind,))
            carried = f"{capital(one_of(decision, self.english))} is carried"
            yield label_of(decision, self.english), self._kind(carried, motion, general)
        if voting.sitting and voting.decision:
            yield (
                "Where both apply",
                "What is said of a kind of decision goes before what is said of a kind of sitting.",
            )

    def carrying(self, majority: Majority) -> str:
        """The majority as a clause: "at least two thirds of the votes cast are for it"."""
        return within(self._said(majority))

    def _kind(self, carried: str, motion: Motion, general: Motion) -> str:
        said = [f"{carried} when {self.carrying(motion.majority)}."]
        if (motion.casting_vote, motion.casting_only) != (general.casting_vote, general.casting_only):
            said.append(tie_of(motion) or "There is no casting vote.")
        elif motion.casting_vote is not Casting.NONE and is_plain(general.majority) and not is_plain(motion.majority):
            said.append("A casting vote is used only on a tie that one more vote would carry.")
        elif is_plain(motion.majority) and not is_plain(general.majority):
            said.append(tie_of(motion))
        if motion.reasons and not general.reasons:
            said.append("The decision is recorded with its reasons.")
        if general.reasons and not motion.reasons:
            said.append("Its reasons need not be recorded.")
        return " ".join(said)

    def _said(self, majority: Majority, *, nested: bool = False) -> Said:
        match majority:
            case Several(n, parts):
                these = f"at least {number(n)} of these {number(len(parts))} {'holds' if n == 1 else 'hold'}"
                return Said(these, tuple(self._said(part, nested=True) for part in parts))
            case Both(parts) | Either(parts):
                return self._joined(majority, nested=nested)
        return Said(self._clause(majority))

    def _joined(self, majority: Both | Either, *, nested: bool) -> Said:
        parts = opened(majority)
        if len(parts) == 1:
            return self._said(parts[0], nested=nested)
        said = tuple(self._said(part, nested=True) for part in parts)
        is_pair = len(parts) == PAIR
        if isinstance(majority, Both):
            lead, joint = "both of these hold" if is_pair else "all of these hold", Joint.AND
        else:
            lead, joint = "either of these holds" if is_pair else "any of these holds", Joint.OR
        return Said(lead, said, Joint.LIST if nested and not is_pair else joint)

    def _clause(self, majority: Single) -> str:
        electors = majority.electors
        match majority:
            case Simple():
                return self._simple(electors)
            case Unanimous() | Portion(Fraction(numerator=1, denominator=1), False):
                return self._unanimous(electors)
            case Against():
                return self._against(majority)
            case Turnout():
                return self._turnout(majority)
            case Absolute() | Portion() if share := _share(majority):
                return self._share(share, electors)
        return self._votes(majority if isinstance(majority, Votes) else Votes(1, electors))

    def _simple(self, electors: Electors) -> str:
        against = "against it"
        if electors.abstentions is Abstentions.COUNTED:
            against = "vote against it or abstain"
        who = f"the {self.english.whom.members(electors.among)}"
        match electors.unit:
            case Unit.PERSON:
                subject = "more" if electors.among == EVERYONE else f"more of {who}"
                return f"{subject} vote for it than {against}"
            case Unit.WEIGHT:
                votes = f"the votes of {who}" if electors.among != EVERYONE else "the votes"
                others = "those against it"
                if electors.abstentions is Abstentions.COUNTED:
                    others = "those against it and the abstentions together"
                return f"{votes} for it carry more weight than {others}"
        return f"{self._among(electors)}more {PLURAL[electors.unit]} vote for it than {against}"

    def _unanimous(self, electors: Electors) -> str:
        if electors.unit is Unit.PERSON and electors.among == EVERYONE and electors.of is Of.CAST:
            abstains = " and nobody abstains" if electors.abstentions is Abstentions.COUNTED else ""
            return f"every vote cast is for it{abstains}"
        base = self._base(electors)
        share = base if base.startswith("all ") else f"all of {base}"
        return f"{self._among(electors)}{share} {be(electors)} for it"

    def _share(self, share: str, electors: Electors) -> str:
        return f"{self._among(electors)}{share} {self._base(electors)} {be(electors)} for it"

    def _turnout(self, majority: Turnout) -> str:
        electors = majority.electors
        base, who = self._base(electors), self._among(electors)
        share = base if majority.this == 1 and base.startswith("all ") else f"{fraction(majority.this)} of {base}"
        weighed = "members who carry " if electors.unit is Unit.WEIGHT else ""
        return f"{who}{weighed}at least {share} take part in the vote"

    def _votes(self, majority: Votes) -> str:
        electors, n = majority.electors, majority.n
        who = electors.among
        if electors.unit is Unit.WEIGHT:
            return f"{self._votes_of(who)} for it carry a weight of at least {number(n)}"
        if electors.unit in PLURAL:
            noun = SINGULAR[electors.unit] if n == 1 else PLURAL[electors.unit]
            return f"{self._among(electors)}at least {number(n)} {noun} {_vote(n)} for it"
        if who == EVERYONE:
            return f"at least {number(n)} {'vote is' if n == 1 else 'votes are'} for it"
        if n == 1 and self._is_one(who):
            return f"{self.english.whom.one(who)} votes for it"
        return f"at least {number(n)} {self.english.members(who, n)} {_vote(n)} for it"

    def _against(self, majority: Against) -> str:
        electors, n = majority.electors, majority.at_most
        who = electors.among
        if electors.unit is Unit.WEIGHT:
            weight = f"a weight of no more than {number(n)}" if n else "no weight"
            return f"{self._votes_of(who)} against it carry {weight}"
        if electors.unit in PLURAL:
            noun = SINGULAR[electors.unit] if n <= 1 else PLURAL[electors.unit]
            some = f"no more than {number(n)}" if n else "no"
            return f"{self._among(electors)}{some} {noun} {_vote(max(n, 1))} against it"
        if who == EVERYONE:
            return f"no more than {number(n)} {_vote(n)} against it" if n else "nobody votes against it"
        if n == 0 and self._is_one(who):
            return f"{self.english.whom.one(who)} does not vote against it"
        some = f"no more than {number(n)}" if n else "no"
        return f"{some} {self.english.members(who, max(n, 1))} {_vote(max(n, 1))} against it"

    def _votes_of(self, who: Selector) -> str:
        return "the votes" if who == EVERYONE else f"the votes of the {self.english.whom.members(who)}"

    def _among(self, electors: Electors) -> str:
        """Who votes, said before the rest, where the unit is not the person."""
        if electors.among == EVERYONE or electors.unit not in PLURAL:
            return ""
        return f"among the {self.english.whom.members(electors.among)}, "

    def _base(self, electors: Electors) -> str:
        """What a share is taken of."""
        if electors.unit is Unit.WEIGHT:
            of = Electors(electors.of, electors.abstentions, among=electors.among)
            return f"the weight of {self._base(of)}"
        counted = electors.of is Of.CAST and electors.abstentions is Abstentions.COUNTED
        if electors.unit is Unit.PERSON and electors.among != EVERYONE:
            return self._base_among(electors, is_counted=counted)
        return COUNTED[electors.unit] if counted else BASES[electors.unit, electors.of]

    def _base_among(self, electors: Electors, *, is_counted: bool) -> str:
        whom, who = self.english.whom, electors.among
        match electors.of:
            case Of.PRESENT:
                return f"the {whom.members(who, among=' present')} who may vote"
            case Of.MEMBERSHIP:
                return f"all voting {whom.members(who, of_seats=True)}"
        return f"the {whom.members(who)} voting{' or abstaining' if is_counted else ''}"

    def _is_one(self, who: Selector) -> bool:
        """Whether only one person at a time can be meant."""
        is_office = who.office is not None and len(who.office.any_of) == 1 and who == Selector(office=who.office)
        is_seat = len(who.seat) == 1 and who == Selector(seat=who.seat)
        return is_office or is_seat or who == Selector(presiding=True)


def _share(majority: Absolute | Portion) -> str:
    """The share that is asked, before what it is taken of; nothing where any vote will do."""
    if isinstance(majority, Absolute):
        return "more than half of"
    if majority.this == 0:
        return ""
    return f"{'more than' if majority.strictly else 'at least'} {fraction(majority.this)} of"


def tie_of(motion: Motion) -> str:
    """What becomes of a tie; nothing where the majority says it already."""
    said = ""
    match motion.casting_vote, is_plain(motion.majority):
        case Casting.NONE, True:
            said = "A tie is lost."
        case Casting.MAY, True:
            said = "On a tie, whoever presides may use a casting vote; without it the motion is lost."
        case Casting.MUST, True:
            said = "A tie is settled by the casting vote of whoever presides."
        case Casting.MAY, False:
            said = (
                "If the votes are tied and one more would carry the motion, whoever presides may use a casting vote;"
                " without it the motion is lost."
            )
        case Casting.MUST, False:
            said = (
                "If the votes are tied and one more would carry the motion,"
                " the casting vote of whoever presides settles it."
            )
    if not motion.casting_only:
        return said
    only = "does not vote" if motion.casting_vote is Casting.NONE else "has the casting vote and no other"
    return f"{said} Whoever presides {only}.".strip()


def is_plain(majority: Majority) -> bool:
    """Whether every tie of the votes stands in its way, and nothing else: more for than against, of everyone."""
    if not isinstance(majority, Simple):
        return False
    electors = majority.electors
    return electors.among == EVERYONE and electors.abstentions is Abstentions.IGNORED


def opened(majority: Both | Either) -> tuple[Majority, ...]:
    """The parts; in place of a part of the same kind, its parts."""
    parts: list[Majority] = []
    for part in majority.parts:
        if type(part) is type(majority) and isinstance(part, Both | Either):
            parts += opened(part)
        else:
            parts.append(part)
    return tuple(parts)


def be(electors: Electors) -> str:
    """The verb that a base takes: the weight of the votes *is*, the votes *are*."""
    return "is" if electors.unit is Unit.WEIGHT else "are"


def _vote(count: int) -> str:
    return "votes" if count == 1 else "vote"
