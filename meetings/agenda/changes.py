"""The steps of the acts on agendas. A later room that puts an item on an agenda calls `lay_agenda` and `make_item`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from governance.structure.models import Body
from meetings.agenda.models import Agenda, Copy, Item, Paper, Publication, StandingItem, Withdrawal
from meetings.schedule.models import Meeting
from trustboard.accounts.models import User
from trustboard.acts.changes import change, claim_version

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
        )
        for place, standing in enumerate(StandingItem.objects.filter(body=meeting.body), 1)
    ]


@change
def lay_agenda(meeting: Meeting) -> tuple[Agenda, list[Item]]:
    """The agenda of the meeting, held until the commit, and its version raised; begun with the standing items of the
    body where it was not begun. Returns with it the items that were laid on it.
    """
    agenda, is_new = Agenda.objects.get_or_create(meeting=meeting)
    laid = standing_items_for(meeting) if is_new else []
    if not is_new:
        # Read again under the lock: two who add at once wait for each other, and neither is refused.
        agenda = Agenda.objects.select_for_update().get(pk=agenda.pk)
        claim_version(agenda)
    return agenda, laid


@change
def make_item(meeting: Meeting, **columns: Any) -> Item:
    """A new item at the end of the agenda."""
    return Item.objects.create(meeting=meeting, position=_after(Item.objects.filter(meeting=meeting)), **columns)


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
def make_standing_item(body: Body, **columns: Any) -> StandingItem:
    """A new standing item of the body, after the others."""
    return StandingItem.objects.create(body=body, position=_after(StandingItem.objects.filter(body=body)), **columns)


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


def _after(rows: Any) -> int:
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return int(last or 0) + 1


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
