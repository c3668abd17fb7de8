"""Keeping the items and papers of an agenda, publishing it, and withdrawing what was published."""

from __future__ import annotations

from django.db.models import Model
from django.utils import timezone

from governance.structure.models import Agency, Body
from governance.structure.permissions import require_officer
from meetings.agenda import changes
from meetings.agenda.lines import Printed
from meetings.agenda.models import Agenda, Audience, Item, Paper, Publication, Purpose, StandingItem
from meetings.agenda.queries import (
    Draft,
    deadlines_of_news,
    draft_of,
    ever_held,
    held,
    meeting_again,
    publications_of,
    rules_for,
    standing,
    stays_on_record,
)
from meetings.agenda.rules import (
    may_add_item,
    may_add_paper,
    may_change_item,
    may_come_late,
    may_drop,
    may_hold_item,
    may_move_item,
    may_publish_agenda,
    may_publish_supplement,
    may_withdraw,
    past,
    permitters,
)
from meetings.schedule.models import Meeting
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import ChangedMeanwhile, amend, claim_version, hold
from trustboard.acts.verdict import require
from trustboard.documents.uploads import Accepted
from trustboard.ledger.changes import record_act


@act
def begin_agenda(meeting: Meeting, *, by: By) -> str:
    """Begin the agenda of the meeting with the standing items of its body."""
    require_officer(by, meeting.body.trust)

    agenda, laid = changes.lay_agenda(meeting)

    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, *laid])
    return agenda.get_absolute_url()


@act
def add_item(
    meeting: Meeting,
    *,
    title: str,
    purpose: Purpose,
    decision: str,
    lead: str,
    minutes: int | None,
    audience: Audience,
    reason: str,
    bidders: list[str],
    about: str,
    by: By,
) -> Item:
    """Put an item at the end of the agenda, before what stays last. The standing items of the body are there first."""
    require_officer(by, meeting.body.trust)

    agenda, laid = changes.lay_agenda(meeting)
    require(may_add_item(others=meeting.items.count(), is_cancelled=meeting.is_cancelled))
    _require_holding(meeting, audience=audience, reason=reason, decision=decision, bidders=bidders)

    item, *moved = changes.make_item(
        meeting,
        title=title.strip(),
        purpose=purpose,
        decision=decision,
        lead=lead.strip(),
        minutes=minutes,
        audience=audience,
        reason=reason.strip(),
        bidders=bidders,
        about=about,
    )

    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, *laid, item, *moved])
    return item


@act
def change_item(
    item: Item,
    *,
    title: str,
    purpose: Purpose,
    decision: str,
    lead: str,
    minutes: int | None,
    audience: Audience,
    reason: str,
    bidders: list[str],
    about: str,
    version: int,
    by: By,
) -> Item:
    """Change an item, in the version that was read. What is published of it stays as it is, until a supplement."""
    meeting = item.meeting
    require_officer(by, meeting.body.trust)

    agenda, _ = changes.lay_agenda(meeting)
    versions, _ = held(publications_of(meeting))
    require(
        may_change_item(
            was=item.audience,
            audience=audience,
            is_standing=str(item.pk) in versions,
            withdrawn=item.withdrawn,
            papers=list(item.papers.filter(withdrawn="").values_list("audience", flat=True)),
        )
    )
    _require_holding(meeting, audience=audience, reason=reason, decision=decision, bidders=bidders)

    amend(
        item,
        read=version,
        title=title.strip(),
        purpose=purpose,
        decision=decision,
        lead=lead.strip(),
        minutes=minutes,
        audience=audience,
        reason=reason.strip(),
        bidders=bidders,
        about=about,
    )

    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, item])
    return item


@act
def move_item(item: Item, *, place: int, by: By) -> Item:
    """Put an item at that place of the agenda; those between make room."""
    meeting = item.meeting
    require_officer(by, meeting.body.trust)

    agenda, _ = changes.lay_agenda(meeting)
    draft = draft_of(meeting)
    was = next(one.number for one in draft.items if one.key == item.pk)
    require(may_move_item(place=place, last=len(draft.items), standing=draft.kept_places, was=was))

    moved = changes.place_item(item, place)

    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, *moved])
    return item


