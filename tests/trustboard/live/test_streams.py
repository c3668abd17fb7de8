"""The event stream of a region, served by uvicorn: by one process, or with Redis by two."""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.serving import Server
from tests.soak.running import run_part
from tests.trustboard.live.streams import Scene

pytestmark = pytest.mark.server

QUIET = 2.5
"""Seconds in which two pings come, and nothing else should."""


@pytest.fixture(scope="module")
def serving(installed: Server) -> Iterator[Server]:
    installed.workers = 2 if installed.environment["REDIS_URL"] else 1
    installed.start()
    yield installed
    installed.stop()


@pytest.fixture(scope="module")
def made(serving: Server) -> Iterator[dict[str, Any]]:
    """Trusts and people that no test has used yet."""

    def fresh() -> Iterator[dict[str, Any]]:
        while True:
            yield from run_part(serving, "people", "--trusts", 14)["trusts"]

    return fresh()


@pytest.fixture
def scene(serving: Server, made: Iterator[dict[str, Any]]) -> Iterator[Scene]:
    scene = Scene(serving, next(made))
    yield scene
    scene.close()


@contextmanager
def nobody_commits(scene: Scene) -> Iterator[None]:
    """Keep every act on this trust from committing while inside: an outsider holds what the act needs last."""
    url = scene.server.environment["DATABASE_URL"]
    if url.startswith("postgres"):
        with psycopg.connect(url) as connection:
            connection.execute("SELECT 1 FROM trustboard_head WHERE chain = %s FOR UPDATE", [scene.key])
            yield
    else:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()


def connections_to_database(url: str) -> int:
    with psycopg.connect(url) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return int(connection.execute(query).fetchone()[0])


def test_stream_tells_the_present_state_at_once(scene: Scene) -> None:
    stream = scene.watch("officer")
    assert (stream.status, stream.headers["Content-Type"]) == (200, "text/event-stream")
    assert stream.headers["Cache-Control"] == "no-store"
    kind, content = stream.next(within=5)
    assert kind == "changed"
    # Founded, and two officers and an auditor invited and accepted: seven acts.
    assert content["version"] == 7
    assert "officer" in content["html"].lower()


def test_stream_tells_a_change_when_the_act_has_committed(scene: Scene) -> None:
    stream = scene.watch("officer")
    before = stream.next_change()
    assert scene.invite("newcomer@agency.example") == 302
    after = stream.next_change()
    assert after["version"] == before["version"] + 1
    assert "newcomer@agency.example" in after["html"]


def test_stream_tells_nothing_before_the_act_has_committed(scene: Scene) -> None:
    stream = scene.watch("officer")
    before = stream.next_change()
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(scene.invite()))
    with nobody_commits(scene):
        asking.start()
        seen = stream.all_within(QUIET)
        assert answers == []
    asking.join(timeout=30)
    assert {event[0] for event in seen if event} == {"ping"}
    assert {event[1]["version"] for event in seen if event} == {before["version"]}
    assert answers == [302]
    assert stream.next_change()["version"] == before["version"] + 1


def test_stream_tells_nothing_when_the_act_is_refused(scene: Scene) -> None:
    assert scene.invite("twice@agency.example") == 302
    stream = scene.watch("officer")
    version = stream.next_change()["version"]
    assert scene.invite("twice@agency.example") == 200
    assert {event and (event[0], event[1]["version"]) for event in stream.all_within(QUIET)} == {("ping", version)}


def test_ping_carries_the_version_so_that_a_lost_event_mends_itself(scene: Scene) -> None:
    stream = scene.watch("officer")
    version = stream.next_change()["version"]
    assert stream.next() == ("ping", {"version": version})


@pytest.mark.parametrize("who", ["stranger", "auditor", ""])
def test_stream_is_not_found_when_the_region_is_not_theirs(scene: Scene, who: str) -> None:
    assert scene.watch(who).status == 404


@pytest.mark.parametrize("path", ["/live/nothing/{key}/", "/live/access/00000000-0000-0000-0000-000000000001/"])
def test_stream_is_not_found_when_there_is_no_such_region_or_thing(scene: Scene, path: str) -> None:
    assert scene.watch("officer", path.format(key=scene.key)).status == 404


@pytest.fixture
def seldom_pinging(serving: Server) -> Iterator[None]:
    """Let pings be so rare that none can be what ends a stream."""
    serving.stop()
    serving.environment["SOAK_PING_SECONDS"] = "60"
    serving.start()
    yield
    serving.stop()
    del serving.environment["SOAK_PING_SECONDS"]
    serving.start()


@pytest.mark.usefixtures("seldom_pinging")
def test_stream_ends_at_once_and_is_not_found_again_when_the_role_is_revoked(scene: Scene) -> None:
    stream, other = scene.watch("second_officer"), scene.watch("officer")
    stream.next_change()
    other.next_change()
    person = scene.people["second_officer"]["key"]
    assert scene.post("officer", f"{person}/officer/revoke/") == 302
    assert stream.ends(within=5)
    assert scene.watch("second_officer").status == 404
    assert other.next_change()["version"] == 8
    assert not other.ends(within=1)


def test_stream_ends_at_the_next_ping_when_nobody_told_it_that_access_has_gone(scene: Scene) -> None:
    stream = scene.watch("second_officer")
    stream.next_change()
    person = scene.people["second_officer"]["key"]
    scene.server.python(
        f"from trustboard.accounts.models import User; User.objects.filter(pk='{person}').update(is_active=False)"
    )
    assert stream.ends(within=4)
    assert scene.watch("second_officer").status == 404


def test_streams_leave_the_database_to_others_when_thirty_are_open(scene: Scene) -> None:
    streams = [scene.watch("officer") for _ in range(30)]
    versions = {stream.next_change()["version"] for stream in streams}
    assert versions == {7}
    url = scene.server.environment["DATABASE_URL"]
    if url.startswith("postgres"):
        # Each worker's pool holds at most ten; thirty streams would need thirty.
        assert connections_to_database(url) <= 10 * scene.server.workers
    for number in range(5):
        assert scene.invite() == 302
        assert {stream.next_change()["version"] for stream in streams} == {8 + number}
    with pytest.raises(queue.Empty):
        streams[0].next_change(within=1)
