"""What pages and acts read of an agenda: a fixed number of queries, whatever the number of items and papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import PROTECT, Prefetch
from django.utils.safestring import SafeString

from governance.constitution.core.constitution import Rules
from governance.constitution.core.settings import Due, What, deadlines_of
from governance.constitution.rulebook import closed_in, rulebook_of
from governance.structure.models import Agency, Body
from meetings.agenda.audience import Audience
from meetings.agenda.lines import ItemOf, PaperOf, changes_in
from meetings.agenda.models import Agenda, Copy, Item, Paper, Publication, StandingItem, WaitingItem, Withdrawal
from meetings.agenda.permissions import READER
from meetings.agenda.pieces import piece_of
from meetings.schedule.models import Meeting
from trustboard.accounts.queries import AnyUser, access_to, objects_of


@dataclass(frozen=True, slots=True)
class Draft:
    """The agenda as its keeper sees it, with all there is. `state` tells of every change to what would be published.

    `versions` are of the items that stand published, by key; `papers` the keys of the papers that do.
    """

    meeting: Meeting
    version: int
    items: list[ItemOf]
    publications: list[Publication]
    versions: Mapping[str, int] = field(default_factory=dict)
    papers: frozenset[str] = frozenset()

    @property
    def is_begun(self) -> bool:
        """Whether anybody has begun it."""
        return self.version > 0

    @property
    def stands(self) -> bool:
        """Whether the agenda is published, and not withdrawn."""
        return any(not one.supplement for one in standing(self.publications))

    @property
    def state(self) -> str:
        """Agenda, meeting and sittings in the versions that were read."""
        sittings = (sitting.version for sitting in self.meeting.sittings.all())
        return ".".join(str(version) for version in (self.version, self.meeting.version, *sittings))

    @property
    def live(self) -> list[ItemOf]:
        """The items that were not withdrawn."""
        return [item for item in self.items if not item.withdrawn]

    @property
    def news(self) -> list[ItemOf]:
        """The items of which a supplement would tell."""
        return changes_in(self.items, versions=self.versions, papers=self.papers) if self.stands else []

    @property
    def next_supplement(self) -> int:
        """The number of the next supplement."""
        return max((one.supplement for one in self.publications), default=0) + 1

    @property
    def holds(self) -> dict[str, Any]:
        """What a publication of it all holds: items by key in their version, and papers by key."""
        return {
            "items": {str(item.key): item.version for item in self.items},
            "papers": [str(paper.key) for item in self.items for paper in item.papers if not paper.withdrawn],
        }

    @property
    def holds_of_news(self) -> dict[str, Any]:
        """What a supplement holds: the items of which it tells, in their version, and the papers that come with it."""
        fresh = [paper for item in self.news for paper in item.papers if not paper.withdrawn]
        return {
            "items": {str(item.key): item.version for item in self.news},
            "papers": [str(paper.key) for paper in fresh if str(paper.key) not in self.papers],
        }

    @property
    def kept_places(self) -> list[int]:
        """The places of the items that stand published."""
        return [item.number for item in self.items if str(item.key) in self.versions]


def draft_of(meeting: Meeting) -> Draft:
    """The agenda with everything; five queries."""
    agencies = dict(Agency.objects.filter(trust=meeting.body.trust_id).values_list("key", "name"))
    agenda = Agenda.objects.filter(meeting=meeting).first()
    items = Item.objects.filter(meeting=meeting).prefetch_related("papers")
    publications = publications_of(meeting)
    versions, papers = held(publications)
    return Draft(
        meeting=meeting,
        version=agenda.version if agenda else 0,
        items=[item_of(item, agencies) for item in items],
        publications=publications,
        versions=versions,
        papers=papers,
    )


def item_of(item: Item, agencies: Mapping[str, str]) -> ItemOf:
    """The item as a value."""
    return ItemOf(
        key=item.pk,
        version=item.version,
        number=item.position,
        title=item.title,
        purpose=item.what_for,
        decision=item.decision,
        lead=item.lead,
        minutes=item.minutes,
        audience=item.audience,
        reason=item.reason,
        bidders=tuple(agencies.get(key, key) for key in item.bidders),
        about=item.about,
        withdrawn=item.withdrawn,
        papers=tuple(paper_of(paper) for paper in item.papers.all()),
    )


def paper_of(paper: Paper) -> PaperOf:
    """The paper as a value."""
    return PaperOf(paper.pk, paper.title, paper.audience, paper.suffix, paper.size, paper.withdrawn)


def publications_of(meeting: Meeting) -> list[Publication]:
    """Everything that was published of the meeting's agenda, in order; withdrawn ones too."""
    found = list(Publication.objects.filter(meeting=meeting).select_related("withdrawal", "by"))
    for publication in found:
        publication.meeting = meeting
    return found


