"""Every part of a constitution in plain English, as the clauses of the rulebook would say it."""

from __future__ import annotations

import pytest

from governance.constitution.core.constitution import Part, Rules
from governance.constitution.english.saying import Said, said_of, title_of
from governance.constitution.english.wording import Names
from governance.constitution.writing.inheritance import CHECKED_BEFORE, rules_of
from governance.constitution.writing.parse_constitution import parse_rules
from tests.governance.constitution.said_parts import NAMES, labelled, rules, said


def some(office) -> dict:
    return {"someone": {"office": office}}


def agency(key: str) -> dict:
    return {"someone": {"agency": key}}


K10_4 = {
    "at_least": {
        "n": 5,
        "among": [
            some(["chair", "vice-chair"]),
            agency("kcc"),
            agency("police"),
            agency("yos"),
            {"any": [agency("commissioning"), {"all": [agency("east"), agency("west")]}]},
            agency("districts"),
            {"someone": {"tag": "skills"}},
        ],
    }
}
H7_2 = {
    "all": [
        {"count": {"n": 8}},
        {
            "at_least": {
                "n": 3,
                "among": [
                    some(["chair", "deputy-chair"]),
                    {"someone": {"tag": "officer"}},
                    {"someone": {"tag": "tpct"}},
                ],
                "distinct": "yes",
            }
        },
    ]
}
M3_10 = {"all": [{"share": {"this": "1/3"}}, agency("medway")]}
BESIDES = "This is asked besides the quorum of the meeting."


@pytest.mark.parametrize("part", list(Part))
def test_said_of_is_one_true_sentence_when_the_part_is_not_written(part: Part) -> None:
    told = {
        Part.QUORUM: "No quorum is written: business asks none, and the pages say so.",
        Part.VOTING: (
            "Nothing is written, so a motion is carried when more vote for it than against it, and a tie is lost."
        ),
    }
    assert said_of(part, Rules(), NAMES) == (Said(title_of(part), told.get(part, "Nothing is written."), ()),)


def test_title_of_each_part_is_what_a_reader_would_look_for() -> None:
    assert [title_of(part) for part in Part] == [
        "Quorum",
        "Voting",
        "Who counts",
        "Deputies",
        "Interests",
        "Notice",
        "Calendar",
        "Attendance",
        "Publicity",
        "Reviews",
    ]


def test_said_of_says_first_from_which_body_a_part_is_taken() -> None:
    writings = {
        "board": {"voting": {"clauses": "H7.8", "casting_vote": "must"}},
        "epmg": {"inherits": [{"of": "board", "parts": ["voting"]}]},
    }
    assert said_of(Part.VOTING, rules_of("epmg", writings), NAMES) == (
        Said(
            "Taken over",
            "This part is taken over from the Haringey Children's Trust Board, as it stands there.",
            ("H7.8",),
        ),
        Said("Motions", "A motion is carried when more vote for it than against it.", ("H7.8",)),
        Said("Ties", "A tie is settled by the casting vote of whoever presides.", ("H7.8",)),
    )


def test_said_of_names_the_clause_of_the_row_or_else_of_the_part() -> None:
    written = {
        "clauses": "H7.6",
        "deadlines": [
            {"what": "drafts for comment", "n": 14, "counted": "calendar days", "clauses": "H7.4"},
            {"what": "the papers", "n": 5, "counted": "clear days"},
        ],
    }
    assert [each.clauses for each in said_of(Part.NOTICE, rules(notice=written), NAMES)] == [
        ("H7.4",),
        ("H7.6",),
        ("H7.6",),
    ]


