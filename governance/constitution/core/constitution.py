"""A constitution of a body as one value: its named parts, each with the clauses that say so.

What is not written asks nothing and limits nothing; `written` says which parts are. A part may be taken whole from
another body; `inherited` says from which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from governance.constitution.core.calendar import Calendar
from governance.constitution.core.language import AllOf, NoneAsked, Requirement, Selector
from governance.constitution.core.majority import Voting
from governance.constitution.core.meeting import DEFAULT_COUNTING, Column, Meeting, Row
from governance.constitution.core.publicity import Publicity
from governance.constitution.core.review import Review
from governance.constitution.core.settings import Attendance, Deputies, Interests, Lapse, Notice
from governance.constitution.core.voices import Voices


class Part(StrEnum):
    """The named parts of a constitution."""

    QUORUM = "quorum"
    VOTING = "voting"
    COUNTING = "counting"
    DEPUTIES = "deputies"
    INTERESTS = "interests"
    NOTICE = "notice"
    CALENDAR = "calendar"
    ATTENDANCE = "attendance"
    PUBLICITY = "publicity"
    REVIEW = "review"


NOTHING = NoneAsked()
ORDINARY = "ordinary"
"""The kind of a sitting that is of no special kind."""


HAVE_CLAUSES = ("kinds", "deadlines", "lapses", "reviews")
"""The rows of a part that name clauses of their own."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The body's own words: its kinds of sitting and decision, the facts that may be declared, and what members may
    request.
    """

    sittings: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForDecision:
    """What a kind of decision asks, besides the rest or `instead` of it."""

    requirement: Requirement
    instead: bool = False


@dataclass(frozen=True)
class Quorum:
    """The quorum part: for business, by kind of sitting, by kind of decision, and what a ballot asks besides.

    `request` is what is asked of those who together request something (a special meeting, a vote by name), wherever
    they are; `lapses` is what becomes of a sitting that is not quorate.
    """

    business: Requirement = NOTHING
    sitting: Mapping[str, Requirement] = field(default_factory=dict)
    decision: Mapping[str, ForDecision] = field(default_factory=dict)
    vote: Requirement = NOTHING
    request: Mapping[str, Requirement] = field(default_factory=dict)
    lapses: tuple[Lapse, ...] = ()
    clauses: tuple[str, ...] = ()

    def lapse_of(self, sitting: str) -> Lapse | None:
        """What becomes of a sitting of that kind that is not quorate; None where nothing is written."""
        named = [lapse for lapse in self.lapses if sitting in lapse.sittings]
        general = [lapse for lapse in self.lapses if not lapse.sittings]
        return next(iter(named + general), None)

    def asked(self, *, sitting: str = ORDINARY, decision: str = "", ballot: bool = False) -> Requirement:
        """What applies: `sitting[kind]`, else business; and `decision[kind]`; and for a ballot `vote`.

        A decision's part that stands instead of the rest stands alone.
        """
        for_decision = self.decision.get(decision)
        if for_decision and for_decision.instead:
            return for_decision.requirement
        asked = [self.sitting.get(sitting, self.business)]
        if for_decision:
            asked.append(for_decision.requirement)
        if ballot:
            asked.append(self.vote)
        asking = tuple(requirement for requirement in asked if requirement != NOTHING)
        if not asking:
            return NoneAsked()
        return asking[0] if len(asking) == 1 else AllOf(asking)


@dataclass(frozen=True)
class Counting:
    """Who counts: what each row of the table takes away; and who presides, the first of these who are here."""

    table: Mapping[Row, frozenset[Column]] = field(default_factory=lambda: DEFAULT_COUNTING)
    presides: tuple[Selector, ...] = ()
    clauses: tuple[str, ...] = ()

    def may_preside(self, meeting: Meeting) -> frozenset[str]:
        """Whose turn it is to preside: those here of the first selector that means any; the meeting chooses among
        several. Where no order is written, everyone who may.
        """
        voices = Voices(meeting)
        may = sum(1 << place for place, here in enumerate(voices.each) if Column.PRESIDE in meeting.columns_of(here))
        turns = (voices.people(voices.fitting(who) & may) for who in self.presides or (Selector(),))
        return next((people for people in turns if people), frozenset())


@dataclass(frozen=True)
class Rules:
    """The rules of a body, as they are on some day."""

    lists: Lists = field(default_factory=Lists)
    quorum: Quorum = field(default_factory=Quorum)
    voting: Voting = field(default_factory=Voting)
    counting: Counting = field(default_factory=Counting)
    deputies: Deputies = field(default_factory=Deputies)
    interests: Interests = field(default_factory=Interests)
    notice: Notice = field(default_factory=Notice)
    calendar: Calendar = field(default_factory=Calendar)
    attendance: Attendance = field(default_factory=Attendance)
    publicity: Publicity = field(default_factory=Publicity)
    review: Review = field(default_factory=Review)
    written: frozenset[Part] = frozenset()
    inherited: Mapping[Part, str] = field(default_factory=dict)

    def clauses_of(self, part: Part) -> tuple[str, ...]:
        """Every clause that the part names, its rows' clauses after its own, each once."""
        value = getattr(self, part.value)
        rows = [row for name in HAVE_CLAUSES for row in getattr(value, name, ())]
        named = [clause for each in (value, *rows) for clause in getattr(each, "clauses", ())]
        return tuple(dict.fromkeys(named))
