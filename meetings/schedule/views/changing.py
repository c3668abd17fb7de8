"""The forms with which the officer, and the chair where the constitution lets the chair, plan a body's meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from governance.constitution.core.calendar import ChairMay
from governance.constitution.core.calendar_days import NthWeekday, Week
from governance.constitution.core.constitution import Part
from governance.constitution.core.publicity import may_close
from governance.constitution.core.working_days import Weekday, months_after
from governance.constitution.english.phrasing import capital
from governance.constitution.rulebook import closed_in, rulebook_of
from governance.structure.models import Body
from governance.structure.permissions import body_developed_by
from meetings.schedule import acts
from meetings.schedule.forms import (
    AddMeetingForm,
    AgreeDatesForm,
    CancelMeetingForm,
    CloseToPublicForm,
    GiveNoticeForm,
    MoveMeetingForm,
    OpenToPublicForm,
)
from meetings.schedule.letters import named, reached_by
from meetings.schedule.models import Meeting, Sitting
from meetings.schedule.permissions import (
    body_called_by,
    meeting_called_by,
    meeting_developed_by,
    meeting_publicised_by,
    meeting_seen,
)
from meetings.schedule.planning import names_every_day, offers, pattern_of
from meetings.schedule.queries import (
    WHOLE_YEAR,
    Plan,
    cancelling_of,
    closing_of,
    deadlines_shown,
    last_of,
    opening_of,
    plan_of,
    year_called,
)
from meetings.schedule.rules import kinds_of
from meetings.schedule.views.reading import year_asked
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import signed_in, today, user_of
from trustboard.acts.days import told

asked = require_http_methods(["GET", "HEAD", "POST"])
ENDS = "The meeting ends with the sitting before, and its minutes can be finished."
NOT_REACHED = "Items that were not reached stay so: put what still matters on a later agenda."
USUAL = NthWeekday(Week.THIRD, Weekday.THURSDAY)


@asked
@signed_in
def agree_dates(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """The days that a year could have by the constitution, to be agreed in one step."""
    planned = body_developed_by(user_of(request), slug, body)
    plan = _plan(planned)
    first = year_asked(request, plan)
    pattern = _pattern(request, plan)
    rules = plan.rules_of(first)
    # What lies in the middle between two meetings of another body may lie in the year before.
    closed = closed_in(planned.trust, months_after(first, -WHOLE_YEAR), last_of(first))
    offered = offers(rules.calendar, first, closed, pattern, plan.known(), others=plan.others, names=plan.names)
    form = AgreeDatesForm(request.POST or None, offered=offered, usual=_usual(plan), today=today())
    return answer(request, form, acts.agree_dates, planned, told="The dates are agreed.") or render(
        request,
        "meetings/schedule/propose.html",
        {
            "trust": planned.trust,
            "body": planned,
            "form": form,
            "asked": plan.asked(first),
            "first": first,
            "year": year_called(first),
            "earlier": months_after(first, -WHOLE_YEAR),
            "later": months_after(first, WHOLE_YEAR),
            "clauses": rules.clauses_of(Part.CALENDAR),
            "offered": offered,
            "waits": plan.waits(first),
            "is_pattern_asked": not names_every_day(rules.calendar),
            "pattern": pattern,
            "weeks": list(Week),
            "weekdays": list(Weekday),
        },
    )


@asked
@signed_in
def add_meeting(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """One meeting more than the calendar has."""
    planned = body_called_by(user_of(request), slug, body, ChairMay.ADD, today())
    plan = _plan(planned)
    form = AddMeetingForm(request.POST or None, kinds=kinds_of(plan.rules), usual=_usual(plan))
    form.follows = (
        "It stands in the public calendar at once, without the link to join.",
        "Nobody is told before notice is given.",
    )
    page = Asking(
        heading="Add a meeting",
        about=f"{planned.name}, {planned.trust.name}",
        back=reverse("calendar", args=[slug, body]),
        back_text="Calendar",
        words=plan.asked(plan.year_with(plan.today)),
    )
    return answer(request, form, acts.add_meeting, planned, told="The meeting is added.") or ask(request, form, page)


@asked
@signed_in
def move_meeting(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Another time or place for a meeting."""
    moved = meeting_called_by(user_of(request), meeting_seen(slug, body, meeting), ChairMay.MOVE, today())
    form = MoveMeetingForm(request.POST or None, row=moved)
    form.follows = _if_moved(moved, form.typed_day("on") or moved.sitting.day)
    page = _page(moved, f"Move: {named(moved)}")
    return answer(request, form, acts.move_meeting, moved, told="The meeting is moved.") or ask(request, form, page)


