"""Minutes as they are circulated, approved and printed: HTML for the page, PDF in the usual and in large print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from meetings.agenda.audience import Audience
from meetings.agenda.documents import READERS, head_of
from meetings.minutes.lines import Reading
from meetings.minutes.models import MinutesCopy
from meetings.minutes.queries import Draft, ledger_head
from meetings.schedule.letters import named
from meetings.schedule.models import Sitting
from trustboard.acts.days import told
from trustboard.documents.kept import keep
from trustboard.documents.printing import Sheet, print_sheets
from trustboard.ledger.canonical import sha256

DRAFT, CIRCULATED, APPROVED = "Draft minutes", "Draft minutes as circulated", "Minutes"


@dataclass(frozen=True, slots=True)
class Version:
    """Minutes for one audience: what it reads, the HTML of the page and that of the print."""

    audience: Audience
    reading: Reading
    html: str
    printed: str


def draft_versions(draft: Draft, audiences: Sequence[Audience] = tuple(Audience)) -> list[Version]:
    """The minutes as they stand, for each of these audiences."""
    return [_version(draft, audience, DRAFT, "Not approved yet") for audience in audiences]


def circulated_versions(draft: Draft) -> list[Version]:
    """The minutes as members get them before they are approved: never a copy for the public."""
    audiences = (Audience.MEMBERS, Audience.CONFIDENTIAL)
    return [_version(draft, audience, CIRCULATED, "Not approved yet") for audience in audiences]


def approved_versions(draft: Draft, sitting: Sitting) -> list[Version]:
    """The minutes for each audience as that sitting approves them, with what it corrects shown."""
    return [_version(draft, audience, APPROVED, approved_by(sitting)) for audience in Audience]


def paper_to_sign(draft: Draft, approved: MinutesCopy | None) -> str:
    """The minutes with the place for the chair's signature, to be printed: the copy that was approved, or before that
    all there is.
    """
    if approved is None:
        return _version(
            draft, Audience.CONFIDENTIAL, APPROVED, "To be approved as a correct record", to_sign=True
        ).printed
    printed = _printed(draft, Audience.CONFIDENTIAL, APPROVED, to_sign=True)
    around = {"html": SafeString(approved.html), "doubts": draft.in_question}
    return render_to_string("meetings/minutes/printed.html", printed | around)


def approved_by(sitting: Sitting) -> str:
    """Which meeting approved them."""
    meeting = sitting.meeting
    return f"Approved as a correct record by the {named(meeting).lower()} of {told(sitting.day)}"


def copies_of(versions: Sequence[Version]) -> tuple[dict[str, str], ...]:
    """The versions as they are kept: the PDFs made, and kept on the disk. Raises CannotPrint."""
    sheets = [Sheet(version.printed, is_large) for version in versions for is_large in (False, True)]
    digests = [keep([pdf]) for pdf in print_sheets(sheets)]
    return tuple(
        {
            "audience": version.audience.value,
            "html": version.html,
            "html_sha256": sha256(version.html),
            "pdf_sha256": digests[2 * place],
            "large_sha256": digests[2 * place + 1],
        }
        for place, version in enumerate(versions)
    )


def _version(draft: Draft, audience: Audience, name: str, state: str, *, to_sign: bool = False) -> Version:
    reading = draft.reading(audience)
    context = {"reading": reading, "level": 2, "state": state}
    printed = _printed(draft, audience, name, to_sign=to_sign)
    return Version(
        audience=audience,
        reading=reading,
        html=render_to_string("meetings/minutes/frozen.html", context),
        printed=render_to_string("meetings/minutes/printed.html", context | printed),
    )


def _printed(draft: Draft, audience: Audience, name: str, *, to_sign: bool) -> dict[str, Any]:
    """What stands on paper besides the minutes themselves."""
    head = head_of(draft.meeting, name, READERS[audience])
    return {"head": head, "to_sign": to_sign, "ledger": ledger_head(draft.meeting)}
