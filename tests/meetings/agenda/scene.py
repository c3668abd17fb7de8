"""Items on the agenda of a meeting, made through the acts as in real life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image

from governance.structure.models import Body
from meetings.agenda.acts import (
    add_item,
    add_paper,
    add_standing_item,
    publish_agenda,
    publish_supplement,
)
from meetings.agenda.documents import Version, agendas, supplements
from meetings.agenda.lines import Printed
from meetings.agenda.models import Audience, Item, Paper, Publication, Purpose, StandingItem
from meetings.agenda.permissions import READER
from meetings.agenda.queries import draft_of, meeting_again
from meetings.schedule.acts import close_to_public
from meetings.schedule.models import Meeting
from tests.world import RuledWorld, invited, meeting_of, member, operator
from trustboard.acts.by import By
from trustboard.documents.kept import keep
from trustboard.documents.uploads import Accepted
from trustboard.ledger.canonical import sha256


def item_of(meeting: Meeting, title: str, audience: Audience = Audience.PUBLIC, **columns: object) -> Item:
    """An item at the end of the agenda."""
    plain = {
        "purpose": Purpose.DECISION,
        "decision": "",
        "lead": "",
        "minutes": None,
        "reason": "It names children." if audience == Audience.CONFIDENTIAL else "",
        "bidders": [],
        "about": "",
    }
    return add_item(meeting, title=title, audience=audience, by=operator(), **(plain | columns)).result


PDF = b"%PDF-1.4\n% as good as any\n%%EOF\n"


def paper_of(item: Item, title: str = "The plan", audience: Audience | None = None, content: bytes = PDF) -> Paper:
    """A paper of the item, for as many readers as the item unless said otherwise."""
    file = Accepted(sha256=keep([content]), media_type="application/pdf", suffix="pdf", size=len(content))
    return add_paper(item, title=title, audience=audience or Audience(item.audience), file=file, by=operator()).result


def published(meeting: Meeting, by: By | None = None) -> Publication:
    """The agenda of the meeting, published with a PDF that says nothing."""
    draft = draft_of(meeting_again(meeting))
    publish_agenda(meeting, printed=Printed(draft.state, _copies(agendas(draft))), by=by or operator())
    return Publication.objects.filter(meeting=meeting).latest("number")


def supplemented(
    meeting: Meeting, *, reason: str = "", is_permitted: bool = False, by: By | None = None
) -> Publication:
    """What has changed since, published as the next supplement."""
    draft = draft_of(meeting_again(meeting))
    printed = Printed(draft.state, _copies(supplements(draft, draft.next_supplement, late="")))
    publish_supplement(meeting, printed=printed, reason=reason, is_permitted=is_permitted, by=by or operator())
    return Publication.objects.filter(meeting=meeting).latest("number")


def image(kind: str = "PNG") -> bytes:
    """A picture of one dot."""
    out = BytesIO()
    Image.new("RGB", (1, 1)).save(out, kind)
    return out.getvalue()


def standing_item_of(body: Body, title: str, *, stays_last: bool = False) -> StandingItem:
    """An item that stands on every new agenda of the body."""
    return add_standing_item(
        body,
        title=title,
        purpose=Purpose.INFORMATION,
        minutes=5,
        audience=Audience.PUBLIC,
        stays_last=stays_last,
        by=operator(),
    ).result


@dataclass
class AgendaWorld(RuledWorld):
    """The board's meeting has one item with a paper, in draft. That of 17 July 2030 is published, one item of it with a
    paper for members, and has an item that is not. That of 19 September 2030 is closed to the public, and Rita has
    leave to read its confidential item, with a paper, in draft; Rory is invited to.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.item = item_of(self.meeting, "Joint plan")
        self.paper = paper_of(self.item)
        self.later = meeting_of(self.board, date(2030, 7, 17))
        self.later_item = item_of(self.later, "Budget")
        self.later_paper = paper_of(self.later_item, "Accounts", Audience.MEMBERS)
        self.publication = published(self.later)
        self.copy = self.publication.copies.get(audience=Audience.PUBLIC)
        self.news = item_of(self.later, "Any other business")
        self.standing_item = standing_item_of(self.board, "Welcome")
        self.private = meeting_of(self.board, date(2030, 9, 19))
        self.secret = item_of(self.private, "Placement", Audience.CONFIDENTIAL)
        self.secret_paper = paper_of(self.secret, "Report")
        self.reader = member(self.secret, "Rita Reader", READER, second_factor=False)
        self.reader_invitation, _ = invited(self.secret, "rory@agency.example", READER)
        close_to_public(self.private, reason="Commercial terms.", version=1, by=operator())


def _copies(versions: list[Version]) -> tuple[dict[str, str], ...]:
    """As they are published, but for the PDF, which takes a second."""
    kept = keep([PDF])
    return tuple(
        {
            "audience": version.audience.value,
            "html": version.html,
            "html_sha256": sha256(version.html),
            "pdf_sha256": kept,
            "large_sha256": kept,
        }
        for version in versions
    )
