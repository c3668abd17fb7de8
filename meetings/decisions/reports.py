"""What of a decision comes before a body by itself: as what it waits for the agenda, and from which source.

Whoever may not read the item may not read what is reported of it: every report has the item's audience and reason.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from governance.constitution.english.wording import with_the
from governance.structure.models import Body
from meetings.agenda.models import Purpose
from meetings.decisions.models import Decision, Ratification, Ratified, Referral
from trustboard.acts.days import told

URGENT = "urgent "
DEFERRED = "deferred "
AGAIN = "take again "
RATIFY = "ratify "
RATIFIED = "ratified "
OVERDUE = "overdue "
OF_DECISIONS, OF_REFERRALS = (URGENT, DEFERRED, AGAIN), (RATIFY, RATIFIED, OVERDUE)
"""What the sources begin with that name a decision, and those that name a referral."""
LONGEST = 200


def report_of_urgent(decision: Decision, to: Body) -> dict[str, Any]:
    """K13.1, H8.4: what was decided in urgency is reported to the body in whose place it was decided."""
    stands = f"{_body(decision)} decided this on {_day(decision)}, and the decision stands"
    return _columns(
        decision,
        source=f"{URGENT}{decision.pk} to {to.pk}",
        why=f"{_body(decision)} decided it in urgency on {_day(decision)}",
        title=f"Report of an urgent decision: {decision.item.title}",
        purpose=Purpose.INFORMATION,
        about=f"{stands}:\n\n{decision.text}{_reasons(decision)}",
    )


def to_be_ratified(referral: Referral) -> dict[str, Any]:
    """M5.1: what a body above has to ratify comes before it."""
    decision = referral.decision
    return _columns(
        decision,
        source=f"{RATIFY}{referral.pk}",
        why=f"{_body(decision)} has referred it for ratification",
        title=f"For ratification: {decision.item.title}",
        purpose=Purpose.DECISION,
        about=f"{_body(decision)} decided on {_day(decision)}:\n\n{decision.text}{_reasons(decision)}",
    )


def report_of_ratification(ratified: Ratified, to: Body) -> dict[str, Any]:
    """H7.14: what a partner said is reported to the body that decided, and to the board."""
    referral, decision = ratified.referral, ratified.referral.decision
    said = Ratification(ratified.outcome).label
    where = f" ({ratified.reference})" if ratified.reference else ""
    return _columns(
        decision,
        source=f"{RATIFIED}{referral.pk} to {to.pk}",
        why=f"{_first(_ratifier(referral))} answered on {told(ratified.on)}",
        title=f"{said} by {_ratifier(referral)}: {decision.item.title}",
        purpose=Purpose.INFORMATION,
        about=f"{said} by {_ratifier(referral)} on {told(ratified.on)}{where}:\n\n{decision.text}",
    )


def report_of_overdue(referral: Referral) -> dict[str, Any]:
    """H7.14: a ratification is tracked until it is reported, so that one still owed is asked after."""
    decision = referral.decision
    due = told(referral.due) if referral.due else ""
    return _columns(
        decision,
        source=f"{OVERDUE}{referral.pk}",
        why=f"The ratification by {_ratifier(referral)} has been overdue since {due}",
        title=f"Ratification overdue: {decision.item.title}",
        purpose=Purpose.DISCUSSION,
        about=f"{_first(_ratifier(referral))} was to ratify this by {due}:\n\n{decision.text}",
    )


def to_come_back(decision: Decision) -> dict[str, Any]:
    """A deferred item comes before its body again, from the day on that was said."""
    awaited = f"\n\nAwaited: {decision.awaited}" if decision.awaited else ""
    return _columns(
        decision,
        source=f"{DEFERRED}{decision.pk}",
        why=f"It was deferred on {_day(decision)}",
        title=f"Deferred on {_day(decision)}: {decision.item.title}",
        purpose=decision.item.purpose,
        about=f"{decision.text}{awaited}",
    )


def to_be_taken_again(decision: Decision) -> dict[str, Any]:
    """A decision that comes before its body again."""
    return _columns(
        decision,
        source=f"{AGAIN}{decision.pk}",
        why=f"The decision of {_day(decision)} is to be taken again",
        title=f"To be taken again: {decision.item.title}",
        purpose=Purpose.DECISION,
        about=f"Decided on {_day(decision)}, and to be taken again:\n\n{decision.text}",
    )


def named_in(source: str, beginnings: tuple[str, ...]) -> UUID | None:
    """The key of the decision or referral that a source names, where it begins with one of these."""
    begins = next((each for each in beginnings if source.startswith(each)), None)
    return UUID(source.removeprefix(begins).split()[0]) if begins else None


def _columns(decision: Decision, *, title: str, why: str, **columns: Any) -> dict[str, Any]:
    item = decision.item
    return {
        **columns,
        "title": title[:LONGEST],
        "why": why[:LONGEST],
        "audience": item.audience,
        "reason": item.reason,
        "address": decision.get_absolute_url(),
    }


def _ratifier(referral: Referral) -> str:
    return with_the(referral.ratifier) if referral.body_id else referral.ratifier


def _body(decision: Decision) -> str:
    return _first(with_the(decision.sitting.meeting.body.name))


def _day(decision: Decision) -> str:
    return told(timezone.localdate(decision.at))


def _reasons(decision: Decision) -> str:
    return f"\n\nReasons: {decision.reasons}" if decision.reasons else ""


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
