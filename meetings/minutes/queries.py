"""What pages and acts read of minutes: a fixed number of queries for each sitting, whatever the number of items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet

from governance.constitution.core.publicity import Readers
from governance.constitution.core.quorum import State
from governance.membership.models import Seat
from governance.structure.models import Body, Trust
from meetings.actions.models import Action
from meetings.agenda.audience import Audience
from meetings.agenda.models import Item
from meetings.agenda.queries import day_of
from meetings.attendance.models import Answer
from meetings.attendance.queries import record_of
from meetings.ballots.queries import ballots_of, counted
from meetings.decisions.models import Decision
from meetings.decisions.queries import decisions_of, in_question
from meetings.declarations.queries import Declarations, declarations_of, rules_at
from meetings.minutes.business_told import actions_told, ballots_told, by_place, decisions_told, interests_told
from meetings.minutes.lines import OPENING, Circulated, Inserted, ItemOf, MinutesOf, Reading, reading_of
from meetings.minutes.models import (
    Amendment,
    EarlierMinutes,
    Edition,
    Minutes,
    MinutesCopy,
    MinutesPublication,
    Passage,
    Remark,
)
from meetings.minutes.roll_told import Source, happenings_told, sitting_told, taken_up
from meetings.minutes.rules import Stage
from meetings.schedule.models import Meeting, Sitting
from trustboard.documents.kept import is_kept
from trustboard.ledger.canonical import canonical, plain, sha256
from trustboard.ledger.models import Head

OPENING_TITLE = "Before the first item"


@dataclass(frozen=True)
class Draft:
    """The minutes as they stand now, with all there is. `minutes` is None before the first word was written."""

    meeting: Meeting
    minutes: Minutes | None
    passages: dict[str, Passage]
    remarks: tuple[Remark, ...]
    whole: MinutesOf | None
    circulated: Circulated | None

    @property
    def stage(self) -> Stage:
        """How far they are."""
        return Stage(self.minutes.stage) if self.minutes else Stage.DRAFT

    @property
    def is_opened(self) -> bool:
        """Whether the meeting was ever opened."""
        return self.whole is not None

    @property
    def is_over(self) -> bool:
        """Whether none of its sittings is open or to come."""
        return self.meeting.is_over

    @property
    def opened(self) -> MinutesOf:
        """All there is of them. Raises ValueError before the meeting is opened."""
        if self.whole is None:
            raise ValueError("The meeting is not opened yet.")
        return self.whole

    @property
    def unanswered(self) -> list[Remark]:
        """What was said of them and not dealt with yet."""
        return [remark for remark in self.remarks if not hasattr(remark, "answered")]

    @cached_property
    def content(self) -> dict[str, Any]:
        """All that stands in them, as plain data."""
        whole = self.opened
        held: dict[str, Any] = plain(
            {
                "form": 1,
                "minutes": asdict(whole),
                "texts": whole.texts,
                "sentences": whole.sentences,
                "before": asdict(self.circulated) if self.circulated else None,
            }
        )
        return held

    @cached_property
    def state(self) -> str:
        """What tells one content from another."""
        return state_of(self.content)

    def reading(self, audience: Audience) -> Reading:
        """What that audience would read."""
        reading = reading_of(audience, self.opened, self.circulated)
        return replace(reading, in_question=frozenset(str(each.pk) for each in self.in_question))

    @cached_property
    def in_question(self) -> list[Decision]:
        """The decisions in them that are in question. It is no part of their content: who confirms one alters none."""
        return in_question_at(self.meeting)


def state_of(content: dict[str, Any]) -> str:
    """The SHA-256 of what stands in minutes."""
    return sha256(canonical(content))


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes of the meeting, if anybody has begun them; one query."""
    found = Minutes.objects.filter(meeting=meeting).first()
    if found:
        found.meeting = meeting
    return found


def draft_of(meeting: Meeting) -> Draft:
    """The minutes as they stand now; about ten queries, and twelve more for each sitting."""
    minutes = minutes_of(meeting)
    passages = {each.place: each for each in passages_of(minutes)} if minutes else {}
    texts = {place: passage.text for place, passage in passages.items()}
    return Draft(
        meeting=meeting,
        minutes=minutes,
        passages=passages,
        remarks=tuple(remarks_of(minutes)) if minutes else (),
        whole=whole_of(meeting, texts),
        circulated=_circulated(minutes) if minutes else None,
    )


def whole_of(meeting: Meeting, texts: dict[str, str]) -> MinutesOf | None:
    """What the record says of the meeting, with these texts; nothing before it is opened."""
    opened = [sitting for sitting in meeting.sittings.all() if sitting.opened_at]
    if not opened:
        return None
    declarations = declarations_of(meeting, rules_at(meeting).interests)
    sources = _sources(meeting, opened, declarations)
    inserted, taken = _told(meeting, sources, declarations)
    items = tuple(
        _item(item, texts, inserted, taken) for item in declarations.items.values() if _is_minuted(item, taken, texts)
    )
    opening = ItemOf(OPENING, 0, OPENING_TITLE, text=texts.get(OPENING, ""), inserted=inserted.get(OPENING, ()))
    return MinutesOf(tuple(sitting_told(source) for source in sources), opening, items)