@act
def drop_item(item: Item, *, reason: str, version: int, by: By) -> str:
    """Take an item off the agenda. Once it is on record it is withdrawn, with a reason, and keeps its number."""
    meeting = item.meeting
    require_officer(by, meeting.body.trust)

    agenda, _ = changes.lay_agenda(meeting)
    stays = stays_on_record(item)
    require(may_drop(what="item", stays=stays, withdrawn=item.withdrawn, reason=reason))

    claim_version(item, read=version)
    gone: list[Model] = []
    touched: list[Model] = [item]
    if stays:
        changes.withdraw_item(item, reason.strip())
    else:
        leave, withdrawn = changes.end_leave(item, now=by.now)
        waited = changes.let_go(item, now=by.now)
        gone = [*leave, *changes.remove_item(item)]
        touched = [*withdrawn, *waited, *changes.close_ranks(meeting)]

    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, *touched], removed=gone)
    return agenda.get_absolute_url()


@act
def add_paper(item: Item, *, title: str, audience: Audience, file: Accepted, by: By) -> Paper:
    """Add a paper to an item: a file that was checked and is on the disk already, under its SHA-256."""
    meeting = item.meeting
    require_officer(by, meeting.body.trust)

    agenda, _ = changes.lay_agenda(meeting)
    hold(item)
    require(may_add_paper(audience=audience, item=item.audience, withdrawn=item.withdrawn))

    paper = changes.make_paper(
        item,
        title=title.strip(),
        audience=audience,
        sha256=file.sha256,
        media_type=file.media_type,
        suffix=file.suffix,
        size=file.size,
    )

    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, paper])
    return paper


@act
def drop_paper(paper: Paper, *, reason: str, by: By) -> str:
    """Take a paper away. Once it was published it is withdrawn, with a reason: nobody may read it from then on."""
    meeting = paper.item.meeting
    require_officer(by, meeting.body.trust)

    agenda, _ = changes.lay_agenda(meeting)
    was_published = str(paper.pk) in ever_held(publications_of(meeting))
    require(may_drop(what="paper", stays=was_published, withdrawn=paper.withdrawn, reason=reason))

    if was_published:
        changes.withdraw_paper(paper, reason.strip())
    else:
        changes.remove_paper(paper)

    kept = [paper] if was_published else []
    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, *kept], removed=[] if was_published else [paper])
    return agenda.get_absolute_url()


@act
def publish_agenda(meeting: Meeting, *, printed: Printed, by: By) -> str:
    """Publish the agenda, with a copy for each audience, as it was printed. From now on what changes is a supplement.

    Raises ChangedMeanwhile where anything has changed since it was printed.
    """
    require_officer(by, meeting.body.trust)

    draft = _held_draft(meeting, printed)
    agenda, _ = changes.lay_agenda(meeting)
    require(may_publish_agenda(is_cancelled=draft.meeting.is_cancelled, stands=draft.stands, items=len(draft.live)))

    made = changes.publish(
        meeting, is_supplement=False, copies=printed.copies, holds=draft.holds, by=by.user, at=by.now
    )

    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, *made])
    return agenda.get_absolute_url()


@act
def publish_supplement(meeting: Meeting, *, printed: Printed, reason: str, is_permitted: bool, by: By) -> str:
    """Publish what has changed since as the next supplement; late only as the constitution allows it (H7.5).

    Raises ChangedMeanwhile where anything has changed since it was printed.
    """
    require_officer(by, meeting.body.trust)

    draft = _held_draft(meeting, printed)
    agenda, _ = changes.lay_agenda(meeting)
    require(
        may_publish_supplement(is_cancelled=draft.meeting.is_cancelled, stands=draft.stands, changes=len(draft.news))
    )
    late = past(deadlines_of_news(draft, draft.news), timezone.localdate(by.now))
    require(may_come_late(late, reason=reason, is_permitted=is_permitted))

    made = changes.publish(
        meeting,
        is_supplement=True,
        copies=printed.copies,
        holds=draft.holds_of_news,
        reason=reason.strip(),
        permitted_by=permitters(late) if is_permitted else "",
        by=by.user,
        at=by.now,
    )

    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, *made])
    return agenda.get_absolute_url()


