"""Who is barred from an item: Kent K6.2 and K6.2a, Haringey H7.7, Medway M3.9 and M3.9a."""

from __future__ import annotations

import pytest

from governance.constitution.core.bars import (
    Barred,
    Declared,
    Item,
    Ruled,
    awaiting,
    barred_among,
    barred_seats,
    bars_of,
)
from governance.constitution.core.language import Voice
from governance.constitution.core.meeting import Here, Seat
from governance.constitution.core.settings import Bar, Binds, Interest, Interests, Out

SEATS = (
    Seat("police", agency="police", holder="pam"),
    Seat("trust-one", agency="health-trust", holder="hana"),
    Seat("trust-two", agency="health-trust", holder="hugo"),
)
KENT = Interests(
    kinds=(Interest("personal", goes_unasked=True), Interest("professional", bar=Bar.NEVER)),
)
MEDWAY = Interests(
    kinds=(
        Interest("personal", bar=Bar.ITSELF, out=Out.STAYS),
        Interest("bidder", bar=Bar.ITSELF, binds=Binds.AGENCY, decisions=("commissioning",)),
    ),
)
ITEM = Item("four", decision="commissioning")
PAM = Declared(1, "pam", "police", "personal", item="four")


@pytest.mark.parametrize(
    ("ruled", "goes", "bars"),
    [
        (None, False, ()),
        (Ruled.TAKES_PART, False, ()),
        (Ruled.STAYS, False, (Barred(Binds.PERSON, "pam", is_out=False, why="personal"),)),
        (Ruled.LEAVES, False, (Barred(Binds.PERSON, "pam", is_out=True, why="personal"),)),
        (None, True, (Barred(Binds.PERSON, "pam", is_out=True, why="personal"),)),
    ],
)
def test_bars_of_a_personal_interest_in_kent_by_the_chairs_ruling_or_ones_own_choice(
    ruled: Ruled | None, goes: bool, bars: tuple[Barred, ...]
) -> None:
    declared = Declared(1, "pam", "police", "personal", item="four", goes=goes, ruled=ruled)
    assert bars_of(KENT, [declared], ITEM, SEATS) == bars


def test_bars_of_a_professional_interest_are_none_even_when_ruled() -> None:
    declared = Declared(1, "pam", "police", "professional", item="four", ruled=Ruled.LEAVES)
    assert bars_of(KENT, [declared], ITEM, SEATS) == ()


def test_bars_of_a_personal_interest_in_medway_are_by_the_rule_itself_when_the_chair_allows() -> None:
    declared = Declared(1, "pam", "police", "personal", item="four", ruled=Ruled.TAKES_PART)
    assert bars_of(MEDWAY, [declared], ITEM, SEATS) == (Barred(Binds.PERSON, "pam", is_out=False, why="personal"),)


def test_bars_of_a_bidder_bind_every_seat_of_the_agency_and_no_ruling_is_asked() -> None:
    item = Item("four", decision="commissioning", bidders=frozenset({"health-trust"}))
    bars = bars_of(MEDWAY, [], item, SEATS)
    assert barred_seats(bars, SEATS) == {"trust-one", "trust-two"}
    deputy = Here("dee", "trust-two", by=Voice.DEPUTY)
    assert barred_among(bars, [Here("pam", "police"), Here("hana", "trust-one"), deputy], SEATS) == {
        "hana": True,
        "dee": True,
    }


def test_bars_of_a_bidder_are_none_when_nothing_is_commissioned() -> None:
    assert bars_of(MEDWAY, [], Item("five", bidders=frozenset({"health-trust"})), SEATS) == ()


def test_bars_of_an_item_leave_out_what_was_declared_for_another() -> None:
    declared = Declared(1, "pam", "police", "personal", item="four", goes=True)
    assert bars_of(KENT, [declared], Item("five"), SEATS) == ()


def test_bars_of_a_person_do_not_reach_their_deputy() -> None:
    bars = bars_of(KENT, [Declared(1, "pam", "police", "personal", ruled=Ruled.LEAVES)], ITEM, SEATS)
    assert barred_among(bars, [Here("dee", "police", by=Voice.DEPUTY)], SEATS) == {}


def test_awaiting_are_those_whom_nobody_has_ruled_on_and_who_did_not_go() -> None:
    gone = Declared(2, "hana", "trust-one", "personal", item="four", goes=True)
    ruled = Declared(3, "hugo", "trust-two", "personal", item="four", ruled=Ruled.STAYS)
    plain = Declared(4, "hugo", "trust-two", "professional", item="four")
    assert awaiting(KENT, [PAM, gone, ruled, plain], decisions={"four": "commissioning"}) == (PAM,)
