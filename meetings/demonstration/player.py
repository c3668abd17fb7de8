"""Playing a story: its meetings planned, and all that happens in the order of time, each by the act that does it.

Its laws:

1. Whatever is done is done by an act, as of the story's time, by the officer or by the member whose own it is.
2. Nothing is played in a trust that has meetings of its own, and nothing that is still to come.
3. What an act refuses is refused with the line that says it; what was played before that stays.
4. A story that was cut off goes on where it stopped, and so does one that was refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from governance.constitution.core.constitution import ORDINARY
from governance.constitution.core.working_days import Closed
from governance.constitution.rulebook import closed_in
from governance.structure.models import Trust
from governance.trustfile.faults import Fault, Unreadable
from meetings.agenda.acts import add_standing_item
from meetings.agenda.models import Audience, Purpose
from meetings.demonstration.agreements import AGREEING
from meetings.demonstration.cast import Cast, Impossible, Press, Scene
from meetings.demonstration.days import goes_on, working_day
from meetings.demonstration.following import FOLLOWING
from meetings.demonstration.preparing import PREPARING
from meetings.demonstration.progress import PLAN, Progress, progress_of
from meetings.demonstration.sitting import SITTING
from meetings.demonstration.story import BodyTold, Entry, MeetingTold, Side, Story
from meetings.schedule.acts import add_meeting, agree_dates
from meetings.schedule.models import Sitting
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.verdict import RuleBroken
from trustboard.live.announcements import nobody_listening

PLAYS = {**PREPARING, **SITTING, **FOLLOWING, **AGREEING}
MORNING = time(9, 30)
AGREED = timedelta(days=60)
"""How long before the first of them the days of a year are agreed."""
AROUND = timedelta(days=730)
"""So far before and after its beginning a story looks for days on which nobody meets."""
CALLED = timedelta(days=35)
"""How long before it a meeting that stands in no course is planned."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What happens at a moment: the entry of a meeting with that number."""

    at: datetime
    meeting: str
    number: int
    entry: Entry

    @property
    def place(self) -> str:
        """Where it stands in the story."""
        return f"{self.meeting} {self.number}"

    @property
    def deed(self) -> str:
        """What is done."""
        return self.entry.deed


@dataclass(frozen=True, slots=True)
class Script:
    """A story with its days, everything that happens in the order of time, and what of that is still to be played."""

    progress: Progress
    closed: Closed
    days: Mapping[str, date]
    cues: Sequence[Cue]
    left: Sequence[Cue]


def script_of(story: Story, trust: Trust, *, now: datetime) -> Script | None:
    """What of the story is to be played in the trust up to now. None where nothing is, or where it has other meetings.

    Raises Unreadable with the lines of what is still to come.
    """
    progress = progress_of(story, trust, timezone.localdate(now))
    if progress is None:
        return None
    closed = closed_in(trust, progress.begun - AROUND, progress.begun + AROUND)
    days = days_of(story, progress.begun, closed)
    cues = cues_of(story, days, closed, begun=progress.begun, now=now)
    left = progress.rest(cues)
    return Script(progress, closed, days, cues, left) if left else None


def play(story: Story, trust: Trust, *, now: datetime, press: Press | None = None) -> int:
    """Play the story in that trust up to now, or go on with it. Returns how many meetings it has; 0 if nothing is left.

    Raises Unreadable with the line that cannot be.
    """
    script = script_of(story, trust, now=now)
    if script is None:
        return 0
    cast = Cast(trust, press or Press(), script.closed, _actions(story))
    _plan(cast, script)
    for cue in script.left:
        with _blaming(cue.entry.line), nobody_listening():
            scene = cast.scenes[cue.meeting]
            scene.turn(cue.at)
            scene.requests = script.progress.requests(cue.place)
            PLAYS[cue.deed](scene, cue.entry)
    return len(story.meetings)


def days_of(story: Story, today: date, closed: Closed) -> dict[str, date]:
    """The day of each meeting."""
    courses = {body.key: body.course for body in story.bodies if body.course}
    furthest = {key: max((-each.turn for each in story.meetings if each.body == key), default=1) for key in courses}
    turns = {key: course.turns(max(furthest[key], 1), today, closed) for key, course in courses.items()}
    found: dict[str, date] = {}
    for meeting in story.meetings:
        if meeting.turn:
            found[meeting.key] = turns[meeting.body][meeting.turn]
        else:
            found[meeting.key] = working_day(found.get(meeting.after, today) + timedelta(days=meeting.days), closed)
    return found


