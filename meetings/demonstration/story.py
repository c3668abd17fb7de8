"""A story as it is written: a YAML file into values that know their lines. Nothing is asked of the database.

What it may say stands at the head of `fixtures/demo/kent-year.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from hashlib import sha256
from typing import Any

from governance.constitution.core.calendar_days import MONTHS
from governance.constitution.core.working_days import Weekday
from governance.trustfile.faults import Fault, Unreadable, did_you_mean
from governance.trustfile.nodes import Listing, Mapping, Node, Text, read_nodes
from meetings.demonstration.days import Course
from meetings.demonstration.deeds import DEEDS, ITEM, STANDING_ITEM, Shape


class Side(StrEnum):
    """From what its time is counted: minutes from the appointed time, else days from the meeting or from today."""

    AT = "at"
    BEFORE = "before"
    AFTER = "after"
    AGO = "ago"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happens, with what is said of it; what stands behind the deed itself is `said[deed]`."""

    line: int
    side: Side
    number: int
    deed: str
    said: Map[str, Any]

    @property
    def what(self) -> Any:
        """What stands behind the deed."""
        return self.said[self.deed]


@dataclass(frozen=True, slots=True)
class MeetingTold:
    """A meeting: which of the body's own by its turn, or so many days after another one or from today."""

    line: int
    key: str
    body: str
    title: str
    turn: int
    after: str
    days: int
    items: tuple[Entry, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class BodyTold:
    """A body of the story: its course, where it has one, when and where it meets, its standing items with minutes."""

    line: int
    key: str
    course: Course | None
    starts: time
    minutes: int
    place: str
    link: str
    standing: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The year of one trust; `digest` tells it from every other, and from another version of it."""

    source: str
    digest: str
    trust: str
    bodies: tuple[BodyTold, ...]
    meetings: tuple[MeetingTold, ...]


def read_story(content: bytes, *, source: str) -> Story:
    """The story in the file. Raises Unreadable with everything that is wrong with it."""
    reader = _Reader()
    said = reader.group(read_nodes(content), "A story", ("trust", "bodies", "meetings"))
    story = Story(
        source=source,
        digest=sha256(content).hexdigest(),
        trust=reader.value(said, "trust", Shape.TEXT, ""),
        bodies=tuple(reader.body(node) for node in reader.items(said, "bodies")),
        meetings=tuple(reader.meeting(node) for node in reader.items(said, "meetings")),
    )
    reader.follow(story)
    if reader.faults:
        raise Unreadable(reader.faults)
    return story


class _Reader:
    """Reads nodes into values, and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, line: int, sentence: str) -> None:
        self.faults.append(Fault(line, sentence))

    def group(self, node: Node, what: str, known: tuple[str, ...]) -> dict[str, Node]:
        """What stands behind each known key."""
        if not isinstance(node, Mapping):
            self.fault(node.line, f"{what} is a group of keys, not {node.name}.")
            return {}
        found = {}
        for key, value in node.pairs:
            if key.value not in known:
                self.fault(key.line, f'{what} has no "{key.value}".{did_you_mean(key.value, known)}')
            elif key.value in found:
                self.fault(key.line, f'"{key.value}" stands here twice.')
            found[key.value] = value
        return found

    def items(self, said: Map[str, Node], key: str) -> list[Node]:
        """The items of the list behind that key."""
        node = said.get(key, Listing(0))
        if isinstance(node, Listing):
            return node.items
        self.fault(node.line, f'"{key}" is a list, not {node.name}.')
        return []

    def value(self, said: Map[str, Node], key: str, shape: Shape, otherwise: Any = None) -> Any:
        """What stands behind that key, in this shape."""
        if key not in said:
            return otherwise
        node = said[key]
        if shape is Shape.TEXTS and isinstance(node, Listing):
            return [self.value({key: each}, key, Shape.TEXT, "") for each in node.items]
        if isinstance(node, Text):
            text = " ".join(node.value.split()) if "\n\n" not in node.value else node.value.strip()
            if shape is Shape.TEXT and text:
                return text
            if shape is Shape.NUMBER and text.lstrip("-").isdigit():
                return int(text)
            if shape is Shape.YES and text == "yes":
                return True
        self.fault(node.line, f'Behind "{key}" stands {shape.value}.')
        return otherwise

    def body(self, node: Node) -> BodyTold:
        known = ("key", "months", "weekday", "starts", "minutes", "place", "link", "standing items")
        said = self.group(node, "A body", known)
        return BodyTold(
            line=node.line,
            key=self.value(said, "key", Shape.TEXT, ""),
            course=self.course(said),
            starts=self.clock(said, node.line),
            minutes=self.value(said, "minutes", Shape.NUMBER, 120),
            place=self.value(said, "place", Shape.TEXT, ""),
            link=self.value(said, "link", Shape.TEXT, ""),
            standing=tuple(self.item(each, STANDING_ITEM) for each in self.items(said, "standing items")),
        )

    def course(self, said: Map[str, Node]) -> Course | None:
        months = self.value(said, "months", Shape.TEXTS, [])
        weekday = self.value(said, "weekday", Shape.TEXT, Weekday.THURSDAY.value)
        if wrong := [month for month in months if month not in MONTHS]:
            self.fault(said["months"].line, f"There is no month called {wrong[0]}.")
        if weekday not in list(Weekday):
            self.fault(said["weekday"].line, f"There is no weekday called {weekday}.")
        elif months and not wrong:
            return Course(frozenset(MONTHS.index(month) + 1 for month in months), Weekday(weekday))
        return None

    def clock(self, said: Map[str, Node], line: int) -> time:
        try:
            return time.fromisoformat(self.value(said, "starts", Shape.TEXT, ""))
        except ValueError:
            self.fault(said["starts"].line if "starts" in said else line, 'A body says when it "starts", as 14:00.')
            return time()

    def meeting(self, node: Node) -> MeetingTold:
        known = ("key", "body", "title", "turn", "after", "days", "agenda", "story")
        said = self.group(node, "A meeting", known)
        return MeetingTold(
            line=node.line,
            key=self.value(said, "key", Shape.TEXT, ""),
            body=self.value(said, "body", Shape.TEXT, ""),
            title=self.value(said, "title", Shape.TEXT, ""),
            turn=self.value(said, "turn", Shape.NUMBER, 0),
            after=self.value(said, "after", Shape.TEXT, ""),
            days=self.value(said, "days", Shape.NUMBER, 0),
            items=tuple(self.item(each, ITEM) for each in self.items(said, "agenda")),
            entries=tuple(entry for each in self.items(said, "story") if (entry := self.entry(each))),
        )

    def item(self, node: Node, beside: Map[str, Shape]) -> Entry:
        shapes = {"item": Shape.TEXT, **beside}
        said = self.group(node, "An item", tuple(shapes))
        if "item" not in said:
            self.fault(node.line, 'An item says what it is called: "item".')
        values = {key: self.value(said, key, shape) for key, shape in shapes.items() if key in said}
        return Entry(node.line, Side.BEFORE, 0, "item", {"item": "", **values})

    def entry(self, node: Node) -> Entry | None:
        """One entry; nothing where it says no deed or no time."""
        keys = [key.value for key, _ in node.pairs] if isinstance(node, Mapping) else []
        deed = next((key for key in keys if key in DEEDS), None)
        side = next((key for key in keys if key in list(Side)), None)
        if deed is None or side is None:
            unknown = next((key for key in keys if key not in {*DEEDS, *Side}), "")
            near = did_you_mean(unknown, list(DEEDS)) if unknown else ""
            lacks = "what happens" if deed is None else f"when it happens: {', '.join(Side)}"
            self.fault(node.line, f"An entry says {lacks}.{near}")
            return None
        shapes = {deed: DEEDS[deed].said, **DEEDS[deed].beside}
        said = self.group(node, f'An entry with "{deed}"', (side, *shapes))
        for key in DEEDS[deed].needs:
            if key not in said:
                self.fault(node.line, f'An entry with "{deed}" says "{key}" as well.')
        values = {key: self.value(said, key, shape) for key, shape in shapes.items() if key in said}
        number = self.value(said, side, Shape.NUMBER, 0)
        return Entry(node.line, Side(side), number, deed, values)

    def follow(self, story: Story) -> None:
        """What names a body, or a meeting before it, names one that is there."""
        bodies = {body.key: body for body in story.bodies}
        told: list[str] = []
        for meeting in story.meetings:
            body = bodies.get(meeting.body)
            if body is None:
                self.fault(meeting.line, f"There is no body called {meeting.body} in this story.")
            elif meeting.turn and body.course is None:
                self.fault(meeting.line, f"The body {meeting.body} has no months in which it meets.")
            if meeting.after and meeting.after not in told:
                self.fault(meeting.line, f"No meeting called {meeting.after} stands before this one.")
            if not (meeting.turn or meeting.days):
                self.fault(meeting.line, 'A meeting says when it is: "turn", or "days".')
            told.append(meeting.key)
