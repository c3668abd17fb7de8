"""Quorum clause by clause: the tables that the rulebook's sentences must answer to."""

from __future__ import annotations

import pytest

from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Here, Meeting, Post, Seat
from governance.constitution.core.quorum import State, evaluate
from governance.constitution.writing.parse import Known, parse

KENT_AGENCIES = (
    "kcc",
    "kent-police",
    "yos",
    "health-commissioning",
    "east-pct",
    "west-pct",
    "districts",
    "lsc",
    "voluntary",
)
KENT = Known(offices=("chair", "vice-chair"), agencies=KENT_AGENCIES, tags=("skills",))
K10_4 = parse(
    {
        "at_least": {
            "n": "5",
            "among": [
                {"someone": {"office": ["chair", "vice-chair"]}},
                {"someone": {"agency": "kcc"}},
                {"someone": {"agency": "kent-police"}},
                {"someone": {"agency": "yos"}},
                {
                    "any": [
                        {"someone": {"agency": "health-commissioning"}},
                        {"all": [{"someone": {"agency": "east-pct"}}, {"someone": {"agency": "west-pct"}}]},
                    ]
                },
                {"someone": {"agency": "districts"}},
                {"someone": {"tag": "skills"}},
            ],
        }
    },
    KENT,
)
CHAIR = frozenset({Post("board", "chair")})


def kent_seat(agency: str) -> Seat:
    tags = frozenset({"skills"} if agency == "lsc" else ())
    return Seat(f"{agency}-seat", agency=agency, tags=tags, holder=agency)


KENT_SEATS = (*(kent_seat(agency) for agency in KENT_AGENCIES), Seat("dcs", agency="kcc", holder="dcs", offices=CHAIR))


def kent(*who: str, deputies: tuple[str, ...] = ()) -> Meeting:
    """A meeting of Kent's board: `dcs` is the chair and sits for KCC; the others are there for their agencies."""
    here = [Here(name, seat="dcs", offices=CHAIR) if name == "dcs" else Here(name, seat=f"{name}-seat") for name in who]
    here += [Here(f"{name}'s deputy", seat=f"{name}-seat", by=Voice.DEPUTY) for name in deputies]
    return Meeting(seats=KENT_SEATS, here=tuple(here), body="board")


@pytest.mark.parametrize(
    ("case", "meeting", "have"),
    [
        ("nobody", kent(), 0),
        ("the chair is of KCC and serves two slots (R3)", kent("dcs"), 2),
        ("four", kent("dcs", "kent-police", "yos"), 4),
        ("five with the chair twice", kent("dcs", "kent-police", "yos", "districts"), 5),
        ("one primary care trust is not health", kent("dcs", "kent-police", "yos", "east-pct"), 4),
        ("both primary care trusts are", kent("dcs", "kent-police", "yos", "east-pct", "west-pct"), 5),
        ("commissioning alone is", kent("dcs", "kent-police", "yos", "health-commissioning"), 5),
        ("the voluntary sector has no slot", kent("dcs", "kent-police", "yos", "voluntary"), 4),
        ("skills by tag", kent("dcs", "kent-police", "yos", "lsc"), 5),
        ("deputies count for their agencies", kent("dcs", "kent-police", "yos", deputies=("districts",)), 5),
    ],
)
def test_kent_k10_4_five_of_seven(case: str, meeting: Meeting, have: int) -> None:
    answer = evaluate(K10_4, meeting)
    assert (answer.have, answer.need) == (have, 5)
    assert answer.state is (State.MET if have >= 5 else State.NOT_MET)


HARINGEY = Known(offices=("chair", "deputy-chair"), tags=("officer", "tpct"))
H7_2 = parse(
    {
        "all": [
            {"count": {"n": 8}},
            {
                "at_least": {
                    "n": 3,
                    "distinct": "yes",
                    "among": [
                        {"someone": {"office": ["chair", "deputy-chair"]}},
                        {"someone": {"tag": "officer"}},
                        {"someone": {"tag": "tpct"}},
                    ],
                }
            },
        ]
    },
    HARINGEY,
)