def in_question_at(meeting: Meeting, audience: Audience = Audience.CONFIDENTIAL) -> list[Decision]:
    """The decisions of the meeting that are in question, of those that this audience reads; one query, or ten."""
    found = in_question(sitting__meeting=meeting)
    return [decision for decision in found if audience.reads(decision.item.audience)]


def in_question_since(edition: Edition, audience: Audience) -> list[Decision]:
    """The decisions in an edition that are in question now, of those that it tells this audience; one query, or ten."""
    told = {item["place"] for item in edition.content["minutes"]["items"] if audience.reads(item["audience"])}
    return [each for each in in_question_at(edition.minutes.meeting, audience) if str(each.item_id) in told]


def passages_of(minutes: Minutes) -> list[Passage]:
    """What is written, with who wrote it last; one query."""
    found = list(Passage.objects.filter(minutes=minutes).select_related("by"))
    for passage in found:
        passage.minutes = minutes
    return found


def remarks_of(minutes: Minutes) -> list[Remark]:
    """What was said of them, in order, with what was made of it; one query."""
    found = list(Remark.objects.filter(minutes=minutes).select_related("answered__by", "by", "item"))
    for remark in found:
        remark.minutes = minutes
    return found


def minutes_with_remarks(trust: Trust) -> list[Minutes]:
    """The minutes of the trust of which something was said that nobody has dealt with yet; two queries."""
    waiting = Remark.objects.filter(answered=None).values("minutes")
    return list(_minutes_in(trust).filter(pk__in=waiting).exclude(stage=Stage.APPROVED))


def minutes_with_chair(trust: Trust) -> list[Minutes]:
    """The minutes of the trust that the chair is to check; two queries, or one where there are none."""
    return list(_minutes_in(trust).filter(stage=Stage.WITH_CHAIR))


def to_be_approved(body: Body, *, besides: Meeting) -> list[Minutes]:
    """The other sets of minutes of the body that wait to be approved, the earliest first; two queries."""
    rows = _minutes_in(body.trust).filter(meeting__body=body, stage=Stage.CIRCULATED).exclude(meeting=besides)
    return sorted(rows, key=lambda minutes: day_of(minutes.meeting))


def _minutes_in(trust: Trust) -> QuerySet[Minutes]:
    rows = Minutes.objects.filter(meeting__body__trust=trust).select_related("meeting__body__trust")
    return rows.prefetch_related("meeting__sittings").order_by("pk")


def editions_of(minutes: Minutes) -> dict[bool, Edition]:
    """The edition that was circulated (False) and the one that was approved (True), where there are such; three
    queries.
    """
    rows = Edition.objects.filter(minutes=minutes).select_related("approved_at__meeting__body__trust")
    copies = Prefetch("copies", queryset=MinutesCopy.objects.order_by("audience"))
    publications = Prefetch("publications", queryset=MinutesPublication.objects.select_related("withdrawal", "by"))
    found = {each.approved_at_id is not None: each for each in rows.prefetch_related(copies, publications)}
    for edition in found.values():
        edition.minutes = minutes
    return found


def copy_for(edition: Edition, audience: Audience) -> MinutesCopy | None:
    """The copy of most that this audience may read."""
    theirs = [copy for copy in edition.copies.all() if audience.reads(copy.audience)]
    return max(theirs, key=lambda copy: Audience(copy.audience).depth, default=None)


def publication_standing(edition: Edition) -> MinutesPublication | None:
    """The publication by which everyone reads them now, if any."""
    stand = [each for each in edition.publications.all() if not hasattr(each, "withdrawal")]
    return stand[-1] if stand else None


def is_as_approved(edition: Edition, read: str) -> bool:
    """Whether what would be published is what was read and approved, to the letter: content, pages and files."""
    copies = list(edition.copies.all())
    return (
        read == edition.state == state_of(edition.content)
        and any(copy.audience == Audience.PUBLIC for copy in copies)
        and all(sha256(copy.html) == copy.html_sha256 for copy in copies)
        and all(is_kept(each) for copy in copies for each in (copy.pdf_sha256, copy.large_sha256))
    )


def amendments_of(edition: Edition, audience: Audience) -> list[Amendment]:
    """What was amended since, as far as this audience may read it; one query."""
    rows = Amendment.objects.filter(edition=edition).select_related("item", "agreed_at__meeting__body__trust")
    return [row for row in rows if audience.reads(row.audience)]


def is_for_members(meeting: Meeting) -> bool:
    """Whether the constitution, as it was at the meeting, keeps minutes for members."""
    return rules_at(meeting).publicity.minutes is Readers.MEMBERS


def was_quorate(sitting: Sitting) -> bool:
    """Whether the sitting ever had a quorum."""
    return any(state is not State.NOT_MET for _, state in record_of(sitting).timeline)


