"""What the pages of a sitting read: a fixed number of queries, whatever the number of seats and happenings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from governance.constitution.core.bars import bars_of_bidders
from governance.constitution.core.constitution import Rules
from governance.constitution.core.meeting import Meeting
from governance.constitution.core.publicity import may_close
from governance.constitution.core.quorum import State
from governance.constitution.core.settings import Asked, Lapse
from governance.constitution.english.english import English
from governance.constitution.english.phrasing import capital
from governance.constitution.rulebook import names_in
from governance.membership.queries import Place, Table, table_of
from meetings.actions.models import Action
from meetings.attendance.models import Answer, Choice
from meetings.attendance.queries import Record, quorum_in
from meetings.attendance.roll import Kind, standing
from meetings.attendance.rules import may_admit
from meetings.decisions.models import Decision
from meetings.decisions.queries import is_in_question
from meetings.declarations.queries import Declarations, declarations_of, meeting_for
from meetings.declarations.shown import DeclarationShown, Follows, declarations_shown
from meetings.schedule.models import Sitting
from meetings.schedule.queries import admitted_to
from meetings.session.in_hand import BidderShown, InHand, ItemLine, item_key, lines_of, next_of
from meetings.session.log_shown import Entered, log_of
from meetings.session.permissions import Sitter, places_of, record_if_opened
from meetings.session.quorum_shown import QuorumShown, Span, quorum_shown, spans_of
from meetings.session.roll_shown import HereShown, RollShown, SeatOf
from meetings.session.votes_shown import BallotShown, ballots_shown
from trustboard.accounts.models import User

LATEST = 8


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
    def declare_address(self) -> str:
        """Where an interest is declared, in the item in hand if there is one; what else is told follows it."""
        body = self.sitting.meeting.body
        address = reverse("declare_interest_at", args=[body.trust.slug, body.key, self.sitting.meeting_id])
        return f"{address}?item={self.in_hand.item.pk}&" if self.in_hand else f"{address}?"

    @cached_property
    def places(self) -> list[Place]:
        """The seats of the sitting, with holders and deputies."""
        return places_of(self.sitting, self.table, self.record)

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
    def declarations(self) -> Declarations:
        """What was declared for the meeting, and ruled."""
        return declarations_of(self.sitting.meeting, self.rules.interests, self.table)

    @cached_property
    def declared(self) -> list[DeclarationShown]:
        """The declarations that stand, those that await a ruling first."""
        return sorted(
            declarations_shown(self.declarations, self.titles, self.opened.roll().presiding),
            key=lambda each: not each.awaits,
        )

    @property
    def awaiting(self) -> int:
        """How many declarations await a ruling."""
        return sum(each.awaits for each in self.declared)

    @property
    def interests_now(self) -> list[DeclarationShown]:
        """The declarations to look at now: those that await a ruling, and those in the item in hand."""
        return [each for each in self.declared if self._is_for_now(each)]

    @property
    def interests_besides(self) -> list[DeclarationShown]:
        """The other declarations."""
        return [each for each in self.declared if not self._is_for_now(each)]

    @cached_property
    def bidders(self) -> list[BidderShown]:
        """The agencies with a seat here that the rule itself bars from the item in hand."""
        if self.in_hand is None:
            return []
        agencies = {place.seat.agency.key: place.seat.agency.name for place in self.places if place.seat.agency}
        return [
            BidderShown(agencies[bar.key], bar.why, Follows.LEAVES if bar.is_out else Follows.STAYS)
            for bar in bars_of_bidders(self.rules.interests, self.in_hand.asked)
            if bar.key in agencies
        ]

    @cached_property
    def lines(self) -> list[ItemLine]:
        """The agenda with what was taken up."""
        return lines_of(self.declarations.items.values(), standing(self.opened.happenings), self.opened.roll().item)

    @property
    def next_line(self) -> ItemLine | None:
        """The item that comes next."""
        return next_of(self.lines)

    @cached_property
    def in_hand(self) -> InHand | None:
        """The item in hand, if one was taken up."""
        key = item_key(self.opened.roll().item)
        item = self.declarations.items.get(key) if key else None
        if item is None:
            return None
        meeting = meeting_for(self.opened, self.declarations, item)
        declared = tuple(each for each in self.declared if each.item in {None, item})
        return InHand(item, meeting, self._quorum(meeting, decision=item.concerns), declared)

    @cached_property
    def ballots(self) -> list[BallotShown]:
        """The ballots on the item in hand."""
        return ballots_shown(self.opened, self.declarations, self.titles) if self.in_hand else []

    @property
    def open_ballot(self) -> BallotShown | None:
        """The vote that is open."""
        return next((each for each in self.ballots if each.is_open), None)

    @cached_property
    def decisions(self) -> list[Decision]:
        """What the item in hand ended in so far, with what follows from it; five queries at most."""
        if self.in_hand is None:
            return []
        rows = Decision.objects.filter(sitting=self.sitting, item=self.in_hand.item)
        rows = rows.select_related("item", "ballot__closing", "ballot__casting", "replaced_by")
        actions = Prefetch("actions", Action.objects.select_related("person__called", "agency"))
        return list(rows.prefetch_related("reaffirmed", "ballot__votes__seat", actions))

    @cached_property
    def in_question(self) -> list[Decision]:
        """Those of them under which the record has moved."""
        return [each for each in self.decisions if is_in_question(each, self.opened, self.declarations)]

    @cached_property
    def quorum(self) -> QuorumShown:
        """How the quorum stands now, whatever is in hand."""
        return self._quorum(self.meeting)

    @property
    def item_differs(self) -> bool:
        """Whether the quorum stands otherwise for the item in hand."""
        return self.in_hand is not None and self.in_hand.quorum != self.quorum

    @property
    def spoken(self) -> str:
        """What is said aloud when it changes: the verdict, the item in hand, who presides, by the seat, and the end."""
        item = f" {capital(self.in_hand.name)}." if self.in_hand else ""
        if self.in_hand and self.item_differs:
            item = f" For {self.in_hand.name}: {self.in_hand.quorum.spoken}"
        presides = f" {self.roll.presiding.seat_title} presides." if self.roll.presiding else ""
        item, presides = ("", "") if self.sitting.ended_at else (item, presides)
        over = f" {self.sitting.get_ending_display()}." if self.sitting.ended_at else ""
        over = f"{self.ballots[-1].spoken}{over}" if self.ballots else over
        return f"{self.quorum.spoken}{item}{presides}{over}"

    @property
    def asks_interests(self) -> bool:
        """Whether interests are still to be asked for, where the constitution asks for them at the start."""
        return self.rules.interests.asked is Asked.START and not self.opened.roll().asked

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
        in_hand = self.in_hand
        return RollShown(
            roll=self.opened.roll(),
            meeting=in_hand.meeting if in_hand else self.meeting,
            item=in_hand.name if in_hand else "",
            by_item=in_hand is not None and self.opened.roll().presiding.person in in_hand.conflicted,
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
        in_hand = self.in_hand
        turns = self.rules.counting.may_preside(in_hand.meeting if in_hand else self.meeting)
        return [
            each for each in self.roll.everybody if each.here.person in turns and (each.presides or each.to_preside)
        ]

    @property
    def presides_by_item(self) -> bool:
        """Whether somebody presides over the item in hand alone."""
        roll = self.opened.roll()
        return bool(roll.item) and roll.presiding.over(roll.item) != roll.presiding.person

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
    def strip_title(self) -> str:
        """What the strip shows: not how it stood for an item from which somebody was barred."""
        return "Quorum of the whole meeting" if self.sitting.ended_at else "Quorum of the whole meeting so far"

    @property
    def strip_end(self) -> str:
        """What stands at the right end of the strip."""
        return _clock(self.sitting.ended_at) if self.sitting.ended_at else "now"

    @cached_property
    def log(self) -> list[Entered]:
        """Everything that was recorded, the latest first."""
        return log_of(self.opened, self.declarations, self.titles)

    @property
    def log_latest(self) -> list[Entered]:
        """The part of the log that is in sight at once."""
        return self.log[:LATEST]

    @property
    def log_earlier(self) -> list[Entered]:
        """The rest of the log, folded away."""
        return self.log[LATEST:]

    def last_by(self, user: User) -> Entered | None:
        """What the user recorded last, unless it was taken back."""
        own = [each for each in self.log if each.of == "roll" and self.opened.rows[each.number].by_id == user.pk]
        last = max(own, key=lambda each: each.number, default=None)
        return last if last and last.undone_by is None else None

    def _is_for_now(self, each: DeclarationShown) -> bool:
        return each.awaits or (self.in_hand is not None and each.item in {None, self.in_hand.item})

    def _quorum(self, meeting: Meeting, *, decision: str = "") -> QuorumShown:
        asked = self.opened.asked(decision=decision)
        found = quorum_in(meeting, asked)
        is_over = self.sitting.ended_at is not None
        return quorum_shown(found, asked, meeting, english=self.english, titles=self.titles, is_over=is_over)

    def _is_ours(self, body: object) -> bool:
        return body == self.sitting.meeting.body_id


def sitting_shown(sitting: Sitting, now: datetime, sitter: Sitter | None = None) -> SittingShown:
    """The sitting with everything its pages say of it; ten queries once it is opened, one where a sitter is given,
    who was found by the rest of them.
    """
    body = sitting.meeting.body
    table = sitter.table if sitter else table_of(body.trust)
    return SittingShown(
        sitting=sitting,
        table=table,
        english=English(names_in(table, body)),
        answers=answers_of(sitting),
        record=sitter.record if sitter else record_if_opened(sitting, table),
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
