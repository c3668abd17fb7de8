"""A golden proof: what a decision of a real sitting rests on, as it was frozen, kept in the tests for ever.

One is made from a decision of the database that the settings name, which is only read:

    python -m tests.meetings.ballots.golden NAME DECISION "What it shows."

What is kept is never written anew: a change of the rules' code that gives another answer is a fault of the change.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from governance.constitution.core.voting import Choice
from meetings.ballots.proof import Hands, Votes, facts_of, outcome_of, replayed

if TYPE_CHECKING:
    from meetings.decisions.models import Decision

FOLDER = Path(__file__).parent / "golden"


def golden_of(decision: Decision, says: str) -> dict[str, Any]:
    """The decision as it is kept: its proof, and of a vote the proof of the opening, the votes and how it ended."""
    kept: dict[str, Any] = {"says": says, "how": decision.how, "proof": decision.proof}
    if decision.ballot is not None:
        from meetings.ballots.queries import counted  # noqa: PLC0415  # needs the models

        found = counted(decision.ballot)
        kept["vote"] = {
            "opening": decision.ballot.proof,
            "votes": _plain(found.votes),
            "casting": found.casting.value if found.casting else None,
            "result": found.outcome.result.value,
        }
    return kept


def keep_golden(name: str, kept: Mapping[str, Any]) -> Path:
    """Write it to its file. Raises FileExistsError where there is one of that name."""
    path = FOLDER / f"{name}.json"
    with path.open("x", encoding="utf-8") as file:
        json.dump(kept, file, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        file.write("\n")
    return path


def kept_proofs() -> dict[str, dict[str, Any]]:
    """Every golden proof by its name."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def result_again(vote: Mapping[str, Any]) -> str:
    """How the vote ends today on what was kept."""
    casting = Choice(vote["casting"]) if vote["casting"] else None
    return outcome_of(facts_of(vote["opening"]), _votes(vote["votes"]), casting).result.value


def faults_in(kept: Mapping[str, Any]) -> list[str]:
    """What is answered otherwise today than when it was kept."""
    asked = {"the quorum when it was recorded": kept["proof"]}
    if "vote" in kept:
        asked["the quorum at the opening"] = kept["vote"]["opening"]
    found = [
        f"{what}: {replayed(proof)}, not {proof['answer']}"
        for what, proof in asked.items()
        if replayed(proof) != proof["answer"]
    ]
    if "vote" in kept and result_again(kept["vote"]) != kept["vote"]["result"]:
        found.append(f"the vote: {result_again(kept['vote'])}, not {kept['vote']['result']}")
    return found


def _plain(votes: Votes) -> Any:
    return votes.key if isinstance(votes, Hands) else {seat: choice.value for seat, choice in sorted(votes.items())}


def _votes(plain: Any) -> Votes:
    return Hands(*plain) if isinstance(plain, list) else {seat: Choice(choice) for seat, choice in plain.items()}


if __name__ == "__main__":
    django.setup()
    from meetings.decisions.queries import decision_rows

    name, key, says = sys.argv[1:]
    sys.stdout.write(f"{keep_golden(name, golden_of(decision_rows().get(pk=key), says))}\n")
