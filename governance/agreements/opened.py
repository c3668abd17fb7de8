"""When somebody opened the page on which they sign, kept in the page itself so that nobody can change it.

What is sealed is bound to the person, the agreement, the place and the edition: no other page's can stand in for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

LASTS = timedelta(days=1)
"""How old the page may be when it is sent: an agreement read longer ago is read again."""

_SALT = "governance.agreements.opened"


class NotOurs(Exception):
    """The words were not sealed here, or for another page."""


class TooOld(Exception):
    """The page was opened more than a day ago."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The page: who opened it, of which agreement, for which place, with which edition's number, and when (aware)."""

    person: UUID
    agreement: UUID
    place: str
    edition: int
    at: datetime

    @property
    def sealed(self) -> str:
        """All of it in one word, for a hidden field."""
        return signing.dumps(
            [str(self.person), str(self.agreement), self.place, self.edition, self.at.isoformat()], salt=_SALT
        )


def opened_in(word: str, *, person: UUID, agreement: UUID, place: str, now: datetime) -> Opened:
    """The page that the word tells of. Raises NotOurs for a word of another page or none of ours, and TooOld."""
    try:
        whose, of, where, edition, at = signing.loads(word, salt=_SALT)
    except signing.BadSignature:
        raise NotOurs from None
    found = Opened(UUID(whose), UUID(of), where, edition, datetime.fromisoformat(at))
    if (found.person, found.agreement, found.place) != (person, agreement, place):
        raise NotOurs
    if now - found.at > LASTS:
        raise TooOld
    return found
