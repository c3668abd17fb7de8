"""Clients that keep sending one act's form, and know for certain which requests were answered and which were not."""

from __future__ import annotations

import http.client
import threading
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID, uuid4

PATIENCE = 60.0


@dataclass
class Asked:
    """One request: an invitation of an address of its own."""

    request_id: UUID = field(default_factory=uuid4)
    email: str = field(default_factory=lambda: f"{uuid4().hex}@agency.example")


@dataclass
class Life:
    """What the clients did while one child of the nursery served."""

    acknowledged: list[Asked] = field(default_factory=list)
    unanswered: list[Asked] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Clients:
    """As many clients as asked for, on one trust, as one signed-in officer."""

    def __init__(self, port: int, slug: str, cookies: str, csrf: str, *, most: int = 100) -> None:
        self.port, self.slug, self.csrf, self.most = port, slug, csrf, most
        self.headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        self.life = Life()
        self.first_answer = threading.Event()
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def start(self, number: int) -> None:
        self._threads = [threading.Thread(target=self._keep_asking) for _ in range(number)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> Life:
        """Let every client end what it has begun, and give what came of all."""
        self.stopping.set()
        for thread in self._threads:
            thread.join(PATIENCE * 2)
            if thread.is_alive():
                self.life.faults.append("a client never came to an end")
        return self.life

    def _keep_asking(self) -> None:
        while not self.stopping.is_set():
            with self._lock:
                self.most -= 1
                if self.most < 0:
                    return
            self.ask(Asked())

    def ask(self, asked: Asked) -> bool:
        """Send the request and note what came of it: True where it was acknowledged."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        typed = {
            "request_id": str(asked.request_id),
            "email": asked.email,
            "role": "auditor",
            "csrfmiddlewaretoken": self.csrf,
        }
        try:
            connection.request("POST", f"/trusts/{self.slug}/access/invite/", urlencode(typed), self.headers)
            answer = connection.getresponse()
        except TimeoutError:
            self._note(self.life.faults, f"no answer within {PATIENCE} s")
            return False
        except (OSError, http.client.HTTPException):
            # The kill took it: sent, or half sent, and never answered.
            self._note(self.life.unanswered, asked)
            return False
        finally:
            connection.close()
        where = answer.headers.get("Location", "")
        if answer.status == 302 and where == f"/trusts/{self.slug}/access/":
            self._note(self.life.acknowledged, asked)
            self.first_answer.set()
            return True
        self._note(self.life.faults, f"answered {answer.status} {where}")
        return False

    def _note(self, where: list, what: object) -> None:
        with self._lock:
            where.append(what)
