"""Open pages spread over two workers that share PostgreSQL and Redis: each hears of every change, whoever took it."""

from __future__ import annotations

import http.client
import json
import os
import queue
import time
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest
import redis

from tests.serving import Server
from tests.soak.processes import callers, calls, servers
from tests.soak.running import installation_on, run_part
from tests.trustboard.live.streams import Scene, Stream

POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "")
REDIS = os.environ.get("TEST_REDIS_URL", "")
PATIENCE = 15.0
AT_LEAST = 3
"""So many streams are held by each worker."""
BACK_AGAIN = 0.5
"""Seconds in which a worker has taken up a connection again that it lost."""

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(
        not (POSTGRESQL.startswith("postgres") and REDIS),
        reason="set TEST_DATABASE_URL (PostgreSQL) and TEST_REDIS_URL",
    ),
]


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("workers")
    with installation_on(POSTGRESQL, folder, redis_url=REDIS, workers=2) as server:
        server.start()
        yield server


@pytest.fixture
def workers(serving: Server) -> list[int]:
    assert serving.process
    found = servers(serving.process.pid, serving.port)
    assert len(found) == 2
    return found


@pytest.fixture
def scene(serving: Server) -> Iterator[Scene]:
    scene = Scene(serving, run_part(serving, "people")["trusts"][0])
    yield scene
    scene.close()


class OpenPage:
    """What a browser does with a stream: it keeps the newest state, and connects anew when a ping tells of a newer."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.version, self.html, self.connected = scene, 0, "", 0
        self.connect()

    def connect(self) -> None:
        self.stream: Stream = self.scene.watch("officer")
        self.connected += 1
        self.take(self.stream.next_change())

    def take(self, state: dict) -> None:
        if state["version"] >= self.version:
            self.version, self.html = state["version"], state["html"]

    def told(self, version: int) -> dict:
        """The change to that version, as the stream tells it. Raises queue.Empty where it does not."""
        state = self.stream.next_change()
        while state["version"] < version:
            state = self.stream.next_change()
        return state

    def knows(self, version: int) -> bool:
        """Whether it comes to know that version, or a later one."""
        deadline = time.monotonic() + PATIENCE
        while self.version < version and (left := deadline - time.monotonic()) > 0:
            try:
                event = self.stream.next(left)
            except queue.Empty:
                return False
            if event is None or (event[0] == "ping" and event[1]["version"] != self.version):
                self.connect()
            elif event[0] == "changed":
                self.take(event[1])
        return self.version >= version


def spread(scene: Scene, workers: list[int]) -> list[OpenPage]:
    """Pages opened until each worker holds some of their streams."""
    pages = []
    while min(len(callers(pid, scene.server.port)) for pid in workers) < AT_LEAST:
        assert len(pages) < 200, "One worker takes all connections."
        pages.append(OpenPage(scene))
    held = [callers(pid, scene.server.port) for pid in workers]
    assert {page.stream._socket.getsockname()[1] for page in pages} <= set().union(*held)
    assert held[0].isdisjoint(held[1])
    return pages


def invite_through(worker: int, scene: Scene) -> str:
    """Have the officer invite somebody by a connection that this worker holds; gives the address."""
    connections: list[http.client.HTTPConnection] = []
    try:
        while True:
            connections.append(http.client.HTTPConnection("127.0.0.1", scene.server.port, timeout=30))
            # A connection is some worker's own once it has answered on it.
            connections[-1].request("GET", "/healthz/")
            connections[-1].getresponse().read()
            if connections[-1].sock.getsockname()[1] in callers(worker, scene.server.port):
                return invite(connections[-1], scene)
            assert len(connections) < 200, "The other worker takes all connections."
    finally:
        for connection in connections:
            connection.close()


def invite(connection: http.client.HTTPConnection, scene: Scene) -> str:
    person, email = scene.people["officer"], f"{uuid4().hex}@agency.example"
    typed = {"request_id": str(uuid4()), "csrfmiddlewaretoken": person["csrf"], "email": email, "role": "auditor"}
    headers = {"Cookie": person["cookies"], "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"/trusts/{scene.slug}/access/invite/", urlencode(typed), headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 302
    return email


def cut_off_from_redis(workers: list[int]) -> int:
    """End every connection that the workers have to Redis, and nobody else's; gives how many."""
    port = urlsplit(REDIS).port or 6379
    own = set().union(*(calls(pid, port) for pid in workers))
    with redis.Redis.from_url(REDIS) as door:
        ids = [each["id"] for each in door.client_list() if int(each["addr"].rpartition(":")[2]) in own]
        return sum(bool(door.client_kill_filter(_id=each)) for each in ids)


def test_pages_on_both_workers_hear_of_every_change_whichever_worker_took_it(scene: Scene, workers: list[int]) -> None:
    pages = spread(scene, workers)
    before = pages[0].version
    for number in range(1, 7):
        email = invite_through(workers[number % 2], scene)
        heard = [page.stream.next_change() for page in pages]
        assert {state["version"] for state in heard} == {before + number}
        assert all(email in state["html"] for state in heard)
        assert len({json.dumps(state) for state in heard}) == 1


def test_pages_mend_themselves_by_the_ping_when_nobody_was_told_of_a_change(scene: Scene, workers: list[int]) -> None:
    pages = spread(scene, workers)
    before = pages[0].version
    environment = scene.server.environment
    scene.server.environment = environment | {"REDIS_URL": ""}
    try:
        # A command that knows nothing of Redis, so that what it announces reaches no worker.
        scene.server.python(
            "from governance.structure.models import Trust; from governance.structure.permissions import AUDITOR\n"
            "from tests.world import invite\n"
            f"invite(Trust.objects.get(slug='{scene.slug}'), 'untold@agency.example', AUDITOR)"
        )
    finally:
        scene.server.environment = environment
    assert all(page.knows(before + 1) for page in pages)
    assert all("untold@agency.example" in page.html for page in pages)
    assert {page.connected for page in pages} == {2}


@pytest.fixture
def seldom_pinging(serving: Server) -> Iterator[None]:
    """Let pings be so rare that none can be what mends a page."""
    serving.stop()
    serving.environment["SOAK_PING_SECONDS"] = "60"
    serving.start()
    yield
    serving.stop()
    del serving.environment["SOAK_PING_SECONDS"]
    serving.start()


def test_pages_hear_of_the_first_change_after_redis_was_lost(
    seldom_pinging: None, scene: Scene, workers: list[int]
) -> None:
    pages = spread(scene, workers)
    before = pages[0].version
    for number in range(1, 5):
        invite_through(workers[number % 2], scene)
        assert cut_off_from_redis(workers) >= len(workers)
        time.sleep(BACK_AGAIN)
        email = invite_through(workers[number % 2], scene)
        assert all(email in page.told(before + 2 * number)["html"] for page in pages)


def test_pages_are_up_to_date_again_when_redis_was_lost_for_a_moment(scene: Scene, workers: list[int]) -> None:
    pages = spread(scene, workers)
    before = pages[0].version
    for number in range(1, 5):
        assert cut_off_from_redis(workers) >= len(workers)
        email = invite_through(workers[number % 2], scene)
        assert all(page.knows(before + number) for page in pages)
        assert all(email in page.html for page in pages)

    # And with nothing in the way they are told again, on the streams that they have.
    email = invite_through(workers[0], scene)
    assert all(email in page.told(before + 5)["html"] for page in pages)