def cues_of(story: Story, days: Mapping[str, date], closed: Closed, *, begun: date, now: datetime) -> list[Cue]:
    """All that happens, in the order of time. Raises Unreadable with the lines of what is still to come."""
    bodies = {body.key: body for body in story.bodies}
    cues = [
        Cue(_moment(entry, number, day, bodies[meeting.body].starts, begun), meeting.key, number, entry)
        for meeting in story.meetings
        for number, (day, entry) in enumerate(_dated(meeting, days[meeting.key], closed))
    ]
    if faults := [Fault(cue.entry.line, "That is still to come.") for cue in cues if cue.at > now]:
        raise Unreadable(faults)
    return sorted(cues, key=lambda cue: cue.at)


def _dated(meeting: MeetingTold, day: date, closed: Closed) -> Iterator[tuple[date, Entry]]:
    """Each entry with the day from which it counts: after an adjournment that of the further sitting."""
    for entry in meeting.entries:
        yield day, entry
        if entry.deed == "adjourns":
            day = goes_on(day, entry.what, closed)


def _moment(entry: Entry, number: int, day: date, starts: time, begun: date) -> datetime:
    """A little after what stands before it in the file, so that its order holds."""
    if entry.side is Side.AT:
        return _at(day, starts) + timedelta(minutes=entry.number, milliseconds=400 * number)
    on = {
        Side.BEFORE: day - timedelta(days=entry.number),
        Side.AFTER: day + timedelta(days=entry.number),
        Side.AGO: begun - timedelta(days=entry.number),
    }[entry.side]
    return _at(on, MORNING) + timedelta(minutes=number)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())


def _actions(story: Story) -> dict[str, str]:
    """The words of every action by its key."""
    entries = (entry for meeting in story.meetings for entry in meeting.entries if entry.deed == "action")
    return {entry.said["key"]: entry.what for entry in entries}


def _plan(cast: Cast, script: Script) -> None:
    """Every meeting is planned, where it is not yet; then each has its scene."""
    story, requests = script.progress.story, script.progress.requests(PLAN)
    for body in story.bodies:
        with _blaming(body.line):
            _plan_course(cast, script, body, requests)
    for meeting in story.meetings:
        if not meeting.turn:
            with _blaming(meeting.line):
                _call(cast, script, meeting, requests)
    first = Sitting.objects.filter(meeting__body__trust=cast.trust, number=1).select_related("meeting__body__trust")
    planned = {(sitting.meeting.body.key, sitting.day): sitting for sitting in first}
    for meeting in story.meetings:
        sitting = planned[meeting.body, script.days[meeting.key]]
        cast.scenes[meeting.key] = Scene(cast, meeting, sitting.meeting, sitting.starts_at)


def _plan_course(cast: Cast, script: Script, told: BodyTold, requests: Iterator[UUID]) -> None:
    """The days of its course are agreed together; its standing items stand from then on."""
    body = cast.body(told.key)
    meetings = [each for each in script.progress.story.meetings if each.body == told.key]
    first = min((script.days[each.key] for each in meetings), default=date.max)
    now = _at(first - AGREED, MORNING)
    for item in told.standing:
        add_standing_item(
            body,
            title=item.what,
            purpose=Purpose.INFORMATION,
            minutes=item.said.get("minutes"),
            audience=Audience.PUBLIC,
            stays_last="stays last" in item.said,
            by=cast.by(now, next(requests)),
        )
    if any(each.turn for each in meetings):
        agree_dates(
            body,
            dates=[(script.days[each.key], ORDINARY) for each in meetings if each.turn],
            starts=told.starts,
            minutes=told.minutes,
            place=told.place,
            link=told.link,
            by=cast.by(now, next(requests)),
        )


def _call(cast: Cast, script: Script, told: MeetingTold, requests: Iterator[UUID]) -> None:
    """A meeting outside a course is planned by itself, before anything else happens with it."""
    of = next(body for body in script.progress.story.bodies if body.key == told.body)
    day = script.days[told.key]
    called = [_at(day - CALLED, MORNING), *(cue.at for cue in script.cues if cue.meeting == told.key)]
    add_meeting(
        cast.body(told.body),
        kind=ORDINARY,
        title=told.title,
        on=day,
        starts=of.starts,
        minutes=of.minutes,
        place=of.place,
        link=of.link,
        by=cast.by(min(called) - timedelta(hours=1), next(requests)),
    )


@contextmanager
def _blaming(line: int) -> Iterator[None]:
    """What is refused inside, is refused with that line."""
    try:
        yield
    except RuleBroken as broken:
        raise Unreadable([Fault(line, reason) for reason in broken.verdict.reasons]) from broken
    except Impossible as fault:
        raise Unreadable([Fault(line, str(fault))]) from fault
    except ChangedMeanwhile as fault:
        raise Unreadable([Fault(line, "It is no longer as it was read.")]) from fault
    except (PermissionDenied, Http404) as fault:
        raise Unreadable([Fault(line, "That is not theirs to do.")]) from fault
