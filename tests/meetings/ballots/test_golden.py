"""The golden proofs: what was proved once is proved for ever, and a change that gives another answer is named."""

from __future__ import annotations

import json
import os
from copy import deepcopy
from typing import Any

import pytest

from meetings.ballots.proof import FORM
from tests.meetings.ballots.golden import FOLDER, faults_in, golden_of, keep_golden, kept_proofs, result_again
from tests.meetings.ballots.golden_scenes import SCENES, Stage

KEPT = kept_proofs()
MAKE = "MAKE_GOLDEN_PROOFS"
"""Set in the environment, the proofs that are missing are made; those that are kept stay as they are."""


@pytest.mark.parametrize("name", KEPT)
def test_proof_gives_the_answer_it_gave(name: str) -> None:
    assert faults_in(KEPT[name]) == [], f"{name}: {KEPT[name]['says']} {FOLDER / name}.json"


def test_there_are_proofs_of_every_scene_in_a_known_form() -> None:
    assert set(SCENES) <= set(KEPT)
    assert len(KEPT) >= 15
    assert {kept["proof"]["form"] for kept in KEPT.values()} <= set(range(1, FORM + 1))
    assert {kept["how"] for kept in KEPT.values()} == {"consensus", "vote"}
    assert {kept["vote"]["result"] for kept in KEPT.values() if "vote" in kept} >= {"carried", "lost"}


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("kent-consensus-both-trusts", ("proof", "answer", "have"), 4),
        ("haringey-three-roles", ("proof", "meeting", "here"), []),
        ("kent-vote-named", ("vote", "result"), "lost"),
        ("medway-vote-membership", ("vote", "opening", "answer", "state"), "not met"),
    ],
)
def test_fault_is_found_when_something_of_a_proof_is_changed(name: str, path: tuple[str, ...], value: Any) -> None:
    kept = deepcopy(KEPT[name])
    *way, last = path
    part = kept
    for step in way:
        part = part[step]
    part[last] = value
    assert faults_in(kept) != []


def test_vote_that_is_turned_ends_otherwise() -> None:
    vote = deepcopy(KEPT["kent-vote-named"]["vote"])
    vote["votes"] = dict.fromkeys(vote["votes"], "against")
    assert result_again(vote) == "lost"


def test_what_is_kept_is_never_written_anew() -> None:
    with pytest.raises(FileExistsError):
        keep_golden("kent-vote-named", {})


@pytest.mark.django_db
def test_proof_is_made_from_a_decision_as_it_is_kept() -> None:
    decision = Stage("medway", "portfolio-holder police").agrees()
    made = json.loads(json.dumps(golden_of(decision, "Two.")))
    assert (made["says"], made["how"], faults_in(made)) == ("Two.", "consensus", [])


@pytest.mark.django_db
@pytest.mark.skipif(MAKE not in os.environ, reason=f"{MAKE} is not set: what is kept is not made anew")
@pytest.mark.parametrize("name", [name for name in SCENES if name not in KEPT])
def test_missing_proof_is_made(name: str) -> None:
    make, says = SCENES[name]
    keep_golden(name, golden_of(make(), says))
