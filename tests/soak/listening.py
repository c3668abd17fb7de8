"""Two hundred who watch one sitting while fifty entries are made at its desk, beside a bare fan-out of the same events.

In turn an entry is made in a sitting that nobody watches, one in theirs, and the bytes that they were sent of it are
sent by the bare server, so that whatever else the machine does meets all three.

`python -m tests.soak.listening FILE` runs in a process of its own, with no part of the product in it. FILE is JSON: the
server's port and processes, and what `tests.soak.board` made. It prints what it found as JSON, times in seconds.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.soak.processes import callers, memory, seconds_used
from tests.soak.wire import Answer, Listener, ask, version_in

LISTENERS, EVENTS, WARM = 200, 50, 15
PATIENCE, PAUSE, SETTLE = 10.0, 0.05, 5.0
REGIONS = ("desk", "seat", "screen")
MARKS = {"desk": 'id="roll-title"', "screen": "tb-screen", "seat": 'id="quorum"'}
"""By what the body for an audience is known, the first that fits."""
MOVES = re.compile(r"<svg.*?</svg>", re.DOTALL)
"""The strip of the quorum, which is drawn up to the present moment."""


class Desk:
    """The officer at the desk of one sitting: each entry lets somebody come or leave, in the order of the seats."""

    def __init__(self, port: int, scene: dict[str, Any]) -> None:
        self.port, self.scene, self.there = port, scene, dict(scene["there"])
        self.cookies, self.made = scene["cookies"]["desk"][0], 0
        self.seat = ""

    async def enter(self) -> Answer:
        """The next entry. Raises AssertionError where it is not kept."""
        self.seat = self.scene["seats"][self.made % len(self.scene["seats"])]
        arrival = self.there.pop(self.seat, None)
        entry = f"left:{arrival}" if arrival else f"here:{self.seat}"
        form = {"request_id": str(uuid4()), "csrfmiddlewaretoken": self.scene["csrf"], "entry": entry}
        answer = await ask(self.port, self.scene["record"], self.cookies, form=form, headers={"X-Desk": "region"})
        if answer.status != 200:
            raise AssertionError(f"{entry} answered {answer.status}.")
        if not arrival:
            self.there[self.seat] = json.loads(answer.body)["mine"]["number"]
        self.made += 1
        return answer


class Bare:
    """The bare server in a process of its own, and as many who listen to it."""

    async def start(self) -> None:
        command = [sys.executable, "-m", "tests.soak.fan_out"]
        self.server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.server.stdout
        self.port = int(self.server.stdout.readline())
        self.listeners = [Listener(region, f"/{region}", "") for region in _regions()]
        for listener in self.listeners:
            await listener.connect(self.port)

    async def fan_out(self, event: dict[str, str]) -> list[float]:
        """Have the event sent to them all; how long each waited."""
        await ask(self.port, "/", put=json.dumps(event).encode())
        for listener in self.listeners:
            listener.events.clear()
        began = time.perf_counter()
        await ask(self.port, "/", form={})
        await _until(lambda: all(listener.events for listener in self.listeners), PATIENCE)
        return [listener.events[0][0] - began for listener in self.listeners]

    async def stop(self) -> None:
        for listener in self.listeners:
            await listener.close()
        self.server.kill()
        self.server.wait()


@dataclass
class Watched:
    """What came of the events: how long each listener waited for each, and what was wrong."""

    alone: list[float] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    bare_last: list[float] = field(default_factory=list)
    lost: int = 0
    overtaken: int = 0
    wrong: list[str] = field(default_factory=list)
    bodies: int = 0
    sizes: dict[str, int] = field(default_factory=dict)


async def connected(listeners: list[Listener], port: int) -> None:
    """Connect them all, twenty at a time, and wait until each has the present state."""
    for start in range(0, len(listeners), 20):
        await asyncio.gather(*(listener.connect(port) for listener in listeners[start : start + 20]))
    await _until(lambda: all(listener.events for listener in listeners), 60.0)
    await asyncio.sleep(SETTLE)


async def watch(desk: Desk, other: Desk, bare: Bare, listeners: list[Listener]) -> Watched:
    """Make the entries, one after the other, and see what every listener hears of each."""
    found = Watched()
    for _ in range(EVENTS):
        found.alone.append((await other.enter()).took)
        await asyncio.sleep(PAUSE)
        for listener in listeners:
            listener.events.clear()
        began = time.perf_counter()
        answer = await desk.enter()
        version = json.loads(answer.body)["version"]
        found.posts.append(answer.took)
        await _until(lambda version=version: all(each.knows(version) for each in listeners), PATIENCE)
        note(found, listeners, version, began)
        sent = await check(found, desk, listeners, version)
        await asyncio.sleep(PAUSE)
        waited = await bare.fan_out(sent)
        found.bare += waited
        found.bare_last.append(max(waited))
        await asyncio.sleep(PAUSE)
    return found


def note(found: Watched, listeners: list[Listener], version: int, began: float) -> None:
    """Note how long each listener waited for this version, or that it never came."""
    moments = []
    for listener in listeners:
        versions = {version_in(event): at for at, event in listener.events}
        if version in versions:
            moments.append(versions[version] - began)
        elif max(versions, default=0) > version:
            found.overtaken += 1
        else:
            found.lost += 1
    found.waited += moments
    found.last.append(max(moments, default=0.0))


async def check(found: Watched, desk: Desk, listeners: list[Listener], version: int) -> dict[str, str]:
    """See that each body is the one for its audience, of this version, and shows what the page shows now.

    Gives the event that each audience was sent.
    """
    bodies = {
        region: {each.events[-1][1] for each in listeners if each.audience == region and each.events}
        for region in REGIONS
    }
    found.bodies += sum(len(each.events) for each in listeners)
    sent = {}
    for region in REGIONS:
        if len(bodies[region]) != 1:
            found.wrong.append(f"{version}: {len(bodies[region])} different bodies for {region}")
        for event in bodies[region]:
            content = json.loads(event.split(b"data: ", 1)[1])
            page = await ask(desk.port, desk.scene["pages"][region], desk.scene["cookies"][region][0])
            found.wrong += [f"{version}, {region}: {fault}" for fault in _faults(desk, region, version, content, page)]
            sent[region] = event.decode() + "\n\n"
    found.sizes = {region: len(event) for region, event in sent.items()}
    return sent


def _faults(desk: Desk, region: str, version: int, content: dict[str, Any], page: Answer) -> list[str]:
    html, shown = content["html"], page.body.decode()
    state = "here" if desk.seat in desk.there else "left"
    expected = {
        "another version": content["version"] == version,
        "another audience": next((each for each, mark in MARKS.items() if mark in html), "") == region,
        "not what the page shows": MOVES.sub("", html).strip() in MOVES.sub("", shown),
    }
    if region == "desk":
        expected["another number there"] = f">{len(desk.there)} here<" in html
        expected["that seat otherwise"] = f'tb-row--{state}" id="row-{desk.seat}"' in html
    return [fault for fault, is_well in expected.items() if not is_well]


class Meter:
    """What the serving processes hold and use, read twenty times a second."""

    def __init__(self, processes: list[int]) -> None:
        self.processes = processes
        self.peak = {pid: memory(pid) for pid in processes}
        self.idle = dict(self.peak)
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while True:
            self.peak = {pid: max(peak, memory(pid)) for pid, peak in self.peak.items()}
            await asyncio.sleep(0.05)

    def stop(self) -> list[dict[str, float]]:
        self._reading.cancel()
        return [{"idle": self.idle[pid], "peak": self.peak[pid], "after": memory(pid)} for pid in self.processes]


async def main() -> None:
    given = json.loads(Path(sys.argv[1]).read_text())
    port, processes = given["port"], given["processes"]
    warm = Desk(port, given["warm"])
    for _ in range(WARM):
        await warm.enter()
    nobody = [memory(pid) for pid in processes]

    scene = given["watched"]
    listeners = [
        Listener(region, scene["streams"][region], cookies[number // len(REGIONS) % len(cookies)])
        for number, region in enumerate(_regions())
        for cookies in [scene["cookies"][region]]
    ]
    await connected(listeners, port)
    bare = Bare()
    await bare.start()
    spread = [len(callers(pid, port)) for pid in processes]
    used, began = sum(map(seconds_used, processes)), time.perf_counter()
    await asyncio.sleep(given["ping"])
    idle = (sum(map(seconds_used, processes)) - used) / (time.perf_counter() - began)
    meter = Meter(processes)
    found = await watch(Desk(port, scene), Desk(port, given["alone"]), bare, listeners)
    held = meter.stop()
    ended = sum(listener.ended for listener in listeners)
    for listener in listeners:
        await listener.close()
    await bare.stop()
    more = {"ended": ended, "nobody": nobody, "memory": held, "spread": spread, "idle": idle}
    print(json.dumps(asdict(found) | more))


def _regions() -> list[str]:
    """Whom the listeners are, in turn."""
    return [REGIONS[number % len(REGIONS)] for number in range(LISTENERS)]


async def _until(is_so: Any, patience: float) -> bool:
    deadline = time.perf_counter() + patience
    while not is_so():
        if time.perf_counter() > deadline:
            return False
        await asyncio.sleep(0.002)
    return True


if __name__ == "__main__":
    asyncio.run(main())
