"""What the public may see and read, as a constitution says it: one value and one question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.constitution.core.written import said
from trustboard.acts.verdict import ALLOWED, Verdict, refused


class Admission(StrEnum):
    """Whether press and public are admitted."""

    UNSAID = "not laid down"
    OPEN = "open"
    CLOSED = "closed"
    CHAIR = "open unless the chair decides otherwise"
    RESOLUTION = "open unless the body resolves otherwise"


class Readers(StrEnum):
    """Who may read something."""

    UNSAID = "not laid down"
    PUBLIC = "the public"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Publicity:
    """What the public may see and read."""

    meetings: Admission = said(Admission.UNSAID, "Meetings are")
    reason_to_close: bool = said(False, "Closing a meeting needs a reason of public interest")
    agenda: Readers = said(Readers.UNSAID, "Agenda and papers are for")
    minutes: Readers = said(Readers.UNSAID, "Minutes are for")
    minutes_within: int | None = said(None, "Days within which minutes are published")
    membership: Readers = said(Readers.UNSAID, "The membership list is for")
    confidential: str = said("", "Who may mark what is said or written as confidential")
    report: str = said("", "How progress is reported")
    clauses: tuple[str, ...] = said((), "Clauses", names="clause")


def may_close(rule: Publicity, *, reason: str) -> Verdict:
    """Whether the public may be left out of a sitting or a part of it."""
    if rule.meetings in {Admission.CLOSED, Admission.UNSAID}:
        return ALLOWED
    if rule.meetings is Admission.OPEN:
        return refused("Meetings are open to press and public.")
    if rule.reason_to_close and not reason.strip():
        whose = "the chair's" if rule.meetings is Admission.CHAIR else "the body's"
        return refused(f"Closing a meeting needs {whose} reason of public interest.")
    return ALLOWED
