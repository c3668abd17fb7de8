"""A build that breaks the promise: it answers every POST before the act behind it has committed.

The proof by kills must refuse it; otherwise that proof would show nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]


class EarlyAnswers:
    """Answers a POST with the redirect that the act would give, and lets the act run afterwards."""

    def __init__(self, application: Callable[..., Awaitable[None]]) -> None:
        self.application = application
        self.under_way: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Message, receive: Callable, send: Callable) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.application(scope, receive, send)
            return
        body = b""
        while (message := await receive()).get("more_body"):
            body += message["body"]
        body += message["body"]
        self._begin(scope, body)
        access = scope["path"].removesuffix("invite/").encode()
        await send({"type": "http.response.start", "status": 302, "headers": [(b"location", access)]})
        await send({"type": "http.response.body", "body": b""})

    def _begin(self, scope: Message, body: bytes) -> None:
        given = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Message:
            for message in given:
                return message
            await asyncio.Event().wait()
            raise AssertionError

        async def swallow(message: Message) -> None:
            """Nobody waits for this answer any more."""

        task = asyncio.ensure_future(self.application(dict(scope), receive, swallow))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