def haringey(*here: Here, others: int = 0) -> Meeting:
    seats = [Seat("chair", holder="chair"), Seat("officer", tags=frozenset({"officer"}), holder="officer")]
    seats += [
        Seat("tpct", tags=frozenset({"tpct"}), holder="tpct"),
        *(Seat(f"s{n}", holder=f"p{n}") for n in range(30)),
    ]
    crowd = tuple(Here(f"p{n}", seat=f"s{n}") for n in range(others))
    return Meeting(seats=tuple(seats), here=(*here, *crowd), body="board")


THE_CHAIR = Here("chair", seat="chair", offices=CHAIR)
THE_OFFICER, THE_TRUST = Here("officer", seat="officer"), Here("tpct", seat="tpct")


@pytest.mark.parametrize(
    ("case", "meeting", "state"),
    [
        ("eight with all three roles", haringey(THE_CHAIR, THE_OFFICER, THE_TRUST, others=5), State.MET),
        ("seven with all three roles", haringey(THE_CHAIR, THE_OFFICER, THE_TRUST, others=4), State.NOT_MET),
        ("twenty without the trust", haringey(THE_CHAIR, THE_OFFICER, others=18), State.NOT_MET),
        (
            "an officer in the chair serves one role only (R3)",
            haringey(Here("officer", seat="officer", offices=CHAIR), THE_TRUST, others=10),
            State.NOT_MET,
        ),
        (
            "a guest counts for nothing (R2)",
            haringey(THE_CHAIR, THE_OFFICER, THE_TRUST, Here("guest"), others=4),
            State.NOT_MET,
        ),
    ],
)
def test_haringey_h7_2_eight_with_three_roles(case: str, meeting: Meeting, state: State) -> None:
    assert evaluate(H7_2, meeting).state is state


MEDWAY = Known(agencies=("council",))
M3_10 = parse({"all": [{"share": {"this": "1/3"}}, {"someone": {"agency": "council"}}]}, MEDWAY)


@pytest.mark.parametrize(
    ("filled", "present", "with_council", "need", "state"),
    [
        (20, 6, True, 7, State.NOT_MET),
        (20, 7, True, 7, State.MET),
        (21, 7, True, 7, State.MET),
        (22, 7, True, 8, State.NOT_MET),
        (21, 7, False, 7, State.NOT_MET),
    ],
)
def test_medway_m3_10_a_third_rounded_up_with_the_council(
    filled: int, present: int, with_council: bool, need: int, state: State
) -> None:
    agencies = ["council" if n == 0 and with_council else f"other{n}" for n in range(filled)]
    seats = [Seat(f"s{n}", agency=agency, holder=f"p{n}") for n, agency in enumerate(agencies)]
    seats += [Seat("vacant"), Seat("vacant too")]
    meeting = Meeting(seats=tuple(seats), here=tuple(Here(f"p{n}", seat=f"s{n}") for n in range(present)))
    answer = evaluate(M3_10, meeting)
    assert answer.state is state
    assert answer.parts[0].need == need
    assert answer.parts[0].base == filled


def test_remote_and_barred_and_cut_off_count_as_the_table_says() -> None:
    rule = parse({"count": {"n": 1}}, Known())
    seat = (Seat("a", holder="ann"),)
    for here, counts in (
        (Here("ann", seat="a", how=How.REMOTE), True),
        (Here("ann", seat="a", cut_off=True), False),
        (Here("ann", seat="a", barred=True, how=None), False),
        (Here("ann", seat="a", barred=True), False),
        (Here("ann", seat="a", beyond="a second deputy visit this year"), False),
        (Here("ann"), False),
    ):
        assert evaluate(rule, Meeting(seats=seat, here=(here,))).is_met is counts, here
