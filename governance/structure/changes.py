"""The steps of the acts on trusts."""

from __future__ import annotations

from governance.structure.models import Trust
from trustboard.acts.changes import change


@change
def make_trust(*, slug: str, name: str) -> Trust:
    """A new trust, with nothing in it yet."""
    return Trust.objects.create(slug=slug, name=name)
