"""What follows, by hand-made cases: each act on a small board, and the sentences that its page shows."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

import pytest

from governance.membership.consequences import (
    SOMEBODY,
    Compared,
    Names,
    of_correction,
    of_holding,
    of_naming,
    of_office,
)
from governance.membership.sitting import Held, Membership, Office, SeatOf


def key(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def day(text: str) -> date:
    return date.fromisoformat(text)


BOARD, GROUP = key("board"), key("group")
ANN, BEN, CAT, DAN = (key(name) for name in ("Ann", "Ben", "Cat", "Dan"))
POLICE, HEALTH, DIRECTOR, EMPTY, ON_GROUP, CHAIRS = (
    key(name) for name in ("police", "health", "director", "empty", "on group", "chairs")
)
CHAIR, VICE = Office(BOARD, "chair"), Office(BOARD, "vice-chair")
START = day("2008-05-01")

MEMBERSHIP = Membership(
    seats=[
        SeatOf(POLICE, BOARD, START),
        SeatOf(HEALTH, BOARD, START, ends=day("2012-01-01")),
        SeatOf(DIRECTOR, BOARD, START),
        SeatOf(EMPTY, BOARD, START),
        SeatOf(ON_GROUP, GROUP, START, bound_to_seat=POLICE),
        SeatOf(CHAIRS, GROUP, START, bound_to_office=CHAIR),
    ],
    holdings=[
        (POLICE, Held(START, ANN)),
        (HEALTH, Held(START, CAT)),
        (DIRECTOR, Held(START, DAN)),
        (DIRECTOR, Held(day("2011-01-01"))),
    ],
    namings=[(POLICE, Held(START, BEN)), (ON_GROUP, Held(START, CAT))],
    offices=[(CHAIR, Held(START, seat=DIRECTOR)), (VICE, Held(START, person=ANN))],
)
NAMES = Names(
    people={ANN: "Ann Ames", BEN: "Ben Bold", CAT: "Cat Cole", DAN: "Dan Dove"},
    seats={
        POLICE: "Police",
        HEALTH: "Health",
        DIRECTOR: "Director",
        EMPTY: "Voluntary sector",
        ON_GROUP: "Police",
        CHAIRS: "The chair",
    },
    bodies={BOARD: "the board", GROUP: "the group"},
)
ON = "2010-01-01"


def given(seat: UUID, person: UUID | None, on: str = ON) -> list[str]:
    """What follows from giving the seat to the person on the day."""
    rows = [row for row in MEMBERSHIP.rows_of_seat(seat) if row.starts != day(on)]
    after = MEMBERSHIP.with_rows(holdings={seat: [*rows, Held(day(on), person)]})
    return of_holding(Compared(MEMBERSHIP, after, day(on), NAMES), seat)


@pytest.mark.parametrize(
    ("case", "seat", "person", "on", "expected"),
    [
        (
            "a vacant seat is filled",
            EMPTY,
            BEN,
            ON,
            ["Ben Bold holds it from 1 January 2010 on.", "Nothing else changes."],
        ),
        (
            "nobody was chosen yet",
            EMPTY,
            SOMEBODY,
            ON,
            ["Whoever you choose holds it from 1 January 2010 on.", "Nothing else changes."],
        ),
        (
            "replaced: deputy, the bound seat and its deputy, and an office held in person",
            POLICE,
            DAN,
            ON,
            [
                "Ann Ames holds the seat until 1 January 2010.",
                "Dan Dove holds it from 1 January 2010 on.",
                "The naming of Ben Bold as deputy ends with it.",
                "Ann Ames stays vice-chair of the board on the record, without a seat there: elect somebody else.",
                "The seat Police on the group, held ex officio, goes to Dan Dove too.",
                "The naming of Cat Cole as deputy of Police on the group ends with it.",
            ],
        ),
        (
            "left vacant",
            POLICE,
            None,
            ON,
            [
                "Ann Ames holds the seat until 1 January 2010.",
                "From 1 January 2010 it is vacant.",
                "The naming of Ben Bold as deputy ends with it.",
                "Ann Ames stays vice-chair of the board on the record, without a seat there: elect somebody else.",
                "The seat Police on the group, held ex officio, falls vacant too.",
                "The naming of Cat Cole as deputy of Police on the group ends with it.",
            ],
        ),
        (
            "until the seat ends",
            HEALTH,
            BEN,
            ON,
            [
                "Cat Cole holds the seat until 1 January 2010.",
                "Ben Bold holds it from 1 January 2010 until 1 January 2012, when the seat ends.",
                "Nothing else changes.",
            ],
        ),
        (
            "an office goes with the seat, and a seat with the office; and a change is to come",
            DIRECTOR,
            BEN,
            ON,
            [
                "Dan Dove holds the seat until 1 January 2010.",
                "Ben Bold holds it from 1 January 2010 until 1 January 2011, when the next change on record begins.",
                "Ben Bold becomes chair of the board with it.",
                "The seat The chair on the group, held ex officio, goes to Ben Bold too.",
            ],
        ),
        (
            "an office falls vacant with the seat",
            DIRECTOR,
            None,
            ON,
            [
                "Dan Dove holds the seat until 1 January 2010.",
                "From 1 January 2010 until 1 January 2011, when the next change on record begins it is vacant.",
                "The office of chair of the board falls vacant with it.",
                "The seat The chair on the group, held ex officio, falls vacant too.",
            ],
        ),
    ],
)
def test_of_holding(case: str, seat: UUID, person: UUID | None, on: str, expected: list[str]) -> None:
    assert given(seat, person, on) == expected


def test_of_holding_leaves_an_office_out_when_its_holder_keeps_another_seat() -> None:
    both = MEMBERSHIP.with_rows(holdings={EMPTY: [Held(START, ANN)]})
    after = both.with_rows(holdings={POLICE: [*both.rows_of_seat(POLICE), Held(day(ON), DAN)]})
    assert not [line for line in of_holding(Compared(both, after, day(ON), NAMES), POLICE) if "vice-chair" in line]


def test_of_holding_looks_ahead_to_what_is_due_while_it_lasts() -> None:
    """Dan, who is to be vice-chair in 2010, gives up his seat in 2009 for a time: until the day of the next change."""
    coming = MEMBERSHIP.with_rows(offices={VICE: [Held(day(ON), person=DAN)]})
    for on, back, expected in (
        ("2009-01-01", "2011-01-01", True),
        ("2009-01-01", "2009-06-01", False),
    ):
        rows = [Held(START, DAN), Held(day(on)), Held(day(back), DAN)]
        after = coming.with_rows(holdings={DIRECTOR: rows})
        said = of_holding(Compared(coming, after, day(on), NAMES), DIRECTOR)
        warning = "Dan Dove stays vice-chair of the board on the record, without a seat there: elect somebody else."
        assert (warning in said) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (
            CAT,
            [
                "Ben Bold is deputy until 1 January 2010.",
                "Cat Cole is deputy from 1 January 2010 on, as long as Ann Ames holds the seat.",
                "Nothing else changes.",
            ],
        ),
        (
            None,
            [
                "Ben Bold is deputy until 1 January 2010.",
                "From 1 January 2010 on the seat has no deputy.",
                "Nothing else changes.",
            ],
        ),
        (BEN, ["Nothing else changes."]),
    ],
)
def test_of_naming(person: UUID | None, expected: list[str]) -> None:
    after = MEMBERSHIP.with_rows(namings={POLICE: [*MEMBERSHIP.rows_of_deputy(POLICE), Held(day(ON), person)]})
    assert of_naming(Compared(MEMBERSHIP, after, day(ON), NAMES), POLICE) == expected


@pytest.mark.parametrize(
    ("office", "held", "expected"),
    [
        (
            VICE,
            Held(day(ON), person=CAT),
            [
                "Ann Ames is vice-chair until 1 January 2010.",
                "Cat Cole is vice-chair from 1 January 2010 on.",
                "Nothing else changes.",
            ],
        ),
        (
            VICE,
            Held(day(ON)),
            [
                "Ann Ames is vice-chair until 1 January 2010.",
                "From 1 January 2010 the board has no vice-chair.",
                "Nothing else changes.",
            ],
        ),
        (
            CHAIR,
            Held(day(ON), seat=POLICE),
            [
                "Dan Dove is chair until 1 January 2010.",
                "From 1 January 2010 whoever holds the seat Police is chair: at present Ann Ames.",
                "The seat The chair on the group, held ex officio, goes to Ann Ames too.",
            ],
        ),
        (
            VICE,
            Held(day(ON), seat=EMPTY),
            [
                "Ann Ames is vice-chair until 1 January 2010.",
                "From 1 January 2010 whoever holds the seat Voluntary sector is vice-chair: at present nobody.",
                "Nothing else changes.",
            ],
        ),
        (
            VICE,
            Held(day("2008-01-01"), person=CAT),
            [
                "Cat Cole is vice-chair from 1 January 2008 until 1 May 2008, when the next change on record begins.",
                "Nothing else changes.",
            ],
        ),
    ],
)
def test_of_office(office: Office, held: Held, expected: list[str]) -> None:
    after = MEMBERSHIP.with_rows(offices={office: [*MEMBERSHIP.rows_of_office(office), held]})
    assert of_office(Compared(MEMBERSHIP, after, held.starts, NAMES), office) == expected


@pytest.mark.parametrize(
    ("rows", "days", "expected"),
    [
        (
            [Held(day("2008-06-01"), ANN)],
            ["2008-05-01", "2008-06-01"],
            [
                "The record then says: nobody from 1 May 2008 until 1 June 2008; Ann Ames from 1 June 2008.",
                "Ann Ames stays vice-chair of the board on the record, without a seat there: elect somebody else.",
                "The seat Police on the group, held ex officio, falls vacant too.",
                "The naming of Cat Cole as deputy of Police on the group ends with it.",
            ],
        ),
        (
            [],
            ["2008-05-01"],
            [
                "The record then says: nobody from 1 May 2008.",
                "Ann Ames stays vice-chair of the board on the record, without a seat there: elect somebody else.",
                "The seat Police on the group, held ex officio, falls vacant too.",
                "The naming of Cat Cole as deputy of Police on the group ends with it.",
            ],
        ),
        (
            [Held(START, ANN)],
            ["2008-05-01"],
            ["The record then says: Ann Ames from 1 May 2008.", "Nothing else changes."],
        ),
    ],
)
def test_of_correction(rows: list[Held], days: list[str], expected: list[str]) -> None:
    after = MEMBERSHIP.with_rows(holdings={POLICE: rows})
    compared = [Compared(MEMBERSHIP, after, day(on), NAMES) for on in days]
    assert of_correction(compared, after.stretches_of_seat(POLICE), seat=POLICE) == expected


def test_of_correction_says_so_when_nothing_is_left() -> None:
    after = MEMBERSHIP.with_rows(offices={VICE: []})
    said = of_correction([Compared(MEMBERSHIP, after, START, NAMES)], after.stretches_of_office(VICE), office=VICE)
    assert said == ["The record then says nothing of those days.", "Nothing else changes."]
