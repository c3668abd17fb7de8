"""What the pages of a sitting read: a fixed number of queries, whatever the number of seats and happenings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone

from governance.constitution.core.constitution import Rules
from governance.constitution.core.meeting import Meeting
from governance.constitution.core.publicity import may_close
from governance.constitution.core.quorum import State
from governance.constitution.core.settings import Lapse
from governance.constitution.english.english import English
from governance.constitution.rulebook import names_of
from governance.membership.queries import Place, Table, table_of
from meetings.attendance.models import Answer, Choice
from meetings.attendance.queries import Record, quorum_in
from meetings.attendance.roll import Kind, standing
from meetings.attendance.rules import may_admit
from meetings.schedule.models import Sitting
from meetings.schedule.queries import admitted_to
from meetings.session.log_shown import Entered, log_of
from meetings.session.permissions import Sitter, record_if_opened
from meetings.session.quorum_shown import QuorumShown, Span, quorum_shown, spans_of
from meetings.session.roll_shown import HereShown, RollShown, SeatOf
from trustboard.accounts.models import User


@dataclass(frozen=True)
class SittingShown:
    """A sitting as its pages show it. Until it is opened there is no record, and only who is expected."""

    sitting: Sitting
    table: Table
    english: English
    answers: Mapping[str, str]
    record: Record | None
    now: datetime

    @property
    def version(self) -> int:
        """What rises with every change."""
        return self.sitting.version

    @cached_property
    def places(self) -> list[Place]:
        """The body's seats on the day, with holders and deputies."""
        return self.table.places(self.sitting.meeting.body, self.sitting.day)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The seats' titles by their keys."""
        return {seat.key: seat.title for seat in self.table.seats.values() if self._is_ours(seat.body_id)}

    @cached_property
    def opened(self) -> Record:
        """The record. Raises ValueError before the opening."""
        if self.record is None:
            raise ValueError("The sitting is not opened yet.")
        return self.record

    @property
    def rules(self) -> Rules:
        """The rules under which it sits."""
        return self.opened.frozen.rules

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting as the rules see it now."""
        return self.opened.meeting()

    @cached_property
    def quorum(self) -> QuorumShown:
        """How the quorum stands now."""
        asked = self.opened.asked()
        found = quorum_in(self.meeting, asked)
        return quorum_shown(found, asked, self.meeting, english=self.english, titles=self.titles)

    @property
    def spoken(self) -> str:
        """What is said aloud when it changes: the verdict, who presides, by the seat, and that it is over."""
        presides = f" {self.roll.presiding.seat_title} presides." if self.roll.presiding else ""
        over = f" {self.sitting.get_ending_display()}." if self.sitting.ended_at else ""
        return f"{self.quorum.spoken}{presides}{over}"

    @cached_property
    def since(self) -> datetime:
        """Since when the quorum stands as it does."""
        return self.opened.timeline[-1][0]

    @cached_property
    def spans(self) -> list[Span]:
        """The quorum timeline in stretches."""
        until = self.sitting.ended_at or max(self.now, self.opened.latest)
        return spans_of(self.opened.timeline, until, is_over=self.sitting.ended_at is not None)

    @cached_property
    def takes_notes(self) -> bool:
        """Whether those present go on for information: the quorum is missing, and that was recorded since it is."""
        return self.quorum.is_missing and any(
            each.kind is Kind.NOTES and each.at >= self.since for each in standing(self.opened.happenings)
        )

    @cached_property
    def was_quorate(self) -> bool:
        """Whether it ever was."""
        return any(state is not State.NOT_MET for _, state in self.opened.timeline)

    @cached_property
    def roll(self) -> RollShown:
        """The roll now."""
        return RollShown(
            roll=self.opened.roll(),
            meeting=self.meeting,
            happenings=standing(self.opened.happenings),
            names=self.opened.names,
            seats={
                place.seat.key: SeatOf(
                    title=place.seat.title,
                    agency=place.seat.agency.name if place.seat.agency else "",
                    deputy=place.deputy.name if place.deputy else "",
                    deputy_key=place.deputy.key if place.deputy else "",
                    answered=self.answers.get(place.seat.key, ""),
                )
                for place in self.places
            },
        )

    @cached_property
    def may_preside(self) -> list[HereShown]:
        """Those here whose turn it is to preside; where no office is here, none: those present choose."""
        if not self.rules.counting.presides:
            return []
        turns = self.rules.counting.may_preside(self.meeting)
        return [each for each in self.roll.everybody if each.here.person in turns]

    @property
    def offered_to_preside(self) -> list[HereShown]:
        """Those whose turn it is and who do not preside yet, where nobody of that turn presides."""
        may = self.may_preside
        return [] if any(each.presides for each in may) else may

    @cached_property
    def lapse(self) -> str:
        """What the constitution makes of a sitting without quorum, where it says so."""
        return lapse_told(self.rules.quorum.lapse_of(self.sitting.kind), self.sitting)

    @cached_property
    def admission(self) -> str:
        """What the constitution says of press and public."""
        return admitted_to(self.rules, self.sitting).because

    @property
    def asks_reason(self) -> bool:
        """Whether leaving the public out needs a reason."""
        return self.record is not None and self.may_leave_public_out and self.rules.publicity.reason_to_close

    @property
    def may_leave_public_out(self) -> bool:
        """Whether the public may be left out at all."""
        return may_close(self.rules.publicity, reason="some").allowed

    @property
    def may_admit_public(self) -> bool:
        """Whether the public may be admitted."""
        return may_admit(self.rules.publicity, is_open=self.sitting.is_open, is_admitted=False).allowed

    @cached_property
    def strip(self) -> list[dict[str, object]]:
        """The spans as the strip draws them."""
        return [
            {"x": each.x, "width": each.width, "state": each.state, "label": each.label, "times": _times(each)}
            for each in self.spans
        ]

    @property
    def strip_end(self) -> str:
        """What stands at the right end of the strip."""
        return _clock(self.sitting.ended_at) if self.sitting.ended_at else "now"

    @cached_property
    def log(self) -> list[Entered]:
        """Everything that was recorded, the latest first."""
        return log_of(self.opened, self.titles)

    def last_by(self, user: User) -> Entered | None:
        """What the user recorded last, unless it was taken back."""
        own = [each for each in self.log if self.opened.rows[each.number].by_id == user.pk]
        last = max(own, key=lambda each: each.number, default=None)
        return last if last and last.undone_by is None else None

    def _is_ours(self, body: object) -> bool:
        return body == self.sitting.meeting.body_id


def sitting_shown(sitting: Sitting, now: datetime, sitter: Sitter | None = None) -> SittingShown:
    """The sitting with everything its pages say of it; twelve queries once it is opened, four where a sitter is given,
    who was found by the rest of them.
    """
    body = sitting.meeting.body
    return SittingShown(
        sitting=sitting,
        table=sitter.table if sitter else table_of(body.trust),
        english=English(names_of(body.trust, body)),
        answers=answers_of(sitting),
        record=sitter.record if sitter else record_if_opened(sitting),
        now=now,
    )


def sittings_open() -> list[Sitting]:
    """The sittings in session now; one query."""
    now = Sitting.objects.filter(opened_at__isnull=False, ended_at=None)
    return list(now.select_related("meeting__body__trust").order_by("opened_at"))


def answers_of(sitting: Sitting) -> dict[str, str]:
    """By seat, what was answered last for the time at which the sitting now is; one query."""
    rows = Answer.objects.filter(sitting=sitting).order_by("number").values_list("seat__key", "choice", "at")
    return {
        seat: Choice(choice).label for seat, choice, at in rows if sitting.moved_at is None or at > sitting.moved_at
    }


def lapse_told(lapse: Lapse | None, sitting: Sitting) -> str:
    """What becomes of a sitting without quorum, and when: "at 14:30 it is adjourned"."""
    if lapse is None:
        return ""
    return f"at {_clock(sitting.starts_at + timedelta(minutes=lapse.after))} it is {lapse.then}"


def _times(span: Span) -> str:
    return f"{_clock(span.starts)} to {_clock(span.ends)}" if span.ends else f"since {_clock(span.starts)}"


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
