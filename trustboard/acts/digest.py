"""A digest of what was asked of an act, so that the same request id with other input is noticed."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Model


def plain(value: Any) -> Any:
    """The value as plain JSON: models by table and key, times as ISO text. Raises TypeError for anything unforeseen."""
    match value:
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted(plain(item) for item in value)
    return _one(value)


def _one(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return plain(value.value)
        case Model():
            return f"{value._meta.label}:{value.pk}"
        case str() | UUID() | Decimal():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case _ if hasattr(value, "key"):
            return plain(value.key)
    raise TypeError(f"An act cannot be given a {type(value).__name__}: its digest is not defined.")


def digest_of(arguments: Mapping[str, Any], *, secret: str) -> str:
    """HMAC-SHA-256 of the arguments in canonical JSON, as 64 hexadecimal digits."""
    text = json.dumps(plain(arguments), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
