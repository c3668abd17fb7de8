"""Planning a body's meetings, moving and cancelling them, closing one to the public, and giving notice.

Once notice was given, whoever holds a seat hears of each of these by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from governance.constitution.core.calendar import ChairMay
from governance.constitution.english.calendar_english import meeting_called
from governance.constitution.english.wording import with_a
from governance.constitution.rulebook import Rulebook, rulebook_of
from governance.membership.rules import Span
from governance.structure.models import Access, Body, Kind
from governance.structure.permissions import require_officer
from meetings.schedule.changes import (
    call_off,
    call_off_sitting,
    decide_publicity,
    keep_told,
    plan_meeting,
    shift_sitting,
)
from meetings.schedule.letters import News, Reached, letters_about, reached_by
from meetings.schedule.models import Meeting, MeetingStanding, Sitting
from meetings.schedule.permissions import require_caller, require_publicist
from meetings.schedule.queries import cancelling_of, closing_of, opening_of
from meetings.schedule.rules import (
    is_public,
    kinds_of,
    may_agree,
    may_be_of_kind,
    may_give_notice,
    may_last,
    may_move,
    may_plan,
)
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act
from trustboard.mail.changes import queue_letter


@act
def agree_dates(
    body: Body,
    *,
    dates: Sequence[tuple[date, str]],
    starts: time,
    minutes: int,
    place: str,
    link: str,
    by: By,
) -> str:
    """Plan meetings on these days, each of its kind, all at the same time and place (K10.1, H7.1).

    Raises RuleBroken where one of them cannot be; then none is planned.
    """
    require_officer(by, body.trust)

    hold(body)
    require(may_agree(chosen=len(dates)))
    rulebook = rulebook_of(body.trust)
    for day, kind in dates:
        _require_plan(rulebook, body, day=day, kind=kind, minutes=minutes)

    made: list[Meeting | Sitting] = []
    for day, kind in dates:
        made += _plan(rulebook, body, day=day, at=starts, kind=kind, minutes=minutes, place=place, link=link)

    record_act(by, chain=body.trust.chain, touched=made)
    return f"{reverse('calendar', args=[body.trust.slug, body.key])}?year={min(day for day, _ in dates).isoformat()}"


@act
def add_meeting(
    body: Body,
    *,
    kind: str,
    title: str,
    on: date,
    starts: time,
    minutes: int,
    place: str,
    link: str,
    by: By,
) -> Meeting:
    """Plan one meeting more: by the officer, or by the chair where the constitution lets the chair (H7.1)."""
    require_caller(by, body, ChairMay.ADD, timezone.localdate(by.now))

    hold(body)
    rulebook = rulebook_of(body.trust)
    _require_plan(rulebook, body, day=on, kind=kind, minutes=minutes)

    meeting, sitting = _plan(
        rulebook, body, day=on, at=starts, kind=kind, minutes=minutes, place=place, link=link, title=title.strip()
    )

    record_act(by, chain=body.trust.chain, touched=[meeting, sitting])
    return meeting


@act
def move_meeting(
    meeting: Meeting,
    *,
    on: date,
    starts: time,
    minutes: int,
    place: str,
    link: str,
    reason: str,
    version: int,
    by: By,
) -> Meeting:
    """The meeting is at another time or place, for a reason; whoever had notice is told, even if they sit no longer."""
    body = meeting.body
    require_caller(by, body, ChairMay.MOVE, timezone.localdate(by.now))

    hold(body)
    sitting = _last_sitting(meeting)
    columns = {"starts_at": _moment_of(on, starts), "minutes": minutes, "place": place.strip(), "link": link}
    require(
        may_move(
            is_cancelled=meeting.is_cancelled,
            is_begun=sitting.opened_at is not None,
            is_same=all(getattr(sitting, name) == value for name, value in columns.items()),
            reason=reason,
        )
    )
    rulebook = rulebook_of(body.trust)
    _require_plan(rulebook, body, day=on, kind=meeting.kind, minutes=minutes, but=meeting)

    was, before = sitting.starts_at, reached_by(sitting) if meeting.told is not None else []
    shift_sitting(meeting, sitting, reason=reason.strip(), read=version, now=by.now, **columns)
    if meeting.told is not None:
        reached = reached_by(sitting)
        _tell(meeting, sitting, News.MOVED, by, was=was, reached=reached)
        addresses = {one.email for one in reached}
        _tell(meeting, sitting, News.AWAY, by, was=was, reached=[one for one in before if one.email not in addresses])
        keep_told(meeting, at=by.now if sitting.starts_at != was else None)

    record_act(by, chain=body.trust.chain, touched=[meeting, sitting])
    return meeting


@act
def cancel_meeting(meeting: Meeting, *, reason: str, version: int, by: By) -> Meeting:
    """What is to come of the meeting is not held, for a reason that everybody reads; whoever had notice is told.

    That is all of it, or the further sitting of one that was adjourned, which then ended with the sitting before.
    """
    body = meeting.body
    require_caller(by, body, ChairMay.CANCEL, timezone.localdate(by.now))

    sitting = _held_sitting(meeting)
    require(cancelling_of(sitting, reason=reason))

    if sitting.number > 1:
        call_off_sitting(meeting, sitting, reason=reason.strip(), read=version)
    else:
        call_off(meeting, reason=reason.strip(), read=version)
    if meeting.told is not None:
        _tell(meeting, sitting, News.CANCELLED, by)
        keep_told(meeting)

    record_act(by, chain=body.trust.chain, touched=[meeting, *([sitting] if sitting.cancelled_for else [])])
    return meeting


@act
def close_to_public(meeting: Meeting, *, reason: str, version: int, by: By) -> Meeting:
    """Press and public are not admitted to the meeting, for a reason that everybody reads; whoever had notice is told.

    The chair decides so where the constitution leaves it to the chair (H7.11). Raises RuleBroken where it asks for a
    reason that is not given, or keeps meetings open.
    """
    body = meeting.body
    require_publicist(by, body, timezone.localdate(by.now))

    sitting = _held_sitting(meeting)
    require(closing_of(rulebook_of(body.trust).rules(body.key, sitting.day), sitting, reason=reason))

    decide_publicity(meeting, sitting, is_open=False, closed_for=reason.strip(), read=version)
    if meeting.told is not None:
        _tell(meeting, sitting, News.CLOSED, by)
        keep_told(meeting)

    record_act(by, chain=body.trust.chain, touched=[meeting, sitting])
    return meeting


@act
def open_to_public(meeting: Meeting, *, version: int, by: By) -> Meeting:
    """Press and public are admitted to the meeting, as is the default (H7.11); whoever had notice is told."""
    body = meeting.body
    require_publicist(by, body, timezone.localdate(by.now))

    sitting = _held_sitting(meeting)
    require(opening_of(rulebook_of(body.trust).rules(body.key, sitting.day), sitting))

    decide_publicity(meeting, sitting, is_open=True, closed_for="", read=version)
    if meeting.told is not None:
        _tell(meeting, sitting, News.OPENED, by)
        keep_told(meeting)

    record_act(by, chain=body.trust.chain, touched=[meeting, sitting])
    return meeting


@act
def give_notice(meeting: Meeting, *, by: By) -> Meeting:
    """Tell everybody who holds a seat on the day, or is named deputy of one, and has an account; with a calendar entry.

    Given again, it reaches those who have come to the body since; the day of notice stays the first one.
    """
    body = meeting.body
    require_officer(by, body.trust)

    hold(meeting)
    meeting.refresh_from_db(fields=["standing", "told", "told_at", "sequence", "version"])
    sitting = _last_sitting(meeting)
    reached = reached_by(sitting)
    require(
        may_give_notice(
            is_cancelled=meeting.is_cancelled,
            is_begun=sitting.opened_at is not None,
            is_over=sitting.starts_at <= by.now,
            has_place=bool(sitting.place or sitting.link),
            readers=len(reached),
        )
    )

    _tell(meeting, sitting, News.NOTICE, by, reached=reached)
    keep_told(meeting, at=meeting.told_at or by.now)

    record_act(by, chain=body.trust.chain, touched=[meeting])
    return meeting


def _moment_of(day: date, starts: time) -> datetime:
    """That time of the day in London."""
    return datetime.combine(day, starts, tzinfo=timezone.get_default_timezone())


def _require_plan(
    rulebook: Rulebook, body: Body, *, day: date, kind: str, minutes: int, but: Meeting | None = None
) -> None:
    """Go on where the body may meet on that day; `but` is the meeting that moves there."""
    require(may_be_of_kind(kind, kinds=kinds_of(rulebook.rules(body.key, day))) if but is None else may_last(minutes))
    sittings = Sitting.objects.filter(
        meeting__body=body, meeting__kind=kind, meeting__standing=MeetingStanding.PLANNED, cancelled_for=""
    )
    if but is not None:
        sittings = sittings.exclude(meeting=but)
    require(
        may_plan(
            day=day,
            body=Span(body.starts, body.ends),
            is_outside=body.kind == Kind.OUTSIDE,
            minutes=minutes,
            taken={timezone.localdate(starts_at) for starts_at in sittings.values_list("starts_at", flat=True)},
            what=with_a(meeting_called(kind, {})),
        )
    )


def _plan(
    rulebook: Rulebook,
    body: Body,
    *,
    day: date,
    at: time,
    kind: str,
    minutes: int,
    place: str,
    link: str,
    title: str = "",
) -> tuple[Meeting, Sitting]:
    is_open = is_public(rulebook.rules(body.key, day), is_said_open=body.access == Access.OPEN)
    return plan_meeting(
        body,
        kind=kind,
        title=title,
        starts_at=_moment_of(day, at),
        minutes=minutes,
        place=place.strip(),
        link=link,
        is_open=is_open,
    )


def _last_sitting(meeting: Meeting) -> Sitting:
    sitting = Sitting.objects.filter(meeting=meeting, cancelled_for="").order_by("number").last()
    if sitting is None:
        raise Sitting.DoesNotExist
    sitting.meeting = meeting
    return sitting


def _held_sitting(meeting: Meeting) -> Sitting:
    """Its last sitting, which nobody else opens or moves until the commit."""
    sitting = _last_sitting(meeting)
    hold(sitting)
    sitting.refresh_from_db(fields=["opened_at", "starts_at", "is_open", "closed_for", "version"])
    return sitting


def _tell(
    meeting: Meeting,
    sitting: Sitting,
    news: News,
    by: By,
    *,
    was: datetime | None = None,
    reached: Sequence[Reached] | None = None,
) -> None:
    told = reached_by(sitting) if reached is None else reached
    for letter in letters_about(sitting, news, told, now=by.now, was=was):
        queue_letter(to=letter.to, subject=letter.subject, text=letter.text, calendar=letter.calendar, now=by.now)
