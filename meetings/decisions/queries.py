"""What pages and acts read of decisions, and whether they are in question."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from governance.structure.models import Body, Kind, Trust
from governance.structure.queries import lines_on
from meetings.agenda.models import Item, WaitingItem
from meetings.attendance.models import Happening
from meetings.attendance.queries import Record, records_of
from meetings.ballots.proof import outcome_of, state_on
from meetings.ballots.queries import Grounds, counted
from meetings.decisions.models import Decision, Ratification, Referral
from meetings.decisions.reports import AGAIN, OF_DECISIONS, OF_REFERRALS, OVERDUE, named_in
from meetings.declarations.models import Declaration, Ruling
from meetings.declarations.queries import Declarations, declarations_at
from meetings.schedule.models import Sitting

WHY_IN_QUESTION = "What was recorded after this was decided gives another answer."


def decision_rows() -> QuerySet[Decision]:
    """Decisions with all that a page tells of one."""
    rows = Decision.objects.select_related(
        "item",
        "sitting__meeting__body__trust",
        "ballot__closing",
        "ballot__casting__person__called",
        "ballot__item",
        "presided__called",
        "recommended_to__trust",
        "replaces__sitting__meeting__body__trust",
        "replaced_by__sitting__meeting__body__trust",
        "by",
    )
    return rows.prefetch_related(
        "reaffirmed__person__called",
        "referrals__ratified",
        "referrals__agency",
        "referrals__body",
        "ballot__votes__seat",
        "ballot__votes__person__called",
    )


def decisions_of(sitting: Sitting) -> list[Decision]:
    """The sitting's decisions, in order; two queries."""
    rows = Decision.objects.filter(sitting=sitting).select_related(
        "item", "ballot__closing", "presided__called", "recommended_to", "replaces", "replaced_by", "by"
    )
    found = list(rows.prefetch_related("reaffirmed", "referrals__ratified", "referrals__agency", "referrals__body"))
    for decision in found:
        decision.sitting = sitting
    return found


def decisions_on(body: Body, year: int) -> list[Decision]:
    """The decisions of the body in that year, the latest first; a fixed number of queries."""
    rows = decision_rows().filter(sitting__meeting__body=body, at__year=year)
    return list(rows.order_by("-sitting__starts_at", "number"))


def years_of(body: Body) -> list[int]:
    """The years in which the body decided anything, the latest first."""
    days = Decision.objects.filter(sitting__meeting__body=body).datetimes("at", "year", order="DESC")
    return [day.year for day in days]


def in_question_among(decisions: Collection[Decision]) -> set[UUID]:
    """The keys of those of one trust's decisions that are in question; six queries at most, however many."""
    moved = {each.sitting_id: each.sitting for each in decisions if has_moved(each)}
    if not moved:
        return set()
    trust = next(iter(moved.values())).meeting.body.trust
    records = records_of(trust, list(moved.values()))
    declared = declarations_at({record.sitting.meeting: record.frozen.rules.interests for record in records.values()})
    return {
        each.pk
        for each in decisions
        if each.sitting_id in records
        and is_in_question(each, records[each.sitting_id], declared[each.sitting.meeting_id])
    }


def in_question(**of: Any) -> list[Decision]:
    """Those of one trust's decisions, with these columns, that are in question, the earliest first: one query where
    nothing was recorded late, ten at most, however many there are.
    """
    # What was recorded before it, or before its vote, was known to it; what speaks of a later moment is no part of it.
    late: dict[str, Any] = {"recorded_at__gte": Coalesce(OuterRef("ballot__recorded_at"), OuterRef("recorded_at"))}
    earlier = Q(at__lte=OuterRef("at")) | Q(corrects__isnull=False)
    happened = Happening.objects.filter(earlier, sitting=OuterRef("sitting"), **late)
    declared = Declaration.objects.filter(earlier, meeting=OuterRef("sitting__meeting"), **late)
    ruled = Ruling.objects.filter(meeting=OuterRef("sitting__meeting"), at__lte=OuterRef("at"), **late)
    moved = Decision.objects.filter(Exists(happened) | Exists(declared) | Exists(ruled), replaced_by=None, **of)
    rows = moved.exclude(record=F("sitting__record")).select_related(
        "item", "sitting__meeting__body__trust", "ballot__closing", "ballot__casting", "presided__called", "replaced_by"
    )
    found = list(rows.prefetch_related("reaffirmed", "ballot__votes__seat").order_by("at", "number"))
    keys = in_question_among(found)
    return [decision for decision in found if decision.pk in keys]


def told_shortly(decision: Decision) -> tuple[tuple[str, str], ...]:
    """The decision as a page about something else tells of it: what it says, and that it is in question where it is."""
    doubt = (("In question", WHY_IN_QUESTION),) if in_question_among([decision]) else ()
    return (("Decision", decision.text), *doubt)


