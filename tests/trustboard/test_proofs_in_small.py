"""The long proofs in small, on the kind of database that the tests run on: `script/soak` has the whole counts."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.serving import Server
from tests.soak.running import run_part

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
