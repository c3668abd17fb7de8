"""Interests in plain English, as their clauses would say it."""

from __future__ import annotations

import pytest

from tests.governance.constitution.said_parts import labelled, said

ASKED = "Interests are declared when the item comes."
LEAVES = "Whoever is barred leaves the room."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            {
                "kinds": [
                    {
                        "name": "personal",
                        "goes_unasked": "yes",
                        "meaning": "work or business prospects of the member or close family, and any other chance of "
                        "personal gain",
                    },
                    {"name": "strategic or general professional", "bar": "it does not count"},
                ],
                "test": "declare, openly and at once",
            },
            [
                ASKED,
                "A personal interest is work or business prospects of the member or close family, and any other "
                "chance of personal gain. A member with a personal interest is expected to leave for the item "
                "without being "
                "asked. Otherwise whoever presides rules whether the member is barred from it. " + LEAVES,
                "A strategic or general professional interest does not count.",
                "In doubt: declare, openly and at once.",
            ],
        ),
        (
            {
                "asked": "at the start",
                "kinds": [{"name": "personal interests"}],
                "test": "would an informed, objective observer think that it prejudices judgement",
            },
            [
                "Interests are declared at the start of the meeting.",
                f"Whoever presides rules whether a member with a personal interest is barred from the item. {LEAVES}",
                "In doubt: would an informed, objective observer think that it prejudices judgement?",
            ],
        ),
        (
            {
                "kinds": [
                    {
                        "name": "bidder's",
                        "bar": "by the rule itself",
                        "binds": "the agency",
                        "out": "stays without part",
                        "decisions": ["commissioning"],
                        "meaning": "The partner will or may bid.",
                    }
                ]
            },
            [
                ASKED,
                (
                    "The partner will or may bid. On a commissioning decision, everyone from an agency with a "
                    "bidder's interest is barred from the item; no ruling can allow otherwise. Whoever is barred "
                    "stays in the room and takes no part."
                ),
            ],
        ),
        (
            {
                "kinds": [
                    {"name": "financial", "bar": "by the rule itself", "goes_unasked": "yes", "binds": "the seat"},
                    {"name": "close", "bar": "by the rule itself", "lifted_by": "the standards committee"},
                    {"name": "further", "lifted_by": "the standards committee"},
                ],
                "register": "yes",
                "confirmed_every": 6,
            },
            [
                ASKED,
                "Members keep a register of interests, which each member confirms every six months.",
                (
                    "Whoever speaks for a seat with a financial interest is barred from the item and goes without "
                    "being asked; no ruling can allow otherwise."
                ),
                (
                    "A member with a close interest is barred from the item; only the standards committee may lift "
                    f"the bar. {LEAVES}"
                ),
                (
                    "Whoever presides rules whether a member with a further interest is barred from the item. "
                    f"{LEAVES} The standards committee may lift the bar."
                ),
            ],
        ),
    ],
)
def test_interests_are_said_with_what_each_kind_brings(written, told: list[str]) -> None:
    assert said("interests", written) == told


@pytest.mark.parametrize(
    ("name", "label", "such"),
    [
        ("personal interests", "Personal interest", "A personal interest"),
        ("party to the dispute", "Party to the dispute", "Such an interest"),
        ("", "Interest", "An interest"),
    ],
)
def test_an_interest_is_called_by_its_name(name: str, label: str, such: str) -> None:
    kind = {"bar": "it does not count"} | ({"name": name} if name else {})
    assert labelled("interests", {"kinds": [kind]})[1] == (label, f"{such} does not count.")
