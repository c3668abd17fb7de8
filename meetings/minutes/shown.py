"""The minutes as their keeper sees them: each place with what the record says, and the form in which one writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from meetings.agenda.audience import Audience
from meetings.minutes.formatting import HINT
from meetings.minutes.forms import PassageForm
from meetings.minutes.lines import Line, Reading
from meetings.minutes.models import Edition, MinutesCopy, MinutesPublication, Passage, Remark, address_of_passage
from meetings.minutes.queries import Draft, copy_for, publication_standing
from meetings.minutes.rules import Stage, may_write

COLOURS = {
    Stage.DRAFT: "waiting",
    Stage.WITH_CHAIR: "waiting",
    Stage.CHECKED: "good",
    Stage.CIRCULATED: "good",
    Stage.APPROVED: "good",
}
DEEDS: dict[Stage, tuple[tuple[str, str], ...]] = {
    Stage.DRAFT: (("put_to_chair", "Put the draft to the chair"),),
    Stage.WITH_CHAIR: (("check_minutes", "The chair has checked them"), ("take_back", "Take them back")),
    Stage.CHECKED: (("circulate_minutes", "Circulate"), ("take_back", "Take them back")),
    Stage.CIRCULATED: (("approve_minutes", "Approve"),),
    Stage.APPROVED: (("publish_minutes", "Publish"), ("amend_minutes", "Amend")),
}


@dataclass(frozen=True, slots=True)
class ItemWritten:
    """An item by its number and its readers."""

    position: int
    audience: str


@dataclass(frozen=True, slots=True)
class PlaceKept:
    """One place of the minutes: what stands there, and the form in which one writes, where one may."""

    line: Line
    form: PassageForm | None
    passage: Passage | None
    address: str

    @property
    def item(self) -> ItemWritten | None:
        """The item as its form names it; none for the opening."""
        return ItemWritten(self.line.number, self.line.audience) if self.line.number else None


class MinutesKept:
    """The whole of them, ready for the officer's page."""

    def __init__(self, draft: Draft, editions: dict[bool, Edition]) -> None:
        self.draft = draft
        self.stage = draft.stage
        self.circulated, self.approved = editions.get(False), editions.get(True)

    @property
    def colour(self) -> str:
        """The colour of the tag of their stage; the word says the same."""
        return COLOURS[self.stage]

    @property
    def stage_name(self) -> str:
        """How far they are."""
        return self.stage.value

    @property
    def hint(self) -> str:
        """How one writes, where one may."""
        return HINT if self._may_write else ""

    @property
    def _may_write(self) -> bool:
        return may_write(self.stage, is_opened=self.draft.is_opened).allowed

    @cached_property
    def reading(self) -> Reading:
        """All there is."""
        return self.draft.reading(Audience.CONFIDENTIAL)

    @property
    def places(self) -> Iterator[PlaceKept]:
        """The opening and the items, in order."""
        for line in (self.reading.opening, *self.reading.lines):
            passage = self.draft.passages.get(line.place)
            address = address_of_passage(self.draft.meeting, line.place)
            yield PlaceKept(line, PassageForm(passage=passage) if self._may_write else None, passage, address)

    @property
    def copy(self) -> MinutesCopy | None:
        """What was approved, with all there is."""
        return copy_for(self.approved, Audience.CONFIDENTIAL) if self.approved else None

    @property
    def remarks(self) -> list[Remark]:
        """What was said of them, what is not dealt with yet first."""
        return sorted(self.draft.remarks, key=lambda remark: hasattr(remark, "answered"))

    @property
    def publication(self) -> MinutesPublication | None:
        """By what everyone reads them now."""
        return publication_standing(self.approved) if self.approved else None

    @property
    def deeds(self) -> list[tuple[str, str]]:
        """What the officer can do with them next: addresses and words."""
        meeting = self.draft.meeting
        args = [meeting.body.trust.slug, meeting.body.key, meeting.pk]
        offered = DEEDS[self.stage] if self.draft.is_over else ()
        if self.publication:
            offered = tuple(deed for deed in offered if deed[0] != "publish_minutes")
        return [(reverse(name, args=args), words) for name, words in offered]