def test_said_of_names_the_clause_of_what_lapses() -> None:
    written = rules(quorum={"clauses": "H7.2", "lapses": [{"then": "dissolved", "clauses": "H7.2a"}]})
    assert [each.clauses for each in said_of(Part.QUORUM, written, NAMES)] == [("H7.2",), ("H7.2a",)]
    assert written.clauses_of(Part.QUORUM) == ("H7.2", "H7.2a")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            {"business": K10_4},
            [
                (
                    "Business",
                    (
                        "Business needs at least five of these seven: the chair or vice-chair; Kent County Council; "
                        "Kent Police; the Youth Offending Service; Children's Health Commissioning, or both East "
                        "Kent PCT and West Kent PCT; district councils; the Learning and Skills Council or providers "
                        "of related services. One person may serve several."
                    ),
                )
            ],
        ),
        (
            {"business": H7_2},
            [
                (
                    "Business",
                    (
                        "Business needs at least eight members, including one each of these three, each a different "
                        "person: the chair or deputy chair; an officer of the council; a representative of the TPCT."
                    ),
                )
            ],
        ),
        (
            {"vote": M3_10},
            [
                ("Business", "Business needs no quorum; only what is named below does."),
                (
                    "A vote",
                    (
                        "A vote needs at least one third of the members in office (rounded up), including one from "
                        "Medway Council."
                    ),
                ),
            ],
        ),
        ({}, [("Business", "Business needs no quorum.")]),
        (
            {
                "business": {"count": {"n": 8}},
                "sitting": {"adjourned": "none asked", "agm": {"count": {"n": 3}}},
                "decision": {
                    "budget": {"instead": "yes", "count": {"n": 12}},
                    "rules": {"count": {"n": 10}},
                    "urgent": "none asked",
                },
                "vote": {"count": {"n": 9}},
                "request": {"special-meeting": {"count": {"n": 5}}},
            },
            [
                ("Business", "Business needs at least eight members."),
                ("Adjourned sittings", "An adjourned sitting needs no quorum."),
                ("Annual general meetings", "An annual general meeting needs at least three members."),
                (
                    "Budget decisions",
                    "A budget decision needs at least twelve members. This is asked instead of any other quorum.",
                ),
                ("Change of the rules", f"A change of the rules needs at least ten members. {BESIDES}"),
                ("Urgent decisions", "An urgent decision needs no more than the quorum of the meeting."),
                ("A vote", f"A vote needs at least nine members. {BESIDES}"),
                ("Special meeting", "A request for a special meeting must come from at least five members."),
            ],
        ),
        (
            {"decision": {"budget": {"count": {"n": 5}}, "urgent": "none asked"}},
            [
                ("Business", "Business needs no quorum; only what is named below does."),
                ("Budget decisions", "A budget decision needs at least five members."),
                ("Urgent decisions", "An urgent decision needs no quorum."),
            ],
        ),
        (
            {
                "business": {"count": {"n": 3}},
                "lapses": [
                    {"then": "adjourned", "after": 30, "days": 7},
                    {"then": "adjourned", "after": 1, "days": 14},
                    {"then": "adjourned", "days": 10},
                    {"then": "adjourned"},
                    {"then": "dissolved", "after": 15, "sittings": ["agm"]},
                    {"then": "held without decisions"},
                ],
            },
            [
                ("Business", "Business needs at least three members."),
                (
                    "Without a quorum",
                    (
                        "A sitting that is not quorate 30 minutes after its appointed time is adjourned to the same "
                        "day of the following week."
                    ),
                ),
                (
                    "Without a quorum",
                    (
                        "A sitting that is not quorate one minute after its appointed time is adjourned to the same "
                        "day two weeks later."
                    ),
                ),
                (
                    "Without a quorum",
                    "A sitting that is not quorate at its appointed time is adjourned for ten days.",
                ),
                ("Without a quorum", "A sitting that is not quorate at its appointed time is adjourned."),
                (
                    "Without a quorum",
                    "An annual general meeting that is not quorate 15 minutes after its appointed time is dissolved.",
                ),
                ("Without a quorum", "A sitting that is not quorate at its appointed time is held without decisions."),
            ],
        ),
    ],
)
def test_quorum_is_said_for_each_purpose(written, told: list[tuple[str, str]]) -> None:
    assert labelled("quorum", written) == told