def in_question_behind(waited: Iterable[WaitingItem]) -> dict[UUID, Decision]:
    """By the key of what came onto an agenda by itself, the decision of which it tells, where that is in question; no
    query where it tells of none, twelve at most.
    """
    rows = list(waited)
    decisions = {row.pk: key for row in rows if (key := named_in(row.source, OF_DECISIONS))}
    referrals = {row.pk: key for row in rows if (key := named_in(row.source, OF_REFERRALS))}
    if referrals:
        referred = dict(Referral.objects.filter(pk__in=referrals.values()).values_list("pk", "decision"))
        decisions |= {row: referred[key] for row, key in referrals.items() if key in referred}
    if not decisions:
        return {}
    doubted = {decision.pk: decision for decision in in_question(pk__in=set(decisions.values()))}
    return {row: doubted[key] for row, key in decisions.items() if key in doubted}


def parents_of(body: Body, day: date) -> list[Body]:
    """The bodies of the trust to which the body answers on the day; one query."""
    return [line.to for line in lines_on(body.answers_to.all(), day) if line.to.kind != Kind.OUTSIDE]


def above(body: Body, day: date) -> list[Body]:
    """Every body to which the body answers on the day, those outside the trust too; one query."""
    return [line.to for line in lines_on(body.answers_to.all(), day)]


def taken_again_in(item: Item) -> Decision | None:
    """The decision for whose sake the item came onto the agenda, to be taken again; one or two queries."""
    source = WaitingItem.objects.filter(item=item, source__startswith=AGAIN).values_list("source", flat=True).first()
    if source is None:
        return None
    return Decision.objects.filter(pk=source.removeprefix(AGAIN), replaced_by=None).first()


def is_to_be_taken_again(decision: Decision) -> bool:
    """Whether it was sent to a later agenda to be taken again."""
    return WaitingItem.objects.filter(source=f"{AGAIN}{decision.pk}", dropped_at=None).exists()


def was_turned_down(decision: Decision) -> bool:
    """Whether somebody who had to ratify it did not; no query where its referrals were fetched."""
    said = [each.ratified for each in decision.referrals.all() if hasattr(each, "ratified")]
    return any(each.outcome != Ratification.RATIFIED for each in said)


def overdue_referrals(trust: Trust, today: date) -> list[Referral]:
    """What was referred by the bodies of the trust and is not answered after its day; one query."""
    rows = Referral.objects.filter(
        ratified=None, decision__sitting__meeting__body__trust=trust, due__lt=today
    ).select_related("decision__item", "decision__sitting__meeting__body__trust", "agency", "body")
    return list(rows.order_by("due", "recorded_at"))


def to_be_reported(trust: Trust, today: date) -> list[Referral]:
    """Those of them that have not come before the body that decided; two queries."""
    found = {f"{OVERDUE}{referral.pk}": referral for referral in overdue_referrals(trust, today)}
    told = set(WaitingItem.objects.filter(source__in=found).values_list("source", flat=True))
    return [referral for source, referral in found.items() if source not in told]


def has_moved(decision: Decision) -> bool:
    """Whether the record of its sitting was changed since the decision, or since it was confirmed."""
    confirmed = list(decision.reaffirmed.all())
    seen = confirmed[-1].record if confirmed else decision.record
    return decision.sitting.record != seen and not hasattr(decision, "replaced_by")


def is_in_question(decision: Decision, record: Record, declarations: Declarations) -> bool:
    """Whether the record, as it now stands, gives another answer than the one that was accepted last: that of the
    proof, or of whoever presided when confirming it. Only where the record has moved is it asked again.
    """
    confirmed = list(decision.reaffirmed.all())
    seen = confirmed[-1].record if confirmed else decision.record
    if record.sitting.record == seen or hasattr(decision, "replaced_by"):
        return False
    accepted = confirmed[-1].answer if confirmed else accepted_first(decision)
    return answer_now(decision, record, declarations) != accepted


def accepted_first(decision: Decision) -> dict[str, str]:
    """How the quorum stood, and how the vote ended, when it was decided."""
    answer = {"quorum": decision.proof["answer"]["state"]}
    if decision.ballot:
        answer |= {"opening": decision.ballot.proof["answer"]["state"], "vote": counted(decision.ballot).result}
    return answer


def answer_now(decision: Decision, record: Record, declarations: Declarations) -> dict[str, str]:
    """The same as the record now stands: the votes are those that were cast, the voices those of the record."""
    now = Grounds(record, declarations, decision.item, decision.at).facts
    answer = {"quorum": state_on(decision.proof, now)}
    if decision.ballot:
        then = counted(decision.ballot)
        opening = Grounds(record, declarations, decision.item, decision.ballot.at).facts
        again = outcome_of(opening, then.votes, then.casting)
        answer |= {"opening": state_on(decision.ballot.proof, opening), "vote": again.result.value}
    return answer
