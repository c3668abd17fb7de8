"""The structure chart: bodies as boxes in rows, and the lines from each to those it answers to. Values in, places out.

Its laws:

1. A body stands below every body it answers to. Where lines lead in a circle, one of them leads down.
2. No two boxes overlap, and no line runs through a box.
3. Lines to the same body run together; lines to different bodies cross, but never share a stretch.

All measures are in pixels of the picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from governance.structure.lettering import wrapped

Key = Hashable

COLUMNS = 4
BOX_WIDTH, GAP, MARGIN = 200, 32, 32
PADDING = 12
NAME_LINE, NOTE_LINE = 21, 18
NAME_SIZE, NOTE_SIZE = 16, 14
ABOVE_LANES, LANE, BELOW_LANES = 20, 12, 12
CLEAR_OF_BOX, CLEAR_OF_LINE, STEP = 6, 8, 4
CORNER = 6
AWAY = 4000


@dataclass(frozen=True, slots=True)
class Node:
    """A body as the picture shows it: `notes` say in words what its border says."""

    key: Key
    name: str
    notes: tuple[str, ...] = ()
    is_outside: bool = False
    is_proposed: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One body answers to another; `through` names the seat by which it does."""

    child: Key
    parent: Key
    through: str = ""


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


@dataclass(slots=True)
class _Plan:
    """Where everything stands across, before the heights are known."""

    nodes: dict[Key, Node]
    lines: list[Line]
    rows: list[list[Key]] = field(default_factory=list)
    row_of: dict[Key, int] = field(default_factory=dict)
    middles: dict[Key, int] = field(default_factory=dict)
    ports: dict[Line, int] = field(default_factory=dict)
    tracks: dict[Line, int] = field(default_factory=dict)
    lanes: list[dict[Key, int]] = field(default_factory=list)
    width: int = 0


def chart_of(nodes: Iterable[Node], lines: Iterable[Line]) -> Chart:
    """The picture of these bodies and lines. Lines from or to anything else, or to the body itself, are left out."""
    known = {node.key: node for node in nodes}
    drawn = dict.fromkeys(
        line for line in lines if line.child in known and line.parent in known and line.child != line.parent
    )
    plan = _Plan(nodes=known, lines=list(drawn))
    _set_out_rows(plan)
    _place_ports(plan)
    _choose_tracks(plan)
    _choose_lanes(plan)
    return _drawn(plan)


def levels_of(keys: Sequence[Key], lines: Sequence[Line]) -> dict[Key, int]:
    """How far below the top each body stands: below all it answers to, as far as there is no circle."""
    parents: dict[Key, set[Key]] = defaultdict(set)
    for line in lines:
        parents[line.child].add(line.parent)
    levels: dict[Key, int] = {}
    waiting = list(keys)
    while waiting:
        ready = [key for key in waiting if parents[key] <= levels.keys()] or waiting[:1]
        levels |= {
            key: max((levels[parent] + 1 for parent in parents[key] if parent in levels), default=0) for key in ready
        }
        waiting = [key for key in waiting if key not in levels]
    return levels


def _set_out_rows(plan: _Plan) -> None:
    """Rows of at most COLUMNS, level by level; what has no line stands at the end."""
    by_level: dict[int, list[Key]] = defaultdict(list)
    for key, level in _shown_levels(plan).items():
        by_level[level].append(key)
    groups = [group for level in sorted(by_level) for group in _groups(by_level[level], plan.nodes)]
    counts = [size for group in groups for size in _even(len(group))]
    most = max(counts, default=1)
    plan.width = most * BOX_WIDTH + (most - 1) * GAP + 2 * MARGIN
    for group in groups:
        waiting = _by_parents(group, plan)
        for size in _even(len(group)):
            _add_row(plan, waiting[:size])
            waiting = waiting[size:]


def _shown_levels(plan: _Plan) -> dict[Key, int]:
    """As `levels_of`, but what is outside and answers to ours stands below all of ours, and what has no line last."""
    joined = {key for line in plan.lines for key in (line.child, line.parent)}
    parents = {line.parent for line in plan.lines}
    levels = levels_of([key for key in plan.nodes if key in joined], plan.lines)
    lowest = len(plan.nodes)
    return {
        key: lowest + 1
        if key not in joined
        else lowest
        if node.is_outside and key not in parents and levels[key]
        else levels[key]
        for key, node in plan.nodes.items()
    }