@pytest.mark.parametrize(
    ("kind", "rule", "text"),
    [
        ("special-meeting", "none asked", "Any member may make a request for a special meeting."),
        ("short-notice", {"count": {"n": 9}}, "A request for short notice must come from at least nine members."),
        ("poll", some("chair"), "A request for a poll must come from the chair."),
    ],
)
def test_a_request_says_from_whom_it_must_come(kind: str, rule, text: str) -> None:
    written = {"lists": {"requests": [kind]}, "quorum": {"request": {kind: rule}}}
    assert said_of(Part.QUORUM, parse_rules(written, CHECKED_BEFORE), NAMES)[1].text == text


def test_quorum_asked_at_the_opening_begins_with_when_it_is_asked() -> None:
    written = {"business": {"at_opening": {"count": {"n": 5}}}, "decision": {"budget": {"at_opening": K10_4}}}
    business, budget = said("quorum", written)
    assert business == "At the opening of the sitting, business needs at least five members."
    assert budget.startswith("At the opening of the sitting, a budget decision needs at least five of these seven: ")
    assert budget.endswith(BESIDES)


@pytest.mark.parametrize(
    ("kind", "label", "one"),
    [
        ("adjourned", "Adjourned decisions", "An adjourned decision"),
        ("decision", "Decisions", "A decision"),
        ("election", "Elections", "An election"),
        ("by-houses", "Decision by houses", "A decision by houses"),
        ("not-on-the-agenda", "Decision not on the agenda", "A decision not on the agenda"),
        ("rules-of-procedure", "Decision on the rules of procedure", "A decision on the rules of procedure"),
        ("change-of-purpose", "Change of purpose", "A change of purpose"),
        ("the-budget", "The budget", "The budget"),
    ],
)
def test_a_kind_of_decision_is_called_as_one_would_call_it(kind: str, label: str, one: str) -> None:
    written = {"lists": {"decisions": [kind]}, "quorum": {"decision": {kind: {"count": {"n": 2}}}}}
    told = said_of(Part.QUORUM, parse_rules(written, CHECKED_BEFORE), Names())[1]
    assert (told.label, told.text) == (label, f"{one} needs at least two members.")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({}, ["Everybody counts as usual."]),
        ({"remote": {"quorum": "no"}}, ["Members who take part remotely do not count towards the quorum."]),
        (
            {"deputy": {"preside": "yes", "vote": "no"}, "barred and out": {"quorum": "yes"}},
            [
                "Deputies may preside but may not vote.",
                "Members who are barred from an item and have left the room count towards the quorum.",
            ],
        ),
        (
            {"non-voting seat": {"quorum": "no", "preside": "no"}},
            ["Members without a vote do not count towards the quorum and may not preside."],
        ),
        (
            {"suspended": {"base": "yes"}, "barred and staying": {"base": "no"}},
            [
                "Members who are barred from an item and stay in the room are left out where a share is asked.",
                "Suspended members are counted where a share of the members is asked.",
            ],
        ),
        ({"remote": {"quorum": "yes"}}, ["Everybody counts as usual."]),
        (
            {"presides": [{"office": "chair"}, {"office": "vice-chair"}, {}]},
            ["The chair presides; failing that, the vice-chair; failing that, a member whom the meeting chooses."],
        ),
        ({"presides": [{"office": "chair"}]}, ["The chair presides."]),
    ],
)
def test_counting_says_only_what_differs_from_the_table(written, told: list[str]) -> None:
    assert said("counting", written) == told


def test_a_calendar_is_said_in_its_own_sentences_with_all_its_clauses() -> None:
    written = {"clauses": "H7.1", "number": 6, "kinds": {"agm": {"number": 1}}}
    assert said_of(Part.CALENDAR, rules(calendar=written), NAMES) == (
        Said(
            "Meetings",
            "Six meetings a year. For the annual general meeting: one meeting a year.",
            ("H7.1",),
        ),
    )
