"""The agenda as its keeper sees it: each item with how it stands, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from meetings.agenda.lines import ItemOf, PaperOf
from meetings.agenda.models import Publication, WaitingItem
from meetings.agenda.queries import Draft, standing


@dataclass(frozen=True, slots=True)
class ItemKept:
    """An item, how it stands, and where it may go. `readers`: how many have leave to read it, or are invited to.

    `waited`: what it was while it waited, where it came by itself.
    """

    item: ItemOf
    state: str
    request_id: UUID
    up: int = 0
    down: int = 0
    fresh: frozenset[UUID] = frozenset()
    readers: int = 0
    waited: WaitingItem | None = None

    @property
    def may_move(self) -> bool:
        """Whether it has anywhere to go."""
        return bool(self.up or self.down)


class AgendaKept:
    """The whole of it, ready for the page."""

    def __init__(self, draft: Draft, readers: Mapping[UUID, int], waited: Mapping[UUID, WaitingItem]) -> None:
        self.draft = draft
        self.readers = readers
        self.waited = waited
        self.last = len(draft.items)
        self.first_free = max(draft.kept_places, default=0) + 1
        self.items = [self._kept(item) for item in draft.items]
        self.minutes = sum(item.minutes or 0 for item in draft.items if not item.withdrawn)

    @property
    def publications(self) -> list[tuple[Publication, bool]]:
        """What was published, the latest first, and whether it stands."""
        stand = standing(self.draft.publications)
        return [(one, one in stand) for one in reversed(self.draft.publications)]

    @property
    def may_move_any(self) -> bool:
        """Whether any item has anywhere to go."""
        return self.first_free < self.last

    def _kept(self, item: ItemOf) -> ItemKept:
        moves = item.number >= self.first_free
        return ItemKept(
            item=item,
            state=self._state(item),
            request_id=uuid4(),
            up=item.number - 1 if moves and item.number > self.first_free else 0,
            down=item.number + 1 if moves and item.number < self.last else 0,
            readers=self.readers.get(item.key, 0),
            waited=self.waited.get(item.key),
            fresh=frozenset(paper.key for paper in item.papers if self._is_fresh(paper)),
        )

    def _state(self, item: ItemOf) -> str:
        if item.withdrawn:
            return "withdrawn"
        if not self.draft.stands:
            return ""
        version = self.draft.versions.get(str(item.key))
        return "new" if version is None else "" if version == item.version else "changed"

    def _is_fresh(self, paper: PaperOf) -> bool:
        return self.draft.stands and not paper.withdrawn and str(paper.key) not in self.draft.papers
