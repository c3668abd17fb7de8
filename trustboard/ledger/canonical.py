"""One text for one value: canonical JSON and the digests taken of it. No Django, no clock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID


def canonical(value: Mapping[str, Any]) -> str:
    """The value as JSON with sorted keys and no spaces. Floats are refused: no two machines need agree on them."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """A column's value as JSON knows it; times in UTC. Raises TypeError for what has no single text."""
    match value:
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    return _one(value)


def _one(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case UUID() | Decimal():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case bytes() | memoryview():
            return hashlib.sha256(value).hexdigest()
    raise TypeError(f"A {type(value).__name__} has no canonical text.")


def sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def salted(text: str, *, salt: str) -> str:
    """The digest under which a personal text is known; without the salt it tells nothing of the text."""
    return sha256(f"{salt}\n{text}")
