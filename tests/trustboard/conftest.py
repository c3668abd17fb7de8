"""An installation of its own for tests that need real processes: on the kind of database that the tests run on."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.serving import Server
from tests.soak.running import installation_like_this


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Migrated, not serving; with Redis where `TEST_REDIS_URL` names one."""
    folder = tmp_path_factory.mktemp("installed")
    with installation_like_this(folder, redis_url=os.environ.get("TEST_REDIS_URL", "")) as server:
        yield server
