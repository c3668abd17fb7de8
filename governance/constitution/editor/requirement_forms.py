"""The forms in which a requirement and a condition are asked for: their parts, and the words for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

from governance.constitution.core.language import How, Moment, Rounding, Since, Status, Unit, Voice
from governance.constitution.editor.draft_fields import ELSEWHERE, Line, Node, Nothing, Offices, Several, Tick, Word
from governance.constitution.editor.draft_nodes import Carried, Choice, Group, Optional, Part, Rows, Who
from governance.constitution.english.wording import Names, named
from governance.constitution.writing.parse import NONE_ASKED, Known

Options: TypeAlias = tuple[tuple[str, str], ...]
W = TypeVar("W", bound=StrEnum)

UNITS = {
    Unit.PERSON: "people",
    Unit.SEAT: "seats",
    Unit.AGENCY: "agencies",
    Unit.WEIGHT: "the weights of seats",
}
ROUNDINGS = {
    Rounding.UP: "up",
    Rounding.DOWN: "down",
    Rounding.NEAREST: "to the nearest, a half up",
    Rounding.MORE_THAN: "to the next whole number above",
}
STATUSES = {
    Status.FILLED: "the seats that are filled",
    Status.ALL: "all seats, vacant ones too",
    Status.COUNTED: "those who count now",
    Status.PRESENT: "everyone in the meeting",
}
MOMENTS = {Moment.NOW: "now", Moment.OPENING: "when the sitting opened"}
HOWS = {How.ROOM: "in the room", How.REMOTE: "joining remotely"}
VOICES = {Voice.HOLDER: "the holder in person", Voice.DEPUTY: "a deputy"}
SINCE = {Since.START: "this sitting was to begin", Since.FIRST: "the first sitting"}
YES_NO = (("yes", "Yes"), ("no", "No"))

REQUIREMENTS = {
    "count": "At least so many",
    "share": "A share of",
    "at_most": "No more than",
    "someone": "Someone",
    "all": "Every one of these",
    "any": "Any one of these",
    "at_least": "At least so many of these",
    "when": "Where … then … otherwise",
    "quorum_of": "The quorum of another body",
    "at_opening": "At the opening alone",
    NONE_ASKED: "Nothing is asked",
}
CONDITIONS = {
    "vacant": "An office is vacant",
    "sitting": "The sitting is",
    "decision": "The decision is on",
    "public": "The public is admitted",
    "members_below": "Seats with a holder are fewer than",
    "barred_share": "So many of the members are barred",
    "elapsed": "So much time has passed",
    "declared": "It has been declared that",
    "met": "A requirement is met",
    "all": "All of these hold",
    "any": "Any of these holds",
    "not": "It is not so that",
}
LISTS = {"all": "", "any": "", "at_least": ".among"}
WRAPS = {"when": ".then", "at_opening": ""}
WHO = {"someone": "", "count": ".of", "share": ".of"}
NUMBER = {"count": ".n", "at_least": ".n"}


@dataclass(frozen=True)
class Vocabulary:
    """The names that the rules of a body may use, with what they are called. Numbers of clauses are names."""

    known: Known
    names: Names
    clauses: tuple[str, ...] = ()
    requested: tuple[str, ...] = ()

    @property
    def requests(self) -> Options:
        return tuple((request, request) for request in self.requested)

    @property
    def bodies(self) -> Options:
        return self._called(self.known.bodies, self.names.bodies)

    @property
    def sittings(self) -> Options:
        return self._called(self.known.sittings, self.names.sittings)

    @property
    def decisions(self) -> Options:
        return self._called(self.known.decisions, self.names.decisions)

    @property
    def facts(self) -> Options:
        return self._called(self.known.facts, self.names.facts)

    @property
    def agencies(self) -> Options:
        return self._called(self.known.agencies, self.names.agencies)

    @property
    def sectors(self) -> Options:
        return self._called(self.known.sectors, self.names.sectors)

    @property
    def seats(self) -> Options:
        return self._called(self.known.seats, self.names.seats)

    @property
    def tags(self) -> Options:
        return self._called(self.known.tags, self.names.tags)

    @property
    def offices(self) -> Options:
        """Those of the body, then those of the others."""
        others = tuple(
            (f"{ELSEWHERE}{body}/{office}", f"{named(self.names.offices, office)} of {called}")
            for body, called in self.bodies
            for office in self.known.bodies[body]
        )
        return self._called(self.known.offices, self.names.offices) + others

    @staticmethod
    def _called(keys: Iterable[str], names: Mapping[str, str]) -> Options:
        return tuple((key, named(names, key)) for key in keys)


def words(called: Mapping[W, str]) -> Options:
    """The words of a list with what they are called."""
    return tuple((str(word), text) for word, text in called.items())


@dataclass(frozen=True)
class Below(Group):
    """A limit, which may be written alone, and of whom it is one."""

    def draft(self, written: Any) -> dict[str, Any]:
        return super().draft(written if isinstance(written, Mapping) else {"limit": written})


@dataclass(frozen=True)
class RequirementForms:
    """The forms of one body's rules."""

    vocabulary: Vocabulary

    @cached_property
    def who(self) -> Who:
        """Who is meant. Labels are headings of what may be chosen, hints stand before what is."""
        known = self.vocabulary
        return Who(
            (
                Part("office", Offices(known.offices), "Offices", "holds the office of"),
                Part("agency", Several(known.agencies), "Agencies", "comes from"),
                Part("tag", Several(known.tags), "Tags of seats", "is"),
                Part("sector", Several(known.sectors), "Sectors", "is of the sector"),
                Part("seat", Several(known.seats), "Seats", "holds the seat"),
                Part("in", Several(known.bodies), "Members of another body", "is also a member of"),
                Part("presiding", Tick(), "Who presides", "presides"),
                Part("how", Several(words(HOWS)), "How they take part", "is there"),
                Part("by", Several(words(VOICES)), "By whom a seat speaks", "speaks as"),
                Part("voting", Word(VOTING), "Who may vote", "may"),
            )
        )

    @cached_property
    def count(self) -> Group:
        return Group(
            (
                Part("n", Line("number", required=True), "How many"),
                Part("of", self.who, "Who"),
                Part("unit", self.unit, "Counted in", is_further=True),
            )
        )

    def share(self, rounding: Rounding) -> Group:
        """A share, rounded so where nothing is said."""
        base = Group(
            (
                Part("status", Word(words(STATUSES), str(Status.FILLED)), "A share of"),
                Part("when", Word(words(MOMENTS), str(Moment.NOW)), "Taken"),
                Part(
                    "of",
                    Optional(self.who, "Take the share of other members", "Take the share of the same members"),
                    "Of whom the share is taken",
                ),
            )
        )
        return Group(
            (
                Part("this", Line("share", required=True), "What share"),
                Part("of", self.who, "Who"),
                Part("base", base, is_further=True),
                Part("rounding", Word(words(ROUNDINGS), str(rounding)), "Rounded", is_further=True),
                Part("plus", Line("number"), "And then", "More (1) or fewer (-1)", is_further=True),
                Part("floor", Line("number"), "Never fewer than", is_further=True),
                Part("cap", Line("number"), "Never more than", is_further=True),
                Part("unit", self.unit, "Counted in", is_further=True),
            )
        )

    @cached_property
    def requirement(self) -> Choice:
        """Any form of requirement."""
        forms: dict[str, Node] = {}
        choice = Choice(
            forms=forms,
            labels=REQUIREMENTS,
            first="someone",
            bare=frozenset({NONE_ASKED}),
            spread=frozenset({"when"}),
            carried=Carried(lists=LISTS, alike=(WHO, NUMBER), wraps=WRAPS, without=frozenset({NONE_ASKED})),
        )
        rows = Rows(choice)
        limit = {"count": self.count, "share": self.share(Rounding.DOWN)}
        labels = {"count": "so many", "share": "a share"}
        forms |= {
            "count": self.count,
            "share": self.share(Rounding.UP),
            "at_most": Choice(limit, labels, "count", carried=Carried(alike=(WHO,))),
            "someone": self.who,
            "all": rows,
            "any": rows,
            "at_least": _at_least(rows),
            "when": self._when(choice),
            "quorum_of": Word(self.vocabulary.bodies, required=True),
            "at_opening": choice,
            NONE_ASKED: Nothing(),
        }
        return choice

    def _when(self, requirement: Choice) -> Group:
        otherwise = Optional(requirement, "Say what is asked otherwise", "Ask nothing otherwise")
        return Group(
            (
                Part("when", self._condition_of(requirement), "Where", is_here=True),
                Part("then", requirement, "Then"),
                Part("else", otherwise, "Otherwise", "Nothing is asked otherwise."),
            )
        )

    @cached_property
    def anything(self) -> Choice:
        """A requirement of a purpose, for which nothing may be asked."""
        return replace(self.requirement, first=NONE_ASKED)

    @cached_property
    def condition(self) -> Choice:
        """Any form of condition."""
        return self._condition_of(self.requirement)

    def _condition_of(self, requirement: Choice) -> Choice:
        forms: dict[str, Node] = {}
        choice = Choice(
            forms=forms,
            labels=CONDITIONS,
            first="vacant",
            carried=Carried(lists={"all": "", "any": ""}, wraps={"not": ""}),
        )
        known = self.vocabulary
        forms |= {
            "vacant": Offices(known.offices, required=True),
            "sitting": Several(known.sittings, required=True),
            "decision": Several(known.decisions, required=True),
            "public": Word(YES_NO, "yes", required=True),
            "members_below": Below(
                (Part("limit", Line("number or share", required=True), "Fewer than"), Part("of", self.who, "Of whom"))
            ),
            "barred_share": Line("share", required=True),
            "elapsed": Group(
                (
                    Part("at_least", Line("time", required=True), "How long"),
                    Part("since", Word(words(SINCE), str(Since.START), required=True), "Since"),
                )
            ),
            "declared": Word(known.facts, required=True),
            "met": requirement,
            "all": Rows(choice),
            "any": Rows(choice),
            "not": choice,
        }
        return choice

    @property
    def unit(self) -> Word:
        """What is counted."""
        return Word(words(UNITS), str(Unit.PERSON))


def _at_least(rows: Rows) -> Group:
    return Group(
        (
            Part("n", Line("number", required=True), "How many of these"),
            Part("distinct", Tick(), "Each by a different person"),
            Part("among", replace(rows, required=True)),
        )
    )


class MembersBelow(Group):
    """A limit of members in office. Where it is of everyone it may be written alone."""

    def draft(self, written: Any) -> dict[str, Any]:
        return super().draft(written if isinstance(written, Mapping) else {"limit": written})


VOTING = (("yes", "vote on the matter"), ("no", "not vote on the matter"))
