"""What follows from changing a part of the rules of a body, in sentences."""

from __future__ import annotations

from datetime import date

from governance.constitution.rulebook import Rulebook
from governance.structure.models import Body
from trustboard.acts.days import told

NO_DAY = "Enter a day to see what follows from it."
DECIDED = "What was decided before that day stays as it was, with the rules of its day."


def first_day(today: date, latest: date | None) -> date:
    """The day that a change is offered for: the first of next month, or that of a version still to come after it."""
    months = today.year * 12 + today.month
    next_month = date(months // 12, months % 12 + 1, 1)
    return max(next_month, latest) if latest else next_month


def changing(rulebook: Rulebook, body: Body, part: str, starts: date | None) -> tuple[str, ...]:
    """What follows from changing the part from that day on."""
    if starts is None:
        return (NO_DAY,)
    latest = rulebook.latest(body.key)
    begins = f"From {told(starts)} the rules of {body.name} read so. Until then they stay as they are."
    joins = latest is not None and latest.starts == starts
    return (
        f"It becomes part of the version of {told(starts)}." if joins else begins,
        DECIDED,
        *taken_over_by(rulebook, body, part, starts),
    )


def taken_over_by(rulebook: Rulebook, body: Body, part: str, day: date) -> tuple[str, ...]:
    """A sentence for each body that has this part from this one on that day."""
    taken = [
        rulebook.bodies[other].name
        for other, written in rulebook.writings(day).items()
        for each in written.get("inherits", ())
        if each["of"] == body.key and part in each["parts"]
    ]
    return tuple(f"{name} takes this part over from here, and so changes with it." for name in taken)


def correcting(starts: date) -> tuple[str, ...]:
    """What follows from correcting a part of the version of that day."""
    return (
        f"The version of {told(starts)} reads so from its first day, as if it had never read otherwise.",
        "What was decided under it stays as it was. Later versions stay as they are.",
        "What it said before stays in the history and the ledger, with the reason.",
    )
