"""A browser's side of an event stream, and of the form that changes what it shows."""

from __future__ import annotations

import http.client
import json
import queue
import socket
import threading
import time
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.serving import Server

PATIENCE = 10.0


class Stream:
    """One open stream. `status` is the answer's; events are (kind, content), and None once it has ended."""

    def __init__(self, server: Server, path: str, cookies: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self._connection.request("GET", path, headers={"Cookie": cookies})
        self._socket = self._connection.sock
        self._answer = self._connection.getresponse()
        self.status = self._answer.status
        self.headers = self._answer.headers
        self._events: queue.Queue[tuple[str, Any] | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        kind = ""
        with suppress(OSError, ValueError, http.client.HTTPException, AttributeError):
            while line := self._answer.readline().decode():
                name, _, rest = line.rstrip("\n").partition(": ")
                if name == "event":
                    kind = rest
                elif name == "data":
                    self._events.put((kind, json.loads(rest)))
        self._events.put(None)

    def next(self, within: float = PATIENCE) -> tuple[str, Any] | None:
        """The next event, waited for. Raises queue.Empty where none comes."""
        return self._events.get(timeout=within)

    def next_change(self, within: float = PATIENCE) -> dict[str, Any]:
        """The next change, pings left aside. Raises queue.Empty where none comes in time."""
        deadline = time.monotonic() + within
        while (left := deadline - time.monotonic()) > 0:
            event = self.next(left)
            assert event is not None, "The stream has ended."
            if event[0] == "changed":
                return event[1]
        raise queue.Empty

    def all_within(self, seconds: float) -> list[tuple[str, Any] | None]:
        """Everything that comes in this time."""
        time.sleep(seconds)
        found = []
        with suppress(queue.Empty):
            while True:
                found.append(self._events.get_nowait())
        return found

    def ends(self, within: float = PATIENCE) -> bool:
        """Whether the server ends the stream in this time."""
        deadline = time.monotonic() + within
        with suppress(queue.Empty):
            while (left := deadline - time.monotonic()) > 0:
                if self.next(left) is None:
                    return True
        return False

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._reader.join(PATIENCE)
        self._answer.close()
        self._connection.close()


class Scene:
    """A trust, its people, and what their browsers do."""

    def __init__(self, server: Server, made: dict[str, Any]) -> None:
        self.server = server
        self.slug, self.key, self.people = made["slug"], made["key"], made["people"]
        self.path = f"/live/access/{self.key}/"
        self.open: list[Stream] = []

    def watch(self, who: str, path: str = "") -> Stream:
        cookies = self.people[who]["cookies"] if who else ""
        self.open.append(Stream(self.server, path or self.path, cookies))
        return self.open[-1]

    def post(self, who: str, path: str, **typed: str) -> int:
        """Send a form as `who`, and give the status of the answer."""
        person = self.people[who]
        typed |= {"request_id": str(uuid4()), "csrfmiddlewaretoken": person["csrf"]}
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        headers = {"Cookie": person["cookies"], "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", f"/trusts/{self.slug}/access/{path}", urlencode(typed), headers)
            answer = connection.getresponse()
            answer.read()
            assert "/account/" not in answer.headers.get("Location", "")
            return answer.status
        finally:
            connection.close()

    def invite(self, email: str = "") -> int:
        return self.post("officer", "invite/", email=email or f"{uuid4().hex}@agency.example", role="auditor")

    def close(self) -> None:
        for stream in self.open:
            stream.close()
