"""Where everything of a structure chart stands across, before its heights are known. Values in, places out.

The lines are gathered in nets: all that lead to one body, or all that come from one, whichever are more. The lines of
a net may run together; those of different nets never do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Key = Hashable

COLUMNS = 4
BOX_WIDTH, GAP, MARGIN = 200, 32, 32
CLEAR_OF_BOX, CLEAR_OF_LINE, STEP = 6, 8, 4
PORT, EDGE = 12, 12
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
class Net:
    """All lines to one body, its children's; or all lines from one body, to its parents."""

    hub: Key
    is_parents: bool


@dataclass(slots=True)
class Plan:
    """Rows from the top; where boxes have their middles, where nets leave and reach them, and by which ways.

    `lanes` has for each channel, above each row and below the last, which lane each net takes there.
    """

    nodes: dict[Key, Node]
    nets: dict[Line, Net]
    rows: list[list[Key]] = field(default_factory=list)
    row_of: dict[Key, int] = field(default_factory=dict)
    middles: dict[Key, int] = field(default_factory=dict)
    arriving: dict[tuple[Key, Net], int] = field(default_factory=dict)
    leaving: dict[tuple[Key, Net], int] = field(default_factory=dict)
    tracks: dict[Line, int] = field(default_factory=dict)
    lanes: list[dict[Net, int]] = field(default_factory=list)
    width: int = 0

    def is_next(self, line: Line) -> bool:
        """Whether the parent stands in the row just above."""
        return self.row_of[line.child] == self.row_of[line.parent] + 1


def plan_of(nodes: Iterable[Node], lines: Iterable[Line]) -> Plan:
    """The plan of these bodies and lines. Lines from or to anything else, or to the body itself, are left out."""
    known = {node.key: node for node in nodes}
    drawn = dict.fromkeys(
        line for line in lines if line.child in known and line.parent in known and line.child != line.parent
    )
    plan = Plan(nodes=known, nets=nets_of(drawn))
    _set_out_rows(plan)
    _place_ports(plan)
    _choose_tracks(plan)
    _choose_lanes(plan)
    return plan


def nets_of(lines: Iterable[Line]) -> dict[Line, Net]:
    """Every line in one net: the largest is gathered first, then the largest of what is left."""
    left = dict.fromkeys(lines)
    found: dict[Line, Net] = {}
    while left:
        nets: dict[Net, list[Line]] = defaultdict(list)
        for line in left:
            nets[Net(line.parent, is_parents=True)].append(line)
            nets[Net(line.child, is_parents=False)].append(line)
        net = max(nets, key=lambda net: (len(nets[net]), net.is_parents))
        for line in nets[net]:
            found[line] = net
            del left[line]
    return found


def levels_of(keys: Sequence[Key], lines: Iterable[Line]) -> dict[Key, int]:
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


def _set_out_rows(plan: Plan) -> None:
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


def _shown_levels(plan: Plan) -> dict[Key, int]:
    """As `levels_of`, but what is outside and answers to ours stands below all of ours, and what has no line last."""
    joined = {key for line in plan.nets for key in (line.child, line.parent)}
    parents = {line.parent for line in plan.nets}
    levels = levels_of([key for key in plan.nodes if key in joined], plan.nets)
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


def _by_parents(group: list[Key], plan: Plan) -> list[Key]:
    """Beneath what they answer to, from left to right."""

    def place(key: Key) -> tuple[float, bool, bool, str]:
        above = [plan.middles[line.parent] for line in plan.nets if line.child == key and line.parent in plan.middles]
        node = plan.nodes[key]
        return (sum(above) / len(above) if above else 0, node.is_outside, node.is_proposed, node.name)

    return sorted(group, key=place)


def _add_row(plan: Plan, row: list[Key]) -> None:
    start = (plan.width - len(row) * BOX_WIDTH - (len(row) - 1) * GAP) // 2
    for place, key in enumerate(row):
        plan.row_of[key] = len(plan.rows)
        plan.middles[key] = start + place * (BOX_WIDTH + GAP) + BOX_WIDTH // 2
    plan.rows.append(row)


