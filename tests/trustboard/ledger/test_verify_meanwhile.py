"""Verifying while acts go on."""

from __future__ import annotations

import pytest

from tests.serving import Server
from tests.soak.running import run_part

pytestmark = pytest.mark.server


def test_findings_are_none_when_an_act_commits_in_the_middle_of_the_verification(installed: Server) -> None:
    assert run_part(installed, "meanwhile") == {"findings": [], "entries added": 1}
