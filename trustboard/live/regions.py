"""The regions of pages that can be watched, each registered by the room that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

Audience = str
AnyUser = AbstractBaseUser | AnonymousUser


def _itself(key: UUID) -> UUID:
    return key


@dataclass(frozen=True, slots=True)
class Region:
    """One part of a page about one thing (its key), as each audience sees it.

    `audience_of` says as which audience a user may watch it now, or None where they may not; `version_of` gives a
    number that rises with every change; `render` gives the HTML for an audience, from what `load` finds for the key:
    the key itself, unless it is said how. Regions that load alike are told of a change with one loading. `topic` is
    what is announced when it changes: its own name, unless several regions show the same thing.
    """

    name: str
    audiences: tuple[Audience, ...]
    audience_of: Callable[[AnyUser, UUID], Audience | None]
    version_of: Callable[[UUID], int]
    render: Callable[[Any, Audience], str]
    topic: str = ""
    load: Callable[[UUID], Any] = _itself

    @property
    def told_of(self) -> str:
        """The topic whose announcements concern it."""
        return self.topic or self.name

    def shown(self, key: UUID, audience: Audience) -> str:
        """The HTML for the audience, as it is now."""
        return self.render(self.load(key), audience)


_regions: dict[str, Region] = {}


def register_region(region: Region) -> None:
    """Make a region watchable. Called once at start-up by the room that shows it."""
    if region.name in _regions:
        raise ValueError(f"Two regions are called {region.name}.")
    _regions[region.name] = region


def region_called(name: str) -> Region | None:
    """The region of that name, if there is one."""
    return _regions.get(name)


def regions_of(topic: str) -> list[Region]:
    """The regions that an announcement of that topic concerns."""
    return [region for region in _regions.values() if region.told_of == topic]