def standing(publications: Sequence[Publication]) -> list[Publication]:
    """Those that are not withdrawn."""
    return [one for one in publications if not hasattr(one, "withdrawal")]


def held(publications: Sequence[Publication]) -> tuple[dict[str, int], frozenset[str]]:
    """By key the items that stand published, in the version that was published last; and the papers that do."""
    versions: dict[str, int] = {}
    papers: set[str] = set()
    for publication in standing(publications):
        versions |= publication.holds["items"]
        papers |= set(publication.holds["papers"])
    return versions, frozenset(papers)


def ever_held(publications: Sequence[Publication]) -> set[str]:
    """The keys of all items and papers that were ever published."""
    return {key for one in publications for key in [*one.holds["items"], *one.holds["papers"]]}


def stays_on_record(item: Item) -> bool:
    """Whether the item cannot go without a trace: it was published, a sitting of its meeting was opened, or something
    that was recorded names it, such as an interest.
    """
    if str(item.pk) in ever_held(publications_of(item.meeting)):
        return True
    if item.meeting.sittings.filter(opened_at__isnull=False).exists():
        return True
    named_by = [
        relation.field
        for relation in Item._meta.related_objects
        if relation.on_delete is PROTECT and relation.related_model not in (Paper, WaitingItem)
    ]
    return any(field.model._default_manager.filter(**{field.name: item}).exists() for field in named_by)


@dataclass(frozen=True, slots=True)
class PublishedShown:
    """One publication as an audience reads it: its copy, or that it was withdrawn."""

    publication: Publication
    copy: Copy | None
    withdrawn: Withdrawal | None

    @property
    def html(self) -> SafeString:
        """What was rendered, escaped, at its publication."""
        return SafeString(self.copy.html if self.copy else "")


def published_for(meeting: Meeting, audience: Audience) -> list[PublishedShown]:
    """What was published, in order, each with the copy of most that this audience may read; two queries.

    A withdrawn one stands there with its reason, unless the agenda was published anew since; one that holds nothing
    for this audience does not.
    """
    theirs = Copy.objects.filter(audience__in=[one for one in Audience if audience.reads(one)]).defer("html_sha256")
    publications = Publication.objects.filter(meeting=meeting).select_related("withdrawal")
    found: list[PublishedShown] = []
    for one in publications.prefetch_related(Prefetch("copies", queryset=theirs)):
        if not one.supplement:
            found = []
        copies = sorted(one.copies.all(), key=lambda copy: Audience(copy.audience).depth)
        withdrawn = getattr(one, "withdrawal", None)
        if copies:
            found.append(PublishedShown(one, None if withdrawn else copies[-1], withdrawn))
    return found


def readers_by_item(draft: Draft) -> dict[UUID, int]:
    """How many have leave to read each item that is not for everyone, or are invited to; two queries at most."""
    items = [Item(pk=item.key) for item in draft.items if item.audience != Audience.PUBLIC]
    access = access_to(items, READER)
    return {key: len(each.users) + len(each.invitations) for key, each in access.items()}


