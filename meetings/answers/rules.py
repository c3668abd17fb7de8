"""Whether a seat may answer for a meeting, and which limits its answer meets. Values in, verdict or sentence out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.constitution.core.constitution import Rules
from governance.constitution.core.meeting import Column, Row
from governance.constitution.core.settings import Deputies, Substitute, Visit, may_deputise
from trustboard.acts.days import told
from trustboard.acts.verdict import ALLOWED, Verdict, refused


class Coming(StrEnum):
    """What a seat can answer."""

    ROOM = "coming"
    REMOTE = "remotely"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"


@dataclass(frozen=True, slots=True)
class Visits:
    """At how many other meetings of the year, before this one, the seat was deputised, and for how many it answered
    that it will be; `promised` is the day of the last of those.
    """

    made: int = 0
    to_come: int = 0
    promised: date | None = None


def may_answer(
    *, is_cancelled: bool, is_begun: bool, is_over: bool, is_held: bool, choice: Coming, reason: str
) -> Verdict:
    """A seat that somebody holds answers until the meeting begins; who sends apologies says why."""
    if is_cancelled:
        return refused("The meeting is cancelled: there is nothing to answer.")
    if is_begun or is_over:
        return refused("The meeting has begun: who comes now is recorded in it.")
    if not is_held:
        return refused("Nobody holds the seat on the day of the meeting.")
    if choice is Coming.APOLOGIES and not reason.strip():
        return refused("Say why, with apologies.")
    return ALLOWED


def deputy_limit(rule: Deputies, *, deputy: bool, visits: Visits) -> str:
    """KA10, HU15: why a deputy's visit would be recorded and not count; empty where it counts.

    `deputy`: whether one is named for the seat on the day.
    """
    visit = Visit(is_named=deputy, is_member=True)
    if rule.who is Substitute.NAMED and not deputy:
        return "Only the named deputy counts, and none is named: whoever comes is recorded and does not count."
    if not (verdict := may_deputise(rule, visit)).allowed:
        return f"{_open_ended(verdict)}: whoever comes is recorded and does not count."
    used = may_deputise(rule, Visit(is_named=deputy, is_member=True, before=visits.made))
    if not used.allowed:
        return f"{_open_ended(used)}: a further one is recorded and does not count."
    full = may_deputise(rule, Visit(is_named=deputy, is_member=True, before=visits.made + visits.to_come))
    if not full.allowed and visits.promised:
        day = told(visits.promised)
        return f"The deputy is promised for {day} already: a further visit this year is recorded and does not count."
    return ""


def remote_limit(rules: Rules) -> str:
    """Why taking part remotely would not count towards the quorum; empty where it does."""
    if Column.QUORUM in rules.counting.table[Row.REMOTE]:
        return "By the constitution, who takes part remotely does not count towards the quorum."
    return ""


def _open_ended(verdict: Verdict) -> str:
    return verdict.sentence.removesuffix(".")
