"""Voting in plain English: motions in general, their ties, and the kinds decided otherwise."""

from __future__ import annotations

import pytest

from tests.governance.constitution.said_parts import said

SIMPLE = "A motion is carried when more vote for it than against it."
MAY = "On a tie, whoever presides may use a casting vote; without it the motion is lost."
MUST = "A tie is settled by the casting vote of whoever presides."
ONLY_SOMETIMES = "A casting vote is used only on a tie that one more vote would carry."
BUDGET = "A budget decision is carried when"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({}, [SIMPLE, "A tie is lost."]),
        ({"casting_vote": "may"}, [SIMPLE, MAY]),
        ({"casting_vote": "must", "reasons": "yes"}, [SIMPLE, MUST, "Every decision is recorded with its reasons."]),
        (
            {"casting_vote": "must", "casting_only": "yes"},
            [SIMPLE, f"{MUST} Whoever presides has the casting vote and no other."],
        ),
        ({"casting_only": "yes"}, [SIMPLE, "A tie is lost. Whoever presides does not vote."]),
        (
            {"casting_vote": "may", "casting_by": {"office": "chair"}},
            [SIMPLE, "On a tie, the chair may use a casting vote; without it the motion is lost."],
        ),
        ({"casting_vote": "lot"}, [SIMPLE, "A tie is settled by lot."]),
        (
            {"majority": "absolute", "casting_vote": "may"},
            [
                "A motion is carried when more than half of all voting members are for it.",
                (
                    "If the votes are tied and one more would carry the motion, whoever presides may use a casting "
                    "vote; without it the motion is lost."
                ),
            ],
        ),
        (
            {"majority": "absolute", "casting_vote": "must"},
            [
                "A motion is carried when more than half of all voting members are for it.",
                (
                    "If the votes are tied and one more would carry the motion, the casting vote of whoever presides "
                    "settles it."
                ),
            ],
        ),
        ({"majority": "unanimous"}, ["A motion is carried when every vote cast is for it."]),
        (
            {"manner": "secret ballot", "confirmed": {"at least": "14 days", "at most": "3 months"}},
            [
                SIMPLE,
                "A tie is lost.",
                "Votes are given by secret ballot.",
                (
                    "A motion that is carried has to be carried again at a further meeting, at least 14 days and no "
                    "more than 3 months after the first."
                ),
            ],
        ),
        (
            {"casting_vote": "must", "decision": {"budget": {"majority": {"fraction": {"this": "2/3"}}}}},
            [SIMPLE, MUST, f"{BUDGET} at least two thirds of the votes cast are for it. {ONLY_SOMETIMES}"],
        ),
        (
            {"casting_vote": "must", "decision": {"budget": {"majority": "unanimous", "casting_vote": "none"}}},
            [SIMPLE, MUST, f"{BUDGET} every vote cast is for it. There is no casting vote."],
        ),
        (
            {"majority": "unanimous", "decision": {"budget": {"majority": "simple"}}},
            [
                "A motion is carried when every vote cast is for it.",
                f"{BUDGET} more vote for it than against it. A tie is lost.",
            ],
        ),
        (
            {"reasons": "yes", "confirmed": "yes", "decision": {"budget": {"reasons": "no", "confirmed": "no"}}},
            [
                SIMPLE,
                "A tie is lost.",
                "A motion that is carried has to be carried again at a further meeting.",
                "Every decision is recorded with its reasons, but for what is named below.",
                (
                    f"{BUDGET} more vote for it than against it. It need not be carried again. Its reasons need not "
                    "be recorded."
                ),
            ],
        ),
        (
            {
                "sitting": {"adjourned": {"majority": "absolute", "manner": "by name"}},
                "decision": {"budget": {"reasons": "yes", "confirmed": {"at least": "1 week"}}},
            },
            [
                SIMPLE,
                "A tie is lost.",
                (
                    "At an adjourned sitting a motion is carried when more than half of all voting members are for "
                    "it. Votes are given by name, and recorded so."
                ),
                (
                    f"{BUDGET} more vote for it than against it. It has to be carried again at a further meeting, at "
                    "least 1 week after the first. The decision is recorded with its reasons."
                ),
                "What is said of a kind of decision goes before what is said of a kind of sitting.",
            ],
        ),
    ],
)
def test_voting_is_said_with_its_ties(written, told: list[str]) -> None:
    assert said("voting", written) == told
