"""One process serves alone unless Redis is there to share what several must share."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from tests.trustboard.operations.places import Place
from trustboard.operations import alone


@pytest.fixture(autouse=True)
def _given_back(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR, settings.REDIS_URL = tmp_path / "data", ""
    held = len(alone._held)
    yield
    while len(alone._held) > held:
        alone._held.pop().close()


def test_second_process_is_refused_with_a_sentence() -> None:
    alone.refuse_a_second_process()

    with pytest.raises(ImproperlyConfigured, match=r"Another process already serves .* Set REDIS_URL"):
        alone.refuse_a_second_process()


def test_second_process_is_welcome_when_there_is_redis(settings: object, tmp_path: Path) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:6379/0"

    alone.refuse_a_second_process()
    alone.refuse_a_second_process()

    assert not (tmp_path / "data").exists()


@pytest.mark.server
def test_server_does_not_start_when_another_process_serves(tmp_path: Path) -> None:
    with (tmp_path / "serving.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        done = Place(tmp_path, "sqlite://:memory:").run("-c", "import trustboard.asgi")

    assert done.returncode == 1
    assert "Another process already serves from this data folder." in done.stderr


def test_check_refuses_several_workers_when_there_is_no_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "2")

    with pytest.raises(SystemCheckError, match="Several workers cannot share limits on guessing"):
        call_command("check")


@pytest.mark.parametrize(("workers", "redis"), [("2", "redis://127.0.0.1:6379/0"), ("1", ""), ("", "")])
def test_check_is_content_when_they_share_or_there_is_one(
    workers: str, redis: str, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", workers)
    settings.REDIS_URL = redis

    call_command("check")