def _groups(level: list[Key], nodes: Mapping[Key, Node]) -> list[list[Key]]:
    """A level that fits into one row stays one; else its own bodies, the proposed and the outside ones are apart."""
    if len(level) <= COLUMNS:
        return [level]
    ranks: dict[int, list[Key]] = defaultdict(list)
    for key in level:
        ranks[2 * nodes[key].is_outside + nodes[key].is_proposed].append(key)
    return [ranks[rank] for rank in sorted(ranks)]


def _even(number: int) -> list[int]:
    """So many boxes in rows as even as can be: 9 -> 3, 3, 3."""
    rows = -(-number // COLUMNS)
    return [number // rows + (row < number % rows) for row in range(rows)]


def _by_parents(group: list[Key], plan: _Plan) -> list[Key]:
    """Beneath what they answer to, from left to right."""

    def place(key: Key) -> tuple[float, bool, bool, str]:
        above = [plan.middles[line.parent] for line in plan.lines if line.child == key and line.parent in plan.middles]
        node = plan.nodes[key]
        return (sum(above) / len(above) if above else 0, node.is_outside, node.is_proposed, node.name)

    return sorted(group, key=place)


def _add_row(plan: _Plan, row: list[Key]) -> None:
    start = (plan.width - len(row) * BOX_WIDTH - (len(row) - 1) * GAP) // 2
    for place, key in enumerate(row):
        plan.row_of[key] = len(plan.rows)
        plan.middles[key] = start + place * (BOX_WIDTH + GAP) + BOX_WIDTH // 2
    plan.rows.append(row)


def _place_ports(plan: _Plan) -> None:
    """Where each line leaves its child: straight up where it can, else beside the middle, which others may use."""
    leaving: dict[Key, list[Line]] = defaultdict(list)
    for line in plan.lines:
        leaving[line.child].append(line)
    for child, lines in leaving.items():
        middle = plan.middles[child]
        if len(lines) == 1 and _is_next(plan, lines[0]) and plan.middles[lines[0].parent] == middle:
            plan.ports[lines[0]] = middle
            continue
        spread = min(32, (BOX_WIDTH - 40) // len(lines))
        first = middle - spread * (len(lines) - 1) // 2 - 10
        for place, line in enumerate(sorted(lines, key=lambda line: plan.middles[line.parent])):
            port = first + spread * place
            plan.ports[line] = port + 6 if abs(port - middle) < CLEAR_OF_LINE // 2 else port


def _is_next(plan: _Plan, line: Line) -> bool:
    """Whether the parent stands in the row just above."""
    return plan.row_of[line.child] == plan.row_of[line.parent] + 1


def _choose_tracks(plan: _Plan) -> None:
    """Where lines that pass other rows do so: clear of every box there and of lines to others."""
    used: dict[int, Key] = {}
    for line in plan.lines:
        if _is_next(plan, line):
            continue
        child_row, parent_row = plan.row_of[line.child], plan.row_of[line.parent]
        passed = range(min(parent_row + 1, child_row), max(child_row, parent_row + 1))
        boxes = [plan.middles[key] for row in passed for key in plan.rows[row]]
        posts = [plan.middles[key] for key in plan.rows[parent_row] if key != line.parent]
        posts += [port for other, port in plan.ports.items() if plan.row_of[other.child] == child_row and other != line]
        posts += [track for track, parent in used.items() if parent != line.parent]
        ends = (plan.ports[line], plan.middles[line.parent])
        free = (
            x
            for x in (*ends, *range(STEP, plan.width + AWAY, STEP))
            if all(abs(x - middle) >= BOX_WIDTH // 2 + CLEAR_OF_BOX for middle in boxes)
            and all(abs(x - post) >= CLEAR_OF_LINE for post in posts)
        )
        track = min(
            free, key=lambda x: sum(abs(x - end) for end in ends) - (BOX_WIDTH if used.get(x) == line.parent else 0)
        )
        used[track] = line.parent
        plan.tracks[line] = track
    plan.width = max([plan.width, *(track + MARGIN // 2 for track in plan.tracks.values())])


def _choose_lanes(plan: _Plan) -> None:
    """In the channel above each row, and below the last, one lane for the lines to each body."""
    users: list[set[Key]] = [set() for _ in range(len(plan.rows) + 1)]
    for line in plan.lines:
        users[plan.row_of[line.child]].add(line.parent)
        users[plan.row_of[line.parent] + 1].add(line.parent)
    for channel, parents in enumerate(users):
        in_order = sorted(
            parents,
            key=lambda key: (plan.row_of[key] + 1 != channel, plan.middles[key], plan.row_of[key]),
        )
        plan.lanes.append({key: lane for lane, key in enumerate(in_order)})


def _drawn(plan: _Plan) -> Chart:
    boxes: dict[Key, Box] = {}
    labels: list[Label] = []
    lane_tops: list[int] = []
    y = 0
    for row, lanes in zip([*plan.rows, []], plan.lanes, strict=True):
        lane_tops.append(y + ABOVE_LANES)
        y += ABOVE_LANES + LANE * len(lanes) if lanes else 0
        written = [label for key in row if (label := _label_of(plan, key))]
        y += max((label.height for label in written), default=0) + (BELOW_LANES if lanes else GAP if y and row else 4)
        labels += [_lowered(label, y - 6) for label in written]
        placed = [_box(plan.nodes[key], plan.middles[key], y) for key in row]
        tallest = max((box.height for box in placed), default=0)
        boxes |= {box.node.key: _stretched(box, tallest) for box in placed}
        y += tallest
    routes = [_route(plan, line, boxes, lane_tops) for line in plan.lines]
    return Chart(plan.width, y + 4, tuple(boxes.values()), tuple(routes), tuple(labels))


def _route(plan: _Plan, line: Line, boxes: Mapping[Key, Box], lane_tops: list[int]) -> Route:
    child, parent = boxes[line.child], boxes[line.parent]

    def lane(channel: int) -> int:
        return lane_tops[channel] + LANE * plan.lanes[channel][line.parent]

    port, up = plan.ports[line], lane(plan.row_of[line.child])
    points = [(port, child.y), (port, up)]
    if line in plan.tracks:
        points += [(plan.tracks[line], up), (plan.tracks[line], lane(plan.row_of[line.parent] + 1))]
    points += [(parent.middle, points[-1][1]), (parent.middle, parent.bottom)]
    return Route(line, _without_turns_of_nothing(points), child.node.is_proposed or parent.node.is_proposed)


def _without_turns_of_nothing(points: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept = list(dict.fromkeys(points))
    straight = [
        b
        for a, b, c in zip(kept, kept[1:], kept[2:], strict=False)
        if not (a[0] == b[0] == c[0] or a[1] == b[1] == c[1])
    ]
    return (kept[0], *straight, kept[-1])


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


def _stretched(box: Box, height: int) -> Box:
    return Box(box.node, box.x, box.y, box.width, height, box.name, box.notes)


def _label_of(plan: _Plan, child: Key) -> Label | None:
    """What is written above a body about the seats its lines run through, its lower edge at nought."""
    lines = [line for line in plan.ports if line.child == child]
    texts = [
        f"through {line.through}" if len(lines) == 1 else f"to {plan.nodes[line.parent].name}: through {line.through}"
        for line in lines
        if line.through
    ]
    written = [part for text in texts for part in wrapped(text, NOTE_SIZE, BOX_WIDTH - 8)]
    if not written:
        return None
    left, height = plan.middles[child] - BOX_WIDTH // 2, NOTE_LINE * len(written) + 6
    words = tuple(Words(left + 4, NOTE_LINE * place + 16 - height, text) for place, text in enumerate(written))
    return Label(left, -height, BOX_WIDTH, height, words)


def _lowered(label: Label, by: int) -> Label:
    words = tuple(Words(word.x, word.y + by, word.text) for word in label.words)
    return Label(label.x, label.y + by, label.width, label.height, words)


def _towards(corner: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """A point a little way from the corner, never more than half way to the other."""
    away = [
        max(-CORNER, min(CORNER, (end - start) // 2)) if end != start else 0
        for start, end in zip(corner, other, strict=True)
    ]
    return corner[0] + away[0], corner[1] + away[1]
