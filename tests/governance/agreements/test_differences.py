"""What changed between two editions: which clause became which, and its words piece by piece."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.agreements.differences import Became, changes_only, compare, summary
from governance.agreements.text import clauses_in
from trustboard.wording.differences import Piece

FIRST = """# Agreement

1. Each agency sends a representative to the board.

2. The board meets four times a year in public.
(a) In January;
(b) in July.

3. Papers reach the members five clear days before.

4. Each agency pays a fair share of the cost of support.
"""

WORDS = ["agency", "board", "each", "members", "plan", "reads", "signs", "the"]
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
TEXTS = st.lists(
    st.tuples(st.sampled_from(["1. ", "2. ", "2.1 ", "(a) ", "(b) ", "3. ", "# ", ""]), SENTENCES), max_size=10
).map(lambda lines: "\n\n".join(start + sentence for start, sentence in lines))


def became(before: str, after: str) -> list[tuple[str, str, str]]:
    return [
        (change.became, change.before.number if change.before else "-", change.after.number if change.after else "-")
        for change in changes_only(compare(clauses_in(before), clauses_in(after)))
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("five clear days", "seven clear days", [("reworded", "3", "3")]),
        ("five clear\u00a0days", "five clear days", []),
        ("five clear days", "five clear\ndays", []),
        ("\n4. ", "\n5. ", [("renumbered", "4", "5")]),
        ("(b) in July.", "(b) in June.", [("reworded", "2(b)", "2(b)")]),
        ("# Agreement", "# Undertakings", [("added", "-", ""), ("removed", "", "-")]),
        ("(b) in July.\n", "", [("removed", "2(b)", "-")]),
        ("(b) in July.\n", "(b) in July.\n(c) In October.\n", [("added", "-", "2(c)")]),
    ],
)
def test_clause_became_what_was_done_to_it(old: str, new: str, found: list[tuple[str, str, str]]) -> None:
    assert sorted(became(FIRST, FIRST.replace(old, new))) == found


def test_clause_put_in_renumbers_those_after_it() -> None:
    """Given a clause put in before two others, one of them reworded, then both are known again by their words."""
    after = FIRST.replace("4. Each agency pays a fair", "5. Each agency pays an appropriate").replace(
        "3. Papers", "4. Papers"
    )
    after = after.replace("4. Papers", "3. The members of the board choose a chair each year.\n\n4. Papers")
    assert became(FIRST, after) == [("added", "-", "3"), ("renumbered", "3", "4"), ("reworded", "4", "5")]


def test_clause_as_like_two_others_is_the_one_of_its_number() -> None:
    before = "1. The agency signs each plan in June.\n\n2. The agency signs each plan in July."
    assert became(before, "2. The agency signs each plan in April.") == [("removed", "1", "-"), ("reworded", "2", "2")]


def test_clause_moved_is_not_taken_out_and_added() -> None:
    moved = "1. Papers reach the members five clear days before.\n\n2. Each agency sends a representative to the board."
    before = (
        "1. Each agency sends a representative to the board.\n\n2. Papers reach the members five clear days before."
    )
    assert became(before, moved) == [("renumbered", "2", "1"), ("renumbered", "1", "2")]


def test_clause_taken_out_stands_where_it_stood() -> None:
    found = compare(clauses_in("1. One.\n2. Two two.\n3. Three."), clauses_in("1. One.\n3. Three.\n4. Quite another."))
    assert [change.became for change in found] == ["same", "removed", "same", "added"]
    assert found[1].pieces == (Piece("struck", "Two two."),)
    assert found[3].pieces == (Piece("added", "Quite another."),)


def test_other_words_under_one_number_are_another_clause() -> None:
    before = "1. Each agency sends somebody senior enough to speak for it."
    after = "1. Meetings take place quarterly, on dates fixed a year ahead."
    assert became(before, after) == [("removed", "1", "-"), ("added", "-", "1")]


def test_reworded_clause_says_word_by_word_how_and_whether_its_number_changed() -> None:
    before, after = clauses_in("1. We meet four times a year."), clauses_in("2. We meet six times a year.")
    (change,) = compare(before, after)
    assert (change.became, change.is_renumbered) == (Became.REWORDED, True)
    assert change.pieces == (
        Piece("kept", "We meet "),
        Piece("struck", "four"),
        Piece("added", "six"),
        Piece("kept", " times a year."),
    )


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (FIRST, "Nothing has changed."),
        (FIRST.replace("five", "six"), "1 clause reworded; 6 as before."),
        (FIRST.replace("five", "six").replace("in public", "there").replace("(b) in July.\n", "") + "\n5. We sign.",
         "2 clauses reworded, 1 added, 1 taken out; 4 as before."),
        (FIRST.replace("\n4.", "\n5."), "1 clause renumbered; 6 as before."),
        ("", "7 clauses taken out."),
    ],
)  # fmt: skip
def test_summary_is_one_sentence(after: str, told: str) -> None:
    assert summary(compare(clauses_in(FIRST), clauses_in(after))) == told


@given(TEXTS, TEXTS)
def test_changes_give_back_both_texts(first: str, second: str) -> None:
    before, after = clauses_in(first), clauses_in(second)
    found = compare(before, after)
    assert tuple(change.after for change in found if change.after) == after
    assert Counter(change.before for change in found if change.before) == Counter(before)
    for change in found:
        old = "".join(piece.text for piece in change.pieces if piece.became != "added")
        new = "".join(piece.text for piece in change.pieces if piece.became != "struck")
        assert (old, new) == (change.before.words if change.before else "", change.after.words if change.after else "")
    for at, change in enumerate(found):
        if change.became is Became.REMOVED and change.before:
            place = before.index(change.before)
            assert (found[at - 1].before if at else None) == (before[place - 1] if place else None)


@given(TEXTS)
def test_text_compared_with_itself_has_not_changed(text: str) -> None:
    assert changes_only(compare(clauses_in(text), clauses_in(text))) == ()


def test_longest_agreements_are_compared_clause_by_clause() -> None:
    """Given 2,000 clauses in each text, when every third is reworded, then every one is known again."""
    chance = random.Random(7)
    vocabulary = [f"word{at}" for at in range(400)]
    texts = [[chance.choice(vocabulary) for _ in range(14)] for _ in range(2000)]
    changed = [[*words[:5], "otherwise", *words[6:]] if at % 3 == 0 else words for at, words in enumerate(texts)]
    before, after = (
        clauses_in(
            "\n\n".join(f"{1 + at // 500}.{1 + at % 500} The {' '.join(words)}." for at, words in enumerate(each))
        )
        for each in (texts, changed)
    )
    assert summary(compare(before, after)) == "667 clauses reworded; 1333 as before."