@act
def withdraw_publication(publication: Publication, *, reason: str, by: By) -> str:
    """Withdraw what was published, at once: nobody reads it any longer, nor its papers. With an agenda go its
    supplements. What it held can then be changed and published anew.
    """
    meeting = publication.meeting
    require_officer(by, meeting.body.trust)

    agenda, _ = changes.lay_agenda(meeting)
    stand = standing(publications_of(meeting))
    require(may_withdraw(is_withdrawn=publication not in stand, reason=reason))

    affected = [publication] if publication.supplement else [one for one in stand if one.number >= publication.number]
    made = changes.withdraw(affected, reason=reason.strip(), by=by.user, at=by.now)

    record_act(by, chain=meeting.body.trust.chain, touched=[agenda, *made])
    return agenda.get_absolute_url()


@act
def add_standing_item(
    body: Body, *, title: str, purpose: Purpose, minutes: int | None, audience: Audience, stays_last: bool, by: By
) -> StandingItem:
    """The item stands on every agenda of the body that is begun from now on."""
    require_officer(by, body.trust)

    hold(body)
    require(may_add_item(others=body.standing_items.count(), is_cancelled=False))

    item, *moved = changes.make_standing_item(
        body, title=title.strip(), purpose=purpose, minutes=minutes, audience=audience, stays_last=stays_last
    )

    record_act(by, chain=body.trust.chain, touched=[item, *moved])
    return item


@act
def change_standing_item(
    item: StandingItem,
    *,
    title: str,
    purpose: Purpose,
    minutes: int | None,
    audience: Audience,
    stays_last: bool,
    version: int,
    by: By,
) -> StandingItem:
    """Change a standing item, in the version that was read. Agendas that were begun stay as they are."""
    require_officer(by, item.body.trust)

    amend(
        item,
        read=version,
        title=title.strip(),
        purpose=purpose,
        minutes=minutes,
        audience=audience,
        stays_last=stays_last,
    )

    record_act(by, chain=item.body.trust.chain, touched=[item])
    return item


@act
def move_standing_item(item: StandingItem, *, place: int, by: By) -> StandingItem:
    """Put a standing item at that place among the others."""
    require_officer(by, item.body.trust)

    hold(item.body)
    require(may_move_item(place=place, last=item.body.standing_items.count(), standing=(), was=item.position))

    moved = changes.place_standing_item(item, place)

    record_act(by, chain=item.body.trust.chain, touched=moved)
    return item


@act
def drop_standing_item(item: StandingItem, *, by: By) -> str:
    """The item no longer stands on new agendas. Agendas that were begun stay as they are."""
    require_officer(by, item.body.trust)

    hold(item.body)
    moved = changes.remove_standing_item(item)

    record_act(by, chain=item.body.trust.chain, touched=moved, removed=[item])
    return item.get_absolute_url()


def _require_holding(meeting: Meeting, *, audience: str, reason: str, decision: str, bidders: list[str]) -> None:
    require(
        may_hold_item(
            audience=audience,
            reason=reason,
            decision=decision,
            decisions=rules_for(meeting).lists.decisions if decision else (),
            bidders=bidders,
            agencies=list(Agency.objects.filter(trust=meeting.body.trust).values_list("key", flat=True)),
        )
    )


def _held_draft(meeting: Meeting, printed: Printed) -> Draft:
    """The agenda as it stands, with nobody else at work on it or on when the meeting is; and as it was printed."""
    hold(meeting)
    for agenda in Agenda.objects.filter(meeting=meeting):
        hold(agenda)
    draft = draft_of(meeting_again(meeting))
    if draft.state != printed.key:
        raise ChangedMeanwhile
    return draft
