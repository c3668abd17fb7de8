"""An agenda as it is published and printed: HTML for the page, and PDF in the usual and in large print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import formats, timezone

from governance.membership.queries import Place
from governance.structure.models import Body
from meetings.agenda.audience import Audience
from meetings.agenda.lines import Line, audiences_of, changes_in, lines_for, news_for
from meetings.agenda.queries import Draft
from meetings.schedule.letters import named
from meetings.schedule.models import Meeting, Sitting
from trustboard.documents.kept import keep
from trustboard.documents.printing import Sheet, print_sheets
from trustboard.ledger.canonical import sha256

READERS = {
    Audience.PUBLIC: "For everyone",
    Audience.MEMBERS: "For members of the body",
    Audience.CONFIDENTIAL: "Confidential: for members of the body alone",
}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and below a printed sheet of a meeting. `late` says why it came late, where it did."""

    trust: str
    body: str
    name: str
    day: date
    when: str
    place: str
    readers: str
    late: str = ""

    @property
    def footing(self) -> str:
        """What stands at the foot of each page."""
        return f"{self.body}, {formats.date_format(self.day, 'j F Y')}: {self.name.lower()}. {self.readers}"


@dataclass(frozen=True, slots=True)
class Version:
    """An agenda, or a supplement to it, for one audience: the lines, the HTML of the page and that of the print."""

    audience: Audience
    lines: list[Line]
    html: str
    printed: str


def head_of(meeting: Meeting, name: str, readers: str, *, late: str = "") -> Head:
    """The head of a sheet of that meeting."""
    sitting: Sitting = next(iter(meeting.sittings.all()))
    starts, ends = timezone.localtime(sitting.starts_at), timezone.localtime(sitting.ends_at)
    when = f"{named(meeting)}, {formats.date_format(starts, 'l j F Y, H:i')} to {formats.date_format(ends, 'H:i')}"
    return Head(
        trust=meeting.body.trust.name,
        body=meeting.body.name,
        name=name,
        day=sitting.day,
        when=when,
        place=sitting.place,
        readers=readers,
        late=late,
    )


def agenda_for(draft: Draft, audience: Audience, *, is_draft: bool = False) -> Version:
    """The whole agenda for that audience."""
    return _version(draft, audience, lines_for(audience, draft.items), "Draft agenda" if is_draft else "Agenda")


def agendas(draft: Draft) -> list[Version]:
    """The agenda for each audience for which there is anything that others may not read."""
    return [agenda_for(draft, audience) for audience in audiences_of(draft.items)]


def supplements(draft: Draft, number: int, *, late: str) -> list[Version]:
    """What has changed since the agenda was published, likewise, as the supplement of that number."""
    news = changes_in(draft.items, versions=draft.versions, papers=draft.papers)
    found = []
    for audience in audiences_of(news):
        lines = news_for(audience, news, versions=draft.versions, papers=draft.papers)
        found.append(_version(draft, audience, lines, f"Supplement {number}", late=late))
    return found


def copies_of(versions: Sequence[Version]) -> tuple[dict[str, str], ...]:
    """The versions as they are published: the PDFs made, and kept on the disk. Raises CannotPrint."""
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


def attendance_sheet(meeting: Meeting, places: Sequence[Place]) -> str:
    """The sheet on which those who come sign: the seats of the body with their holders, and room for others."""
    head = head_of(meeting, "Attendance sheet", "To be signed by those who come")
    return render_to_string("meetings/agenda/attendance_sheet.html", {"head": head, "places": places})


def _version(draft: Draft, audience: Audience, lines: list[Line], name: str, *, late: str = "") -> Version:
    meeting = draft.meeting
    body: Body = meeting.body
    supplement = name.lower().replace(" ", "-") if name.startswith("Supplement") else ""
    context = {
        "lines": lines,
        "trust": body.trust.slug,
        "body": body.key,
        "meeting": meeting.pk,
        "level": 3 if supplement else 2,
        "prefix": f"{supplement}-" if supplement else "",
        "late": late,
    }
    head = head_of(meeting, name, READERS[audience], late=late)
    return Version(
        audience=audience,
        lines=lines,
        html=render_to_string("meetings/agenda/frozen.html", context),
        printed=render_to_string("meetings/agenda/printed.html", {**context, "head": head}),
    )
