"""What follows from changing a body, in sentences. Values in, sentences out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trustboard.acts.days import told

SHOWN_AT_ONCE = "The body's page shows it at once, for earlier days too."


def ending_body(*, name: str, was: date | None, ends: date | None, seats: int, answered_by: Sequence[str]) -> list[str]:
    """What follows from giving a body this end, where it had that one before; `answered_by` names who answers to it."""
    if ends == was:
        return [SHOWN_AT_ONCE, "Its dates stay as they are."]
    if ends is None:
        return [SHOWN_AT_ONCE, "It has no end any more, nor have those of its seats that had none of their own."]
    said = [SHOWN_AT_ONCE, f"From {told(ends)} on {name} is no longer there."]
    if seats:
        said.append("Its one seat ends with it." if seats == 1 else f"Its {seats} seats end with it.")
    if answered_by:
        said.append(f"On the chart {', '.join(answered_by)} still {_answer(answered_by)} to it: end those lines.")
    return said


def _answer(names: Sequence[str]) -> str:
    return "answers" if len(names) == 1 else "answer"