@dataclass(frozen=True, slots=True)
class Left:
    """An item that the reader has leave to read: what stands published of it, piece by piece."""

    item: Item
    pieces: tuple[tuple[Publication, SafeString], ...]


def items_left_to(user: AnyUser) -> list[Item]:
    """The items of any meeting that the user has leave to read, by its day; one query where there is none."""
    items = objects_of(user, Item).filter(withdrawn="").select_related("meeting__body__trust")
    found = list(items.prefetch_related("meeting__sittings"))
    return sorted(found, key=lambda item: (day_of(item.meeting), item.position))


def left_to_read(meeting: Meeting, items: Sequence[Item]) -> list[Left]:
    """Each of these items as it stands published for those who may read it; two queries, or none without items.

    An item that was withdrawn, or whose publication was, has no piece.
    """
    if not items:
        return []
    standing_ones = Publication.objects.filter(meeting=meeting, withdrawal=None).prefetch_related("copies")
    published = [(one, {copy.audience: copy.html for copy in one.copies.all()}) for one in standing_ones]
    return [Left(item, tuple(_pieces(item, published))) for item in items]


def _pieces(
    item: Item, published: Sequence[tuple[Publication, Mapping[str, str]]]
) -> Iterator[tuple[Publication, SafeString]]:
    """Rendered, escaped, at its publication."""
    for publication, copies in [] if item.withdrawn else published:
        if piece := piece_of(copies.get(item.audience, ""), item.pk):
            yield publication, SafeString(piece)


def rules_for(meeting: Meeting) -> Rules:
    """The rules of the body on the day of the meeting; two queries."""
    return rulebook_of(meeting.body.trust).rules(meeting.body.key, day_of(meeting))


def day_of(meeting: Meeting) -> date:
    """The day of its first sitting."""
    return meeting.days[0]


def meeting_again(meeting: Meeting) -> Meeting:
    """The meeting as it stands now; two queries."""
    return Meeting.objects.select_related("body__trust").prefetch_related("sittings").get(pk=meeting.pk)


def deadlines_of_news(draft: Draft, news: Sequence[ItemOf]) -> list[Due]:
    """The last days for these items to come onto the agenda, and for their papers where they have new ones."""
    meeting, items = draft.meeting, [item for item in news if str(item.key) not in draft.versions]
    asked = {What.CLEARANCE} | ({What.AGENDA} if items else set())
    if any(str(paper.key) not in draft.papers for item in news for paper in item.papers):
        asked.add(What.PAPERS)
    day = day_of(meeting)
    closed = closed_in(meeting.body.trust, day - timedelta(days=366), day)
    decisions = [item.decision for item in draft.items if item.decision]
    due = deadlines_of(rules_for(meeting).notice, day, sitting=meeting.kind, closed=closed, decisions=decisions)
    return [each for each in due if each.deadline.what in asked]


def standing_items_on(body: Body) -> list[StandingItem]:
    """The standing items of the body, in order."""
    found = list(StandingItem.objects.filter(body=body))
    for item in found:
        item.body = body
    return found


def waiting_for(body: Body) -> list[WaitingItem]:
    """What waits for the next agenda of the body that is begun, in order."""
    return list(WaitingItem.objects.filter(body=body, item=None, dropped_at=None))


def waited_on(meeting: Meeting) -> dict[UUID, WaitingItem]:
    """By the key of an item of the meeting that came by itself, what it was while it waited."""
    return {row.item_id: row for row in WaitingItem.objects.filter(item__meeting=meeting) if row.item_id}


def has_fixed_numbers(meeting: Meeting) -> bool:
    """Whether its items are known by their numbers: the agenda stands published, or a sitting was opened; at most two
    queries.
    """
    return is_published(meeting) or meeting.sittings.filter(opened_at__isnull=False).exists()


def is_published(meeting: Meeting) -> bool:
    """Whether the agenda stands published, for whomever; one query."""
    return Publication.objects.filter(meeting=meeting, withdrawal=None, supplement=0).exists()
