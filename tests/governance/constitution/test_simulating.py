"""From a query string to a meeting and back: nothing is lost, nothing else is said, and every string has a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.concerns import Concerns, concerns_of
from governance.constitution.core.constitution import Counting, ForDecision, Lists, Quorum, Rules
from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtOpening,
    Count,
    DecisionIs,
    Declared,
    Elapsed,
    Every,
    How,
    InPublic,
    Met,
    Not,
    Selector,
    Since,
    SittingIs,
    Voice,
    When,
)
from governance.constitution.core.meeting import Here, Meeting, Post, Seat
from governance.constitution.core.quorum import evaluate
from governance.constitution.english.english import English
from governance.constitution.simulating import (
    BARRED,
    COMING,
    DEPUTISED,
    Manner,
    Stage,
    Trial,
    may_preside,
    meeting_of,
    read_trial,
    write_trial,
)
from governance.constitution.tried import Callings, asked_of, tried
from tests.examples import examples
from tests.governance.constitution.random_meetings import random_meeting
from tests.governance.constitution.random_rules import KNOWN, random_rule

DAY = date(2026, 10, 1)
CHAIR = Post("board", "chair")
SEATS = (
    Seat("police", agency="police", holder="ann"),
    Seat("health", agency="health", holder="cat", offices=frozenset({CHAIR})),
    Seat("schools", holder="dan"),
    Seat("vacant"),
)
LATE = When(Elapsed(Since.START, timedelta(minutes=30)), Count(1), Count(3))
SECOND = When(Elapsed(Since.FIRST, timedelta(days=8)), Count(1), Count(2))
OPEN = When(InPublic(public=True), Count(2), Count(3))
URGENT = When(Declared("short notice"), Count(1), Count(2))
RULES = Rules(
    lists=Lists(sittings=("adjourned",), decisions=("budget",)),
    quorum=Quorum(
        business=AllOf((LATE, SECOND, OPEN, URGENT)),
        sitting={"adjourned": Count(1)},
        decision={"budget": ForDecision(Count(3))},
    ),
)
STAGE = Stage(
    day=DAY,
    meeting=Meeting(seats=SEATS, body="board", offices={CHAIR: "cat", Post("board", "vice-chair"): "ann"}),
    rules=RULES,
    offices=("chair", "vice-chair"),
    deputies={"police": "ben"},
    bodies={"ben": frozenset({"group"})},
)


@st.composite
def stages(draw: st.DrawFn) -> Stage:
    """A random roll under random rules, before anybody has come."""
    chance = draw(st.randoms(use_true_random=False))
    meeting = random_meeting(chance)
    quorum = Quorum(
        business=random_rule(chance),
        sitting={"special": random_rule(chance)},
        decision={"merger": ForDecision(random_rule(chance), instead=chance.random() < 0.5)},
        vote=random_rule(chance),
    )
    return Stage(
        day=DAY,
        meeting=Meeting(
            seats=tuple(replace(seat, barred=False) for seat in meeting.seats),
            body=meeting.body,
            offices=meeting.offices,
            counting=meeting.counting,
            others=meeting.others,
        ),
        rules=Rules(lists=Lists(sittings=("special",), decisions=("merger", "big budget")), quorum=quorum),
        offices=("chair", "vice-chair"),
        deputies={seat.key: f"deputy-{place}" for place, seat in enumerate(meeting.seats) if chance.random() < 0.5},
    )


def random_trial(chance: Random, stage: Stage) -> Trial:
    """Anything that can be asked on that stage, in the one way in which it is written."""
    concerns = stage.concerns()
    taking = {seat.key: chance.choice((*COMING, Manner.ABSENT, Manner.ROOM)) for seat in stage.filled()}
    trial = Trial(
        seats={key: manner for key, manner in taking.items() if manner is not Manner.ABSENT},
        sitting=chance.choice(concerns.sittings),
        decision=chance.choice(("", *concerns.decisions)),
        ballot=chance.random() < 0.5,
        public=concerns.public and chance.random() < 0.5,
        facts=tuple(fact for fact in concerns.facts if chance.random() < 0.5),
        minutes=chance.choice((0, 29, 30)) if concerns.start else 0,
        days=chance.choice((0, 8)) if concerns.first else 0,
    )
    usual = meeting_of(trial, stage)
    others = [seat for seat, person in may_preside(usual).items() if person != usual.presiding]
    return replace(trial, presiding=chance.choice(("", *others)))


@examples(300)
@given(stages(), st.randoms(use_true_random=False))
def test_trial_is_the_same_when_it_is_written_and_read(stage: Stage, chance: Random) -> None:
    trial = random_trial(chance, stage)
    query = write_trial(trial, stage)
    assert read_trial(query, stage) == (trial, ())
    assert write_trial(read_trial(query, stage)[0], stage) == query


NAMES = ["on", "all", "come", "how.police", "chair", "vote", "sitting", "decision", "public", "fact", "minutes", "days"]
VALUES = ["police", "health.vacant", "nobody", "room", "absent", "yes", "30", "-1", "1e9", "٣", "", "a b&c", "remote"]


@examples(300)
@given(st.lists(st.tuples(st.sampled_from([*NAMES, *Manner]), st.sampled_from(VALUES) | st.text(max_size=9))))
def test_every_query_has_a_meeting_and_one_way_to_be_written(said: list[tuple[str, str]]) -> None:
    trial, _ = read_trial(urlencode(said), STAGE)
    query = write_trial(trial, STAGE)
    assert read_trial(query, STAGE) == (trial, ())


@examples(200)
@given(stages(), st.randoms(use_true_random=False))
def test_form_and_address_say_the_same(stage: Stage, chance: Random) -> None:
    trial = replace(random_trial(chance, stage), presiding="")
    form = [("come", key) for key in trial.seats]
    form += [(f"how.{seat.key}", trial.seats.get(seat.key, Manner.ROOM)) for seat in stage.filled()]
    form += [("fact", fact) for fact in trial.facts]
    form += [("sitting", trial.sitting), ("decision", trial.decision), ("vote", "yes" if trial.ballot else "")]
    form += [("public", "yes")] * trial.public + [("minutes", str(trial.minutes)), ("days", str(trial.days))]
    assert read_trial(urlencode(form), stage) == (trial, ())


@examples(150)
@given(stages(), st.randoms(use_true_random=False))
def test_what_is_told_agrees_with_evaluate(stage: Stage, chance: Random) -> None:
    trial = random_trial(chance, stage)
    callings = Callings({seat.key: f"the seat {seat.key}" for seat in stage.meeting.seats})
    told = tried(trial, stage, english=English(), callings=callings)
    answer = evaluate(asked_of(trial, stage.rules), meeting_of(trial, stage))
    assert told.answer == answer
    words = {"met": "Quorate", "not met": "Not quorate", "none asked": "None asked"}
    assert told.verdict == words[answer.state]
    assert ("quorate" in f"{told.verdict} {told.sentence}".lower()) <= told.is_asked


def test_meeting_has_everybody_as_they_come() -> None:
    trial = Trial(
        seats={"police": Manner.DEPUTY_REMOTE, "health": Manner.OUT, "schools": Manner.STAYING},
        sitting="adjourned",
        decision="budget",
        public=True,
        facts=("short notice",),
        minutes=31,
        days=8,
    )
    meeting = meeting_of(trial, STAGE)
    assert meeting.here == (
        Here("ben", "police", by=Voice.DEPUTY, how=How.REMOTE, bodies=frozenset({"group"})),
        Here("cat", "health", how=None, barred=True, offices=frozenset({CHAIR})),
        Here("dan", "schools", how=How.ROOM, barred=True),
    )
    assert [seat.key for seat in meeting.seats if seat.barred] == ["health", "schools"]
    assert (meeting.sitting, meeting.decision, meeting.public) == ("adjourned", "budget", True)
    assert meeting.declared == {"short notice"}
    assert (meeting.since_start, meeting.since_first) == (timedelta(minutes=31), timedelta(days=8))


def test_deputy_nobody_has_named_comes_as_somebody_of_their_own() -> None:
    meeting = meeting_of(Trial(seats={"health": Manner.DEPUTY, "schools": Manner.DEPUTY}), STAGE)
    assert [(here.person, here.offices) for here in meeting.here] == [
        ("deputy of health", frozenset()),
        ("deputy of schools", frozenset()),
    ]


@pytest.mark.parametrize(
    ("seats", "chair", "presiding"),
    [
        ({}, "", None),
        ({"schools": Manner.ROOM}, "", None),
        ({"police": Manner.ROOM, "schools": Manner.ROOM}, "", "ann"),
        ({"police": Manner.ROOM, "health": Manner.REMOTE}, "", "cat"),
        ({"police": Manner.ROOM, "health": Manner.OUT}, "", "ann"),
        ({"police": Manner.DEPUTY, "health": Manner.DEPUTY}, "", None),
        ({"police": Manner.ROOM, "schools": Manner.ROOM}, "schools", "dan"),
    ],
)
def test_first_office_that_is_there_presides_unless_another_is_named(
    seats: dict[str, Manner], chair: str, presiding: str | None
) -> None:
    assert meeting_of(Trial(seats=seats, presiding=chair), STAGE).presiding == presiding


@pytest.mark.parametrize(
    ("presides", "presiding"),
    [
        ((), "cat"),
        ((Selector(seat=("schools",)), Selector(seat=("health",))), "dan"),
        ((Selector(seat=("vacant",)), Selector(seat=("police", "schools"))), "ann"),
        ((Selector(seat=("vacant",)), Selector(negated=Selector(seat=("health", "police")))), "dan"),
        ((Selector(seat=("vacant",)),), None),
    ],
)
def test_rules_say_who_presides_before_the_offices_do(presides: tuple[Selector, ...], presiding: str | None) -> None:
    stage = replace(STAGE, rules=replace(RULES, counting=Counting(presides=presides)))
    everybody = Trial(seats=dict.fromkeys(("police", "health", "schools"), Manner.ROOM))
    assert meeting_of(everybody, stage).presiding == presiding


@pytest.mark.parametrize(
    ("trial", "query"),
    [
        (Trial(), ""),
        (Trial(seats={"police": Manner.ROOM}), "room=police"),
        (Trial(seats={"police": Manner.REMOTE, "schools": Manner.OUT}), "remote=police&out=schools"),
        (Trial(seats=dict.fromkeys(("police", "health", "schools"), Manner.ROOM)), "all=room"),
        (Trial(seats={"police": Manner.ROOM, "schools": Manner.ROOM}), "all=room&absent=health"),
        (
            Trial(seats={"police": Manner.ROOM, "schools": Manner.ROOM, "health": Manner.STAYING}),
            "all=room&staying=health",
        ),
        (Trial(sitting="adjourned", decision="budget", ballot=True), "sitting=adjourned&decision=budget&vote=yes"),
        (Trial(public=True, facts=("short notice",), minutes=30), "public=yes&fact=short+notice&minutes=30"),
    ],
)
def test_address_names_only_what_differs(trial: Trial, query: str) -> None:
    assert write_trial(trial, STAGE) == "&".join(part for part in ("on=2026-10-01", query) if part)


@pytest.mark.parametrize(
    ("query", "field", "text"),
    [
        ("sitting=secret", "meeting", "There is no kind of sitting called “secret” in these rules."),
        ("decision=war", "meeting", "There is no kind of decision called “war” in these rules."),
        ("fact=fire", "meeting", "These rules do not ask about “fire”."),
        ("room=police.nobody", "seats", "There is no seat “nobody” on 1 October 2026."),
        ("come=vacant", "seats", "The seat “vacant” is vacant on 1 October 2026, so nobody comes for it."),
        ("come=police&how.police=dancing", "seats", "Nobody can take part “dancing”; they are shown in the room."),
        ("minutes=soon", "minutes", "Enter a whole number of minutes from 0 to 10000, in figures."),
        ("days=1001", "days", "Enter a whole number of days from 0 to 1000, in figures."),
        ("chair=police", "chair", "“police” does not come, and so cannot preside."),
        ("deputy=police&chair=police", "chair", "“police” may not preside by these rules."),
        ("chair=nobody", "chair", "There is no seat “nobody” to preside."),
    ],
)
def test_trouble_is_told_in_a_sentence_and_the_rest_is_kept(query: str, field: str, text: str) -> None:
    trial, troubles = read_trial(f"remote=schools&{query}", STAGE)
    assert [(trouble.field, trouble.text) for trouble in troubles] == [(field, text)]
    assert trial.seats["schools"] is Manner.REMOTE


def test_buttons_for_everyone_and_nobody_keep_what_they_should() -> None:
    form = "come=police&how.police=remote&how.health=room&vote=yes"
    everyone, nobody = (read_trial(f"{form}&all={all_}", STAGE)[0] for all_ in (Manner.ROOM, Manner.ABSENT))
    assert everyone.seats == {"police": Manner.REMOTE, "health": Manner.ROOM, "schools": Manner.ROOM}
    assert (nobody.seats, nobody.ballot) == ({}, True)


def test_numbers_are_not_asked_when_the_rules_ask_no_time() -> None:
    stage = replace(STAGE, rules=Rules())
    assert read_trial("minutes=never&days=never&public=yes", stage) == (Trial(), ())


def test_concerns_finds_what_is_asked_at_any_depth() -> None:
    met = Met(AnyOf((When(DecisionIs(("merger",)), Count(1)),)))
    rule = AtOpening(When(Every((Not(SittingIs(("annual",))), met)), AllOf((LATE, URGENT)), Count(2, Selector())))
    assert concerns_of([rule]) == Concerns(("annual",), ("merger",), ("short notice",), start=True)
    assert concerns_of([SECOND, OPEN]) == Concerns(public=True, first=True)


def test_concerns_of_a_stage_reach_the_rules_it_leads_to() -> None:
    assert STAGE.concerns() == Concerns(
        ("ordinary", "adjourned"), ("budget",), ("short notice",), public=True, start=True, first=True
    )


def test_manners_are_each_either_absent_or_known() -> None:
    assert {Manner.DEPUTY, Manner.DEPUTY_REMOTE} == DEPUTISED
    assert {Manner.OUT, Manner.STAYING} == BARRED
    assert KNOWN.sittings[0] == "ordinary"
