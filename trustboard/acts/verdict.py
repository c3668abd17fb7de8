"""What a rule answers: allowed or not, and why, in words fit for the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a rule. `reasons` are whole sentences; an allowed verdict needs none."""

    allowed: bool
    reasons: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """All reasons as one running text."""
        return " ".join(self.reasons)


ALLOWED = Verdict(allowed=True)


def refused(*reasons: str) -> Verdict:
    """Refuse, with at least one sentence that the reader can act upon."""
    if not reasons:
        raise ValueError("A refusal gives its reason.")
    return Verdict(allowed=False, reasons=reasons)


class RuleBroken(Exception):
    """Raised by an act whose rule refuses. Nothing has changed; the verdict says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict


def require(verdict: Verdict) -> None:
    """Go on only where the rule allows; otherwise raise `RuleBroken` with its verdict."""
    if not verdict.allowed:
        raise RuleBroken(verdict)
