"""The same request ten times at once, over ten real connections."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.serving import Server
from tests.soak.running import installation_like_this, run_part

pytestmark = pytest.mark.server

ROUNDS = 3


def test_act_has_one_effect_and_one_answer_when_the_same_request_comes_ten_times_at_once(installed: Server) -> None:
    assert run_part(installed, "race", "--rounds", ROUNDS) == {
        "rounds": ROUNDS,
        "kept": {"invite_person": ROUNDS, "write_to_somebody": ROUNDS, "same id, other input": ROUNDS},
        "findings": [],
    }


def test_same_check_fails_when_the_unique_request_id_is_taken_away(tmp_path: Path) -> None:
    with installation_like_this(tmp_path) as unguarded:
        found = run_part(unguarded, "race", "--rounds", ROUNDS, "--guard-off")
    assert found["kept"] == {"invite_person": 0, "write_to_somebody": 0, "same id, other input": 0}