def _place_ports(plan: Plan) -> None:
    """Where nets reach the lower edges and leave the upper ones: side by side, and never in line with each other."""
    reaching: dict[Key, dict[Net, list[int]]] = defaultdict(lambda: defaultdict(list))
    going: dict[Key, dict[Net, list[int]]] = defaultdict(lambda: defaultdict(list))
    for line, net in plan.nets.items():
        reaching[line.parent][net].append(plan.middles[line.child])
        going[line.child][net].append(plan.middles[line.parent])
    for key, nets in reaching.items():
        places = _spread(len(nets), is_odd=False, leans=1)
        for net, place in zip(_from_left(nets), places, strict=True):
            plan.arriving[key, net] = plan.middles[key] + place
    straight = {line.child: line for line in plan.nets if plan.is_next(line)}
    for key, nets in going.items():
        middle, straight_up = plan.middles[key], straight.get(key)
        if len(nets) == 1 and straight_up and plan.arriving[straight_up.parent, plan.nets[straight_up]] == middle:
            plan.leaving[key, plan.nets[straight_up]] = middle
            continue
        leans = 1 if sum(sum(places) / len(places) - middle for places in nets.values()) > 0 else -1
        for net, place in zip(_from_left(nets), _spread(len(nets), is_odd=True, leans=leans), strict=True):
            plan.leaving[key, net] = middle + place


def _from_left(nets: Mapping[Net, Sequence[int]]) -> list[Net]:
    return sorted(nets, key=lambda net: sum(nets[net]) / len(nets[net]))


def _spread(number: int, *, is_odd: bool, leans: int) -> list[int]:
    """So many places about the middle, all at odd multiples of PORT or all at even ones."""
    step = min(2 * PORT, (BOX_WIDTH - 2 * EDGE) // number)
    shift = 0 if (number % 2 == 0) == is_odd else leans * step // 2
    return [step * place - step * (number - 1) // 2 + shift for place in range(number)]


def _choose_tracks(plan: Plan) -> None:
    """Where lines that pass other rows do so: clear of every box there and of the lines of other nets."""
    used: dict[int, Net] = {}
    for line, net in plan.nets.items():
        if plan.is_next(line):
            continue
        ends = plan.leaving[line.child, net], plan.arriving[line.parent, net]
        posts = [*_stubs(plan, line), *(track for track, other in used.items() if other != net)]
        boxes = [plan.middles[key] for row in _passed(plan, line) for key in plan.rows[row]]
        free = (
            x
            for x in (*ends, *range(STEP, plan.width + AWAY, STEP))
            if all(abs(x - middle) >= BOX_WIDTH // 2 + CLEAR_OF_BOX for middle in boxes)
            and all(abs(x - post) >= CLEAR_OF_LINE for post in posts)
        )
        own = {track for track, other in used.items() if other == net}
        track = min(free, key=lambda x: sum(abs(x - end) for end in ends) - (BOX_WIDTH if x in own else 0))
        used[track] = net
        plan.tracks[line] = track
    plan.width = max([plan.width, *(track + MARGIN // 2 for track in plan.tracks.values())])


def _passed(plan: Plan, line: Line) -> range:
    """The rows that the line passes; where it leads down, its child's and its parent's too."""
    child, parent = plan.row_of[line.child], plan.row_of[line.parent]
    return range(min(parent + 1, child), max(child, parent + 1))


def _stubs(plan: Plan, line: Line) -> Iterator[int]:
    """Where other nets go up or down in the two channels in which the line turns: above its child, below its parent."""
    net, child, parent = plan.nets[line], plan.row_of[line.child], plan.row_of[line.parent]
    yield from (
        x for (key, other), x in plan.leaving.items() if other != net and plan.row_of[key] in {child, parent + 1}
    )
    yield from (
        x for (key, other), x in plan.arriving.items() if other != net and plan.row_of[key] in {child - 1, parent}
    )


def _choose_lanes(plan: Plan) -> None:
    """In each channel one lane for each net, shared by those that stay clear of each other."""
    reaches: list[dict[Net, list[int]]] = [defaultdict(list) for _ in range(len(plan.rows) + 1)]
    for line, net in plan.nets.items():
        leaving, arriving = plan.leaving[line.child, net], plan.arriving[line.parent, net]
        track = plan.tracks.get(line)
        reaches[plan.row_of[line.child]][net] += [leaving, arriving if track is None else track]
        reaches[plan.row_of[line.parent] + 1][net] += [leaving if track is None else track, arriving]
    for channel in reaches:
        lanes: list[list[tuple[int, int]]] = []
        chosen: dict[Net, int] = {}
        for net in sorted(channel, key=lambda net: (not net.is_parents, min(channel[net]))):
            reach = min(channel[net]) - CLEAR_OF_LINE, max(channel[net]) + CLEAR_OF_LINE
            fitting = (
                n for n, taken in enumerate(lanes) if all(reach[1] < left or right < reach[0] for left, right in taken)
            )
            lane = next(fitting, len(lanes))
            lanes += [[]] if lane == len(lanes) else []
            lanes[lane].append(reach)
            chosen[net] = lane
        plan.lanes.append(chosen)
