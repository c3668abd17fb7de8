"""How long each seat, deputyship and office was held: hand-made cases."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from governance.membership.sitting import Held, Membership, Office, SeatOf, Stretch


def key(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def day(text: str) -> date:
    return date.fromisoformat(text)


BOARD, GROUP, ANN, BEN, CAT = (key(name) for name in ("board", "group", "Ann", "Ben", "Cat"))
POLICE, ON_GROUP, BY_CHAIR, ROUND, ROUND_TOO = (key(name) for name in ("police", "on group", "by chair", "a", "b"))
CHAIR = Office(BOARD, "chair")
MEMBERSHIP = Membership(
    seats=[
        SeatOf(POLICE, BOARD, day("2008-05-01"), ends=day("2020-01-01")),
        SeatOf(ON_GROUP, GROUP, day("2009-01-01"), bound_to_seat=POLICE),
        SeatOf(BY_CHAIR, GROUP, day("2008-05-01"), bound_to_office=CHAIR),
        SeatOf(ROUND, GROUP, day("2008-05-01"), bound_to_seat=ROUND_TOO),
        SeatOf(ROUND_TOO, GROUP, day("2008-05-01"), bound_to_seat=ROUND),
    ],
    holdings=[
        (POLICE, Held(day("2008-06-01"), ANN)),
        (POLICE, Held(day("2010-01-01"))),
        (POLICE, Held(day("2010-07-01"), BEN)),
        (POLICE, Held(day("2011-07-01"), BEN)),
    ],
    namings=[(POLICE, Held(day("2008-07-01"), CAT)), (POLICE, Held(day("2010-08-01"), ANN))],
    offices=[(CHAIR, Held(day("2009-06-01"), seat=POLICE)), (CHAIR, Held(day("2012-01-01"), CAT))],
)


def told(stretches: list[Stretch]) -> list[tuple[str, str, UUID | None]]:
    return [(str(one.starts), str(one.ends or ""), one.person) for one in stretches]


def test_stretches_of_a_seat_tell_holders_and_vacancies_from_its_first_day_to_its_last() -> None:
    assert told(MEMBERSHIP.stretches_of_seat(POLICE)) == [
        ("2008-05-01", "2008-06-01", None),
        ("2008-06-01", "2010-01-01", ANN),
        ("2010-01-01", "2010-07-01", None),
        ("2010-07-01", "2020-01-01", BEN),
    ]


def test_stretches_of_a_bound_seat_follow_the_seat_it_is_bound_to() -> None:
    assert told(MEMBERSHIP.stretches_of_seat(ON_GROUP)) == [
        ("2009-01-01", "2010-01-01", ANN),
        ("2010-01-01", "2010-07-01", None),
        ("2010-07-01", "2020-01-01", BEN),
        ("2020-01-01", "", None),
    ]


def test_stretches_of_an_office_follow_its_seat_and_then_its_person() -> None:
    office = [
        ("2009-06-01", "2010-01-01", ANN),
        ("2010-01-01", "2010-07-01", None),
        ("2010-07-01", "2012-01-01", BEN),
        ("2012-01-01", "", CAT),
    ]
    found = told(MEMBERSHIP.stretches_of_office(CHAIR))
    assert [stretch for stretch in found if stretch[0] >= "2009-06-01"] == office
    assert told(MEMBERSHIP.stretches_of_seat(BY_CHAIR))[-4:] == office


def test_stretches_of_deputies_end_with_the_holding_they_were_named_under() -> None:
    assert told(MEMBERSHIP.stretches_of_deputy(POLICE)) == [
        ("2008-07-01", "2010-01-01", CAT),
        ("2010-08-01", "2011-07-01", ANN),
    ]
    assert MEMBERSHIP.stretches_of_deputy(BY_CHAIR) == []


def test_circle_of_bindings_is_one_vacancy() -> None:
    assert told(MEMBERSHIP.stretches_of_seat(ROUND)) == [("2008-05-01", "", None)]


def test_every_day_is_in_the_stretch_of_whoever_sits_then() -> None:
    for seat in (POLICE, ON_GROUP, BY_CHAIR):
        stretches = MEMBERSHIP.stretches_of_seat(seat)
        for year in range(2008, 2021):
            for asked in (date(year, 5, 1), date(year, 7, 1), date(year, 12, 31)):
                found = [one.person for one in stretches if one.has(asked)]
                assert found == (
                    [MEMBERSHIP.tenure_of_seat(seat, asked).person] if MEMBERSHIP.seats[seat].is_there(asked) else []
                )
