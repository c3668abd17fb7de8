"""Telling open pages that something changed: after the commit, once per audience, and never at the cost of the act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from trustboard.live.regions import regions_of


def group_of(region: str, key: UUID, audience: str) -> str:
    """The layer's group of everyone who watches this region of this thing as this audience."""
    return f"region.{region}.{key.hex}.{audience}"


def group_of_person(user_key: object) -> str:
    """The layer's group of all streams that one person has open."""
    return f"person.{str(user_key).replace('-', '')}"


_is_unheard: ContextVar[bool] = ContextVar("is_unheard", default=False)


@contextmanager
def nobody_listening() -> Iterator[None]:
    """What is announced inside is not rendered: for acts of a time when nobody had a page open."""
    token = _is_unheard.set(True)
    try:
        yield
    finally:
        _is_unheard.reset(token)


def announce(topic: str, key: UUID) -> None:
    """Have every region of that topic rendered and pushed to each audience, once this transaction has committed."""
    if not _is_unheard.get():
        transaction.on_commit(lambda: _push(topic, key), robust=True)


def close_streams_of(user_key: object) -> None:
    """Close every stream the person has open, once this transaction has committed: what they may see has changed.

    Their pages connect again at once, and are asked for permission anew.
    """
    transaction.on_commit(
        lambda: async_to_sync(get_channel_layer().group_send)(group_of_person(user_key), {"type": "close"}),
        robust=True,
    )


def _push(topic: str, key: UUID) -> None:
    regions = regions_of(topic)
    if not regions:
        raise LookupError(f"No region is told of {topic}.")
    send = async_to_sync(get_channel_layer().group_send)
    loaded: dict[Any, Any] = {}
    for region in regions:
        version = region.version_of(key)
        if region.load not in loaded:
            loaded[region.load] = region.load(key)
        for audience in region.audiences:
            html = region.render(loaded[region.load], audience)
            send(group_of(region.name, key, audience), {"type": "changed", "version": version, "html": html})
