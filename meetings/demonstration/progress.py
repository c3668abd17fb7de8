"""How far a story has been played: each of its requests has a name of its own, and which were answered is on record.

Its laws:

1. A request is named by the trust, the story as it is written, the day on which it was begun, and its place in it.
2. A story that was cut off goes on with the days of when it was begun, at the last entry of which anything was done.
3. That entry is played again, and what was done of it is not done twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Protocol, TypeVar
from uuid import UUID, uuid5

from governance.constitution.core.working_days import ONE_DAY
from governance.structure.models import Trust
from meetings.demonstration.story import Story
from meetings.schedule.models import Meeting
from trustboard.acts.models import Request

LONGEST = timedelta(days=365)
"""So long after it was begun a story can go on."""
SEVERAL = frozenset(
    {
        *("agenda laid", "answer", "come", "deputies come", "leave", "absent", "votes"),
        *("accounts", "signs", "issued"),
    }
)
"""The deeds that are more than one act: one for each seat, or for each item."""
PLAN = "plan"


class Placed(Protocol):
    """What happens at a place of the story."""

    @property
    def place(self) -> str:
        """Its place, which nothing else of the story has."""

    @property
    def deed(self) -> str:
        """What is done."""


Cue = TypeVar("Cue", bound=Placed)


@dataclass(frozen=True, slots=True)
class Progress:
    """The story as it is played in that trust since that day."""

    story: Story
    trust: Trust
    begun: date

    def requests(self, place: str) -> Iterator[UUID]:
        """The request ids of that place of the story, for one act after the other."""
        named = f"{self.story.digest} {self.begun} {place}"
        return (uuid5(self.trust.pk, f"{named} {number}") for number in count())

    def rest(self, cues: Sequence[Cue]) -> Sequence[Cue]:
        """What is still to be played of them, in the order of time; of the first of these something may be done."""
        first = {next(self.requests(cue.place)): number for number, cue in enumerate(cues)}
        done = [first[key] for key in _answered(first)]
        if not done:
            return cues
        last = max(done)
        return cues[last if cues[last].deed in SEVERAL else last + 1 :]


def progress_of(story: Story, trust: Trust, today: date) -> Progress | None:
    """How far the story is played in the trust. None where the trust has meetings that are not of this story."""
    days = (today - ONE_DAY * back for back in range(LONGEST.days))
    begun = {next(each.requests(PLAN)): each for each in (Progress(story, trust, day) for day in days)}
    for key in _answered(begun):
        return begun[key]
    if Meeting.objects.filter(body__trust=trust).exists():
        return None
    return Progress(story, trust, today)


def _answered(keys: Iterable[UUID]) -> list[UUID]:
    return list(Request.objects.filter(request_id__in=list(keys)).values_list("request_id", flat=True))