def later_sittings(meeting: Meeting) -> list[Sitting]:
    """The sittings of later meetings of the body that were opened, the latest first; two queries."""
    rows = Sitting.objects.filter(
        meeting__body=meeting.body_id, opened_at__isnull=False, starts_at__gt=meeting.sitting.starts_at
    ).exclude(meeting=meeting)
    found = list(rows.select_related("meeting").prefetch_related("meeting__sittings").order_by("-starts_at"))
    for sitting in found:
        sitting.meeting.body = meeting.body
    return found


def ledger_head(meeting: Meeting) -> Head | None:
    """Where the ledger of the trust stands; one query."""
    return Head.objects.filter(pk=meeting.body.trust.chain).first()


@dataclass(frozen=True, slots=True)
class Listed:
    """Minutes in the list of a body's: of which meeting, and what the reader may know of how far they are."""

    meeting: Meeting
    day: date
    words: str
    colour: str


def minutes_listed(body: Body, audience: Audience) -> list[Listed]:
    """The minutes of the body, the latest first: for the public those published or withdrawn alone; five queries."""
    publications = Prefetch("publications", queryset=MinutesPublication.objects.select_related("withdrawal"))
    editions = Prefetch("editions", queryset=Edition.objects.prefetch_related(publications).defer("content"))
    rows = Minutes.objects.filter(meeting__body=body).select_related("meeting")
    found = []
    for minutes in rows.prefetch_related("meeting__sittings", editions):
        minutes.meeting.body = body
        words, colour = _listed_as(minutes, audience)
        if words:
            found.append(Listed(minutes.meeting, day_of(minutes.meeting), words, colour))
    return sorted(found, key=lambda each: each.day, reverse=True)


def earlier_minutes_of(body: Body, audience: Audience) -> list[EarlierMinutes]:
    """The minutes from before Trustboard that this audience may know of, the latest first; one query."""
    return [each for each in EarlierMinutes.objects.filter(body=body) if audience.reads(each.audience)]


def _listed_as(minutes: Minutes, audience: Audience) -> tuple[str, str]:
    approved = next((each for each in minutes.editions.all() if each.approved_at_id), None)
    published = [*approved.publications.all()] if approved else []
    if published:
        return ("withdrawn", "attention") if hasattr(published[-1], "withdrawal") else ("published", "good")
    if audience is Audience.PUBLIC or minutes.stage in {Stage.DRAFT, Stage.WITH_CHAIR, Stage.CHECKED}:
        return "", ""
    return ("approved", "good") if minutes.stage == Stage.APPROVED else ("draft, circulated", "waiting")


def _circulated(minutes: Minutes) -> Circulated | None:
    edition = Edition.objects.filter(minutes=minutes, approved_at=None).first()
    return Circulated(edition.content["texts"], edition.content["sentences"]) if edition else None


def _sources(meeting: Meeting, opened: Sequence[Sitting], declarations: Declarations) -> list[Source]:
    titles = dict(Seat.objects.filter(body=meeting.body_id).values_list("key", "title"))
    numbers = {str(key): item.position for key, item in declarations.items.items()}
    answers: dict[Any, dict[str, str]] = {}
    for answer in Answer.objects.filter(sitting__in=opened).select_related("seat").order_by("number"):
        answers.setdefault(answer.sitting_id, {})[answer.seat.key] = answer.choice
    for sitting in opened:
        sitting.meeting = meeting
    return [Source(record_of(sitting), titles, answers.get(sitting.pk, {}), numbers) for sitting in opened]


def _told(
    meeting: Meeting, sources: list[Source], declarations: Declarations
) -> tuple[dict[str, tuple[Inserted, ...]], dict[str, list[tuple[int, Any]]]]:
    """What the record says, by place; and in which sittings and when each item was taken up."""
    titles, first = sources[0].titles, sources[0].record.sitting
    inserted = interests_told(declarations, titles, sources, first.opened_at or first.starts_at)
    taken: dict[str, list[tuple[int, Any]]] = {}
    for source in sources:
        sitting = source.record.sitting
        inserted += happenings_told(source)
        inserted += ballots_told([counted(ballot) for ballot in ballots_of(sitting)], titles, sources)
        inserted += decisions_told(decisions_of(sitting), sources)
        for place, at in taken_up(source):
            taken.setdefault(place, []).append((sitting.number, at))
    actions = Action.objects.filter(item__meeting=meeting).select_related("person__called", "agency")
    inserted += actions_told(actions, sources)
    return by_place(inserted), taken


def _is_minuted(item: Item, taken: dict[str, Any], texts: dict[str, str]) -> bool:
    """An item that was withdrawn before it came up is left out of the minutes, as nothing was done about it."""
    return not item.withdrawn or str(item.pk) in taken or bool(texts.get(str(item.pk)))


def _item(
    item: Item, texts: dict[str, str], inserted: dict[str, tuple[Inserted, ...]], taken: dict[str, list[Any]]
) -> ItemOf:
    place = str(item.pk)
    return ItemOf(
        place=place,
        number=item.position,
        title=item.title,
        purpose=item.get_purpose_display(),
        audience=item.audience,
        reason=item.reason,
        withdrawn=item.withdrawn,
        text=texts.get(place, ""),
        taken=tuple(taken.get(place, [])),
        inserted=inserted.get(place, ()),
    )
