"""Without Redis one process serves alone: a second one would neither share limits on guessing nor hear of changes."""

from __future__ import annotations

import fcntl
import os
from typing import IO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_held: list[IO[str]] = []


def refuse_a_second_process() -> None:
    """Hold the lock of the data folder while this process lives. Raises ImproperlyConfigured where it is taken."""
    if settings.REDIS_URL:
        return
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    lock = (settings.DATA_DIR / "serving.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise ImproperlyConfigured(
            "Another process already serves from this data folder. Set REDIS_URL to run several, or stop the other."
        ) from None
    os.set_inheritable(lock.fileno(), False)
    _held.append(lock)
