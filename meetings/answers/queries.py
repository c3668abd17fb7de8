"""What pages read of the answers to a meeting: a fixed number of queries, whatever the number of seats."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from governance.constitution.core.constitution import Rules
from governance.constitution.core.language import Voice
from governance.constitution.core.settings import year_begun
from governance.membership.queries import Place, Table
from meetings.answers.rules import Coming, Visits, deputy_limit
from meetings.attendance.models import Answer, Choice, Happening
from meetings.attendance.roll import Kind
from meetings.schedule.models import MeetingStanding, Sitting


@dataclass(frozen=True, slots=True)
class Answered:
    """A seat and what it has answered. `limit`: why a deputy's visit for it would not count."""

    place: Place
    answer: Answer | None
    limit: str

    @property
    def words(self) -> str:
        """What it has answered, as a page says it."""
        return Choice(self.answer.choice).label if self.answer else "No answer yet"

    @property
    def colour(self) -> str:
        """The colour of its tag; the words say the same."""
        colours = {Choice.COMING: "good", Choice.REMOTELY: "good", Choice.DEPUTY: "waiting", Choice.APOLOGIES: "bad"}
        return colours[Choice(self.answer.choice)] if self.answer else ""

    @property
    def reason(self) -> str:
        """The reason, for as long as it is kept; for the officer's eyes and the member's own."""
        return self.answer.reason.text if self.answer and self.answer.reason else ""

    @property
    def by(self) -> str:
        """Who answered, where it was somebody else for them."""
        if self.answer is None or self.place.holder is None:
            return ""
        name = self.answer.by.name if self.answer.by else "the operator"
        return "" if name == self.place.holder.name else name

    @property
    def is_beyond(self) -> bool:
        """Whether it sends a deputy whose visit will not count."""
        return bool(self.limit) and self.answer is not None and self.answer.choice == Choice.DEPUTY


def answers_of(sitting: Sitting, table: Table, rules: Rules) -> list[Answered]:
    """Every seat that somebody holds on the sitting's day, with what it has answered for that time; one query, and two
    more where the constitution limits the visits of deputies.
    """
    latest = latest_answers([sitting])
    visits = visits_of(sitting, rules) if rules.deputies.visits is not None else {}
    return [
        Answered(
            place,
            latest.get((sitting.pk, place.seat.pk)),
            deputy_limit(rules.deputies, deputy=place.deputy is not None, visits=visits.get(place.seat.pk, Visits())),
        )
        for place in table.places(sitting.meeting.body, sitting.day)
        if place.holder
    ]


def visits_of(sitting: Sitting, rules: Rules) -> dict[UUID, Visits]:
    """By seat, the deputies' visits of the year before this meeting, made and answered for; two queries."""
    since = year_begun(sitting.day, rules.deputies.year_from)
    others = Sitting.objects.filter(
        meeting__body_id=sitting.meeting.body_id, starts_at__date__gte=since, starts_at__lt=sitting.starts_at
    ).exclude(meeting=sitting.meeting_id)
    corrected = Happening.objects.filter(sitting=OuterRef("sitting"), corrects=OuterRef("number"))
    came = Happening.objects.filter(
        ~Exists(corrected), sitting__in=others, kind=Kind.ARRIVED, voice=Voice.DEPUTY, beyond="", seat__isnull=False
    )
    made = Counter(seat for seat, _ in set(came.values_list("seat_id", "sitting__meeting")))
    to_come = others.filter(opened_at=None, cancelled_for="", meeting__standing=MeetingStanding.PLANNED)
    given = Answer.objects.filter(_for_its_time(), sitting__in=to_come).order_by("number")
    latest = {
        (sitting, seat): (choice, starts_at)
        for sitting, seat, choice, starts_at in given.values_list(
            "sitting_id", "seat_id", "choice", "sitting__starts_at"
        )
    }
    promised: dict[UUID, list[date]] = defaultdict(list)
    for (_, seat), (choice, starts_at) in latest.items():
        if choice == Choice.DEPUTY:
            promised[seat].append(timezone.localdate(starts_at))
    return {
        seat: Visits(made[seat], len(promised[seat]), max(promised[seat], default=None)) for seat in {*made, *promised}
    }


def latest_answers(sittings: Collection[Sitting]) -> dict[tuple[UUID, UUID], Answer]:
    """By sitting and seat, the last answer that was given for the time at which the sitting now is; one query."""
    rows = Answer.objects.filter(_for_its_time(), sitting__in=sittings).select_related("reason", "by")
    return {(row.sitting_id, row.seat_id): row for row in rows.order_by("number")}


def _for_its_time() -> Q:
    """What was answered for the time at which the sitting now is."""
    return Q(sitting__moved_at=None) | Q(at__gt=F("sitting__moved_at"))


def coming_of(answered: Answered) -> Coming:
    """What it has answered, as the rules take it. Raises ValueError where it has not."""
    if answered.answer is None:
        raise ValueError("The seat has not answered.")
    return Coming(answered.answer.choice)
