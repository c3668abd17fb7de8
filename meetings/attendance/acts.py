"""Opening a sitting, recording what happens to its roll, and ending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Guest
from governance.constitution.core.quorum import evaluate
from governance.constitution.rulebook import empty_meeting, rulebook_of
from governance.membership.models import Person, Seat
from governance.membership.queries import table_of
from governance.structure.permissions import require_officer, require_within
from meetings.attendance.changes import end_roll, keep_happening, make_sitting, open_roll
from meetings.attendance.frozen import freeze
from meetings.attendance.models import Happening
from meetings.attendance.permissions import person_of, require_recorder
from meetings.attendance.queries import Record, happening_of, items_of, record_of
from meetings.attendance.roll import Happening as Happened
from meetings.attendance.roll import Kind, standing
from meetings.attendance.rules import (
    OWN,
    may_adjourn,
    may_admit,
    may_end,
    may_happen,
    may_open,
    may_shut,
    may_speak_of,
    may_take_notes,
    may_take_office,
    may_take_up,
    may_tap,
    may_undo,
    may_while_voting,
)
from meetings.attendance.visits import beyond_limit, require_seat_of
from meetings.schedule.changes import keep_told
from meetings.schedule.letters import News, letters_about, reached_by
from meetings.schedule.models import Ending, Sitting
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act
from trustboard.live.announcements import announce
from trustboard.mail.changes import queue_letter

SITTING = "sitting"
"""The region of a sitting that open pages watch."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be recorded of a roll. `arrival`: the number under which a guest who is here already arrived.

    `reason` is why, where the constitution asks: for which the public is left out.
    """

    kind: Kind
    person: Person | None = None
    name: str = ""
    arrival: int | None = None
    seat: Seat | None = None
    voice: Voice = Voice.HOLDER
    how: How | None = How.ROOM
    guest: Guest | None = None
    item: UUID | None = None
    office: str = ""
    reason: str = ""

    @property
    def key(self) -> list[object]:
        """All that is said, by which one request is told from another."""
        return [
            self.kind,
            self.person,
            self.name,
            self.arrival,
            self.seat,
            self.voice,
            self.how,
            self.guest,
            self.item,
            self.office,
            self.reason,
        ]


@act
def open_sitting(sitting: Sitting, *, at: datetime | None, by: By) -> Sitting:
    """Open the sitting, now or as of an earlier moment of its day, whose seats, holders and rules it keeps.

    To one that is open to the public, the public is admitted from the start. Raises RuleBroken before its day.
    """
    trust = sitting.meeting.body.trust
    require_officer(by, trust)

    hold(sitting)
    sitting.refresh_from_db(fields=["opened_at", "cancelled_for", "version", "record"])
    sitting.meeting.refresh_from_db(fields=["standing"])
    moment = at or by.now
    day = timezone.localdate(sitting.starts_at)
    require(
        may_open(
            is_cancelled=sitting.is_cancelled,
            is_open=sitting.opened_at is not None,
            days_since=(timezone.localdate(moment) - day).days,
            is_to_come=moment > by.now,
        )
    )
    rulebook = rulebook_of(trust)
    empty = empty_meeting(rulebook, table_of(trust), sitting.meeting.body, day)

    open_roll(sitting, at=moment, recorded_at=by.now, frozen=freeze(empty, rulebook.writings(day)))
    admitted = []
    if sitting.is_open:
        admitted = [keep_happening(sitting, kind=Kind.PUBLIC, at=moment, recorded_at=by.now, by=by.user)]

    record_act(by, chain=trust.chain, touched=[sitting, *admitted], at=moment)
    announce(SITTING, sitting.pk)
    return sitting


@act
def record_happening(sitting: Sitting, *, entry: Entry, at: datetime | None, by: By) -> Sitting:
    """Record one thing that happened, now or at an earlier moment, by the officer or by the person's own tap.

    A deputy beyond a limit is recorded and not counted, with the reason. Raises RuleBroken where it cannot have been.
    """
    trust = sitting.meeting.body.trust
    require_within(trust, entry.person, entry.seat)
    if entry.seat is not None and entry.seat.body_id != sitting.meeting.body_id:
        raise Http404
    me = person_of(by.user, trust) if by.user else None
    own = entry.kind in OWN and entry.person is not None and entry.person == me
    is_own = require_recorder(by, trust, own=own)

    hold(sitting)
    sitting.refresh_from_db(fields=["opened_at", "ended_at", "version", "record", "frozen", "ballot"])
    moment = at or by.now
    require(may_speak_of(at=moment, opened=sitting.opened_at, ended=sitting.ended_at, now=by.now))
    require(may_while_voting(entry.kind, is_voting=sitting.ballot is not None))
    if is_own:
        require(may_tap(speaks_of_now=at is None))
    record = record_of(sitting)
    arrived = record.rows.get(entry.arrival or 0)
    called = arrived.called if arrived else None
    happened = Happened(
        number=len(record.rows) + 1,
        kind=entry.kind,
        at=moment,
        person=entry.person.key if entry.person else f"guest {called.pk}" if called else entry.name,
        seat=entry.seat.key if entry.seat else "",
        by=entry.voice,
        how=entry.how,
        guest=entry.guest,
        office=entry.office,
        item=str(entry.item or ""),
        reason=entry.reason,
    )
    if is_own and entry.kind is Kind.ARRIVED:
        require_seat_of(record, entry.seat, happened)
    _require_room(record, happened)
    beyond = beyond_limit(record, entry.seat, happened) if entry.seat else ""

    row = keep_happening(
        sitting,
        name="" if called else entry.name,
        **({"called": called} if called else {}),
        kind=entry.kind,
        at=moment,
        recorded_at=by.now,
        by=by.user,
        is_own=is_own,
        person=entry.person,
        seat=entry.seat,
        voice=entry.voice,
        how=entry.how or "",
        guest=entry.guest or "",
        beyond=beyond,
        item=entry.item,
        office=entry.office,
        reason=entry.reason,
    )

    record_act(by, chain=trust.chain, touched=[sitting, row], at=moment)
    announce(SITTING, sitting.pk)
    return sitting


@act
def undo_happening(happening: Happening, *, by: By) -> Sitting:
    """What was recorded was not so. It stays on record, with this beside it."""
    sitting = happening.sitting
    trust = sitting.meeting.body.trust
    me = person_of(by.user, trust) if by.user else None
    is_own = require_recorder(by, trust, own=happening.is_own and me is not None and happening.person == me)

    hold(sitting)
    sitting.refresh_from_db(fields=["opened_at", "ended_at", "version", "record", "ballot"])
    require(may_while_voting(Kind(happening.kind), is_voting=sitting.ballot is not None))
    if is_own:
        require(may_speak_of(at=by.now, opened=sitting.opened_at, ended=sitting.ended_at, now=by.now))
    rows = list(sitting.happenings.values_list("number", "kind", "corrects"))
    numbers = [number for number, kind, _ in rows if kind != Kind.VOID]
    require(may_undo(number=happening.number, numbers=numbers, corrected=[number for *_, number in rows if number]))

    row = keep_happening(
        sitting, kind=Kind.VOID, at=by.now, recorded_at=by.now, by=by.user, is_own=is_own, corrects=happening.number
    )

    record_act(by, chain=trust.chain, touched=[sitting, row])
    announce(SITTING, sitting.pk)
    return sitting


@act
def close_sitting(sitting: Sitting, *, at: datetime | None, by: By) -> Sitting:
    """End the sitting, now or as of an earlier moment."""
    _end(sitting, at=at, ending=Ending.CLOSED, by=by)

    record_act(by, chain=sitting.meeting.body.trust.chain, touched=[sitting], at=at or by.now)
    announce(SITTING, sitting.pk)
    return sitting


@act
def adjourn_sitting(
    sitting: Sitting, *, starts_at: datetime, place: str, link: str, at: datetime | None, by: By
) -> Sitting:
    """End the sitting; the meeting goes on at a later time in a further one, with a roll and quorum of its own.

    Where notice of the meeting was given, everybody of the body hears of the further sitting, with a calendar entry.
    """
    _end(sitting, at=at, ending=Ending.ADJOURNED, by=by)
    require(may_adjourn(ends=at or by.now, until=starts_at))

    further = make_sitting(
        sitting.meeting,
        number=sitting.meeting.sittings.count() + 1,
        kind="adjourned",
        starts_at=starts_at,
        minutes=sitting.minutes,
        place=place,
        link=link,
        is_open=sitting.is_open,
        closed_for=sitting.closed_for,
    )
    meeting = further.meeting
    meeting.refresh_from_db(fields=["told", "told_at", "sequence", "version"])
    told = [meeting] if meeting.told is not None and starts_at > by.now else []
    if told:
        for letter in letters_about(further, News.ADJOURNED, reached_by(further), now=by.now):
            queue_letter(to=letter.to, subject=letter.subject, text=letter.text, calendar=letter.calendar, now=by.now)
        keep_told(meeting, at=by.now)

    record_act(by, chain=meeting.body.trust.chain, touched=[sitting, further, *told], at=at or by.now)
    announce(SITTING, sitting.pk)
    return further


def _require_room(record: Record, happened: Happened) -> None:
    """Go on where it can follow on the roll of its moment, and the constitution lets it."""
    roll, rules = record.roll(happened.at), record.frozen.rules
    require(may_happen(roll, happened, record.frozen.meeting))
    match happened.kind:
        case Kind.PUBLIC:
            require(may_admit(rules.publicity, is_open=record.sitting.is_open, is_admitted=roll.public))
        case Kind.CLOSED:
            require(may_shut(rules.publicity, is_admitted=roll.public, reason=happened.reason))
        case Kind.NOTES:
            require(may_take_notes(evaluate(record.asked(), record.meeting(moment=happened.at)).state))
        case Kind.ELECTED:
            require(may_take_office(happened.office, record.sitting.meeting.body.offices))
        case Kind.ITEM | Kind.PRESIDES if happened.item:
            require(may_take_up(happened.item, items_of(record.sitting.meeting)))


def _end(sitting: Sitting, *, at: datetime | None, ending: Ending, by: By) -> None:
    require_officer(by, sitting.meeting.body.trust)

    hold(sitting)
    sitting.refresh_from_db(fields=["opened_at", "ended_at", "version", "record", "frozen", "ballot"])
    moment = at or by.now
    moments = [
        each.at for each in standing(happening_of(row) for row in sitting.happenings.select_related("person", "seat"))
    ]
    last = max(moments, default=sitting.opened_at or moment)
    is_voting = sitting.ballot is not None
    require(may_end(is_sitting=sitting.is_sitting, is_voting=is_voting, at=moment, last=last, now=by.now))

    end_roll(sitting, at=moment, recorded_at=by.now, ending=ending)
