"""How things stand, in words: what is there, who would make it, who would lose it, what is lacking, who serves what."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

import pytest

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Count,
    NoneAsked,
    Offices,
    QuorumOf,
    Requirement,
    Selector,
    Share,
    Someone,
    Unit,
    Vacant,
    When,
)
from governance.constitution.core.meeting import Here, Meeting, OtherBody, Post, Seat
from governance.constitution.core.quorum import State, evaluate
from governance.constitution.core.sets import Arrivals, arrivals_that_meet, departures_that_lose, expected_of
from governance.constitution.english.english import English
from governance.constitution.english.explaining import Account, Check
from governance.constitution.english.wording import Names
from tests.governance.constitution.random_meetings import random_meeting
from tests.governance.constitution.random_rules import random_rule

AGENCIES = {
    "kcc": "Kent County Council",
    "police": "Kent Police",
    "yos": "the Youth Offending Service",
    "commissioning": "Children's Health Commissioning",
    "east": "East Kent PCT",
    "west": "West Kent PCT",
    "districts": "the district councils",
    "lsc": "the Learning and Skills Council",
}
CALLS = {**AGENCIES, "dcs": "the chair", "kcc-2": "Kent County Council", **{f"p{n}": f"member {n}" for n in range(30)}}
TAGS = {"officer": "an officer of the council", "tpct": "a representative of the TPCT"}
ACCOUNT = Account(English(Names(agencies=AGENCIES, tags=TAGS, bodies={"forum": "Schools Forum"})), CALLS)
CHAIR = frozenset({Post("board", "chair")})
SEATS = (
    Seat("dcs", agency="kcc", holder="dcs", offices=CHAIR),
    Seat("kcc-2", agency="kcc", holder="kcc-2"),
    *(Seat(key, agency=key, holder=key) for key in AGENCIES if key != "kcc"),
)


def agency(*keys: str) -> Someone:
    return Someone(Selector(agency=keys))


def office(*titles: str) -> Someone:
    return Someone(Selector(office=Offices(titles)))


def kent(*people: str) -> Meeting:
    here = tuple(Here(who, who, offices=CHAIR if who == "dcs" else frozenset()) for who in people)
    return Meeting(seats=SEATS, here=here, body="board")


def explain(rule: Requirement, meeting: Meeting) -> str:
    """With everything that can be known."""
    arrivals = arrivals_that_meet(rule, meeting, expected_of(meeting))
    return ACCOUNT.explain(evaluate(rule, meeting), arrivals, departures_that_lose(rule, meeting))


K10_4 = AtLeast(
    5,
    (
        office("chair", "vice-chair"),
        *(agency(key) for key in ("kcc", "police", "yos")),
        AnyOf((agency("commissioning"), AllOf((agency("east"), agency("west"))))),
        agency("districts"),
        agency("lsc"),
    ),
)
H7_2 = AllOf(
    (
        Count(8),
        AtLeast(
            3,
            (office("chair", "deputy-chair"), Someone(Selector(tag=("officer",))), Someone(Selector(tag=("tpct",)))),
            distinct=True,
        ),
    )
)
AT_MOST_ONE = AllOf((Count(2), AtMost(Count(1, Selector(agency=("kcc",))))))


def haringey(*people: str) -> Meeting:
    seats = [Seat("p0", holder="p0", offices=CHAIR), Seat("p1", holder="p1", tags=frozenset({"officer"}))]
    seats += [Seat("p2", holder="p2", tags=frozenset({"tpct"})), *(Seat(f"p{n}", holder=f"p{n}") for n in range(3, 30))]
    here = tuple(Here(who, who, offices=CHAIR if who == "p0" else frozenset()) for who in people)
    return Meeting(seats=tuple(seats), here=here, body="board")


CROWD = tuple(f"p{n}" for n in range(3, 30))


THIRD = AllOf((Share(Fraction(1, 3)), agency("kcc")))
PRIMARY = AllOf((agency("east"), agency("west")))
IF_VACANT = When(Vacant(Offices(("chair",))), Count(2), Count(4))
COUNCILLORS = Selector(agency=("kcc",))


@pytest.mark.parametrize(
    ("rule", "meeting", "said"),
    [
        (NoneAsked(), kent(), "None asked."),
        (
            K10_4,
            kent("dcs", "yos", "commissioning"),
            "4 of 5: Kent Police, the district councils or the Learning and Skills Council would make it.",
        ),
        (
            K10_4,
            kent("dcs", "police", "east"),
            (
                "3 of 5: two more people, such as Children's Health Commissioning and the Youth Offending "
                "Service, would make it."
            ),
        ),
        (
            K10_4,
            kent("dcs", "police", "yos", "commissioning"),
            (
                "5 of 5: quorate; it would be lost if the chair, Kent Police, the Youth Offending Service or "
                "Children's Health Commissioning left."
            ),
        ),
        (
            K10_4,
            kent("dcs", "police", "yos", "commissioning", "districts", "lsc", "kcc-2"),
            "7, where 5 are needed: quorate; it would stand if any one person left.",
        ),
        (H7_2, haringey("p0", "p2"), "2 of 8: six more, among them an officer of the council, would make it."),
        (H7_2, haringey("p0", "p1", "p2", *CROWD[:4]), "7 of 8: one more would make it."),
        (
            H7_2,
            haringey("p0", "p1", "p2", *CROWD[:5]),
            "8 of 8: quorate; it would be lost if any one of eight people left.",
        ),
        (H7_2, haringey("p0", "p2", *CROWD[:9]), "11, where 8 are needed: member 1 would make it."),
        (H7_2, haringey(*CROWD[:9]), "9, where 8 are needed: member 0, member 1 and member 2 would make it."),
        (THIRD, kent("police", "yos"), "2 of 3: the chair or Kent County Council would make it."),
        (
            THIRD,
            kent("dcs", "yos", "east", "lsc"),
            "4, where 3 are needed: quorate; it would be lost if the chair left.",
        ),
        (
            AT_MOST_ONE,
            kent("dcs", "kcc-2"),
            "2 of 2: no arrival would make it. It still needs one fewer member from Kent County Council.",
        ),
        (
            AT_MOST_ONE,
            kent("dcs"),
            (
                "1 of 2: Kent Police, the Youth Offending Service or Children's Health Commissioning, for "
                "example, would make it."
            ),
        ),
        (
            AtMost(Count(1, COUNCILLORS)),
            kent("dcs"),
            "1, where 1 is the most: quorate; it would stand if any one person left.",
        ),
        (IF_VACANT, kent("dcs"), "1 of 2: one more would make it."),
        (AnyOf((agency("police"), PRIMARY)), kent("east"), "Kent Police or West Kent PCT would make it."),
        (AnyOf((agency("police"), PRIMARY)), kent("police"), "1 of 1: quorate; it would be lost if Kent Police left."),
        (PRIMARY, kent(), "0 of 2: East Kent PCT and West Kent PCT would make it."),
        (
            AtLeast(2, (agency("police"), agency("yos"), agency("lsc"))),
            kent(),
            (
                "0 of 2: any two of Kent Police, the Learning and Skills Council and the Youth Offending Service "
                "would make it."
            ),
        ),
        (agency("elsewhere"), kent("dcs"), "0 of 1: no arrival would make it. It still needs elsewhere."),
        (AllOf(()), kent(), "Quorate; it would stand if any one person left."),
        (AnyOf(()), kent(), "No arrival would make it. It still needs what nobody can bring."),
    ],
)
def test_explain_says_how_it_stands(rule: Requirement, meeting: Meeting, said: str) -> None:
    assert explain(rule, meeting) == said


def test_explain_says_what_is_needed_when_nobody_has_looked_for_arrivals() -> None:
    answer = evaluate(H7_2, haringey("p0", "p2"))
    assert ACCOUNT.explain(answer) == (
        "2 of 8: not quorate. It still needs six more members and an officer of the council."
    )
    assert ACCOUNT.explain(evaluate(H7_2, haringey("p0", "p1", "p2", *CROWD))) == "30, where 8 are needed: quorate."


def test_explain_claims_no_more_than_was_tried_when_the_search_was_cut() -> None:
    answer = evaluate(agency("police"), kent())
    assert ACCOUNT.explain(answer, Arrivals((), complete=False)) == (
        "0 of 1: not quorate; nobody was found whose coming would make it, but not all were tried. It still needs Kent "
        "Police."
    )
    assert ACCOUNT.explain(answer, Arrivals((frozenset({"police"}),), complete=False)) == (
        "0 of 1: Kent Police would make it; there may be others."
    )


def test_explain_calls_people_somebody_when_nothing_is_known_of_them() -> None:
    answer = evaluate(PRIMARY, kent("east"))
    assert Account().explain(answer, Arrivals((frozenset({"west"}),))) == "1 of 2: somebody would make it."


@pytest.mark.parametrize(
    ("rule", "meeting", "lacking"),
    [
        (NoneAsked(), kent(), ()),
        (Count(2), kent("dcs", "yos"), ()),
        (Count(3), kent("dcs"), ("two more members",)),
        (Count(1, COUNCILLORS), kent(), ("one member from Kent County Council",)),
        (Count(4, unit=Unit.AGENCY), kent("dcs", "police"), ("members representing two more agencies",)),
        (Share(Fraction(1, 2), unit=Unit.WEIGHT), kent("dcs"), ("members carrying four more in weight",)),
        (AtMost(Count(0, COUNCILLORS)), kent("dcs", "kcc-2"), ("two fewer members from Kent County Council",)),
        (
            K10_4,
            kent("dcs", "yos", "commissioning"),
            ("one of Kent Police, the district councils or the Learning and Skills Council",),
        ),
        (
            K10_4,
            kent("kcc-2", "police", "yos", "east"),
            (
                (
                    "two of these: the chair or vice-chair; Children's Health Commissioning or West Kent PCT; "
                    "the district councils; the Learning and Skills Council"
                ),
            ),
        ),
        (H7_2, haringey("p0", "p2"), ("six more members", "an officer of the council")),
        (PRIMARY, kent(), ("East Kent PCT", "West Kent PCT")),
        (
            AnyOf((agency("police"), PRIMARY)),
            kent(),
            ("Kent Police, or both East Kent PCT and West Kent PCT",),
        ),
        (
            AtLeast(2, (office("chair"), agency("kcc")), distinct=True),
            kent("dcs"),
            ("one more, as nobody may serve two",),
        ),
        (IF_VACANT, kent("dcs"), ("one more member",)),
    ],
)
def test_lacking_says_each_part_that_is_not_met(rule: Requirement, meeting: Meeting, lacking: tuple[str, ...]) -> None:
    assert ACCOUNT.lacking(evaluate(rule, meeting)) == lacking


def test_lacking_says_of_which_body_when_the_quorum_is_of_another() -> None:
    forum = OtherBody(Count(2), (Seat("a", holder="dcs"), Seat("b", holder="police")))
    meeting = Meeting(seats=SEATS, here=(Here("dcs", "dcs"),), body="board", others={"forum": forum})
    answer = evaluate(QuorumOf("forum"), meeting)
    assert ACCOUNT.lacking(answer) == ("one more member for the quorum of the Schools Forum",)


def test_served_lists_every_requirement_with_who_serves_it() -> None:
    met, not_met = State.MET, State.NOT_MET
    assert ACCOUNT.served(evaluate(K10_4, kent("dcs", "yos", "east"))) == (
        Check(
            0,
            "at least five of these seven (one person may serve several)",
            not_met,
            3,
            5,
            ("the Youth Offending Service", "the chair"),
        ),
        Check(1, "the chair or vice-chair", met, 1, 1, ("the chair",)),
        Check(1, "Kent County Council", met, 1, 1, ("the chair",)),
        Check(1, "Kent Police", not_met, 0, 1, ()),
        Check(1, "the Youth Offending Service", met, 1, 1, ("the Youth Offending Service",)),
        Check(1, "either of these", not_met, 0, 1, ()),
        Check(2, "Children's Health Commissioning", not_met, 0, 1, ()),
        Check(2, "both of these", not_met, 1, 2, ("East Kent PCT",)),
        Check(3, "East Kent PCT", met, 1, 1, ("East Kent PCT",)),
        Check(3, "West Kent PCT", not_met, 0, 1, ()),
        Check(1, "the district councils", not_met, 0, 1, ()),
        Check(1, "the Learning and Skills Council", not_met, 0, 1, ()),
    )


def test_served_says_which_branch_applies() -> None:
    filled = Meeting(seats=SEATS, body="board", offices={Post("board", "chair"): "dcs"})
    assert [check.text for check in ACCOUNT.served(evaluate(IF_VACANT, kent()))] == [
        "as the office of chair is vacant",
        "at least two members",
    ]
    assert [check.text for check in ACCOUNT.served(evaluate(IF_VACANT, filled))] == [
        "as the office of chair is not vacant",
        "at least four members",
    ]


def test_explain_never_contradicts_the_answer() -> None:
    chance, seen = Random(11), Counter[State]()
    for _ in range(1500):
        rule, meeting = random_rule(chance), random_meeting(chance)
        answer = evaluate(rule, meeting)
        arrivals = arrivals_that_meet(rule, meeting, expected_of(meeting))
        departures = departures_that_lose(rule, meeting)
        for text in (Account().explain(answer), Account().explain(answer, arrivals, departures)):
            assert _state_told(text) is answer.state, text
        assert bool(Account().lacking(answer)) is (answer.state is State.NOT_MET)
        assert Account().served(answer)[0].state is answer.state
        seen[answer.state] += 1
    assert min(seen[state] for state in State) > 100


def _state_told(text: str) -> State:
    """What a reader would take it to say."""
    if text == "None asked.":
        return State.NONE_ASKED
    is_lost = "not quorate" in text.lower() or "would make it" in text
    is_met = "quorate" in text.lower().replace("not quorate", "")
    assert is_lost is not is_met
    return State.MET if is_met else State.NOT_MET