@asked
@signed_in
def cancel_meeting(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Call a meeting off, or the further sitting of one that was adjourned."""
    off = meeting_called_by(user_of(request), meeting_seen(slug, body, meeting), ChairMay.CANCEL, today())
    form = CancelMeetingForm(request.POST or None, row=off)
    form.follows = _if_cancelled(off)
    sitting, what = off.sitting, form.what
    heading = f"Cancel {what}: {named(off)}" if sitting.number > 1 else f"Cancel: {named(off)}"
    page = replace(_page(off, heading), closed=cancelling_of(sitting, reason="said in the form").sentence)
    return answer(request, form, acts.cancel_meeting, off, told=f"{capital(what)} is cancelled.") or ask(
        request, form, page
    )


@asked
@signed_in
def close_to_public(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Leave press and public out of a meeting."""
    closed = meeting_publicised_by(user_of(request), meeting_seen(slug, body, meeting), today())
    rules = rulebook_of(closed.body.trust).rules(closed.body.key, closed.sitting.day)
    verdict = closing_of(rules, closed.sitting, reason="said in the form")
    missing = may_close(rules.publicity, reason="").sentence
    form = CloseToPublicForm(request.POST or None, row=closed, missing=missing)
    form.follows = (
        "Everybody reads the reason, on its page and in the calendar.",
        "At its opening nobody is admitted but those who belong there and their guests.",
        _heard_of(closed),
    )
    page = replace(_page(closed, f"Close to the public: {named(closed)}"), closed=verdict.sentence)
    return answer(request, form, acts.close_to_public, closed, told="It is closed to the public.") or ask(
        request, form, page
    )


@asked
@signed_in
def open_to_public(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Admit press and public to a meeting."""
    opened = meeting_publicised_by(user_of(request), meeting_seen(slug, body, meeting), today())
    rules = rulebook_of(opened.body.trust).rules(opened.body.key, opened.sitting.day)
    verdict = opening_of(rules, opened.sitting)
    form = OpenToPublicForm(request.POST or None, row=opened)
    form.follows = ("At its opening press and public are admitted.", _heard_of(opened))
    page = replace(_page(opened, f"Open to the public: {named(opened)}"), closed=verdict.sentence)
    return answer(request, form, acts.open_to_public, opened, told="It is open to the public.") or ask(
        request, form, page
    )


@asked
@signed_in
def give_notice(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """Tell everybody of the body when and where it meets."""
    meant = meeting_developed_by(user_of(request), slug, body, meeting)
    form = GiveNoticeForm(request.POST or None)
    form.follows = _if_told(meant)
    page = _page(meant, f"Give notice: {named(meant)}")
    return answer(request, form, acts.give_notice, meant, told="Notice is given.") or ask(request, form, page)


def _plan(body: Body) -> Plan:
    now = timezone.now()
    return plan_of(body, rulebook_of(body.trust), now=now, today=timezone.localdate(now))


def _usual(plan: Plan) -> Sitting | None:
    """The last meeting planned, whose time and place the next one probably has."""
    return plan.sittings[-1] if plan.sittings else None


def _pattern(request: HttpRequest, plan: Plan) -> NthWeekday:
    """The weekday of the month that the address asks for; else that of the last meeting, else the third Thursday."""
    try:
        return NthWeekday(Week(request.GET.get("week", "")), Weekday(request.GET.get("weekday", "")))
    except ValueError:
        return pattern_of([day for day, _ in plan.known()]) or USUAL


def _page(meeting: Meeting, heading: str) -> Asking:
    sitting = meeting.sitting
    when = timezone.localtime(sitting.starts_at)
    return Asking(
        heading=heading,
        about=f"{meeting.body.name}, {meeting.body.trust.name}",
        back=meeting.get_absolute_url(),
        back_text=named(meeting),
        facts=(
            ("When", f"{when:%A} {told(when.date())}, {when:%H:%M}, {sitting.minutes} minutes"),
            ("Place", sitting.place or "Not said"),
            ("Link to join", sitting.link or "None"),
            ("Notice", f"Given on {told(timezone.localdate(meeting.told_at))}" if meeting.told_at else "Not given"),
        ),
    )


def _heard_of(meeting: Meeting) -> str:
    return "Whoever had notice is told at once." if meeting.told is not None else "Nobody was told of it yet."


def _if_moved(meeting: Meeting, day: date) -> list[str]:
    """What follows where the meeting is on that day: who hears of it, and which deadlines it then has."""
    said = [_heard_of(meeting), "Answers given for another time no longer count; everybody is asked again."]
    rules = rulebook_of(meeting.body.trust).rules(meeting.body.key, day)
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
    then = Sitting(meeting=meeting, kind=meeting.sitting.kind, starts_at=noon)
    for deadline in deadlines_shown(rules, then, today=today()):
        due = deadline.due
        late = ", which has passed" if due.day < today() else ""
        said.append(f"The last day for {due.deadline.what} is then {told(due.day)}{late}.")
    return said


def _if_cancelled(meeting: Meeting) -> list[str]:
    """What follows: who hears of it, and what the constitution's calendar then misses; or how an adjourned one ends."""
    said = [_heard_of(meeting), "It stays in the calendar, as cancelled, with the reason."]
    if meeting.sitting.number > 1:
        return [*said, ENDS, NOT_REACHED]
    plan = _plan(meeting.body)
    first = plan.year_with(meeting.sitting.day)
    before = plan.missed(first, until=None)
    said += [missed.sentence for missed in plan.missed(first, until=None, but=meeting) if missed not in before]
    return said


def _if_told(meeting: Meeting) -> list[str]:
    """Whom notice reaches."""
    names = [one.name for one in reached_by(meeting.sitting)]
    letters = f"{len(names)} letter{' goes' if len(names) == 1 else 's go'} out, with an entry for the calendar"
    return [
        f"{letters}: to {', '.join(names)}." if names else "Nobody who sits there can sign in yet.",
        "From then on they hear by themselves when it is moved or cancelled.",
    ]
