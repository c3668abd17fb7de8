"""Who acts, under which request, at what moment by the server's clock. Values only: nothing here reads a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from trustboard.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """The one who acts: a signed-in user, a named command of the operator's, or a visitor who proves an invitation.

    `now` is the server's time of the request (aware, UTC); `proved_at` when the user last proved who they are, and
    `proved_by` with what: "password" or "code"; `act` the name of the act under way, set by `@act`.
    """

    now: datetime
    request_id: UUID
    user: User | None = None
    command: str = ""
    proved_at: datetime | None = None
    proved_by: str = ""
    act: str = ""

    @classmethod
    def the_command(cls, name: str, *, now: datetime) -> By:
        """The operator's command `name`, run once: every run is a request of its own."""
        return cls(now=now, request_id=uuid4(), command=name)

    @property
    def actor(self) -> str:
        """The actor as the ledger names them: `user:<uuid>`, `command:<name>` or `visitor`."""
        if self.user is not None:
            return actor_of(self.user)
        return f"command:{self.command}" if self.command else "visitor"


def actor_of(user: User) -> str:
    """The user as the ledger names them."""
    return f"user:{user.pk}"
