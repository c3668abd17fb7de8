"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from shutil import rmtree

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from trustboard.ledger.triggers import remove_triggers

STORED = {"db", "transactional_db", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches no database, no cache and no server of its own: once on any machine is enough for it."""
    for item in items:
        own = any(item.get_closest_marker(name) for name in ("django_db", "server", "journey", "postgresql"))
        if not own and STORED.isdisjoint(getattr(item, "fixturenames", ())) and "/trustboard/" not in str(item.path):
            item.add_marker("pure")


@pytest.fixture(autouse=True)
def _empty_append_only_tables(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that commits, let its tables be emptied; the flush installs the triggers again."""
    if "transactional_db" not in request.fixturenames and not _is_transactional(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    remove_triggers(connection)


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _no_files_afterwards() -> Iterator[None]:
    yield
    rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def _is_transactional(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))
