"""Who reads and who keeps an agenda, and loading its parts as the permission itself."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from governance.membership.queries import table_of
from governance.structure.models import Body
from governance.structure.permissions import AUDITOR, OFFICER, body_developed_by
from meetings.agenda.audience import Audience
from meetings.agenda.models import Copy, Item, Paper, Publication, StandingItem
from meetings.schedule.models import Meeting
from meetings.schedule.permissions import meeting_developed_by, meeting_seen, person_signed_in
from trustboard.accounts.permissions import may_use, require_role
from trustboard.accounts.queries import AnyUser, holds_role, objects_of
from trustboard.accounts.roles import Role

READER = Role(key="reader", title="reader of one item", codename="read_item")
"""Leave to read one item, given by hand to somebody who need not be a member; the only role held on an item."""


def audience_of(user: AnyUser, meeting: Meeting, today: date) -> Audience:
    """What the user reads of the meeting today: its members' part and what is confidential only for those who sit on
    the body or deputise there now, or will on the day of the meeting; the auditor reads what is for members.
    """
    if not user.is_authenticated:
        return Audience.PUBLIC
    trust = meeting.body.trust
    if may_use(user, trust, OFFICER) or _sits(user, meeting, today):
        return Audience.CONFIDENTIAL
    return Audience.MEMBERS if may_use(user, trust, AUDITOR) else Audience.PUBLIC


def items_left_at(user: AnyUser, meeting: Meeting, audience: Audience) -> list[Item]:
    """The items of the meeting that the user may read by leave alone: as one of that audience they may not."""
    if not user.is_authenticated or audience is Audience.CONFIDENTIAL:
        return []
    return [item for item in objects_of(user, Item).filter(meeting=meeting) if not audience.reads(item.audience)]


def may_keep(user: AnyUser, meeting: Meeting) -> bool:
    """Whether the user keeps the agenda of the meeting."""
    return user.is_authenticated and may_use(user, meeting.body.trust, OFFICER)


def meeting_attended_by(user: AnyUser, slug: str, body: str, key: UUID, *, today: date) -> Meeting:
    """The meeting, for those who sit on the body or deputise there, its officer and auditor. Http404 for strangers."""
    meeting = meeting_seen(slug, body, key)
    if audience_of(user, meeting, today) is Audience.PUBLIC:
        require_role(user, meeting.body.trust, OFFICER, AUDITOR)
    return meeting


def item_developed_by(user: AnyUser, slug: str, body: str, meeting: UUID, key: UUID) -> Item:
    """The item of that meeting, for the trust's development officer."""
    of = meeting_developed_by(user, slug, body, meeting)
    item = get_object_or_404(Item, meeting=of, pk=key)
    item.meeting = of
    return item


def paper_developed_by(user: AnyUser, slug: str, body: str, meeting: UUID, key: UUID) -> Paper:
    """The paper of that meeting, for the trust's development officer."""
    of = meeting_developed_by(user, slug, body, meeting)
    paper = get_object_or_404(Paper.objects.select_related("item"), item__meeting=of, pk=key)
    paper.item.meeting = of
    return paper


def publication_developed_by(user: AnyUser, slug: str, body: str, meeting: UUID, number: int) -> Publication:
    """The publication of that meeting, for the trust's development officer."""
    of = meeting_developed_by(user, slug, body, meeting)
    publication = get_object_or_404(Publication, meeting=of, number=number)
    publication.meeting = of
    return publication


def standing_item_developed_by(user: AnyUser, slug: str, body: str, key: UUID) -> StandingItem:
    """The standing item of that body, for the trust's development officer."""
    of = body_developed_by(user, slug, body)
    item = get_object_or_404(StandingItem, body=of, pk=key)
    item.body = of
    return item


def paper_read_by(user: AnyUser, slug: str, body: str, meeting: UUID, key: UUID, *, today: date) -> Paper:
    """The paper, for who may read this very one: the officer always; others as long as it is published to them, or
    to those who may read its item, which they have leave to read.

    Raises Http404 for everybody else: whether there is such a paper is not theirs to know.
    """
    of = meeting_seen(slug, body, meeting)
    paper = get_object_or_404(Paper.objects.select_related("item"), item__meeting=of, pk=key)
    paper.item.meeting = of
    if may_keep(user, of):
        return paper
    is_standing = any(
        str(paper.pk) in publication.holds["papers"]
        for publication in Publication.objects.filter(meeting=of, withdrawal=None)
    )
    is_theirs = audience_of(user, of, today).reads(paper.audience) or _has_leave(user, paper)
    if not (is_theirs and is_standing) or paper.withdrawn or paper.item.withdrawn:
        raise Http404
    return paper


def copy_read_by(user: AnyUser, slug: str, body: str, meeting: UUID, key: UUID, *, today: date) -> Copy:
    """One audience's copy of a publication, for who may read it: nobody but the officer, once it is withdrawn."""
    of = meeting_seen(slug, body, meeting)
    copies = Copy.objects.select_related("publication__withdrawal").filter(publication__meeting=of)
    copy = get_object_or_404(copies, pk=key)
    copy.publication.meeting = of
    if may_keep(user, of):
        return copy
    if hasattr(copy.publication, "withdrawal") or not audience_of(user, of, today).reads(copy.audience):
        raise Http404
    return copy


def _has_leave(user: AnyUser, paper: Paper) -> bool:
    """Leave to read an item is not leave to read a paper of it that is for fewer readers than the item."""
    return Audience(paper.item.audience).reads(paper.audience) and holds_role(user, READER, paper.item)


def _sits(user: AnyUser, meeting: Meeting, today: date) -> bool:
    person = person_signed_in(user, meeting.body.trust)
    if person is None:
        return False
    body: Body = meeting.body
    table = table_of(body.trust)
    to_come = [day for day in meeting.days if day > today]
    return any(
        person in (place.holder, place.deputy) for day in (today, *to_come) for place in table.places(body, day)
    ) or any(post.holder == person for post in table.posts(body, today))
