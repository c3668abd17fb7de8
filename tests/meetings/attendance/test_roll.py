"""Who is here at any moment, folded from what happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.core.language import Count, How, Offices, Selector, Someone, Voice
from governance.constitution.core.meeting import Guest, Meeting, Post, Seat
from governance.constitution.core.quorum import State, evaluate
from meetings.attendance.roll import Happening, Kind, Roll, after, roll_at, rolls_of, standing

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)
SEATS = (
    Seat("police", agency="kent-police", holder="pam"),
    Seat("council", agency="kcc", holder="carl"),
    Seat("health", agency="east-pct", holder="hana"),
)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def happened(*each: tuple[int, Kind, dict[str, object]]) -> list[Happening]:
    """Happenings in the order of recording, each with the minute that it speaks of."""
    return [Happening(number, kind, at(minute), **keys) for number, (minute, kind, keys) in enumerate(each, 1)]


def arrival(minute: int, person: str, seat: str = "", **keys: object) -> tuple[int, Kind, dict[str, object]]:
    return (minute, Kind.ARRIVED, {"person": person, "seat": seat, **keys})


def here(roll: Roll) -> list[tuple[str, str | None]]:
    return [(one.person, one.seat) for one in roll.here]


def test_roll_at_has_whoever_arrived_and_did_not_leave() -> None:
    events = happened(arrival(0, "pam", "police"), arrival(1, "carl", "council"), (5, Kind.LEFT, {"person": "pam"}))
    assert here(roll_at(SEATS, events)) == [("carl", "council")]
    assert here(roll_at(SEATS, events, at(4))) == [("pam", "police"), ("carl", "council")]


def test_roll_at_goes_by_the_moment_spoken_of_when_it_was_entered_late() -> None:
    events = happened(arrival(0, "pam", "police"), (30, Kind.LEFT, {"person": "pam"}), arrival(20, "carl", "council"))
    assert here(roll_at(SEATS, events, at(25))) == [("pam", "police"), ("carl", "council")]


def test_roll_at_puts_a_correction_in_the_place_of_what_was_wrong() -> None:
    wrong = happened(arrival(0, "pam", "police"))
    right = [*wrong, Happening(2, Kind.ARRIVED, at(3), person="dee", seat="police", by=Voice.DEPUTY, corrects=1)]
    assert here(roll_at(SEATS, right)) == [("dee", "police")]


def test_roll_at_is_as_before_when_something_is_voided() -> None:
    events = [*happened(arrival(0, "pam", "police"), (5, Kind.LEFT, {"person": "pam"}))]
    assert here(roll_at(SEATS, [*events, Happening(3, Kind.VOID, at(6), corrects=2)])) == [("pam", "police")]


def test_roll_at_gives_the_voice_to_the_latest_until_it_is_said_whose() -> None:
    events = happened(arrival(0, "pam", "police"), arrival(2, "dee", "police", by=Voice.DEPUTY))
    assert [one.person for one in roll_at(SEATS, events).here] == ["pam", "dee"]
    back = [*events, Happening(3, Kind.VOICE, at(4), person="pam", seat="police")]
    assert [one.person for one in roll_at(SEATS, back).here] == ["dee", "pam"]


def test_roll_at_keeps_somebody_here_when_the_connection_is_lost() -> None:
    events = happened(arrival(0, "hana", "health", how=How.REMOTE), (3, Kind.CUT_OFF, {"person": "hana"}))
    cut = roll_at(SEATS, events).here[0]
    assert (cut.person, cut.cut_off) == ("hana", True)
    assert not roll_at(SEATS, [*events, Happening(3, Kind.BACK, at(4), person="hana")]).here[0].cut_off


def test_meeting_counts_no_guest_and_nobody_barred() -> None:
    events = happened(
        arrival(0, "pam", "police"), arrival(0, "carl", "council"), arrival(0, "guest-1", guest=Guest.INVITED)
    )
    roll = roll_at(SEATS, events)
    frozen = Meeting(SEATS, body="board")
    assert evaluate(Count(3), roll.meeting(frozen)).have == 2
    assert evaluate(Count(3), roll.meeting(frozen, barred={"pam": True}, barred_seats={"police"})).have == 1


def test_meeting_knows_who_was_elected_and_seated_in_the_room() -> None:
    events = happened(
        (1, Kind.SEATED, {"person": "nell", "seat": "health"}),
        arrival(2, "nell", "health"),
        (3, Kind.ELECTED, {"person": "nell", "office": "chair"}),
        (3, Kind.PRESIDES, {"person": "nell"}),
    )
    meeting = roll_at(SEATS, events).meeting(Meeting(SEATS, body="board", offices={Post("board", "chair"): None}))
    chair = Someone(Selector(office=Offices(("chair",))))
    assert evaluate(chair, meeting).state is State.MET
    assert evaluate(chair, meeting).served_by == {"nell"}
    assert meeting.presiding == "nell"
    assert meeting.by_key["health"].holder == "nell"


def test_meeting_is_presided_over_by_another_for_one_item() -> None:
    events = happened((0, Kind.PRESIDES, {"person": "carl"}), (5, Kind.PRESIDES, {"person": "pam", "item": "four"}))
    roll = roll_at(SEATS, events)
    assert (roll.presiding.over(""), roll.presiding.over("four"), roll.presiding.over("five")) == (
        "carl",
        "pam",
        "carl",
    )


KINDS = st.sampled_from([Kind.ARRIVED, Kind.LEFT, Kind.CUT_OFF, Kind.BACK, Kind.VOICE])


@given(st.lists(st.tuples(st.integers(0, 9), KINDS, st.sampled_from(SEATS)), max_size=12), st.randoms())
def test_roll_at_is_the_same_whatever_the_order_in_which_happenings_are_given(each: list, chance: object) -> None:
    events = happened(*[(minute, kind, {"person": seat.holder, "seat": seat.key}) for minute, kind, seat in each])
    mixed = list(events)
    chance.shuffle(mixed)
    assert roll_at(SEATS, mixed) == roll_at(SEATS, events)


@given(st.lists(st.tuples(st.integers(0, 9), KINDS, st.sampled_from(SEATS)), min_size=1, max_size=12), st.data())
def test_standing_without_a_happening_is_what_a_void_leaves(each: list, data: st.DataObject) -> None:
    events = happened(*[(minute, kind, {"person": seat.holder, "seat": seat.key}) for minute, kind, seat in each])
    gone = data.draw(st.sampled_from(events))
    void = Happening(len(events) + 1, Kind.VOID, at(99), corrects=gone.number)
    assert standing([*events, void]) == standing([one for one in events if one is not gone])


@given(st.lists(st.tuples(st.integers(0, 9), KINDS, st.sampled_from(SEATS)), max_size=12))
def test_rolls_of_has_the_roll_after_each_happening_by_one_fold(each: list) -> None:
    events = happened(*[(minute, kind, {"person": seat.holder, "seat": seat.key}) for minute, kind, seat in each])
    rolls, roll = rolls_of(SEATS, events), Roll(SEATS)
    assert [moment for moment, _ in rolls] == [one.at for one in standing(events)]
    for one, (_, found) in zip(standing(events), rolls, strict=True):
        roll = after(roll, one)
        assert found == roll
