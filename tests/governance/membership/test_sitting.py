"""Who sat on this body on that day: hand-made cases for each law of governance/membership/sitting.py."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.membership.sitting import Held, Membership, Office, SeatOf, circles


def key(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def day(text: str) -> date:
    return date.fromisoformat(text)


BOARD, GROUP = key("board"), key("group")
ANN, BEN, CAT, DAN = (key(name) for name in ("Ann", "Ben", "Cat", "Dan"))
CHAIR = Office(BOARD, "chair")
POLICE, HEALTH, DIRECTOR, OLD, ON_GROUP, VIA_OFFICE = (
    key(name) for name in ("police", "health", "director", "old", "on group", "via office")
)

MEMBERSHIP = Membership(
    seats=[
        SeatOf(POLICE, BOARD, day("2008-05-01")),
        SeatOf(HEALTH, BOARD, day("2008-05-01")),
        SeatOf(DIRECTOR, BOARD, day("2008-05-01")),
        SeatOf(OLD, BOARD, day("2008-05-01"), ends=day("2010-01-01")),
        SeatOf(ON_GROUP, GROUP, day("2009-01-01"), bound_to_seat=POLICE),
        SeatOf(VIA_OFFICE, GROUP, day("2009-01-01"), bound_to_office=CHAIR),
    ],
    holdings=[
        (POLICE, Held(day("2008-05-01"), ANN)),
        (POLICE, Held(day("2009-06-01"), BEN)),
        (HEALTH, Held(day("2008-05-01"), CAT)),
        (HEALTH, Held(day("2009-03-01"))),
        (HEALTH, Held(day("2009-09-01"), CAT)),
        (DIRECTOR, Held(day("2008-05-01"), DAN)),
        (DIRECTOR, Held(day("2012-01-01"), ANN)),
        (OLD, Held(day("2008-05-01"), ANN)),
    ],
    namings=[
        (POLICE, Held(day("2008-07-01"), CAT)),
        (HEALTH, Held(day("2008-06-01"), ANN)),
        (HEALTH, Held(day("2008-12-01"))),
        (ON_GROUP, Held(day("2009-02-01"), DAN)),
    ],
    offices=[
        (CHAIR, Held(day("2008-05-01"), seat=DIRECTOR)),
        (CHAIR, Held(day("2011-01-01"), person=CAT)),
        (CHAIR, Held(day("2011-07-01"))),
    ],
)


@pytest.mark.parametrize(
    ("case", "seat", "on", "holder", "deputy", "offices"),
    [
        ("the day before it begins", POLICE, "2008-04-30", None, None, ()),
        ("its first day", POLICE, "2008-05-01", ANN, None, ()),
        ("a deputy from their first day", POLICE, "2008-07-01", ANN, CAT, ()),
        ("the last day before the replacement", POLICE, "2009-05-31", ANN, CAT, ()),
        ("replaced, and the deputy's naming ends with it", POLICE, "2009-06-01", BEN, None, ()),
        ("held for ever after", POLICE, "2030-01-01", BEN, None, ()),
        ("a deputy of a seat", HEALTH, "2008-11-30", CAT, ANN, ()),
        ("a naming ended by a row with nobody", HEALTH, "2008-12-01", CAT, None, ()),
        ("left vacant", HEALTH, "2009-03-01", None, None, ()),
        ("the last day of the vacancy", HEALTH, "2009-08-31", None, None, ()),
        ("the same person again", HEALTH, "2009-09-01", CAT, None, ()),
        ("the last day of a seat", OLD, "2009-12-31", ANN, None, ()),
        ("a seat that has ended", OLD, "2010-01-01", None, None, ()),
        ("an office by seat", DIRECTOR, "2010-12-31", DAN, None, ("chair",)),
        ("an office that went to another's person", DIRECTOR, "2011-01-01", DAN, None, ()),
        ("an office by person, wherever they sit", HEALTH, "2011-01-01", CAT, None, ("chair",)),
        ("a vacant office", HEALTH, "2011-07-01", CAT, None, ()),
        ("a future holding, the day before", DIRECTOR, "2011-12-31", DAN, None, ()),
        ("a future holding, its day", DIRECTOR, "2012-01-01", ANN, None, ()),
        ("ex officio through a seat", ON_GROUP, "2009-05-31", ANN, DAN, ()),
        ("ex officio: a new holder there is one here, and the deputy goes", ON_GROUP, "2009-06-01", BEN, None, ()),
        ("ex officio through an office held by seat", VIA_OFFICE, "2010-12-31", DAN, None, ()),
        ("ex officio through an office held by a person", VIA_OFFICE, "2011-01-01", CAT, None, ()),
        ("ex officio through a vacant office", VIA_OFFICE, "2011-07-01", None, None, ()),
        ("bound, before it is there itself", ON_GROUP, "2008-12-31", None, None, ()),
    ],
)
def test_sitting_on_a_day(
    case: str, seat: UUID, on: str, holder: UUID | None, deputy: UUID | None, offices: tuple[str, ...]
) -> None:
    body = MEMBERSHIP.seats[seat].body
    found = {sitting.seat.key: sitting for sitting in MEMBERSHIP.sitting(body, day(on))}.get(seat)
    assert (found.holder if found else None) == holder
    assert (found.deputy if found else None) == deputy
    assert (found.offices if found else ()) == offices


def test_sitting_lists_only_the_seats_that_are_there_in_their_order() -> None:
    assert [s.seat.key for s in MEMBERSHIP.sitting(BOARD, day("2009-12-31"))] == [POLICE, HEALTH, DIRECTOR, OLD]
    assert [s.seat.key for s in MEMBERSHIP.sitting(BOARD, day("2010-01-01"))] == [POLICE, HEALTH, DIRECTOR]
    assert MEMBERSHIP.sitting(GROUP, day("2008-12-31")) == []


@pytest.mark.parametrize(
    ("seat", "on", "until"),
    [
        (POLICE, "2008-06-01", "2009-06-01"),
        (POLICE, "2009-06-01", None),
        (OLD, "2009-06-01", "2010-01-01"),
        (DIRECTOR, "2011-12-31", "2012-01-01"),
    ],
)
def test_sitting_says_until_when_it_stays_so(seat: UUID, on: str, until: str | None) -> None:
    assert MEMBERSHIP.sitting_of(MEMBERSHIP.seats[seat], day(on)).until == (day(until) if until else None)


def test_circle_of_bindings_holds_nobody_and_is_named() -> None:
    a, b = key("a"), key("b")
    office = Office(BOARD, "vice-chair")
    seats = {
        a: SeatOf(a, BOARD, day("2008-05-01"), bound_to_seat=b),
        b: SeatOf(b, BOARD, day("2008-05-01"), bound_to_office=office),
        POLICE: SeatOf(POLICE, BOARD, day("2008-05-01"), bound_to_seat=a),
    }
    offices = [(office, Held(day("2008-05-01"), seat=a))]
    membership = Membership(seats=seats.values(), holdings=[], namings=[], offices=offices)
    assert membership.tenure_of_seat(a, day("2009-01-01")).person is None
    assert circles(seats, offices) == [a, b]


@given(
    rows=st.lists(
        st.tuples(st.integers(0, 400), st.sampled_from([None, ANN, BEN])), max_size=8, unique_by=lambda row: row[0]
    ),
    asked=st.integers(-10, 420),
)
def test_every_day_has_the_holder_of_the_latest_row_that_has_begun(
    rows: list[tuple[int, UUID | None]], asked: int
) -> None:
    start = day("2008-01-01")
    membership = Membership(
        seats=[SeatOf(POLICE, BOARD, day("2000-01-01"))],
        holdings=[(POLICE, Held(start + timedelta(days=offset), person)) for offset, person in rows],
        namings=[],
        offices=[],
    )
    expected = None
    for offset, person in sorted(rows, key=lambda row: row[0]):
        if offset <= asked:
            expected = person
    assert membership.tenure_of_seat(POLICE, start + timedelta(days=asked)).person == expected
