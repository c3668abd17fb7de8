"""What loading a file did, in plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.membership.rules import told
from governance.trustfile.compare import Comparison, Difference
from governance.trustfile.schema import Shape

SHORT = 60


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an act of loading answers: where the trust is shown, and the lines of its report."""

    address: str
    lines: tuple[str, ...]

    def get_absolute_url(self) -> str:
        return self.address


def report(comparison: Comparison) -> tuple[str, ...]:
    """A line for each row that was created or changed or that the file leaves out, and a last one that counts."""
    return tuple(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for difference in comparison.differences:
        if difference.is_new:
            counts["created"] += 1
            yield f"created  {difference.after}"
        elif difference.columns:
            counts["changed"] += 1
            yield f"changed  {difference.after}: {', '.join(_changes(difference))}"
        else:
            counts["already so"] += 1
    for row in comparison.left:
        yield f"left     {row}: it is in the database and not in the file, and stays"
    for row, keys in comparison.stays:
        yield f"left     {row}: the file does not say {' or '.join(keys)}, which stays"
    name = getattr(comparison.merged.trust, "name", "")
    told_counts = ", ".join(f"{counts[word]} {word}" for word in ("created", "changed", "already so"))
    nothing = "" if counts["created"] or counts["changed"] else " Nothing was changed."
    yield f"{name}: {told_counts}.{nothing}"


def _changes(difference: Difference) -> Iterator[str]:
    keys = {column.name: column.key for column in difference.after.COLUMNS}
    parts = {column.name for column in difference.after.COLUMNS if column.shape is Shape.PART}
    for name in difference.columns:
        old, new = (_told(getattr(row, name)) for row in (difference.before, difference.after))
        if name not in keys:
            yield "order"
        elif name in parts or max(len(old), len(new)) > SHORT:
            yield keys[name]
        else:
            yield f"{keys[name]} was {old}, is now {new}"


def _told(value: Any) -> str:
    match value:
        case None | "" | ():
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case date():
            return told(value)
        case tuple() if not hasattr(value, "_fields"):
            return ", ".join(value)
    return str(value)
