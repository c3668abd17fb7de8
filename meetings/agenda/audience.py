"""Who may read what: three audiences, each with the ones before it. Values only."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who may read something, the widest first.

    Public: everyone. Members: who sits on the body or deputises there, its officer and auditor. Confidential: who sits
    on the body or deputises there, and the officer.
    """

    PUBLIC = "public"
    MEMBERS = "members"
    CONFIDENTIAL = "confidential"

    @property
    def depth(self) -> int:
        """How far inside: 0 for the public."""
        return list(Audience).index(self)

    def reads(self, text: str) -> bool:
        """Whether those of this audience may read what is meant for that one."""
        return self.depth >= Audience(text).depth


def is_as_narrow(inner: str, outer: str) -> bool:
    """Whether what is for `inner` reaches nobody who may not read what is for `outer`."""
    return Audience(inner).depth >= Audience(outer).depth


def widest(audiences: list[str]) -> Audience:
    """The widest of these; confidential where there is none."""
    return min((Audience(each) for each in audiences), key=lambda each: each.depth, default=Audience.CONFIDENTIAL)
