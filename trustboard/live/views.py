"""The event stream of a region."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import close_old_connections, connection
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from trustboard.live.announcements import group_of, group_of_person
from trustboard.live.regions import AnyUser, Audience, Region, region_called


@require_safe
async def watch_region(request: HttpRequest, name: str, key: UUID) -> HttpResponseBase:
    """Stream the region as the user may see it: its present state at once, then every change, and a ping between."""
    region = region_called(name)
    user = await request.auser()
    audience = await _ask(_audience_now, region, user, key) if region else None
    if region is None or audience is None:
        raise Http404
    response = StreamingHttpResponse(_events(region, key, user, audience), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(region: Region, key: UUID, user: AnyUser, audience: Audience) -> AsyncIterator[bytes]:
    layer = get_channel_layer()
    channel = await layer.new_channel()
    groups = [group_of(region.name, key, audience), group_of_person(user.pk)]
    for group in groups:
        await layer.group_add(group, channel)
    # One wait for the next message at a time, and it outlives the pings: the layer of Redis lets go of the channel when
    # a wait is cut off, and what came until the next one began would be lost.
    waiting = asyncio.ensure_future(layer.receive(channel))
    try:
        yield b"retry: 2000\n\n" + _event("changed", await _ask(_state, region, key, audience))
        while True:
            done, _ = await asyncio.wait({waiting}, timeout=settings.LIVE_PING_SECONDS)
            if not done:
                now, version = await _ask(_pulse, region, key, user)
                if now != audience:
                    return
                yield _event("ping", {"version": version})
                continue
            message = waiting.result()
            waiting = asyncio.ensure_future(layer.receive(channel))
            if message["type"] == "close":
                return
            yield _event("changed", {"version": message["version"], "html": message["html"]})
    finally:
        waiting.cancel()
        for group in groups:
            await layer.group_discard(group, channel)


def _event(kind: str, content: dict[str, Any]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps(content)}\n\n".encode()


def _audience_now(region: Region, user: AnyUser, key: UUID) -> Audience | None:
    """As which audience the person may watch, by what the database says of them at this moment."""
    if not isinstance(user, AbstractBaseUser):
        return region.audience_of(user, key)
    known = type(user)._default_manager.filter(pk=user.pk).first()
    return region.audience_of(known, key) if known and known.is_active else None


def _state(region: Region, key: UUID, audience: Audience) -> dict[str, Any]:
    return {"version": region.version_of(key), "html": region.shown(key, audience)}


def _pulse(region: Region, key: UUID, user: AnyUser) -> tuple[Audience | None, int]:
    return _audience_now(region, user, key), region.version_of(key)


async def _ask(question: Any, *arguments: Any) -> Any:
    """Ask the database in a thread, and give the connection back: an open stream must not hold one."""

    def ask_and_let_go() -> Any:
        try:
            return question(*arguments)
        finally:
            if not connection.in_atomic_block:  # else whoever opened the transaction still needs it
                close_old_connections()

    return await sync_to_async(ask_and_let_go)()
