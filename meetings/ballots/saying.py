"""Ballots and decisions in sentences, as they are frozen and shown."""

from __future__ import annotations

from governance.constitution.core.voting import Outcome
from governance.constitution.english.saying_outcome import carried
from governance.constitution.rulebook import names_of
from governance.structure.models import Body
from meetings.ballots.proof import Facts


def said_of_outcome(outcome: Outcome, facts: Facts, body: Body) -> dict[str, str]:
    """How a ballot ended: its result, and the arithmetic in a sentence."""
    sentence = carried(outcome, names_of(body.trust, body), facts.motion)
    return {"result": outcome.result.value, "sentence": sentence}
