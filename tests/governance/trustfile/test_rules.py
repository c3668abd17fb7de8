"""What is refused because of what it would make of the trust; the sentence names file and line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.trustfile.compare import compare
from governance.trustfile.contents import Contents
from governance.trustfile.faults import Unreadable
from governance.trustfile.parse import parse
from governance.trustfile.rules import faults_of, may_load
from tests.examples import examples

KNOWN = """
trust: {slug: kent, name: Kent}
agencies:
- {key: police, name: Police, sector: police}
bodies:
- key: board
  name: Board
  kind: board
  from: 2008-05-01
  until: 2020-01-01
  offices: [chair]
  seats:
  - {key: police, title: Police, agency: police, from: 2008-05-01, until: 2020-01-01}
  - {key: free, title: Free, from: 2009-01-01, until: 2015-01-01}
- {key: group, name: Group, kind: sub-group, from: 2009-01-01, offices: [chair], seats: [
    {key: bound, title: Bound, bound to seat: board/police}]}
people:
- {key: ann, name: Ann}
- {key: ben, name: Ben}
clauses:
- {key: K1.1, text: We meet., kinds: [rule], from: 2008-05-01}
holdings:
- {seat: board/police, from: 2008-05-01, person: ann}
"""


def contents(text: str) -> Contents:
    return parse(text.encode(), source="kent.yaml")


def faults_in(text: str, known: str | None = KNOWN) -> list[str]:
    before = compare(None, contents(known)).merged if known else None
    return [fault.told("kent.yaml") for fault in faults_of(compare(before, contents(f"trust: {{slug: kent}}\n{text}")))]


def seat(said: str) -> str:
    return f"bodies:\n- key: board\n  seats:\n  - {said}"


def body(said: str) -> str:
    return f"bodies:\n- {said}"


def test_what_is_known_is_sound() -> None:
    assert faults_of(compare(None, contents(KNOWN))) == []
    assert faults_in("") == []


CASES = [
    (body("{key: new, name: New}"), 3, "The body new is new and needs: kind, from."),
    (body("{key: new, seats: [{key: a}]}"), 3, "The seat new/a is new and needs: title."),
    ("agencies:\n- {key: new}", 3, "The agency new is new and needs: name, sector."),
    ("clauses:\n- {key: K1.2}", 3, "The clause K1.2 is new and needs: text, kinds, from."),
    (
        "clauses:\n- {key: K1.2, text: A, kinds: [], from: 2008-05-01}",
        3,
        "The clause K1.2: Say how the clause is kept: one way at least.",
    ),
    ("clauses:\n- {key: K1.1, until: 2008-05-01}", 3, "The clause K1.1: The clause must end after it begins."),
    (
        "clauses:\n- {key: K1.1, standing: repealed}",
        3,
        "The clause K1.1: A clause is repealed from a day on: say from which.",
    ),
    (
        "clauses:\n- {key: k1.1, text: A, kinds: [data], from: 2008-05-01}",
        3,
        "The clause k1.1: k1.1 and K1.1 differ in small and capital letters alone.",
    ),
    ("people:\n- {key: nobody, name: Nobody}", 3, '"nobody" stands for a vacancy and cannot be the key of a person.'),
    ("people:\n- {key: cat}", 3, "The person cat is new and needs: name."),
    ("holdings:\n- {seat: board/free, from: 2010-01-01}", 3, "is new and needs: person."),
    ("offices:\n- {body: board, office: chair, from: 2010-01-01}", 3, "is new and needs: person or seat."),
    (
        "offices:\n- {body: board, office: chair, from: 2010-01-01, person: ann, seat: board/police}",
        3,
        "The chair of board from 1 January 2010 is given to a person and to a seat; say one of them.",
    ),
    (
        seat("{key: free, bound to seat: board/police, bound to office: board/chair}"),
        5,
        "The seat board/free is bound to a seat and to an office; it can be bound to one thing only.",
    ),
    (
        seat("{key: free, agency: polce}"),
        5,
        'The seat board/free names an agency "polce", which is neither in the file nor known. Did you mean "police"?',
    ),
    (seat("{key: free, bound to seat: board/polise}"), 5, 'names a seat "board/polise", which is neither'),
    (
        seat("{key: free, bound to office: bord/chair}"),
        5,
        'names a body "bord", which is neither in the file nor known',
    ),
    (
        seat("{key: free, bound to office: board/vice}"),
        5,
        "The seat board/free is bound to an office that the body board has not: its offices are chair.",
    ),
    (body("{key: board, reports to: [{to: borad, from: 2009-01-01}]}"), 3, 'names a body "borad", which'),
    (
        body("{key: board, reports to: [{to: group, through: board/x, from: 2009-01-01}]}"),
        3,
        'The line from board to group from 1 January 2009 names a seat "board/x", which is neither',
    ),
    ("holdings:\n- {seat: board/fre, from: 2010-01-01, person: ann}", 3, 'Did you mean "board/free"?'),
    ("holdings:\n- {seat: board/free, from: 2010-01-01, person: an}", 3, 'names a person "an", which is neither'),
    ("offices:\n- {body: bord, office: chair, from: 2010-01-01, person: ann}", 3, 'names a body "bord"'),
    (
        "offices:\n- {body: board, office: boss, from: 2010-01-01, person: ann}",
        3,
        "The boss of board from 1 January 2010: The body board has no such office: its offices are chair.",
    ),
    ("agencies:\n- {key: new, name: POLICE, sector: police}", 3, "agency of this name already."),
    (body("{key: new, name: Board, kind: local, from: 2009-01-01}"), 3, "There is a body of this name already."),
    (
        body("{key: group, until: 2008-01-01}"),
        3,
        "The body group: The end must come after the beginning on 1 January 2009.",
    ),
    (seat("{key: free, until: 2009-01-01}"), 5, "The seat board/free: The end must come after the beginning"),
    (
        seat("{key: free, until: 2021-01-01}"),
        5,
        "The seat board/free: The dates must lie within those of the body board: from 1 May 2008 until 1 January 2020.",
    ),
    (body("{key: board, until: 2012-01-01}"), 3, "The seat board/free: The dates must lie within those of the body"),
    (
        body("{key: board, reports to: [{to: group, from: 2009-01-01, until: 2009-01-01}]}"),
        3,
        "The line from board to group from 1 January 2009: The end must come after the beginning",
    ),
    (body("{key: board, reports to: [{to: board, from: 2009-01-01}]}"), 3, "A body cannot answer to itself."),
    (
        body("{key: board, reports to: [{to: group, from: 2009-01-01}, {to: group, from: 2010-01-01}]}"),
        3,
        "The line from board to group from 1 January 2010: It answers to that body already.",
    ),
    (
        f"{seat('{key: police, bound to seat: group/bound}')}",
        5,
        "Bindings lead in a circle, so that nobody can ever hold these seats: board/police, group/bound.",
    ),
    (
        "offices:\n- {body: group, office: chair, from: 2010-01-01, seat: group/bound}\n"
        + seat("{key: police, bound to office: group/chair}"),
        3,
        "Bindings lead in a circle",
    ),
    (
        "holdings:\n- {seat: group/bound, from: 2010-01-01, person: ann}",
        3,
        "The holding of group/bound from 1 January 2010: This seat is held ex officio",
    ),
    (
        "holdings:\n- {seat: board/free, from: 2008-12-31, person: ann}",
        3,
        "The seat is not there on 31 December 2008; it is there from 1 January 2009 until 1 January 2015.",
    ),
    ("holdings:\n- {seat: board/free, from: 2015-01-01, person: ann}", 3, "The seat is not there on 1 January 2015"),
    (seat("{key: police, bound to office: group/chair}"), 5, "This seat is held ex officio"),
    (
        "deputies:\n- {seat: board/free, from: 2010-01-01, person: ann}",
        3,
        "The deputy of board/free from 1 January 2010: Nobody holds the seat on 1 January 2010, so there is nobody",
    ),
    ("deputies:\n- {seat: board/police, from: 2010-01-01, person: ann}", 3, "a deputy is somebody else."),
    ("deputies:\n- {seat: board/police, from: 2020-01-01, person: ben}", 3, "The seat is not there on 1 January 2020"),
    (
        "offices:\n- {body: board, office: chair, from: 2010-01-01, person: ben}",
        3,
        "The chair of board from 1 January 2010: They hold no seat on this body on 1 January 2010.",
    ),
    ("offices:\n- {body: board, office: chair, from: 2010-01-01, seat: group/bound}", 3, "They hold no seat on this"),
    ("offices:\n- {body: board, office: chair, from: 2020-01-01, person: nobody}", 3, "The body is not there on 1"),
]


@pytest.mark.parametrize(("text", "line", "sentence"), CASES)
def test_file_is_refused_with_its_line_when_the_trust_would_not_stand(text: str, line: int, sentence: str) -> None:
    found = faults_in(text)
    assert [said for said in found if said.startswith(f"kent.yaml, line {line}: ") and sentence in said], found


@pytest.mark.parametrize(
    "text",
    [
        "holdings:\n- {seat: board/free, from: 2010-01-01, person: nobody}",
        "holdings:\n- {seat: board/police, from: 2008-05-01, person: ben}",
        "deputies:\n- {seat: group/bound, from: 2010-01-01, person: ben}",
        "deputies:\n- {seat: board/police, from: 2010-01-01, person: nobody}",
        "offices:\n- {body: group, office: chair, from: 2010-01-01, person: ann}",
        "offices:\n- {body: board, office: chair, from: 2010-01-01, seat: board/free}",
        "offices:\n- {body: board, office: chair, from: 2010-01-01, person: nobody}",
        body(
            "{key: board, reports to: [{to: group, from: 2009-01-01, until: 2010-01-01},"
            " {to: group, from: 2010-01-01}]}"
        ),
        seat("{key: free, bound to seat: group/bound}"),
        body("{key: group, seats: [{key: new, title: New}]}"),
    ],
)
def test_file_may_be_loaded_over_what_is_known(text: str) -> None:
    assert faults_in(text) == []


def test_new_trust_needs_a_name() -> None:
    assert faults_in("", known=None) == ["kent.yaml, line 1: The trust kent is new and needs: name."]


def test_what_is_so_already_is_not_questioned() -> None:
    """A seat may have been shortened after somebody was elected; a file that says no more than that may be loaded."""
    odd = KNOWN + "offices:\n- {body: board, office: chair, from: 2010-01-01, person: ben}\n"
    assert faults_in("offices:\n- {body: board, office: chair, from: 2010-01-01, person: ben}", known=odd) == []


def test_bindings_over_many_steps_are_refused() -> None:
    """However long the chain; asking who holds such a seat would go on for ever."""
    for length, is_refused in ((19, False), (21, True), (2_000, True)):
        chain = "".join(f"  - {{key: s{n}, title: S, bound to seat: board/s{n + 1}}}\n" for n in range(length))
        found = faults_in(
            f"bodies:\n- key: board\n  seats:\n{chain}  - {{key: s{length}, title: S}}\n".replace(
                "title: S", "title: S, until: 2019-01-01"
            )
            + "deputies:\n- {seat: board/s0, from: 2010-01-01, person: nobody}\n"
        )
        assert bool(found) == is_refused, length
        assert all("is bound to its holder over more than 20 steps" in said for said in found if "And" not in said)


def test_faults_are_told_together_up_to_as_many_as_one_reads() -> None:
    text = "holdings:\n" + "".join(
        f"- {{seat: board/free, from: 2010-01-{day:02}, person: nobody-{day}}}\n" for day in range(1, 32)
    )
    verdict = may_load(compare(None, contents(KNOWN + text.replace("holdings:\n", ""))))
    assert len(verdict.reasons) == 26
    assert verdict.reasons[-1] == "And 6 more."


@examples(60)
@given(st.data())
def test_garbled_file_is_loaded_or_refused_calmly(data: st.DataObject) -> None:
    """Lines of the example taken away, doubled or exchanged, over nothing or over the example itself."""
    lines = KNOWN.strip().splitlines()
    places = st.integers(0, len(lines) - 1)
    for place, other in data.draw(st.lists(st.tuples(places, places), max_size=4)):
        deed = data.draw(st.sampled_from(["drop", "double", "exchange", "word"]))
        if deed == "drop":
            lines[place] = ""
        elif deed == "double":
            lines[place] = f"{lines[place]}\n{lines[place]}"
        elif deed == "exchange":
            lines[place], lines[other] = lines[other], lines[place]
        else:
            words = data.draw(st.sampled_from(["police", "board", "ann", "free", "2009-01-01", "chair", "nobody"]))
            lines[place] = lines[place].replace(
                words, data.draw(st.sampled_from(["group", "bound", "2011-01-01", "x"]))
            )
    known = data.draw(st.sampled_from([None, compare(None, contents(KNOWN)).merged]))
    try:
        found = faults_of(compare(known, contents("\n".join(lines))))
    except Unreadable as unreadable:
        found = unreadable.faults
    assert all(fault.sentence for fault in found)
