"""The steps of the acts on agendas. A later room that puts an item on an agenda calls `lay_agenda` and `make_item`; one
whose matter has to come before a body by itself calls `bring`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Min, Model, OuterRef, Q
from guardian.models import UserObjectPermission

from governance.structure.models import Body
from meetings.agenda.models import Agenda, Copy, Item, Paper, Publication, StandingItem, WaitingItem, Withdrawal
from meetings.agenda.queries import has_fixed_numbers
from meetings.agenda.rules import staying_last
from meetings.schedule.models import Meeting, MeetingStanding
from trustboard.accounts.changes import close_invitation, take_role
from trustboard.accounts.models import Invitation, User
from trustboard.accounts.queries import grants_on, open_invitations_to
from trustboard.acts.changes import amend, change, claim_version, hold

ELSEWHERE = 10_000
"""Far behind every place: where rows wait while others take theirs."""


@change
def standing_items_for(meeting: Meeting) -> list[Item]:
    """Lay the standing items of the body on the agenda of the meeting, which has none yet."""
    return [
        Item.objects.create(
            meeting=meeting,
            position=place,
            title=standing.title,
            purpose=standing.purpose,
            minutes=standing.minutes,
            audience=standing.audience,
            stays_last=standing.stays_last,
        )
        for place, standing in enumerate(StandingItem.objects.filter(body=meeting.body), 1)
    ]


@change
def lay_agenda(meeting: Meeting) -> tuple[Agenda, Sequence[Model]]:
    """The agenda of the meeting, held until the commit, and its version raised; begun with the standing items of the
    body, and with what waits for it, where it was not begun. Returns with it what was laid on it.
    """
    agenda, is_new = Agenda.objects.get_or_create(meeting=meeting)
    laid: list[Model] = [*standing_items_for(meeting)] if is_new else []
    if is_new:
        laid += _waiting_items_for(meeting)
    else:
        # Read again under the lock: two who add at once wait for each other, and neither is refused.
        agenda = Agenda.objects.select_for_update().get(pk=agenda.pk)
        claim_version(agenda)
    return agenda, laid


@change
def make_item(meeting: Meeting, **columns: Any) -> list[Item]:
    """A new item at the end of the agenda, before those that stay last unless its numbers are fixed. Returns it, and
    after it those that moved down.
    """
    others = list(Item.objects.filter(meeting=meeting))
    item = Item.objects.create(meeting=meeting, position=_after(others), **columns)
    last = staying_last([each.stays_last for each in others])
    return _moved_before(item, others, 0 if last and has_fixed_numbers(meeting) else last)


@change
def bring(
    body: Body,
    *,
    source: str,
    now: datetime,
    since: datetime | None = None,
    anew: bool = False,
    by_supplement: bool = False,
    **columns: Any,
) -> list[Model]:
    """Have something come before the body by itself, once for its `source`: on its next agenda that is begun and not
    published, else on the next one that is begun. `columns` are those of a `WaitingItem`; `anew`: also where it was
    dropped; `since`: not before that moment; `by_supplement`: on the next agenda that is begun even where it is
    published, which then waits for a supplement. Returns what was touched: nothing where it was brought before.
    """
    since = since or now
    hold(body)
    waiting = WaitingItem.objects.filter(source=source).first()
    if waiting is None:
        waiting = WaitingItem.objects.create(body=body, source=source, waits_since=since, **columns)
    elif anew and waiting.dropped_at:
        amend(waiting, dropped_at=None, waits_since=since, **columns)
    else:
        return []
    meeting = _next_begun(body, since, even_published=by_supplement)
    if meeting is None:
        return [waiting]
    agenda, _ = lay_agenda(meeting)
    return [agenda, waiting, *place_waiting_item(waiting, meeting)]


@change
def place_waiting_item(waiting: WaitingItem, meeting: Meeting) -> list[Item]:
    """What waited becomes an item at the end of the agenda. Returns it, and those that moved down."""
    item, *moved = make_item(
        meeting,
        title=waiting.title,
        purpose=waiting.purpose,
        audience=waiting.audience,
        reason=waiting.reason,
        about=waiting.about,
    )
    amend(waiting, item=item)
    return [item, *moved]


@change
def let_go(item: Item, *, now: datetime) -> list[WaitingItem]:
    """What became this item does not come again, for the item is taken off. Returns what was touched."""
    waited = list(WaitingItem.objects.filter(item=item))
    for waiting in waited:
        drop_waiting_item(waiting, now=now)
    return waited


@change
def drop_waiting_item(waiting: WaitingItem, *, now: datetime) -> None:
    """It comes no longer by itself."""
    amend(waiting, item=None, dropped_at=now)


@change
def place_item(item: Item, place: int) -> list[Item]:
    """Put the item at that place; those between move up or down by one. Returns every item that moved."""
    rows = list(Item.objects.filter(meeting=item.meeting))
    return _reordered(rows, item.pk, place)


@change
def withdraw_item(item: Item, reason: str) -> None:
    """The item is no longer dealt with; its number stays."""
    item.withdrawn = reason
    item.save(update_fields=["withdrawn"])


@change
def remove_item(item: Item) -> list[Paper | Item]:
    """Take an item off that was never published, with its papers. Returns what is gone."""
    papers: list[Paper | Item] = list(item.papers.all())
    gone = [*papers, item]
    for row in gone:
        key = row.pk
        row.delete()
        row.pk = key
    return gone


@change
def end_leave(item: Item, *, now: datetime) -> tuple[list[UserObjectPermission], list[Invitation]]:
    """Nobody has leave to read the item any longer, nor is invited to. Returns whose leave is gone, and what was
    withdrawn.
    """
    rows = [grant.row for grant in grants_on(item)]
    for row in rows:
        take_role(row)
    invitations = list(open_invitations_to(item))
    for invitation in invitations:
        close_invitation(invitation, accepted_by=None, now=now)
    return rows, invitations


@change
def close_ranks(meeting: Meeting) -> list[Item]:
    """Number the items anew, without gaps. Returns those that moved."""
    return _renumbered(list(Item.objects.filter(meeting=meeting)))


@change
def make_paper(item: Item, **columns: Any) -> Paper:
    """A new paper of the item, after the others."""
    return Paper.objects.create(item=item, position=_after(Paper.objects.filter(item=item)), **columns)


@change
def withdraw_paper(paper: Paper, reason: str) -> None:
    """Nobody may read the paper any longer."""
    paper.withdrawn = reason
    paper.save(update_fields=["withdrawn"])


@change
def remove_paper(paper: Paper) -> None:
    """Take a paper away that was never published."""
    key = paper.pk
    paper.delete()
    paper.pk = key


@change
def make_standing_item(body: Body, **columns: Any) -> list[StandingItem]:
    """A new standing item of the body, after the others; before those that stay last, unless it does. Returns it, and
    after it those that moved down.
    """
    others = list(StandingItem.objects.filter(body=body))
    item = StandingItem.objects.create(body=body, position=_after(others), **columns)
    return _moved_before(item, others, 0 if item.stays_last else staying_last([each.stays_last for each in others]))


@change
def place_standing_item(item: StandingItem, place: int) -> list[StandingItem]:
    """Put the standing item at that place. Returns every one that moved."""
    rows = list(StandingItem.objects.filter(body=item.body))
    return _reordered(rows, item.pk, place)


@change
def remove_standing_item(item: StandingItem) -> list[StandingItem]:
    """The item no longer stands on new agendas. Returns those that moved up."""
    key = item.pk
    item.delete()
    item.pk = key
    return _renumbered(list(StandingItem.objects.filter(body=item.body)))


@change
def publish(
    meeting: Meeting, *, is_supplement: bool, copies: Sequence[Mapping[str, str]], **columns: Any
) -> list[Publication | Copy]:
    """Keep what was published, with a copy for each audience. Returns the publication and its copies."""
    before = list(Publication.objects.filter(meeting=meeting))
    publication = Publication.objects.create(
        meeting=meeting,
        number=max((one.number for one in before), default=0) + 1,
        supplement=max((one.supplement for one in before), default=0) + 1 if is_supplement else 0,
        **columns,
    )
    return [publication, *(Copy.objects.create(publication=publication, **copy) for copy in copies)]


@change
def withdraw(publications: Sequence[Publication], *, reason: str, by: User | None, at: datetime) -> list[Withdrawal]:
    """From now on nobody reads these publications."""
    return [Withdrawal.objects.create(publication=one, reason=reason, by=by, at=at) for one in publications]


def _waiting_items_for(meeting: Meeting) -> list[Model]:
    """Lay on a new agenda what waits for one, or was on that of a meeting since cancelled; not once it sits."""
    if meeting.is_cancelled or meeting.sittings.filter(opened_at__isnull=False).exists():
        return []
    hold(meeting.body)
    waits = Q(item=None) | Q(item__meeting__standing=MeetingStanding.CANCELLED)
    starts_at = meeting.sittings.order_by("starts_at").values_list("starts_at", flat=True)[0]
    found = list(WaitingItem.objects.filter(waits, body=meeting.body, dropped_at=None, waits_since__lte=starts_at))
    return [row for waiting in found for row in (*place_waiting_item(waiting, meeting), waiting)]


def _next_begun(body: Body, now: datetime, *, even_published: bool) -> Meeting | None:
    """The next meeting of the body, of those whose agenda is begun and, unless that is said, not published."""
    standing = Publication.objects.filter(meeting=OuterRef("pk"), supplement=0, withdrawal=None)
    meetings = Meeting.objects.filter(body=body, standing=MeetingStanding.PLANNED, agenda__isnull=False)
    begun = meetings.annotate(first=Min("sittings__starts_at")).filter(first__gt=now)
    begun = begun if even_published else begun.filter(~Exists(standing))
    return begun.exclude(sittings__opened_at__isnull=False).order_by("first").first()


def _after(rows: Iterable[Any]) -> int:
    return max((int(row.position) for row in rows), default=0) + 1


def _moved_before(row: Any, others: Sequence[Any], last: int) -> list[Any]:
    """Put the row, which stands after the others, before the last so many of them. Returns it and those that moved."""
    moved = _reordered([*others, row], row.pk, len(others) - last + 1)
    return [row, *(each for each in moved if each is not row)]


def _reordered(rows: list[Any], key: UUID, place: int) -> list[Any]:
    others: list[Any] = [row for row in rows if row.pk != key]
    return _renumbered([*others[: place - 1], *(row for row in rows if row.pk == key), *others[place - 1 :]])


def _renumbered(rows: list[Any]) -> list[Any]:
    """Give the rows the places 1, 2, 3 in this order. Two turns, for a place is never taken twice."""
    moved = [(row, place) for place, row in enumerate(rows, 1) if row.position != place]
    if moved:
        model = type(moved[0][0])
        model._base_manager.filter(pk__in=[row.pk for row, _ in moved]).update(position=F("position") + ELSEWHERE)
        for row, place in moved:
            row.position = place
        model._base_manager.bulk_update([row for row, _ in moved], ["position"])
    return [row for row, _ in moved]
