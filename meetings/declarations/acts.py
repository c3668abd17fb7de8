"""Declaring an interest before or at a meeting, ruling on it, and ruling on procedure."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied

from governance.constitution.core.bars import Ruled
from governance.interests.models import StandingInterest
from governance.membership.models import Person, Seat
from governance.structure.permissions import require_within
from meetings.agenda.models import Item
from meetings.agenda.queries import day_of
from meetings.attendance.acts import SITTING
from meetings.attendance.permissions import person_of, require_recorder
from meetings.attendance.queries import record_of
from meetings.attendance.rules import may_speak_of, may_tap
from meetings.declarations.changes import keep_declaration, keep_ruling, raise_record
from meetings.declarations.models import Declaration
from meetings.declarations.permissions import require_there
from meetings.declarations.queries import (
    Declarations,
    Proposed,
    concerning,
    declarations_of,
    is_answered,
    rules_at,
)
from meetings.declarations.rules import (
    may_answer_for,
    may_correct,
    may_declare,
    may_dismiss,
    may_rule,
    may_rule_on_procedure,
    may_rule_while_voting,
    may_withdraw,
)
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
    """Somebody who sits there has an interest in an item, or in all: told by themself, or by the officer for them.

    With `corrects`, the number of an earlier one of theirs, it stands in its place. Raises PermissionDenied for a
    person, seat, item or entry of the register that does not belong there.
    """
    trust = meeting.body.trust
    require_within(trust, person, seat)
    is_own = require_recorder(by, trust, own=_is(by, person, meeting))
    own = require_there(meeting, person, seat)
    if (item is not None and item.meeting_id != meeting.pk) or (registered is not None and registered.person != person):
        raise PermissionDenied

    hold(meeting)
    _require_time(meeting, at=at, is_own=is_own, by=by)
    rule = rules_at(meeting).interests
    declarations = declarations_of(meeting, rule)
    if corrects is not None:
        _require_correctable(declarations, corrects, person, is_own=is_own)
    require(
        may_declare(
            kind=kind,
            kinds=[each.name for each in rule.kinds],
            nature=nature,
            is_there=_is_there(declarations, person, item, kind, corrects),
            lacks_seat=seat is None and any(each.seat for each in own),
            withdrawn=item is not None and bool(declarations.items[item.pk].withdrawn),
        )
    )

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
def withdraw_declaration(declaration: Declaration, *, reason: str, at: datetime | None, by: By) -> Meeting:
    """What was declared by mistake is withdrawn, by whoever declared it or by the officer: both stay on record, and
    neither the declaration nor what was ruled on it bars anybody from then on.
    """
    meeting, person = declaration.meeting, declaration.person
    trust = meeting.body.trust
    is_own = require_recorder(by, trust, own=_is(by, person, meeting))

    hold(meeting)
    _require_time(meeting, at=at, is_own=is_own, by=by)
    begun = list(meeting.sittings.select_for_update(no_key=True).exclude(opened_at=None))
    require(
        may_withdraw(
            stands=declaration in declarations_of(meeting, rules_at(meeting).interests).standing,
            is_own=is_own,
            was_own=declaration.is_own,
            is_begun=bool(begun),
            is_voting=any(sitting.ballot for sitting in begun),
            is_before=at is not None and at < declaration.at,
            reason=reason,
        )
    )

    row = keep_declaration(
        meeting,
        nature=reason.strip(),
        person=person,
        seat=declaration.seat,
        item=declaration.item,
        kind=declaration.kind,
        registered=declaration.registered,
        is_dismissed=True,
        corrects=declaration.number,
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
    require_there(meeting, person)

    hold(meeting)
    _require_time(meeting, at=None, is_own=is_own, by=by)
    proposed = Proposed(item, registered)
    is_there = is_answered(proposed, Declaration.objects.filter(meeting=meeting, person=person))
    concerned = concerning(meeting.items.all(), [person], day_of(meeting))
    require(may_dismiss(concerns=proposed in concerned, is_there=is_there))

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
    _require_moment(sitting, at=at, is_own=is_own, by=by)
    record = record_of(sitting)
    declarations = declarations_of(meeting, record.frozen.rules.interests)
    item = str(declaration.item_id or "")
    require(
        may_rule(
            ruler=ruler.key,
            presiding=record.roll(at).presiding.over(item),
            declarant=declaration.person.key,
            needs_ruling=declaration in declarations.awaiting or declaration.rulings.exists(),
            stands=declaration in declarations.standing,
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
    _require_moment(sitting, at=at, is_own=is_own, by=by)
    roll = record_of(sitting).roll(at)
    presiding = roll.presiding.over(roll.item)
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
    moved = raise_record(meeting)

    record_act(by, chain=trust.chain, touched=[row, *moved], at=at or by.now)
    _tell(moved)
    return sitting


def _require_time(meeting: Meeting, *, at: datetime | None, is_own: bool, by: By) -> None:
    """What is declared is declared before or at the meeting; afterwards the officer records what was."""
    meeting.refresh_from_db(fields=["standing"])
    require(
        may_answer_for(
            is_cancelled=meeting.is_cancelled,
            is_over=not meeting.sittings.filter(ended_at=None, cancelled_for="").exists(),
            is_to_come=at is not None and at > by.now,
            is_own=is_own,
        )
    )
    if is_own:
        require(may_tap(speaks_of_now=at is None))


def _require_correctable(declarations: Declarations, number: int, person: Person, *, is_own: bool) -> None:
    row = next((each for each in declarations.standing if each.number == number and each.person == person), None)
    require(
        may_correct(
            stands=row is not None,
            is_own=is_own,
            was_own=row is not None and row.is_own,
            is_ruled=row is not None and row.pk in declarations.last_ruling,
        )
    )


def _is_there(declarations: Declarations, person: Person, item: Item | None, kind: str, corrects: int | None) -> bool:
    """Whether the same stands already, in another declaration than the one that is corrected."""
    return any(
        each.person == person.key and each.item == str(item.pk if item else "") and each.kind == kind
        for each in declarations.declared
        if each.number != corrects
    )


def _require_moment(sitting: Sitting, *, at: datetime | None, is_own: bool, by: By) -> None:
    """What is ruled is ruled in a sitting that is open; afterwards the officer records what was."""
    hold(sitting)
    sitting.refresh_from_db(fields=["opened_at", "ended_at", "version", "record", "frozen", "ballot"])
    require(may_rule_while_voting(is_voting=sitting.ballot is not None))
    require(may_speak_of(at=at or by.now, opened=sitting.opened_at, ended=sitting.ended_at, now=by.now))
    if is_own:
        require(may_tap(speaks_of_now=at is None))


def _is(by: By, person: Person, meeting: Meeting) -> bool:
    return by.user is not None and person_of(by.user, meeting.body.trust) == person


def _tell(moved: list[Sitting]) -> None:
    for sitting in moved:
        announce(SITTING, sitting.pk)
