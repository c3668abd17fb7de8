"""What an action is, what may become of it, and when its owner is reminded. Values in, verdict out.

Its laws:

1. An action has one owner, a person or an agency, and a day.
2. What is done or withdrawn stays so. What is carried on says why, and until when.
3. Each owner is reminded once before the day and once after it, whoever asks how often.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from meetings.actions.models import Became, Remembering, State
from trustboard.acts.verdict import ALLOWED, Verdict, refused

SOON = timedelta(days=7)
"""How long before its day the owner of an action is reminded."""

BY_OWNERS = frozenset({Became.NOTE, Became.DONE})
"""What the owner of an action may tell of it; the rest is the officer's."""


def may_add_action(*, text: str, owners: int, due: date, agreed: date | None, origin: str) -> Verdict:
    """An action as it would stand. `agreed`: the day of the decision it follows from; else `origin` says where it was
    agreed.
    """
    reasons = []
    if not text.strip():
        reasons.append("Say what is to be done.")
    if owners != 1:
        reasons.append("Name one owner: a person or an agency.")
    if agreed is not None and due < agreed:
        reasons.append("That day is before the decision itself.")
    if agreed is None and not origin.strip():
        reasons.append("Say where it was agreed.")
    return refused(*reasons) if reasons else ALLOWED


def may_update(*, state: str, became: str, words: str, due: date | None, was_due: date, is_officer: bool) -> Verdict:
    """What is told of an action: by its owner a note or that it is done, by the officer anything."""
    if state != State.OPEN:
        return refused(f"The action is {State(state).label.lower()} already.")
    if became not in BY_OWNERS and not is_officer:
        return refused("Only the development officer carries an action on or withdraws it.")
    reasons = []
    if became != Became.DONE and not words.strip():
        reasons.append(WORDS_MISSING[Became(became)])
    if became == Became.CARRIED and due is None:
        reasons.append("Say until when it is carried on.")
    if became == Became.CARRIED and due is not None and due <= was_due:
        reasons.append("The new day is not after the one it had.")
    return refused(*reasons) if reasons else ALLOWED


WORDS_MISSING = {
    Became.NOTE: "Say what there is to note.",
    Became.CARRIED: "Say why it is carried on.",
    Became.WITHDRAWN: "Say why it is withdrawn.",
}


def reminder_due(due: date, today: date) -> Remembering | None:
    """Of what the owner of an open action is to be reminded today, if of anything."""
    if due < today:
        return Remembering.OVERDUE
    return Remembering.SOON if due - today <= SOON else None


def may_remind(*, state: str, due: date, today: date, reminded: Collection[str], letters: int) -> Verdict:
    """The owner of an open action is reminded once for each occasion. `reminded`: of which they were, for this day."""
    when = reminder_due(due, today)
    if state != State.OPEN or when is None:
        return refused("There is nothing to remind of.")
    if when in reminded:
        return refused("They were reminded already.")
    return ALLOWED if letters else refused("No letter reaches its owner.")


def may_bring_actions(*, items: int) -> Verdict:
    """Open actions come before their body once for each meeting."""
    return ALLOWED if items else refused("No action has to come before a body that waits for none yet.")
