"""What may stand in a written rule, read one by one: names, words, whole numbers, shares, lengths of time.

Scalars may come as text (YAML as we read it) or as JSON's own numbers and booleans. What is wrong is refused by
its path.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

E = TypeVar("E", bound=StrEnum)


class Refused(ValueError):
    """The written rule cannot be. `path` leads to the place, `reason` says what is wrong with it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


def keys_read(data: Any, path: str, known: set[str], *, required: Collection[str] = ()) -> Mapping[str, Any]:
    """The mapping, whose keys are all known and none of the required ones missing."""
    if not isinstance(data, Mapping):
        raise Refused(path, f"has the keys {', '.join(sorted(known))}")
    for key in data:
        if key not in known:
            raise Refused(path, f"knows no {key!r}; it may have {', '.join(sorted(known))}")
    for key in sorted(required):
        if key not in data:
            raise Refused(path, f'needs "{key}"')
    return data


def listed(data: Any, path: str) -> list[Any]:
    """The list."""
    if not isinstance(data, list | tuple):
        raise Refused(path, "is a list")
    return list(data)


def name_read(data: Any, path: str, known: Collection[str], what: str) -> str:
    """The name, which is known."""
    if not isinstance(data, str) or data not in known:
        raise Refused(path, f"no {what} {data!r}")
    return data


def names_under(
    said: Mapping[str, Any], key: str, known: Collection[str], path: str, *, what: str = ""
) -> tuple[str, ...]:
    """The names under the key: one, or a list of some; none where the key is not said."""
    return one_or_some(said[key], known, f"{path}.{key}", what or key) if key in said else ()


def one_or_some(data: Any, known: Collection[str], path: str, what: str) -> tuple[str, ...]:
    """One known name, or a list of some."""
    written = data if isinstance(data, list | tuple) else [data]
    if not written:
        raise Refused(path, "names nobody; leave it out for everybody")
    return tuple(name_read(name, path, known, what) for name in written)


def word_under(said: Mapping[str, Any], key: str, words: type[E], default: E, path: str) -> E:
    """The word under the key, or the default where the key is not said."""
    if key not in said:
        return default
    try:
        return words(said[key])
    except ValueError:
        raise Refused(f"{path}.{key}", f"is one of {', '.join(words)}") from None


def truth_read(data: Any, path: str) -> bool:
    """Whether it says yes."""
    if data in (True, "yes"):
        return True
    if data in (False, "no"):
        return False
    raise Refused(path, 'is "yes" or "no"')


def number_read(data: Any, path: str, *, lowest: int | None = 0) -> int:
    """The whole number, of at most six digits."""
    if isinstance(data, bool) or not re.fullmatch(r"-?[0-9]{1,6}", str(data)):
        raise Refused(path, "is a whole number")
    if lowest is not None and int(data) < lowest:
        raise Refused(path, f"is {lowest} or more")
    return int(data)


def fraction_read(data: Any, path: str) -> Fraction:
    """A share as it is written: 1/3, 75%, 2 or 0.5."""
    text = str(data).replace(" ", "")
    found = re.fullmatch(r"([0-9]{1,6})(?:/([1-9][0-9]{0,5}))?|([0-9]{1,6}(?:\.[0-9]{1,6})?)(%?)", text)
    if isinstance(data, bool) or not found:
        raise Refused(path, "is a share such as 1/3, 75% or 1/2")
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    return Fraction(text)


def length_read(data: Any, path: str) -> timedelta:
    """A length of time as it is written: 30 minutes, 8 days."""
    found = re.fullmatch(r"([0-9]{1,5}) (minute|hour|day|week)s?", str(data))
    if not found:
        raise Refused(path, "is a time such as 30 minutes or 8 days")
    return timedelta(**{f"{found[2]}s": int(found[1])})
