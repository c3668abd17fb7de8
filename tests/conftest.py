"""What every test may use."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from shutil import rmtree

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests.emptying import empty_tables
from tests.examples import examples

STORED = {"db", "transactional_db", "live_server"}
UNSTORED = tuple(
    f"tests/trustboard/{file}"
    for file in (
        "accounts/test_rules.py",
        "acts/test_by.py",
        "acts/test_days.py",
        "acts/test_forms.py",
        "acts/test_forms_shown.py",
        "acts/test_verdict.py",
        "documents/test_checking.py",
        "documents/test_keys.py",
        "documents/test_qr.py",
        "documents/test_sealing.py",
        "ledger/test_signing.py",
        "mail/test_rules.py",
        "operations/test_archive.py",
        "operations/test_assets.py",
        "test_settings.py",
        "wording/",
    )
)
"""What is pure in trustboard, where a test may well have a database or a cache of its own without a fixture that tells:
values, forms, keys and seals, archives, and settings of processes that are told their own database.
"""

ALIKE = (
    "tests/canaries/test_canaries.py",
    "tests/governance/agreements/test_sealed.py::test_checked_file_is_not_kept",
    "tests/governance/agreements/test_sealed.py::test_document_is_refused_when_it_is_not_byte_for_byte",
    "tests/governance/agreements/test_sealed.py::test_printed_agreement_shows_blocks",
    "tests/governance/agreements/test_sealed.py::test_sealed_agreement_is_accessible",
    "tests/governance/agreements/threats/test_hostile_texts.py",
    "tests/meetings/decisions/test_everywhere.py",
    "tests/meetings/demonstration/test_agreements.py::test_story_is_refused_with_its_line",
    "tests/meetings/demonstration/test_player.py::test_haringey_plays_whole",
    "tests/meetings/demonstration/test_player.py::test_medway_plays_whole",
    "tests/meetings/demonstration/test_player.py::test_story_is_refused_with_its_line",
    "tests/trustboard/acts/test_digest.py",
    "tests/trustboard/documents/test_bounded.py",
    "tests/trustboard/documents/test_printing.py",
    "tests/trustboard/documents/test_uploads.py",
    "tests/trustboard/ledger/test_canonical.py",
)
"""What takes long and asks nothing of the database that other tests do not ask on each kind: every page is searched for
words, a second and third story go the way of the first and tell faults by their lines, PDFs are typeset and searched.
Never what commits.
"""


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(50_000)
    # Machines are noisy: how long an example takes proves nothing.
    settings.register_profile("untimed", examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("untimed")
    TransactionTestCase._fixture_teardown = empty_tables
    config.addinivalue_line("markers", "alike: reads the same from every database; marked where the tests are gathered")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches no database, no cache and no server of its own, and what is alike on every database: once on
    any machine is enough for it.
    """
    for item in items:
        own = any(item.get_closest_marker(name) for name in ("django_db", "server", "journey", "postgresql"))
        told = item.nodeid.startswith(UNSTORED) or not item.nodeid.startswith("tests/trustboard/")
        if not own and told and STORED.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("pure")
        if item.nodeid.startswith(ALIKE) and not _is_transactional(item):
            item.add_marker("alike")


def pytest_collection_finish() -> None:
    """Spare what was imported and gathered from being looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _no_files_afterwards() -> Iterator[None]:
    yield
    rmtree(configured.MEDIA_ROOT, ignore_errors=True)


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))
