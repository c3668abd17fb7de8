"""What is reviewed and when, as a constitution says it: one value and one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.constitution.core.working_days import months_after
from governance.constitution.core.written import said


class Reviewer(StrEnum):
    BODY = "the body"
    AGENCIES = "the body and each agency"
    MEMBERS = "each member"


@dataclass(frozen=True, slots=True)
class ReviewOf:
    """What is reviewed, so many months after a day and, unless it is `once`, again and again."""

    what: str = said("", "What is reviewed")
    every: int = said(12, "After how many months")
    once: bool = said(False, "Once only")
    since: date | None = said(None, "Counted from", hint="The constitution's first day where this is left empty")
    by: Reviewer = said(Reviewer.BODY, "By")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


@dataclass(frozen=True, slots=True)
class Review:
    """What is reviewed, and when."""

    reviews: tuple[ReviewOf, ...] = said((), "Reviews")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


def next_review(rule: ReviewOf, *, starts: date, done: Sequence[date]) -> date | None:
    """The day by which the review is due, after those that were done; None when it was to be done once, and was."""
    since = rule.since or starts
    after = [day for day in done if day >= since]
    if rule.once and after:
        return None
    return months_after(max(after, default=since), rule.every)
