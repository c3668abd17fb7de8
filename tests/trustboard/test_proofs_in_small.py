"""The long proofs in small, on the kind of database that the tests run on: `script/soak` has the whole counts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.serving import Server
from tests.soak.running import installation_like_this, run_part

pytestmark = pytest.mark.server

ON_POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "").startswith("postgres")
KILLS = 6


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(installed: Server) -> None:
    told = run_part(installed, "kills", "--kills", KILLS)
    assert (told["faults"], told["findings"]) == ([], [])
    assert told["kills"] == KILLS
    assert told["acknowledged"] >= KILLS
    assert told["acknowledged and lost"] == 0
    assert told["unanswered and there by half"] == 0
    assert told["sent again and standing once"] == told["sent again and answered"] == told["unanswered"]


def test_same_proof_finds_losses_when_a_build_answers_before_it_commits(installed: Server) -> None:
    told = run_part(installed, "kills", "--kills", 3, "--early")
    assert told["faults"] == []
    assert told["acknowledged and lost"] > 0


def test_many_workers_act_in_one_trust_without_failing_or_breaking_the_chain(installed: Server) -> None:
    told = run_part(installed, "fifty", "--rate", 10, "--seconds", 3, "--workers", 3)
    assert (told["failures"], told["findings"], told["findings meanwhile"]) == ([], [], [])
    assert told["acts"] == told["entries added"] == 30
    assert told["verified meanwhile"] >= 1


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL syncs in a server of its own")
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize(("synchronous", "safe"), [("", 5), ("NORMAL", 0)])
def test_answer_waits_for_the_data_sync_and_the_proof_tells_when_it_does_not(
    installed: Server, monkeypatch: pytest.MonkeyPatch, synchronous: str, safe: int
) -> None:
    monkeypatch.setitem(installed.environment, "SOAK_SYNCHRONOUS", synchronous)
    told = run_part(installed, "syncs", "--posts", 5)
    assert told["faults"] == []
    assert (told["posts"], told["answers"], told["answers after a sync"]) == (5, 5, safe)


@pytest.mark.skipif(ON_POSTGRESQL, reason="it touches no database")
def test_sealed_document_is_refused_by_every_reader_when_a_signed_byte_is_another(installed: Server) -> None:
    told = run_part(installed, "seals", "--alterations", 40, "--untouched", 3)
    assert set(told["refused inside"].values()) == {told["inside the signed range"]}
    assert told["refused there"]["SHA-256"] == told["in the place of the seal"]
    assert told["inside the signed range"] + told["in the place of the seal"] == 40
    assert set(told["accepted untouched"].values()) == {3}


def test_meeting_goes_on_and_loses_nothing_when_the_server_is_killed_again_and_again(installed: Server) -> None:
    told = run_part(installed, "sittings", "--kills", 5)
    assert (told["faults"], told["findings"]) == ([], [])
    assert (told["kills"], told["acknowledged and lost"]) == (5, 0)
    assert told.get("unanswered and there by half", 0) == 0
    assert told["sent again and standing once"] == told["unanswered"]
    assert told["meetings complete"] == told["meetings"]


def test_same_proof_finds_losses_in_a_meeting_when_a_build_answers_before_it_commits(installed: Server) -> None:
    told = run_part(installed, "sittings", "--kills", 3, "--early")
    assert told["acknowledged and lost"] > 0


HELD_BY_THE_DATABASE = {"two tabs of one member", "two seats of one agency", "vote and closing"} | {
    f"two {what}" for what in ("casting votes", "closings", "decisions on one vote")
}
"""What it refuses of a vote even where no rule does."""

RIGHT_BY_CHANCE = {"vote and closing", "interest and opening", "ruling and opening"}
"""What needs no rule where one of the two happens to come first."""


@pytest.mark.parametrize(("kinds", "rounds"), [("named", 200), ("other", 10)])
def test_two_at_once_in_a_vote_are_served_once_and_the_other_is_told_why(
    installed: Server, kinds: str, rounds: int
) -> None:
    told = run_part(installed, "votes", "--kinds", kinds, "--rounds", rounds)
    assert set(told["kept"].values()) == {rounds}
    assert told["of them by forms"] == rounds // 10
    assert told["findings"] == []


def test_same_proof_misses_the_words_without_the_rules_and_the_database_alone_keeps_its_rows(installed: Server) -> None:
    told = run_part(installed, "votes", "--rounds", 2, "--off", "rules")
    assert {rounds for name, rounds in told["kept"].items() if name not in RIGHT_BY_CHANCE} == {0}
    held = {name for name, rounds in told["record as it should be"].items() if rounds == 2}
    assert held >= HELD_BY_THE_DATABASE


def test_same_proof_finds_the_record_wrong_with_neither_rules_nor_database(tmp_path: Path) -> None:
    with installation_like_this(tmp_path) as unguarded:
        told = run_part(unguarded, "votes", "--rounds", 2, "--off", "rules", "database")
    right = told["record as it should be"]
    assert {rounds for name, rounds in right.items() if name not in RIGHT_BY_CHANCE} == {0}


@pytest.mark.skipif(not ON_POSTGRESQL, reason="on SQLite every writing transaction is alone")
def test_same_proof_fails_without_the_lock_on_the_sitting(installed: Server) -> None:
    told = run_part(installed, "votes", "--rounds", 5, "--off", "lock")
    assert sum(told["kept"].values()) < 5 * len(told["kept"])
    assert all(told["record as it should be"][name] == 5 for name in HELD_BY_THE_DATABASE)


def test_two_at_once_with_an_agreement_are_served_in_turn_and_the_other_is_told_why(installed: Server) -> None:
    told = run_part(installed, "signing", "--rounds", 3)
    assert set(told["kept"].values()) == {3}
    assert (told["of them by forms"], told["findings"]) == (1, [])


def test_same_proof_of_signing_fails_without_the_rules_and_the_database(tmp_path: Path) -> None:
    with installation_like_this(tmp_path) as unguarded:
        told = run_part(unguarded, "signing", "--rounds", 3, "--off", "rules", "database")
    assert told["record as it should be"]["the same person in two tabs"] == 0
    assert told["record as it should be"]["two officers seal"] == 0
    assert sum(told["kept"].values()) < 3 * len(told["kept"])
