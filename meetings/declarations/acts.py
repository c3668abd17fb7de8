"""Declaring an interest before or at a meeting, ruling on it, and ruling on procedure."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied

from governance.interests.models import StandingInterest
from governance.membership.models import Person, Seat
from governance.structure.permissions import require_within
from meetings.agenda.models import Item
from meetings.attendance.acts import SITTING
from meetings.attendance.permissions import person_of, require_recorder
from meetings.attendance.queries import record_of
from meetings.declarations.bars import Ruled
from meetings.declarations.changes import keep_declaration, keep_ruling, raise_record
from meetings.declarations.models import Declaration
from meetings.declarations.queries import declarations_of, interests_rule, proposed_to
from meetings.declarations.rules import may_declare, may_dismiss, may_rule, may_rule_on_procedure
from meetings.schedule.models import Meeting, Sitting
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act
from trustboard.live.announcements import announce


@act
def declare_interest_at(
    meeting: Meeting,
    *,
    person: Person,
    seat: Seat | None,
    item: Item | None,
    kind: str,
    nature: str,
    goes: bool,
    registered: StandingInterest | None,
    corrects: int | None,
    at: datetime | None,
    by: By,
) -> Meeting:
    """Somebody has an interest in an item, or in all: told by themself, or by the officer for them."""
    trust = meeting.body.trust
    require_within(trust, person, seat)
    if item is not None and item.meeting_id != meeting.pk:
        raise PermissionDenied
    is_own = require_recorder(by, trust, own=_is(by, person, meeting))

    hold(meeting)
    rule = interests_rule(meeting)
    standing = declarations_of(meeting, rule).declared
    there = any(
        each.person == person.key and each.item == str(item.pk if item else "") and each.kind == kind
        for each in standing
        if each.number != corrects
    )
    require(may_declare(kind=kind, kinds=[each.name for each in rule.kinds], nature=nature, is_there=there))

    row = keep_declaration(
        meeting,
        nature=nature.strip(),
        person=person,
        seat=seat,
        item=item,
        kind=kind,
        goes=goes,
        registered=registered,
        corrects=corrects,
        at=at or by.now,
        recorded_at=by.now,
        by=by.user,
        is_own=is_own,
    )
    moved = raise_record(meeting)

    record_act(by, chain=trust.chain, touched=[row, *moved], at=at or by.now)
    _tell(moved)
    return meeting


@act
def dismiss_interest(meeting: Meeting, *, person: Person, item: Item, registered: StandingInterest, by: By) -> Meeting:
    """An interest of the register that was proposed for an item is none in it, as its holder says."""
    trust = meeting.body.trust
    require_within(trust, person)
    is_own = require_recorder(by, trust, own=_is(by, person, meeting))

    hold(meeting)
    proposed = [each for each in proposed_to(person, meeting) if each.item == item and each.interest == registered]
    require(may_dismiss(concerns=bool(proposed), is_there=False))

    row = keep_declaration(
        meeting,
        person=person,
        item=item,
        registered=registered,
        is_dismissed=True,
        at=by.now,
        recorded_at=by.now,
        by=by.user,
        is_own=is_own,
    )

    record_act(by, chain=trust.chain, touched=[row])
    return meeting


@act
def rule_on(
    declaration: Declaration, *, sitting: Sitting, ruled: Ruled, ruler: Person, at: datetime | None, by: By
) -> Sitting:
    """Whoever presides over the item has ruled on a declared interest: told by themself or by the officer for them."""
    meeting = declaration.meeting
    trust = meeting.body.trust
    require_within(trust, ruler)
    is_own = require_recorder(by, trust, own=_is(by, ruler, meeting))

    hold(meeting)
    record = record_of(sitting)
    declarations = declarations_of(meeting, record.frozen.rules.interests)
    item = str(declaration.item_id or "")
    require(
        may_rule(
            ruler=ruler.key,
            presiding=record.roll().presiding.over(item),
            declarant=declaration.person.key,
            needs_ruling=declaration in declarations.awaiting or declaration.rulings.exists(),
        )
    )

    row = keep_ruling(
        meeting,
        declaration=declaration,
        ruled=ruled,
        ruler=ruler,
        at=at or by.now,
        recorded_at=by.now,
        by=by.user,
        is_own=is_own,
    )
    moved = raise_record(meeting)

    record_act(by, chain=trust.chain, touched=[row, *moved], at=at or by.now)
    _tell(moved)
    return sitting


@act
def rule_on_procedure(sitting: Sitting, *, text: str, ruler: Person, at: datetime | None, by: By) -> Sitting:
    """Whoever presides has ruled on procedure; the ruling is kept."""
    meeting = sitting.meeting
    trust = meeting.body.trust
    require_within(trust, ruler)
    is_own = require_recorder(by, trust, own=_is(by, ruler, meeting))

    hold(meeting)
    presiding = record_of(sitting).roll().presiding.person
    require(may_rule_on_procedure(text=text, presiding=presiding))
    require(may_rule(ruler=ruler.key, presiding=presiding, declarant="", needs_ruling=True))

    row = keep_ruling(
        meeting,
        text=text.strip(),
        ruler=ruler,
        at=at or by.now,
        recorded_at=by.now,
        by=by.user,
        is_own=is_own,
    )

    record_act(by, chain=trust.chain, touched=[row], at=at or by.now)
    announce(SITTING, sitting.pk)
    return sitting


def _is(by: By, person: Person, meeting: Meeting) -> bool:
    return by.user is not None and person_of(by.user, meeting.body.trust) == person


def _tell(moved: list[Sitting]) -> None:
    for sitting in moved:
        announce(SITTING, sitting.pk)
