"""Adding actions, telling what became of them, reminding their owners, and bringing them before their body."""

from __future__ import annotations

from datetime import date

from django.db.models import Model
from django.utils import timezone

from governance.membership.models import Person
from governance.membership.queries import table_of
from governance.structure.models import Agency, Body
from governance.structure.permissions import require_officer, require_within
from meetings.actions.changes import keep_reminder, keep_update, make_action
from meetings.actions.letters import reminder_of
from meetings.actions.models import Action, Became
from meetings.actions.permissions import require_teller
from meetings.actions.queries import addresses_of_owner, items_to_bring, reminded_of
from meetings.actions.rules import may_add_action, may_bring_actions, may_remind, may_update, reminder_due
from meetings.agenda.changes import bring
from meetings.agenda.models import Audience
from meetings.attendance.acts import SITTING
from meetings.ballots.changes import move
from meetings.ballots.permissions import entered
from meetings.decisions.models import Decision
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act
from trustboard.live.announcements import announce
from trustboard.mail.changes import queue_letter


@act
def add_action(
    body: Body,
    *,
    text: str,
    person: Person | None,
    agency: Agency | None,
    due: date,
    decision: Decision | None,
    origin: str,
    audience: Audience,
    by: By,
) -> Action:
    """Somebody has to do something until a day. What follows from a decision is for the readers of its item, and stands
    under it on the pages of its sitting, which are told.
    """
    require_officer(by, body.trust)
    require_within(body.trust, person, agency, decision.sitting.meeting.body if decision else None)
    shown_in = [decision.sitting] if decision else []
    agreed = timezone.localdate(decision.at) if decision else None
    owners = sum(owner is not None for owner in (person, agency))
    require(may_add_action(text=text, owners=owners, due=due, agreed=agreed, origin=origin))

    for sitting in shown_in:
        hold(sitting)
        sitting.refresh_from_db(fields=["version"])
        move(sitting)
    action = make_action(
        body,
        text=text.strip(),
        person=person,
        agency=agency,
        due=due,
        decision=decision,
        item=decision.item if decision else None,
        origin="" if decision else origin.strip(),
        audience=decision.item.audience if decision else audience,
        **entered(by.now, by=by),
    )

    record_act(by, chain=body.trust.chain, touched=[action, *shown_in, *_brought(body, by)])
    for sitting in shown_in:
        announce(SITTING, sitting.pk)
    return action


@act
def update_action(action: Action, *, became: Became, words: str, due: date | None, version: int, by: By) -> Action:
    """Tell what became of an action, in the version that was read: the owner that it is done, or a note; the officer
    also that it is carried on, or withdrawn.
    """
    is_officer, is_own = require_teller(by, action, timezone.localdate(by.now))

    hold(action)
    action.read_again()
    due = due if became == Became.CARRIED else None
    require(
        may_update(state=action.state, became=became, words=words, due=due, was_due=action.until, is_officer=is_officer)
    )

    update = keep_update(
        action,
        version=version,
        became=became,
        words=words.strip(),
        due=due,
        **entered(by.now, is_own=is_own, by=by),
    )

    record_act(by, chain=action.body.trust.chain, touched=[action, update])
    return action


@act
def remind_owner(action: Action, *, by: By) -> Action:
    """Remind the owner of an open action by letter: once before its day, and once after it."""
    trust = action.body.trust
    require_officer(by, trust)

    hold(action)
    action.read_again()
    today = timezone.localdate(by.now)
    addresses = addresses_of_owner(action, table_of(trust), today)
    reminded = reminded_of(action, action.reminders.all())
    when = reminder_due(action.until, today)
    require(may_remind(state=action.state, due=action.until, today=today, reminded=reminded, letters=len(addresses)))
    if when is None:
        raise ValueError("There is nothing to remind of.")

    reminder = keep_reminder(action, when=when, letters=len(addresses), at=by.now)
    subject, text = reminder_of(action, when)
    for address in addresses:
        queue_letter(to=address, subject=subject, text=text, now=by.now)

    record_act(by, chain=trust.chain, touched=[reminder])
    return action


@act
def bring_actions(body: Body, *, by: By) -> str:
    """The open actions of a body come onto its next agenda by themselves, as one item."""
    require_officer(by, body.trust)

    touched = _brought(body, by)
    require(may_bring_actions(items=len(touched)))

    record_act(by, chain=body.trust.chain, touched=touched)
    return body.get_absolute_url()


def _brought(body: Body, by: By) -> list[Model]:
    found = items_to_bring(body, timezone.localdate(by.now))
    return [row for to, columns in found for row in bring(to, now=by.now, **columns)]
