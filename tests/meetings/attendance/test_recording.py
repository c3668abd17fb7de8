"""Recording what happens to the roll of a sitting, and taking it back: who may, what is refused, what stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Guest
from governance.constitution.core.quorum import State
from governance.membership.acts import name_deputy
from meetings.attendance.acts import Entry, close_sitting, open_sitting, record_happening, undo_happening
from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind
from meetings.schedule.models import Sitting
from tests.meetings.attendance.refusing import STRANGERS, arrival, denied, here, refusal
from tests.meetings.attendance.scene import MEETS, TWO, Room, at, has_part
from tests.world import by, meeting_of, operator
from trustboard.acts.act import AnotherInput

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


# --- arrivals


def test_record_happening_keeps_who_came_when_and_who_said_so(room: Room) -> None:
    room.opened()
    row = room.came(room.ann, room.police, 3)
    assert (row.number, row.at, row.recorded_at, row.by, row.is_own, row.beyond) == (
        1,
        at(3),
        at(3),
        room.officer,
        False,
        "",
    )
    assert here(room.sitting) == [("ann-ames", "police")]


@pytest.mark.parametrize(("who", "fault"), STRANGERS)
def test_record_happening_is_denied_when_it_is_not_the_officer(room: Room, who: str, fault: type[Exception]) -> None:
    room.opened()
    entry = Entry(kind=Kind.ARRIVED, person=room.cat, seat=room.health)
    denied(fault, record_happening, room.sitting, entry=entry, at=None, by=by(getattr(room, who), now=at(1)))


def test_record_happening_is_for_the_member_s_own_tap(room: Room) -> None:
    room.opened()
    own = Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police, how=How.REMOTE)
    arrival(room, room.ann_user, own)
    row = room.sitting.happenings.get()
    assert (row.is_own, row.by, row.how) == (True, room.ann_user, How.REMOTE)
    arrival(room, room.ann_user, Entry(kind=Kind.LEFT, person=room.ann), 2)
    assert here(room.sitting) == []


def test_record_happening_is_for_the_named_deputy_s_own_tap(room: Room) -> None:
    room.opened()
    own = Entry(kind=Kind.ARRIVED, person=room.ben, seat=room.police, voice=Voice.DEPUTY)
    arrival(room, room.ben_user, own)
    assert here(room.sitting) == [("ben-bold", "police")]


def test_record_happening_is_denied_when_the_tap_is_for_another_seat_or_person(room: Room) -> None:
    room.opened()
    as_another = Entry(kind=Kind.ARRIVED, person=room.cat, seat=room.health)
    denied(PermissionDenied, arrival, room, room.ann_user, as_another)
    for_another = Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.health, voice=Voice.DEPUTY)
    denied(PermissionDenied, arrival, room, room.ann_user, for_another)
    as_guest = Entry(kind=Kind.ARRIVED, person=room.ann, guest=Guest.OBSERVER)
    denied(PermissionDenied, arrival, room, room.ann_user, as_guest)
    presiding = Entry(kind=Kind.PRESIDES, person=room.ann)
    denied(PermissionDenied, arrival, room, room.ann_user, presiding)


def test_record_happening_is_refused_when_a_tap_speaks_of_another_time(room: Room) -> None:
    room.opened()
    own = Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police)
    assert refusal(arrival, room, room.ann_user, own, 9, spoken=at(1)) == ("Your own tap speaks of now.",)


def test_record_happening_is_unknown_when_it_names_what_is_another_trust_s(room: Room) -> None:
    room.opened()
    theirs = Entry(kind=Kind.ARRIVED, person=room.medway_person, seat=room.police, voice=Voice.DEPUTY)
    denied(Http404, arrival, room, room.officer, theirs)
    denied(Http404, arrival, room, room.officer, Entry(kind=Kind.ABSENT, seat=room.medway_seat))


def test_record_happening_is_unknown_when_the_seat_is_of_another_body(room: Room) -> None:
    room.opened()
    denied(Http404, arrival, room, room.officer, Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.group_police))


def test_record_happening_marks_what_was_entered_later(room: Room) -> None:
    room.opened()
    entry = Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police)
    arrival(room, room.officer, entry, 60 * 20, spoken=at(2))
    row = room.sitting.happenings.get()
    assert (row.at, row.recorded_at) == (at(2), at(60 * 20))


REFUSED = [
    ("before the opening", {"kind": Kind.ARRIVED}, -5, "The sitting was not open at that moment."),
    ("to come", {"kind": Kind.ARRIVED}, 99, "That moment has not come yet."),
    ("no seat and no guest", {"seat": None}, None, "Say for which seat they come, or as what."),
    ("guest for a seat", {"guest": Guest.INVITED}, None, "Whoever comes for a seat is no guest."),
    ("nobody", {"person": None}, None, "Say who."),
    ("not the holder", {"seat": "health"}, None, "They do not hold that seat."),
    ("holder as deputy", {"voice": Voice.DEPUTY}, None, "They hold that seat themselves."),
    ("leaves unseen", {"kind": Kind.LEFT}, None, "They are not here."),
    ("presides unseen", {"kind": Kind.PRESIDES}, None, "Whoever presides is here."),
    ("absent without seat", {"kind": Kind.ABSENT, "seat": None}, None, "Say which seat."),
    ("no such office", {"kind": Kind.ELECTED, "office": "mayor"}, None, "The body has no such office."),
    ("public to a closed body", {"kind": Kind.PUBLIC}, None, "Meetings are closed to press and public; whoever is"),
    ("public that is not there", {"kind": Kind.CLOSED}, None, "The public is not admitted."),
]


@pytest.mark.parametrize(
    ("columns", "minute", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_record_happening_is_refused_when_it_cannot_have_been(
    room: Room, columns: dict[str, Any], minute: float | None, sentence: str
) -> None:
    room.opened()
    plain = {"kind": Kind.ARRIVED, "person": room.ann, "seat": room.police} | columns
    if isinstance(plain["seat"], str):
        plain["seat"] = getattr(room, plain["seat"])
    spoken = None if minute is None else at(minute)
    (said,) = refusal(arrival, room, room.officer, Entry(**plain), 5, spoken=spoken)
    assert said.startswith(sentence)


def test_record_happening_is_refused_when_they_are_here_already(room: Room) -> None:
    room.opened()
    room.came(room.ann, room.police)
    again = Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police)
    assert refusal(arrival, room, room.officer, again) == ("They are here already.",)
    assert refusal(arrival, room, room.officer, Entry(kind=Kind.ABSENT, seat=room.police)) == (
        "Somebody is here for that seat.",
    )
    cut = Entry(kind=Kind.CUT_OFF, person=room.ann)
    assert refusal(arrival, room, room.officer, cut) == ("They are in the room.",)


def test_record_happening_lets_somebody_go_on_from_elsewhere_and_come_back_after_a_cut(room: Room) -> None:
    room.opened()
    room.came(room.ann, room.police)
    room.came(room.ann, room.police, 5, how=How.REMOTE)
    room.recorded(Kind.CUT_OFF, 6, person=room.ann)
    cut = record_of(room.sitting).roll().here
    assert [(one.how, one.cut_off) for one in cut] == [(How.REMOTE, True)]
    arrival(room, room.ann_user, Entry(kind=Kind.BACK, person=room.ann), 7)
    assert [one.cut_off for one in record_of(room.sitting).roll().here] == [False]
    again = Entry(kind=Kind.BACK, person=room.ann)
    assert refusal(arrival, room, room.ann_user, again, 8) == ("They are not cut off.",)


def test_record_happening_knows_a_guest_by_name_and_lets_them_leave_by_the_number_of_their_arrival(room: Room) -> None:
    room.opened()
    came = room.recorded(Kind.ARRIVED, name="Gus Guest", guest=Guest.INVITED)
    assert came.called.text == "Gus Guest"
    room.recorded(Kind.LEFT, 4, arrival=came.number)
    assert here(room.sitting) == []


# --- deputies


def test_record_happening_counts_the_first_deputy_of_the_year_and_only_records_the_second(room: Room) -> None:
    earlier = meeting_of(room.board, date(2030, 1, 17)).sitting
    then = TWO - timedelta(days=98)
    open_sitting(earlier, at=None, by=by(room.officer, now=then))
    deputy = Entry(kind=Kind.ARRIVED, person=room.ben, seat=room.police, voice=Voice.DEPUTY)
    record_happening(earlier, entry=deputy, at=None, by=by(room.officer, now=then))
    assert earlier.happenings.get().beyond == ""

    room.opened()
    row = room.came(room.ben, room.police, voice=Voice.DEPUTY)
    room.came(room.cat, room.health, 1)
    assert row.beyond == "This year's one deputy visit has been used."
    assert here(room.sitting) == [("ben-bold", "police"), ("cat-cole", "health")]
    assert record_of(room.sitting).timeline == [(TWO, State.NOT_MET)]


def test_record_happening_counts_a_deputy_again_when_the_earlier_visit_was_not_so(room: Room) -> None:
    earlier = meeting_of(room.board, date(2030, 1, 17)).sitting
    then = TWO - timedelta(days=98)
    open_sitting(earlier, at=None, by=by(room.officer, now=then))
    deputy = Entry(kind=Kind.ARRIVED, person=room.ben, seat=room.police, voice=Voice.DEPUTY)
    record_happening(earlier, entry=deputy, at=None, by=by(room.officer, now=then))
    undo_happening(earlier.happenings.get(), by=by(room.officer, now=then))
    room.opened()
    assert room.came(room.ben, room.police, voice=Voice.DEPUTY).beyond == ""


def test_record_happening_records_whoever_is_not_the_named_deputy_without_counting_them(room: Room) -> None:
    room.opened()
    unnamed = room.came(room.cat, room.police, voice=Voice.DEPUTY)
    assert unnamed.beyond == "Only the named deputy counts."


def test_record_happening_counts_a_deputy_of_two_seats_for_the_first_also_when_they_move(room: Room) -> None:
    name_deputy(room.health, person=room.ben, name="", starts=date(2020, 6, 1), by=operator())
    room.opened()
    came = [
        room.came(room.ben, seat, voice=Voice.DEPUTY, how=how).beyond
        for seat, how in ((room.police, How.ROOM), (room.health, How.ROOM), (room.police, How.REMOTE))
    ]
    assert came == ["", "A deputy speaks for one seat only.", ""]


# --- who presides, the public, going on without quorum


def test_presiding_passes_with_whoever_leaves_and_is_recorded_anew(room: Room) -> None:
    room.opened()
    room.came(room.cat, room.health)
    room.came(room.ann, room.police)
    room.recorded(Kind.PRESIDES, 1, person=room.cat)
    again = Entry(kind=Kind.PRESIDES, person=room.cat)
    assert refusal(arrival, room, room.officer, again, 2) == ("They preside already.",)
    room.recorded(Kind.LEFT, 3, person=room.cat)
    assert record_of(room.sitting).roll().presiding.person == ""
    room.recorded(Kind.PRESIDES, 4, person=room.ann)
    presided = [record_of(room.sitting).roll(at(minute)).presiding.person for minute in (0, 2, 3, 5)]
    assert presided == ["", "cat-cole", "", "ann-ames"]


def test_presiding_is_refused_when_they_are_here_as_a_deputy(room: Room) -> None:
    room.opened()
    room.came(room.ben, room.police, voice=Voice.DEPUTY)
    entry = Entry(kind=Kind.PRESIDES, person=room.ben)
    assert refusal(arrival, room, room.officer, entry) == ("They may not preside: the constitution does not let them.",)


def test_public_is_left_out_only_with_the_reason_that_the_constitution_asks(room: Room) -> None:
    written = {"meetings": "open unless the chair decides otherwise", "reason_to_close": True}
    has_part(room.group, "publicity", written)
    room.sitting = room.opened(meeting_of(room.group, MEETS).sitting)
    without = Entry(kind=Kind.CLOSED)
    assert refusal(arrival, room, room.officer, without) == (
        "Closing a meeting needs the chair's reason of public interest.",
    )
    row = room.recorded(Kind.CLOSED, 2, reason="A child is named.")
    assert (row.reason, record_of(room.sitting).roll().public) == ("A child is named.", False)


def test_meeting_goes_on_for_information_only_while_the_quorum_is_missing(room: Room) -> None:
    room.opened()
    assert room.recorded(Kind.NOTES, 1).kind == Kind.NOTES
    room.came(room.cat, room.health, 2)
    room.came(room.ann, room.police, 3)
    assert refusal(arrival, room, room.officer, Entry(kind=Kind.NOTES), 4) == (
        "The quorum is not missing: the meeting itself goes on.",
    )


def test_election_and_replacement_in_the_room_are_of_the_roll(room: Room) -> None:
    room.opened()
    room.recorded(Kind.SEATED, person=room.ben, seat=room.voluntary)
    room.came(room.ben, room.voluntary, 1)
    room.recorded(Kind.ELECTED, 2, person=room.ben, office="chair")
    room.came(room.ann, room.police, 3)
    assert record_of(room.sitting).timeline == [(TWO, State.NOT_MET), (at(3), State.MET)]


# --- corrections


def test_undo_happening_leaves_both_on_record(room: Room) -> None:
    room.opened()
    wrong = room.came(room.ann, room.police)
    undo_happening(wrong, by=by(room.officer, now=at(1)))
    assert [(row.number, row.kind, row.corrects) for row in room.sitting.happenings.all()] == [
        (1, Kind.ARRIVED, None),
        (2, Kind.VOID, 1),
    ]
    assert here(room.sitting) == []
    assert refusal(undo_happening, wrong, by=by(room.officer, now=at(2))) == ("That was corrected already.",)
    taken_back = room.sitting.happenings.last()
    nothing = ("There is nothing like that on record.",)
    assert refusal(undo_happening, taken_back, by=by(room.officer, now=at(2))) == nothing


def test_undo_happening_is_for_the_member_s_own_tap_while_the_sitting_is_open(room: Room) -> None:
    room.opened()
    arrival(room, room.ann_user, Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police))
    own = room.sitting.happenings.get()
    denied(PermissionDenied, undo_happening, own, by=by(room.auditor, now=at(2)))
    denied(PermissionDenied, undo_happening, own, by=by(room.ben_user, now=at(2)))
    undo_happening(own, by=by(room.ann_user, now=at(2)))
    assert here(room.sitting) == []

    arrival(room, room.ann_user, Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police), 3)
    close_sitting(room.sitting, at=None, by=by(room.officer, now=at(4)))
    last = room.sitting.happenings.last()
    assert refusal(undo_happening, last, by=by(room.ann_user, now=at(5))) == (
        "The sitting was not open at that moment.",
    )


def test_undo_happening_is_denied_when_a_member_takes_back_what_the_officer_recorded(room: Room) -> None:
    room.opened()
    row = room.came(room.ann, room.police)
    denied(PermissionDenied, undo_happening, row, by=by(room.ann_user, now=at(1)))


# --- twice, and together


def test_record_happening_is_done_once_when_it_is_sent_twice(room: Room) -> None:
    room.opened()
    entry = Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police)
    twice = by(room.officer, now=at(1))
    first = record_happening(room.sitting, entry=entry, at=None, by=twice)
    second = record_happening(room.sitting, entry=entry, at=None, by=twice)
    assert (first.repeated, second.repeated, room.sitting.happenings.count()) == (False, True, 1)
    other = Entry(kind=Kind.ARRIVED, person=room.cat, seat=room.health)
    with pytest.raises(AnotherInput):
        record_happening(room.sitting, entry=other, at=None, by=twice)
    assert room.sitting.happenings.count() == 1


def test_two_officers_who_looked_at_the_same_roll_record_one_after_the_other(room: Room) -> None:
    room.opened()
    mine, theirs = Sitting.objects.get(pk=room.sitting.pk), Sitting.objects.get(pk=room.sitting.pk)
    entry = Entry(kind=Kind.ARRIVED, person=room.ann, seat=room.police)
    record_happening(mine, entry=entry, at=None, by=by(room.officer, now=at(1)))
    assert refusal(record_happening, theirs, entry=entry, at=None, by=operator(at(1))) == ("They are here already.",)
    other = Entry(kind=Kind.ARRIVED, person=room.cat, seat=room.health)
    record_happening(theirs, entry=other, at=None, by=operator(at(2)))
    assert here(room.sitting) == [("ann-ames", "police"), ("cat-cole", "health")]


def test_request_id_of_an_entry_is_told_by_all_that_it_says() -> None:
    plain = Entry(kind=Kind.ARRIVED)
    said = [Entry(kind=Kind.LEFT), Entry(kind=Kind.ARRIVED, name="Gus"), Entry(kind=Kind.ARRIVED, arrival=1)]
    said += [Entry(kind=Kind.ARRIVED, how=How.REMOTE), Entry(kind=Kind.ARRIVED, item=uuid4())]
    said += [Entry(kind=Kind.ARRIVED, office="chair"), Entry(kind=Kind.ARRIVED, reason="A child is named.")]
    assert plain.key not in [entry.key for entry in said]
