"""A majority in plain English, as a clause: "more vote for it than against it"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from governance.constitution.core.language import EVERYONE, Condition, Every, Rounding, Selector, Unit
from governance.constitution.core.majority import (
    Absolute,
    Abstentions,
    Against,
    Both,
    ByGroup,
    Depending,
    Either,
    Electors,
    Majority,
    Of,
    Portion,
    Several,
    Simple,
    Single,
    Turnout,
    Unanimous,
    Votes,
)
from governance.constitution.english.english import ROUNDED, English
from governance.constitution.english.phrasing import Joint, Said, capital, within
from governance.constitution.english.wording import PAIR, fraction, number

BASES = {
    (Unit.PERSON, Of.CAST): "the votes cast",
    (Unit.PERSON, Of.PRESENT): "those present who may vote",
    (Unit.PERSON, Of.MEMBERSHIP): "all voting members",
    (Unit.PERSON, Of.SEATS): "all voting members (vacant seats too)",
    (Unit.SEAT, Of.CAST): "the seats voting",
    (Unit.SEAT, Of.PRESENT): "the seats present that may vote",
    (Unit.SEAT, Of.MEMBERSHIP): "all filled voting seats",
    (Unit.SEAT, Of.SEATS): "all voting seats (vacant ones too)",
    (Unit.AGENCY, Of.CAST): "the agencies voting",
    (Unit.AGENCY, Of.PRESENT): "the agencies present that may vote",
    (Unit.AGENCY, Of.MEMBERSHIP): "all agencies with a vote",
    (Unit.AGENCY, Of.SEATS): "all agencies with a voting seat (vacant ones too)",
}
COUNTED = {
    Unit.PERSON: "those voting or abstaining",
    Unit.SEAT: "the seats voting or abstaining",
    Unit.AGENCY: "the agencies voting or abstaining",
}
SINGULAR = {Unit.SEAT: "seat", Unit.AGENCY: "agency"}
PLURAL = {Unit.SEAT: "seats", Unit.AGENCY: "agencies"}
Branch = tuple[tuple[Condition, ...], Majority]
"""A majority, and the conditions under which it is the one that is asked; none for what is asked otherwise."""


@dataclass(frozen=True, slots=True)
class Majorities:
    """Says majorities, with the names behind the keys."""

    english: English

    def carrying(self, motion: str, majority: Majority) -> str:
        """What carries a motion: "A motion is carried when more vote for it than against it." """
        said: list[str] = []
        for conditions, asked in branches(majority):
            when, is_first = "", not said
            if conditions:
                when = f"{self.english.circumstances.when(_every(conditions))}, "
            subject = motion if is_first else "it"
            otherwise = "" if is_first else "otherwise, " if when else "otherwise "
            said.append(f"{capital(f'{otherwise}{when}{subject}')} is carried when {within(self._said(asked))}.")
        return " ".join(said)

    def _said(self, majority: Majority, *, nested: bool = False) -> Said:
        match majority:
            case Several(n, parts):
                these = f"at least {number(n)} of these {number(len(parts))} {'holds' if n == 1 else 'hold'}"
                return Said(these, tuple(self._said(part, nested=True) for part in parts))
            case Both() | Either():
                return self._joined(majority, nested=nested)
            case Depending():
                return Said("", tuple(self._branches(majority)), Joint.BRANCHES)
            case ByGroup():
                return self._by_group(majority)
        return Said(self._clause(majority))

    def _branches(self, majority: Depending) -> Iterator[Said]:
        before = ""
        for conditions, asked in branches(majority):
            when = self.english.circumstances.when(_every(conditions)) if conditions else ""
            label = ", ".join(part for part in (before, when) if part)
            yield replace(self._said(asked, nested=True), label=label)
            before = "otherwise"

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

    def _by_group(self, majority: ByGroup) -> Said:
        """What the votes of groups come to, how each gives them, and then the groups."""
        votes = {group.votes for group in majority.groups}
        each = next(iter(votes)) if len(votes) == 1 else 0
        own = {0: "its votes", 1: "its one vote"}.get(each, f"its {number(each)} votes")
        unit = {Unit.WEIGHT: "by weight", Unit.PERSON: ""}.get(majority.unit, f"by {SINGULAR.get(majority.unit)}")
        counted = f", counted {unit}" if unit else ""
        if majority.divided:
            abstaining = " or abstain" if majority.majority.electors.abstentions is Abstentions.COUNTED else ""
            given = f"dividing {own} as its members vote{abstaining}{counted}"
        else:
            given = f"giving {own} whole to the side that more of its members take{counted}"
        groups = [
            f"the {self.english.whom.members(group.of)}{'' if each else f' ({_so_many_votes(group.votes)})'}"
            for group in majority.groups
        ]
        lead = f"{self.of_groups(majority)}, each group {given}"
        return Said(lead, tuple(Said(group) for group in groups))

    def of_groups(self, majority: ByGroup) -> str:
        """The majority of the votes of groups, as a clause."""
        asked, electors = majority.majority, majority.majority.electors
        counted = electors.abstentions is Abstentions.COUNTED
        if isinstance(asked, Simple):
            return f"more votes of these groups are for it than against it{' or abstaining' if counted else ''}"
        base = {
            Of.CAST: f"the votes of these groups{', abstaining ones too' if counted else ' for or against it'}",
            Of.PRESENT: "the votes of those of these groups that have a voter present",
            Of.MEMBERSHIP: "the votes of those of these groups that have a voting member",
            Of.SEATS: "the votes of all these groups",
        }[electors.of]
        match asked:
            case Absolute():
                share = f"more than half of {base}"
            case Portion() if asked.plus:
                share = _moved(asked, base)
            case Portion(this, strictly) if this < 1 or strictly:
                share = f"{'more than' if strictly else 'at least'} {part_of(this, base)}"
            case _:
                share = f"all of {base}"
        return f"{share} are for it"

    def _clause(self, majority: Single) -> str:
        match majority:
            case Simple(electors):
                return self._simple(electors)
            case Votes():
                return self._votes(majority)
            case Against():
                return self._against(majority)
            case Portion(this, strictly, electors, plus) if this == 0:
                return self._votes(Votes(max(plus + strictly, 1), electors))
        share = self.share(majority)
        if isinstance(majority, Turnout):
            return f"{share} take part in the vote"
        return f"{share} {'is' if is_singular(share, majority) else 'are'} for it"

    def share(self, majority: Absolute | Unanimous | Portion | Turnout) -> str:
        """A share of the base: "more than half of the votes cast", "every vote cast", "all voting members"."""
        electors = majority.electors
        base = self.base(electors)
        match majority:
            case Turnout(this):
                who = "members who carry " if electors.unit is Unit.WEIGHT else ""
                return f"{who}{'at least ' if this < 1 else ''}{part_of(this, base)}"
            case Absolute():
                return f"more than half of {base}"
            case Portion() if majority.plus:
                return _moved(majority, base)
            case Portion(this, strictly) if this < 1 or strictly:
                return f"{'more than' if strictly else 'at least'} {part_of(this, base)}"
        return "every vote cast" if base == BASES[Unit.PERSON, Of.CAST] else part_of(Fraction(1), base)

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
        return f"more {PLURAL[electors.unit]}{self._among(electors)} vote for it than {against}"

    def _votes(self, majority: Votes) -> str:
        electors, n = majority.electors, majority.n
        who = electors.among
        if electors.unit is Unit.WEIGHT:
            return f"{self._votes_of(who)} for it carry a weight of at least {number(n)}"
        if electors.unit in PLURAL:
            noun = SINGULAR[electors.unit] if n == 1 else PLURAL[electors.unit]
            return f"at least {number(n)} {noun}{self._among(electors)} {_vote(n)} for it"
        if who == EVERYONE:
            return f"at least {number(n)} {'vote is' if n == 1 else 'votes are'} for it"
        if n == 1 and self._is_one(who):
            return f"{self.english.whom.one(who)} votes for it"
        return f"at least {number(n)} {self.english.members(who, n)} {_vote(n)} for it"

    def _against(self, majority: Against) -> str:
        """How many may be against; those who abstain among them, where they are as good as against."""
        electors, most, who = majority.electors, majority.at_most, majority.electors.among
        abstain = electors.abstentions is Abstentions.COUNTED
        if isinstance(most, Fraction):
            are, or_abstain = ("is", " or abstains") if electors.unit is Unit.WEIGHT else ("are", " or abstain")
            share = part_of(most, self.base(electors))
            return f"no more than {share} {are} against it{or_abstain if abstain else ''}"
        if electors.unit is Unit.WEIGHT:
            weight = f"a weight of no more than {number(most)}" if most else "no weight"
            and_abstentions = " and the abstentions together" if abstain else ""
            return f"{self._votes_of(who)} against it{and_abstentions} carry {weight}"
        vote = f"{'votes' if most <= 1 else 'vote'} against it"
        vote += f" or {'abstains' if most <= 1 else 'abstain'}" if abstain else ""
        some = f"no more than {number(most)}" if most else "no"
        if electors.unit in PLURAL:
            noun = SINGULAR[electors.unit] if most <= 1 else PLURAL[electors.unit]
            return f"{some} {noun}{self._among(electors)} {vote}"
        if who == EVERYONE:
            return f"{some} {vote}" if most else f"nobody {vote}"
        if most == 0 and self._is_one(who):
            against = "neither votes against it nor abstains" if abstain else "does not vote against it"
            return f"{self.english.whom.one(who)} {against}"
        return f"{some} {self.english.members(who, max(most, 1))} {vote}"

    def _votes_of(self, who: Selector) -> str:
        return "the votes" if who == EVERYONE else f"the votes of the {self.english.whom.members(who)}"

    def _among(self, electors: Electors) -> str:
        """Who votes, said after the unit where that is not the person."""
        if electors.among == EVERYONE or electors.unit not in PLURAL:
            return ""
        return f" among the {self.english.whom.members(electors.among)}"

    def base(self, electors: Electors) -> str:
        """What a share is taken of: the votes cast, all voting members."""
        if electors.unit is Unit.WEIGHT:
            of = Electors(electors.of, electors.abstentions, among=electors.among)
            return f"the weight of {self.base(of)}"
        counted = electors.of is Of.CAST and electors.abstentions is Abstentions.COUNTED
        if electors.unit is Unit.PERSON and electors.among != EVERYONE:
            return self._base_among(electors, is_counted=counted)
        base = COUNTED[electors.unit] if counted else BASES[electors.unit, electors.of]
        return f"{base}{self._among(electors)}"

    def _base_among(self, electors: Electors, *, is_counted: bool) -> str:
        whom, who = self.english.whom, electors.among
        match electors.of:
            case Of.PRESENT:
                return f"the {whom.members(who, among=' present')} who may vote"
            case Of.MEMBERSHIP:
                return f"all voting {whom.members(who, of_seats=True)}"
            case Of.SEATS:
                return f"all voting {whom.members(who, of_seats=True)} (vacant seats too)"
        return f"the {whom.members(who)} who vote{' or abstain' if is_counted else ''}"

    def _is_one(self, who: Selector) -> bool:
        """Whether only one person at a time can be meant."""
        is_office = who.office is not None and len(who.office.any_of) == 1 and who == Selector(office=who.office)
        is_seat = len(who.seat) == 1 and who == Selector(seat=who.seat)
        return is_office or is_seat or who == Selector(presiding=True)


def branches(majority: Majority) -> list[Branch]:
    """The majorities that may be asked, each with the conditions under which it is the first that applies."""
    if not isinstance(majority, Depending):
        return [((), majority)]
    then = [((majority.condition, *conditions), asked) for conditions, asked in branches(majority.then)]
    return [*then, *branches(majority.otherwise)]


def opened(majority: Both | Either) -> tuple[Majority, ...]:
    """The parts; in place of a part of the same kind, its parts."""
    parts: list[Majority] = []
    for part in majority.parts:
        if type(part) is type(majority) and isinstance(part, Both | Either):
            parts += opened(part)
        else:
            parts.append(part)
    return tuple(parts)


def is_singular(share: str, majority: Single) -> bool:
    """Whether the share takes "is": every vote *is*, the weight of the votes *is*, the votes *are*."""
    return share.startswith("every ") or majority.electors.unit is Unit.WEIGHT


def part_of(this: Fraction, base: str) -> str:
    """A share of a base: two thirds of the votes cast, all of the votes cast, all voting members."""
    is_whole = this == 1 and base.startswith("all ")
    return base if is_whole else f"{fraction(this)} of {base}"


def _moved(majority: Portion, base: str) -> str:
    """A share and so many more, or less: "all voting members but three"."""
    this, plus = majority.this, majority.plus
    if this == 1 and plus < 0 and not majority.strictly:
        return f"{part_of(this, base)} but {number(-plus)}"
    rounded = ROUNDED[Rounding.MORE_THAN if majority.strictly else Rounding.UP]
    share = part_of(this, base)
    if this.denominator > 1 or majority.strictly:
        share = f"{fraction(this)}{rounded} of {base}"
    return f"at least {number(abs(plus))} {'more' if plus > 0 else 'fewer'} than {share}"


def _every(conditions: tuple[Condition, ...]) -> Condition:
    return conditions[0] if len(conditions) == 1 else Every(conditions)


def _so_many_votes(count: int) -> str:
    return "one vote" if count == 1 else f"{number(count)} votes"


def _vote(count: int) -> str:
    return "votes" if count == 1 else "vote"
