"""What may be written in the register of interests, when it is to be confirmed, and what of it touches an item.

Values in, verdict or values out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from governance.constitution.core.working_days import months_after
from governance.membership import rules
from governance.membership.rules import Span, told
from trustboard.acts.verdict import ALLOWED, Verdict, refused

USUAL_MONTHS = 12
MOST_MONTHS = 1200
LONGEST_KIND = 60


@dataclass(frozen=True, slots=True)
class Registered:
    """A standing interest as the rules see it: its own key, those of person and agency (empty: none), and its kind."""

    key: str
    person: str
    agency: str
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Due:
    """When somebody last confirmed, and by when they do so again; `by` is nothing where they never did."""

    last: date | None
    by: date | None

    def is_due(self, day: date) -> bool:
        """Whether it is time: nothing was ever confirmed, or the day is there."""
        return self.by is None or self.by <= day

    @property
    def said_by(self) -> str:
        """The day by which they do so again, in words; nothing where they never did."""
        return f"{told(self.by)}." if self.by else ""


def may_register(*, nature: str, kind: str, kinds: Collection[str], starts: date, ends: date | None) -> Verdict:
    """An interest says what it is, is of a kind that the person's bodies know or of none, and ends after it began."""
    if not nature.strip():
        return refused("Say what the interest is.")
    if kind and kind not in kinds:
        return refused(f"None of the bodies concerned knows a kind of interest called {kind}.")
    if len(kind) > LONGEST_KIND:
        return refused(f"The constitution names this kind in more than {LONGEST_KIND} letters; it is to be shortened.")
    return rules.may_end(starts=starts, ends=ends)


def may_end_interest(*, starts: date, was: date | None, ends: date) -> Verdict:
    """An interest ends after it began, on another day than it says already."""
    if was == ends:
        return refused(f"It ends on {told(ends)} already.")
    return rules.may_end(starts=starts, ends=ends)


def may_confirm(*, nothing_to_declare: bool, lasting: int) -> Verdict:
    """What is confirmed is true of the register. `lasting`: the interests in it that are in force or to come."""
    if nothing_to_declare and lasting:
        there = "There is an interest" if lasting == 1 else f"There are {lasting} interests"
        return refused(
            f"{there} in the register, in force or to come, so it cannot be confirmed that there is nothing to "
            "declare. End what no longer holds, or confirm that the register says all."
        )
    if not nothing_to_declare and not lasting:
        return refused(
            "There is no interest in the register. Confirm that there is nothing to declare, or declare what there is."
        )
    return ALLOWED


def months_between(written: Iterable[int | None]) -> int:
    """After how many months somebody confirms: the fewest that the bodies on which they sit have written; else 12."""
    return min((months for months in written if months), default=USUAL_MONTHS)


def due(last: date | None, *, every: int) -> Due:
    """By when somebody confirms again who last did so on that day, or never did. `every`: months, a hundred years' at
    most."""
    return Due(last, months_after(last, min(every, MOST_MONTHS)) if last else None)


def matching(
    interests: Iterable[Registered], agencies: Collection[str], *, day: date, person: str | None = None
) -> tuple[Registered, ...]:
    """The interests in force on the day that concern one of these agencies (M3.9): of everybody, or of one person.

    `agencies` are the keys of those that will or may bid for an item. What matches is proposed to its person
    beforehand, to declare or dismiss; nothing follows from it by itself.
    """
    return tuple(
        each
        for each in interests
        if each.agency and each.agency in agencies and each.span.has(day) and person in {None, each.person}
    )
