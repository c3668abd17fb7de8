"""The side of a crowd of browsers, by streams of asyncio: event streams held open, and requests between."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

HEAD_END, EVENT_END = b"\r\n\r\n", b"\n\n"
VERSION = re.compile(rb'"version": (\d+)')


@dataclass
class Answer:
    """What a request was answered, and how many seconds that took."""

    status: int
    body: bytes
    took: float


@dataclass
class Listener:
    """One open stream. `events` are what it was told of changes, each with the moment at which it was there whole."""

    audience: str
    path: str
    cookies: str
    events: list[tuple[float, bytes]] = field(default_factory=list)
    ended: bool = False

    async def connect(self, port: int) -> None:
        """Open the stream, and read it from now on. Raises AssertionError where it is refused."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
        self._writer.write(_head("GET", self.path, port, {"Cookie": self.cookies}))
        head = await self._reader.readuntil(HEAD_END)
        if _status(head) != 200:
            raise AssertionError(f"{self.path} answered {_status(head)}.")
        self._reading = asyncio.create_task(self._read())

    def knows(self, version: int) -> bool:
        """Whether it was told of that version, or of a later one."""
        return bool(self.events) and version_in(self.events[-1][1]) >= version

    async def close(self) -> None:
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading
        self._writer.close()
        with suppress(OSError):
            await self._writer.wait_closed()

    async def _read(self) -> None:
        rest = b""
        with suppress(OSError, asyncio.IncompleteReadError):
            while size := int(await self._reader.readline() or b"0", 16):
                rest += await self._reader.readexactly(size)
                await self._reader.readline()
                *whole, rest = rest.split(EVENT_END)
                now = time.perf_counter()
                for event in whole:
                    if event.startswith(b"event: changed"):
                        self.events.append((now, event))
        self.ended = True


def version_in(event: bytes) -> int:
    """The version that an event tells of; 0 where it tells none."""
    said = VERSION.search(event, 0, 100)
    return int(said[1]) if said else 0


async def ask(
    port: int,
    path: str,
    cookies: str = "",
    *,
    form: dict[str, str] | None = None,
    put: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Get a page, send a form, or put something; timed from just before, on a connection that is there already."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    method = "POST" if form is not None else "PUT" if put is not None else "GET"
    sent = urlencode(form).encode() if form is not None else put or b""
    more = {"Cookie": cookies, "Connection": "close"} | (headers or {})
    if method != "GET":
        more |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(sent))}
    began = time.perf_counter()
    writer.write(_head(method, path, port, more) + sent)
    answer = await reader.read(-1)
    took = time.perf_counter() - began
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    head, _, body = answer.partition(HEAD_END)
    return Answer(_status(head), body, took)


def _head(method: str, path: str, port: int, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode()


def _status(head: bytes) -> int:
    return int(head.split(b" ", 2)[1])
