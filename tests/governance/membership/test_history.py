"""Histories in plain sentences."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from governance.membership import acts
from governance.membership.history import Told, history_of_body, history_of_person, history_of_seat
from tests.world import CRITERION, SINCE, SeatedWorld, by, operator, signed_in
from trustboard.ledger.changes import erase_personal_text

pytestmark = pytest.mark.django_db

LATER = date(2021, 6, 3)


@pytest.fixture
def world() -> SeatedWorld:
    return SeatedWorld()


def texts(told: list[Told]) -> list[str]:
    return [one.text for one in told]


def test_seat_history_tells_what_was_recorded_the_latest_first(world: SeatedWorld) -> None:
    assert texts(history_of_seat(world.police)) == [
        "From 1 June 2020 Ben Bold is deputy for the seat.",
        "From 1 May 2020 Ann Ames holds the seat.",
        "The seat “Police” is added, from 1 May 2020.",
    ]


def test_seat_history_tells_a_vacancy_and_delegated_powers(world: SeatedWorld) -> None:
    acts.leave_vacant(world.police, starts=LATER, by=operator())
    acts.appoint(
        world.voluntary,
        person=world.ben,
        name="",
        starts=LATER,
        powers="To spend ten pounds",
        attested=[],
        by=operator(),
    )
    assert texts(history_of_seat(world.police))[0] == "From 3 June 2021 the seat is vacant."
    assert texts(history_of_seat(world.voluntary))[0] == (
        "From 3 June 2021 Ben Bold holds the seat, with these powers of its agency: To spend ten pounds."
    )


def test_seat_history_tells_a_correction_with_what_it_said_before_and_why(world: SeatedWorld) -> None:
    acts.correct_holding(
        world.police,
        day=SINCE,
        person=world.cat,
        name="",
        starts=LATER,
        powers="",
        attested=[CRITERION],
        reason="The minutes say so.",
        version=1,
        by=operator(),
    )
    told = next(one for one in history_of_seat(world.police) if one.is_correction)
    assert told.text == (
        "Corrected: from 3 June 2021 Cat Cole holds the seat. Before it said: from 1 May 2020 Ann Ames holds the seat."
    )
    assert told.reason == "The minutes say so."


def test_seat_history_tells_what_was_struck_out(world: SeatedWorld) -> None:
    acts.strike_naming(world.police, day=date(2020, 6, 1), reason="Never signed.", version=1, by=operator())
    told = history_of_seat(world.police)[0]
    assert told.text == "Struck out, for it was never so: from 1 June 2020 Ben Bold is deputy for the seat."
    assert (told.reason, told.is_correction) == ("Never signed.", True)


def test_seat_history_tells_what_was_said_at_an_appointment(world: SeatedWorld) -> None:
    acts.appoint(
        world.voluntary, person=world.ben, name="", starts=LATER, powers="", attested=[CRITERION], by=by(world.officer)
    )
    assert f"Olive Officer says that Ben Bold meets these criteria for the seat from 3 June 2021: {CRITERION}" in texts(
        history_of_seat(world.voluntary)
    )


def test_history_names_who_did_it_in_the_browser_and_the_operator_otherwise(world: SeatedWorld) -> None:
    address = reverse("leave_vacant", args=["kent", "board", "police"])
    sent = {"request_id": str(uuid4()), "starts_0": "3", "starts_1": "6", "starts_2": "2021"}
    assert signed_in(world.officer).post(address, sent).status_code == 302
    told = history_of_seat(world.police)
    assert [one.by for one in told] == ["Olive Officer", "", "", ""]


def test_body_history_tells_its_seats_offices_and_what_was_changed(world: SeatedWorld) -> None:
    acts.change_seat(
        world.health,
        title="Public health",
        agency=world.agency,
        tags=[],
        votes=False,
        weight=2,
        filled="",
        starts=SINCE,
        ends=LATER,
        version=1,
        by=operator(),
    )
    told = texts(history_of_body(world.board))
    assert told[0] == (
        "“Public health”. Title: now “Public health”, before “Health”. Agency: now “Kent Police”. "
        "Has a vote: now “no”, before “yes”. Weight of its vote: now “2”, before “1”. Until: now “3 June 2021”."
    )
    assert "From 1 June 2020 Cat Cole is chair of Board." in told
    assert "From 1 May 2020 Ann Ames holds “Police”." in told
    assert told[-1] == "The body “Board” is set up, from 1 May 2020."
    assert not any("Executive" in text for text in told)


def test_person_history_tells_seats_in_full_and_names_as_they_were(world: SeatedWorld) -> None:
    acts.change_person(world.ann, name="Ann Amber", version=1, by=operator())
    assert texts(history_of_person(world.ann)) == [
        "Name: now “Ann Amber”, before “Ann Ames”.",
        "From 1 May 2020 Ann Amber holds “Police” on Board.",
        "Ann Ames is added to the people of the trust.",
    ]


def test_person_history_still_tells_of_a_seat_that_a_correction_gave_to_somebody_else(world: SeatedWorld) -> None:
    acts.correct_holding(
        world.police,
        day=SINCE,
        person=world.cat,
        name="",
        starts=SINCE,
        powers="",
        attested=[],
        reason="It was Cat.",
        version=1,
        by=operator(),
    )
    for person in (world.ann, world.cat):
        assert any("It was Cat." in one.reason for one in history_of_person(person))


def test_history_tells_no_name_when_it_was_erased(world: SeatedWorld) -> None:
    erase_personal_text(world.ann.called_id)
    told = texts(history_of_person(world.ann)) + texts(history_of_seat(world.police))
    assert not any("Ames" in text for text in told)
    assert any("(name erased)" in text for text in told)
