"""Constitutions of many kinds of body, said as data: read, written back, said in English, and held to their cases."""

from __future__ import annotations

from datetime import date

import pytest

from governance.constitution.core.bank_holidays import Nation, closed_days
from governance.constitution.core.calendar_gaps import gaps
from governance.constitution.core.constitution import Part
from governance.constitution.core.election import elect
from governance.constitution.core.language import NoneAsked
from governance.constitution.core.quorum import evaluate
from governance.constitution.core.settings import (
    Came,
    Visit,
    What,
    attendance_of,
    deadlines_of,
    lapsed,
    may_deputise,
)
from governance.constitution.core.voting import Cast, Choice, Shown, confirms, count
from governance.constitution.english.saying import said_of
from governance.constitution.english.wording import Names
from governance.constitution.writing.parse_constitution import Words, parse_rules, plain_rules
from tests.governance.constitution.short_hand import FILES, Case, File, cases

ENGLAND = closed_days(Nation.ENGLAND, range(2025, 2029), {})
YES = {"yes": True, "no": False}


def each(kind: str):
    return pytest.mark.parametrize("case", cases(kind), ids=lambda case: case.name)


every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.path.stem)


@every_file
def test_constitution_is_read_and_written_back(file: File) -> None:
    words = Words(file.known)
    assert parse_rules(plain_rules(file.rules), words) == file.rules
    assert plain_rules(parse_rules(plain_rules(file.rules), words)) == plain_rules(file.rules)


@every_file
def test_constitution_tells_what_it_is_and_is_tried(file: File) -> None:
    tried = [
        kind
        for kind in file.written
        if kind not in {"title", "kind", "says", "known", "roll", "constitution", "other quorums"}
    ]
    assert (bool(file.written["title"]), bool(file.written["kind"]), bool(file.written["says"])) == (True, True, True)
    assert tried


@every_file
@pytest.mark.parametrize("part", list(Part))
def test_constitution_is_said_in_english(file: File, part: Part) -> None:
    assert all(said.text.endswith(".") for said in said_of(part, file.rules, Names()))


@each("meetings")
def test_meeting_is_quorate_as_its_constitution_says(case: Case) -> None:
    meeting = case.meeting
    is_ballot = case.said.get("ballot") == "yes"
    asked = case.file.rules.quorum.asked(sitting=meeting.sitting, decision=meeting.decision, ballot=is_ballot)
    assert evaluate(asked, meeting).state == case.said["is"]


@each("ballots")
def test_ballot_ends_as_its_constitution_says(case: Case) -> None:
    meeting = case.meeting
    motion = case.file.rules.voting.motion_for(sitting=meeting.sitting, decision=meeting.decision)
    casting = Choice(case.said["casting"]) if "casting" in case.said else None
    assert count(motion, Cast(motion, meeting, case.votes), casting).result == case.said["is"]


@each("elections")
def test_election_comes_to_what_its_constitution_says(case: Case) -> None:
    said, votes = case.said, {who: int(given) for who, given in case.said["votes"].items()}
    motion = case.file.rules.voting.motion_for(sitting="ordinary", decision=said["decision"])
    voters, abstained = int(said.get("voters", sum(votes.values()))), int(said.get("abstained", "0"))
    present = int(said.get("present", voters + abstained))
    shown = Shown(voters, 0, abstained, present, len(case.meeting.seats), len(case.meeting.seats), case.meeting)
    found = elect(motion, votes, shown, places=int(said.get("places", "1")), is_last="is-last" in said)
    expected = (said.get("elected", []), said.get("tied", []), said.get("standing", []))
    assert (sorted(found.elected), sorted(found.tied), sorted(found.standing)) == expected


@each("requests")
def test_request_is_one_when_enough_make_it(case: Case) -> None:
    asked = case.file.rules.quorum.request.get(case.said["for-a"], NoneAsked())
    assert evaluate(asked, case.meeting).state == case.said["is"]


@each("presiding")
def test_presiding_falls_to_the_first_who_may(case: Case) -> None:
    assert sorted(case.file.rules.counting.may_preside(case.meeting)) == sorted(case.said["presides"])


@each("deadlines")
def test_deadline_is_the_day_that_its_constitution_says(case: Case) -> None:
    said = case.said
    due = deadlines_of(
        case.file.rules.notice,
        date.fromisoformat(said["meeting"]),
        sitting=said.get("sitting", "ordinary"),
        closed=ENGLAND,
        decisions=[said["decision"]] if "decision" in said else (),
    )
    assert [str(each.day) for each in due if each.deadline.what is What(said["what"])] == [*said["latest"]]


@each("lapses")
def test_sitting_lapses_as_its_constitution_says(case: Case) -> None:
    said = case.said
    lapse = case.file.rules.quorum.lapse_of(said.get("sitting", "ordinary"))
    lost = int(said["lost"]) if "lost" in said else None
    found = lapsed(lapse, minutes=int(said["minutes"]), held_on=date(2026, 4, 1), lost=lost)
    assert (found and [found[0].value, str(found[1])]) == (said["is"] if isinstance(said["is"], list) else None)


@each("visits")
def test_deputy_counts_as_the_constitution_says(case: Case) -> None:
    said = {key: YES[value] if value in YES else int(value) for key, value in case.said.items() if key != "is"}
    assert may_deputise(case.file.rules.deputies, Visit(**{"is_named": False} | said)).allowed == YES[case.said["is"]]


@each("attended")
def test_attendance_stands_as_the_constitution_says(case: Case) -> None:
    meetings = [(date.fromisoformat(day), Came(how)) for day, how in case.said["came"].items()]
    assert attendance_of(case.file.rules.attendance, meetings).verdict.allowed == YES[case.said["is"]]


@each("confirmations")
def test_motion_is_confirmed_as_the_constitution_says(case: Case) -> None:
    said = case.said
    motion = case.file.rules.voting.motion_for(sitting="ordinary", decision=said["decision"])
    found = confirms(motion, date.fromisoformat(said["first"]), date.fromisoformat(said["second"]))
    assert found.allowed == YES[said["is"]]


@each("years")
def test_year_misses_what_the_constitution_asks(case: Case) -> None:
    said = case.said
    days = [date.fromisoformat(day) for day in said.get("held", [])]
    kinds = {kind: [date.fromisoformat(day) for day in held] for kind, held in said.get("kinds", {}).items()}
    found = gaps(case.file.rules.calendar, days, date.fromisoformat(said["from"]), kinds=kinds)
    assert [missed.demand.value for missed in found] == [*said["misses"]]
