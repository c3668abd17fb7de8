"""Who writes, checks and reads minutes, and loading them as the permission itself.

The officer writes. The chair checks. Who reads an item's minutes may read the item, and is not barred from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from governance.membership.models import Person
from governance.membership.queries import Table, table_of
from governance.structure.models import Body
from governance.structure.permissions import AUDITOR, OFFICER, require_officer
from meetings.agenda.audience import Audience
from meetings.agenda.models import Item
from meetings.agenda.permissions import audience_of, may_keep
from meetings.attendance.permissions import person_of
from meetings.declarations.permissions import items_barred_to
from meetings.minutes.lines import OPENING
from meetings.minutes.models import EarlierMinutes, MinutesCopy, MinutesPublication, Remark
from meetings.minutes.rules import Stage
from meetings.schedule.models import Meeting
from meetings.schedule.permissions import chair_of, meeting_developed_by, meeting_seen, reader_of
from trustboard.accounts.models import User
from trustboard.accounts.permissions import may_use
from trustboard.accounts.queries import AnyUser
from trustboard.acts.by import By


@dataclass(frozen=True, slots=True)
class MinutesReader:
    """Who reads the minutes of a meeting: as what audience, and what else they are to them."""

    audience: Audience
    keeps: bool = False
    is_chair: bool = False

    @property
    def is_inside(self) -> bool:
        """Whether they read what is circulated."""
        return self.audience is not Audience.PUBLIC or self.is_chair


def reader_at(user: AnyUser, meeting: Meeting, today: date) -> MinutesReader:
    """The reader of the meeting's minutes today."""
    if not user.is_authenticated:
        return MinutesReader(Audience.PUBLIC)
    if may_keep(user, meeting):
        return MinutesReader(Audience.CONFIDENTIAL, keeps=True)
    return MinutesReader(audience_of_minutes(user, meeting, today), is_chair=is_chair(user, meeting, today))


def audience_of_minutes(user: AnyUser, meeting: Meeting, today: date) -> Audience:
    """What the user reads of the meeting's minutes: as of its agenda; but as one of no audience that reads an item from
    which they are barred.
    """
    audience = audience_of(user, meeting, today)
    if audience is Audience.PUBLIC or may_keep(user, meeting):
        return audience
    barred = items_barred_to(user, meeting, today=today)
    kept_from = Item.objects.filter(pk__in=barred).exclude(audience=Audience.PUBLIC).values_list("audience", flat=True)
    depths = [Audience(each).depth - 1 for each in kept_from]
    return list(Audience)[min([audience.depth, *depths])]


def is_chair(user: AnyUser, meeting: Meeting, today: date) -> bool:
    """Whether the user chairs the body today, or did at the meeting."""
    person = person_of(user, meeting.body.trust) if user.is_authenticated else None
    return person is not None and person in chairs_of(meeting, today)


def chairs_of(meeting: Meeting, today: date, table: Table | None = None) -> list[Person]:
    """Whoever chairs the body today, and whoever did at the meeting; no query where the table is at hand."""
    table = table or table_of(meeting.body.trust)
    days = (today, *meeting.days)
    found = [chair_of(table, meeting.body, day) for day in days]
    return list(dict.fromkeys(person for person in found if person))


def require_checker(by: By, meeting: Meeting, today: date) -> None:
    """Go on for the chair, and for the officer whom the chair has told. Raises Http404 for strangers."""
    if by.user is None or not is_chair(by.user, meeting, today):
        require_officer(by, meeting.body.trust)


def require_remarker(by: By, meeting: Meeting, today: date) -> MinutesReader:
    """Go on for the chair, and for those who read what was circulated as members. Returns who they are.

    Raises Http404 for strangers, PermissionDenied for the auditor and the officer, who have no say in it.
    """
    if by.user is None:
        raise PermissionDenied
    reader = reader_at(by.user, meeting, today)
    if not reader.is_inside:
        raise Http404
    if reader.keeps or not (reader.is_chair or sits_there(by.user, meeting, today)):
        raise PermissionDenied
    return reader


def require_of(meeting: Meeting, item: Item | None, audience: Audience = Audience.CONFIDENTIAL) -> None:
    """Go on where the item, if one is named, is of the meeting and for that audience. Raises Http404 else."""
    if item is not None and (item.meeting_id != meeting.pk or not audience.reads(item.audience)):
        raise Http404


