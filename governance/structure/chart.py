"""The structure chart: bodies as boxes in rows, and the lines from each to those it answers to. Values in, places out.

Its laws:

1. A body stands below every body it answers to. Where lines lead in a circle, one of them leads down.
2. No two boxes overlap, and no line runs through a box.
3. Lines that share a stretch lead to the same body, or come from the same one; all others only cross.

All measures are in pixels of the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from governance.structure.chart_plan import BOX_WIDTH, GAP, Key, Line, Node, Plan, plan_of
from governance.structure.lettering import wrapped

PADDING = 12
NAME_LINE, NOTE_LINE = 21, 18
NAME_SIZE, NOTE_SIZE = 16, 14
ARROW, ABOVE_LANES, LANE, BELOW_LANES = 14, 22, 12, 14
CORNER = 6


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, where its baseline begins."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A body's place."""

    node: Node
    x: int
    y: int
    width: int
    height: int
    name: tuple[Words, ...]
    notes: tuple[Words, ...]

    @property
    def middle(self) -> int:
        """Half way along it."""
        return self.x + self.width // 2

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Route:
    """A line's way, from the child's upper edge to the parent's lower one. `path` is what an SVG draws of it."""

    line: Line
    points: tuple[tuple[int, int], ...]
    is_proposed: bool

    @property
    def path(self) -> str:
        """The way with rounded corners, so that lines that join are not taken for lines that cross."""
        (x, y), *rest = self.points
        said = [f"M{x} {y}"]
        for (ax, ay), (bx, by), (cx, cy) in zip(self.points, self.points[1:], self.points[2:], strict=False):
            before, after = _towards((bx, by), (ax, ay)), _towards((bx, by), (cx, cy))
            said.append(f"L{before[0]} {before[1]}Q{bx} {by} {after[0]} {after[1]}")
        return "".join([*said, f"L{rest[-1][0]} {rest[-1][1]}"])

    @property
    def arrow(self) -> str:
        """The head of the arrow, at the parent."""
        x, y = self.points[-1]
        return f"M{x} {y}l-6 11h12z"


@dataclass(frozen=True, slots=True)
class Label:
    """Through which seat a line runs, written across it."""

    x: int
    y: int
    width: int
    height: int
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture; its boxes in reading order, row by row."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    labels: tuple[Label, ...]


def chart_of(nodes: Iterable[Node], lines: Iterable[Line]) -> Chart:
    """The picture of these bodies and lines. Lines from or to anything else, or to the body itself, are left out."""
    plan = plan_of(nodes, lines)
    boxes: dict[Key, Box] = {}
    labels: list[Label] = []
    lane_tops: list[int] = []
    y = 0
    for channel, row in enumerate([*plan.rows, []]):
        above = [
            label for key in (plan.rows[channel - 1] if channel else []) if (label := _label(plan, key, is_top=False))
        ]
        labels += [_lowered(label, y + ARROW) for label in above]
        y += max((label.height for label in above), default=0)
        lane_tops.append(y + ABOVE_LANES)
        lanes = len(set(plan.lanes[channel].values()))
        y += ABOVE_LANES + LANE * lanes + BELOW_LANES if lanes else GAP if channel and row else 4
        below = [label for key in row if (label := _label(plan, key, is_top=True))]
        y += max((label.height for label in below), default=0)
        labels += [_lowered(label, y - label.height - 6) for label in below]
        placed = [_box(plan.nodes[key], plan.middles[key], y) for key in row]
        tallest = max((box.height for box in placed), default=0)
        boxes |= {box.node.key: replace(box, height=tallest) for box in placed}
        y += tallest
    routes = [_route(plan, line, boxes, lane_tops) for line in plan.nets]
    return Chart(plan.width, y + 4, tuple(boxes.values()), tuple(routes), tuple(labels))


def _route(plan: Plan, line: Line, boxes: Mapping[Key, Box], lane_tops: list[int]) -> Route:
    child, parent, net = boxes[line.child], boxes[line.parent], plan.nets[line]

    def lane(channel: int) -> int:
        return lane_tops[channel] + LANE * plan.lanes[channel][net]

    leaving, arriving = plan.leaving[line.child, net], plan.arriving[line.parent, net]
    up = lane(plan.row_of[line.child])
    points = [(leaving, child.y), (leaving, up)]
    if line in plan.tracks:
        points += [(plan.tracks[line], up), (plan.tracks[line], lane(plan.row_of[line.parent] + 1))]
    points += [(arriving, points[-1][1]), (arriving, parent.bottom)]
    return Route(line, _without_turns_of_nothing(points), child.node.is_proposed or parent.node.is_proposed)


def _without_turns_of_nothing(points: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept = list(dict.fromkeys(points))
    turns = [
        b
        for a, b, c in zip(kept, kept[1:], kept[2:], strict=False)
        if not (a[0] == b[0] == c[0] or a[1] == b[1] == c[1])
    ]
    return (kept[0], *turns, kept[-1])


def _box(node: Node, middle: int, y: int) -> Box:
    left, top = middle - BOX_WIDTH // 2 + PADDING, y + PADDING
    name = wrapped(node.name, NAME_SIZE, BOX_WIDTH - 2 * PADDING, is_bold=True)
    notes = [line for note in node.notes for line in wrapped(note, NOTE_SIZE, BOX_WIDTH - 2 * PADDING)]
    below = top + NAME_LINE * len(name)
    return Box(
        node=node,
        x=middle - BOX_WIDTH // 2,
        y=y,
        width=BOX_WIDTH,
        height=2 * PADDING + NAME_LINE * len(name) + NOTE_LINE * len(notes),
        name=tuple(Words(left, top + NAME_LINE * place + 15, text) for place, text in enumerate(name)),
        notes=tuple(Words(left, below + NOTE_LINE * place + 14, text) for place, text in enumerate(notes)),
    )


def _label(plan: Plan, key: Key, *, is_top: bool) -> Label | None:
    """Through which seats lines run, written where they stand alone: above the one body that answers to a shared one,
    or beneath the one that a shared one answers to. Its upper edge is at nought.
    """
    here = [line for line, net in plan.nets.items() if (line.child if is_top else line.parent) == key]
    alone = [line for line in here if plan.nets[line].is_parents == is_top]
    texts = [_through(plan, line, is_alone=len(here) == 1, is_top=is_top) for line in alone if line.through]
    written = [part for text in texts for part in wrapped(text, NOTE_SIZE, BOX_WIDTH - 8)]
    if not written:
        return None
    left = plan.middles[key] - BOX_WIDTH // 2
    words = tuple(Words(left + 4, NOTE_LINE * place + 15, text) for place, text in enumerate(written))
    return Label(left, 0, BOX_WIDTH, NOTE_LINE * len(written) + 4, words)


def _through(plan: Plan, line: Line, *, is_alone: bool, is_top: bool) -> str:
    if is_alone:
        return f"through {line.through}"
    other = f"to {plan.nodes[line.parent].name}" if is_top else plan.nodes[line.child].name
    return f"{other}: through {line.through}"


def _lowered(label: Label, by: int) -> Label:
    words = tuple(replace(word, y=word.y + by) for word in label.words)
    return replace(label, y=label.y + by, words=words)


def _towards(corner: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """A point a little way from the corner, never more than half way to the other."""
    away = [
        max(-CORNER, min(CORNER, (end - start) // 2)) if end != start else 0
        for start, end in zip(corner, other, strict=True)
    ]
    return corner[0] + away[0], corner[1] + away[1]
