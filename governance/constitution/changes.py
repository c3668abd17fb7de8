"""The steps of the acts on the clauses of a trust."""

from __future__ import annotations

from typing import Any

from governance.constitution.models import Clause
from governance.structure.models import Trust
from trustboard.acts.changes import change


@change
def make_clause(trust: Trust, *, key: str, **columns: Any) -> Clause:
    """A new clause of the trust's agreement."""
    return Clause.objects.create(trust=trust, key=key, **columns)
