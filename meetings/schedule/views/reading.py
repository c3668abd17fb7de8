"""The calendar of a body, as a page and as a feed, and the page of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.constitution.core.calendar import ChairMay
from governance.constitution.core.constitution import Part, Rules
from governance.constitution.core.publicity import Admission
from governance.constitution.core.working_days import months_after
from governance.constitution.rulebook import Rulebook, rulebook_of
from governance.membership.queries import Table, table_of
from governance.structure.days import asked_day
from governance.structure.permissions import body_seen
from meetings.schedule.documents import feed
from meetings.schedule.letters import entry_of, named
from meetings.schedule.models import Meeting, Sitting
from meetings.schedule.permissions import Reader, chair_of, meeting_seen, reader_of
from meetings.schedule.queries import (
    WHOLE_YEAR,
    Plan,
    SittingShown,
    State,
    admitted_to,
    cancelling_of,
    closing_of,
    deadlines_shown,
    opening_of,
    plan_of,
    state_of,
    year_called,
)

EARLIEST, LATEST = 1900, 2199
"""The years that can be asked for."""


@require_safe
def calendar(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """A year of the body's meetings, what its constitution asks of it, and what is missing."""
    shown, now = body_seen(slug, body), timezone.now()
    plan = plan_of(shown, rulebook_of(shown.trust), now=now, today=timezone.localdate(now))
    table = table_of(shown.trust)
    reader = reader_of(request.user, table, shown, plan.today)
    first = year_asked(request, plan)
    sittings = plan.shown(first)
    missed = plan.missed(first, until=plan.today)
    return render(
        request,
        "meetings/schedule/calendar.html",
        {
            "trust": shown.trust,
            "body": shown,
            "plan": plan,
            "first": first,
            "year": year_called(first),
            "years": _years(plan, first),
            "to_come": [each for each in sittings if each.sitting.ends_at > now or each.state is State.IN_SESSION],
            "past": [each for each in sittings if each.sitting.ends_at <= now and each.state is not State.IN_SESSION],
            "missed": missed,
            "to_plan": [each for each in plan.missed(first, until=None) if each not in missed],
            "waits": plan.waits(first),
            "asked": plan.asked(first),
            "clauses": plan.rules_of(first).clauses_of(Part.CALENDAR),
            "reader": reader,
            "may_add": reader.is_officer or _chair_may(ChairMay.ADD, plan.rules, reader, table, plan),
        },
    )


@require_safe
def calendar_ics(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """The body's calendar for other calendars to follow: without reasons, and without how to join."""
    shown, now = body_seen(slug, body), timezone.now()
    plan = plan_of(shown, rulebook_of(shown.trust), now=now, today=timezone.localdate(now))
    text = feed([entry_of(sitting) for sitting in plan.sittings], name=f"{shown.name}, {shown.trust.name}", now=now)
    name = f"{slug}-{shown.key}.ics"
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@dataclass(frozen=True)
class MeetingPage:
    """All that the page of a meeting knows, for itself and for the rooms that show more on it."""

    meeting: Meeting
    sitting: Sitting
    rulebook: Rulebook
    table: Table
    reader: Reader
    now: datetime

    @property
    def today(self) -> date:
        """The day it is in London."""
        return timezone.localdate(self.now)

    @cached_property
    def rules(self) -> Rules:
        """The rules of the body on the sitting's day."""
        return self.rulebook.rules(self.meeting.body.key, self.sitting.day)


@require_safe
def meeting(request: HttpRequest, slug: str, body: str, meeting: UUID) -> HttpResponse:
    """A meeting: when, where, open or closed and why, and its notice; for those inside, who has answered."""
    shown, now = meeting_seen(slug, body, meeting), timezone.now()
    today = timezone.localdate(now)
    sitting, table = shown.sitting, table_of(shown.body.trust)
    reader = reader_of(request.user, table, shown.body, sitting.day, today)
    page = MeetingPage(shown, sitting, rulebook_of(shown.body.trust), table, reader, now)
    return render(
        request,
        "meetings/schedule/meeting.html",
        {
            "trust": shown.body.trust,
            "body": shown.body,
            "page": page,
            "meeting": shown,
            "sitting": sitting,
            "sittings": [SittingShown(each, state_of(each, now)) for each in shown.sittings.all()],
            "not_held": next((each for each in shown.sittings.all() if each.cancelled_for), None),
            "name": named(shown),
            "state": SittingShown(sitting, state_of(sitting, now)),
            "is_to_come": state_of(sitting, now) is State.TO_COME,
            "admitted": admitted_to(page.rules, sitting),
            "deadlines": deadlines_shown(page.rules, sitting, today=today),
            "reader": reader,
            "work": _work(page, now < sitting.starts_at),
        },
    )


def year_asked(request: HttpRequest, plan: Plan) -> date:
    """The first day of the year that the address asks for: by its number, or by a day in it; else this year."""
    typed = request.GET.get("year", "").strip()
    this = plan.year_with(plan.today)
    if typed.isascii() and typed.isdigit() and EARLIEST <= int(typed) <= LATEST:
        return this.replace(year=int(typed))
    asked = asked_day(typed, plan.today)
    return plan.year_with(asked.day) if EARLIEST < asked.day.year < LATEST and not asked.trouble else this


def _years(plan: Plan, shown: date) -> list[tuple[str, str, bool]]:
    """The years there are to look at: what each is called, its address, and whether it is the one shown."""
    address = reverse("calendar", args=[plan.body.trust.slug, plan.body.key])
    years = sorted({*plan.years, shown, months_after(shown, -WHOLE_YEAR), months_after(shown, WHOLE_YEAR)})
    return [(year_called(year), f"{address}?year={year.year}", year == shown) for year in years]


def _chair_may(deed: ChairMay, rules: Rules, reader: Reader, table: Table, plan: Plan) -> bool:
    is_chair = reader.person is not None and chair_of(table, plan.body, plan.today) == reader.person
    return is_chair and deed in rules.calendar.chair_may


def _work(page: MeetingPage, is_before: bool) -> list[tuple[str, str]]:
    """The addresses of what the reader may do with the meeting, each with its words."""
    meeting, sitting, reader = page.meeting, page.sitting, page.reader
    if sitting.is_cancelled or sitting.opened_at is not None:
        return []
    args = [meeting.body.trust.slug, meeting.body.key, meeting.pk]
    today = page.rulebook.rules(meeting.body.key, page.today)
    is_chair = reader.person is not None and chair_of(page.table, meeting.body, page.today) == reader.person
    may_decide = reader.is_officer or (is_chair and today.publicity.meetings is Admission.CHAIR)
    may_call_off = reader.is_officer or (is_chair and ChairMay.CANCEL in today.calendar.chair_may)
    closes = closing_of(page.rules, sitting, reason="said in the form").allowed
    opens = opening_of(page.rules, sitting).allowed
    again = "Give notice again" if meeting.told_at else "Give notice"
    cancel = "Cancel the further sitting" if sitting.number > 1 else "Cancel"
    offered = [
        ("give_notice", again, reader.is_officer and is_before),
        ("move_meeting", "Move", reader.is_officer or (is_chair and ChairMay.MOVE in today.calendar.chair_may)),
        ("close_to_public", "Close to the public", may_decide and closes),
        ("open_to_public", "Open to the public", may_decide and opens),
        ("cancel_meeting", cancel, may_call_off and cancelling_of(sitting, reason="said in the form").allowed),
    ]
    return [(reverse(name, args=args), words) for name, words, may in offered if may]
