"""The items of an agenda as somebody may know of them: to members nothing but what was published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from meetings.agenda.audience import Audience
from meetings.agenda.models import Item
from meetings.agenda.queries import held, publications_of
from meetings.schedule.models import Meeting

EVERY_ITEM = "Every item"


@dataclass(frozen=True, slots=True)
class ItemKnown:
    """An item by its number, and by its title where the reader may read that."""

    key: UUID
    number: int
    title: str = ""

    @property
    def name(self) -> str:
        """What the reader calls it."""
        return f"Item {self.number}: {self.title}" if self.title else f"Item {self.number}"


def items_known(meeting: Meeting, items: Collection[Item], audience: Audience) -> dict[UUID, ItemKnown]:
    """By key, the items that stand and are published, each as it was published last; one query.

    One that was changed since, or is not for this audience, is a number.
    """
    versions, _ = held(publications_of(meeting))
    return {
        item.pk: ItemKnown(item.pk, item.position, item.title if _reads(audience, item, versions) else "")
        for item in items
        if str(item.pk) in versions and not item.withdrawn
    }


def all_items(items: Collection[Item]) -> dict[UUID, ItemKnown]:
    """By key, every item that stands, for the officer who keeps the agenda."""
    return {item.pk: ItemKnown(item.pk, item.position, item.title) for item in items if not item.withdrawn}


def _reads(audience: Audience, item: Item, versions: dict[str, int]) -> bool:
    return audience.reads(item.audience) and versions[str(item.pk)] == item.version
