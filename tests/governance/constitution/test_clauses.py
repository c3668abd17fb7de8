"""How clauses are known, ordered and placed, and where they stand on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.clauses import (
    NUMBER,
    Part,
    Piece,
    Placed,
    group_of,
    in_order,
    may_be_numbered,
    may_repeal,
    may_stand,
    part_on,
    pieces,
    place_for,
)

MAY, JUNE, JULY = date(2020, 5, 1), date(2020, 6, 1), date(2020, 7, 1)
AMONG = [
    Placed("K1.1", "Agreement", 0),
    Placed("K10.4", "Agreement", 1),
    Placed("KA1", "Annex", 2),
    Placed("KA10", "Annex", 3),
]


@pytest.mark.parametrize("key", ["K10.4", "K6.2a", "KA9", "K10R.1", "M3.11b", "H0.10", "3.1", "12", "S-4.b"])
def test_number_is_taken_when_it_is_one_of_an_agreement(key: str) -> None:
    assert NUMBER.fullmatch(key)


@pytest.mark.parametrize("key", ["", "Quorum", "K10.", ".4", "K 1", "K1..2", "4(b)", "source_1", "K1\n", "K1/2", "É1"])
def test_number_is_refused_when_no_anchor_or_address_could_be_made_of_it(key: str) -> None:
    assert not NUMBER.fullmatch(key)
    assert "one digit at least" in may_be_numbered(key, taken=()).sentence


def test_number_is_refused_when_another_differs_by_capitals_alone() -> None:
    assert may_be_numbered("k1.1", taken=["K1.1"]).sentence == "There is a clause k1.1 already."
    assert may_be_numbered("K1.2", taken=["K1.1"]).allowed


def test_numbers_are_sorted_as_people_count() -> None:
    counted = ["3", "3.2", "3.10", "K6.2", "K6.2a", "K6.10", "K10.1", "K10R.1", "KA1", "KA10"]
    mixed = ["KA10", "K10R.1", "K6.10", "3.10", "K6.2a", "K10.1", "3", "KA1", "K6.2", "3.2"]
    assert sorted(mixed, key=in_order) == counted


NUMBERS = st.from_regex(r"([A-Za-z0-9]+[.-])*[A-Za-z0-9]*[0-9][A-Za-z0-9]*([.-][A-Za-z0-9]+)*", fullmatch=True)
"""Those of `NUMBER`, none drawn in vain."""


@given(st.lists(NUMBERS, max_size=6))
def test_any_numbers_can_be_sorted(keys: list[str]) -> None:
    assert all(NUMBER.fullmatch(key) for key in keys)
    assert [in_order(key) for key in sorted(keys, key=in_order)] == sorted(map(in_order, keys))


@pytest.mark.parametrize(
    ("key", "group"), [("K10.4", "K10"), ("K10R.1", "K10R"), ("KA9", "KA"), ("3.1", "3"), ("12", "12"), ("HU15", "HU")]
)
def test_group_is_what_the_numbers_of_a_chapter_share(key: str, group: str) -> None:
    assert group_of(key) == group


@pytest.mark.parametrize(
    ("key", "source", "position"),
    [
        ("K10.5", "Agreement", 1),
        ("K2.1", "Agreement", 0),
        ("K0.1", "Agreement", 0),
        ("KA2", "Annex", 2),
        ("KA11", "Annex", 3),
        ("X1", "Elsewhere", 4),
    ],
)
def test_new_clause_stands_behind_the_last_of_its_source_with_a_lower_number(
    key: str, source: str, position: int
) -> None:
    assert place_for(key, source=source, among=AMONG) == position


def test_first_clause_stands_first() -> None:
    assert place_for("K1.1", source="", among=[]) == 0


@pytest.mark.parametrize(
    ("starts", "ends", "standing", "part"),
    [
        (MAY, None, "in force", Part.IN_FORCE),
        (JUNE, None, "in force", Part.IN_FORCE),
        (JULY, None, "in force", Part.TO_COME),
        (MAY, JULY, "in force", Part.IN_FORCE),
        (MAY, JUNE, "in force", Part.OVER),
        (MAY, JULY, "repealed", Part.IN_FORCE),
        (MAY, JUNE, "repealed", Part.OVER),
        (MAY, None, "proposed", Part.PROPOSED),
        (JULY, None, "proposed", Part.TO_COME),
        (MAY, JUNE, "proposed", Part.OVER),
    ],
)
def test_part_is_where_a_clause_stands_on_the_day(starts: date, ends: date | None, standing: str, part: Part) -> None:
    assert part_on(JUNE, starts=starts, ends=ends, standing=standing) is part


def test_text_is_cut_where_it_names_other_clauses() -> None:
    keys = {"H7.4", "H7.14", "H7.14a", "R2"}
    assert pieces("By H7.4 to H7.14 (not H7.140 or XR2).", keys) == [
        Piece("By "),
        Piece("H7.4", key="H7.4"),
        Piece(" to "),
        Piece("H7.14", key="H7.14"),
        Piece(" (not H7.140 or XR2)."),
    ]
    assert pieces("As in H7.14a.", keys) == [Piece("As in "), Piece("H7.14a", key="H7.14a"), Piece(".")]
    assert pieces("", keys) == []


@given(st.text(alphabet="KR1.2a -\n", max_size=30))
def test_pieces_hold_the_whole_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text, {"K1", "K1.2", "R2", "K1.2a"})) == text


@pytest.mark.parametrize(
    ("kinds", "ends", "standing", "reason"),
    [
        (["rule"], None, "in force", ""),
        (["rule", "check"], JUNE, "repealed", ""),
        (["reading"], None, "proposed", ""),
        ([], None, "in force", "Say how the clause is kept: one way at least."),
        (["rule"], MAY, "in force", "The clause must end after it begins."),
        (["rule"], None, "repealed", "A clause is repealed from a day on: say from which."),
    ],
)
def test_may_stand_tells_what_a_clause_lacks(kinds: list[str], ends: date | None, standing: str, reason: str) -> None:
    assert may_stand(kinds=kinds, starts=MAY, ends=ends, standing=standing).sentence == reason


@pytest.mark.parametrize(
    ("was", "ends", "standing", "reason"),
    [
        (None, JUNE, "in force", ""),
        (JULY, JUNE, "in force", ""),
        (JULY, JULY, "in force", ""),
        (None, MAY, "in force", "It is in force from 1 May 2020 on; it can be repealed only from a later day."),
        (JUNE, JULY, "in force", "It ends on 1 June 2020, before that day."),
        (JULY, JUNE, "repealed", "It is repealed from 1 July 2020 already."),
        (None, JUNE, "proposed", "It is only proposed and was never in force. Change it: give it an end there."),
    ],
)
def test_may_repeal_tells_why_a_clause_cannot_be(was: date | None, ends: date, standing: str, reason: str) -> None:
    assert may_repeal(starts=MAY, was=was, ends=ends, standing=standing).sentence == reason