def sits_there(user: AnyUser, meeting: Meeting, today: date) -> bool:
    """Whether the user sits on the body or deputises there, today or at the meeting."""
    days = (today, *meeting.days)
    return reader_of(user, table_of(meeting.body.trust), meeting.body, *days).belongs


def item_of_passage(user: User, slug: str, body: str, meeting: UUID, place: str) -> tuple[Meeting, Item | None]:
    """The meeting and the item at which is written, none for the opening, for the officer. Http404 for strangers."""
    of = meeting_developed_by(user, slug, body, meeting)
    if place == OPENING:
        return of, None
    item = get_object_or_404(Item, meeting=of, pk=_key(place))
    item.meeting = of
    return of, item


def minutes_checked_by(user: User, slug: str, body: str, meeting: UUID, today: date) -> Meeting:
    """The meeting, for those who may say that the chair has checked its minutes."""
    of = meeting_seen(slug, body, meeting)
    return of if is_chair(user, of, today) else meeting_developed_by(user, slug, body, meeting)


def remark_developed_by(user: User, slug: str, body: str, meeting: UUID, number: int) -> Remark:
    """The remark, for the officer."""
    of = meeting_developed_by(user, slug, body, meeting)
    remarks = Remark.objects.select_related("minutes", "item", "by")
    remark = get_object_or_404(remarks, minutes__meeting=of, number=number)
    remark.minutes.meeting = of
    return remark


def publication_developed_by(user: User, slug: str, body: str, meeting: UUID, number: int) -> MinutesPublication:
    """What was published, for the officer."""
    of = meeting_developed_by(user, slug, body, meeting)
    rows = MinutesPublication.objects.select_related("edition__minutes", "withdrawal")
    publication = get_object_or_404(rows, edition__minutes__meeting=of, number=number)
    publication.edition.minutes.meeting = of
    return publication


def minutes_copy_read_by(user: AnyUser, slug: str, body: str, meeting: UUID, key: UUID, *, today: date) -> MinutesCopy:
    """One audience's copy, for who may read it: what was circulated for members until it is approved; the public copy
    for others while it is published. Http404 for everybody else.
    """
    of = meeting_seen(slug, body, meeting)
    copies = MinutesCopy.objects.select_related("edition__minutes").prefetch_related(
        "edition__publications__withdrawal"
    )
    copy = get_object_or_404(copies, edition__minutes__meeting=of, pk=key)
    copy.edition.minutes.meeting = of
    reader = reader_at(user, of, today)
    if reader.keeps:
        return copy
    is_approved = copy.edition.approved_at_id is not None
    is_current = is_approved or copy.edition.minutes.stage == Stage.CIRCULATED
    if reader.audience is Audience.PUBLIC:
        is_current = any(not hasattr(each, "withdrawal") for each in copy.edition.publications.all())
    if not is_current or not reader.audience.reads(copy.audience):
        raise Http404
    return copy


def audience_of_body(user: AnyUser, body: Body, today: date) -> Audience:
    """What the user reads of the body's minutes where they are of no meeting on record."""
    if not user.is_authenticated:
        return Audience.PUBLIC
    reader = reader_of(user, table_of(body.trust), body, today)
    return Audience.CONFIDENTIAL if reader.is_inside else _of_trust(user, body)


def earlier_read_by(user: AnyUser, body: Body, key: UUID, *, today: date) -> EarlierMinutes:
    """Minutes from before Trustboard, for who may read them; nobody but the officer once they are withdrawn."""
    earlier = get_object_or_404(EarlierMinutes, body=body, pk=key)
    earlier.body = body
    is_officer = may_keep_body(user, body)
    if not is_officer and (earlier.withdrawn or not audience_of_body(user, body, today).reads(earlier.audience)):
        raise Http404
    return earlier


def may_keep_body(user: AnyUser, body: Body) -> bool:
    """Whether the user keeps the minutes of the body."""
    return user.is_authenticated and may_use(user, body.trust, OFFICER)


def _of_trust(user: AnyUser, body: Body) -> Audience:
    return Audience.MEMBERS if may_use(user, body.trust, AUDITOR) else Audience.PUBLIC


def _key(place: str) -> UUID:
    try:
        return UUID(place)
    except ValueError:
        raise Http404 from None
