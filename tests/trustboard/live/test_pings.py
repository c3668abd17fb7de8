"""A change that is told while a stream asks for its ping reaches it, whatever the layer between the processes."""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib.auth.models import AnonymousUser

from trustboard.live.announcements import group_of
from trustboard.live.regions import Region
from trustboard.live.views import _events

KEY = UUID(int=7)
REDIS = os.environ.get("TEST_REDIS_URL", "")
ON_ITS_WAY = 0.5
"""Seconds in which what was told has reached every process."""


@dataclass
class Busy:
    """A thing that changes each time just after its version was read, and tells of it at once."""

    version: int = 0

    def version_of(self, key: UUID) -> int:
        read = self.version
        self.version += 1
        told = {"type": "changed", "version": self.version, "html": f"number {self.version}"}
        async_to_sync(get_channel_layer().group_send)(group_of("busy", key, "public"), told)
        time.sleep(ON_ITS_WAY)
        return read


@pytest.fixture(params=["in memory", "Redis"])
def _layer(request: pytest.FixtureRequest, settings: Any) -> None:
    settings.LIVE_PING_SECONDS = 0.1
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    if request.param == "Redis":
        if not REDIS:
            pytest.skip("set TEST_REDIS_URL")
        backend = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS]}}
        settings.CHANNEL_LAYERS = {"default": backend}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_layer")
def test_stream_tells_a_change_that_comes_while_it_asks_for_a_ping() -> None:
    busy = Busy()
    region = Region("busy", ("public",), lambda user, key: "public", busy.version_of, lambda key, audience: "number 0")

    async def heard(number: int) -> list[tuple[str, int]]:
        stream, found = _events(region, KEY, AnonymousUser(), "public"), []
        async for event in stream:
            kind, _, content = event.decode().rpartition("event: ")[2].partition("\ndata: ")
            found.append((kind, json.loads(content)["version"]))
            if len(found) == number:
                break
        await stream.aclose()
        await get_channel_layer().flush()
        return found

    assert asyncio.run(heard(5)) == [("changed", 0), ("changed", 1), ("ping", 1), ("changed", 2), ("ping", 2)]
