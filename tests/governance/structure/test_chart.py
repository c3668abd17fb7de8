"""The structure chart: its laws, on charts made by chance and on the shapes that real trusts have."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from governance.structure.chart import Chart, Route, chart_of
from governance.structure.chart_plan import COLUMNS, Line, Net, Node, levels_of, nets_of
from tests.examples import examples

Segment = tuple[tuple[int, int], tuple[int, int]]


def node(key: str, **said: bool) -> Node:
    return Node(key, f"The {key} board of everything", **said)


def chart(*lines: tuple[str, str], alone: tuple[str, ...] = ()) -> Chart:
    keys = dict.fromkeys([key for line in lines for key in line] + list(alone))
    return chart_of([node(key) for key in keys], [Line(*line) for line in lines])


def rows_of(drawn: Chart) -> list[list[str]]:
    tops = sorted({box.y for box in drawn.boxes})
    return [[str(box.node.key) for box in drawn.boxes if box.y == top] for top in tops]


def segments_of(route: Route) -> list[Segment]:
    return [(min(pair), max(pair)) for pair in pairwise(route.points)]


def share_a_stretch(one: Segment, other: Segment) -> bool:
    """Whether the two lie on one another for more than a point."""
    for axis in (0, 1):
        across = 1 - axis
        if one[0][axis] == one[1][axis] == other[0][axis] == other[1][axis]:
            return min(one[1][across], other[1][across]) > max(one[0][across], other[0][across])
    return False


def test_body_stands_below_those_it_answers_to() -> None:
    drawn = chart(("group", "board"), ("board", "council"), ("team", "group"), ("team", "board"))
    assert rows_of(drawn) == [["council"], ["board"], ["group"], ["team"]]


def test_wide_level_is_set_in_even_rows() -> None:
    drawn = chart(*((f"group {letter}", "board") for letter in "abcdefghi"))
    assert [len(row) for row in rows_of(drawn)] == [1, 3, 3, 3]


def test_outside_bodies_that_answer_to_ours_stand_below_all_of_ours() -> None:
    nodes = [node("board"), node("group"), node("team"), node("forum", is_outside=True)]
    lines = [Line("group", "board"), Line("team", "group"), Line("forum", "board")]
    assert rows_of(chart_of(nodes, lines))[-1] == ["forum"]


def test_body_without_lines_stands_last() -> None:
    assert rows_of(chart(("group", "board"), alone=("other",)))[-1] == ["other"]


def test_circle_is_drawn_with_one_line_leading_down() -> None:
    levels = levels_of(["a", "b", "c"], [Line("a", "b"), Line("b", "c"), Line("c", "a")])
    assert sorted(levels.values()) == [0, 1, 2]


def test_empty_trust_gives_an_empty_picture() -> None:
    drawn = chart_of([], [])
    assert (drawn.boxes, drawn.routes) == ((), ())


def test_lines_to_and_from_what_is_not_there_are_left_out() -> None:
    drawn = chart_of([node("board")], [Line("board", "board"), Line("board", "gone"), Line("gone", "board")])
    assert drawn.routes == ()


def test_many_lines_from_one_body_are_gathered_at_that_body_and_many_to_one_at_the_other() -> None:
    out = [Line("board", f"partner {number}") for number in range(5)]
    into = [Line(f"group {number}", "board") for number in range(4)]
    nets = nets_of([*out, *into])
    assert {nets[line] for line in out} == {Net("board", is_parents=False)}
    assert {nets[line] for line in into} == {Net("board", is_parents=True)}


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ([Line("youth", "board", through="the service")], ["through the service"]),
        ([Line("youth", "board", through="it"), Line("youth", "council")], ["through it"]),
        (
            [Line("youth", "board", through="it"), Line("youth", "council"), Line("a", "board"), Line("b", "council")],
            ["to The board board of", "everything: through it"],
        ),
    ],
)
def test_seat_through_which_a_line_runs_is_written_on_it(lines: list[Line], written: list[str]) -> None:
    drawn = chart_of([node(key) for key in ("youth", "board", "council", "a", "b")], lines)
    assert [word.text for label in drawn.labels for word in label.words] == written


def test_name_too_long_for_its_box_is_broken_into_lines() -> None:
    [box] = chart_of([Node("b", "Strategy board for child and adolescent mental health " + "x" * 60)], []).boxes
    assert " ".join(words.text for words in box.name).replace(" ", "").endswith("x" * 60)
    assert box.height > 21 * len(box.name)


KEYS = [f"b{number}" for number in range(12)]


@examples(150)
@example(  # a line that leads down, past the stub of another one in the channel above its child
    keys=["b5", "b3", "b0", "b1", "b2", "b4", "b6", "b7", "b8", "b9"],
    lines=[
        ("b1", "b6"),
        ("b1", "b8"),
        ("b2", "b4"),
        ("b3", "b0"),
        ("b3", "b2"),
        ("b4", "b3"),
        ("b5", "b0"),
        ("b5", "b4"),
        ("b5", "b9"),
        ("b7", "b0"),
        ("b9", "b3"),
    ],
    outside=set(),
)
@given(
    keys=st.lists(st.sampled_from(KEYS), unique=True, max_size=12),
    lines=st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=24, unique=True),
    outside=st.sets(st.sampled_from(KEYS)),
)
def test_chart_keeps_its_laws_whatever_the_lines(
    keys: list[str], lines: list[tuple[str, str]], outside: set[str]
) -> None:
    drawn = chart_of([node(key, is_outside=key in outside) for key in keys], [Line(*line) for line in lines])
    assert {box.node.key for box in drawn.boxes} == set(keys)
    assert max((len(row) for row in rows_of(drawn)), default=0) <= COLUMNS
    for one, other in combinations(drawn.boxes, 2):
        apart_across = one.x + one.width < other.x or other.x + other.width < one.x
        assert apart_across or one.bottom < other.y or other.bottom < one.y
    for route in drawn.routes:
        for (ax, ay), (bx, by) in segments_of(route):
            assert 0 < ax <= bx < drawn.width
            assert 0 <= ay <= by <= drawn.height
            for box in drawn.boxes:
                assert bx <= box.x or ax >= box.x + box.width or by <= box.y or ay >= box.bottom
    for one, other in combinations(drawn.routes, 2):
        if one.line.parent != other.line.parent and one.line.child != other.line.child:
            for piece in segments_of(one):
                assert not any(share_a_stretch(piece, another) for another in segments_of(other))
