"""What pages, letters and acts read of actions: a fixed number of queries, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from governance.constitution.english.wording import with_the
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from governance.membership.queries import Table
from governance.structure.models import Agency, Body, Kind, Trust
from governance.structure.permissions import CONTACT
from meetings.actions.models import Action, Reminder, State, Update
from meetings.actions.rules import SOON, reminder_due
from meetings.agenda.models import Audience, Purpose, WaitingItem
from meetings.decisions.queries import parents_of
from meetings.schedule.models import Meeting, Sitting
from trustboard.accounts.queries import access_to

MATTERS = "matters of "
"""What the sources of matters arising begin with; the key of their meeting follows."""
EARLIER = "What was agreed earlier, is not done yet and stands under no other item."


def action_rows() -> QuerySet[Action]:
    """Actions with all that a page tells of one but its updates. `day` is until when each is to be done now."""
    carried = Update.objects.filter(action=OuterRef("pk"), due__isnull=False).order_by("-number").values("due")[:1]
    days: dict[str, Any] = {"carried_to": Subquery(carried), "day": Coalesce("carried_to", "due")}
    return Action.objects.annotate(**days).select_related(
        "body__trust", "person__called", "agency", "item", "decision__sitting__meeting__body__trust"
    )


def updates_of(action: Action) -> list[Update]:
    """What became of the action, in order; one query."""
    return list(action.updates.select_related("by"))


def actions_of(rows: QuerySet[Action], **columns: Any) -> list[Action]:
    """Those of the rows with these columns, what is due first; one query."""
    return list(rows.filter(**columns).order_by("day", "body__name", "number"))


def agencies_spoken_for(person: Person, table: Table, today: date) -> frozenset[tuple[UUID, UUID]]:
    """The agencies whose seats the person holds today, each with the body of the seat; no query."""
    return frozenset(
        (seat.agency_id, seat.body_id)
        for seat in table.seats.values()
        if seat.agency_id is not None
        and table.place(seat, today).sitting.seat.is_there(today)
        and table.place(seat, today).holder == person
    )


def open_actions_of(person: Person, table: Table, today: date, *, until: date) -> list[Action]:
    """The open actions of the person, and of the agencies for which they hold a seat, due by then; one query."""
    theirs = Q(person=person)
    for agency, body in sorted(agencies_spoken_for(person, table, today)):
        theirs |= Q(agency=agency, body=body)
    return actions_of(action_rows().filter(theirs), state=State.OPEN, day__lte=until)


def to_be_reminded(trust: Trust, today: date) -> list[Action]:
    """The open actions of whose day their owners have not been reminded yet; two queries."""
    reminders = Prefetch("reminders", Reminder.objects.all())
    rows = action_rows().filter(body__trust=trust).prefetch_related(reminders)
    return [
        action
        for action in actions_of(rows, state=State.OPEN, day__lte=today + SOON)
        if reminder_due(action.until, today) not in reminded_of(action, action.reminders.all())
    ]


def reminded_of(action: Action, reminders: Iterable[Reminder]) -> set[str]:
    """Of what the owner was reminded for the day that the action has now."""
    return {each.when for each in reminders if each.due == action.until}


def addresses_of_owner(action: Action, table: Table, today: date) -> list[str]:
    """Where letters reach the owner: of an agency its contacts and whoever holds its seat on the body."""
    if action.person:
        people, agencies = [action.person], list[Agency]()
    else:
        agencies = [action.agency] if action.agency else []
        places = table.places(action.body, today)
        people = [place.holder for place in places if place.holder and place.seat.agency_id == action.agency_id]
    users = [user for each in access_to(people, PERSON).values() for user in each.users] if people else []
    users += [user for each in access_to(agencies, CONTACT).values() for user in each.users] if agencies else []
    return sorted({user.email for user in users if user.is_active})


def items_to_bring(body: Body, today: date) -> list[tuple[Body, dict[str, Any]]]:
    """What of the body's open actions has to come before a body that waits for nothing of them yet: before itself what
    no matters arising list, and those of an executive group before the bodies to which it answers (H8.4). Each with the
    columns of a waiting item.
    """
    open_ones = list(Action.objects.filter(body=body, state=State.OPEN).select_related("item"))
    if not open_ones:
        return []
    bodies = [body] if any(left_over(body, open_ones)) else []
    bodies += parents_of(body, today) if body.kind == Kind.EXECUTIVE else []
    return [(to, _item(body, to, number)) for to in bodies if (number := _next_number(body, to))]


def left_over(body: Body, actions: Iterable[Action]) -> list[Action]:
    """Those of the body's open actions that no matters arising list, so that each comes before the body once: what was
    agreed at the last meeting waits for its minutes; what they listed is left over once the meeting for which they did
    is opened. Two queries.
    """
    opened = Sitting.objects.filter(meeting__body=body, opened_at__isnull=False).order_by("-starts_at")
    last = opened.values_list("meeting", flat=True).first()
    rows = WaitingItem.objects.filter(body=body, source__startswith=MATTERS, dropped_at=None)
    held = Sitting.objects.filter(meeting=OuterRef("item__meeting"), opened_at__isnull=False)
    listed = {row.source.removeprefix(MATTERS): row for row in rows.annotate(is_over=Exists(held))}
    found = []
    for action in actions:
        meeting = action.item.meeting_id if action.item else None
        row = listed.get(str(meeting))
        is_listed = row is not None and not row.is_over and action.recorded_at <= row.waits_since
        if not is_listed and (row is not None or meeting is None or meeting != last):
            found.append(action)
    return found


def arising_from(meeting: Meeting) -> list[Action]:
    """The open actions that follow from the meeting and that no other item on an agenda to come is about, by item."""
    rows = action_rows().filter(item__meeting=meeting, state=State.OPEN).order_by("item__position", "number")
    over = left_over(meeting.body, rows) if _stands(meeting.body) else []
    return [action for action in rows if action not in over]


def bodies_with_open_actions(trust: Trust) -> list[Body]:
    """The bodies that have any; one query."""
    open_ones = Action.objects.filter(state=State.OPEN).values("body")
    return list(Body.objects.filter(trust=trust, pk__in=open_ones).select_related("trust"))


def _item(of: Body, to: Body, number: int) -> dict[str, Any]:
    whose = "" if of == to else f" of {with_the(of.name)}"
    return {
        "source": f"{_sources(of, to)}{number}",
        "why": "Actions are open" if of == to else f"{with_the(of.name).capitalize()} has open actions",
        "address": f"{reverse('actions', args=[of.trust.slug])}?body={of.key}",
        "title": f"Actions{whose}",
        "purpose": Purpose.DISCUSSION,
        "audience": Audience.PUBLIC,
        "about": EARLIER if of == to else "What was agreed to be done and is not done yet.",
    }


def _next_number(of: Body, to: Body) -> int:
    """The number of the item that is to come, from 1; 0 while one waits or lies on the agenda of a meeting to come, or
    was dropped and no meeting was opened since.
    """
    rows = WaitingItem.objects.filter(source__startswith=_sources(of, to)).select_related("item")
    brought = sorted(rows, key=lambda row: int(row.source.rpartition(" ")[2]))
    if not brought:
        return 1
    last, opened = brought[-1], Sitting.objects.filter(opened_at__isnull=False, meeting__body=to)
    if last.dropped_at:
        opened = opened.filter(opened_at__gt=last.dropped_at)
    elif last.item:
        opened = opened.filter(meeting=last.item.meeting_id)
    else:
        return 0
    return len(brought) + 1 if opened.exists() else 0


def _stands(body: Body) -> bool:
    """Whether the body's own actions wait for an agenda of it, or lie on that of a meeting to come."""
    return WaitingItem.objects.filter(source__startswith=_sources(body, body)).exists() and not _next_number(body, body)


def _sources(of: Body, to: Body) -> str:
    return f"actions {of.pk} to {to.pk} "
