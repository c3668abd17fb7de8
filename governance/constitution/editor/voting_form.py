"""The form of the voting part: what carries a motion in general, and where that is otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from governance.constitution.core.majority import Abstentions, Casting, Election, Manner, Of
from governance.constitution.editor.draft_fields import Line, Node, Nothing, Tick, Word
from governance.constitution.editor.draft_nodes import Alternative, ByKind, Carried, Choice, Group, Optional, Part, Rows
from governance.constitution.editor.requirement_forms import LISTS, YES_NO, Options, RequirementForms, words
from governance.constitution.writing.parse_voting import EACH, INSIDE, NOT_LAID_DOWN

MAJORITIES = {
    "simple": "More for than against",
    "absolute": "More than half",
    "unanimous": "All",
    "fraction": "At least a share",
    "votes": "At least so many votes",
    "against": "No more than so many against",
    "turnout": "So many have voted at all",
    "by_group": "By groups, each with so many votes",
    "all": "Every one of these",
    "any": "Any one of these",
    "at_least": "At least so many of these",
    "when": "Where … then … otherwise",
}
OF = {
    Of.CAST: "the votes cast",
    Of.PRESENT: "those present who may vote",
    Of.MEMBERSHIP: "the voting seats filled",
    Of.SEATS: "all voting seats, vacant ones too",
}
ABSTENTIONS = {Abstentions.IGNORED: "are left out", Abstentions.COUNTED: "count as votes cast"}
CASTING = {
    Casting.NONE: "There is none: a tie is lost",
    Casting.MAY: "One may be used on a tie",
    Casting.MUST: "One must be used on a tie",
    Casting.LOT: "A tie is broken by lot",
}
MANNERS = (
    (NOT_LAID_DOWN, "Not laid down"),
    (Manner.HANDS.value, "By show of hands"),
    (Manner.NAMES.value, "By name"),
    (Manner.SECRET.value, "By secret ballot"),
    (Manner.CONSENSUS.value, "By consensus: whoever presides finds that nobody opposes"),
)
ELECTIONS = (
    (EACH, "Each of them is a motion"),
    (Election.MOST.value, "The most votes elect"),
    (Election.LOWEST.value, "Until the majority is there, the lowest drops out"),
    (Election.TWO.value, "Without the majority, the two highest stand again"),
    (Election.AGAIN.value, "Without the majority, all stand again"),
)
AS_IN_GENERAL: Options = (("", "As in general"),)
ONLY = "Whoever has the casting vote has no other"
REASONS = "Every decision is recorded with its reasons"


@dataclass(frozen=True)
class VotingForm:
    """The form of one body's voting."""

    forms: RequirementForms
    clauses: Part

    @cached_property
    def whole(self) -> Group:
        """The whole part: motions in general, and by kind of sitting and decision."""
        known, special = self.forms.vocabulary, self._special
        return Group(
            (
                *self._general,
                Part("sitting", ByKind(known.sittings, special, "a kind of sitting"), "At a kind of sitting"),
                Part("decision", ByKind(known.decisions, special, "a kind of decision"), "On a kind of decision"),
                self.clauses,
            )
        )

    @property
    def _general(self) -> tuple[Part, ...]:
        never = {"": "No, once is enough", "yes": "Yes, at a further meeting"}
        return (
            Part("majority", self.majority, "What carries a motion"),
            Part("casting_vote", Word(words(CASTING), str(Casting.NONE)), "Casting vote"),
            Part("casting_by", self._casting_by),
            Part("casting_only", Tick(), ONLY),
            Part("election", Word(ELECTIONS, EACH), "Where several stand for election", is_further=True),
            Part("manner", Word(MANNERS, NOT_LAID_DOWN), "How votes are given"),
            Part("confirmed", Confirmed.asking(never), "A motion has to be carried twice"),
            Part("reasons", Tick(), REASONS),
        )

    @property
    def _special(self) -> Group:
        own = Choice(
            forms={"": Nothing(), **self.majority.forms},
            labels={"": "As in general", **self.majority.labels},
            first="",
            bare=self.majority.bare,
            spread=self.majority.spread,
            silent="",
            carried=self.majority.carried,
        )
        again = {"": "As in general", "no": "No, once is enough", "yes": "Yes, at a further meeting"}
        return Group(
            (
                Part("majority", own, "What carries a motion"),
                Part("casting_vote", Word(AS_IN_GENERAL + words(CASTING)), "Casting vote"),
                Part("casting_by", self._casting_by),
                Part("casting_only", Word(AS_IN_GENERAL + YES_NO), ONLY),
                Part("election", Word(AS_IN_GENERAL + ELECTIONS), "Where several stand for election", is_further=True),
                Part("manner", Word(AS_IN_GENERAL + MANNERS), "How votes are given"),
                Part("confirmed", Confirmed.asking(again), "A motion has to be carried twice"),
                Part("reasons", Word(AS_IN_GENERAL + YES_NO), REASONS),
            )
        )

    @property
    def _casting_by(self) -> Optional:
        return Optional(
            self.forms.who, "Give the casting vote to somebody else", "Leave the casting vote to whoever presides"
        )

    @cached_property
    def majority(self) -> Choice:
        """Any form of majority."""
        forms: dict[str, Node] = {}
        single = tuple(form for form in MAJORITIES if form not in {*LISTS, "by_group", "when"})
        electors = tuple(dict.fromkeys(single, f".{key}") for key in ("of", "abstentions", "unit", "among"))
        choice = Choice(
            forms=forms,
            labels=MAJORITIES,
            first="simple",
            bare=frozenset({"simple", "absolute", "unanimous"}),
            spread=frozenset({"when"}),
            carried=Carried(LISTS, (*electors, {"votes": ".n", "at_least": ".n"}), {"when": ".then"}),
        )
        rows = Rows(choice, required=True)
        forms |= self._singles() | {
            "by_group": self._by_group(forms),
            "all": rows,
            "any": rows,
            "at_least": Group(
                (Part("n", Line("number", required=True), "How many of these"), Part("among", rows)),
            ),
            "when": Group(
                (
                    Part("when", self.forms.condition, "Where", is_here=True),
                    Part("then", choice, "Then"),
                    Part("else", choice, "Otherwise"),
                )
            ),
        }
        return choice

    def _singles(self) -> dict[str, Node]:
        """The majorities that hold no others."""
        share, number = Line("share", required=True), Line("number", required=True)
        most = Line("number or share", required=True)
        return {
            "simple": self._electors(is_part=False),
            "absolute": self._electors(of=Of.MEMBERSHIP),
            "unanimous": self._electors(),
            "fraction": self._electors(
                Part("this", share, "What share"),
                Part("strictly", Tick(), "More than that share, not just as much"),
                Part("plus", Line("number"), "And so many more votes", is_further=True),
            ),
            "votes": self._electors(Part("n", number, "How many"), is_part=False),
            "against": self._electors(Part("at_most", most, "How many"), is_part=False),
            "turnout": self._electors(Part("this", share, "What share"), of=Of.MEMBERSHIP),
        }

    def _by_group(self, forms: Mapping[str, Node]) -> Group:
        """Groups that vote, and what carries a motion among their votes; `forms` are those of a majority."""
        inside = {form: label for form, label in MAJORITIES.items() if form in INSIDE}
        one = Group(
            (
                Part("of", replace(self.forms.who, required=True), "Group"),
                Part("votes", Line("number", "1"), "Votes"),
            )
        )
        return Group(
            (
                Part("groups", Rows(one, "group", required=True), "Groups"),
                Part(
                    "majority",
                    Choice(forms, inside, "simple", bare=frozenset({"simple", "absolute", "unanimous"})),
                    "What carries a motion among the votes of the groups",
                ),
                Part("divided", Tick(), "The votes of a group are divided as its members vote, not given whole"),
                Part("unit", self.forms.unit, "Members of a group are counted in", is_further=True),
            )
        )

    def _electors(self, *own: Part, of: Of = Of.CAST, is_part: bool = True) -> Group:
        """Whose votes are counted, beside what is a form's `own`. `is_part`: it is a part of them that is asked for."""
        abstain = Word(words(ABSTENTIONS), str(Abstentions.IGNORED))
        return Group(
            (
                *own,
                Part("of", Word(words(OF), str(of)), "Of", is_further=not is_part),
                Part("abstentions", abstain, "Those who abstain", is_further=True),
                Part("unit", self.forms.unit, "Counted in", is_further=True),
                Part("among", self.forms.who, "Whose votes", is_further=True),
            )
        )


class Confirmed(Alternative):
    """Whether a motion has to be carried again, and how long after the first time."""

    @classmethod
    def asking(cls, labels: Mapping[str, str]) -> Confirmed:
        """The choice among these answers."""
        span = Line("length")
        gap = Group(
            (
                Part("at_least", span, "At least so long after", "Such as 14 days"),
                Part("at_most", span, "At most so long after", "Such as 6 months"),
            )
        )
        return cls(forms={"": Nothing(), "no": Nothing(), "yes": gap}, labels=labels, first="", silent="")

    def draft(self, written: Any) -> dict[str, Any]:
        if written in (False, "no"):
            return {"form": "no" if "no" in self.labels else "", "inside": None}
        gap = self.forms["yes"]
        return {"form": "yes", "inside": gap.draft(written) if isinstance(written, Mapping) else gap.blank}

    def plain(self, draft: dict[str, Any]) -> Any:
        return super().plain(draft) or draft["form"]
