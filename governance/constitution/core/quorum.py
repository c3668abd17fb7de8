"""What a requirement answers about a meeting: met, not met or none asked, with what there is and what it needs.

Its laws:

1. It is total: every requirement that `parse` lets through has an answer about every meeting.
2. What asks nothing is left out of what contains it; where nothing is left, nothing is asked. Only the empty lists as
   written are different: `all: []` holds, `any: []` does not.
3. Numbers are exact: shares are fractions, and every rounding is the one written.
4. An answer says who serves it, so that nobody need count again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.constitution.core.language import Requirement
from governance.constitution.core.meeting import Meeting
from governance.constitution.core.prepared import Prepared, Tally, prepare
from governance.constitution.core.voices import Gathered, Voices


class State(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    NONE_ASKED = "none asked"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one requirement answers. `have` of `need` is how far it is; `served_by` are the people it counts.

    `base` is what a share was taken of. For a limit from above (`AtMost`) `need` is what may not be passed.
    """

    asked: Requirement
    state: State
    have: int = 0
    need: int = 0
    base: int | None = None
    served_by: frozenset[str] = frozenset()
    parts: tuple[Answer, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether nothing stands in the way: it is met, or nothing is asked."""
        return self.state is not State.NOT_MET


def evaluate(requirement: Requirement, meeting: Meeting) -> Answer:
    """What the requirement answers about the meeting."""
    voices = Voices(meeting)
    return answer(prepare(requirement, voices), voices.gathered(voices.here))


def state_of(requirement: Requirement, meeting: Meeting) -> State:
    """The state of that answer alone, without who serves it: for looking at every moment of a sitting."""
    voices = Voices(meeting)
    return _state(prepare(requirement, voices).tally(voices.gathered(voices.here)))


def answer(rule: Prepared, those: Gathered) -> Answer:
    """What a requirement answers about one set of voices."""
    tally, parts = rule.tally(those), rule.answering(those)
    return Answer(
        rule.asked,
        _state(tally),
        tally.have,
        tally.need,
        rule.base(those),
        rule.voices.people(rule.serving(those)),
        tuple([answer(part, rule.seen(those)) for part in parts]) if parts else (),
    )


def _state(tally: Tally) -> State:
    if tally.holds is None:
        return State.NONE_ASKED
    return State.MET if tally.holds else State.NOT_MET
